//! The database itself keeps history: whoever asks, a row of a table that keeps versions is ended once and never changed otherwise.

use storage::{Record, testing};
use tests::kept::{Engine, Kept};

#[tokio::test]
async fn every_versioned_table_refuses_every_change_on_sqlite() {
    refuses_every_change(Engine::Sqlite).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn every_versioned_table_refuses_every_change_on_postgres() {
    refuses_every_change(Engine::Postgres).await;
}

/// Rows of tables that are younger than the kept record: one that ended, and one that is current.
pub(crate) const YOUNGER: [&str; 4] = [
    "INSERT INTO claim (plan, about, slug, quarter, stage, indicator, area, word, number, period_kind, first, last, recorded_in, \
     superseded_in) VALUES ('', 'indicator', 'a', '2018-04-01', 'draft', 'a', 'E10000025', 'above', 1, 'calendar year', \
     '2018-01-01', '2018-12-31', 1, 2)",
    "INSERT INTO claim (plan, about, slug, quarter, stage, indicator, area, word, against, period_kind, first, last, recorded_in) \
     VALUES ('a', 'evidence', 'a', '', '', 'a', 'E10000025', 'worse', 'E92000001', 'calendar year', '2018-01-01', '2018-12-31', 1)",
    "INSERT INTO point_mark (indicator, area, breakdown, period_kind, first, last, mark, reason, origin, recorded_in, superseded_in) \
     VALUES ('a', 'E10000025', 'Total', 'calendar year', '2018-01-01', '2018-12-31', 'apart', 'a', 'published', 1, 2)",
    "INSERT INTO point_mark (indicator, area, breakdown, period_kind, first, last, mark, reason, origin, recorded_in) \
     VALUES ('a', 'E10000025', 'Total', 'calendar year', '2018-01-01', '2018-12-31', 'kept', 'a', 'partner', 2)",
];

/// Tries to change each column of each versioned table, one by one, in a record that has rows in every one of them.
async fn refuses_every_change(engine: Engine) {
    let fresh = Kept { version: "0.1.0", engine }.open().await;
    let record = &fresh.record;
    let tables = testing::versioned_tables(record).await.expect("a list of tables");
    assert!(tables.len() >= 30, "{tables:?}");
    for sql in YOUNGER {
        testing::execute(record, sql).await.expect("a row of a table that 0.1.0 did not have");
    }
    for (table, columns) in &tables {
        let rows =
            testing::count(record, format!("SELECT count(*) FROM {table}").leak()).await.expect("a count");
        assert!(rows > 0, "{table} has no row to try on: add one to tests/records");
        for column in columns {
            if column != "superseded_in" {
                refused(record, &format!("UPDATE {table} SET {column} = {column}"), "never changed").await;
            }
        }
        refused(record, &format!("DELETE FROM {table}"), "never deleted").await;
        // A row ends once: it does not come back, and it does not end anew.
        let ended = format!("SELECT count(*) FROM {table} WHERE superseded_in IS NOT NULL");
        if testing::count(record, ended.leak()).await.expect("a count") > 0 {
            for again in ["NULL", "superseded_in + 1", "superseded_in"] {
                let sql =
                    format!("UPDATE {table} SET superseded_in = {again} WHERE superseded_in IS NOT NULL");
                refused(record, &sql, "superseded once").await;
            }
        }
        let sql = format!("UPDATE {table} SET superseded_in = NULL WHERE superseded_in IS NULL");
        refused(record, &sql, "superseded once").await;
        match engine {
            Engine::Sqlite => {
                refused(
                    record,
                    &format!(
                        "INSERT OR REPLACE INTO {table} (rowid, {0}) SELECT rowid, {0} FROM {table}",
                        columns.join(", ")
                    ),
                    "never deleted",
                )
                .await;
            }
            Engine::Postgres => refused(record, &format!("TRUNCATE {table} CASCADE"), "never deleted").await,
        }
    }
    // What may happen does.
    let sql = "UPDATE figure SET superseded_in = 1000000 WHERE superseded_in IS NULL";
    testing::execute(record, sql).await.expect("rows that end for the first time");
}

async fn refused(record: &Record, sql: &str, why: &str) {
    let error = testing::execute(record, sql.to_owned().leak()).await.expect_err(sql).to_string();
    assert!(error.contains(why), "{sql}: {error}");
}
