//! What a control chart and its target add to a line: for each group of points the mean and the limits, with a gap to
//! the next group's, and the target.

use super::{
    bounds::{At, Bounds},
    layout::Layout,
};
use crate::role::Part;
use domain::{control_chart::Group, target::Aim};

/// The backgrounds: between the limits, and between the ends of a target.
pub(crate) fn grounds(layout: &Layout<'_>) -> Vec<(Part, Bounds)> {
    let mut grounds = Vec::new();
    for (group, left, right) in placed(layout) {
        let Some((lower, upper)) = layout.chart.drawn_limits(group) else { continue };
        let part = if group.is_trial { Part::WithinTrial } else { Part::Within };
        grounds.push((part, Bounds { left, top: layout.y(upper), right, bottom: layout.y(lower) }));
    }
    if let Some(Aim::Range(lower, upper)) = layout.chart.target {
        let Bounds { left, right, .. } = layout.plot;
        let bounds = Bounds { left, top: layout.y(upper), right, bottom: layout.y(lower) };
        grounds.push((Part::Wanted, bounds));
    }
    grounds
}

/// The lines of all groups and of the target.
pub(crate) fn lines(layout: &Layout<'_>) -> Vec<(Part, [At; 2])> {
    let mut lines = Vec::new();
    let mut add = |part: Part, value: f64, left: f64, right: f64| {
        let y = layout.y(value);
        lines.push((part, [(left, y), (right, y)]));
    };
    for (group, left, right) in placed(layout) {
        if let Some((lower, upper)) = layout.chart.drawn_limits(group) {
            let part = if group.is_trial { Part::TrialLimit } else { Part::Limit };
            add(part, upper, left, right);
            add(part, lower, left, right);
        }
        if let Some(mean) = group.mean {
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

/// The groups, each with its left and its right edge.
fn placed<'b>(layout: &'b Layout<'_>) -> impl Iterator<Item = (&'b Group, f64, f64)> {
    let groups = layout.chart.control.iter().flat_map(|control| &control.groups);
    groups.zip(&layout.groups).map(|(group, (left, right))| (group, *left, *right))
}
