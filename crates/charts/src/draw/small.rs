//! A small chart, one of many on a page: the line with its last value, the others faintly behind it, and the target.

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
        absence,
        density::Density,
        ends,
        layout::Layout,
        small::{HEIGHT, WIDTH, layout},
    },
    role::{Part, Series},
    run::runs,
};
use domain::chart::{Chart, Line};

/// A small chart as an `<svg>` for a page: the first line, its last value in figures, and the others faintly behind it with
/// their names. `id` starts the ids of its title and description, and differs from those of the page's other charts.
#[must_use]
pub fn small_chart(chart: &Chart<'_>, id: &str, title: &str, description: &str) -> String {
    let layout = layout(chart);
    let mut out = String::with_capacity(4 * 1024);
    let frame = Frame { name: "small", class: "", width: WIDTH, height: HEIGHT };
    open(&mut out, &frame, id, title, description);
    let svg = Svg::new(&mut out, WIDTH, HEIGHT);
    let drawn = draw(&layout, &Canvas::new(svg, coordinates(&layout)));
    debug_assert!(drawn.is_ok(), "writing to a string cannot fail");
    out.push_str("</svg>");
    out
}

/// Draws everything, the background first.
fn draw(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    ground::draw_bands(layout, canvas)?;
    ground::draw_grounds(layout, canvas)?;
    axis::draw_scale(layout, canvas)?;
    note::draw_small(layout, canvas)?;
    axis::draw_ticks(layout, canvas)?;
    level::draw_lines(layout, canvas)?;
    name::draw_absences(&absence::symbols(layout), layout, canvas)?;
    name::draw_names(&ends::names(layout), canvas)?;
    for (place, line) in layout.chart.lines.iter().enumerate().rev() {
        let series = if place == 0 { Series::Main } else { Series::Behind };
        draw_line(line, series, layout, canvas)?;
    }
    Ok(())
}

/// A line, run by run. The chart's own line has a shape at every value where there is room, else at the last of each run.
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
