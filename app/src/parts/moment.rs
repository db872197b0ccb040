//! Moments as people here see them: the record is in UTC, the clocks on the wall are not.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use domain::wording;

/// The day of a moment in Europe/London.
pub(crate) fn day_of(moment: DateTime<Utc>) -> String {
    wording::day(moment.with_timezone(&London).date_naive())
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
