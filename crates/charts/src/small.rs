//! A small chart, one of many on a page: the line with its last value, what stands faintly behind it, what is to be reached.

use crate::{
    absence,
    backend::Svg,
    bounds::Bounds,
    canvas::{Canvas, Drawn},
    control, label,
    layout::{Across, FOOT, Layout, MARK_GAP, NAME_GAP, density, is_broken, marks},
    line_chart::{Frame, draw_scale, open},
    marker::{Density, Marker},
    name::{self, NameLines},
    note::{self, PlacedNote},
    role::{Part, Series},
    run::runs,
    size::Size,
    tick::Ticks,
    year::{self, Band},
};
use domain::chart::{Chart, Line};

/// How wide a small chart is, in its own units.
pub(crate) const WIDTH: u16 = 320;
/// How high it is.
pub(crate) const HEIGHT: u16 = 172;
/// How wide the name of what stands behind may be before it is broken.
const WIDEST: f64 = 92.0;
/// From the upper edge to the highest mark.
const TOP: f64 = 12.0;
/// From the axis to the lower edge.
const BELOW: f64 = 24.0;

/// A small chart as an `<svg>` for a page: the first line, its last value in figures, and the others faintly behind it with
/// their names. `id` starts the ids of its title and description, and differs from those of the page's other charts.
#[must_use]
pub fn small_chart(chart: &Chart<'_>, id: &str, title: &str, description: &str) -> String {
    let layout = layout(chart);
    let mut out = String::with_capacity(4 * 1024);
    let frame = Frame { name: "small", class: "", width: WIDTH, height: HEIGHT };
    open(&mut out, &frame, id, title, description);
    let svg = Svg::new(&mut out, WIDTH, HEIGHT);
    let drawn = draw(&layout, &Canvas::new(svg, layout.coordinates()));
    debug_assert!(drawn.is_ok(), "writing to a string cannot fail");
    out.push_str("</svg>");
    out
}

fn layout<'a>(chart: &'a Chart<'a>) -> Layout<'a> {
    let page = f64::from(WIDTH);
    let marks = marks(chart);
    let widest_mark = marks.iter().map(|(_, text)| label::width(text, Part::Mark)).fold(20.0, f64::max);
    let left = (widest_mark + MARK_GAP + 1.0).min(page * 0.4);
    let names: Vec<_> =
        chart.lines.iter().enumerate().map(|(place, line)| named(chart, place, line)).collect();
    let levels = control::levels(chart, Size::Narrow);
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
        groups: Vec::new(),
        density: density(chart, &across),
        values: (chart.scale.low..chart.scale.high).into(),
        across,
    }
}

/// What stands at the end of a line: of the chart's own its last value, of the others their names.
fn named(chart: &Chart<'_>, place: usize, line: &Line<'_>) -> NameLines {
    if place > 0 {
        let role = |part: Part| part.of(Series::Behind);
        return NameLines::of_text(line.name, role(Part::Name), role(Part::Leader), WIDEST);
    }
    let last = line.values().last().map(|value| chart.indicator.print(value)).unwrap_or_default();
    NameLines::of_text(&last, Part::Value.into(), Part::Leader.of(Series::Main), f64::INFINITY)
}

/// Draws everything, what lies beneath first.
fn draw(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    year::draw_grounds(layout, canvas)?;
    control::draw_grounds(layout, canvas)?;
    draw_scale(layout, canvas)?;
    note::draw_small(layout, canvas)?;
    layout.ticks.draw(layout, canvas)?;
    control::draw_lines(layout, canvas)?;
    absence::draw(&absence::symbols(layout), layout, canvas)?;
    name::draw(&name::names(layout), canvas)?;
    for (place, line) in layout.chart.lines.iter().enumerate().rev() {
        let series = if place == 0 { Series::Main } else { Series::Behind };
        draw_line(line, series, layout, canvas)?;
    }
    Ok(())
}

/// A line, run by run. Shapes stand at every value of the chart's own line where there is room, else at the last of each run.
fn draw_line(line: &Line<'_>, series: Series, layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for run in runs(line) {
        let mut through: Vec<_> = run.iter().filter_map(|point| layout.logic(point)).collect();
        if let [alone] = through[..] {
            // A path of no length: the style sheet's round ends make it a dot.
            through.push(alone);
        }
        canvas.line(through, Part::Line.of(series))?;
    }
    if series != Series::Main {
        return Ok(());
    }
    for run in runs(line) {
        for (place, point) in run.iter().enumerate() {
            let is_marked = layout.density == Density::Open || place + 1 == run.len();
            let part = if point.is_provisional() { Part::Provisional } else { Part::Point };
            if let Some(at) = layout.logic(point).filter(|_| is_marked) {
                canvas.marker(&Marker::new(at, part.of(series), Density::Dense))?;
            }
        }
    }
    Ok(())
}
