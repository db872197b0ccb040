//! Who made a write.

use crate::{access::PersonId, source::Source};
use chrono::{DateTime, Utc};

/// Who made a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// The number of the write.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// `operator` or `person`.
    pub sort: String,
    /// The person; the public is shown nobody's name.
    pub person: Option<PersonId>,
    /// Their name, for as long as it is known.
    pub name: Option<String>,
    /// What they did, in the audit's words.
    pub action: String,
    /// Its source, on which rules and texts depend.
    pub source: Source,
    /// The reason, if they gave one.
    pub reason: Option<String>,
}

impl By {
    /// The public's view of it.
    #[must_use]
    pub fn unnamed(self) -> Self {
        Self { person: None, name: None, reason: None, ..self }
    }
}
