//! The tables that keep their versions: every column is read as it was written, and where each write came from is known.

use chrono::{DateTime, Utc};
use domain::{
    access::{Action, Visitor},
    source::Source,
};
use storage::{AsAt, Record, testing};
use tests::{on_both_engines, plans};

fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().expect("a moment")
}

/// The last migration before there was a table of deeds.
const BEFORE_DEEDS: i64 = 20;

/// Actions that came after that table: no older audit has one, and the migration that fills the table does not know them.
const LATER: [Action; 1] = [Action::SetApart];

on_both_engines! {
    /// Numbers, days and texts of every table come back as they were, within a write and after it.
    async fn every_column_is_read_as_it_was_written(record: Record) {
        let desk = plans::operator(&record).await;
        let mut tables = testing::round_trip(&desk, now).await.expect("every row as it was written");
        tables.sort_unstable();
        // `figure` is the table that most is asked of; the rest is counted, so that a new table cannot be left out.
        assert!(tables.contains(&"figure"));
        let sql = match record.engine().await.expect("an engine").starts_with("SQLite") {
            true => "SELECT count(*) FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE c.name = 'superseded_in'",
            false => "SELECT count(*) FROM information_schema.columns \
                      WHERE table_schema = current_schema() AND column_name = 'superseded_in'",
        };
        let versioned = testing::count(&record, sql).await.expect("a count");
        assert_eq!(i64::try_from(tables.len()).expect("few"), versioned, "{tables:?}");
    }

    /// Each write notes where it came from, a refused attempt too, and it is never changed.
    async fn a_write_notes_where_it_came_from(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, "2026-11-23T09:00:00Z").await;
        assert_eq!(testing::source_of(&record, 1).await.expect("a source"), Source::PlanFile.as_str());
        let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        storage::audit::refuse(&stranger, Action::ReadAudit, "/audit", now).await.expect("a note of it");
        assert_eq!(testing::source_of(&record, 2).await.expect("a source"), Source::Reading.as_str());
        let (writes, deeds) = ("SELECT count(*) FROM audit", "SELECT count(*) FROM deed");
        assert_eq!(testing::count(&record, writes).await.expect("a count"), testing::count(&record, deeds).await.expect("a count"));
        for sql in ["UPDATE deed SET source = 'import' WHERE number = 1", "DELETE FROM deed"] {
            let error = testing::execute(&record, sql).await.expect_err("a refusal").to_string();
            assert!(error.contains("where a write came from is never changed"), "{error}");
        }
    }
}

/// The migration that brings the table of deeds knows every action that there was, as the program does.
async fn every_action_has_its_source(address: &str) {
    let record = Record::open_or_make(address).await.expect("a record");
    testing::migrate_until(&record, BEFORE_DEEDS).await.expect("an older record");
    let before = || (1..).zip(Action::ALL.iter().filter(|action| !LATER.contains(action)));
    for (number, action) in before() {
        testing::note_in_audit(&record, number, action.as_str()).await.expect("an entry");
    }
    record.migrate().await.expect("a migrated record");
    for (number, action) in before() {
        let source = testing::source_of(&record, number).await.expect("a source");
        assert_eq!(source, Source::of(*action).as_str(), "{action}");
    }
}

/// An action that the migration does not know stops it, by its name, and nothing of it stays.
async fn an_unknown_action_stops_it(address: &str) {
    let record = Record::open_or_make(address).await.expect("a record");
    testing::migrate_until(&record, BEFORE_DEEDS).await.expect("an older record");
    testing::note_in_audit(&record, 1, "load plan").await.expect("an entry");
    testing::note_in_audit(&record, 2, "load everything").await.expect("an entry");
    let error = record.migrate().await.expect_err("a refusal").to_string();
    assert!(error.contains("does not know: load everything"), "{error}");
    testing::count(&record, "SELECT count(*) FROM deed").await.expect_err("no such table");
}

#[tokio::test]
async fn every_action_has_its_source_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    every_action_has_its_source(&format!("sqlite://{}", folder.path().join("a.db").display())).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn every_action_has_its_source_on_postgres() {
    every_action_has_its_source(&tests::record::postgres_empty().await).await;
}

#[tokio::test]
async fn an_unknown_action_stops_it_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    an_unknown_action_stops_it(&format!("sqlite://{}", folder.path().join("a.db").display())).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn an_unknown_action_stops_it_on_postgres() {
    an_unknown_action_stops_it(&tests::record::postgres_empty().await).await;
}

/// A cell's return with this note and reason, and a figure with this note after it.
async fn cell(record: &Record, area: &str, typed: (&str, &str), note: &str) {
    let text = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let key = format!("'an-indicator', '{area}', 'Total', 'financial quarter', '2018-04-01', '2018-06-30'");
    let columns = "indicator, area, breakdown, period_kind, first, last";
    let typed = format!(
        "INSERT INTO return_cell ({columns}, numerator, denominator, value, absence, status, note, because, reason, origin, \
         recorded_in, superseded_in) VALUES ({key}, '', '', '1', '', 'final', {}, 'checked', {}, '', 1, 2)",
        text(typed.0),
        text(typed.1)
    );
    let figure = format!(
        "INSERT INTO figure ({columns}, value, status, origin, approval, note, recorded_in, superseded_in) \
         VALUES ({key}, 1, 'final', 'partner', 'submitted', {}, 2, 3)",
        text(note)
    );
    for sql in [typed, figure] {
        testing::execute(record, sql.leak()).await.expect("a row of an older program");
    }
}

/// The migration that gives explanations a column splits only what a return had apart.
async fn explanations_are_split_where_a_return_had_them(address: &str) {
    const BEFORE_EXPLANATIONS: i64 = 21;
    let record = Record::open_or_make(address).await.expect("a record");
    testing::migrate_until(&record, BEFORE_EXPLANATIONS).await.expect("an older record");
    let spoken = "Counted by hand. Explained: the new system went live on 8 March.";
    cell(&record, "E10000001", ("By hand.", "a new clinic"), "By hand. Explained: a new clinic").await;
    cell(&record, "E10000002", ("", "it's Explained: twice"), "Explained: it's Explained: twice").await;
    cell(&record, "E10000003", (spoken, ""), spoken).await;
    cell(&record, "E10000004", ("By hand.", "a new clinic"), "By hand. Explained: an old clinic").await;
    record.migrate().await.expect("a migrated record");
    for (area, is) in [
        ("E10000001", "note = 'By hand.' AND explanation = 'a new clinic'"),
        ("E10000002", "note IS NULL AND explanation = 'it''s Explained: twice'"),
        (
            "E10000003",
            "note = 'Counted by hand. Explained: the new system went live on 8 March.' AND explanation IS NULL",
        ),
        ("E10000004", "note = 'By hand. Explained: an old clinic' AND explanation IS NULL"),
    ] {
        let sql = format!("SELECT count(*) FROM figure WHERE area = '{area}' AND {is}");
        assert_eq!(testing::count(&record, sql.leak()).await.expect("a count"), 1, "{area}");
    }
}

#[tokio::test]
async fn explanations_are_split_where_a_return_had_them_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    explanations_are_split_where_a_return_had_them(&format!(
        "sqlite://{}",
        folder.path().join("a.db").display()
    ))
    .await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn explanations_are_split_where_a_return_had_them_on_postgres() {
    explanations_are_split_where_a_return_had_them(&tests::record::postgres_empty().await).await;
}
