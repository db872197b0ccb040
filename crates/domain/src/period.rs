//! Closed ranges of days, each of a kind. Periods of different kinds are never compared.

mod dfe;
mod label;
mod outside;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

pub use dfe::to_dfe;
pub use label::NotALabel;
pub use outside::{Read, Unreadable, as_kind, from_dfe, read, readings};

/// A closed range of days of a kind. It cannot end before it starts, nor start on a day its kind does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
    kind: Kind,
}

crate::vocabulary! {
    /// The kind of period, and so which days it may start on and how long it lasts.
    pub enum Kind {
        /// 1 September to 31 August.
        AcademicYear = "academic year",
        /// A third of an academic year: autumn from 1 September, spring from 1 January, summer from 1 May.
        Term = "term",
        /// Autumn and spring terms together, as absence is first published. Leaves the summer out.
        TwoTerms = "autumn and spring terms",
        /// A quarter of an academic year, from September, December, March or June.
        AcademicQuarter = "academic quarter",
        /// 1 April to 31 March.
        FinancialYear = "financial year",
        /// Half of a financial year, from April or October.
        FinancialHalf = "financial half",
        /// A quarter of a financial year; the first is April to June.
        FinancialQuarter = "financial quarter",
        /// 1 January to 31 December.
        CalendarYear = "calendar year",
        /// A quarter of a calendar year.
        CalendarQuarter = "calendar quarter",
        /// A calendar month.
        Month = "month",
        /// The twelve months to 31 March of the year in its name. The indicator's definition says whether its figures are a
        /// snapshot (and of which day), a flow or an average.
        ReportingYear = "reporting year",
        /// An ISO week, Monday to Sunday.
        Week = "week",
        /// Two or more academic years together. Those of one series overlap.
        PooledAcademicYears = "pooled academic years",
        /// Two or more financial years together.
        PooledFinancialYears = "pooled financial years",
        /// Two or more calendar years together.
        PooledCalendarYears = "pooled calendar years",
    }
}

/// Why some days are not a period of a kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{first} to {last} is not a period of the kind \"{kind}\"")]
pub struct NotAPeriod {
    first: NaiveDate,
    last: NaiveDate,
    kind: Kind,
}

/// The first and last year that a period may be in: anything outside is a typing error.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl Kind {
    /// The months a period of this kind may start in, and how many it lasts. `None` for weeks, which have no months.
    fn months(self) -> Option<(&'static [u32], u32)> {
        const ALL: &[u32] = &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        Some(match self {
            Self::AcademicYear | Self::PooledAcademicYears => (&[9], 12),
            Self::Term => (&[9, 1, 5], 4),
            Self::TwoTerms => (&[9], 8),
            Self::AcademicQuarter => (&[9, 12, 3, 6], 3),
            Self::FinancialYear | Self::ReportingYear | Self::PooledFinancialYears => (&[4], 12),
            Self::FinancialHalf => (&[4, 10], 6),
            Self::FinancialQuarter => (&[4, 7, 10, 1], 3),
            Self::CalendarYear | Self::PooledCalendarYears => (&[1], 12),
            Self::CalendarQuarter => (&[1, 4, 7, 10], 3),
            Self::Month => (ALL, 1),
            Self::Week => return None,
        })
    }

    /// Whether periods of this kind cover several years, so that those of one series overlap.
    #[must_use]
    pub fn is_pooled(self) -> bool {
        matches!(self, Self::PooledAcademicYears | Self::PooledFinancialYears | Self::PooledCalendarYears)
    }
}

impl Period {
    /// The period of a kind that starts on a day; for pooled kinds, `years` of them (2 to 20; ignored for others).
    #[must_use]
    fn starting(kind: Kind, first: NaiveDate, years: u32) -> Option<Self> {
        let last = match kind.months() {
            None => {
                if first.weekday() != Weekday::Mon {
                    return None;
                }
                first.checked_add_days(Days::new(6))?
            }
            Some((starts, months)) => {
                if first.day() != 1 || !starts.contains(&first.month()) {
                    return None;
                }
                let times = if kind.is_pooled() { years } else { 1 };
                if kind.is_pooled() && !(2..=20).contains(&times) {
                    return None;
                }
                first.checked_add_months(Months::new(months * times))?.pred_opt()?
            }
        };
        let is_in_range = YEARS.contains(&first.year()) && YEARS.contains(&last.year());
        is_in_range.then_some(Self { first, last, kind })
    }

