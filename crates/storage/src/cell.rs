//! Rows as any table has them, so that writing and comparing versions is one function for all tables.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{ColumnIndex, Decode, Row, Type};

/// What one column holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(Option<String>),
    Whole(Option<i64>),
    Real(Option<f64>),
    Day(Option<NaiveDate>),
    /// In whole seconds. Of tables that keep no versions alone.
    Moment(Option<DateTime<Utc>>),
}

/// What sort of thing a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    Whole,
    Real,
    Day,
}

impl Cell {
    /// What it holds as text; nothing where it holds nothing.
    pub(crate) fn told(&self) -> Option<String> {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.map(|number| number.to_string()),
            Self::Real(number) => number.map(|number| number.to_string()),
            Self::Day(day) => day.map(|day| day.to_string()),
            Self::Moment(moment) => moment.map(|moment| moment.to_string()),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(str::to_owned))
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(Some(day))
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(moment: DateTime<Utc>) -> Self {
        Self::Moment(Some(moment))
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Whole(Some(number))
    }
}

impl From<usize> for Cell {
    fn from(position: usize) -> Self {
        Self::Whole(i64::try_from(position).ok())
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        // Zero has one form in the record, so that -0 does not read as a change.
        Self::Real(number.map(|number| number + 0.0))
    }
}

/// The cells of a row, in the order of the columns that were asked for.
pub(crate) fn cells<'r, R>(row: &'r R, holds: &[Holds]) -> Result<Vec<Cell>, sqlx::Error>
where
    R: Row,
    usize: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    NaiveDate: Decode<'r, R::Database> + Type<R::Database>,
{
    let cell = |(place, holds): (usize, &Holds)| {
        Ok(match holds {
            Holds::Text => Cell::Text(row.try_get(place)?),
            Holds::Whole => Cell::Whole(row.try_get(place)?),
            Holds::Real => Cell::Real(row.try_get(place)?),
            Holds::Day => Cell::Day(row.try_get(place)?),
        })
    };
    holds.iter().enumerate().map(cell).collect()
}
