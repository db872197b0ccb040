//! A page costs a constant number of queries, whatever the number of indicators. It has a process to itself, because it
//! counts what the database library logs.

use domain::{
    access::Role,
    action::Action,
    funding::Line,
    money::Money,
    narrative::{About, Narrative, Parts, Stage},
    slug::Slug,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use storage::{Record, testing};
use tests::{
    application::{application, get, get_as, post_as},
    on_both_engines, packs,
    people::{Member, member},
    plans, proposals,
};
use tokio::sync::Mutex;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

static QUERIES: AtomicUsize = AtomicUsize::new(0);

/// One page at a time, so that a count is one page's.
static ALONE: Mutex<()> = Mutex::const_new(());

/// Counts the queries that the database library logs, and nothing else.
struct Counter;

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }
    fn event(&self, event: &Event<'_>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        // Making the other engine's record ready, and a new connection's questions to the engine, are not the page's doing.
        let marks = ["recorded_in", "FROM counter", "FROM frozen"];
        let is_of_record = marks.iter().any(|mark| statement.0.contains(mark));
        let is_migration = ["CREATE", "ALTER TABLE"].iter().any(|word| statement.0.contains(word));
        if is_of_record && statement.0.contains("SELECT") && !is_migration {
            QUERIES.fetch_add(1, Ordering::SeqCst);
        }
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// The text of a query, as the library logs it.
#[derive(Default)]
struct Statement(String);

impl Visit for Statement {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if matches!(field.name(), "summary" | "db.statement") {
            self.0.push_str(&format!("{value:?}"));
        }
    }
}

/// How many queries each page takes, the first time and once the plan is at hand.
async fn costs(
    record: &Record,
    indicators: usize,
    who: Option<&Member>,
) -> Vec<(&'static str, usize, usize)> {
    let text = format!("{}{}", plans::of_indicators(indicators), claims(indicators));
    plans::load(record, &text, "2026-11-23T09:00:00Z").await;
    let mut pages = vec![
        "/",
        "/board",
        "/focus-areas/start-well",
        "/priorities/ready-for-school",
        "/indicators/indicator-1",
        "/indicators/indicator-1?view=groups",
        "/indicators/indicator-1/history",
        "/indicators/indicator-1/chart.svg",
        "/indicators/indicator-1/figures.csv",
    ];
    if who.is_some() {
        pages.extend([
            "/actions",
            "/actions/action-1",
            "/funding",
            "/returns",
            "/admin/plans",
            "/admin/plans/rutland-2022-24",
            "/admin/plans/rutland-2022-24/plan.toml",
        ]);
    }
    let mut costs = Vec::new();
    for page in pages {
        let [first, again] = cost(record, page, who).await;
        costs.push((page, first, again));
    }
    costs
}

/// A statement for each of some indicators, with a claim to be checked.
fn claims(indicators: usize) -> String {
    let statement = |number| {
        format!(
            "\n[[evidence]]\nslug = \"statement-{number}\"\ntext = \"It is better here.\"\nsaid = 2022-01-01\n\
             focus-area = \"start-well\"\nclaim = {{ indicator = \"indicator-{number}\", area = \"E06000017\", \
             against = \"E92000001\", is = \"better\", period = \"2021/22\" }}\n"
        )
    };
    (0..indicators).map(statement).collect()
}

/// How many queries a page takes, the first time and once the plan is at hand.
async fn cost(record: &Record, page: &str, who: Option<&Member>) -> [usize; 2] {
    // A record opened anew has nothing at hand.
    let application = application(record.clone().forgetful());
    let mut counts = [0, 0];
    for count in &mut counts {
        let (asked, answer) = counted(record, async || match who {
            Some(who) => get_as(&application, who, page).await,
            None => get(&application, page).await,
        })
        .await;
        assert_eq!(answer.status.as_u16(), 200, "{page}: {}", answer.read());
        *count = asked;
    }
    counts
}

/// How many queries something takes, and what it answers.
async fn counted<T>(record: &Record, ask: impl AsyncFnOnce() -> T) -> (usize, T) {
    testing::settle(record).await.expect("settled");
    let before = QUERIES.load(Ordering::SeqCst);
    let answer = ask().await;
    testing::settle(record).await.expect("settled");
    (QUERIES.load(Ordering::SeqCst) - before, answer)
}

