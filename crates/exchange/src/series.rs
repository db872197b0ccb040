//! Any series as a CSV file, for those who have no record: `series,date,value` or `series,period,value`, with
//! `numerator,denominator,multiplier,lower,upper` where they are known; and the settings of each.

mod figures;
mod settings;
mod spacing;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use domain::{
    control_chart::{FixAfter, Screening},
    figure::Status,
    indicator::{Measure, Polarity},
    interval::Confidence,
    judgement::{Chart, Choice, Seasonal},
    observation::{Cadence, Observation},
    period::Period,
};

pub use figures::{figures, made};
pub use settings::settings;

/// The rows of one series, in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The series.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One row of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line of the file.
    pub line: u64,
    /// The day or period that it is about.
    pub when: When,
    /// The value, where one is given.
    pub value: Option<f64>,
    /// How many decimals the value was written with.
    pub decimals: u8,
    /// The numerator.
    pub numerator: Option<f64>,
    /// The denominator.
    pub denominator: Option<f64>,
    /// What the quotient is multiplied by: 100 for a percentage.
    pub multiplier: Option<f64>,
    /// The ends of a published interval.
    pub interval: Option<(f64, f64)>,
    /// Its status, where the period's label gives one.
    pub status: Option<Status>,
}

/// The day or period of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// A day, and nothing more.
    Day(NaiveDate),
    /// A period.
    Period(Period),
}

/// The settings of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Which way is better.
    pub polarity: Polarity,
    /// What its values should reach.
    pub target: Option<f64>,
    /// The first days of new groups.
    pub rebase: Vec<NaiveDate>,
    /// How its control chart is made.
    pub screening: Screening,
    /// After how many values its limits are fixed.
    pub fix_after: Option<FixAfter>,
    /// How sure its intervals are.
    pub confidence: Confidence,
    /// What kind of number it is, if given.
    pub kind: Option<Kind>,
    /// Which chart it is judged by.
    pub chart: Choice,
    /// Whether the limits that it is judged by may follow the season.
    pub seasonal: Seasonal,
    /// How many days after its period ends a figure is due.
    pub due_days: u16,
}

domain::vocabulary! {
    /// What kind of number a series is.
    pub enum Kind {
        /// A count.
        Count = "count",
        /// A percentage.
        Percentage = "percentage",
        /// A number per multiplier.
        Rate = "rate",
    }
}

/// A series prepared for the calculations.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its values in order of time.
    pub observations: Vec<Observation>,
    /// How far apart they are.
    pub cadence: Cadence,
    /// What kind of number it is.
    pub measure: Measure,
    /// How many decimals are shown.
    pub decimals: u8,
    /// Whether the last value may still change.
    pub is_provisional: bool,
}

impl When {
    /// Its first day.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        match self {
            Self::Day(day) => *day,
            Self::Period(period) => period.first(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            polarity: Polarity::Neither,
            target: None,
            rebase: Vec::new(),
            screening: Screening::On,
            fix_after: None,
            confidence: Confidence::USUAL,
            kind: None,
            chart: Choice::Only(Chart::Xmr),
            seasonal: Seasonal::Off,
            due_days: 0,
        }
    }
}
