//! A page costs a constant number of queries, whatever the number of indicators. Alone in its process, because it counts
//! what the database library logs.

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
    application::{application, get, get_as},
    on_both_engines,
    people::{Member, member},
    plans,
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
        let is_of_record = statement.0.contains("recorded_in") || statement.0.contains("FROM counter");
        if is_of_record && statement.0.contains("SELECT") && !statement.0.contains("CREATE") {
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
    let text = plans::of_indicators(indicators);
    plans::load(record, &text, "2026-11-23T09:00:00Z").await;
    let mut pages = vec![
        "/",
        "/board",
        "/focus-areas/start-well",
        "/priorities/ready-for-school",
        "/indicators/indicator-1",
        "/indicators/indicator-1?view=groups",
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
        // A record opened anew has nothing at hand.
        let application = application(record.clone().forgetful());
        let mut counts = [0, 0];
        for count in &mut counts {
            testing::settle(record).await.expect("settled");
            let before = QUERIES.load(Ordering::SeqCst);
            let answer = match who {
                Some(who) => get_as(&application, who, page).await,
                None => get(&application, page).await,
            };
            testing::settle(record).await.expect("settled");
            assert_eq!(answer.status.as_u16(), 200, "{page}");
            *count = QUERIES.load(Ordering::SeqCst) - before;
        }
        costs.push((page, counts[0], counts[1]));
    }
    costs
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
            assert!((1..=20).contains(&first), "{page} takes {first} queries the first time");
            assert!((1..=4).contains(&again), "{page} takes {again} queries once the plan is at hand");
        }
    }

    /// The same for partners, who are given what is told and agreed too, however much of it there is.
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
            let (most, most_again) = if page.starts_with("/admin/plans/") { (60, 60) } else { (26, 9) };
            assert!((1..=most).contains(&first), "{page} takes {first} queries the first time");
            assert!((1..=most_again).contains(&again), "{page} takes {again} queries once the plan is at hand");
        }
    }
}

/// Writes so many narratives of an indicator and a priority, agrees on so many actions and sets money aside for each.
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
