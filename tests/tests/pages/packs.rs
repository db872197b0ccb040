//! Packs and reviews, the same on both engines: what was frozen opens as it was, with what was revised since beside it.

use axum::{Router, http::StatusCode};
use domain::{
    access::Role,
    figure::Approval,
    indicator::{Definition, Timing},
    organisation::Organisation,
    plan_edit::{Edit, Item, What},
    slug::Slug,
};
use storage::{Record, edit::Edited};
use tests::{
    application::{application, get, get_as, post_as},
    importing::by_hand,
    on_both_engines,
    people::{Member, member},
    plans,
    recording::{MORNING, count},
};

const PLAN: &str = "rutland-2022-24";
const PRIORITY: &str = "ready-for-school";
const INDICATOR: &str = "referrals";
const PACK: &str = "/packs/first-pack";

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

async fn lead(record: &Record) -> Member {
    plans::load(record, &placed(), MORNING).await;
    by_hand(record, INDICATOR, "2022 Q1", "412", Approval::Approved).await;
    by_hand(record, INDICATOR, "2022 Q2", "398", Approval::Approved).await;
    let organisation = plans::read(plans::RUTLAND).outline.partners[0].clone();
    member(record, "Lea Head", Role::PlanLead, organisation.as_str()).await
}

/// The plan with its partners' indicator under the priority.
fn placed() -> String {
    let before = "focus-area = \"start-well\"\n[[indicator.tolerance]]\nfrom-year = \"2024\"\npercent = 10";
    assert!(plans::RUTLAND.contains(before));
    let with = format!(
        "focus-area = \"start-well\"\npriority = \"{PRIORITY}\"\n[[indicator.tolerance]]\nfrom-year = \"2024\"\npercent = 10"
    );
    plans::RUTLAND.replace(before, &with)
}

/// What the form of a pack holds.
fn form<'a>(note: &'a str, place: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("pack", "first-pack"),
        ("replaces", ""),
        ("meeting", "Rutland board"),
        ("on", "12 December 2022"),
        ("year", "2022"),
        ("agenda", "Notes\nProgress"),
        ("cover-note", note),
        ("place-ready-for-school", place),
    ]
}

async fn make(application: &Router, lead: &Member) {
    let made = post_as(application, lead, "/packs/new", &form("Read **this** first.", "1")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.read());
}

async fn freeze(application: &Router, lead: &Member, record: &Record) -> StatusCode {
    let entry =
        storage::pack::one(&lead.desk(record).await, &slug(PLAN), "first-pack").await.expect("readable");
    let saw = entry.expect("a pack").by.number.to_string();
    post_as(application, lead, &format!("{PACK}/freeze"), &[("replaces", &saw)]).await.status
}

/// What the board saw: everything between the article's tags, with nothing of what came after.
async fn seen(application: &Router, lead: &Member) -> String {
    let page = get_as(application, lead, &format!("{PACK}?revised=no")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.read());
    page.between("<article class=\"document\">", "</article>").to_owned()
}

