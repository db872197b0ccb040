//! The marks of the vertical axis, and how a value is printed there.

use domain::{chart::Chart, indicator::Measure, number};

/// The marked values and their labels: as short as the scale allows, with the sign of the measure.
pub(crate) fn marks(chart: &Chart<'_>) -> Vec<(f64, String)> {
    let decimals = chart.scale.decimals();
    chart.scale.marks().map(|mark| (mark, print(chart.indicator.measure, mark, decimals))).collect()
}

/// A value with a number of decimals and the sign of its measure.
pub(crate) fn print(measure: Measure, value: f64, decimals: u8) -> String {
    let text = number::print(value, decimals);
    match measure {
        Measure::Percentage => text + "%",
        Measure::Money => match text.strip_prefix('−') {
            Some(below) => format!("−£{below}"),
            None => format!("£{text}"),
        },
        _ => text,
    }
}

/// Whether the values of a chart start above zero.
pub(crate) fn is_broken(chart: &Chart<'_>) -> bool {
    chart.scale.low > 0.0
}
