//! Actions and funding through the router, the same on both engines.

use axum::{Router, http::StatusCode};
use domain::{
    access::{Role, Visitor},
    action::{Action, State, Status},
    funding::Line,
    money::Money,
    slug::Slug,
};
use storage::{AsAt, Record, action::Outcome};
use tests::{
    application::{Answer, application, application_at, get, get_as, post_as},
    on_both_engines,
    people::{Member, member},
    plans,
    recording::{MORNING, count},
};

const PRIORITY: &str = "social-and-emotional-wellbeing-and-mental-health";

/// An analyst and an approver of one organisation, an analyst of another, and a plan lead.
struct People {
    ann: Member,
    cat: Member,
    pat: Member,
    lea: Member,
}

async fn people(record: &Record) -> People {
    plans::load(record, plans::OXFORDSHIRE, MORNING).await;
    People {
        ann: member(record, "Ann Baker", Role::Analyst, "oxford-health").await,
        cat: member(record, "Cat Dean", Role::Approver, "oxford-health").await,
        pat: member(record, "Pat Ford", Role::Analyst, "thames-valley-police").await,
        lea: member(record, "Lea Head", Role::PlanLead, "oxfordshire-county-council").await,
    }
}

fn filled<'a>(usual: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let is_usual = |(name, _): &&(&str, &str)| !changed.iter().any(|(other, _)| other == name);
    usual.iter().filter(is_usual).chain(changed).copied().collect()
}

/// The form of an action, with some boxes filled otherwise.
fn action<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("action", "action-1"),
        ("replaces", ""),
        ("name", "Open a second clinic"),
        ("priority", PRIORITY),
        ("organisation", "oxford-health"),
        ("starts", "1 April 2019"),
        ("due", "30 September 2019"),
        ("indicator-self-harm-reports", "yes"),
    ];
    filled(&usual, changed)
}

/// The form of a status, with some boxes filled otherwise.
fn status<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("status", "status-1"),
        ("state", "under way"),
        ("said", "2026-11-20"),
        ("note", "A room is found."),
    ];
    filled(&usual, changed)
}

/// The form of a funding line, with some boxes filled otherwise.
fn line<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("line", "funding-1"),
        ("replaces", ""),
        ("name", "A second nurse"),
        ("priority", PRIORITY),
        ("year", "2018-19"),
        ("source", "Public health grant"),
        ("budget", "£45,000"),
        ("spent", "44,999.99"),
    ];
    filled(&usual, changed)
}

/// What is filled otherwise, the box at which the error is shown, and its text.
type Wrong<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

/// Checks that a form came back with an error at a box.
fn is_told(answer: &Answer, at: &str, said: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}: {}", answer.read());
    let wrongs = answer.wrongs();
    let is_told = wrongs.iter().any(|(of, message)| of == at && message.contains(said));
    assert!(is_told, "{at}: {said}: {wrongs:?}");
}

async fn saved(application: &Router, who: &Member, address: &str, form: &[(&str, &str)]) -> String {
    let answer = post_as(application, who, address, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}: {}", answer.read());
    answer.leads_to().to_owned()
}

/// The section of a page that the heading of an id labels, as a person reads it.
fn section(page: &Answer, id: &str) -> String {
    page.says(&format!("section[aria-labelledby={id}]"))
}

/// The names that begin the rows of a page's table.
const NAMES: &str = "table.ledger tbody th";

