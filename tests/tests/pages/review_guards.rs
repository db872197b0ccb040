//! What goes wrong between two people or two moments while a plan is reviewed, the same on both engines: nothing is lost,
//! nothing is shown to the wrong people, and what was done is shown as it was.

use axum::http::StatusCode;
use domain::{
    access::{Role, Visitor},
    change_note::{ChangeNote, Effect, Kind},
    funding::Line,
    money::Money,
    organisation::Organisation,
    plan::{Plan, PlanYear},
    plan_file,
    slug::Slug,
};
use storage::{
    AsAt, Error, Outcome, Record,
    edit::{self, Edited},
};
use tests::{
    application::{application, application_at, get, get_as, post_as},
    on_both_engines,
    people::{Member, member},
    plans,
    recording::{INDICATOR, MORNING, count, form as figure},
};

const PRIORITY: &str = "children-affected-by-domestic-abuse";
const PLAN: &str = "/admin/plans/oxfordshire-2018-21";

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

async fn lead(record: &Record) -> Member {
    plans::load(record, plans::OXFORDSHIRE, MORNING).await;
    member(record, "Lea Head", Role::PlanLead, "oxfordshire-county-council").await
}

/// A note of partners about Rutland's referrals, which partners record.
fn note() -> ChangeNote {
    ChangeNote {
        slug: slug("theirs"),
        indicator: slug("referrals"),
        on: "2022-05-01".parse().expect("a day"),
        kind: Kind::Event,
        effect: Effect::Breaks,
        text: "Wilhelmina Blenkinsop".into(),
        source: "Wilhelmina".into(),
    }
}

