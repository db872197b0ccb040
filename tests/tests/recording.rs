//! Recording in the browser, through the real router, the same on both engines: figures, targets, change notes,
//! definitions; two people at one cell; what cannot be.

use axum::http::StatusCode;
use domain::access::{Role, Visitor};
use storage::{AsAt, Record, figure::Recorded, testing};
use tests::{
    application::{Answer, application, get, get_as, plain, post_as},
    on_both_engines,
    people::{Member, member},
    plans,
};

const MORNING: &str = "2026-11-23T07:00:00Z";
const INDICATOR: &str = "/indicators/self-harm-reports";
const QUARTER: &str = "2018-19 Q1";

async fn analyst(record: &Record) -> Member {
    plans::load(record, plans::OXFORDSHIRE, MORNING).await;
    member(record, "Ann Baker", Role::Analyst, "oxford-health").await
}

/// The form for the county's figure of a quarter, with some boxes filled otherwise.
fn form<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("area", "E10000025"),
        ("breakdown", "Total"),
        ("period", QUARTER),
        ("replaces", ""),
        ("value", "48"),
        ("absence", ""),
        ("status", "provisional"),
        ("note", ""),
        ("origin", "published"),
    ];
    let mut form: Vec<_> =
        usual.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name)).collect();
    form.extend_from_slice(changed);
    form
}

/// The number of the figure that stands, as the form carries it.
async fn standing(application: &axum::Router, who: &Member) -> String {
    let page = get_as(application, who, &format!("{INDICATOR}/record?period=2018-19+Q1")).await;
    page.holds("replaces")
}

fn sentence(page: &Answer) -> String {
    plain(page.between("<p class=\"sentence\">", "</p>"))
}

async fn count(record: &Record, sql: &'static str) -> i64 {
    testing::count(record, sql).await.expect("a count")
}

