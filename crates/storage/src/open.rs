//! A transaction of one of the two engines.

use crate::{
    error::Error,
    sql::{Bound, Row, Value},
};
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};
use std::borrow::Cow;

/// A transaction of one of the two engines.
pub(crate) enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// The same body for both engines' connections.
macro_rules! in_open {
    ($open:expr, $connection:ident => $body:expr) => {
        match $open {
            $crate::open::Open::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            $crate::open::Open::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}
pub(crate) use in_open;

impl Open {
    /// No values yet, for a statement of this engine.
    pub(crate) fn bound(&self) -> Bound {
        match self {
            Self::Sqlite(_) => Bound::for_sqlite(),
            Self::Postgres(_) => Bound::for_postgres(),
        }
    }

    /// The result of a query with some values. Its text is made only of constants of this crate.
    pub(crate) async fn rows(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: &[&dyn Value],
    ) -> Result<Vec<Row>, Error> {
        let bound = self.bound().with(values);
        self.rows_of(sql, bound).await
    }

    /// The same with values that are already bound.
    pub(crate) async fn rows_of(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        bound: Bound,
    ) -> Result<Vec<Row>, Error> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::Sqlite(transaction) => {
                let query = sqlx::query_with(sql, bound.sqlite()?);
                query.fetch_all(&mut **transaction).await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(transaction) => {
                let query = sqlx::query_with(sql, bound.postgres()?);
                query.fetch_all(&mut **transaction).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Runs a statement with some values, and returns how many rows it changed. Its text is made only of constants of this crate.
    pub(crate) async fn run(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: &[&dyn Value],
    ) -> Result<u64, Error> {
        let bound = self.bound().with(values);
        self.run_with(sql, bound).await
    }

    /// The same with values that are already bound.
    pub(crate) async fn run_with(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        bound: Bound,
    ) -> Result<u64, Error> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::Sqlite(transaction) => {
                let query = sqlx::query_with(sql, bound.sqlite()?);
                query.execute(&mut **transaction).await?.rows_affected()
            }
            Self::Postgres(transaction) => {
                let query = sqlx::query_with(sql, bound.postgres()?);
                query.execute(&mut **transaction).await?.rows_affected()
            }
        })
    }
}
