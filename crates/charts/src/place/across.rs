//! Days across the drawing.

use super::bounds::tenths;
use chrono::NaiveDate;
use domain::{chart::Chart, period::Period};
use plotters::coord::{ranged1d::Ranged, types::RangedCoordf64};

/// The days of a chart across the drawing.
#[derive(Clone)]
pub(crate) struct Across {
    /// Where the first day starts.
    pub(crate) left: f64,
    /// Where the last day ends.
    pub(crate) right: f64,
    /// How wide the drawing is.
    pub(crate) page: f64,
    first: NaiveDate,
    /// The days in plotters' coordinates.
    pub(crate) days: RangedCoordf64,
}

impl Across {
    /// The days of a chart between two edges of a drawing of this width.
    pub(crate) fn of(chart: &Chart<'_>, left: f64, right: f64, page: f64) -> Self {
        let (first, last) = chart.days();
        Self { left, right, page, first, days: (0.0..((last - first).num_days() + 1) as f64).into() }
    }

    /// The number of days from the chart's first to a day, as plotters counts them.
    pub(crate) fn day(&self, day: NaiveDate) -> f64 {
        (day - self.first).num_days() as f64
    }

    /// Where a day starts.
    pub(crate) fn x(&self, day: NaiveDate) -> f64 {
        f64::from(self.days.map(&self.day(day), self.limit())) / 10.0
    }

    /// Where a period's point is.
    pub(crate) fn middle(&self, period: &Period) -> f64 {
        self.x(period.middle())
    }

    /// Its edges, in tenths of a unit.
    pub(crate) fn limit(&self) -> (i32, i32) {
        (tenths((self.left, 0.0)).0, tenths((self.right, 0.0)).0)
    }
}