    /// The period of a kind that covers exactly these days.
    ///
    /// # Errors
    /// When no period of that kind does.
    pub fn of_days(kind: Kind, first: NaiveDate, last: NaiveDate) -> Result<Self, NotAPeriod> {
        let years = u32::try_from(last.year() - first.year()).unwrap_or(0);
        // A pooled calendar period ends in its last year; the others a year after.
        let years = if kind == Kind::PooledCalendarYears { years + 1 } else { years };
        Self::starting(kind, first, years).filter(|period| period.last == last).ok_or(NotAPeriod {
            first,
            last,
            kind,
        })
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The day at its middle, where a chart puts its point.
    #[must_use]
    pub fn middle(&self) -> NaiveDate {
        self.first + chrono::TimeDelta::days(self.days() / 2)
    }

    /// The days of its last year: for a pooled period the last of its years, for any other all of it.
    #[must_use]
    pub fn final_year(&self) -> (NaiveDate, NaiveDate) {
        if !self.kind.is_pooled() {
            return (self.first, self.last);
        }
        let first = (self.last + Days::new(1)).checked_sub_months(Months::new(12)).unwrap_or(self.first);
        (first, self.last)
    }

    /// The periods of a kind that begin on `from` or later and end on `until` or before, in order of time. None for pooled
    /// kinds: how many years they cover depends on the existing figures.
    #[must_use]
    pub fn between(kind: Kind, from: NaiveDate, until: NaiveDate) -> Vec<Self> {
        let first = from.iter_days().take(366).find_map(|day| Self::starting(kind, day, 0));
        let mut periods: Vec<Self> = Vec::new();
        let mut next = first;
        while let Some(period) = next.filter(|period| period.last <= until) {
            periods.push(period);
            next = period.next();
        }
        periods
    }

    /// How many years it covers, to the nearest; 0 for kinds shorter than a year.
    #[must_use]
    pub fn years(&self) -> u32 {
        u32::try_from((self.days() + 180) / 365).unwrap_or(0)
    }

    /// The pooled periods of a kind and of so many years that begin on `from` or later and end on `until` or before.
    #[must_use]
    pub fn pooled_between(kind: Kind, years: u32, from: NaiveDate, until: NaiveDate) -> Vec<Self> {
        let mut next = from.iter_days().take(366).find_map(|day| Self::starting(kind, day, years));
        let mut periods = Vec::new();
        while let Some(period) = next.filter(|period| kind.is_pooled() && period.last <= until) {
            periods.push(period);
            next = period.next();
        }
        periods
    }

    /// The same period a year before; for weeks the one of the same number. `None` where there is none.
    #[must_use]
    pub fn year_before(&self) -> Option<Self> {
        if self.kind == Kind::Week {
            let week = self.first.iso_week();
            let first = NaiveDate::from_isoywd_opt(week.year() - 1, week.week(), Weekday::Mon)?;
            return Self::starting(self.kind, first, 0);
        }
        let first = self.first.checked_sub_months(Months::new(12))?;
        Self::starting(self.kind, first, self.years())
    }

    /// Whether the other is the [next](Self::next) period, without working that out where one day of it is enough.
    #[must_use]
    pub fn is_followed_by(&self, other: &Self) -> bool {
        if self.kind.is_pooled() || self.kind == Kind::TwoTerms {
            return self.next() == Some(*other);
        }
        self.kind == other.kind && self.last.succ_opt() == Some(other.first)
    }

    /// The next period of the same kind: the one that starts the day after (for pooled ones, a year after it starts). `None`
    /// after the year 2199.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        let years = u32::try_from((self.days() + 180) / 365).unwrap_or(1);
        let first = match self.kind {
            kind if kind.is_pooled() => self.first.checked_add_months(Months::new(12))?,
            Kind::TwoTerms => self.first.checked_add_months(Months::new(12))?,
            _ => self.last.succ_opt()?,
        };
        Self::starting(self.kind, first, years)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Period};
    use chrono::{Datelike, NaiveDate};
    use proptest::prelude::{Strategy, prop_assert_eq, proptest};