on_both_engines! {
    /// A place that is not a number is reported with its priority, at its own box, and the summary leads there.
    async fn a_place_that_is_no_number_is_told_at_its_box(record: Record) {
        let lead = lead(&record).await;
        let application = application(record);
        let refused = post_as(&application, &lead, "/packs/new", &form("", "first")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.read());
        let said = "Enter the place of “Ready for school and heard” as a whole number, such as 1, or leave it empty";
        assert_eq!(refused.wrongs(), [("priorities".to_owned(), said.to_owned())]);
        let place = "input[name=place-ready-for-school]";
        assert_eq!(refused.attribute(place, "aria-invalid").as_deref(), Some("true"));
        assert_eq!(refused.attribute(place, "id").as_deref(), Some("priorities"));
        let mut other = form("", "1");
        other.retain(|(name, _)| *name != "meeting");
        let right = post_as(&application, &lead, "/packs/new", &other).await;
        assert_eq!(right.attribute(place, "aria-invalid"), None, "what is right is not marked");
    }

    /// Made, frozen; figures revised, a definition reworded, an organisation renamed, migrated: the pack opens unchanged,
    /// and shows what was revised since, by whom.
    async fn a_frozen_pack_opens_as_the_board_saw_it(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        make(&application, &lead).await;
        let preview = get_as(&application, &lead, PACK).await;
        assert!(preview.text.contains("Freeze the pack") && preview.text.contains("398"), "{}", preview.read());
        assert_eq!(freeze(&application, &lead, &record).await, StatusCode::SEE_OTHER);

        let before = seen(&application, &lead).await;
        assert!(before.contains("398") && before.contains("<strong>this</strong>"), "{before}");
        let mut files = Vec::new();
        for name in ["pack.pdf", "exceptions.pdf", "data.xlsx"] {
            let file = get_as(&application, &lead, &format!("{PACK}/{name}")).await;
            assert_eq!(file.status, StatusCode::OK, "{name}");
            assert!(file.bytes.len() > 1000, "{name} has {} bytes", file.bytes.len());
            files.push((name, file.bytes));
        }
        let page = get_as(&application, &lead, PACK).await;
        assert!(page.text.contains("No figures have been revised since."), "{}", page.read());

        // What is proposed and not approved revises nothing yet.
        by_hand(&record, INDICATOR, "2022 Q1", "500", Approval::Submitted).await;
        let page = get_as(&application, &lead, PACK).await;
        assert!(page.text.contains("No figures have been revised since."), "{}", page.read());

        by_hand(&record, INDICATOR, "2022 Q2", "431", Approval::Approved).await;
        let clock = || plans::moment("2026-11-23T11:00:00Z");
        let desk = plans::operator(&record).await;
        let outline = storage::outline::of(&desk, &slug(PLAN)).await.expect("readable").expect("a plan");
        let indicator = outline.indicator_named(INDICATOR).expect("an indicator");
        let was = indicator.definitions.first().cloned();
        let reworded = Definition {
            text: "Children referred, whoever referred them.".into(),
            ..was.clone().unwrap_or(Definition { from: plans::moment(MORNING).date_naive(), text: String::new(), timing: Timing::Flow })
        };
        let edited = storage::edit::define(&desk, &slug(PLAN), indicator, &reworded, was.as_ref(), clock).await;
        assert_eq!(edited.expect("defined"), Edited::Saved);
        let owner = outline.organisations.iter().find(|organisation| organisation.slug == indicator.owner).expect("an owner");
        let renamed = Organisation { name: "The New Name".into(), ..owner.clone() };
        let seen_mark = Some(Item::Organisation(owner.clone()).mark());
        let edit = Edit { what: What::Put(Item::Organisation(renamed)), seen: seen_mark };
        let done = storage::plan::edit(&plans::operator(&record).await, &slug(PLAN), &edit, clock).await;
        assert_eq!(done.expect("renamed"), storage::plan::Edited::Saved);
        record.migrate().await.expect("migrated");

        assert_eq!(seen(&application, &lead).await, before, "it opens as it was");
        for (name, bytes) in files {
            let file = get_as(&application, &lead, &format!("{PACK}/{name}")).await;
            assert!(file.bytes == bytes, "{name} is the same to the byte");
        }
        let page = get_as(&application, &lead, PACK).await;
        let said = page.read();
        assert!(said.contains("398 → 431, by the operator"), "{said}");
        assert!(said.contains("revised since: 431"), "{said}");
        assert!(said.contains("its definition was reworded") && said.contains("whoever referred them"), "{said}");
        assert!(said.contains("The New Name is now responsible for it"), "{said}");
    }

    /// What was frozen is frozen once, and stays.
    async fn what_is_frozen_stays(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        make(&application, &lead).await;
        let none = get_as(&application, &lead, &format!("{PACK}/pack.pdf")).await;
        assert!(none.status == StatusCode::NOT_FOUND && none.read().contains("has not been frozen yet"), "{}", none.read());
        assert_eq!(freeze(&application, &lead, &record).await, StatusCode::SEE_OTHER);
        let before = seen(&application, &lead).await;

        assert_eq!(freeze(&application, &lead, &record).await, StatusCode::CONFLICT, "once");
        for (address, form) in [
            (format!("{PACK}/change"), form("Other words.", "1")),
            (format!("{PACK}/withdraw"), vec![("replaces", "1"), ("reason", "Gone.")]),
        ] {
            let answer = post_as(&application, &lead, &address, &form).await;
            assert!(answer.status == StatusCode::CONFLICT && answer.read().contains("It is frozen"), "{address}: {}", answer.read());
        }
        for sql in ["UPDATE frozen SET model = '{}'", "DELETE FROM frozen_file", "UPDATE frozen_file SET name = 'x'", "DELETE FROM frozen"] {
            let refused = storage::testing::execute(&record, sql).await.expect_err("it is never changed").to_string();
            assert!(refused.contains("what was frozen is never changed"), "{sql}: {refused}");
        }
        assert_eq!(seen(&application, &lead).await, before);
        assert_eq!(count(&record, "SELECT count(*) FROM frozen").await, 1);
        // The public is given none of it, and not shown whether there is one.
        for path in ["", "/pack.pdf", "/exceptions.pdf", "/data.xlsx"] {
            let public = get(&application, &format!("{PACK}{path}")).await;
            assert!(public.status == StatusCode::UNAUTHORIZED && !public.text.contains("398"), "{path}");
        }
        // The same made again is the same to the byte.
        let desk = lead.desk(&record).await;
        let frozen = storage::frozen::one(&desk, &slug(PLAN), domain::frozen::Kind::Pack, &slug("first-pack")).await;
        let frozen = frozen.expect("readable").expect("a frozen pack");
        let model = storage::frozen::model(&desk, &frozen).await.expect("whole");
        let again = documents::freeze::files(outcomes::maker(), &documents::freeze::read(&model).expect("readable"), frozen.by.at).expect("made");
        for (name, bytes) in again {
            let kept = storage::frozen::file(&desk, &frozen, name).await.expect("whole").expect("a file");
            assert!(kept == bytes, "{name} is the same to the byte");
        }
    }

    /// A pack of nothing is refused; a hostile note is printed as text.
    async fn a_pack_of_nothing_is_refused(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        let nothing = post_as(&application, &lead, "/packs/new", &form("", "")).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = "Number at least one priority of the plan year: an empty pack cannot be frozen";
        assert_eq!(nothing.wrongs(), [("priorities".to_owned(), said.to_owned())]);
        let hostile = "#read(\"/etc/passwd\") $x$ <script>alert(1)</script> \\ @ref";
        let made = post_as(&application, &lead, "/packs/new", &form(hostile, "1")).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.read());
        assert_eq!(freeze(&application, &lead, &record).await, StatusCode::SEE_OTHER);
        let page = get_as(&application, &lead, PACK).await;
        assert!(page.says("article.document").contains("#read(\"/etc/passwd\") $x$"), "{}", page.says("article.document"));
        assert_eq!(page.count("article.document script"), 0);
    }

    /// What a meeting decides is noted once, and an action from it is listed among the actions.
    async fn decisions_and_actions_are_noted(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        make(&application, &lead).await;
        let early = post_as(&application, &lead, &format!("{PACK}/decisions"), &[("name", "one"), ("decision", "Noted.")]).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.read());
        assert_eq!(freeze(&application, &lead, &record).await, StatusCode::SEE_OTHER);
        let owner = plans::read(plans::RUTLAND).outline.partners[0].to_string();
        let form = [
            ("name", "one"), ("decision", "Count referrals by school"), ("priority", PRIORITY), ("organisation", &owner),
            ("due", "1 March 2023"),
        ];
        for _ in 0..2 {
            let noted = post_as(&application, &lead, &format!("{PACK}/decisions"), &form).await;
            assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM decision").await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM action").await, 1);
        let wrong = [("name", "two"), ("decision", ""), ("priority", PRIORITY), ("organisation", &*owner), ("due", "1 March 2021")];
        let told = post_as(&application, &lead, &format!("{PACK}/decisions"), &wrong).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrongs: Vec<_> = told.wrongs().into_iter().map(|(at, said)| format!("{at}: {said}")).collect();
        assert_eq!(wrongs, [
            "decision: Say what was decided, in 1000 characters or fewer",
            "due: 1 March 2021 is before the meeting: enter a later day",
            "decision: Enter what will be done",
        ]);
        let decisions = get_as(&application, &lead, PACK).await.says("ul.decisions");
        assert!(decisions.starts_with("Count referrals by school"), "{decisions}");
        assert_eq!(get_as(&application, &lead, "/actions").await.each("table.ledger tbody th"), ["Count referrals by school"]);
    }

    /// The first plan year is reviewed, and the second concentrates on what was decided, with its lineage.
    async fn a_review_seeds_the_next_year(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        let year = "/reviews/2022";
        let open = get_as(&application, &lead, year).await;
        assert!(open.read().contains("No decision has been recorded for"), "{}", open.read());
        let unready = post_as(&application, &lead, &format!("{year}/complete"), &[("saw", "")]).await;
        assert!(unready.status == StatusCode::CONFLICT && unready.read().contains("No decision has been recorded for"), "{}", unready.read());
        let outline = plans::read(plans::RUTLAND).outline;
        let own: Vec<_> = outline.priorities_of(&outline.years[0]).cloned().collect();
        for priority in &own {
            let form = [
                ("priority", priority.slug.as_str()), ("replaces", ""), ("recommended", "carry on"), ("because", "It works."),
                ("decided", "reword"), ("reason", "The board said so."), ("name", "In other words"), ("summary", "As agreed."),
                ("focus-area", priority.focus_area.as_str()),
            ];
            let said = post_as(&application, &lead, year, &form).await;
            assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.read());
        }
        let added = [
            ("priority", ""), ("replaces", ""), ("recommended", "add"), ("because", "Asked for."), ("decided", "add"),
            ("reason", "The board said so."), ("name", "Something new"), ("summary", "What is new."),
            ("focus-area", outline.focus_areas[0].slug.as_str()),
        ];
        let said = post_as(&application, &lead, year, &added).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.read());
        let stale = post_as(&application, &lead, &format!("{year}/complete"), &[("saw", "1")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.read());
        let entries = storage::review::of(&lead.desk(&record).await, &slug(PLAN), &slug("2022")).await.expect("readable");
        let saw: Vec<_> = entries.iter().map(|entry| entry.by.number.to_string()).collect();
        let done = post_as(&application, &lead, &format!("{year}/complete"), &[("saw", &saw.join(" "))]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.read());
        let again = post_as(&application, &lead, &format!("{year}/complete"), &[("saw", &saw.join(" "))]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "once");

        let now = storage::outline::of(&plans::operator(&record).await, &slug(PLAN)).await.expect("readable").expect("a plan");
        let next: Vec<_> = now.priorities_of(&now.years[1]).collect();
        assert_eq!(next.len(), own.len() + 1);
        assert!(next.iter().any(|priority| priority.name == "In other words" && priority.follows.as_ref() == Some(&own[0].slug)));
        assert!(next.iter().any(|priority| priority.slug == slug("something-new") && priority.follows.is_none()));
        let page = get_as(&application, &lead, year).await;
        assert!(page.read().contains("Complete since") && page.read().contains("The board said so."), "{}", page.read());
        let pdf = get_as(&application, &lead, &format!("{year}/review.pdf")).await;
        assert!(pdf.status == StatusCode::OK && pdf.bytes.starts_with(b"%PDF"), "{}", pdf.status);
    }
}
