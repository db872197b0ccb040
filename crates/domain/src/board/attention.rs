//! What a meeting looks at first.

use super::{Exception, Row, exception::exceptions, exceptions_first};

/// The most indicators that a meeting is asked to look at first.
const MOST: usize = 5;

/// The rows that need attention, those that stand out most first, at most five. An amber rating by itself needs none.
#[must_use]
pub fn attention<'a>(rows: Vec<&'a Row<'a>>) -> Vec<&'a Row<'a>> {
    let needs = |row: &&Row<'_>| exceptions(row).iter().any(|exception| *exception != Exception::Amber);
    exceptions_first(rows).into_iter().filter(needs).take(MOST).collect()
}
