//! For tests only: SQL that a desk would not run.

mod rows;

use crate::{
    db::{Db, Record, on},
    error::Error,
};
use chrono::DateTime;
use sqlx::{AssertSqlSafe, Connection, PgConnection, migrate::Migrator};
use std::borrow::Cow;

pub use rows::round_trip;

/// Makes a schema on a PostgreSQL server, for the sole use of one test. `name` is letters, digits and underscores.
///
/// # Errors
/// When the server cannot be reached or refuses.
pub async fn make_schema(server: &str, name: &str) -> Result<(), Error> {
    let mut connection = PgConnection::connect(server).await?;
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {name}"))).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

/// Runs the statements of a dump, to have a record as another program left it.
///
/// # Errors
/// When the server cannot be reached or refuses.
pub async fn restore(address: &str, dump: String) -> Result<(), Error> {
    let mut connection = PgConnection::connect(address).await?;
    sqlx::raw_sql(AssertSqlSafe(dump)).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

/// Runs a statement that no desk would: to damage a record on purpose, or try to.
///
/// # Errors
/// The engine's error.
pub async fn execute(record: &Record, sql: &'static str) -> Result<(), Error> {
    on!(&record.db, pool => sqlx::query(sql).execute(pool).await.map(drop))?;
    Ok(())
}

/// Runs a statement that the triggers of a table would refuse, as a disk fault or a shell might. The table has no triggers afterwards.
///
/// # Errors
/// The engine's error.
pub async fn damage(record: &Record, table: &str, sql: &'static str) -> Result<(), Error> {
    match &record.db {
        Db::Sqlite(pool) => {
            let names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1";
            let triggers: Vec<String> = sqlx::query_scalar(names).bind(table).fetch_all(pool).await?;
            for trigger in triggers {
                sqlx::query(AssertSqlSafe(format!("DROP TRIGGER {trigger}"))).execute(pool).await?;
            }
        }
        Db::Postgres(pool) => {
            let off = format!("ALTER TABLE {table} DISABLE TRIGGER USER");
            sqlx::query(AssertSqlSafe(off)).execute(pool).await?;
        }
    }
    execute(record, sql).await
}

/// Makes every audit entry fail, until [`resume_audit`].
///
/// # Errors
/// The engine's error.
pub async fn stop_audit(record: &Record) -> Result<(), Error> {
    execute(
        record,
        match record.db {
            Db::Sqlite(_) => {
                "CREATE TRIGGER audit_is_stopped BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'stopped by a test'); END"
            }
            Db::Postgres(_) => {
                "CREATE TRIGGER audit_is_stopped BEFORE INSERT ON audit \
                 FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to()"
            }
        },
    )
    .await
}

/// Lets audit entries be written again.
///
/// # Errors
/// The engine's error.
pub async fn resume_audit(record: &Record) -> Result<(), Error> {
    execute(
        record,
        match record.db {
            Db::Sqlite(_) => "DROP TRIGGER audit_is_stopped",
            Db::Postgres(_) => "DROP TRIGGER audit_is_stopped ON audit",
        },
    )
    .await
}

/// Migrates an empty record up to a version, as an earlier program would have.
///
/// # Errors
/// The engine's error.
pub async fn migrate_until(record: &Record, version: i64) -> Result<(), Error> {
    let earlier = record.migrator().iter().filter(|migration| migration.version <= version);
    let migrations = Cow::Owned(earlier.cloned().collect());
    let migrator = Migrator { migrations, ..Migrator::DEFAULT };
    on!(&record.db, pool => migrator.run(pool).await).map_err(|error| Error::Migration(error.to_string()))
}

/// Writes an earlier program's audit entry of a write, without the rest of it.
///
/// # Errors
/// The engine's error.
pub async fn note_in_audit(record: &Record, number: i64, action: &str) -> Result<(), Error> {
    let sql = "INSERT INTO audit (number, at, visitor, action, subject, outcome) VALUES ($1, $2, 'operator', $3, '', 'done')";
    let at = DateTime::UNIX_EPOCH;
    on!(&record.db, pool => sqlx::query(sql).bind(number).bind(at).bind(action).execute(pool).await.map(drop))?;
    Ok(())
}

/// The source of a write, as recorded.
///
/// # Errors
/// The engine's error.
pub async fn source_of(record: &Record, number: i64) -> Result<String, Error> {
    let sql = "SELECT source FROM deed WHERE number = $1";
    Ok(on!(&record.db, pool => sqlx::query_scalar(sql).bind(number).fetch_one(pool).await)?)
}

/// The tables that keep their versions, each with its columns.
///
/// # Errors
/// The engine's error.
pub async fn versioned_tables(record: &Record) -> Result<Vec<(String, Vec<String>)>, Error> {
    let sql = match record.db {
        Db::Sqlite(_) => {
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND EXISTS \
             (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'superseded_in') ORDER BY m.name, c.cid"
        }
        Db::Postgres(_) => {
            "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT) FROM information_schema.columns c \
             WHERE c.table_schema = current_schema() AND EXISTS (SELECT 1 FROM information_schema.columns v \
             WHERE v.table_schema = current_schema() AND v.table_name = c.table_name AND v.column_name = 'superseded_in') \
             ORDER BY c.table_name, c.ordinal_position"
        }
    };
    let columns: Vec<(String, String)> = on!(&record.db, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for (table, column) in columns {
        match tables.last_mut() {
            Some((last, columns)) if *last == table => columns.push(column),
            _ => tables.push((table, vec![column])),
        }
    }
    Ok(tables)
}

/// Every column of every table that holds some words, as `table.column`, including files as they are stored.
///
/// # Errors
/// The engine's error.
pub async fn holding(record: &Record, words: &str) -> Result<Vec<String>, Error> {
    let sql = match record.db {
        Db::Sqlite(_) => {
            "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
             AND c.type IN ('TEXT', 'BLOB') ORDER BY m.name, c.cid"
        }
        Db::Postgres(_) => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns \
             WHERE table_schema = current_schema() AND data_type IN ('text', 'bytea') ORDER BY table_name, ordinal_position"
        }
    };
    let columns: Vec<(String, String, String)> =
        on!(&record.db, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
    let mut holding = Vec::new();
    for (table, column, kind) in columns {
        let is_there = match (&record.db, kind.as_str()) {
            (Db::Sqlite(_), _) => format!("instr(CAST({column} AS TEXT), $1) > 0"),
            (Db::Postgres(_), "bytea") => format!("position(convert_to($1, 'UTF8') IN {column}) > 0"),
            (Db::Postgres(_), _) => format!("strpos({column}, $1) > 0"),
        };
        let sql = format!("SELECT count(*) FROM {table} WHERE {is_there}");
        let rows: i64 = on!(&record.db, pool => {
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(words).fetch_one(pool).await
        })?;
        if rows > 0 {
            holding.push(format!("{table}.{column}"));
        }
    }
    Ok(holding)
}

/// One number from the record.
///
/// # Errors
/// The engine's error.
pub async fn count(record: &Record, sql: &'static str) -> Result<i64, Error> {
    Ok(on!(&record.db, pool => sqlx::query_scalar(sql).fetch_one(pool).await)?)
}

/// Waits until every connection has finished, and logged, its earlier work.
///
/// # Errors
/// The engine's error.
pub async fn settle(record: &Record) -> Result<(), Error> {
    on!(&record.db, pool => {
        let mut held = Vec::new();
        for _ in 0..pool.size() {
            let mut connection = pool.acquire().await?;
            sqlx::query("VALUES (1)").execute(&mut *connection).await?;
            held.push(connection);
        }
    });
    Ok(())
}

impl Record {
    /// The same record with an empty cache, as in a program that has just started.
    #[must_use]
    pub fn forgetful(self) -> Self {
        Self { at_hand: std::sync::Arc::default(), ..self }
    }
}
