//! The layout of a small chart.

use super::{
    across::Across,
    bounds::Bounds,
    density::Density,
    label,
    layout::{FOOT, Layout, MARK_GAP, NAME_GAP},
    level,
    name::NameLines,
    note::PlacedNote,
    scale::{is_broken, marks},
    tick::Ticks,
    year::Band,
};
use crate::{
    role::{Part, Series},
    size::Size,
};
use domain::chart::{Chart, Line};

/// The width of a small chart, in its own units.
pub(crate) const WIDTH: u16 = 320;
/// Its height.
pub(crate) const HEIGHT: u16 = 172;
/// How wide the name of a line behind the main one may be before it is broken.
const WIDEST: f64 = 92.0;
/// From the upper edge to the highest mark.
const TOP: f64 = 12.0;
/// From the axis to the lower edge.
const BELOW: f64 = 24.0;

/// The layout of a small chart.
pub(crate) fn layout<'a>(chart: &'a Chart<'a>) -> Layout<'a> {
    let page = f64::from(WIDTH);
    let marks = marks(chart);
    let widest_mark = marks.iter().map(|(_, text)| label::width(text, Part::Mark)).fold(20.0, f64::max);
    let left = (widest_mark + MARK_GAP + 1.0).min(page * 0.4);
    let names: Vec<_> =
        chart.lines.iter().enumerate().map(|(place, line)| named(chart, place, line)).collect();
    let levels = level::levels(chart, Size::Narrow);
    let every = names.iter().chain(levels.iter().map(|level| &level.name));
    let widest = every.map(|name| name.width).fold(20.0, f64::max);
    let across = Across::of(chart, left, page - widest - NAME_GAP - 2.0, page);
    let floor = f64::from(HEIGHT) - BELOW;
    let bottom = if is_broken(chart) { floor - FOOT } else { floor };
    let plot = Bounds { left, top: TOP, right: across.right, bottom };
    Layout {
        chart,
        plot,
        floor,
        head: TOP - 6.0,
        unit: Vec::new(),
        marks,
        bands: Band::all(chart, &across),
        notes: PlacedNote::all(chart, &across),
        ticks: Ticks::ends(chart, &across),
        names,
        levels,
        stretches: Vec::new(),
        density: Density::of(chart, &across),
        values: (chart.scale.low..chart.scale.high).into(),
        across,
    }
}

/// The text at the end of a line: for the chart's own its last value, for the others their names.
fn named(chart: &Chart<'_>, place: usize, line: &Line<'_>) -> NameLines {
    if place > 0 {
        let role = |part: Part| part.of(Series::Behind);
        return NameLines::of_text(line.name, role(Part::Name), role(Part::Leader), WIDEST);
    }
    let last = line.values().last().map(|value| chart.indicator.print(value)).unwrap_or_default();
    NameLines::of_text(&last, Part::Value.into(), Part::Leader.of(Series::Main), f64::INFINITY)
}
