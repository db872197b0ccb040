//! Whether a series rises or falls over the years, by a test: annual series as OHID Fingertips tests them, those with
//! seasons by the seasonal Mann-Kendall test.

mod recent;
mod seasonal;

use crate::{
    indicator::Measure,
    observation::{Cadence, Join, Observation},
};

/// The result of a trend test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// The test.
    pub test: Test,
    /// Its statistic: chi-square with one degree of freedom, or z.
    pub statistic: f64,
    /// The probability of a statistic at least this extreme if nothing changes.
    pub p: f64,
    /// The direction of the series.
    pub direction: Direction,
    /// Whether it is more than chance.
    pub is_significant: bool,
    /// How much it changes in a year, in its unit, if the test gives that.
    pub per_year: Option<f64>,
    /// How many values were tested.
    pub values: usize,
}

crate::vocabulary! {
    /// A test of a trend.
    pub enum Test {
        /// The chi-square test for a trend in proportions over five years.
        Proportions = "recent_trend_proportions",
        /// The weighted regression over five years.
        Weighted = "recent_trend_weighted",
        /// The Mann-Kendall test within seasons.
        SeasonalMannKendall = "seasonal_mann_kendall",
    }
}

crate::vocabulary! {
    /// The direction of a series.
    pub enum Direction {
        /// Up.
        Increasing = "increasing",
        /// Down.
        Decreasing = "decreasing",
        /// Neither.
        Level = "level",
    }
}

/// Why no trend can be tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing has a value.
    #[error("there is no value")]
    NoValues,
    /// Something is not a number.
    #[error("a value is not a finite number")]
    NotFinite,
    /// Periods of several kinds.
    #[error("its periods are of different kinds, so they cannot be compared")]
    MixedKinds,
    /// Its values are not independent of each other.
    #[error("the years overlap, so each figure shares data with the next")]
    Overlapping,
    /// There is no test for these periods.
    #[error("there is no trend test for periods of this kind")]
    NoTest,
    /// Fewer than five years.
    #[error("a test needs 5 consecutive years without a break, and has only {have} so far")]
    TooFewYears {
        /// How many years there are.
        have: usize,
    },
    /// Fewer than ten values, or a season with fewer than three.
    #[error("a test needs 10 values without a break, at least 3 for each season, and has only {have} so far")]
    TooFewSeasons {
        /// How many values there are.
        have: usize,
    },
    /// No margin of error for weighting the years.
    #[error("no margin of error is known for its figures, so we cannot tell change from chance")]
    NoInterval,
    /// A proportion of none or of all, which the test cannot weight.
    #[error("a year in which none or all were counted cannot be tested")]
    NoneOrAll,
    /// Nothing varies.
    #[error("its values do not vary")]
    Constant,
}

/// Tests the trend of a series by its cadence. If breaks divide it, the last stretch is tested.
///
/// # Errors
/// When the series cannot be tested.
pub fn test(observations: &[Observation], cadence: Cadence, measure: Measure) -> Result<Trend, Refusal> {
    if observations.iter().filter_map(|observation| observation.value).any(|value| !value.is_finite()) {
        return Err(Refusal::NotFinite);
    }
    // Absences after the last value do not count.
    let last = observations.iter().rposition(|observation| observation.value.is_some());
    let known = &observations[..=last.ok_or(Refusal::NoValues)?];
    let from = known.iter().rposition(|observation| observation.join == Join::Break).unwrap_or(0);
    let comparable = &known[from..];
    match cadence {
        Cadence::Years => recent::test(comparable, measure),
        Cadence::Seasons(seasons) => seasonal::test(comparable, usize::from(seasons)),
        Cadence::Overlapping => Err(Refusal::Overlapping),
        Cadence::Mixed => Err(Refusal::MixedKinds),
        Cadence::Weeks | Cadence::Irregular => Err(Refusal::NoTest),
    }
}

impl Direction {
    /// The direction of a slope.
    fn of(slope: f64) -> Self {
        match slope {
            slope if slope > 0.0 => Self::Increasing,
            slope if slope < 0.0 => Self::Decreasing,
            _ => Self::Level,
        }
    }
}

#[cfg(test)]
mod tests;