on_both_engines! {
    async fn a_page_costs_as_many_queries_for_2_indicators_as_for_200(record: Record) {
        let _alone = ALONE.lock().await;
        // Fails only where another test of this process has set it already.
        let _ = tracing::subscriber::set_global_default(Counter);
        let few = costs(&record, 2, None).await;
        let many = costs(&record, 200, None).await;
        assert_eq!(few, many);
        for (page, first, again) in many {
            assert!((1..=21).contains(&first), "{page} takes {first} queries the first time");
            assert!((1..=4).contains(&again), "{page} takes {again} queries once the plan is at hand");
        }
    }

    /// The same for partners, who are given narratives, actions and funding too, however much of it there is.
    async fn a_partners_page_costs_as_many_queries_for_much_as_for_little(record: Record) {
        let _alone = ALONE.lock().await;
        let _ = tracing::subscriber::set_global_default(Counter);
        plans::load(&record, &plans::of_indicators(2), "2026-11-23T09:00:00Z").await;
        let who = member(&record, "Lea Head", Role::PlanLead, "council").await;
        told_and_agreed(&record, 1).await;
        let few = costs(&record, 2, Some(&who)).await;
        told_and_agreed(&record, 12).await;
        let many = costs(&record, 40, Some(&who)).await;
        assert_eq!(few, many);
        for (page, first, again) in many {
            // A plan that is named is read anew, part by part, and so is each of its tables for the file.
            let (most, most_again) = if page.starts_with("/admin/plans/") { (61, 61) } else { (27, 9) };
            assert!((1..=most).contains(&first), "{page} takes {first} queries the first time");
            assert!((1..=most_again).contains(&again), "{page} takes {again} queries once the plan is at hand");
        }
    }
}

/// Writes this many narratives of an indicator and a priority, agrees on as many actions and sets money aside for each.
async fn told_and_agreed(record: &Record, count: usize) {
    let slug = |text: &str| Slug::new(text).expect("a slug");
    let (plan, priority) = (slug("rutland-2022-24"), slug("ready-for-school"));
    let now = || plans::moment("2026-11-23T09:00:00Z");
    let desk = plans::operator(record).await;
    let outline =
        storage::outline::current(&desk, now().date_naive()).await.expect("readable").expect("a plan");
    let quarters = domain::narrative::quarters(&outline.years, now().date_naive());
    let priority_of = About::Priority { plan: plan.clone(), priority: priority.clone() };
    for about in [About::Indicator(slug("indicator-1")), priority_of] {
        for quarter in quarters.iter().copied().take(count) {
            let stands = storage::narrative::newest(&desk, &about, &quarter).await.expect("readable");
            let parts = Parts::of(|part| format!("{part} {count}"));
            let narrative = Narrative { about: about.clone(), quarter, stage: Stage::Published, parts };
            let replaces = stands.map(|entry| entry.by.number);
            storage::narrative::write(&desk, &narrative, replaces, now).await.expect("written");
        }
    }
    for number in 1..=count {
        let action = Action {
            slug: slug(&format!("action-{number}")),
            priority: priority.clone(),
            name: format!("Action {number} of {count}"),
            organisation: slug("council"),
            indicators: vec![slug("indicator-1")],
            starts: now().date_naive(),
            due: now().date_naive(),
        };
        let stands = storage::action::one(&desk, &plan, action.slug.as_str()).await.expect("readable");
        let replaces = stands.map(|entry| entry.by.number);
        storage::action::record(&desk, &plan, &action, replaces, now).await.expect("agreed");
        let line = Line {
            slug: slug(&format!("line-{number}")),
            priority: priority.clone(),
            year: slug("2022"),
            name: format!("Line {number} of {count}"),
            source: "A grant".into(),
            budget: Money::of_pence(100).expect("money"),
            spent: None,
        };
        let stands = storage::funding::one(&desk, &plan, line.slug.as_str()).await.expect("readable");
        let replaces = stands.map(|entry| entry.by.number);
        storage::funding::record(&desk, &plan, &line, replaces, now).await.expect("set aside");
    }
}

/// How much a document is to show.
struct Size {
    indicators: usize,
    priorities: usize,
    /// How many packs there are, how many decisions of the last meeting and how many figures that were revised since.
    others: usize,
}

/// A plan of a number of indicators under a number of priorities.
fn of_priorities(size: &Size) -> String {
    use std::fmt::Write;
    let mut more = String::new();
    for number in 1..size.priorities {
        let _ = write!(
            more,
            "[[priority]]\nslug = \"priority-{number}\"\nname = \"Priority {number}\"\nsummary = \"Made for a test.\"\n\
             focus-area = \"start-well\"\nyears = [\"2022\"]\n\n"
        );
    }
    let text = plans::of_indicators(size.indicators).replacen(
        "[[organisation]]",
        &format!("{more}[[organisation]]"),
        1,
    );
    let mut parts = text.split("\n[[indicator]]");
    let head = parts.next().unwrap_or_default().to_owned();
    let spread = parts.enumerate().map(|(place, part)| match place % size.priorities {
        0 => part.to_owned(),
        number => {
            part.replace("priority = \"ready-for-school\"", &format!("priority = \"priority-{number}\""))
        }
    });
    spread.fold(head, |text, part| format!("{text}\n[[indicator]]{part}"))
}

