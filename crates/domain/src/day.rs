//! Days as people write them.

use chrono::NaiveDate;

/// A day as people write it: `31 March 2018`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