    /// Any period of any kind.
    pub(super) fn any_period() -> impl Strategy<Value = Period> {
        (0..Kind::ALL.len(), 1901..2150_i32, 0..366_u32, 2..=20_u32).prop_map(|(kind, year, day, years)| {
            let kind = Kind::ALL[kind];
            let mut first = NaiveDate::from_yo_opt(year, (day % 365) + 1).expect("a day");
            loop {
                if let Some(period) = Period::starting(kind, first, years) {
                    return period;
                }
                first = first.pred_opt().expect("a day before");
            }
        })
    }

    proptest! {
        #[test]
        fn every_label_reads_back_as_the_same_period(period in any_period()) {
            prop_assert_eq!(period.label().parse::<Period>(), Ok(period));
        }

        #[test]
        fn the_days_and_kind_make_the_same_period(period in any_period()) {
            prop_assert_eq!(Period::of_days(period.kind(), period.first(), period.last()), Ok(period));
        }

        #[test]
        fn periods_of_a_kind_tile_time(period in any_period()) {
            let next = period.next().expect("a next period");
            match period.kind() {
                Kind::TwoTerms => prop_assert_eq!(next.first().year(), period.first().year() + 1),
                kind if kind.is_pooled() => prop_assert_eq!(next.first().year(), period.first().year() + 1),
                _ => prop_assert_eq!(Some(next.first()), period.last().succ_opt()),
            }
            prop_assert_eq!(next.kind(), period.kind());
        }

        #[test]
        fn only_the_next_period_follows(period in any_period(), other in any_period()) {
            let next = period.next().expect("a next period");
            proptest::prop_assert!(period.is_followed_by(&next));
            prop_assert_eq!(period.is_followed_by(&other), next == other);
            prop_assert_eq!(period.is_followed_by(&period), false);
        }

        #[test]
        fn a_year_before_is_as_long(period in any_period()) {
            if let Some(before) = period.year_before() {
                prop_assert_eq!(before.kind(), period.kind());
                prop_assert_eq!(before.years(), period.years());
                proptest::prop_assert!((350..=380).contains(&(period.first() - before.first()).num_days()));
            } else {
                // Most years have no 53rd week, and there is nothing before the first allowed year.
                proptest::prop_assert!(period.kind() == Kind::Week || period.first().year() == *super::YEARS.start());
            }
        }

        #[test]
        fn no_label_text_panics(text in ".{0,40}") {
            let _ = text.parse::<Period>();
            let _ = super::read(&text, None);
            for kind in Kind::ALL {
                let _ = super::read(&text, Some(*kind));
            }
            let _ = super::from_dfe(&text, &text);
        }
    }

    #[test]
    fn the_periods_between_two_days_are_whole() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let labels = |kind, from, until| {
            Period::between(kind, day(from), day(until)).iter().map(Period::label).collect::<Vec<_>>()
        };
        let quarters = labels(Kind::FinancialQuarter, "2018-04-02", "2019-03-31");
        assert_eq!(quarters, ["2018-19 Q2", "2018-19 Q3", "2018-19 Q4"]);
        assert_eq!(labels(Kind::AcademicYear, "2017-09-01", "2019-08-30"), ["2017/18"]);
        assert_eq!(labels(Kind::Week, "2018-01-02", "2018-01-21"), ["2018 week 2", "2018 week 3"]);
        assert!(labels(Kind::PooledAcademicYears, "2010-01-01", "2020-01-01").is_empty());
        let pooled =
            Period::pooled_between(Kind::PooledCalendarYears, 3, day("2014-01-01"), day("2017-12-31"));
        assert_eq!(pooled.iter().map(Period::label).collect::<Vec<_>>(), ["2014 to 2016", "2015 to 2017"]);
        assert!(labels(Kind::Month, "2019-01-01", "2018-01-01").is_empty());
    }

    #[test]
    fn a_pooled_period_has_a_final_year() {
        let pooled: Period = "2013-14 to 2015-16".parse().expect("a period");
        let last: Period = "2015-16".parse().expect("a period");
        assert_eq!(pooled.final_year(), (last.first(), last.last()));
    }

    #[test]
    fn days_that_no_period_has_are_refused() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert!(Period::of_days(Kind::AcademicYear, day("2017-09-01"), day("2018-08-30")).is_err());
        assert!(Period::of_days(Kind::Month, day("2018-02-28"), day("2018-02-01")).is_err());
        assert!(Period::of_days(Kind::Week, day("2018-01-02"), day("2018-01-08")).is_err());
    }
}