/// How many queries each page of a pack and a review takes, and freezing and completing them, everything made by page.
async fn costs_of_documents(record: &Record, size: &Size) -> Vec<(&'static str, usize, usize)> {
    let few = Size { indicators: 2, priorities: 1, others: 1 };
    plans::load(record, &of_priorities(&few), "2026-11-23T07:00:00Z").await;
    for number in 1..=size.others {
        packs::frozen(record, &format!("pack-{number}"), 1 + u32::try_from(number).expect("few")).await;
    }
    plans::load(record, &of_priorities(size), "2026-11-23T07:00:00Z").await;
    told_and_agreed(record, size.others).await;
    let lead = member(record, "Lea Head", Role::PlanLead, "council").await;
    let application = application(record.clone());
    let sent = async |address: &str, form: &[(&str, &str)]| {
        let application = application.clone();
        let (asked, answer) =
            counted(record, async || post_as(&application, &lead, address, form).await).await;
        assert_eq!(answer.status.as_u16(), 303, "{address}: {}", answer.read());
        asked
    };
    let names: Vec<_> = (0..size.priorities)
        .map(|number| if number == 0 { packs::PRIORITY.to_owned() } else { format!("priority-{number}") })
        .collect();
    let places: Vec<_> = names.iter().map(|name| format!("place-{name}")).collect();
    let orders: Vec<_> = (1..=names.len()).map(|place| place.to_string()).collect();
    let mut form = vec![
        ("pack", "last-pack"),
        ("replaces", ""),
        ("meeting", "Rutland board"),
        ("on", "28 December 2022"),
        ("year", "2022"),
        ("agenda", "Progress"),
        ("cover-note", ""),
    ];
    form.extend(places.iter().map(String::as_str).zip(orders.iter().map(String::as_str)));
    sent("/packs/new", &form).await;

    let mut costs = Vec::new();
    let mut measure = async |what, page: &str| {
        let [first, again] = cost(record, page, Some(&lead)).await;
        costs.push((what, first, again));
    };
    measure("a draft", "/packs/last-pack").await;
    let draft = get_as(&application, &lead, "/packs/last-pack").await;
    for number in 0..size.indicators {
        assert!(
            draft.text.contains(&format!(">Indicator {number}<")),
            "indicator {number} is not in the draft"
        );
    }
    let freezing = sent("/packs/last-pack/freeze", &[("replaces", &draft.holds("replaces"))]).await;
    for number in 0..size.others {
        let (name, text) = (format!("decision-{number}"), format!("Noted for the {number}th time."));
        sent(
            "/packs/last-pack/decisions",
            &[("name", &name), ("decision", &text), ("priority", packs::PRIORITY)],
        )
        .await;
    }
    let lines: Vec<_> =
        (0..size.others).map(|number| format!("{}/{:02}", 2021 - number, 22 - number)).collect();
    let lines: Vec<_> =
        lines.iter().map(|year| ("indicator-0", "E06000017", "Total", year.as_str(), "1.5")).collect();
    proposals::import(
        &plans::operator(record).await,
        &proposals::proposal(&lines),
        "figures.csv",
        packs::NINE,
    )
    .await
    .expect("revised");
    measure("a frozen pack", "/packs/last-pack").await;
    let frozen = get_as(&application, &lead, "/packs/last-pack").await;
    assert!(frozen.text.matches("→ 1.5").count() >= size.others, "{}", frozen.read());
    measure("a file of it", "/packs/last-pack/pack.pdf").await;
    measure("the packs", "/packs").await;

    for name in &names {
        let form = [
            ("priority", name.as_str()),
            ("replaces", ""),
            ("recommended", "carry on"),
            ("because", "It works."),
            ("decided", "carry on"),
            ("reason", "It works."),
        ];
        sent("/reviews/2022", &form).await;
    }
    measure("an open review", "/reviews/2022").await;
    let saw = get_as(&application, &lead, "/reviews/2022").await.holds("saw");
    let completing = sent("/reviews/2022/complete", &[("saw", &saw)]).await;
    measure("a complete review", "/reviews/2022").await;
    measure("the reviews", "/reviews").await;
    costs.extend([("freezing", freezing, 1), ("completing", completing, 1)]);
    costs
}

/// Documents cost the same for much as for little, and a pack of everything that a large plan has can be made.
async fn documents_cost_as_much_for_much_as_for_little(few: Record, many: Record, indicators: usize) {
    let _alone = ALONE.lock().await;
    let _ = tracing::subscriber::set_global_default(Counter);
    let few = costs_of_documents(&few, &Size { indicators: 2, priorities: 1, others: 1 }).await;
    let many = costs_of_documents(&many, &Size { indicators, priorities: 8, others: 5 }).await;
    assert_eq!(few, many);
    for (what, first, again) in many {
        assert!((1..=51).contains(&first), "{what} takes {first} queries the first time");
        assert!((1..=15).contains(&again), "{what} takes {again} queries once the plan is at hand");
    }
}

#[tokio::test]
async fn a_pack_of_200_indicators_costs_as_many_queries_as_one_of_2_on_sqlite() {
    let (few, many) = (tests::record::sqlite().await, tests::record::sqlite().await);
    documents_cost_as_much_for_much_as_for_little(few.record.clone(), many.record.clone(), 200).await;
}

/// Fewer, because setting them is what takes the time, and that has no engine.
#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn a_pack_of_40_indicators_costs_as_many_queries_as_one_of_2_on_postgres() {
    let (few, many) = (tests::record::postgres().await, tests::record::postgres().await);
    documents_cost_as_much_for_much_as_for_little(few.record.clone(), many.record.clone(), 40).await;
}
