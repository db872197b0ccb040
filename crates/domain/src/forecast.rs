//! The forecast of a quarterly series to the end of the plan, with its uncertainty: exponential smoothing with its fan.
//!
//! Our own, because no library was found that has what this needs (docs/decisions/0056 lists those that were tried). Hyndman,
//! Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing" (2008), chapters 2 and 6.

mod filter;
mod search;
mod smoothing;

use crate::{
    area::AreaCode,
    indicator::{Measure, Polarity},
    number,
    period::Period,
    series::{Breakdown, Series},
    slug::Slug,
    target::{Aim, Target},
};
use chrono::NaiveDate;
use statrs::distribution::{ContinuousCDF, StudentsT};

pub use smoothing::{ahead, of};

/// The quarters of a year.
const SEASONS: usize = 4;

/// The forecast of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The model.
    pub model: Model,
    /// How many quarters it is based on.
    pub values: usize,
    /// The quarters after the last value until the plan ends, or until `stops`; in order of time; at least one.
    pub steps: Vec<Step>,
    /// What stops it before the plan ends.
    pub stops: Option<Stop>,
}

/// What stops a forecast before the plan ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// On this day the series breaks: figures before it do not predict those after it.
    Break(NaiveDate),
    /// On this day the indicator is retired: nothing is recorded after it.
    Retired(NaiveDate),
}

/// A forecast quarter: Student's t around a mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The quarter.
    pub period: Period,
    /// The value as likely to be exceeded as not, in the unit of the indicator.
    pub mean: f64,
    /// The spread around it: the scale of the distribution, in the same unit.
    pub spread: f64,
    /// The degrees of freedom: the number of values less the number of estimated parameters.
    pub freedom: f64,
    /// The least and the most that such a number can be.
    pub ends: (f64, f64),
}

crate::vocabulary! {
    /// The additive model of exponential smoothing, by what it follows.
    pub enum Model {
        /// ETS(A,N,N).
        Level = "the level",
        /// ETS(A,Ad,N).
        Trend = "the level and a trend that fades",
        /// ETS(A,N,A).
        Season = "the level and the season",
        /// ETS(A,Ad,A).
        TrendAndSeason = "the level, a trend that fades and the season",
    }
}

/// The probability that an interval contains the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Four of five.
    Eighty,
    /// Nineteen of twenty.
    NinetyFive,
}

crate::vocabulary! {
    /// Where an outcome is in the fan that was drawn before.
    pub enum Fell {
        /// Within the 80% band.
        Within80 = "within the 80% band",
        /// Outside it, within the 95% band.
        Within95 = "within the 95% band",
        /// Outside both.
        Outside = "outside both bands",
    }
}

/// Why nothing is forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing has a value.
    #[error("there is no value")]
    NoValues,
    /// Something is not a number.
    #[error("a value is not a finite number")]
    NotFinite,
    /// Its values are not independent of each other.
    #[error("the years overlap, so each figure shares data with the next")]
    Overlapping,
    /// Periods of several kinds.
    #[error("its periods are of different kinds, so they cannot be compared")]
    MixedKinds,
    /// It has no quarters.
    #[error("only quarterly figures are forecast")]
    NotQuarterly,
    /// It is too short.
    #[error("a forecast needs {LEAST} consecutive quarters, and has only {have} so far")]
    TooFew {
        /// How many consecutive quarters there are up to the last.
        have: usize,
    },
    /// It is too short since it broke.
    #[error(
        "the series has broken, and a forecast needs {LEAST} quarters after a break, and has only {have} so far"
    )]
    RecentBreak {
        /// How many quarters have a value since.
        have: usize,
    },
    /// It is too short since a quarter without a value.
    #[error(
        "a quarter has no value, and only {have} came after it: a forecast needs {LEAST} consecutive quarters"
    )]
    RecentGap {
        /// How many quarters have a value since.
        have: usize,
    },
    /// Nothing varies.
    #[error("its values do not vary")]
    Constant,
    /// There is no randomness left.
    #[error("its values follow a pattern exactly, so we cannot say how far off a forecast may be")]
    Exact,
    /// There is nothing left to forecast.
    #[error("the plan has no quarters left after the latest figure")]
    PlanOver,
    /// Nothing is recorded any longer.
    #[error("the indicator was retired with its last value")]
    Retired,
    /// The known figures do not predict the coming ones.
    #[error("the series breaks after its last value, so earlier figures cannot show what comes next")]
    BreakAhead,
    /// Further than a forecast can reach.
    #[error("{steps} quarters are left, and we forecast at most {MOST_STEPS}")]
    TooFar {
        /// How many quarters are left until the plan ends, or the series does.
        steps: usize,
    },
    /// No model describes it.
    #[error("no exponential smoothing model fits its values")]
    NoFit,
}

