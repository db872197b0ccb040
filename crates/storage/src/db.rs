//! The two engines behind one interface.

use crate::{
    at_hand::AtHand,
    error::Error,
    migrations::{POSTGRES, SQLITE},
    sql::{Bound, Row, Value},
};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous},
};
use std::{borrow::Cow, str::FromStr, sync::Arc, time::Duration};

/// One of the two engines.
#[derive(Clone)]
pub(crate) enum Db {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// What to do if a SQLite file is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Make,
    Refuse,
}

/// How often a migration is tried: another program may be running the same one.
const TRIES: usize = 20;

/// The same body for both engines: `on!(db, pool => sqlx::query(...).execute(pool).await)`.
macro_rules! on {
    ($db:expr, $pool:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite($pool) => $body,
            $crate::db::Db::Postgres($pool) => $body,
        }
    };
}
pub(crate) use on;

impl Db {
    /// No values yet, for a statement of this engine.
    pub(crate) fn bound(&self) -> Bound {
        match self {
            Self::Sqlite(_) => Bound::for_sqlite(),
            Self::Postgres(_) => Bound::for_postgres(),
        }
    }

    /// The result of a query with some values. Its text is made only of constants of this crate.
    pub(crate) async fn rows(
        &self,
        sql: impl Into<Cow<'static, str>>,
        values: &[&dyn Value],
    ) -> Result<Vec<Row>, Error> {
        self.rows_of(sql, self.bound().with(values)).await
    }

    /// The same with values that are already bound.
    pub(crate) async fn rows_of(
        &self,
        sql: impl Into<Cow<'static, str>>,
        bound: Bound,
    ) -> Result<Vec<Row>, Error> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::Sqlite(pool) => {
                let rows = sqlx::query_with(sql, bound.sqlite()?).fetch_all(pool).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(pool) => {
                let rows = sqlx::query_with(sql, bound.postgres()?).fetch_all(pool).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }
}

/// The record. Cheap to clone.
#[derive(Clone)]
pub struct Record {
    pub(crate) db: Db,
    pub(crate) at_hand: Arc<AtHand>,
}

impl Record {
    /// Opens the record at `sqlite://path` or `postgres://...`, which has to exist.
    ///
    /// # Errors
    /// When the address is not one or the database cannot be reached.
    pub async fn open(address: &str) -> Result<Self, Error> {
        Self::open_or(address, Missing::Refuse).await
    }

    /// Opens the record at `sqlite://path` or `postgres://...`. A missing SQLite file and its folder are made.
    ///
    /// # Errors
    /// When the address is not one, the folder cannot be written or the database cannot be reached.
    pub async fn open_or_make(address: &str) -> Result<Self, Error> {
        Self::open_or(address, Missing::Make).await
    }

    /// Opens the record at an address as [`Record::open`] does; `None` where there is none yet: no file, an empty one, or a
    /// database without tables. Makes nothing.
    ///
    /// # Errors
    /// When the address is not one, the database cannot be reached, or its contents are not ready for this program.
    pub async fn open_where_there(address: &str) -> Result<Option<Self>, Error> {
        if let Ok(options) = SqliteConnectOptions::from_str(address)
            && std::fs::metadata(options.get_filename()).is_ok_and(|file| file.len() == 0)
        {
            return Ok(None);
        }
        let record = match Self::open(address).await {
            Err(Error::NoFile(_)) => return Ok(None),
            opened => opened?,
        };
        if record.is_empty().await? {
            record.close().await;
            return Ok(None);
        }
        record.check_ready().await?;
        Ok(Some(record))
    }

    async fn open_or(address: &str, missing: Missing) -> Result<Self, Error> {
        let db = match address.split_once(':') {
            Some(("sqlite", _)) => Db::Sqlite(open_sqlite(address, missing).await?),
            Some(("postgres" | "postgresql", _)) => Db::Postgres(open_postgres(address).await?),
            _ => return Err(Error::BadAddress(without_password(address))),
        };
        Ok(Self { db, at_hand: Arc::default() })
    }

