//! A page costs a constant number of queries, whatever the number of indicators. Alone in its process, because it counts
//! what the database library logs.

use std::sync::atomic::{AtomicUsize, Ordering};
use storage::{Record, testing};
use tests::{
    application::{application, get},
    on_both_engines, plans,
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
async fn costs(record: &Record, indicators: usize) -> Vec<(&'static str, usize, usize)> {
    let text = plans::of_indicators(indicators);
    plans::load(record, &text, "2026-11-23T09:00:00Z").await;
    let pages = [
        "/",
        "/board",
        "/focus-areas/start-well",
        "/priorities/ready-for-school",
        "/indicators/indicator-1",
        "/indicators/indicator-1?view=groups",
        "/indicators/indicator-1/chart.svg",
        "/indicators/indicator-1/figures.csv",
    ];
    let mut costs = Vec::new();
    for page in pages {
        // A record opened anew has nothing at hand.
        let application = application(record.clone().forgetful());
        let mut counts = [0, 0];
        for count in &mut counts {
            testing::settle(record).await.expect("settled");
            let before = QUERIES.load(Ordering::SeqCst);
            let answer = get(&application, page).await;
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
        let few = costs(&record, 2).await;
        let many = costs(&record, 200).await;
        assert_eq!(few, many);
        for (page, first, again) in many {
            assert!((1..=20).contains(&first), "{page} takes {first} queries the first time");
            assert!((1..=4).contains(&again), "{page} takes {again} queries once the plan is at hand");
        }
    }
}
