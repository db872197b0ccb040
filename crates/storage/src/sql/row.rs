//! A row of either engine.

use chrono::NaiveDate;
use sqlx::{
    ColumnIndex, Decode, Error, Postgres, Row as _, Sqlite, Type, postgres::PgRow, sqlite::SqliteRow,
};

/// A row of either engine.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value in a column, by its name or its index.
    pub(crate) fn get<'r, T, I>(&'r self, at: I) -> Result<T, Error>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
        I: ColumnIndex<SqliteRow> + ColumnIndex<PgRow>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(at),
            Self::Postgres(row) => row.try_get(at),
        }
    }

    pub(crate) fn text(&self, place: usize) -> Result<Option<&str>, Error> {
        self.get(place)
    }

    pub(crate) fn whole(&self, place: usize) -> Result<Option<i64>, Error> {
        self.get(place)
    }

    pub(crate) fn real(&self, place: usize) -> Result<Option<f64>, Error> {
        self.get(place)
    }

    pub(crate) fn day(&self, place: usize) -> Result<Option<NaiveDate>, Error> {
        self.get(place)
    }
}