on_both_engines! {
    /// A file does not publish what partners wrote of an indicator.
    async fn words_of_partners_are_not_published_by_a_file(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let desk = plans::operator(&record).await;
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        assert_eq!(edit::note_change(&desk, &slug("rutland-2022-24"), &note(), None, clock).await.expect("noted"), Edited::Saved);
        let other = plans::read(&plans::RUTLAND.replace("origin = \"partner\"", "origin = \"published\""));
        let refused = storage::plan::load_file(&desk, &other, clock).await;
        assert!(matches!(&refused, Err(Error::OtherOrigin { indicator }) if indicator == "referrals"), "{refused:?}");
        let application = application(record.clone());
        assert!(!get(&application, "/indicators/referrals").await.text.contains("Wilhelmina"));
    }

    /// A plan file that cannot be loaded leaves nothing, not even its notes for partners only.
    async fn a_file_that_is_refused_leaves_nothing(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let desk = plans::operator(&record).await;
        let before = desk.number();
        let words = "\n[[change-note]]\nslug = \"theirs\"\nindicators = [\"good-development\"]\non = 2021-05-01\nkind = \"event\"\n\
                     effect = \"breaks\"\ntext = \"Wilhelmina Blenkinsop\"\nsource = \"Wilhelmina\"\ntold = \"partners\"\n";
        let with_words = plans::RUTLAND.replacen("\n[[target]]", &format!("{words}\n[[target]]"), 1);
        let other = plans::read(&with_words.replace("measure = \"percentage\"", "measure = \"rate\"\nper = 100"));
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let refused = storage::plan::load_file(&desk, &other, clock).await;
        assert!(matches!(refused, Err(Error::OtherIndicator { .. })), "{refused:?}");
        assert_eq!(count(&record, "SELECT count(*) FROM change_note WHERE slug = 'theirs'").await, 0);
        assert_eq!(plans::operator(&record).await.number(), before);
        // A file that adds only words is one write; one that changes the plan as well is two.
        storage::plan::load_file(&desk, &plans::read(&with_words), clock).await.expect("loaded");
        assert_eq!(plans::operator(&record).await.number(), before + 1);
        let more = with_words.replace("vision = \"Every child in Rutland starts well\"", "vision = \"All is well\"").replacen("\n[[target]]", &format!("{}\n[[target]]", words.replace("\"theirs\"", "\"more\"")), 1);
        storage::plan::load_file(&desk, &plans::read(&more), clock).await.expect("loaded");
        assert_eq!(plans::operator(&record).await.number(), before + 3);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'take in words of partners'").await, 2);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'load plan'").await, 2);
    }

    /// A priority or a plan year that has money, actions, words or a rating stays, whether it is taken out by page or by file.
    async fn what_people_hung_something_on_stays(record: Record) {
        let text = plans::with_a_year_to_come(plans::OXFORDSHIRE);
        plans::load(&record, &text, MORNING).await;
        let lead = member(&record, "Lea Head", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let line = Line {
            slug: slug("line"), priority: slug(PRIORITY), year: slug(plans::YEAR_TO_COME), name: "A nurse".into(), source: "Grant".into(),
            budget: Money::read("80000").expect("money"), spent: None,
        };
        let desk = lead.desk(&record).await;
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let plan = slug("oxfordshire-2018-21");
        assert_eq!(storage::funding::record(&desk, &plan, &line, None, clock).await.expect("kept"), Outcome::Saved);
        let page = format!("{PLAN}/years?key={}", plans::YEAR_TO_COME);
        let seen = get_as(&application, &lead, &page).await.holds("seen");
        let refused = post_as(&application, &lead, &page, &[("seen", &seen), ("step", "remove")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.read());
        assert!(refused.read().contains("1 funding line is under the plan year \"2098-99\""), "{}", refused.read());
        let file = plans::read(plans::OXFORDSHIRE);
        let refused = storage::plan::load_file(&plans::operator(&record).await, &file, clock).await;
        assert!(matches!(&refused, Err(Error::Clash(text)) if text.contains("1 funding line is under")), "{refused:?}");
        // Without the money it goes.
        let stands = storage::funding::one(&plans::operator(&record).await, &plan, "line").await.expect("readable").expect("it");
        storage::funding::withdraw(&desk, &plan, &line, stands.by.number, "Wrong year.", clock).await.expect("withdrawn");
        storage::plan::load_file(&plans::operator(&record).await, &file, clock).await.expect("loaded");

        // A priority of a year that has begun and has no indicators, with a rating.
        let rated = [("colour", "red"), ("outlook", "steady"), ("reason", "Why."), ("replaces", "")];
        let priority = "children-missing-out-on-education";
        let sent = post_as(&application, &lead, &format!("/priorities/{priority}/rating?year=2018-19"), &rated).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        let file = plans::OXFORDSHIRE.replace(&format!("priority = \"{priority}\"\n"), "");
        let file = plans::read(&without_section(&file, &format!("slug = \"{priority}\"")));
        let refused = storage::plan::load_file(&plans::operator(&record).await, &file, clock).await;
        assert!(matches!(&refused, Err(Error::Clash(text)) if text.contains("1 rating from a lead is under")), "{refused:?}");
    }

    /// Whoever begins a plan takes the organisations as they are now, not as they were when the form was opened.
    async fn a_plan_that_begins_reverts_nothing(record: Record) {
        let lead = lead(&record).await;
        let desk = lead.desk(&record).await;
        let opened = storage::outline::current(&desk, "2026-11-23".parse().expect("a day")).await.expect("readable").expect("a plan");
        // Meanwhile somebody gives an organisation another name.
        let file = plans::OXFORDSHIRE.replace("name = \"Oxford Health NHS Foundation Trust\"", "name = \"Oxford Wellness\"");
        plans::load(&record, &file, "2026-11-23T08:00:00Z").await;
        let mut begun = (*opened).clone();
        begun.plan = Plan { slug: slug("next"), name: "Next".into(), ..begun.plan };
        begun.years = vec![PlanYear { slug: slug("2030-31"), first: "2030-04-01".parse().expect("a day"), last: "2031-03-31".parse().expect("a day") }];
        (begun.strategies, begun.evidence, begun.focus_areas, begun.priorities) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        (begun.indicators, begun.targets, begun.rating_rules, begun.change_notes, begun.neighbour_sets) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        assert!(begun.organisations.iter().any(|Organisation { name, .. }| name == "Oxford Health NHS Foundation Trust"));
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        assert_eq!(storage::plan::begin(&lead.desk(&record).await, &begun, clock).await.expect("begun"), storage::plan::Edited::Saved);
        assert_eq!(count(&record, "SELECT count(*) FROM organisation WHERE name = 'Oxford Wellness' AND superseded_in IS NULL").await, 1);
        let next = storage::outline::of(&plans::operator(&record).await, &slug("next")).await.expect("readable").expect("a plan");
        assert!(next.organisations.iter().any(|Organisation { name, .. }| name == "Oxford Wellness") && !next.partners.is_empty());
    }

    /// A sentence that is sent twice is recorded once.
    async fn a_sentence_sent_twice_stands_once(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        for _ in 0..2 {
            let sent = post_as(&application, &lead, &format!("{PLAN}/strategies"), &[("text", "We will listen to every child.")]).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM strategy WHERE text LIKE 'We will listen%' AND superseded_in IS NULL").await, 1);
        // Another that begins alike is a separate one.
        post_as(&application, &lead, &format!("{PLAN}/strategies"), &[("text", "We will listen to every child. And to parents.")]).await;
        assert_eq!(count(&record, "SELECT count(*) FROM strategy WHERE text LIKE 'We will listen%' AND superseded_in IS NULL").await, 2);
    }

    /// A page that looks back shows no meeting after its own moment.
    async fn a_page_that_looks_back_knows_of_nothing_later(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application_at(record.clone(), "2026-12-24T09:00:00Z");
        let later = get(&application, "/board?as-at=2026-11-24&since=2026-12-01").await;
        assert_eq!(later.status, StatusCode::BAD_REQUEST, "{}", later.read());
        assert!(later.read().contains("It cannot be later than the date this page shows."), "{}", later.read());
        assert_eq!(get(&application, "/board?as-at=2026-11-24&since=2026-11-24").await.status, StatusCode::OK);
    }

    /// An action and a line that somebody withdrew while another changed them: what was typed is shown, and can be recorded anew.
    async fn what_was_withdrawn_meanwhile_can_stand_anew(record: Record) {
        let lead = lead(&record).await;
        let ann = member(&record, "Ann Baker", Role::Analyst, "oxford-health").await;
        let application = application(record.clone());
        let action = [
            ("action", "action-1"), ("replaces", ""), ("name", "Open a clinic"), ("priority", PRIORITY), ("organisation", "oxford-health"),
            ("starts", "2026-04-01"), ("due", "2026-09-30"),
        ];
        assert_eq!(post_as(&application, &ann, "/actions/new", &action).await.status, StatusCode::SEE_OTHER);
        let open = get_as(&application, &ann, "/actions/action-1/change").await.holds("replaces");
        let seen = get_as(&application, &lead, "/actions/action-1/withdraw").await.holds("seen");
        let gone = post_as(&application, &lead, "/actions/action-1/withdraw", &[("seen", &seen), ("reason", "No longer needed.")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.read());
        let mut typed = action;
        (typed[1].1, typed[2].1) = (&open, "Open two clinics");
        let told = post_as(&application, &ann, "/actions/action-1/change", &typed).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.read());
        assert!(told.read().contains("Somebody else has withdrawn this action") && told.holds("name") == "Open two clinics", "{}", told.read());
        assert!(told.text.contains("action=\"/actions/new\"") && told.holds("replaces").is_empty());
        typed[1].1 = "";
        assert_eq!(post_as(&application, &ann, "/actions/new", &typed).await.status, StatusCode::SEE_OTHER);
        assert!(get_as(&application, &ann, "/actions").await.read().contains("Open two clinics"));
        // What never existed cannot be changed, and nobody is noted as refused for it.
        typed[0].1 = "never";
        let never = post_as(&application, &ann, "/actions/never/change", &typed).await;
        assert_eq!(never.status, StatusCode::NOT_FOUND, "{}", never.read());
        assert_eq!(get_as(&application, &ann, "/actions/never").await.status, StatusCode::NOT_FOUND);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE outcome = 'refused'").await, 0);

        let line = [
            ("line", "line-1"), ("replaces", ""), ("name", "A nurse"), ("priority", PRIORITY), ("year", "2018-19"), ("source", "Grant"),
            ("budget", "500"), ("spent", ""),
        ];
        assert_eq!(post_as(&application, &lead, "/funding/new", &line).await.status, StatusCode::SEE_OTHER);
        let open = get_as(&application, &lead, "/funding/line-1/change").await.holds("replaces");
        let gone = post_as(&application, &lead, "/funding/line-1/withdraw", &[("replaces", &open), ("reason", "Twice.")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.read());
        let mut typed = line;
        (typed[1].1, typed[6].1) = (&open, "600");
        let told = post_as(&application, &lead, "/funding/line-1/change", &typed).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.read());
        assert!(told.read().contains("Somebody else has withdrawn this line") && told.holds("budget") == "600", "{}", told.read());
    }

    /// A status that was sent again with another note becomes another status.
    async fn a_status_sent_again_otherwise_is_kept(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        let action = [
            ("action", "action-1"), ("replaces", ""), ("name", "Open a clinic"), ("priority", PRIORITY), ("organisation", "oxford-health"),
            ("starts", "2026-04-01"), ("due", "2026-09-30"),
        ];
        post_as(&application, &lead, "/actions/new", &action).await;
        let page = get_as(&application, &lead, "/actions/action-1").await;
        let (seen, name) = (page.holds("seen"), page.holds("status"));
        let status = |seen: &str, name: &str, note: &str| -> Vec<(&'static str, String)> {
            vec![("seen", seen.to_owned()), ("status", name.to_owned()), ("state", "under way".into()), ("said", "2026-11-20".into()), ("note", note.to_owned())]
        };
        let send = async |form: Vec<(&'static str, String)>| {
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            post_as(&application, &lead, "/actions/action-1/status", &form).await
        };
        assert_eq!(send(status(&seen, &name, "A room is found.")).await.status, StatusCode::SEE_OTHER);
        let told = send(status(&seen, &name, "A room and a nurse are found.")).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.read());
        let again = send(status(&told.holds("seen"), &told.holds("status"), "A room and a nurse are found.")).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.read());
        // Even where a form claims to have seen the first, the status of that name is not overwritten.
        let seen = get_as(&application, &lead, "/actions/action-1").await.holds("seen");
        assert_eq!(send(status(&seen, &name, "Something else.")).await.status, StatusCode::CONFLICT);
        assert_eq!(count(&record, "SELECT count(*) FROM action_status WHERE superseded_in IS NULL").await, 2);
    }

    /// What is published was written with the newest figures in sight; the audit holds nothing of a draft's text.
    async fn a_narrative_is_published_with_its_figures_in_sight(record: Record) {
        let ann = { lead(&record).await; member(&record, "Ann Baker", Role::Analyst, "oxford-health").await };
        let admin = member(&record, "Eve Admin", Role::Administrator, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let address = format!("{INDICATOR}/narrative");
        let seen = get_as(&application, &ann, &format!("{address}?period=2018-19+Q2")).await.holds("seen");
        let recorded = post_as(&application, &ann, &format!("{INDICATOR}/record"), &figure(&[("value", "90")])).await;
        assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.read());
        let form = |seen: &str, step: &'static str| -> Vec<(&'static str, String)> {
            vec![("period", "2018-19 Q2".into()), ("replaces", String::new()), ("seen", seen.to_owned()), ("happened", "It fell to 40, says Wilhelmina.".into()), ("step", step.into())]
        };
        let send = async |form: Vec<(&'static str, String)>| {
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            post_as(&application, &ann, &address, &form).await
        };
        let told = send(form(&seen, "publish")).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.read());
        assert!(told.read().contains("Figures changed since you opened the form") && told.read().contains("Self-harm reports, 2018-19 Q1"), "{}", told.read());
        assert!(told.text.contains("says Wilhelmina."));
        assert_eq!(count(&record, "SELECT count(*) FROM narrative").await, 0);
        // A draft may be kept all the same; seen again, it is published.
        assert_eq!(send(form(&seen, "draft")).await.status, StatusCode::SEE_OTHER);
        let audit = get_as(&application, &admin, "/admin/audit").await;
        assert!(audit.read().contains("stage: draft; 31 characters") && !audit.text.contains("Wilhelmina"), "{}", audit.read());
        let page = get_as(&application, &ann, &format!("{address}?period=2018-19+Q2")).await;
        let mut again = form(&told.holds("seen"), "publish");
        again[1].1 = page.holds("replaces");
        assert_eq!(send(again).await.status, StatusCode::SEE_OTHER);
        assert!(get_as(&application, &admin, "/admin/audit").await.text.contains("Wilhelmina"));
    }

    /// Withdrawing a narrative goes on where it was when the session ended.
    async fn a_withdrawal_goes_on_after_signing_in_again(record: Record) {
        let ann = { lead(&record).await; member(&record, "Ann Baker", Role::Analyst, "oxford-health").await };
        let application = application(record.clone());
        let address = format!("{INDICATOR}/narrative");
        let written = [("period", "2018-19 Q2"), ("replaces", ""), ("happened", "It rose."), ("step", "publish")];
        assert_eq!(post_as(&application, &ann, &address, &written).await.status, StatusCode::SEE_OTHER);
        let replaces = get_as(&application, &ann, &format!("{address}?period=2018-19+Q2")).await.holds("replaces");
        let again = [("period", "2018-19 Q2"), ("replaces", &*replaces), ("step", "withdraw"), ("reason", "Untrue."), ("asked-why", "yes"), ("again", "yes")];
        let page = post_as(&application, &ann, &address, &again).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.read().contains("Withdraw a narrative") && page.text.contains("Untrue."), "{}", page.read());
        assert_eq!(count(&record, "SELECT count(*) FROM narrative WHERE superseded_in IS NULL").await, 1);
    }

    /// A priority that the current plan year lacks is found in the last year that had it.
    async fn a_priority_of_an_earlier_year_is_found(record: Record) {
        let file = plans::with_a_year_to_come(plans::OXFORDSHIRE);
        plans::load(&record, &file, MORNING).await;
        let lead = member(&record, "Lea Head", Role::PlanLead, "oxfordshire-county-council").await;
        let retired = {
            let outline = plans::read(plans::OXFORDSHIRE).outline;
            let last = outline.years.last().expect("a year").slug.clone();
            let is_retired = |slug: &Slug| !outline.priorities.iter().any(|other| other.slug == *slug && other.year == last);
            outline.priorities.iter().map(|priority| priority.slug.clone()).find(is_retired)
        };
        let Some(retired) = retired else { return };
        let application = application(record.clone());
        let page = get(&application, &format!("/priorities/{retired}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.read());
        let written = [("period", "2018-19 Q2"), ("replaces", ""), ("happened", "It rose."), ("step", "publish")];
        let sent = post_as(&application, &lead, &format!("/priorities/{retired}/narrative"), &written).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        assert_eq!(get_as(&application, &lead, sent.leads_to()).await.status, StatusCode::OK);
    }

    /// A lead takes a rating back with a reason.
    async fn a_rating_is_taken_back(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        let form = format!("/priorities/{PRIORITY}/rating?year=2018-19");
        let rated = [("colour", "red"), ("outlook", "steady"), ("reason", "For the wrong priority."), ("replaces", "")];
        assert_eq!(post_as(&application, &lead, &form, &rated).await.status, StatusCode::SEE_OTHER);
        let page = get_as(&application, &lead, &form).await;
        let replaces = page.holds("replaces");
        let why = post_as(&application, &lead, &form, &[("step", "withdraw"), ("replaces", &replaces)]).await;
        assert!(why.status == StatusCode::OK && why.read().contains("Withdraw a rating"), "{}", why.read());
        let none = post_as(&application, &lead, &form, &[("step", "withdraw"), ("replaces", &replaces), ("asked-why", "yes"), ("reason", " ")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.read());
        let stale = post_as(&application, &lead, &form, &[("step", "withdraw"), ("replaces", "1"), ("reason", "A slip.")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.read());
        let gone = post_as(&application, &lead, &form, &[("step", "withdraw"), ("replaces", &stale.holds("replaces")), ("reason", "A slip.")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.read());
        let page = get_as(&application, &lead, gone.leads_to()).await;
        assert!(page.read().contains("Rating withdrawn.") && !page.text.contains("For the wrong priority."), "{}", page.read());
        assert_eq!(count(&record, "SELECT count(*) FROM priority_rating WHERE superseded_in IS NULL").await, 0);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE reason = 'A slip.'").await, 1);
    }

    /// Texts that would reverse the text beside them are refused at their boxes.
    async fn characters_that_cannot_be_seen_are_refused(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        let turned = "Open \u{202e}cinilc";
        let forms: [(&str, &[(&str, &str)]); 4] = [
            ("/actions/new", &[("action", "a"), ("name", turned), ("priority", PRIORITY), ("organisation", "oxford-health"), ("starts", "2026-04-01"), ("due", "2026-09-30")]),
            ("/funding/new", &[("line", "l"), ("name", "A nurse"), ("source", turned), ("priority", PRIORITY), ("year", "2018-19"), ("budget", "5")]),
            (&format!("/priorities/{PRIORITY}/rating?year=2018-19"), &[("colour", "red"), ("outlook", "steady"), ("reason", turned)]),
            (&format!("/priorities/{PRIORITY}/narrative"), &[("period", "2018-19 Q2"), ("happened", turned), ("step", "publish")]),
        ];
        for (address, form) in forms {
            let page = post_as(&application, &lead, address, form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}: {}", page.read());
            assert!(page.read().contains("This contains a character we cannot read"), "{address}: {}", page.read());
        }
    }

    /// Text comes in the order of its bytes from both engines, whatever language the database was made for.
    async fn text_comes_in_one_order(record: Record) {
        let lead = lead(&record).await;
        let desk = lead.desk(&record).await;
        let plan = slug("oxfordshire-2018-21");
        for (number, name) in ["b", "Ba", "ab", "a-c", "é"].into_iter().enumerate() {
            let line = Line {
                slug: slug(&format!("line-{number}")), priority: slug(PRIORITY), year: slug("2018-19"), name: name.into(), source: "Grant".into(),
                budget: Money::default(), spent: None,
            };
            storage::funding::record(&desk, &plan, &line, None, || plans::moment("2026-11-23T09:00:00Z")).await.expect("kept");
        }
        let desk = record.desk(Visitor::Operator, AsAt::Now).await.expect("a desk");
        let lines = storage::funding::all(&desk, &plan).await.expect("readable");
        let names: Vec<_> = lines.iter().map(|entry| entry.line.name.as_str()).collect();
        assert_eq!(names, ["Ba", "a-c", "ab", "b", "é"]);
    }
}

/// A plan file without the sections that hold a line.
fn without_section(text: &str, line: &str) -> String {
    let sections: Vec<_> =
        text.split("\n[[").filter(|section| !section.lines().any(|other| other == line)).collect();
    let text = sections.join("\n[[");
    assert!(plan_file::read(&text).is_ok(), "{:?}", plan_file::read(&text).err());
    text
}