    /// Brings the database up to this program. An empty one is set up; one that is up to date is left alone.
    ///
    /// # Errors
    /// When the database is newer than the program, or a migration fails.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.check_not_newer().await?;
        if !self.is_empty().await? && !self.keeps_migrations().await? {
            return Err(Error::Foreign);
        }
        let mut tries = 0;
        loop {
            let outcome = on!(&self.db, pool => self.migrator().run(pool).await);
            let Err(error) = outcome else { return Ok(()) };
            tries += 1;
            // PostgreSQL lets one program at a time migrate. On SQLite another may have done it, or be doing it.
            let is_done = self.check_ready().await.is_ok();
            if is_done {
                return Ok(());
            }
            if matches!(self.db, Db::Postgres(_)) || tries == TRIES {
                return Err(match error {
                    MigrateError::VersionMissing(version) => Error::Newer(version),
                    other => Error::Migration(other.to_string()),
                });
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Sets up an empty database, and waits a moment for another program that is doing so.
    ///
    /// # Errors
    /// When the database is not empty and not ready for this program.
    pub async fn make_ready(&self) -> Result<(), Error> {
        if self.is_empty().await? {
            self.migrate().await?;
        }
        for _ in 1..TRIES {
            match self.check_ready().await {
                Err(Error::NotMigrated) => tokio::time::sleep(Duration::from_millis(100)).await,
                outcome => return outcome,
            }
        }
        self.check_ready().await
    }

    /// Ends every connection. SQLite then moves the contents of its write-ahead log into the one file.
    pub async fn close(self) {
        on!(&self.db, pool => pool.close().await);
    }

    /// Checks that the database is exactly as this program needs it.
    ///
    /// # Errors
    /// When it is newer, or has not been migrated yet.
    pub async fn check_ready(&self) -> Result<(), Error> {
        self.check_not_newer().await?;
        if self.applied().await? == self.migrator().iter().map(|migration| migration.version).max() {
            Ok(())
        } else {
            Err(Error::NotMigrated)
        }
    }

    /// Whether the database is empty, without even tables.
    ///
    /// # Errors
    /// When the engine fails.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        if self.applied().await?.is_some() {
            return Ok(false);
        }
        let tables: i64 = match &self.db {
            Db::Sqlite(pool) => {
                sqlx::query_scalar("SELECT count(*) FROM sqlite_master").fetch_one(pool).await?
            }
            Db::Postgres(pool) => {
                let sql =
                    "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()";
                sqlx::query_scalar(sql).fetch_one(pool).await?
            }
        };
        Ok(tables == 0)
    }

    /// The engine's name and version, as it gives them itself.
    ///
    /// # Errors
    /// When the engine fails.
    pub async fn engine(&self) -> Result<String, Error> {
        match &self.db {
            Db::Sqlite(pool) => {
                let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
                Ok(format!("SQLite {version}"))
            }
            Db::Postgres(pool) => {
                let version: String = sqlx::query_scalar("SHOW server_version").fetch_one(pool).await?;
                Ok(format!("PostgreSQL {version}"))
            }
        }
    }

    pub(crate) fn migrator(&self) -> &'static Migrator {
        match self.db {
            Db::Sqlite(_) => &SQLITE,
            Db::Postgres(_) => &POSTGRES,
        }
    }

    async fn check_not_newer(&self) -> Result<(), Error> {
        match self.applied().await? {
            Some(version) if !self.migrator().version_exists(version) => Err(Error::Newer(version)),
            _ => Ok(()),
        }
    }

    /// Whether it has the table of migrations: whether it is ours, or becoming so.
    async fn keeps_migrations(&self) -> Result<bool, Error> {
        match &self.db {
            Db::Sqlite(pool) => {
                let sql = "SELECT count(*) > 0 FROM sqlite_master WHERE name = '_sqlx_migrations'";
                sqlx::query_scalar(sql).fetch_one(pool).await
            }
            Db::Postgres(pool) => {
                sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(pool).await
            }
        }
        .map_err(|error| Error::Unreachable(told(&error)))
    }

