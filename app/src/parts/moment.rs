//! Moments as people here see them: the record is in UTC, the clocks on the wall are not.

use crate::desk::day_in_london;
use chrono::{DateTime, Utc};
use domain::wording;

/// The day of a moment in Europe/London.
pub(crate) fn day_of(moment: DateTime<Utc>) -> String {
    wording::day(day_in_london(moment))
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn a_summer_midnight_is_tomorrow() {
        let moment = |text: &str| text.parse().expect("a moment");
        assert_eq!(day_of(moment("2026-07-01T23:30:00Z")), "2 July 2026");
        assert_eq!(day_of(moment("2026-12-01T23:30:00Z")), "1 December 2026");
    }
}