on_both_engines! {
    /// She records, corrects, explains; chart, sentence, table and history say so; nobody else sees any of it.
    async fn a_figure_is_recorded_corrected_and_explained(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        let saved = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("value", "1,048")])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let history = get_as(&application, &ann, saved.leads_to()).await;
        assert!(history.read().contains("The figure is recorded, as a draft.") && history.read().contains("Ann Baker"), "{}", history.read());

        let replaces = standing(&application, &ann).await;
        let why = "A late report came in.";
        let corrected = form(&[("value", "1051"), ("replaces", &replaces), ("reason", why)]);
        let saved = post_as(&application, &ann, &format!("{INDICATOR}/record"), &corrected).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let second = form(&[("value", "990"), ("period", "2018-19 Q2")]);
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &second).await.status, StatusCode::SEE_OTHER);

        let note = get_as(&application, &ann, &format!("{INDICATOR}/change-note")).await.holds("note");
        let noted = post_as(&application, &ann, &format!("{INDICATOR}/change-note"), &[
            ("note", &note), ("on", "1 July 2018"), ("kind", "recording change"), ("effect", "breaks"),
            ("text", "Reports to schools are counted from now on."), ("source", "The trust"),
        ]).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.read());

        let page = get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await;
        assert!(sentence(&page).starts_with("990 reports in 2018-19 Q2. This figure is provisional. It is a draft and not yet approved."), "{}", sentence(&page));
        assert!(page.between("<svg", "</svg>").contains("1,051"), "the chart");
        assert!(page.read().contains("[b] The series breaks at 1 July 2018."), "{}", page.read());
        assert!(page.read().contains("Reports to schools are counted from now on."));
        let history = get_as(&application, &ann, &format!("{INDICATOR}/history?period=2018-19+Q1")).await;
        for said in ["1,048", "1,051", "A late report came in.", "Before", "since replaced", "stands"] {
            assert!(history.read().contains(said), "{said}: {}", history.read());
        }
        // A colleague elsewhere sees it and may not touch it; a stranger sees nothing of it.
        let police = member(&record, "Pat Constable", Role::Analyst, "thames-valley-police").await;
        assert!(get_as(&application, &police, &format!("{INDICATOR}?year=2018-19")).await.read().contains("1,051"));
        let refused = post_as(&application, &police, &format!("{INDICATOR}/record"), &corrected).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        for address in ["", "?year=2018-19", "/history", "/history?period=2018-19+Q1"] {
            let page = get(&application, &format!("{INDICATOR}{address}")).await;
            for secret in ["1,048", "1,051", "990", "Ann", "late report"] {
                assert!(!page.text.contains(secret), "{address} tells {secret}: {}", page.read());
            }
        }
    }

    /// A percentage is made of its parts, on the server as in the browser.
    async fn a_percentage_is_computed(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let who = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let application = application(record);
        let address = "/indicators/persistent-absence-secondary/record";
        let parts = [("value", ""), ("numerator", "1,234"), ("denominator", "10,000"), ("period", "2014/15"), ("status", "final")];
        let saved = post_as(&application, &who, address, &form(&parts)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        assert!(get_as(&application, &who, saved.leads_to()).await.read().contains("Made of: 1,234 of 10,000; Status: final; Approval: draft"));
        let over = form(&[("value", ""), ("numerator", "12"), ("denominator", "10"), ("period", "2013/14")]);
        let refused = post_as(&application, &who, address, &over).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("href=\"#numerator\""), "{}", refused.text);
    }

    /// What cannot be is told at its box, linked from a summary, with everything still there; nothing is written.
    async fn what_cannot_be_is_told_at_its_box(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        let before = count(&record, "SELECT number FROM counter").await;
        let long = "x".repeat(2001);
        let huge = "9".repeat(300);
        let bad: Vec<(&str, Vec<(&str, &str)>)> = vec![
            ("period", vec![("period", "2018-19 Q5")]),
            ("period", vec![("period", "2018/19")]),
            ("period", vec![("period", "2099-00 Q1")]),
            ("period", vec![("period", "")]),
            ("area", vec![("area", "E99999999")]),
            ("breakdown", vec![("breakdown", "everybody")]),
            ("value", vec![("value", "")]),
            ("value", vec![("value", "forty-eight")]),
            ("value", vec![("value", "-1")]),
            ("value", vec![("value", "NaN")]),
            ("value", vec![("value", "10^300")]),
            ("value", vec![("value", "1e300")]),
            ("value", vec![("value", &huge)]),
            ("value", vec![("value", "4.5")]),
            ("value", vec![("value", "12,5")]),
            ("absence", vec![("absence", "awaited")]),
            ("absence", vec![("value", ""), ("absence", "lost")]),
            ("denominator", vec![("value", ""), ("numerator", "4")]),
            ("denominator", vec![("value", ""), ("numerator", "4"), ("denominator", "0")]),
            ("status", vec![("status", "settled")]),
            ("note", vec![("note", &long)]),
            ("reason", vec![("replaces", "1")]),
        ];
        for (at, changed) in bad {
            let changed: Vec<_> = changed.into_iter().chain([("kept", "here")]).collect();
            let page = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&changed)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}: {}", page.read());
            assert!(page.text.contains(&format!("href=\"#{at}\"")), "{changed:?}: {}", page.between("error-summary", "</ul>"));
            assert!(page.text.contains(&format!("id=\"{at}-error\"")) || at == "denominator", "{changed:?}: no message at {at}");
            assert!(page.read().contains("There is a problem"));
        }
        for (form, status) in [
            (form(&[("replaces", "the last one")]), 400),
            (form(&[("note", "\0")]), 400),
        ] {
            assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &form).await.status.as_u16(), status);
        }
        let body = "x".repeat(70_000);
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("note", &body)])).await.status.as_u16(), 413);
        assert_eq!(count(&record, "SELECT number FROM counter").await, before, "something was written");
    }

    /// What was typed is in the form again when something is wrong with it, as text.
    async fn what_was_typed_is_kept(record: Record) {
        let ann = analyst(&record).await;
        let hostile = "\"</textarea><script>alert(1)</script>&amp;";
        let changed = [("value", "forty-eight"), ("note", hostile), ("status", "final")];
        let page = post_as(&application(record), &ann, &format!("{INDICATOR}/record"), &form(&changed)).await;
        assert_eq!(page.holds("value"), "forty-eight");
        assert!(page.text.contains("\"&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>"), "{}", page.text);
        assert!(!page.text.contains("<script>alert"));
        assert!(page.text.split('<').any(|tag| tag.contains("value=\"final\"") && tag.contains("checked")), "{}", page.text);
    }

    /// A retired indicator takes no later periods; earlier ones can be corrected still.
    async fn a_retired_indicator_is_not_recorded(record: Record) {
        let text = plans::OXFORDSHIRE.replace("slug = \"self-harm-reports\"\n", "slug = \"self-harm-reports\"\nretired = 2018-09-30\n");
        plans::load(&record, &text, MORNING).await;
        let ann = member(&record, "Ann Baker", Role::Analyst, "oxford-health").await;
        let application = application(record);
        let late = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("period", "2018-19 Q3")])).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.read().contains("Self-harm reports was retired then"), "{}", late.read());
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await.status, StatusCode::SEE_OTHER);
    }

    /// Two people, one cell: the second sees both values, who and when, and chooses; both stay in the history.
    async fn nobody_overwrites_unseen(record: Record) {
        let ann = analyst(&record).await;
        let ben = member(&record, "Ben Okri", Role::Analyst, "oxford-health").await;
        let application = application(record.clone());
        let address = format!("{INDICATOR}/record");
        assert_eq!(post_as(&application, &ann, &address, &form(&[("value", "1048")])).await.status, StatusCode::SEE_OTHER);
        let stale = post_as(&application, &ben, &address, &form(&[("value", "1052"), ("note", "By hand.")])).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        for said in ["Ann Baker recorded this figure on 23 November 2026, 09:00", "1,048", "1,052", "Record mine in its place", "Keep what stands"] {
            assert!(stale.read().contains(said), "{said}: {}", stale.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 1);
        let chosen = [("value", "1052"), ("note", "By hand."), ("replaces", &*stale.holds("replaces")), ("reason", "Counted again.")];
        let saved = post_as(&application, &ben, &address, &form(&chosen)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let history = get_as(&application, &ann, &format!("{INDICATOR}/history")).await.read();
        assert!(history.contains("1,048 , since replaced: Ann Baker") && history.contains("1,052 , stands, proposed: Ben Okri"), "{history}");
    }

    /// The same form sent twice is one figure.
    async fn a_form_sent_twice_is_one_figure(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        for _ in 0..2 {
            let saved = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 1);
        let page = get_as(&application, &ann, &format!("{INDICATOR}/change-note")).await;
        let name = page.holds("note");
        let note = [("note", &*name), ("on", "1/7/2018"), ("kind", "event"), ("effect", "explains"), ("text", "A helpline opened."), ("source", "The trust")];
        for _ in 0..2 {
            assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/change-note"), &note).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(count(&record, "SELECT count(*) FROM change_note WHERE text = 'A helpline opened.'").await, 1);
    }

    /// Fifty writers at one cell at once, each with the figure that they saw: one stands, and every other is shown the
    /// winner. Then each insists: fifty writes, fifty outcomes, none lost.
    async fn fifty_writers_at_one_cell(record: Record) {
        let ann = analyst(&record).await;
        let desk = ann.desk(&record).await;
        let outline = storage::outline::current(&desk, plans::moment(MORNING).date_naive()).await.expect("readable").expect("a plan");
        let indicator = outline.indicator_named("self-harm-reports").expect("it");
        let figure = |value: u32| {
            let read = domain::entry::reading(indicator.measure, 0, domain::entry::Typed { value: &value.to_string(), ..Default::default() });
            domain::figure::Figure {
                series: domain::series::Series { indicator: indicator.slug.clone(), area: outline.plan.area.clone(), breakdown: domain::series::Breakdown::Total },
                period: QUARTER.parse().expect("a period"),
                reading: read.expect("a reading"),
                status: domain::figure::Status::Final,
                origin: indicator.origin,
                approval: domain::figure::Approval::Draft,
                note: None,
            }
        };
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let mut writers = tokio::task::JoinSet::new();
        for value in 0..50 {
            let (desk, figure) = (desk.clone(), figure(value));
            writers.spawn(async move { storage::figure::record(&desk, &figure, None, None, clock).await.expect("an outcome") });
        }
        let outcomes = writers.join_all().await;
        let saved = outcomes.iter().filter(|outcome| **outcome == Recorded::Saved).count();
        assert_eq!((saved, outcomes.len()), (1, 50));
        assert!(outcomes.iter().all(|outcome| !matches!(outcome, Recorded::Stale(None))), "somebody was shown nothing");

        let mut writers = tokio::task::JoinSet::new();
        for value in 100..150 {
            let (desk, figure) = (desk.clone(), figure(value));
            writers.spawn(async move {
                let mut replaces = None;
                loop {
                    match storage::figure::record(&desk, &figure, replaces, Some("Insisted."), clock).await.expect("an outcome") {
                        Recorded::Saved => return Recorded::Saved,
                        Recorded::Stale(theirs) => replaces = theirs.map(|theirs| theirs.began.number),
                    }
                }
            });
        }
        assert_eq!(writers.join_all().await.len(), 50);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 51);
        assert_eq!(count(&record, "SELECT count(DISTINCT value) FROM figure WHERE indicator = 'self-harm-reports' AND value >= 100").await, 50);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports' AND superseded_in IS NULL").await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'record figure' AND outcome = 'done'").await, 51);
    }

    /// A draft is submitted, sent back with a reason, submitted again and approved; each step is one role's.
    async fn a_draft_becomes_approved(record: Record) {
        let ann = analyst(&record).await;
        let app = member(&record, "Ada Prove", Role::Approver, "oxford-health").await;
        let application = application(record.clone());
        post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
        let step = async |who: &Member, step: &'static str, more: &[(&'static str, &'static str)]| {
            let replaces = get_as(&application, who, &format!("{INDICATOR}/history")).await;
            let is_there = replaces.text.contains("name=\"replaces\"");
            let (replaces, approved) = if is_there { (replaces.holds("replaces"), replaces.holds("approved")) } else { ("1".to_owned(), String::new()) };
            let mut form = vec![("area", "E10000025"), ("breakdown", "Total"), ("period", QUARTER), ("replaces", &*replaces), ("approved", &*approved), ("step", step)];
            form.extend_from_slice(more);
            post_as(&application, who, &format!("{INDICATOR}/step"), &form).await
        };
        assert_eq!(step(&app, "approve", &[]).await.status, StatusCode::CONFLICT, "a draft is not approved");
        assert_eq!(step(&ann, "submit", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&ann, "approve", &[]).await.status, StatusCode::FORBIDDEN);
        let why = step(&app, "send-back", &[]).await;
        assert!(why.status == StatusCode::OK && why.read().contains("Send a figure back"), "{}", why.read());
        let empty = step(&app, "send-back", &[("asked", "yes")]).await;
        assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.text.contains("href=\"#reason\""), "{}", empty.read());
        assert_eq!(step(&app, "send-back", &[("reason", "Too low?")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&ann, "submit", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&app, "approve", &[]).await.status, StatusCode::SEE_OTHER);
        let history = get_as(&application, &ann, &format!("{INDICATOR}/history")).await.read();
        for said in ["approved", "Too low?", "Ada Prove", "submit figure", "send back figure"] {
            assert!(history.contains(said), "{said}: {history}");
        }
        // A correction of what is approved is a draft beside it; withdrawn, the approved figure stands again.
        let replaces = standing(&application, &ann).await;
        let corrected = form(&[("value", "51"), ("replaces", &replaces), ("reason", "Recounted.")]);
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &corrected).await.status, StatusCode::SEE_OTHER);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports' AND superseded_in IS NULL").await, 2);
        assert!(sentence(&get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await).starts_with("51 reports"));
        assert_eq!(step(&ann, "withdraw", &[("reason", "It was right before.")]).await.status, StatusCode::SEE_OTHER);
        assert!(sentence(&get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await).starts_with("48 reports"));
        assert_eq!(step(&ann, "withdraw", &[("reason", "All of it was wrong.")]).await.status, StatusCode::SEE_OTHER);
        let history = get_as(&application, &ann, &format!("{INDICATOR}/history")).await.read();
        assert!(history.contains("Withdrawn by Ann Baker") && history.contains("All of it was wrong."), "{history}");
        assert!(sentence(&get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await).starts_with("No figures have been recorded yet."));
    }

    /// What is published stands for the public until its correction is approved.
    async fn the_public_sees_the_approved_figure(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let cora = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let dora = member(&record, "Dora", Role::Approver, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let cell = format!("{page}/record?period=2018%2F19");
        let replaces = get_as(&application, &cora, &cell).await.holds("replaces");
        let corrected = form(&[("value", "14.99"), ("period", "2018/19"), ("replaces", &replaces), ("reason", "Revised."), ("status", "revised")]);
        assert_eq!(post_as(&application, &cora, &format!("{page}/record"), &corrected).await.status, StatusCode::SEE_OTHER);
        let seen = |text: String| (text.contains("14.68%"), text.contains("14.99%"));
        assert_eq!(seen(get(&application, page).await.read()), (true, false));
        assert_eq!(seen(get(&application, &format!("{page}/history")).await.read()), (true, false));
        assert!(seen(get_as(&application, &cora, page).await.read()).1);
        for (who, step) in [(&cora, "submit"), (&dora, "approve")] {
            let history = get_as(&application, who, &format!("{page}/history?period=2018%2F19")).await;
            let (replaces, approved) = (history.holds("replaces"), history.holds("approved"));
            let form = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018/19"), ("replaces", &*replaces), ("approved", &*approved), ("step", step)];
            assert_eq!(post_as(&application, who, &format!("{page}/step"), &form).await.status, StatusCode::SEE_OTHER);
        }
        assert!(seen(get(&application, page).await.read()).1);
        let history = get(&application, &format!("{page}/history?period=2018%2F19")).await.read();
        assert!(history.contains("a partner") && !history.contains("Cora") && !history.contains("Revised."), "{history}");
        // The file that was loaded once does not take the correction back.
        let again = plans::load(&record, plans::OXFORDSHIRE, "2026-11-23T10:00:00Z").await;
        assert_eq!((again.added, again.superseded, again.withdrawn, again.kept), (0, 0, 0, 1));
    }

    /// A plan file that is loaded again leaves alone what people recorded, set, noted and withdrew since.
    async fn a_file_takes_nothing_of_people_away(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let ann = member(&record, "Ann", Role::Analyst, "council").await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let application = application(record.clone());
        let page = "/indicators/good-development";
        let target = form(&[("area", "E06000017"), ("period", "2023/24"), ("lower", "77"), ("upper", "")]);
        assert_eq!(post_as(&application, &lead, &format!("{page}/target"), &target).await.status, StatusCode::SEE_OTHER);
        let name = get_as(&application, &lead, &format!("{page}/change-note")).await.holds("note");
        let note = [("note", &*name), ("on", "2021-09-01"), ("kind", "event"), ("effect", "explains"), ("text", "A nursery opened."), ("source", "Council")];
        assert_eq!(post_as(&application, &lead, &format!("{page}/change-note"), &note).await.status, StatusCode::SEE_OTHER);
        let cell = "2021/22";
        let replaces = get_as(&application, &ann, &format!("{page}/record?period=2021%2F22")).await.holds("replaces");
        let gone = [("area", "E06000017"), ("breakdown", "Total"), ("period", cell), ("replaces", &*replaces), ("step", "withdraw"), ("reason", "Wrong school.")];
        assert_eq!(post_as(&application, &ann, &format!("{page}/step"), &gone).await.status, StatusCode::SEE_OTHER);
        let before = get_as(&application, &ann, page).await.text;
        let again = plans::load(&record, plans::RUTLAND, "2026-11-23T10:00:00Z").await;
        assert_eq!((again.added, again.superseded, again.withdrawn), (0, 0, 0));
        assert!(again.kept > 0);
        assert_eq!(get_as(&application, &ann, page).await.text, before);
        assert!(before.contains("A nursery opened."));
    }

    /// A target is a value or a range, is told, and is versioned; a stale one is not overwritten.
    async fn a_target_is_set_and_changed(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let target = |lower, upper, was| form(&[("period", "2020/21"), ("lower", lower), ("upper", upper), ("was", was)]);
        let send = async |form: Vec<(&'static str, &'static str)>| post_as(&application, &lead, &format!("{page}/target"), &form).await;
        assert_eq!(send(target("12", "", "")).await.status, StatusCode::SEE_OTHER);
        assert!(sentence(&get(&application, page).await).contains("The target is 12.00%."), "{}", sentence(&get(&application, page).await));
        let opened = get_as(&application, &lead, &format!("{page}/target?period=2020%2F21")).await;
        assert_eq!((opened.holds("lower"), opened.holds("was")), ("12".to_owned(), "12 to 12".to_owned()));
        assert_eq!(send(target("11", "13", "12 to 12")).await.status, StatusCode::SEE_OTHER);
        assert!(sentence(&get(&application, page).await).contains("The target is 11.00% to 13.00%."));
        let stale = send(target("9", "", "12 to 12")).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.read().contains("Somebody else set this target in between, to 11.00% to 13.00%"), "{}", stale.read());
        for (lower, upper, at) in [("", "", "lower"), ("120", "", "lower"), ("12", "10", "upper"), ("a few", "", "lower"), ("1", "NaN", "upper")] {
            let refused = send(target(lower, upper, "11 to 13")).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains(&format!("href=\"#{at}\"")), "{lower} {upper}: {}", refused.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM target").await, 2);
    }

    /// A definition holds from its day on, and an earlier one stays.
    async fn a_definition_holds_from_its_day(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let send = async |form: &[(&'static str, &'static str)]| post_as(&application, &lead, &format!("{INDICATOR}/definition"), form).await;
        let text = "Reports made to partners and to schools.";
        assert_eq!(send(&[("from", "1 April 2019"), ("text", text), ("timing", "flow")]).await.status, StatusCode::SEE_OTHER);
        let page = get(&application, INDICATOR).await.read();
        assert!(page.contains(&format!("{text} From 1 April 2019")) && page.contains("From 1 April 2018"), "{page}");
        let again = send(&[("from", "1 April 2019"), ("text", "Another."), ("timing", "flow")]).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("href=\"#from\""), "{}", again.read());
        let seen = get_as(&application, &lead, &format!("{INDICATOR}/definition?from=2019-04-01")).await.holds("was");
        let changed = [("from", "2019-04-01"), ("text", "Another."), ("timing", "flow"), ("was", &*seen)];
        assert_eq!(post_as(&application, &lead, &format!("{INDICATOR}/definition"), &changed).await.status, StatusCode::SEE_OTHER);
        let bad = send(&[("from", "soon"), ("text", ""), ("timing", "")]).await;
        for at in ["from", "text", "timing"] {
            assert!(bad.text.contains(&format!("href=\"#{at}\"")), "{at}");
        }
    }

    /// A change note can be changed by those who may; a stale change is not made.
    async fn a_change_note_is_changed(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        let address = format!("{INDICATOR}/change-note");
        let name = get_as(&application, &ann, &address).await.holds("note");
        let fresh = [("note", &*name), ("on", "1 July 2018"), ("kind", "event"), ("effect", "explains"), ("text", "A helpline opened."), ("source", "The trust")];
        assert_eq!(post_as(&application, &ann, &address, &fresh).await.status, StatusCode::SEE_OTHER);
        let opened = get_as(&application, &ann, &format!("{address}?note={name}")).await;
        assert_eq!(opened.holds("was-text"), "A helpline opened.");
        let was = [("was-on", "2018-07-01"), ("was-kind", "event"), ("was-effect", "explains"), ("was-text", "A helpline opened."), ("was-source", "The trust")];
        let change = |text: &'static str| -> Vec<(&str, &str)> { fresh.into_iter().filter(|(name, _)| *name != "text").chain([("text", text)]).chain(was).collect() };
        assert_eq!(post_as(&application, &ann, &address, &change("A helpline opened in July.")).await.status, StatusCode::SEE_OTHER);
        let stale = post_as(&application, &ann, &address, &change("Nothing opened.")).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.read().contains("A helpline opened in July."), "{}", stale.read());
        let empty = post_as(&application, &ann, &address, &[("note", &name)]).await;
        for at in ["on", "kind", "effect", "text", "source"] {
            assert!(empty.text.contains(&format!("href=\"#{at}\"")), "{at}: {}", empty.read());
        }
    }

    /// The past cannot be changed: a form that looks back is refused.
    async fn the_past_cannot_be_changed(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record);
        for page in ["record", "change-note"] {
            let answer = get_as(&application, &ann, &format!("{INDICATOR}/{page}?as-at=2026-11-23")).await;
            assert!(answer.status == StatusCode::BAD_REQUEST && answer.read().contains("The past cannot be changed"), "{}", answer.read());
        }
        let page = get_as(&application, &ann, &format!("{INDICATOR}?as-at=2026-11-23T08:30:00Z")).await;
        assert!(page.status == StatusCode::OK && !page.text.contains("Record a figure"));
    }

    /// After a draft correction is withdrawn the approved figure stands, and can be corrected again.
    async fn a_withdrawn_draft_leaves_the_approved_figure_to_correct(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let cora = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let cell = format!("{page}/record?period=2018%2F19");
        for value in ["14.99", "15.01"] {
            let opened = get_as(&application, &cora, &cell).await;
            assert_eq!(opened.holds("value"), "14.68");
            let replaces = opened.holds("replaces");
            let corrected = form(&[("value", value), ("period", "2018/19"), ("replaces", &replaces), ("reason", "Revised.")]);
            let saved = post_as(&application, &cora, &format!("{page}/record"), &corrected).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{value}: {}", saved.read());
            let draft = get_as(&application, &cora, &cell).await.holds("replaces");
            let gone = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018/19"), ("replaces", &*draft), ("step", "withdraw"), ("reason", "Not so.")];
            assert_eq!(post_as(&application, &cora, &format!("{page}/step"), &gone).await.status, StatusCode::SEE_OTHER);
        }
        let history = get_as(&application, &cora, &format!("{page}/history?period=2018%2F19")).await.read();
        assert!(history.contains("15.01% , withdrawn") && history.contains("Withdrawn by Cora") && history.contains("14.68% , stands, approved"), "{history}");
    }

    /// A file that corrects what is approved while a correction waits: both are seen, and neither is ended unseen.
    async fn a_file_and_a_waiting_correction_are_both_seen(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let cora = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let dora = member(&record, "Dora", Role::Approver, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let replaces = get_as(&application, &cora, &format!("{page}/record?period=2018%2F19")).await.holds("replaces");
        let corrected = form(&[("value", "14.99"), ("period", "2018/19"), ("replaces", &replaces), ("reason", "Revised.")]);
        assert_eq!(post_as(&application, &cora, &format!("{page}/record"), &corrected).await.status, StatusCode::SEE_OTHER);
        let history = format!("{page}/history?period=2018%2F19");
        let step = async |who: &Member, seen: &Answer, step: &'static str| {
            let (replaces, approved) = (seen.holds("replaces"), seen.holds("approved"));
            let form = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018/19"), ("replaces", &*replaces), ("approved", &*approved), ("step", step)];
            post_as(&application, who, &format!("{page}/step"), &form).await.status
        };
        let seen = get_as(&application, &cora, &history).await;
        assert_eq!(step(&cora, &seen, "submit").await, StatusCode::SEE_OTHER);
        let opened_before = get_as(&application, &dora, &history).await;
        plans::load(&record, &plans::OXFORDSHIRE.replace("\"2018/19\" = 14.68", "\"2018/19\" = 14.70"), "2026-11-23T09:00:00Z").await;
        assert_eq!(step(&dora, &opened_before, "approve").await, StatusCode::CONFLICT);
        let seen = get_as(&application, &dora, &history).await;
        assert!(seen.read().contains("14.70% , stands, approved") && seen.read().contains("14.99% , stands, proposed"), "{}", seen.read());
        let correct = get_as(&application, &cora, &format!("{page}/record?period=2018%2F19")).await;
        assert_eq!(correct.holds("value"), "14.99", "what is proposed is what is corrected");
        assert_eq!(step(&dora, &seen, "approve").await, StatusCode::SEE_OTHER);
        assert!(get(&application, page).await.read().contains("14.99%"));
    }

    /// Somebody who is both does not approve what they recorded themselves.
    async fn nobody_approves_their_own_figure(record: Record) {
        let ann = analyst(&record).await;
        let operator = plans::operator(&record).await;
        storage::account::change_role(&operator, ann.id, Role::Approver, "oxford-health", storage::account::RoleChange::Give, || plans::moment(MORNING)).await.expect("a role");
        let application = application(record.clone());
        post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
        for (step, status) in [("submit", StatusCode::SEE_OTHER), ("approve", StatusCode::BAD_REQUEST)] {
            let replaces = get_as(&application, &ann, &format!("{INDICATOR}/history")).await.holds("replaces");
            let form = [("area", "E10000025"), ("breakdown", "Total"), ("period", QUARTER), ("replaces", &*replaces), ("step", step)];
            let answer = post_as(&application, &ann, &format!("{INDICATOR}/step"), &form).await;
            assert_eq!(answer.status, status, "{}", answer.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'approve figure' AND outcome = 'refused'").await, 1);
    }

    /// Rights are asked once a write has its turn, whatever they were when the request came.
    async fn rights_are_asked_in_the_write(record: Record) {
        let ann = analyst(&record).await;
        let before = ann.desk(&record).await;
        let operator = plans::operator(&record).await;
        let outline = storage::outline::current(&operator, plans::moment(MORNING).date_naive()).await.expect("readable").expect("a plan");
        let indicator = outline.indicator_named("self-harm-reports").expect("it");
        let figure = domain::figure::Figure {
            series: domain::series::Series { indicator: indicator.slug.clone(), area: outline.plan.area.clone(), breakdown: domain::series::Breakdown::Total },
            period: QUARTER.parse().expect("a period"),
            reading: domain::entry::reading(indicator.measure, 0, domain::entry::Typed { value: "48", ..Default::default() }).expect("a reading"),
            status: domain::figure::Status::Final,
            origin: indicator.origin,
            approval: domain::figure::Approval::Draft,
            note: None,
        };
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let ended = before.clone().from("192.0.2.1".into(), Some(999_999));
        let refused = storage::figure::record(&ended, &figure, None, None, clock).await;
        assert!(matches!(refused, Err(storage::Error::Forbidden)), "a session that has ended: {refused:?}");
        storage::account::change_role(&operator, ann.id, Role::Analyst, "oxford-health", storage::account::RoleChange::Take, clock).await.expect("taken");
        let refused = storage::figure::record(&before, &figure, None, None, clock).await;
        assert!(matches!(refused, Err(storage::Error::Forbidden)), "a role that was taken: {refused:?}");
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 0);
    }

    /// What people write about partners' figures is theirs: the public is told that there was a change, and no target.
    async fn words_about_partner_figures_are_not_public(record: Record) {
        let ann = analyst(&record).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
        let name = get_as(&application, &ann, &format!("{INDICATOR}/change-note")).await.holds("note");
        let note = [("note", &*name), ("on", "1 July 2018"), ("kind", "event"), ("effect", "breaks"), ("text", "Up from 12 to 48 at one school."), ("source", "Sister Agnes")];
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/change-note"), &note).await.status, StatusCode::SEE_OTHER);
        let target = form(&[("period", QUARTER), ("lower", "37"), ("upper", "")]);
        assert_eq!(post_as(&application, &lead, &format!("{INDICATOR}/target"), &target).await.status, StatusCode::SEE_OTHER);
        for address in [INDICATOR, "/indicators/self-harm-reports?year=2018-19", "/board?year=2018-19", "/priorities/social-and-emotional-wellbeing-and-mental-health?year=2018-19"] {
            let page = get(&application, address).await;
            for secret in ["one school", "Agnes", "37 reports"] {
                assert!(!page.text.contains(secret), "{address} tells {secret}");
            }
        }
        let page = get(&application, INDICATOR).await.read();
        assert!(page.contains("The partners noted a change here."), "{page}");
        let own = get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await.read();
        assert!(own.contains("Up from 12 to 48 at one school.") && own.contains("37 reports"), "{own}");
    }

    /// A figure of a published indicator that is not published itself is not public, even when it is approved.
    async fn an_unpublished_figure_is_not_public(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let cora = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let dora = member(&record, "Dora", Role::Approver, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let unsaid = post_as(&application, &cora, &format!("{page}/record"), &form(&[("value", "77.31"), ("period", "2014/15"), ("origin", "")])).await;
        assert!(unsaid.text.contains("href=\"#origin\""), "{}", unsaid.read());
        let own = form(&[("value", "77.31"), ("period", "2014/15"), ("origin", "partner"), ("breakdown", "sex=Female")]);
        assert_eq!(post_as(&application, &cora, &format!("{page}/record"), &own).await.status, StatusCode::SEE_OTHER);
        for (who, step) in [(&cora, "submit"), (&dora, "approve")] {
            let replaces = get_as(&application, who, &format!("{page}/history?breakdown=sex%3DFemale")).await.holds("replaces");
            let form = [("area", "E10000025"), ("breakdown", "sex=Female"), ("period", "2014/15"), ("replaces", &*replaces), ("step", step)];
            assert_eq!(post_as(&application, who, &format!("{page}/step"), &form).await.status, StatusCode::SEE_OTHER);
        }
        for address in [page.to_owned(), format!("{page}/history?breakdown=sex%3DFemale")] {
            assert!(!get(&application, &address).await.text.contains("77.31"), "{address}");
        }
        assert!(get_as(&application, &dora, &format!("{page}/history?breakdown=sex%3DFemale")).await.text.contains("77.31"));
    }

    /// A value that stays keeps the interval that was published with it, and saying it again is no change.
    async fn an_interval_is_kept(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let ann = member(&record, "Ann", Role::Analyst, "council").await;
        let application = application(record.clone());
        let page = "/indicators/good-development";
        let opened = get_as(&application, &ann, &format!("{page}/record?period=2022%2F23")).await;
        let (value, replaces, parts) = (opened.holds("value"), opened.holds("replaces"), (opened.holds("numerator"), opened.holds("denominator")));
        let again = [("area", "E06000017"), ("breakdown", "Total"), ("period", "2022/23"), ("replaces", &*replaces), ("value", &*value), ("numerator", &*parts.0), ("denominator", &*parts.1), ("status", "provisional"), ("origin", "published"), ("note", "Checked."), ("reason", "Checked.")];
        let saved = post_as(&application, &ann, &format!("{page}/record"), &again).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let history = get_as(&application, &ann, saved.leads_to()).await.read();
        assert!(history.contains("Interval 68.0% to 76.5% 68.0% to 76.5%"), "{history}");
    }

    /// Only groups in the list are recorded, and no address makes a page fail.
    async fn no_address_makes_a_page_fail(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record);
        let named = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("breakdown", "name=John Smith")])).await;
        assert!(named.status == StatusCode::UNPROCESSABLE_ENTITY && named.text.contains("href=\"#breakdown\""), "{}", named.read());
        for address in ["/record?breakdown=sex%3D%00", "/history?breakdown=sex%3D%00", "/history?period=%00", "/record?area=%00", "?area=%00"] {
            let page = get_as(&application, &ann, &format!("{INDICATOR}{address}")).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{address}: {}", page.read());
        }
        // Every link of a summary leads to a box, and what was typed is kept, even where the cell is none.
        let lost = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("period", "zz"), ("value", "x"), ("status", ""), ("note", "Keep me")])).await;
        for at in lost.between("error-summary", "</ul>").split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(lost.text.contains(&format!("id=\"{at}\"")), "#{at} leads nowhere");
        }
        assert!(lost.holds("value") == "x" && lost.text.contains("Keep me</textarea>"), "{}", lost.text);
    }

    /// What was recorded is seen as at a moment by those who may see it.
    async fn a_draft_is_seen_as_at_its_moment(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
        let desk = record.desk(Visitor::Operator, AsAt::Now).await.expect("a desk");
        let number = desk.number();
        let outline = storage::outline::current(&desk, plans::moment(MORNING).date_naive()).await.expect("readable").expect("a plan");
        let indicator = outline.indicator_named("self-harm-reports").expect("it");
        let figures = async |number| {
            let desk = record.desk(Visitor::Operator, AsAt::Number(number)).await.expect("a desk");
            storage::figure::of_indicator(&desk, indicator).await.expect("figures").len()
        };
        assert_eq!((figures(number - 1).await, figures(number).await), (0, 1));
    }
}
