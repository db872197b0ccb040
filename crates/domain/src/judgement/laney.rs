//! Rule 6, moving denominators: Laney's p' and u' charts (Laney 2002, "Improved control charts for attributes").
//!
//! Each value becomes `z = (p_i - p) / s_i` with `s_i = sqrt(p(1 - p) / n_i)`, or `sqrt(u / n_i)` for rates, whose spread beyond
//! that of sampling is measured by the moving ranges of z.

use super::{
    Chart,
    values::{Parts, Value},
};
use crate::indicator::Measure;

/// A largest denominator over this many times the smallest is moving.
const MOVING: f64 = 1.25;

/// The values of a group on a chart's own scale.
#[derive(Clone, Debug)]
pub(super) struct Scaled {
    /// What 0 on that scale is, in the unit of the indicator.
    pub(super) centre: f64,
    /// What 1 on that scale is for each value, in the unit of the indicator.
    pub(super) unit: Vec<f64>,
    /// The values on that scale.
    pub(super) values: Vec<f64>,
}

/// Whether the denominators of a group move.
pub(super) fn is_moving(values: &[Value], parts: Parts) -> bool {
    let denominators = || values.iter().map(|value| value.n);
    let (least, most) = (denominators().fold(f64::INFINITY, f64::min), denominators().fold(0.0, f64::max));
    matches!(parts, Parts::Ratios(_)) && most > MOVING * least
}

/// The chart of moving denominators: of proportions where the ratios are percentages.
pub(super) fn chart(measure: Measure) -> Chart {
    if measure == Measure::Percentage { Chart::P } else { Chart::U }
}

/// The z of each value around what all that are used have together. `None` where that is 0, or all of everyone.
pub(super) fn scaled(
    values: &[Value],
    parts: Parts,
    chart: Chart,
    is_used: impl Fn(usize) -> bool,
) -> Option<Scaled> {
    let per = if let Parts::Ratios(per) = parts { per } else { return None };
    let (mut x, mut n) = (0.0, 0.0);
    for (_, value) in values.iter().enumerate().filter(|(at, _)| is_used(*at)) {
        x += value.x;
        n += value.n;
    }
    let p = x / n;
    let variance = if chart == Chart::P { p * (1.0 - p) } else { p };
    // A few rounding errors from 0 is 0: a p of 1 is not always exactly 1.
    let is_spread = p.is_finite() && variance > 1e-12 * p;
    if !is_spread {
        return None;
    }
    let unit: Vec<f64> = values.iter().map(|value| (variance / value.n).sqrt()).collect();
    let z = values.iter().zip(&unit).map(|(value, unit)| (value.x / value.n - p) / unit).collect();
    let unit = unit.into_iter().map(|unit| unit * per).collect();
    Some(Scaled { centre: p * per, unit, values: z })
}
