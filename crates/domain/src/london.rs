//! Moments in Europe/London time: the record is in UTC, the clocks on the wall are not.

use crate::wording;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

/// The day of a moment.
#[must_use]
pub fn day(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&London).date_naive()
}

/// The day of a moment as people write it: `31 March 2019`.
#[must_use]
pub fn day_said(moment: DateTime<Utc>) -> String {
    wording::day(day(moment))
}

/// The day and minute of a moment: `31 March 2019, 17:00`.
#[must_use]
pub fn minute_said(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&London).format("%-d %B %Y, %H:%M").to_string()
}

/// A moment to the second, with its prepositions: `on 31 March 2019 at 17:00:00`.
#[must_use]
pub fn second_said(moment: DateTime<Utc>) -> String {
    format!("on {} at {}", day_said(moment), moment.with_timezone(&London).format("%H:%M:%S"))
}

#[cfg(test)]
mod tests {
    use super::{day_said, minute_said, second_said};

    #[test]
    fn a_summer_midnight_is_tomorrow() {
        let moment = |text: &str| text.parse().expect("a moment");
        assert_eq!(day_said(moment("2026-07-01T23:30:00Z")), "2 July 2026");
        assert_eq!(minute_said(moment("2026-07-01T23:30:00Z")), "2 July 2026, 00:30");
        assert_eq!(second_said(moment("2026-07-01T23:30:07Z")), "on 2 July 2026 at 00:30:07");
        assert_eq!(day_said(moment("2026-12-01T23:30:00Z")), "1 December 2026");
    }
}
