//! Changing a plan by page: part by part, the same on both engines.

use axum::{Router, http::StatusCode};
use domain::{access::Role, plan_file, slug::Slug};
use storage::{Record, plan::Loaded};
use tests::{
    application::{Answer, application, application_at, get, get_as, post_as},
    importing::take,
    on_both_engines,
    people::{Member, member, member_at},
    plans, record,
    recording::{MORNING, count},
};

const PLAN: &str = "/admin/plans/rutland-2022-24";
const LATER: &str = "2026-11-24T09:00:00Z";

/// A plan lead and the application, on a day when the first year of the plan has begun and the second has not.
async fn before_its_second_year(record: &Record) -> (Member, Router) {
    plans::load(record, plans::RUTLAND, "2023-06-01T07:00:00Z").await;
    let came = plans::moment("2023-06-01T08:30:00Z");
    let lead = member_at(record, "Lea", Role::PlanLead, "council", came).await;
    (lead, application_at(record.clone(), "2023-06-01T09:00:00Z"))
}

/// Sends a form, and checks that it was taken.
async fn saved(application: &Router, who: &Member, address: &str, form: &[(&str, &str)]) -> Answer {
    let answer = post_as(application, who, address, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address} {form:?}: {}", answer.read());
    assert!(answer.leads_to().contains("done=plan-"), "{}", answer.leads_to());
    answer
}

/// Sends a form, and checks that it comes back with an error that leads to a box, and with what was typed.
async fn refused(
    application: &Router,
    who: &Member,
    address: &str,
    form: &[(&str, &str)],
    at: &str,
    said: &str,
) -> Answer {
    let answer = post_as(application, who, address, form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{address} {form:?}: {}", answer.read());
    let told = answer.read();
    assert!(
        answer.text.contains(&format!("href=\"#{at}\"")) && answer.text.contains(&format!("id=\"{at}\"")),
        "{at}: {told}"
    );
    assert!(told.contains(said), "{said} is not in {told}");
    answer
}

/// What a form saw.
async fn seen(application: &Router, who: &Member, address: &str) -> String {
    get_as(application, who, address).await.holds("seen")
}

/// The plan of the record as a file, and that loading it again changes nothing.
async fn exported(record: &Record, plan: &str) -> String {
    let desk = plans::operator(record).await;
    let plan = Slug::new(plan).expect("a slug");
    let file = storage::plan::export(&desk, &plan).await.expect("readable").expect("a plan");
    let text = plan_file::write(&file).unwrap_or_else(|faults| panic!("{faults:?}"));
    let Loaded { added, superseded, withdrawn, .. } = plans::load(record, &text, LATER).await;
    assert_eq!((added, superseded, withdrawn), (0, 0, 0), "{text}");
    text
}

const INDICATOR: [(&str, &str); 16] = [
    ("name", "Children who are heard"),
    ("measure", "rate"),
    ("per", "10000"),
    ("unit", "under 18s"),
    ("decimals", "1"),
    ("polarity", "higher"),
    ("frequency", "calendar quarter"),
    ("owner", "council"),
    ("origin", "partner"),
    ("basis", "where the child lives"),
    ("source", "Counted by the partners"),
    ("text", "Children who said what they think."),
    ("from", "1 January 2022"),
    ("timing", "flow"),
    ("place", "start-well/ready-for-school"),
    ("lag", "28"),
];

/// The same form with some boxes filled otherwise.
fn with<'a>(form: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let is_usual = |(name, _): &&(&str, &str)| !changed.iter().any(|(other, _)| other == name);
    form.iter().filter(is_usual).chain(changed).copied().collect()
}

