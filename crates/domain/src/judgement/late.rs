//! Rule 3, late series: how old the last value is at the moment of the page.

use crate::{
    observation::{Cadence, Observation},
    period::Period,
};
use chrono::{Datelike, Days, Months, NaiveDate};

/// How old a series is at the moment of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Nobody said what day it is.
    Unknown,
    /// Its next period is not due, or none is expected.
    Current,
    /// Its next period was due on this day, and has no value.
    Late(NaiveDate),
    /// That was over a year ago: what the last value shows is no longer news.
    Stale(NaiveDate),
}

/// The age on a day of a series whose next period is due on another: late on the day after, stale from a year after that.
/// `due` is `None` where nothing more is expected.
#[must_use]
pub fn age(due: Option<NaiveDate>, today: NaiveDate) -> Age {
    match due {
        Some(due) if today > due.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX) => {
            Age::Stale(due)
        }
        Some(due) if today > due => Age::Late(due),
        _ => Age::Current,
    }
}

/// When the period after a series' last value is due: at its end, or so many days later.
#[must_use]
pub fn due_after(last: &Period, days: u16) -> Option<NaiveDate> {
    later(last.next()?.last(), days)
}

/// The same for a series whose periods are known by one day only, the first of each or, at the end of a month, the last: absences after the last value do not count.
/// `None` where there is no value, or the length of its periods is not known.
#[must_use]
pub fn due(observations: &[Observation], cadence: Cadence, days: u16) -> Option<NaiveDate> {
    let last = observations.iter().rfind(|observation| observation.value.is_some())?.on;
    let months = match cadence {
        Cadence::Years => 12,
        Cadence::Seasons(seasons) => 12_u32.checked_div(u32::from(seasons)).unwrap_or(12),
        Cadence::Weeks => return later(last.checked_add_days(Days::new(13))?, days),
        Cadence::Overlapping | Cadence::Mixed | Cadence::Irregular => return None,
    };
    let next = last.succ_opt()?;
    // The last day of a month is that of its period, as of a snapshot; any other is the first.
    let is_end = next.day() == 1;
    let periods = if is_end { 1 } else { 2 };
    let from = if is_end { next } else { last };
    later(from.checked_add_months(Months::new(periods * months))?.pred_opt()?, days)
}

fn later(end: NaiveDate, days: u16) -> Option<NaiveDate> {
    end.checked_add_days(Days::new(u64::from(days)))
}

/// A day as people write it.
pub(super) fn day(day: NaiveDate) -> String {
    crate::day::day(day)
}

#[cfg(test)]
mod tests {
    use super::{Age, age, due, due_after};
    use crate::observation::{Cadence, tests::spaced};
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_series_is_late_the_day_after_and_stale_a_year_later() {
        let due = Some(day("2020-03-31"));
        assert_eq!(age(due, day("2020-03-31")), Age::Current);
        assert_eq!(age(due, day("2020-04-01")), Age::Late(day("2020-03-31")));
        assert_eq!(age(due, day("2021-03-31")), Age::Late(day("2020-03-31")));
        assert_eq!(age(due, day("2021-04-01")), Age::Stale(day("2020-03-31")));
        assert_eq!(age(None, day("2021-04-01")), Age::Current);
    }

    #[test]
    fn every_absence_at_the_end_counts() {
        // From April 2000: the third quarter ends in December.
        let series = spaced(&[Some(1.0), Some(2.0), Some(3.0), None, None], 3);
        let quarters = Cadence::Seasons(4);
        assert_eq!(due(&series, quarters, 0), Some(day("2001-03-31")));
        assert_eq!(due(&series, quarters, 28), Some(day("2001-04-28")));
        assert_eq!(due(&series[..2], quarters, 0), Some(day("2000-12-31")));
        assert_eq!(due(&series[3..], quarters, 0), None);
        assert_eq!(due(&series, Cadence::Irregular, 0), None);
        assert_eq!(due(&series[..1], Cadence::Years, 0), Some(day("2002-03-31")));
        assert_eq!(due(&series[..1], Cadence::Weeks, 0), Some(day("2000-04-14")));
    }

    #[test]
    fn a_day_at_the_end_of_a_month_ends_its_period() {
        let on = |text: &str| crate::observation::Observation { on: day(text), ..spaced(&[Some(1.0)], 3)[0] };
        assert_eq!(due(&[on("2018-03-31")], Cadence::Seasons(4), 0), Some(day("2018-06-30")));
        assert_eq!(due(&[on("2018-02-28")], Cadence::Seasons(12), 5), Some(day("2018-04-05")));
        assert_eq!(due(&[on("2018-03-31")], Cadence::Years, 0), Some(day("2019-03-31")));
        assert_eq!(due(&[on("2018-03-15")], Cadence::Seasons(12), 0), Some(day("2018-05-14")));
    }

    #[test]
    fn a_period_says_itself_when_the_next_is_due() {
        let due = |label: &str| due_after(&label.parse().expect("a period"), 10);
        assert_eq!(due("2018-19 Q4"), Some(day("2019-07-10")));
        assert_eq!(due("2017/18 summer term"), Some(day("2019-01-10")));
    }
}
