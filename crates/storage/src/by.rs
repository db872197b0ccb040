//! Whose write something was.

use crate::sql::Row;
use chrono::{DateTime, Utc};
use domain::access::PersonId;

/// Whose write it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// The number of the write.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// `operator` or `person`.
    pub sort: String,
    /// The person; nobody is named to the public.
    pub person: Option<PersonId>,
    /// Their name, for as long as it is known.
    pub name: Option<String>,
    /// In doing what.
    pub action: String,
    /// Why, where they said so.
    pub reason: Option<String>,
}

/// What a query selects of the write `a` by the person `p`, for [`By::read`].
pub(crate) const BY: &str = "a.number, a.at, a.visitor, a.person, p.name, a.action, a.reason";

/// How many columns [`BY`] has.
pub(crate) const BY_COLUMNS: usize = 7;

impl By {
    /// Whose write a row tells of, by the columns that begin at a place.
    pub(crate) fn read(row: &Row, from: usize) -> Result<Self, sqlx::Error> {
        Ok(Self {
            number: row.get(from)?,
            at: row.get(from + 1)?,
            sort: row.get(from + 2)?,
            person: row.get(from + 3)?,
            name: row.get(from + 4)?,
            action: row.get(from + 5)?,
            reason: row.get(from + 6)?,
        })
    }

    /// The same where there may have been no such write.
    pub(crate) fn read_if_any(row: &Row, from: usize) -> Result<Option<Self>, sqlx::Error> {
        match row.whole(from)? {
            None => Ok(None),
            Some(_) => Self::read(row, from).map(Some),
        }
    }

    /// As the public may know it.
    pub(crate) fn unnamed(self) -> Self {
        Self { person: None, name: None, reason: None, ..self }
    }
}
