//! The layout of a chart. The drawing and the chart's reader both use it, so that they agree.

use super::{
    across::Across,
    bounds::{At, Bounds, tenths},
    density::Density,
    label::{self, LINE},
    level::{self, Level},
    name::NameLines,
    note::PlacedNote,
    scale::{is_broken, marks},
    tick::Ticks,
    year::Band,
};
use crate::{
    role::{Part, Role},
    size::Size,
    text,
};
use domain::chart::{Chart, Point};
use plotters::coord::{ranged1d::Ranged, types::RangedCoordf64};

/// The days of a chart across the drawing, and its values up it.
pub(crate) struct Layout<'a> {
    /// The chart.
    pub(crate) chart: &'a Chart<'a>,
    /// Days across.
    pub(crate) across: Across,
    /// The area of the values, from the highest mark to the lowest.
    pub(crate) plot: Bounds,
    /// The height of the horizontal axis: at the lowest mark, or below it where the scale does not start at zero.
    pub(crate) floor: f64,
    /// The upper edge of the bands of the plan years.
    pub(crate) head: f64,
    /// The unit, in lines.
    pub(crate) unit: Vec<String>,
    /// The marked values.
    pub(crate) marks: Vec<(f64, String)>,
    /// The visible plan years.
    pub(crate) bands: Vec<Band>,
    /// The change notes.
    pub(crate) notes: Vec<PlacedNote>,
    /// The horizontal axis' labels.
    pub(crate) ticks: Ticks,
    /// The names of the lines.
    pub(crate) names: Vec<NameLines>,
    /// The named levels of a control chart.
    pub(crate) levels: Vec<Level>,
    /// The left and the right edge of each stretch of a control chart.
    pub(crate) stretches: Vec<(f64, f64)>,
    /// How much room the shapes have.
    pub(crate) density: Density,
    /// The values in plotters' coordinates.
    pub(crate) values: RangedCoordf64,
}

/// The height of a row of change notes.
pub(crate) const NOTE_ROW: f64 = 19.0;
const YEAR_ROW: f64 = 18.0;
/// From the highest mark up to the text above it.
const HEADROOM: f64 = 9.0;
/// From the lowest mark down to the axis where the scale does not start at zero.
pub(crate) const FOOT: f64 = 18.0;
/// From the end of the days to a name.
pub(crate) const NAME_GAP: f64 = 12.0;
/// From a marked value to the axis.
pub(crate) const MARK_GAP: f64 = 8.0;

impl<'a> Layout<'a> {
    /// The layout of a large chart.
    pub(crate) fn of(chart: &'a Chart<'a>, size: Size) -> Self {
        let page = f64::from(size.width());
        let marks = marks(chart);
        let widest_mark = marks.iter().map(|(_, text)| label::width(text, Part::Mark)).fold(20.0, f64::max);
        let left = (widest_mark + MARK_GAP + 1.0).min(page * 0.4);
        let names: Vec<_> =
            chart.lines.iter().enumerate().map(|(place, line)| NameLines::of(line, place, size)).collect();
        let levels = level::levels(chart, size);
        let named = names.iter().chain(levels.iter().map(|level| &level.name));
        let widest_name = named.map(|name| name.width).fold(20.0, f64::max);
        let across = Across::of(chart, left, page - widest_name - NAME_GAP - 2.0, page);

        let ticks = Ticks::of(chart, &across);
        let bands = Band::all(chart, &across);
        let notes = PlacedNote::all(chart, &across);
        let stretches = level::stretches(chart, &across);
        let unit = text::wrap(&chart.indicator.unit_said(), Role::from(Part::Unit).text_size(), page, 3);

        let head = unit.len() as f64 * 16.0 + 6.0;
        let note_rows = notes.iter().map(|note| note.row + 1).max().unwrap_or(0);
        let years = if bands.is_empty() { 0.0 } else { YEAR_ROW };
        let top = head + years + note_rows as f64 * NOTE_ROW + HEADROOM;
        let floor = f64::from(size.height()) - 25.0 - ticks.rows as f64 * LINE;
        let bottom = if is_broken(chart) { floor - FOOT } else { floor };
        let plot = Bounds { left, top, right: across.right, bottom };
        let density = Density::of(chart, &across);
        let values = (chart.scale.low..chart.scale.high).into();
        Self {
            chart,
            across,
            plot,
            floor,
            head,
            unit,
            marks,
            bands,
            notes,
            ticks,
            names,
            levels,
            stretches,
            density,
            values,
        }
    }

    /// The height of a value.
    pub(crate) fn y(&self, value: f64) -> f64 {
        f64::from(self.values.map(&value, self.value_limit())) / 10.0
    }

    /// The place of a point, if it has a value.
    pub(crate) fn at(&self, point: &Point<'_>) -> Option<At> {
        Some((self.across.middle(&point.figure.period), self.y(point.value()?)))
    }

    /// A point in plotters' coordinates: its day and its value.
    pub(crate) fn logic(&self, point: &Point<'_>) -> Option<(f64, f64)> {
        Some((self.across.day(point.figure.period.middle()), point.value()?))
    }

    /// Whether the vertical axis has a break at its foot: its values start above zero.
    pub(crate) fn is_broken(&self) -> bool {
        is_broken(self.chart)
    }

    /// The middle of the row of the change notes.
    pub(crate) fn note_row(&self, row: usize) -> f64 {
        let years = if self.bands.is_empty() { 0.0 } else { YEAR_ROW };
        self.head + years + (row as f64 + 0.5) * NOTE_ROW
    }

    /// The highest and the lowest mark, in tenths of a unit.
    pub(crate) fn value_limit(&self) -> (i32, i32) {
        (tenths((0.0, self.plot.bottom)).1, tenths((0.0, self.plot.top)).1)
    }
}
