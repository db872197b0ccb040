//! The values printed at the main line's ends and its baseline, where they cover as little as possible.

use super::{
    bounds::{At, Bounds},
    label::{self, Anchor, Label},
    layout::Layout,
    obstacle::Obstacles,
};
use crate::role::Part;

/// The labels of the main line's last value, its baseline and its first value.
pub(crate) fn labels(layout: &Layout<'_>, obstacles: &mut Obstacles) -> Vec<Label<'static>> {
    let Some(line) = layout.chart.lines.first() else { return Vec::new() };
    let valued = || line.points.iter().filter(|point| point.value().is_some());
    let baseline = valued().rfind(|point| layout.chart.baseline() == Some(point.figure));
    let mut placed = Vec::with_capacity(3);
    for point in [valued().next_back(), baseline, valued().next()].into_iter().flatten() {
        let place = layout.at(point).zip(point.value());
        placed.extend(place.filter(|place| !placed.contains(place)));
    }
    let mut labels = Vec::with_capacity(placed.len());
    for (at, value) in placed {
        let label = place(at, &layout.chart.indicator.print(value), layout, obstacles);
        obstacles.boxes.push(label.bounds());
        labels.push(label);
    }
    labels
}

/// The place near a point where a text covers least: nearer places first, above before below.
fn place(at: At, text: &str, layout: &Layout<'_>, obstacles: &Obstacles) -> Label<'static> {
    let half = label::width(text, Part::Value) / 2.0;
    let page = Bounds {
        // Up to the marked values, which end at the left edge of the plot.
        left: layout.plot.left - 5.0,
        top: layout.plot.top - 8.0,
        right: layout.across.page,
        bottom: layout.floor - 1.0,
    };
    let near = layout.density.radius() + 4.0;
    let mut best: Option<(usize, Label<'static>)> = None;
    for gap in [near, near + 8.0, near + 18.0, near + 30.0] {
        if gap > near + 8.0 && best.as_ref().is_some_and(|(covered, _)| *covered == 0) {
            break;
        }
        for baseline in [at.1 - gap, at.1 + gap + 10.0] {
            for shift in [0.0, half - 1.0, 1.0 - half] {
                let label =
                    Label::new(text.to_owned(), Part::Value, Anchor::Middle, (at.0 + shift, baseline));
                if !page.holds(&label.bounds()) {
                    continue;
                }
                let covered = obstacles.covered(&label.bounds());
                if covered == 0 && !obstacles.is_on_a_level(&label.bounds()) {
                    return label;
                }
                if best.as_ref().is_none_or(|(least, _)| covered < *least) {
                    best = Some((covered, label));
                }
            }
        }
    }
    let above = || Label::new(text.to_owned(), Part::Value, Anchor::Middle, (at.0, at.1 - near));
    best.map_or_else(above, |(_, label)| label)
}
