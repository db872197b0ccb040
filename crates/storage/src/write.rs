//! Numbered, audited transactions: the only way anything gets into the record.

use crate::{
    Desk, Error,
    cell::{Cell, cells},
    db::Db,
    table::Table,
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::access::Action;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};
use std::collections::BTreeMap;

/// A write transaction. It holds the counter's row, so writes follow one another; dropped without
/// [`Write::commit`], it leaves nothing behind.
pub(crate) struct Write {
    open: Open,
    number: i64,
}

enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// The same body for both engines' connections.
macro_rules! in_transaction {
    ($write:expr, $connection:ident => $body:expr) => {
        match &mut $write.open {
            Open::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            Open::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}

/// Binds a list of cells to a query, whatever the engine.
macro_rules! bind_all {
    ($query:expr, $cells:expr) => {{
        let mut query = $query;
        for cell in $cells {
            query = match cell {
                Cell::Text(text) => query.bind(text.as_deref()),
                Cell::Whole(number) => query.bind(*number),
                Cell::Real(number) => query.bind(*number),
                Cell::Day(day) => query.bind(*day),
            };
        }
        query
    }};
}

/// How many rows a write changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) added: usize,
    pub(crate) superseded: usize,
    pub(crate) withdrawn: usize,
}

impl Changed {
    pub(crate) fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl std::ops::AddAssign for Changed {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.superseded += other.superseded;
        self.withdrawn += other.withdrawn;
    }
}

/// Begins a write by a desk's visitor, takes its number and writes its audit entry.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub(crate) async fn begin(
    desk: &Desk,
    action: Action,
    subject: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Write, Error> {
    if !desk.visitor().may(action) {
        return Err(Error::Forbidden);
    }
    let open = match desk.db() {
        Db::Sqlite(pool) => Open::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
        Db::Postgres(pool) => Open::Postgres(pool.begin().await?),
    };
    let mut write = Write { open, number: 0 };
    write.number = in_transaction!(write, connection => {
        sqlx::query_scalar("UPDATE counter SET number = number + 1 RETURNING number").fetch_one(connection).await
    })?;
    // A clock that was set back must not make an earlier moment mean a later write.
    let last: Option<DateTime<Utc>> = in_transaction!(write, connection => {
        sqlx::query_scalar("SELECT at FROM audit ORDER BY number DESC LIMIT 1").fetch_optional(connection).await
    })?;
    // Asked only now that other writers wait: a write that had to wait itself did not happen before.
    let now = clock().trunc_subsecs(0);
    let at = last.map_or(now, |last| last.max(now));
    let number = write.number;
    in_transaction!(write, connection => {
        sqlx::query("INSERT INTO audit (number, at, visitor, action, subject) VALUES ($1, $2, $3, $4, $5)")
            .bind(number)
            .bind(at)
            .bind(desk.visitor().name())
            .bind(action_name(action))
            .bind(subject)
            .execute(connection)
            .await
            .map(drop)
    })?;
    Ok(write)
}

fn action_name(action: Action) -> &'static str {
    match action {
        Action::LoadPlan => "load plan",
    }
}

impl Write {
    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self.open {
            Open::Sqlite(transaction) => transaction.commit().await?,
            Open::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// Makes the newest rows of a table be `rows`: adds the new ones, supersedes the changed ones and leaves the same
    /// ones alone. Rows that are not among `rows` stay, unless `is_ours` says that this write speaks for them too: those
    /// are withdrawn.
    pub(crate) async fn sync(
        &mut self,
        table: &Table,
        rows: Vec<Vec<Cell>>,
        is_ours: impl Fn(&[Cell]) -> bool,
    ) -> Result<Changed, Error> {
        let mut changed = Changed::default();
        let mut newest: BTreeMap<String, Vec<Cell>> =
            self.newest(table).await?.into_iter().map(|row| (key(table, &row), row)).collect();
        for row in rows {
            match newest.remove(&key(table, &row)) {
                Some(same) if same == row => continue,
                Some(_) => {
                    self.supersede(table, &row).await?;
                    changed.superseded += 1;
                }
                None => changed.added += 1,
            }
            self.insert(table, &row).await?;
        }
        for row in newest.values().filter(|row| is_ours(row)) {
            self.supersede(table, row).await?;
            changed.withdrawn += 1;
        }
        Ok(changed)
    }

    /// The indicators that have or ever had figures.
    pub(crate) async fn measured_indicators(&mut self) -> Result<Vec<String>, Error> {
        Ok(in_transaction!(self, connection => {
            sqlx::query_scalar("SELECT DISTINCT indicator FROM figure").fetch_all(connection).await
        })?)
    }

    /// The newest rows of a table.
    pub(crate) async fn newest(&mut self, table: &Table) -> Result<Vec<Vec<Cell>>, Error> {
        let sql = table.select_newest();
        let holds = table.holds();
        // The text is made of the constants of `table` alone.
        in_transaction!(self, connection => {
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(connection).await?;
            rows.iter().map(|row| Ok(cells(row, &holds)?)).collect()
        })
    }

    async fn insert(&mut self, table: &Table, row: &[Cell]) -> Result<(), Error> {
        let number = self.number;
        let sql = table.insert();
        in_transaction!(self, connection => {
            bind_all!(sqlx::query(AssertSqlSafe(sql)).bind(number), row).execute(connection).await?;
        });
        Ok(())
    }

    async fn supersede(&mut self, table: &Table, row: &[Cell]) -> Result<(), Error> {
        let number = self.number;
        let sql = table.supersede();
        in_transaction!(self, connection => {
            bind_all!(sqlx::query(AssertSqlSafe(sql)).bind(number), row.iter().take(table.key)).execute(connection).await?;
        });
        Ok(())
    }
}

/// What names a row, as text that sorts.
fn key(table: &Table, row: &[Cell]) -> String {
    row.iter().take(table.key).map(|cell| format!("{cell:?}")).collect::<Vec<_>>().join("|")
}