    /// The last migration of the database; `None` where it has had none.
    async fn applied(&self) -> Result<Option<i64>, Error> {
        let is_there = self.keeps_migrations().await?;
        if !is_there {
            return Ok(None);
        }
        Ok(
            on!(&self.db, pool => sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(pool).await)?,
        )
    }
}

impl Error {
    fn from_opening(error: &sqlx::Error) -> Self {
        Self::Unreachable(error.to_string())
    }
}

/// An address that is safe to print: the part between `//` and `@` may be a password.
fn without_password(address: &str) -> String {
    let shown = match (address.find("//"), address.rfind('@')) {
        (Some(from), Some(to)) if from + 2 < to => format!("{}...{}", &address[..from + 2], &address[to..]),
        _ => address.to_owned(),
    };
    shown.chars().take(120).collect()
}

async fn open_sqlite(address: &str, missing: Missing) -> Result<SqlitePool, Error> {
    let options =
        SqliteConnectOptions::from_str(address).map_err(|_| Error::BadAddress(without_password(address)))?;
    let path = options.get_filename().to_owned();
    if path.as_os_str().is_empty() || address.contains(":memory:") || address.contains("mode=memory") {
        // A record in memory would be gone with the connection that made it.
        return Err(Error::BadAddress(without_password(address)));
    }
    if missing == Missing::Refuse && !path.exists() {
        return Err(Error::NoFile(path));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| Error::Folder { folder: folder.to_owned(), reason: error.to_string() })?;
    }
    let options = options
        .create_if_missing(missing == Missing::Make)
        .foreign_keys(true)
        // Without it, a replaced row is deleted without the triggers that refuse to delete any.
        .pragma("recursive_triggers", "ON")
        // Redacted text is overwritten in the file as well.
        .pragma("secure_delete", "ON")
        .journal_mode(SqliteJournalMode::Wal)
        // With a write-ahead log this loses no committed write when the program dies, and at worst the last ones, whole, when
        // the machine does; FULL makes those safe too, and writes are few.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(15))
        .log_slow_statements(tracing_level(), Duration::from_secs(1));
    let mut tries = 1;
    loop {
        let error = match SqlitePoolOptions::new().max_connections(8).connect_with(options.clone()).await {
            Ok(pool) => return Ok(pool),
            Err(error) => error,
        };
        // Programs that start at once on a new file all try to create its write-ahead log, for which SQLite does not make
        // them wait.
        if !is_busy(&error) || tries == TRIES {
            return Err(Error::Unreachable(format!("{}: {}", path.display(), told(&error))));
        }
        tries += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Whether somebody else holds the file, so that it is worth trying again.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    matches!(code.as_deref(), Some("5" | "261" | "517"))
}

/// SQLite's error, in words for those who do not know its codes.
fn told(error: &sqlx::Error) -> String {
    let code = error.as_database_error().and_then(|error| error.code());
    match code.as_deref() {
        Some("14") => "the file cannot be created or read: check the permissions of its folder".to_owned(),
        Some("8" | "1544") => "the file or its folder cannot be written to".to_owned(),
        Some("26") => "the file is not an SQLite database".to_owned(),
        _ => error.to_string(),
    }
}

async fn open_postgres(address: &str) -> Result<PgPool, Error> {
    let options =
        PgConnectOptions::from_str(address).map_err(|_| Error::BadAddress(without_password(address)))?;
    let options = options.log_slow_statements(tracing_level(), Duration::from_secs(1));
    // A pool would keep trying an address that does not answer; whoever starts the program wants to know at once.
    let first = PgConnection::connect_with(&options).await.map_err(|error| Error::from_opening(&error))?;
    first.close().await?;
    Ok(PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(15))
        .connect_lazy_with(options))
}

fn tracing_level() -> log::LevelFilter {
    log::LevelFilter::Warn
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn an_address_is_printed_without_its_password() {
        assert_eq!(without_password("mysql://me:secret@host/name"), "mysql://...@host/name");
        assert_eq!(without_password("outcomes.db"), "outcomes.db");
    }
}
