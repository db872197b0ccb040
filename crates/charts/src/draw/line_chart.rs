//! A chart of lines over time.

use super::{
    axis,
    backend::Svg,
    canvas::{Canvas, Drawn, coordinates},
    frame::{Frame, open},
    ground, level,
    marker::Marker,
    name, note,
};
use crate::{
    place::{
        absence, density::Density, ends, label::Label, layout::Layout, limit_name, obstacle::Obstacles, value,
    },
    role::{Part, Series},
    run::{placed_runs, runs},
    size::Size,
};
use domain::{
    chart::{Chart, Line},
    control_chart::Kind,
};

/// A chart as an `<svg>` for a page: `id` starts the ids of its title and description, and differs from those of the
/// page's other charts. The two sizes of one chart may share it.
#[must_use]
pub fn line_chart(chart: &Chart<'_>, size: Size, id: &str, title: &str, description: &str) -> String {
    let layout = Layout::of(chart, size);
    let mut out = String::with_capacity(12 * 1024);
    let class = if chart.control.is_some() { " control" } else { "" };
    let frame = Frame { name: size.as_str(), class, width: size.width(), height: size.height() };
    open(&mut out, &frame, id, title, description);
    let svg = Svg::new(&mut out, size.width(), size.height());
    let drawn = draw(&layout, &Canvas::new(svg, coordinates(&layout)));
    debug_assert!(drawn.is_ok(), "writing to a string cannot fail");
    out.push_str("</svg>");
    out
}

/// Draws everything, the background first.
fn draw(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    ground::draw_years(layout, canvas)?;
    ground::draw_grounds(layout, canvas)?;
    ground::draw_fan(layout, canvas)?;
    axis::draw_scale(layout, canvas)?;
    note::draw_lines(layout, canvas)?;
    axis::draw_ticks(layout, canvas)?;
    level::draw_lines(layout, canvas)?;
    level::draw_middle(layout, canvas)?;

    let names = ends::names(layout);
    let absences = absence::symbols(layout);
    let texts = names.iter().flat_map(|name| &name.labels).map(Label::bounds);
    let texts = texts.chain(absences.iter().map(|absence| absence.bounds(layout))).collect();
    let leaders = names.iter().filter_map(|name| name.leader).collect();
    let mut obstacles = Obstacles::of(layout, texts, leaders);
    let values = value::labels(layout, &mut obstacles);
    let limits = limit_name::labels(layout, &obstacles);

    name::draw_absences(&absences, layout, canvas)?;
    name::draw_names(&names, canvas)?;
    // The chart's own area last, on top of the others.
    for (place, line) in layout.chart.lines.iter().enumerate().rev() {
        draw_line(line, Series::at(place), layout, canvas)?;
    }
    for text in limits.iter().chain(&values) {
        canvas.text(text)?;
    }
    note::draw_marks(layout, canvas)
}

/// A line, run by run, and its shapes.
fn draw_line(line: &Line<'_>, series: Series, layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for run in runs(line).filter(|run| run.len() > 1) {
        let through = run.iter().filter_map(|point| layout.logic(point)).collect();
        canvas.line(through, Part::Line.of(series))?;
    }
    for (first, run) in placed_runs(line) {
        for (place, point) in run.iter().enumerate() {
            // Counted from the run's end, so that the last value of a line always has its shape.
            let is_marked = series == Series::Main
                || layout.density == Density::Open
                || (run.len() - 1 - place).is_multiple_of(4);
            let part = match (is_apart(layout.chart, series, first + place), point.is_provisional()) {
                (true, _) => Part::Apart,
                (false, true) => Part::Provisional,
                (false, false) => Part::Point,
            };
            let kind = if series == Series::Main { kind_of(layout.chart, first + place) } else { None };
            if let Some(at) = layout.logic(point).filter(|_| is_marked) {
                canvas.marker(&Marker::new(at, part.of(series).telling(kind), layout.density))?;
            }
        }
    }
    Ok(())
}

/// Whether the point at an index of a line is set apart from what is usual.
fn is_apart(chart: &Chart<'_>, series: Series, place: usize) -> bool {
    let control = chart.control.as_ref().filter(|_| series == Series::Main);
    control.and_then(|control| control.points.get(place)).is_some_and(|point| point.is_apart)
}

/// The finding of a control chart for the point at an index of the first line; `None` where there is no control chart.
fn kind_of(chart: &Chart<'_>, place: usize) -> Option<Kind> {
    let control = chart.control.as_ref()?;
    Some(control.points.get(place).map_or(Kind::Common, |point| control.kind(point)))
}