/// How many consecutive quarters a forecast needs.
pub const LEAST: usize = 8;
/// How many quarters ahead are forecast at most: three years.
pub const MOST_STEPS: usize = 12;

impl Forecast {
    /// The last quarter of the forecast.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// The last quarter with a target for everyone in an area, and that target.
    #[must_use]
    pub fn aimed<'a>(
        &self,
        targets: &'a [Target],
        indicator: &Slug,
        area: &AreaCode,
    ) -> Option<(&Step, &'a Target)> {
        let is_of = |target: &&Target| {
            let Series { indicator: of, area: place, breakdown } = &target.series;
            of == indicator && place == area && *breakdown == Breakdown::Total
        };
        self.steps.iter().rev().find_map(|step| {
            let mut own = targets.iter().filter(is_of);
            own.find(|target| target.period == step.period).map(|target| (step, target))
        })
    }

    /// The forecast of a quarter.
    #[must_use]
    pub fn step(&self, period: &Period) -> Option<&Step> {
        self.steps.iter().find(|step| step.period == *period)
    }
}

impl Step {
    /// The interval that contains the value with this probability, the lower end first, within what such a number can be.
    #[must_use]
    pub fn within(&self, coverage: Coverage) -> (f64, f64) {
        let upper = match coverage {
            Coverage::Eighty => 0.9,
            Coverage::NinetyFive => 0.975,
        };
        let half =
            self.standard().map_or(f64::INFINITY, |standard| self.spread * standard.inverse_cdf(upper));
        (self.possible(self.mean - half), self.possible(self.mean + half))
    }

    /// Whether an interval would extend beyond what such a number can be: cut off there, it covers more than its nominal probability.
    #[must_use]
    pub fn is_cut(&self, coverage: Coverage) -> bool {
        let (lower, upper) = self.within(coverage);
        lower == self.ends.0 || upper == self.ends.1
    }

    /// The most likely value, within what such a number can be.
    #[must_use]
    pub fn likeliest(&self) -> f64 {
        self.possible(self.mean)
    }

    /// How likely a value printed with so many decimals is to meet a target, 0 to 1; `None` where neither direction is better
    /// and the target is not a range.
    #[must_use]
    pub fn probability(&self, aim: Aim, polarity: Polarity, decimals: u8) -> Option<f64> {
        let standard = self.standard()?;
        // Values beyond an end occur as that end.
        let below = |value: f64| match value {
            value if value <= self.ends.0 => 0.0,
            value if value > self.ends.1 => 1.0,
            value => standard.cdf((value - self.mean) / self.spread),
        };
        // A value is rated as printed: it has to reach the first printable value that meets the target, or half a step less,
        // which is printed as that one.
        let step = 10_f64.powi(-i32::from(decimals));
        let printed = |value: f64| number::rounded(value, decimals);
        let from = |end: f64| below(printed(end) - step * if printed(end) < end { -0.5 } else { 0.5 });
        let until = |end: f64| below(printed(end) + step * if printed(end) > end { -0.5 } else { 0.5 });
        match (aim, polarity) {
            // A range between two printable values can never be met.
            (Aim::Range(lower, upper), _) => Some((until(upper) - from(lower)).max(0.0)),
            (Aim::Value(target), Polarity::Higher) => Some(1.0 - from(target)),
            (Aim::Value(target), Polarity::Lower) => Some(until(target)),
            (Aim::Value(_), Polarity::Neither) => None,
        }
    }

    fn possible(&self, value: f64) -> f64 {
        value.max(self.ends.0).min(self.ends.1)
    }

    fn standard(&self) -> Option<StudentsT> {
        StudentsT::new(0.0, 1.0, self.freedom).ok()
    }
}

impl Fell {
    /// Where a value is in the two bands; their ends belong to them.
    #[must_use]
    pub fn of(value: f64, within_80: (f64, f64), within_95: (f64, f64)) -> Self {
        let is_in = |(lower, upper): (f64, f64)| lower <= value && value <= upper;
        match () {
            () if is_in(within_80) => Self::Within80,
            () if is_in(within_95) => Self::Within95,
            () => Self::Outside,
        }
    }
}

impl Measure {
    /// The least and the most that such a number can be.
    #[must_use]
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::Percentage => (0.0, 100.0),
            Self::Count | Self::Rate { .. } => (0.0, f64::INFINITY),
            Self::Average | Self::Money | Self::Index => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}

#[cfg(test)]
mod tests;
