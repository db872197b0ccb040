//! A chart of lines over time.

use crate::{
    absence,
    backend::Svg,
    canvas::{Canvas, Drawn},
    control, fan,
    label::{Anchor, Label},
    layout::Layout,
    marker::{Density, Marker},
    name, note,
    role::{Part, Series},
    run::{placed_runs, runs},
    size::Size,
    text::escape,
    value::{self, Obstacles},
    year,
};
use domain::chart::Line;

/// A chart as an `<svg>` for a page: `id` starts the ids of its title and description, and differs from those of the
/// page's other charts. The two sizes of one chart may share it.
#[must_use]
pub fn line_chart(
    chart: &domain::chart::Chart<'_>,
    size: Size,
    id: &str,
    title: &str,
    description: &str,
) -> String {
    let layout = Layout::of(chart, size);
    let mut out = String::with_capacity(12 * 1024);
    let class = if chart.control.is_some() { " control" } else { "" };
    let frame = Frame { name: size.as_str(), class, width: size.width(), height: size.height() };
    open(&mut out, &frame, id, title, description);
    let svg = Svg::new(&mut out, size.width(), size.height());
    let drawn = draw(&layout, &Canvas::new(svg, layout.coordinates()));
    debug_assert!(drawn.is_ok(), "writing to a string cannot fail");
    out.push_str("</svg>");
    out
}

/// What the `<svg>` of a chart is called, and how large it is.
pub(crate) struct Frame<'a> {
    /// The word in its class and in its ids.
    pub(crate) name: &'a str,
    /// What stands behind the classes that every chart has.
    pub(crate) class: &'a str,
    /// How wide the viewBox is.
    pub(crate) width: u16,
    /// How high the viewBox is.
    pub(crate) height: u16,
}

/// `<svg ...><title>...</title><desc>...</desc>`.
pub(crate) fn open(out: &mut String, frame: &Frame<'_>, id: &str, title: &str, description: &str) {
    let Frame { name, class, width, height } = frame;
    let mut safe_id = String::with_capacity(id.len() + name.len() + 1);
    escape(id, &mut safe_id);
    safe_id.push('-');
    safe_id.push_str(name);
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart {name}{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{safe_id}-title {safe_id}-desc\"><title id=\"{safe_id}-title\">"
    ));
    escape(title, out);
    out.push_str(&format!("</title><desc id=\"{safe_id}-desc\">"));
    escape(description, out);
    out.push_str("</desc>");
}

/// Draws everything, what lies beneath first.
fn draw(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    year::draw(layout, canvas)?;
    control::draw_grounds(layout, canvas)?;
    fan::draw_bands(layout, canvas)?;
    draw_scale(layout, canvas)?;
    note::draw_lines(layout, canvas)?;
    layout.ticks.draw(layout, canvas)?;
    control::draw_lines(layout, canvas)?;
    fan::draw_middle(layout, canvas)?;

    let names = name::names(layout);
    let absences = absence::symbols(layout);
    let texts = names.iter().flat_map(|name| &name.labels).map(Label::bounds);
    let texts = texts.chain(absences.iter().map(|absence| absence.bounds(layout))).collect();
    let leaders = names.iter().filter_map(|name| name.leader).collect();
    let mut obstacles = Obstacles::of(layout, texts, leaders);
    let values = value::labels(layout, &mut obstacles);
    let levels = control::inner_labels(layout, &obstacles);

    absence::draw(&absences, layout, canvas)?;
    name::draw(&names, canvas)?;
    // The chart's own area last, over the others.
    for (place, line) in layout.chart.lines.iter().enumerate().rev() {
        draw_line(line, Series::at(place), layout, canvas)?;
    }
    for text in levels.iter().chain(&values) {
        canvas.text(text)?;
    }
    note::draw_marks(layout, canvas)
}

/// The unit, the marked values with a line across at each, and the axes.
pub(crate) fn draw_scale(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    let (plot, floor) = (&layout.plot, layout.floor);
    for (row, line) in layout.unit.iter().enumerate() {
        canvas.text(&Label::new(line, Part::Unit, Anchor::Start, (0.0, 13.0 + row as f64 * 16.0)))?;
    }
    for (mark, text) in &layout.marks {
        let y = layout.y(*mark);
        let part = if *mark == 0.0 { Part::Zero } else { Part::Grid };
        if (y - floor).abs() > 0.5 {
            canvas.stroke(&[(plot.left, y), (plot.right, y)], part)?;
        }
        canvas.text(&Label::level_with(text, Part::Mark, Anchor::End, (plot.left - 8.0, y)))?;
    }
    canvas.stroke(&[(plot.left, floor), (plot.right, floor)], Part::Axis)?;
    if layout.is_broken() {
        let (x, y) = (plot.left, plot.bottom);
        canvas.stroke(&[(x, plot.top), (x, y)], Part::Axis)?;
        let zigzag =
            [(x, y), (x, y + 3.0), (x - 4.0, y + 6.0), (x + 4.0, y + 11.0), (x, y + 14.0), (x, floor)];
        canvas.stroke(&zigzag, Part::AxisBreak)?;
    }
    Ok(())
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
            let part = if point.is_provisional() { Part::Provisional } else { Part::Point };
            let told = if series == Series::Main { control::told(layout.chart, first + place) } else { None };
            if let Some(at) = layout.logic(point).filter(|_| is_marked) {
                canvas.marker(&Marker::new(at, part.of(series).telling(told), layout.density))?;
            }
        }
    }
    Ok(())
}
