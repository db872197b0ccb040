//! Returns: what one organisation hands in for one quarter, when it is due, and its progress.

/// Adding a row.
pub mod adding;
mod asked;
mod check;
mod filled;
/// Filling in one from a file.
pub mod filling;
/// Handing one in.
pub mod handing;
/// All of them at a glance.
pub mod overview;
/// Saving input.
pub mod saving;
mod sheet;
mod state;
/// Agreeing to one, sending it back, opening it again.
pub mod stepping;

use crate::{indicator::Indicator, period::Kind, period::Period, slug::Slug};
use chrono::{Days, NaiveDate};

pub use asked::{Asked, Asking, Sum, asked, is_asked, places, previous, sums};
pub use check::{Because, Doubt, doubts};
pub use filled::{Filled, Given, as_typed, asks_parts, filled, origin, read, read_as};
pub use sheet::{Draft, Mark, Recorded, Sheet, Standing, Theirs, due};
pub use state::{Seen, State, Step};

/// The key of a return: the organisation, and the quarter in which it is due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Return {
    /// The organisation that was responsible when it fell due. If that one has ended, its successor hands it in.
    pub organisation: Slug,
    /// The financial quarter that its figures are due in.
    pub quarter: Period,
}

/// The input in one row of a return, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The numerator.
    pub numerator: String,
    /// The denominator.
    pub denominator: String,
    /// The value, if it is not computed from the two; or a symbol for why there is none.
    pub value: String,
    /// Why there is no value, by its word.
    pub absence: String,
    /// The status of the figure, by its word.
    pub status: String,
    /// A note for readers.
    pub note: String,
    /// In what sense an unlikely figure is right ([`Because`]), by its word.
    pub because: String,
    /// The reason for that.
    pub reason: String,
    /// `published` if a figure of a published indicator has been published itself; else it is the partners' own.
    pub origin: String,
}

impl Typed {
    /// Whether it is empty: no number, and no reason for its absence.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [&self.numerator, &self.denominator, &self.value, &self.absence]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

impl Return {
    /// The quarter in addresses: `2018-19-q2`.
    #[must_use]
    pub fn quarter_slug(&self) -> String {
        quarter_slug(&self.quarter)
    }
}

/// A financial quarter in addresses: `2018-19-q2`.
#[must_use]
pub fn quarter_slug(quarter: &Period) -> String {
    quarter.label().to_lowercase().replace(' ', "-")
}

/// Reads a financial quarter as written in addresses, or by people.
#[must_use]
pub fn quarter(text: &str) -> Option<Period> {
    let label = text.trim().to_uppercase().replace("-Q", " Q");
    label.parse::<Period>().ok().filter(|period| period.kind() == Kind::FinancialQuarter)
}

/// The financial quarter of a day.
#[must_use]
pub fn quarter_of(day: NaiveDate) -> Option<Period> {
    let from = day.checked_sub_days(Days::new(95))?;
    let until = day.checked_add_days(Days::new(95))?;
    let mut quarters = Period::between(Kind::FinancialQuarter, from, until).into_iter();
    quarters.find(|quarter| (quarter.first()..=quarter.last()).contains(&day))
}

/// The day on which a figure of an indicator is due: as many days after its period ends as the indicator allows.
#[must_use]
pub fn due_on(indicator: &Indicator, period: &Period) -> NaiveDate {
    period.last().checked_add_days(Days::new(u64::from(indicator.lag))).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::{due_on, quarter, quarter_of, quarter_slug};
    use crate::indicator::{Measure, tests::indicator};

    #[test]
    fn a_quarter_is_read_as_it_is_written() {
        for label in ["2018-19 Q1", "2018-19 Q4", "2099-00 Q2"] {
            let period = quarter(label).expect("a quarter");
            assert_eq!(period.label(), label);
            assert_eq!(quarter(&quarter_slug(&period)), Some(period));
        }
        assert_eq!(quarter_slug(&quarter("2018-19 Q2").expect("a quarter")), "2018-19-q2");
        for bad in ["", "2018-19", "2018-19-q5", "2018/19 Q1", "q1", "2018 Q1"] {
            assert_eq!(quarter(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_day_is_in_the_quarter_that_holds_it() {
        let of = |day: &str| quarter_of(day.parse().expect("a day")).map(|quarter| quarter.label());
        assert_eq!(of("2018-04-01").as_deref(), Some("2018-19 Q1"));
        assert_eq!(of("2018-06-30").as_deref(), Some("2018-19 Q1"));
        assert_eq!(of("2018-07-01").as_deref(), Some("2018-19 Q2"));
        assert_eq!(of("2019-03-31").as_deref(), Some("2018-19 Q4"));
    }

    #[test]
    fn a_figure_is_due_its_lag_after_its_period_ends() {
        let mut reports = indicator(Measure::Count);
        let period = "2018-19 Q1".parse().expect("a period");
        reports.lag = 28;
        assert_eq!(due_on(&reports, &period), "2018-07-28".parse().expect("a day"));
        reports.lag = 0;
        assert_eq!(due_on(&reports, &period), "2018-06-30".parse().expect("a day"));
    }
}
