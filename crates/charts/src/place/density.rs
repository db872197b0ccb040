//! How much room the shapes of a chart have.

use super::across::Across;
use domain::chart::Chart;

/// How much room the shapes have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Density {
    /// Room for a shape at every value.
    Open,
    /// Values so close that shapes are smaller, and those of comparators few.
    Dense,
}

impl Density {
    /// The room for the shapes of a chart.
    pub(crate) fn of(chart: &Chart<'_>, across: &Across) -> Self {
        let middles = chart.periods.iter().map(|period| across.middle(period));
        let steps = middles.clone().skip(1).zip(middles).map(|(later, earlier)| later - earlier);
        if steps.fold(f64::INFINITY, f64::min) < 16.0 { Self::Dense } else { Self::Open }
    }

    /// The radius of the main line's shape.
    pub(crate) fn radius(self) -> f64 {
        match self {
            Self::Open => 4.5,
            Self::Dense => 3.0,
        }
    }
}