on_both_engines! {
    /// An indicator is added with its definition and its place, placed elsewhere, changed, and keeps its figures.
    async fn an_indicator_is_added_placed_and_changed(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        let add = format!("{PLAN}/indicators");
        saved(&application, &lead, &add, &INDICATOR).await;
        let page = get(&application, "/indicators/children-who-are-heard").await;
        assert!(page.status == StatusCode::OK && page.read().contains("Children who said what they think."), "{}", page.read());
        assert!(get_as(&application, &lead, "/board").await.read().contains("Children who are heard"));
        // The same name cannot be used again.
        refused(&application, &lead, &add, &with(&INDICATOR, &[("unit", "people")]), "slug", "There is already an indicator with this name").await;

        // It is placed nowhere, is listed as unplaced, and is placed again.
        let place = format!("{PLAN}/placements?key=children-who-are-heard");
        let mark = seen(&application, &lead, &place).await;
        saved(&application, &lead, &place, &[("seen", &mark), ("owner", "council")]).await;
        let overview = get_as(&application, &lead, PLAN).await;
        assert!(overview.between("id=\"unplaced\"", "</section>").contains("Children who are heard"), "{}", overview.read());
        assert!(!get_as(&application, &lead, "/board").await.read().contains("Children who are heard"));
        let mark = seen(&application, &lead, &place).await;
        saved(&application, &lead, &place, &[("seen", &mark), ("place", "start-well"), ("owner", "council")]).await;

        // Decimals change, and figures stay as they are; what they are measured in does not change under them.
        let change = format!("{PLAN}/indicators?key=good-development");
        let figures = "SELECT count(*) FROM figure WHERE superseded_in IS NULL";
        let before = count(&record, figures).await;
        let mark = seen(&application, &lead, &change).await;
        let form = [
            ("seen", mark.as_str()), ("slug", "good-development"), ("name", "Good level of development at age 5"), ("measure", "percentage"),
            ("unit", "children"), ("decimals", "3"), ("polarity", "higher"), ("frequency", "academic year"), ("owner", "council"),
            ("origin", "published"), ("basis", "where the child goes to school"), ("source", "Made for tests"), ("lag", "28"), ("per", ""), ("retired", ""),
        ];
        refused(&application, &lead, &change, &with(&form, &[("measure", "count")]), "measure", "cannot become").await;
        refused(&application, &lead, &change, &with(&form, &[("frequency", "calendar quarter")]), "measure", "cannot become").await;
        refused(&application, &lead, &change, &with(&form, &[("origin", "partner")]), "origin", "People have recorded figures or text for the indicator \"good-development\", so its origin cannot change").await;
        let lost = refused(&application, &lead, &change, &with(&form, &[("decimals", "7")]), "decimals", "Enter a whole number from 0 to 6").await;
        assert_eq!(lost.holds("decimals"), "7");
        saved(&application, &lead, &change, &form).await;
        assert_eq!(count(&record, figures).await, before);
        assert!(get(&application, "/indicators/good-development").await.read().contains("72.400%"));
        exported(&record, "rutland-2022-24").await;
    }

    /// What a file of figures brought and nobody placed is placed by a lead, and is on the board from then on.
    async fn what_a_file_brought_is_placed(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        take(&record, &[("brought", "E06000017", "Total", "2022/23", "12")], "2023-06-01T08:45:00Z").await;
        let overview = get_as(&application, &lead, PLAN).await;
        assert!(overview.between("id=\"unplaced\"", "</section>").contains("key=brought"), "{}", overview.read());
        let place = format!("{PLAN}/placements?key=brought");
        let mark = seen(&application, &lead, &place).await;
        refused(&application, &lead, &place, &[("seen", &mark), ("place", "start-well"), ("owner", "")], "owner", "Choose who is responsible for it").await;
        saved(&application, &lead, &place, &[("seen", &mark), ("place", "start-well"), ("owner", "council")]).await;
        let overview = get_as(&application, &lead, PLAN).await;
        assert!(!overview.text.contains("id=\"unplaced\""), "{}", overview.read());
        exported(&record, "rutland-2022-24").await;
    }

    /// A priority is added, carried on, reworded and retired, never in the middle of its year.
    async fn priorities_have_a_lineage(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        let add = format!("{PLAN}/priorities");
        let form = [
            ("year", "2022"), ("focus-area", "start-well"), ("name", "Play"), ("summary", "Children play."), ("follows", ""), ("slug", ""),
        ];
        saved(&application, &lead, &add, &form).await;
        // Carried on, the form has the words of the year before.
        let onward = get_as(&application, &lead, &format!("{add}?from=2022%2Fplay&year=2024")).await;
        assert_eq!((onward.holds("name"), onward.holds("slug")), ("Play".to_owned(), "play".to_owned()));
        saved(&application, &lead, &add, &with(&form, &[("year", "2024"), ("name", "Play outside"), ("slug", "play"), ("follows", "play")])).await;
        let overview = get_as(&application, &lead, PLAN).await.read();
        assert!(overview.contains("Play outside Start well, reworded"), "{overview}");

        // The year 2022 has begun: the indicators under its priority hold it there. The year 2024 has not.
        for (key, at) in [("2022/ready-for-school", "slug")] {
            let address = format!("{add}?key={}", key.replace('/', "%2F"));
            let mark = seen(&application, &lead, &address).await;
            let answer = post_as(&application, &lead, &address, &[("step", "remove"), ("seen", &mark)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
            let told = answer.read();
            assert!(told.contains("The plan year 2022 began on 1 January 2022, so") && told.contains("leave it out of 2024 and later years"), "{told}");
        }
        let address = format!("{add}?key=2024%2Fready-for-school");
        let mark = seen(&application, &lead, &address).await;
        let answer = saved(&application, &lead, &address, &[("step", "remove"), ("seen", &mark)]).await;
        assert!(answer.leads_to().ends_with("done=plan-removed"));
        assert!(get_as(&application, &lead, PLAN).await.read().contains("Ready for school retired after 2022"));
        exported(&record, "rutland-2022-24").await;
        // A file from before does not bring it back.
        let Loaded { added, superseded, withdrawn, kept } = plans::load(&record, plans::RUTLAND, LATER).await;
        assert_eq!((added, superseded, withdrawn, kept), (0, 0, 0, 1));
    }

    /// Years do not overlap, what is in use stays, and each error is shown where it was typed.
    async fn what_cannot_be_is_told_at_its_box(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        let years = format!("{PLAN}/years");
        let form = [("slug", "2025"), ("first", "1 January 2025"), ("last", "31 December 2025")];
        let lost = refused(&application, &lead, &years, &with(&form, &[("first", "1 June 2024")]), "first", "before 2024 has ended: plan years cannot overlap").await;
        assert_eq!(lost.holds("first"), "1 June 2024");
        refused(&application, &lead, &years, &with(&form, &[("last", "1 June 2020")]), "last", "The plan year ends before it starts").await;
        refused(&application, &lead, &years, &with(&form, &[("slug", "2022")]), "slug", "There is already a plan year with this name").await;
        refused(&application, &lead, &years, &with(&form, &[("slug", "all")]), "slug", "cannot be called").await;
        refused(&application, &lead, &years, &with(&form, &[("slug", "Two Words")]), "slug", "is not a short name").await;
        // Extending the plan keeps all there was.
        saved(&application, &lead, &years, &form).await;
        assert!(get_as(&application, &lead, "/board?year=2025").await.status.is_success());

        for (part, key, said) in [
            ("years", "2024", "The plan year \"2024\" still has priorities (\"Ready for school and heard\"): remove them first"),
            ("focus-areas", "start-well", "still has priorities (\"Ready for school\", \"Ready for school and heard\"): move them first"),
            ("organisations", "council", "still has indicators that it is responsible for"),
        ] {
            let address = format!("{PLAN}/{part}?key={key}");
            let mark = seen(&application, &lead, &address).await;
            let answer = post_as(&application, &lead, &address, &[("step", "remove"), ("seen", &mark)]).await;
            let told = answer.read().replace("&quot;", "\"");
            assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && told.contains(said), "{told}");
        }

        let areas = format!("{PLAN}/focus-areas");
        let long = "x".repeat(10_000);
        let name = refused(&application, &lead, &areas, &[("name", &long), ("summary", "Kept.")], "name", "Shorten this to 300 characters").await;
        assert!(name.holds("name") == long && name.text.contains("Kept."));
        refused(&application, &lead, &areas, &[("name", ""), ("summary", "")], "summary", "Enter a name for the focus area").await;
        refused(&application, &lead, &areas, &[("name", "Start well"), ("summary", "Again.")], "slug", "There is already a focus area with this name").await;
        refused(&application, &lead, &areas, &[("name", "Bell \u{7}"), ("summary", "Rings.")], "name", "contains a character we cannot read").await;
        let hostile = "<script>alert(1)</script> \"'&";
        saved(&application, &lead, &areas, &[("name", hostile), ("summary", hostile)]).await;
        for page in ["/", PLAN, "/board"] {
            let page = get_as(&application, &lead, page).await;
            assert!(!page.text.contains("<script>alert"), "{}", page.text);
        }
        assert!(get(&application, "/focus-areas/script-alert-1-script").await.status.is_success());
        let priorities = format!("{PLAN}/priorities");
        let form = [("year", "2025"), ("focus-area", "nowhere"), ("name", "Lost"), ("summary", "Lost."), ("follows", "")];
        refused(&application, &lead, &priorities, &form, "focus-area", "There is no focus area").await;
        exported(&record, "rutland-2022-24").await;
    }

    /// Two leads at once: the second is shown what the first made of it, nothing typed is lost, and saving again replaces it.
    async fn two_leads_at_once(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        let other = member_at(&record, "Lee", Role::PlanLead, "council", plans::moment("2023-06-01T08:31:00Z")).await;
        let address = format!("{PLAN}/focus-areas?key=start-well");
        let mark = seen(&application, &lead, &address).await;
        let form = |name: &'static str, mark: &'static str| [("seen", mark), ("slug", "start-well"), ("name", name), ("summary", "Children are ready to learn.")];
        let mark: &'static str = Box::leak(mark.into_boxed_str());
        saved(&application, &other, &address, &form("Begin well", mark)).await;
        let conflict = refused(&application, &lead, &address, &form("Start better", mark), "name", "Somebody else changed this while you were typing").await;
        assert!(conflict.holds("name") == "Start better" && conflict.between("id=\"now\"", "</section>").contains("Begin well"), "{}", conflict.read());
        let again: &'static str = Box::leak(conflict.holds("seen").into_boxed_str());
        saved(&application, &lead, &address, &form("Start better", again)).await;
        let twice = post_as(&application, &lead, &address, &form("Start better", again)).await;
        assert!(twice.leads_to().ends_with("done=same"), "{}", twice.leads_to());
        assert_eq!(count(&record, "SELECT count(*) FROM focus_area").await, 3);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'edit plan' AND outcome = 'done'").await, 2);
    }

    /// Organisations, places, neighbours, strategies, evidence and the plan's own words.
    async fn every_part_is_changed(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        let to = |part: &str| format!("{PLAN}/{part}");
        saved(&application, &lead, &to("organisations"), &[("name", "Care Board"), ("ended", ""), ("successor", "")]).await;
        refused(&application, &lead, &to("organisations"), &[("name", "Old Group"), ("ended", ""), ("successor", "care-board")], "ended", "An organisation with a successor has ended").await;
        saved(&application, &lead, &to("organisations"), &[("name", "Old Group"), ("ended", "30 June 2022"), ("successor", "care-board")]).await;
        let address = to("organisations?key=care-board");
        let mark = seen(&application, &lead, &address).await;
        refused(&application, &lead, &address, &[("seen", &mark), ("slug", "care-board"), ("name", "Care Board"), ("ended", "1 July 2022"), ("successor", "old-group")], "name", "cannot succeed itself").await;
        saved(&application, &lead, &to("areas"), &[("code", "E10000025"), ("name", "Oxfordshire"), ("level", "local authority")]).await;
        refused(&application, &lead, &to("areas"), &[("code", "Oxford"), ("name", "Oxford"), ("level", "district")], "code", "official code").await;
        let set = [("area", "E06000017"), ("from", "1 May 2026"), ("areas", "E10000025, E92000001"), ("source", "Made for tests")];
        saved(&application, &lead, &to("neighbours"), &set).await;
        refused(&application, &lead, &to("neighbours"), &with(&set, &[("from", "1 May 2027"), ("areas", "E06000017")]), "areas", "cannot be its own neighbour").await;
        refused(&application, &lead, &to("neighbours"), &with(&set, &[("from", "1 May 2027"), ("areas", "E99999999")]), "areas", "There is no area").await;
        for text in ["Listen first, and act together on it", "Listen first, and act together on it again"] {
            saved(&application, &lead, &to("strategies"), &[("text", text), ("slug", "")]).await;
        }
        saved(&application, &lead, &to("evidence"), &[("text", "Many wait."), ("slug", ""), ("said", "1 April 2022"), ("focus-area", "start-well"), ("indicator", "referrals")]).await;
        let address = to("plan");
        let mark = seen(&application, &lead, &address).await;
        let plan = [
            ("seen", mark.as_str()), ("name", "Rutland's plan"), ("partnership", "Rutland Children's Partnership"), ("vision", "Every child is heard"),
            ("area", "E06000017"), ("comparators", "E12000004 E12000004"), ("source", "Made for tests"), ("note", ""),
        ];
        refused(&application, &lead, &address, &plan, "name", "The comparators name E12000004 twice").await;
        saved(&application, &lead, &address, &with(&plan, &[("comparators", "E12000004 E92000001 E10000025")])).await;
        let home = get(&application, "/").await.read();
        for said in ["Every child is heard", "Listen first, and act together on it again", "Many wait.", "Care Board", "Old Group (until 30 June 2022; then Care Board)"] {
            assert!(home.contains(said), "{said} is not in {home}");
        }
        // An hour earlier it was the plan as it had been.
        let then = get(&application, "/?as-at=2023-06-01T08:00:00Z").await.read();
        assert!(then.contains("Every child in Rutland starts well") && !then.contains("Care Board") && !then.contains("Many wait."), "{then}");
        let text = exported(&record, "rutland-2022-24").await;
        let fresh = record::sqlite().await;
        plans::load(&fresh.record, &text, LATER).await;
        assert_eq!(exported(&fresh.record, "rutland-2022-24").await, text);
    }

    /// A plan that is extended, as that of 2018-21 was to 2023, keeps all of its history: what it looked like, and every figure.
    async fn an_extended_plan_keeps_its_history(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let plan = "/admin/plans/oxfordshire-2018-21";
        let pages = ["/", "/board?year=2018-19", "/board?year=2020-21", "/indicators/persistent-absence-secondary?year=2018-19"];
        let at = |page: &str| format!("{page}{}as-at=2026-11-23T08:00:00Z", if page.contains('?') { '&' } else { '?' });
        let mut before = Vec::new();
        for page in pages {
            before.push(get(&application, &at(page)).await.text);
        }
        let figures = count(&record, "SELECT count(*) FROM figure").await;
        let years = [("2021-22", "1 April 2021", "31 March 2022"), ("2022-23", "1 April 2022", "31 March 2023")];
        refused(&application, &lead, &format!("{plan}/years"), &[("slug", "2021-22"), ("first", "31 March 2021"), ("last", "31 March 2022")], "first", "overlap").await;
        for (slug, first, last) in years {
            saved(&application, &lead, &format!("{plan}/years"), &[("slug", slug), ("first", first), ("last", last)]).await;
        }
        let address = format!("{plan}/plan");
        let page = get_as(&application, &lead, &address).await;
        let outline = plans::read(plans::OXFORDSHIRE).outline;
        let comparators: Vec<_> = outline.plan.comparators.iter().map(|code| code.as_str()).collect();
        let form = [
            ("seen", page.holds("seen")), ("name", "Oxfordshire Children and Young People's Plan 2018-23".to_owned()),
            ("partnership", outline.plan.partnership.clone()), ("vision", outline.plan.vision.clone()), ("area", outline.plan.area.to_string()),
            ("comparators", comparators.join(" ")), ("source", outline.plan.source.clone()), ("note", outline.plan.note.clone().unwrap_or_default()),
        ];
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        saved(&application, &lead, &address, &form).await;
        // The new year has the last year's priorities, its indicators and their figures.
        let board = get(&application, "/board").await;
        assert!(board.read().contains("Plan 2018-23") && board.text.contains("2022-23"), "{}", board.read());
        assert!(board.text.contains("Persistent absence") && board.text.contains("Children affected by domestic abuse"), "{}", board.read());
        assert_eq!(get(&application, "/board?year=2018-19").await.status, StatusCode::OK);
        assert_eq!(count(&record, "SELECT count(*) FROM figure").await, figures);
        for (page, before) in pages.iter().zip(before) {
            assert_eq!(get(&application, &at(page)).await.text, before, "{page}");
        }
        exported(&record, "oxfordshire-2018-21").await;
    }

    /// More decimals are refused where published figures would then lie outside of their own intervals.
    async fn decimals_that_figures_contradict_are_refused(record: Record) {
        let figures = "[series.figures]\n\"2018/19\" = { value = 72.4, lower = 72.44, upper = 74.0 }\n";
        let at = plans::RUTLAND.find("[[series]]").expect("a series");
        let text = format!(
            "{}[[series]]\nindicator = \"good-development\"\narea = \"E12000004\"\nbreakdown = \"send=EHCP\"\n{figures}\n{}",
            plans::RUTLAND.get(..at).unwrap_or_default(),
            plans::RUTLAND.get(at..).unwrap_or_default()
        );
        plans::load(&record, &text, "2023-06-01T07:00:00Z").await;
        let came = plans::moment("2023-06-01T08:30:00Z");
        let lead = member_at(&record, "Lea", Role::PlanLead, "council", came).await;
        let application = application_at(record.clone(), "2023-06-01T09:00:00Z");
        let change = format!("{PLAN}/indicators?key=good-development");
        let mark = seen(&application, &lead, &change).await;
        let form = [
            ("seen", mark.as_str()), ("slug", "good-development"), ("name", "Good level of development at age 5"), ("measure", "percentage"),
            ("unit", "children"), ("decimals", "2"), ("polarity", "higher"), ("frequency", "academic year"), ("owner", "council"),
            ("origin", "published"), ("basis", "where the child goes to school"), ("source", "Made for tests"), ("lag", "28"), ("per", ""), ("retired", ""),
        ];
        refused(&application, &lead, &change, &form, "decimals", "With 2 decimal places, 1 of its figures would be outside their intervals").await;
        saved(&application, &lead, &change, &with(&form, &[("decimals", "0")])).await;
        exported(&record, "rutland-2022-24").await;
    }

    /// A second plan follows the first: its indicators are the same, with their history, and pages open on it from its first day on.
    async fn a_second_plan_follows(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let application = application(record.clone());
        let form = [
            ("name", "Rutland Children's Plan 2026-29"), ("partnership", "Rutland Children's Partnership"), ("vision", "Every child is heard"),
            ("area", "E06000017"), ("comparators", "E12000004"), ("source", "Made for tests"), ("note", ""), ("slug", ""), ("year", "2026-27"),
            ("first", "1 April 2026"), ("last", "31 March 2027"),
        ];
        refused(&application, &lead, "/admin/plans/new", &with(&form, &[("last", "1 April 2020")]), "last", "ends before it starts").await;
        refused(&application, &lead, "/admin/plans/new", &with(&form, &[("slug", "rutland-2022-24")]), "slug", "Another plan already has this name in addresses").await;
        refused(&application, &lead, "/admin/plans/new", &with(&form, &[("slug", "new")]), "slug", "A plan cannot have this name in addresses").await;
        saved(&application, &lead, "/admin/plans/new", &form).await;
        let plan = "/admin/plans/rutland-childrens-plan-2026-29";
        assert!(get(&application, "/").await.read().contains("Every child is heard"));
        saved(&application, &lead, &format!("{plan}/focus-areas"), &[("name", "Be heard"), ("summary", "Children are heard.")]).await;
        let place = format!("{plan}/placements?key=good-development");
        let mark = seen(&application, &lead, &place).await;
        saved(&application, &lead, &place, &[("seen", &mark), ("place", "be-heard"), ("owner", "council")]).await;
        let board = get(&application, "/board").await.read();
        assert!(board.contains("Good level of development at age 5") && !board.contains("Referrals"), "{board}");
        assert!(get(&application, "/indicators/good-development").await.read().contains("72.4%"));
        // What the first plan has about the indicator is in the file of the second, and both go round.
        let text = exported(&record, "rutland-childrens-plan-2026-29").await;
        assert!(text.contains("Children who reach a good level of development"), "{text}");
        exported(&record, "rutland-2022-24").await;
        let fresh = record::sqlite().await;
        plans::load(&fresh.record, &text, LATER).await;
        assert_eq!(exported(&fresh.record, "rutland-childrens-plan-2026-29").await, text);
    }

    /// A file that does not fit what people changed since is refused whole; only leads get the plan as its file.
    async fn a_file_that_does_not_fit_is_refused(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        saved(&application, &lead, &format!("{PLAN}/years"), &[("slug", "2025"), ("first", "1 January 2025"), ("last", "31 December 2025")]).await;
        let text = plans::RUTLAND.replace("[[focus-area]]", "[[year]]\nslug = \"other\"\nfirst = 2025-06-01\nlast = 2026-05-31\n\n[[focus-area]]");
        let desk = plans::operator(&record).await;
        let plan = plans::read(&text);
        let said = storage::plan::load(&desk, &plan.outline, &plan.figures, || plans::moment(LATER)).await.expect_err("a refusal");
        assert!(said.to_string().contains("the file does not fit the changes that people have made to this plan") && said.to_string().contains("plan years cannot overlap"), "{said}");
        assert_eq!(plans::operator(&record).await.number(), desk.number());

        let file = get_as(&application, &lead, &format!("{PLAN}/plan.toml")).await;
        assert!(file.status == StatusCode::OK && file.text.starts_with("[plan]") && !file.text.contains("86753"), "{}", file.text);
        let viewer = member_at(&record, "Val", Role::Viewer, "council", plans::moment("2023-06-01T08:31:00Z")).await;
        for address in [format!("{PLAN}/plan.toml"), PLAN.to_owned(), "/admin/plans".to_owned()] {
            assert_eq!(get_as(&application, &viewer, &address).await.status, StatusCode::FORBIDDEN);
            assert_eq!(get(&application, &address).await.status, StatusCode::UNAUTHORIZED);
        }
    }
}
