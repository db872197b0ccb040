//! Moments as people here see them: the record is in UTC, the clocks on the wall are not.

use crate::desk::day_in_london;
use chrono::{DateTime, Utc};
use domain::wording;

/// The day of a moment in Europe/London.
pub(crate) fn day_of(moment: DateTime<Utc>) -> String {
    wording::day(day_in_london(moment))
}

/// The day and minute of a moment in Europe/London.
pub(crate) fn minute_of(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&chrono_tz::Europe::London).format("%-d %B %Y, %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::{day_of, minute_of};

    #[test]
    fn a_summer_midnight_is_tomorrow() {
        let moment = |text: &str| text.parse().expect("a moment");
        assert_eq!(day_of(moment("2026-07-01T23:30:00Z")), "2 July 2026");
        assert_eq!(minute_of(moment("2026-07-01T23:30:00Z")), "2 July 2026, 00:30");
        assert_eq!(day_of(moment("2026-12-01T23:30:00Z")), "1 December 2026");
    }
}