on_both_engines! {
    /// Every column of the three tables reads back as it was written, at each moment, and the public is given nothing.
    async fn what_was_agreed_reads_back_as_it_was_written(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let slug = |text: &str| Slug::new(text).expect("a slug");
        let day = |text: &str| text.parse().expect("a day");
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let plan = slug("oxfordshire-2018-21");
        let desk = plans::operator(&record).await;
        let mut action = Action {
            slug: slug("action-1"),
            priority: slug(PRIORITY),
            name: "Öffnen <b>'a' \"clinic\"</b>".into(),
            organisation: slug("oxford-health"),
            indicators: vec![slug("self-harm-reports"), slug("mental-health-admissions")],
            starts: day("2019-04-01"),
            due: day("2019-04-01"),
        };
        assert_eq!(storage::action::record(&desk, &plan, &action, None, clock).await.expect("agreed"), Outcome::Saved);
        let first = plans::operator(&record).await.number();
        for (number, state) in State::ALL.iter().enumerate() {
            let seen = storage::action::one(&plans::operator(&record).await, &plan, "action-1").await.expect("readable").expect("it").seen();
            let said = day(["2019-05-03", "2019-05-01", "2019-05-02", "2019-05-02"][number]);
            let status = Status { slug: slug(&format!("status-{number}")), action: action.slug.clone(), state: *state, said, note: format!("{state}\nand more") };
            assert_eq!(storage::action::log(&desk, &plan, &action, &status, seen, clock).await.expect("logged"), Outcome::Saved);
        }
        let was = action.clone();
        let number = storage::action::one(&plans::operator(&record).await, &plan, "action-1").await.expect("readable").expect("it").by.number;
        action.indicators.clear();
        action.due = day("2020-02-29");
        assert_eq!(storage::action::record(&desk, &plan, &action, Some(number), clock).await.expect("changed"), Outcome::Saved);
        let entry = storage::action::one(&plans::operator(&record).await, &plan, "action-1").await.expect("readable").expect("it");
        assert_eq!(entry.action, action);
        // The last day first, and within a day the last entry first.
        let said: Vec<_> = entry.log.iter().map(|logged| (logged.status.state, logged.status.note.as_str())).collect();
        assert_eq!(said, [(State::NotBegun, "not begun\nand more"), (State::Stopped, "stopped\nand more"), (State::Done, "done\nand more"), (State::UnderWay, "under way\nand more")]);
        let then = record.desk(Visitor::Operator, AsAt::Number(first)).await.expect("a desk");
        let entry = storage::action::one(&then, &plan, "action-1").await.expect("readable").expect("it");
        assert_eq!((entry.action, entry.log.len()), (was, 0));

        let money = |pence| Money::of_pence(pence).expect("money");
        let mut lines = Vec::new();
        for (number, (budget, spent)) in [(0, None), (10_000_000_000_000, Some(10_000_000_000_000)), (90_071_992_547, Some(0)), (1, Some(2))].into_iter().enumerate() {
            let name = format!("Line {number} '\"<");
            let line = Line { slug: slug(&format!("line-{number}")), priority: slug(PRIORITY), year: slug("2019-20"), name, source: "A grant".into(), budget: money(budget), spent: spent.map(money) };
            storage::funding::record(&desk, &plan, &line, None, clock).await.expect("set aside");
            lines.push(line);
        }
        let read = storage::funding::all(&plans::operator(&record).await, &plan).await.expect("readable");
        assert_eq!(read.into_iter().map(|entry| entry.line).collect::<Vec<_>>(), lines);

        let public = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        assert_eq!(storage::action::all(&public, &plan).await.expect("readable"), []);
        assert_eq!(storage::funding::all(&public, &plan).await.expect("readable"), []);
        let refused = storage::action::record(&public, &plan, &action, Some(number), clock).await;
        assert!(matches!(refused, Err(storage::Error::Forbidden)), "{refused:?}");
        let refused = storage::funding::record(&public, &plan, &lines[0], None, clock).await;
        assert!(matches!(refused, Err(storage::Error::Forbidden)), "{refused:?}");
    }

    /// An action is agreed, found by filters in the address, logged, changed and withdrawn; what is overdue comes first.
    async fn an_action_goes_its_way(record: Record) {
        let People { ann, cat, pat, lea } = people(&record).await;
        let application = application(record.clone());
        let opened = get_as(&application, &ann, "/actions/new?organisation=oxford-health").await;
        assert!(opened.holds("action").starts_with("action-") && opened.holds("starts") == "23 November 2026", "{}", opened.read());
        assert_eq!(opened.count("#organisation option[value=thames-valley-police]"), 0);
        assert_eq!(opened.attribute("#organisation option[selected]", "value").as_deref(), Some("oxford-health"));
        assert_eq!(saved(&application, &ann, "/actions/new", &action(&[])).await, "/actions/action-1?done=action-recorded");
        assert_eq!(saved(&application, &ann, "/actions/new", &action(&[])).await, "/actions/action-1?done=same");
        saved(&application, &lea, "/actions/new", &action(&[("action", "action-2"), ("name", "Train officers"), ("organisation", "thames-valley-police"), ("due", "2027-01-01")])).await;
        saved(&application, &lea, "/actions/new", &action(&[("action", "action-3"), ("name", "Agree a form"), ("priority", "children-missing-out-on-education"), ("due", "2019-05-01")])).await;

        let all = get_as(&application, &pat, "/actions").await;
        assert_eq!(all.each(NAMES), ["Agree a form", "Open a second clinic", "Train officers"]);
        assert_eq!(all.says("p.aside"), "3 actions.");
        for (filter, shown) in [
            ("state=overdue", vec!["Agree a form", "Open a second clinic"]),
            ("state=not+begun", vec!["Agree a form", "Open a second clinic", "Train officers"]),
            ("state=done", vec![]),
            ("organisation=thames-valley-police", vec!["Train officers"]),
            ("priority=children-missing-out-on-education&state=overdue", vec!["Agree a form"]),
        ] {
            let page = get_as(&application, &pat, &format!("/actions?{filter}")).await;
            assert_eq!(page.each(NAMES), shown, "{filter}");
        }
        for filter in ["state=late", "organisation=nobody", "priority=nothing"] {
            assert_eq!(get_as(&application, &pat, &format!("/actions?{filter}")).await.status, StatusCode::BAD_REQUEST, "{filter}");
        }

        // The approver of its organisation may log its status, and another organisation may not.
        let seen = get_as(&application, &cat, "/actions/action-1").await.holds("seen");
        assert_eq!(post_as(&application, &pat, "/actions/action-1/status", &status(&[("seen", &seen)])).await.status, StatusCode::FORBIDDEN);
        saved(&application, &cat, "/actions/action-1/status", &status(&[("seen", &seen)])).await;
        assert!(saved(&application, &cat, "/actions/action-1/status", &status(&[("seen", &seen)])).await.ends_with("done=same"));
        // Ann had it open before: she is shown what Cat logged, and nothing is lost.
        let late = post_as(&application, &ann, "/actions/action-1/status", &status(&[("status", "status-2"), ("state", "done"), ("note", "It is <b>open</b>."), ("seen", &seen)])).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(late.says("ol.log"), "Under way, 20 November 2026 A room is found. Reported by Cat Dean on 23 November 2026, 09:00.");
        assert_eq!(late.says("textarea#note"), "It is <b>open</b>.");
        let seen = late.holds("seen");
        saved(&application, &ann, "/actions/action-1/status", &status(&[("status", "status-2"), ("state", "done"), ("note", "It is <b>open</b>."), ("seen", &seen)])).await;
        let page = get_as(&application, &pat, "/actions/action-1").await;
        assert_eq!(page.each("ol.log .version-head"), ["Done, 20 November 2026", "Under way, 20 November 2026"]);
        assert_eq!(page.each("ol.log .as-typed"), ["It is <b>open</b>.", "A room is found."]);
        assert_eq!((page.count("#say"), page.count(".tag.late")), (0, 0));
        assert_eq!(get_as(&application, &pat, "/actions?state=done").await.each(NAMES), ["Open a second clinic"]);

        // It is changed by somebody who saw it, and only a lead gives it to another organisation.
        assert_eq!(get_as(&application, &pat, "/actions/action-1/change").await.status, StatusCode::FORBIDDEN);
        let replaces = get_as(&application, &ann, "/actions/action-1/change").await.holds("replaces");
        let given = action(&[("replaces", &replaces), ("organisation", "thames-valley-police")]);
        is_told(&post_as(&application, &ann, "/actions/action-1/change", &given).await, "organisation", "Choose an organisation from the list");
        saved(&application, &lea, "/actions/action-1/change", &given).await;
        assert_eq!(get_as(&application, &ann, "/actions/action-1/change").await.status, StatusCode::FORBIDDEN);
        let both = post_as(&application, &pat, "/actions/action-1/change", &action(&[("replaces", &replaces), ("organisation", "thames-valley-police"), ("name", "Mine")])).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        let told = both.says(".stale");
        assert!(told.contains("Lea Head changed this action"), "{told}");
        assert_eq!(both.each("table.side-by-side tr.differs"), ["What will be done Open a second clinic Mine"]);
        let replaces = both.holds("replaces");
        saved(&application, &pat, "/actions/action-1/change", &action(&[("replaces", &replaces), ("organisation", "thames-valley-police"), ("name", "Mine")])).await;

        // It is withdrawn with a reason by somebody who saw its whole progress log.
        let why = get_as(&application, &pat, "/actions/action-1/withdraw").await;
        let seen = why.holds("seen");
        is_told(&post_as(&application, &pat, "/actions/action-1/withdraw", &[("seen", &seen), ("asked-why", "yes")]).await, "reason", "Say why");
        let stale = post_as(&application, &pat, "/actions/action-1/withdraw", &[("seen", "1"), ("asked-why", "yes"), ("reason", "Another does it.")]).await;
        assert_eq!((stale.status, stale.says("textarea#reason").as_str()), (StatusCode::CONFLICT, "Another does it."));
        assert_eq!(saved(&application, &pat, "/actions/action-1/withdraw", &[("seen", &seen), ("asked-why", "yes"), ("reason", "Another does it.")]).await, "/actions?done=action-withdrawn");
        assert_eq!(get_as(&application, &pat, "/actions/action-1").await.status, StatusCode::NOT_FOUND);
        assert_eq!(count(&record, "SELECT count(*) FROM action WHERE slug = 'action-1'").await, 3);
        let told = "SELECT count(*) FROM audit WHERE outcome = 'done' AND person IS NOT NULL AND action IN ('record action', 'log status', 'withdraw action')";
        assert_eq!(count(&record, told).await, 8);
    }

    /// An error in an action or its status is shown at its box with what was typed.
    async fn a_wrong_action_is_told(record: Record) {
        let People { ann, lea, .. } = people(&record).await;
        let application = application(record.clone());
        saved(&application, &ann, "/actions/new", &action(&[])).await;
        let long = "é".repeat(201);
        let huge = "<script>".repeat(12_500);
        let cases: &[Wrong<'_>] = &[
            (&[("name", " ")], "name", "Enter what will be done"),
            (&[("name", &long)], "name", "Shorten this to 200 characters: it has 201"),
            (&[("name", &huge)], "name", "Shorten this to 200 characters: it has 100000"),
            (&[("name", "OPEN  a second CLINIC")], "name", "This priority and organisation already have an action with this name"),
            (&[("priority", "")], "priority", "Choose a priority from the list"),
            (&[("priority", "swimming")], "priority", "Choose a priority from the list"),
            (&[("organisation", "nobody")], "organisation", "Choose an organisation from the list"),
            // It has ended, and its successor is in the list.
            (&[("organisation", "oxfordshire-ccg")], "organisation", "Choose an organisation from the list"),
            (&[("starts", "soon")], "starts", ""),
            (&[("due", "31 February 2019")], "due", ""),
            (&[("due", "31 March 2019")], "due", "Enter a day on or after its start, 1 April 2019"),
            (&[("indicator-swimming", "yes")], "indicators", "There is no indicator \"swimming\""),
        ];
        for (changed, at, said) in cases {
            let form: Vec<_> = action(changed).into_iter().map(|(name, value)| if name == "action" { (name, "action-2") } else { (name, value) }).collect();
            let told = post_as(&application, &lea, "/actions/new", &form).await;
            is_told(&told, at, said);
            assert_eq!(told.count("script"), 0, "{at}");
            if *at != "name" {
                assert_eq!(told.holds("name"), "Open a second clinic");
            }
            assert_eq!(told.count("input[name=indicator-self-harm-reports][value=yes][checked]"), 1, "{at}");
        }
        let seen = get_as(&application, &ann, "/actions/action-1").await.holds("seen");
        let huge = "x".repeat(100_000);
        let cases: &[Wrong<'_>] = &[
            (&[("state", "nearly")], "state", "Choose its status"),
            (&[("said", "2026-11-24")], "said", "Enter today or an earlier day"),
            (&[("said", "")], "said", ""),
            (&[("note", " ")], "note", "Say in a sentence what was done"),
            (&[("note", &huge)], "note", "Shorten this to 2000 characters: it has 100000"),
        ];
        for (changed, at, said) in cases {
            let mut form = status(changed);
            form.push(("seen", &seen));
            let told = post_as(&application, &ann, "/actions/action-1/status", &form).await;
            is_told(&told, at, said);
            if *at != "note" {
                assert_eq!(told.says("textarea#note"), "A room is found.", "{at}");
            }
        }
        assert_eq!(count(&record, "SELECT count(*) FROM action").await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM action_status").await, 0);
        // What was typed as a session ended comes back, ticks and all.
        let late = application_at(record.clone(), "2026-11-23T12:00:00Z");
        let expired = post_as(&late, &ann, "/actions/new", &action(&[("action", "action-9")])).await;
        assert_eq!((expired.status, expired.holds("kept-name").as_str(), expired.holds("kept-indicator-self-harm-reports").as_str()), (StatusCode::UNAUTHORIZED, "Open a second clinic", "yes"));
    }

    /// Money is exact, overspending is shown, and errors are shown.
    async fn money_is_exact_and_told(record: Record) {
        let People { ann, lea, .. } = people(&record).await;
        let application = application(record.clone());
        assert_eq!(post_as(&application, &ann, "/funding/new", &line(&[])).await.status, StatusCode::FORBIDDEN);
        assert_eq!(saved(&application, &lea, "/funding/new", &line(&[])).await, "/funding?done=funding-recorded");
        saved(&application, &lea, "/funding/new", &line(&[("line", "funding-2"), ("name", "Training"), ("budget", "0.10"), ("spent", "0.30"), ("year", "2019-20")])).await;
        saved(&application, &lea, "/funding/new", &line(&[("line", "funding-3"), ("name", "A survey"), ("budget", "1,000"), ("spent", ""), ("priority", "children-missing-out-on-education")])).await;
        assert_eq!(count(&record, "SELECT CAST(sum(spent) AS BIGINT) FROM funding WHERE slug <> 'funding-3'").await, 4_500_029);
        let page = get_as(&application, &ann, "/funding").await;
        let money = page.each("table.ledger tbody td.figure");
        assert_eq!(&money[..4], ["£1,000", "not known yet", "£45,000", "£44,999.99"]);
        assert!(money[4] == "£0.10" && money[5].starts_with("£0.30"), "{money:?}");
        assert_eq!(page.each("table.ledger tbody td.figure .when"), ["Over by £0.20"]);
        let total = page.says("p.sum");
        assert!(total.contains("£45,000.29 spent of £45,000.10 (101%), £0.19 over budget; spending against £1,000 (1 line) is not known yet."), "{total}");
        let link = "a[href=\"/funding/funding-1/change\"]";
        assert_eq!((page.count(link), get_as(&application, &lea, "/funding").await.count(link)), (0, 1));
        for (filter, shown) in [
            ("state=over", vec!["Training"]),
            ("state=unknown", vec!["A survey"]),
            ("year=2018-19", vec!["A second nurse", "A survey"]),
            ("year=2019-20&priority=children-missing-out-on-education", vec![]),
        ] {
            let page = get_as(&application, &ann, &format!("/funding?{filter}")).await;
            let mut names = page.each(NAMES);
            names.retain(|name| ["A second nurse", "Training", "A survey"].contains(&name.as_str()));
            names.sort_unstable();
            assert_eq!(names, shown, "{filter}");
        }
        for filter in ["state=rich", "year=1999", "priority=nothing"] {
            assert_eq!(get_as(&application, &ann, &format!("/funding?{filter}")).await.status, StatusCode::BAD_REQUEST, "{filter}");
        }
        let huge = "x".repeat(100_000);
        let cases: &[Wrong<'_>] = &[
            (&[("budget", "-1")], "budget", "The amount cannot be negative"),
            (&[("spent", "£-0.01")], "spent", "The amount cannot be negative"),
            (&[("budget", "")], "budget", "Enter how much is set aside, in pounds"),
            (&[("budget", "12.345")], "budget", "is not an amount of money"),
            (&[("spent", "lots")], "spent", "\"lots\" is not an amount of money"),
            (&[("budget", "99999999999999")], "budget", "Write an amount of at most £100,000,000,000"),
            (&[("name", "")], "name", "Enter what it pays for"),
            (&[("name", &huge)], "name", "Shorten this to 200 characters: it has 100000"),
            (&[("source", "")], "source", "Enter where the money comes from"),
            (&[("year", "1999-00")], "year", "Choose a plan year from the list"),
            (&[("priority", "swimming")], "priority", "Choose a priority from the list"),
            (&[("name", "a second  NURSE")], "name", "This priority and plan year already have a line with this name and source"),
        ];
        for (changed, at, said) in cases {
            let form: Vec<_> = line(changed).into_iter().map(|(name, value)| if name == "line" { (name, "funding-9") } else { (name, value) }).collect();
            let told = post_as(&application, &lea, "/funding/new", &form).await;
            is_told(&told, at, said);
            let typed = changed.iter().find(|(name, _)| ["budget", "spent"].contains(name));
            if let Some((name, value)) = typed {
                assert_eq!(told.holds(name), *value);
            }
        }
        // Two who change one line are shown both; it is withdrawn with a reason.
        let replaces = get_as(&application, &lea, "/funding/funding-1/change").await.holds("replaces");
        saved(&application, &lea, "/funding/funding-1/change", &line(&[("replaces", &replaces), ("spent", "45,001")])).await;
        let both = post_as(&application, &lea, "/funding/funding-1/change", &line(&[("replaces", &replaces), ("spent", "1")])).await;
        assert_eq!((both.status, both.holds("spent").as_str()), (StatusCode::CONFLICT, "1"));
        assert_eq!(both.each("table.side-by-side tr.differs"), ["Spent so far £45,001 £1"]);
        let seen = get_as(&application, &lea, "/funding/funding-1/withdraw").await.holds("replaces");
        let stale = [("replaces", replaces.as_str()), ("reason", "Not ours."), ("asked-why", "yes")];
        assert_eq!(post_as(&application, &lea, "/funding/funding-1/withdraw", &stale).await.status, StatusCode::CONFLICT);
        let gone = [("replaces", seen.as_str()), ("reason", "Not ours."), ("asked-why", "yes")];
        assert_eq!(saved(&application, &lea, "/funding/funding-1/withdraw", &gone).await, "/funding?done=funding-withdrawn");
        assert_eq!(get_as(&application, &lea, "/funding").await.each("table.ledger tbody th a").len(), 2);
        assert_eq!(count(&record, "SELECT count(*) FROM funding WHERE slug = 'funding-1'").await, 2);
    }

    /// A priority shows its actions, its money up to the plan year, and beside it how far its indicators have come; the
    /// public is shown none of it.
    async fn a_priority_tells_what_was_agreed(record: Record) {
        let People { ann, lea, .. } = people(&record).await;
        let application = application(record.clone());
        let education = "children-missing-out-on-education";
        saved(&application, &ann, "/actions/new", &action(&[])).await;
        saved(&application, &lea, "/actions/new", &action(&[("action", "action-2"), ("name", "Visit schools"), ("priority", education)])).await;
        for (slug, year, spent) in [("funding-1", "2018-19", "400"), ("funding-2", "2019-20", "700")] {
            saved(&application, &lea, "/funding/new", &line(&[("line", slug), ("year", year), ("priority", education), ("budget", "500"), ("spent", spent)])).await;
        }
        // The baseline of 2017/18 is 14.62%; half of the way to 11.58 is 13.1, and what was reached by then is worked out here.
        let target = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018/19"), ("lower", "11"), ("upper", ""), ("was", "")];
        saved(&application, &lea, "/indicators/persistent-absence-secondary/target", &target).await;
        let page = get_as(&application, &ann, &format!("/priorities/{education}?year=2018-19")).await;
        let actions = section(&page, "actions");
        assert!(actions.contains("Visit schools") && actions.contains("30 September 2019") && actions.contains("Overdue") && !actions.contains("Open a second clinic"), "{actions}");
        let money = section(&page, "money");
        assert!(money.contains("£400 spent of £500 (80%).") && !money.contains("2019-20"), "{money}");
        let distance = section(&page, "distance");
        assert!(distance.contains("Up to 2018-19: £400 spent of £500 (80%)."), "{distance}");
        let (from, to) = (14.62_f64, 14.09_f64);
        let known = format!("from {from}% in 2017/18 to ");
        assert!(distance.contains(&known) && distance.contains("the target is 11.00% for 2018/19."), "{distance} {to}");
        assert!(distance.contains("No target is set, so progress cannot be measured."), "{distance}");
        let later = get_as(&application, &ann, &format!("/priorities/{education}?year=2019-20")).await;
        assert!(section(&later, "money").contains("£1,100 spent of £1,000 (110%), £100 over budget"), "{}", section(&later, "money"));
        let other = get_as(&application, &ann, "/priorities/children-affected-by-domestic-abuse").await;
        assert!(section(&other, "actions").contains("No actions have been agreed") && section(&other, "money").contains("No funding has been recorded for this priority up to"), "{}", other.read());

        for address in [format!("/priorities/{education}"), "/".into(), "/board".into(), "/indicators/self-harm-reports".into()] {
            let public = get(&application, &address).await;
            for secret in ["Visit schools", "second clinic", "£4", "Spending to date", "href=\"/actions", "href=\"/funding"] {
                assert!(!public.text.contains(secret), "{address}: {secret}");
            }
        }
        for address in ["/actions", "/actions/action-1", "/funding", "/actions/action-1/change", "/funding/funding-1/change"] {
            let refused = get(&application, address).await;
            assert!(refused.status == StatusCode::UNAUTHORIZED && !refused.text.contains("clinic"), "{address}: {}", refused.read());
        }
        // As it was: a later action and later money are not shown, and nothing is changed from there.
        let later = application_at(record.clone(), "2026-11-23T09:45:00Z");
        saved(&later, &ann, "/actions/new", &action(&[("action", "action-3"), ("name", "Come later")])).await;
        let then = get_as(&later, &ann, "/actions?as-at=2026-11-23T09:30:00Z").await;
        let names = then.each(NAMES);
        assert!(names.iter().any(|name| name == "Open a second clinic") && !names.iter().any(|name| name == "Come later"), "{names:?}");
        assert_eq!(then.count("nav.change"), 0);
        assert_eq!(then.holds("as-at"), "2026-11-23T09:30:00Z");
        assert!(get_as(&later, &ann, "/actions").await.each(NAMES).iter().any(|name| name == "Come later"));
        let past = post_as(&later, &ann, "/actions/new?as-at=2026-11-23T09:30:00Z", &action(&[("action", "action-4"), ("name", "Never")])).await;
        assert_eq!(past.status, StatusCode::BAD_REQUEST);
    }
}
