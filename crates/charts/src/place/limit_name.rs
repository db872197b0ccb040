//! The names of limits that end before the chart does.

use super::{
    bounds::Bounds,
    label::{Anchor, Label},
    layout::Layout,
    level::named,
    obstacle::Obstacles,
};
use crate::role::Part;
use domain::control_chart::Side;

/// The names of limits that end before the chart does, because its last group has none: at their own ends, where they cover
/// nothing.
pub(crate) fn labels(layout: &Layout<'_>, obstacles: &Obstacles) -> Vec<Label<'static>> {
    let last = layout.stretches.len().saturating_sub(1);
    let inner = named(layout.chart).into_iter().filter(|named| named.stretch < last);
    inner
        .filter_map(|named| {
            let (left, right) = layout.stretches.get(named.stretch).copied()?;
            let y = layout.y(named.value);
            let (over, under) = (y - 5.0, y + 14.0);
            let baselines = if named.side == Side::Above { [over, under] } else { [under, over] };
            let labels = baselines.map(|baseline| {
                Label::new(named.text.clone(), Part::LevelName, Anchor::End, (right - 2.0, baseline))
            });
            let room = Bounds { left, right, ..layout.plot };
            labels
                .into_iter()
                .find(|label| room.holds(&label.bounds()) && obstacles.covered(&label.bounds()) == 0)
        })
        .collect()
}
