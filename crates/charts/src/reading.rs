//! Where a reader of the chart can stop: its periods, each at its point.

use crate::{place::layout::Layout, size::Size};
use domain::{chart::Chart, period::Period};

/// A period's place on the drawing, in fractions of the viewBox, so that it holds at any scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The period.
    pub period: Period,
    /// How far across its middle is, 0 to 1.
    pub x: f64,
    /// How far down the main line's value is, 0 to 1; `None` where it has no value.
    pub y: Option<f64>,
}

/// The places of a chart's periods, in order of time, on the drawing that [`crate::line_chart()`] makes of it.
#[must_use]
pub fn reading_places(chart: &Chart<'_>, size: Size) -> Vec<Place> {
    let layout = Layout::of(chart, size);
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    let main = chart.lines.first();
    chart
        .periods
        .iter()
        .map(|period| {
            let value =
                main.and_then(|line| chart.figure(line, period)).and_then(|figure| figure.reading.value());
            let ahead = || Some(chart.forecast.as_ref()?.step(period)?.likeliest());
            Place {
                period: *period,
                x: layout.across.middle(period) / width,
                y: value.or_else(ahead).map(|value| layout.y(value) / height),
            }
        })
        .collect()
}
