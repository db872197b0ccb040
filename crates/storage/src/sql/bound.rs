//! The values of a statement, in the order of its placeholders.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Arguments, Database, Encode, Error, Postgres, Sqlite, Type, error::BoxDynError};

type SqliteValues = <Sqlite as Database>::Arguments;
type PostgresValues = <Postgres as Database>::Arguments;

/// The values of a statement of one of the engines.
pub(crate) struct Bound {
    values: Values,
    /// A value that the engine refused. It becomes an error when the statement is run.
    refused: Option<BoxDynError>,
}

enum Values {
    Sqlite(SqliteValues),
    Postgres(PostgresValues),
}

impl Bound {
    pub(crate) fn for_sqlite() -> Self {
        Self { values: Values::Sqlite(SqliteValues::default()), refused: None }
    }

    pub(crate) fn for_postgres() -> Self {
        Self { values: Values::Postgres(PostgresValues::default()), refused: None }
    }

    pub(crate) fn text(&mut self, text: Option<&str>) {
        self.add(text);
    }

    pub(crate) fn whole(&mut self, number: Option<i64>) {
        self.add(number);
    }

    /// A number; zero has one form in the record, so that -0 is not seen as a change.
    pub(crate) fn real(&mut self, number: Option<f64>) {
        self.add(number.map(|number| number + 0.0));
    }

    pub(crate) fn day(&mut self, day: Option<NaiveDate>) {
        self.add(day);
    }

    /// A moment in whole seconds.
    pub(crate) fn moment(&mut self, moment: Option<DateTime<Utc>>) {
        self.add(moment);
    }

    pub(crate) fn bytes(&mut self, bytes: Option<&[u8]>) {
        self.add(bytes);
    }

    fn add<'t, T>(&mut self, value: T)
    where
        T: Encode<'t, Sqlite> + Type<Sqlite> + Encode<'t, Postgres> + Type<Postgres>,
    {
        let added = match &mut self.values {
            Values::Sqlite(values) => values.add(value),
            Values::Postgres(values) => values.add(value),
        };
        if let Err(refused) = added {
            self.refused = Some(refused);
        }
    }

    /// The values, for a statement of SQLite.
    pub(crate) fn sqlite(self) -> Result<SqliteValues, Error> {
        match (self.values, self.refused) {
            (Values::Sqlite(values), None) => Ok(values),
            (_, refused) => Err(Error::Encode(refused.unwrap_or_else(|| OTHER_ENGINE.into()))),
        }
    }

    /// The values, for a statement of PostgreSQL.
    pub(crate) fn postgres(self) -> Result<PostgresValues, Error> {
        match (self.values, self.refused) {
            (Values::Postgres(values), None) => Ok(values),
            (_, refused) => Err(Error::Encode(refused.unwrap_or_else(|| OTHER_ENGINE.into()))),
        }
    }
}

const OTHER_ENGINE: &str = "the values of a statement were made for the other engine";
