//! Whose write something was.

use crate::{access::PersonId, source::Source};
use chrono::{DateTime, Utc};

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
    /// In doing what, as the audit calls it.
    pub action: String,
    /// Where it came from: what rules and words hang on.
    pub source: Source,
    /// Why, where they said so.
    pub reason: Option<String>,
}

impl By {
    /// As the public may know it.
    #[must_use]
    pub fn unnamed(self) -> Self {
        Self { person: None, name: None, reason: None, ..self }
    }
}
