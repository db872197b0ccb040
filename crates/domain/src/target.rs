//! The targets of series.

use crate::{period::Period, series::Series};

/// The target of a series for a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its series.
    pub series: Series,
    /// The period by which it is to be reached.
    pub period: Period,
    /// The value or range.
    pub aim: Aim,
}

/// The value or range of a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// A value, or better.
    Value(f64),
    /// Anything from the first to the second, both included.
    Range(f64, f64),
}

impl Aim {
    /// The aim from the ends that a table keeps; both the same for a single value.
    #[must_use]
    pub fn of_ends(lower: f64, upper: f64) -> Option<Self> {
        let is_forwards = lower.is_finite() && upper.is_finite() && lower <= upper;
        is_forwards.then_some(if lower == upper { Self::Value(lower) } else { Self::Range(lower, upper) })
    }

    /// The aim with its ends changed by a function that keeps their order, such as rounding.
    #[must_use]
    pub fn map(self, change: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Value(value) => Self::Value(change(value)),
            Self::Range(lower, upper) => Self::Range(change(lower), change(upper)),
        }
    }

    /// The ends that a table keeps.
    #[must_use]
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::Value(value) => (value, value),
            Self::Range(lower, upper) => (lower, upper),
        }
    }
}
