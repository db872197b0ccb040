//! What reads files and documents for a redaction: the record knows neither.

use storage::redaction::Readers;

/// What the record is handed to redact with.
#[must_use]
pub fn readers() -> Readers {
    Readers { search: exchange::import::search, opens: |document| documents::freeze::read(document).is_ok() }
}
