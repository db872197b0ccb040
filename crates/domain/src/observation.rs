//! The observations behind the calculations: the values of one series, one after the other.

use crate::{
    change_note::{ChangeNote, Effect, break_between},
    figure::{Figure, Fraction, Interval, Reading},
    period::Kind,
    slug::Slug,
};
use chrono::NaiveDate;

/// One value of a series, or its absence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// The first day of its period.
    pub on: NaiveDate,
    /// The value, in the unit of the indicator; `None` where it is absent.
    pub value: Option<f64>,
    /// The parts of the value, if they are known.
    pub fraction: Option<Fraction>,
    /// The 95% interval that was published with it.
    pub interval: Option<Interval>,
    /// How it follows the observation before it.
    pub join: Join,
}

/// How an observation follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It comes directly after it.
    Follows,
    /// Periods are missing between them.
    Gap,
    /// The series breaks between them.
    Break,
}

/// How far apart the observations of a series are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// One a year.
    Years,
    /// This many a year, 2 to 12, each in a season of its own.
    Seasons(u8),
    /// One a week.
    Weeks,
    /// Several years taken together: they overlap.
    Overlapping,
    /// Periods of more than one kind.
    Mixed,
    /// Days without any order that we recognise.
    Irregular,
}

impl Cadence {
    /// How far apart periods of a kind are.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::AcademicYear
            | Kind::FinancialYear
            | Kind::CalendarYear
            | Kind::ReportingYear
            | Kind::TwoTerms => Self::Years,
            Kind::FinancialHalf => Self::Seasons(2),
            Kind::Term => Self::Seasons(3),
            Kind::AcademicQuarter | Kind::FinancialQuarter | Kind::CalendarQuarter => Self::Seasons(4),
            Kind::Month => Self::Seasons(12),
            Kind::Week => Self::Weeks,
            Kind::PooledAcademicYears | Kind::PooledFinancialYears | Kind::PooledCalendarYears => {
                Self::Overlapping
            }
        }
    }

    /// The word for several of its periods.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Years | Self::Overlapping => "years",
            Self::Seasons(2) => "half-years",
            Self::Seasons(3) => "terms",
            Self::Seasons(4) => "quarters",
            Self::Seasons(12) => "months",
            Self::Weeks => "weeks",
            Self::Seasons(_) | Self::Mixed | Self::Irregular => "figures",
        }
    }
}

/// The figures of one series as observations, with their cadence. `figures` are in order of time.
#[must_use]
pub fn of(figures: &[Figure], notes: &[ChangeNote], indicator: &Slug) -> (Vec<Observation>, Cadence) {
    // Checked once: most series have no break at all.
    let has_breaks = notes.iter().any(|note| note.indicator == *indicator && note.effect == Effect::Breaks);
    let mut observations = Vec::with_capacity(figures.len());
    let mut before: Option<&Figure> = None;
    for figure in figures {
        let join = match before.map(|before| &before.period) {
            None => Join::Follows,
            Some(period)
                if has_breaks && break_between(notes, indicator, period, &figure.period).is_some() =>
            {
                Join::Break
            }
            Some(period) if period.is_followed_by(&figure.period) => Join::Follows,
            Some(_) => Join::Gap,
        };
        let (fraction, interval) = match &figure.reading {
            Reading::Value(measured) => (measured.fraction(), measured.interval()),
            Reading::Absent(_) => (None, None),
        };
        let value = figure.reading.value();
        observations.push(Observation { on: figure.period.first(), value, fraction, interval, join });
        before = Some(figure);
    }
    let first = figures.first().map(|figure| figure.period.kind());
    let is_mixed = figures.iter().any(|figure| Some(figure.period.kind()) != first);
    let cadence = if is_mixed { Cadence::Mixed } else { first.map_or(Cadence::Irregular, Cadence::of) };
    (observations, cadence)
}

#[cfg(test)]
pub(crate) mod tests;
