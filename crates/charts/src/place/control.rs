//! What a control chart and its target add to a line: the mean and the limits as long as they stay the same, with a gap where the
//! series breaks, and the target.

use super::{
    bounds::{At, Bounds},
    layout::Layout,
};
use crate::role::Part;
use domain::{chart::Stretch, target::Aim};

/// The backgrounds: between the limits, and between the ends of a target.
pub(crate) fn grounds(layout: &Layout<'_>) -> Vec<(Part, Bounds)> {
    let mut grounds = Vec::new();
    for (stretch, left, right) in placed(layout) {
        let Some((lower, upper)) = layout.chart.drawn_usual(stretch) else { continue };
        let part = if stretch.is_early { Part::WithinTrial } else { Part::Within };
        grounds.push((part, Bounds { left, top: layout.y(upper), right, bottom: layout.y(lower) }));
    }
    if let Some(Aim::Range(lower, upper)) = layout.chart.target {
        let Bounds { left, right, .. } = layout.plot;
        let bounds = Bounds { left, top: layout.y(upper), right, bottom: layout.y(lower) };
        grounds.push((Part::Wanted, bounds));
    }
    grounds
}

/// The lines of all stretches and of the target.
pub(crate) fn lines(layout: &Layout<'_>) -> Vec<(Part, [At; 2])> {
    let mut lines = Vec::new();
    let mut add = |part: Part, value: f64, left: f64, right: f64| {
        let y = layout.y(value);
        lines.push((part, [(left, y), (right, y)]));
    };
    for (stretch, left, right) in placed(layout) {
        let (lower, upper) = layout.chart.drawn_limits(stretch);
        let part = if stretch.is_early { Part::TrialLimit } else { Part::Limit };
        for limit in [upper, lower].into_iter().flatten() {
            add(part, limit, left, right);
        }
        if let Some(mean) = stretch.mean {
            add(Part::Mean, mean, left, right);
        }
    }
    let Bounds { left, right, .. } = layout.plot;
    match layout.chart.target {
        None => {}
        Some(Aim::Value(value)) => add(Part::Target, value, left, right),
        Some(Aim::Range(lower, upper)) => {
            add(Part::TargetEnd, upper, left, right);
            add(Part::TargetEnd, lower, left, right);
        }
    }
    lines
}

/// The stretches, each with its left and its right edge.
fn placed<'b>(layout: &'b Layout<'_>) -> impl Iterator<Item = (&'b Stretch, f64, f64)> {
    let stretches = layout.chart.control.iter().flat_map(|control| &control.stretches);
    stretches.zip(&layout.stretches).map(|(stretch, (left, right))| (stretch, *left, *right))
}
