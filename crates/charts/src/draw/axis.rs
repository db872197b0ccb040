//! The axes, with their marks and labels.

use super::canvas::{Canvas, Drawn};
use crate::{
    place::{
        label::{Anchor, LINE, Label},
        layout::Layout,
        tick::Tick,
    },
    role::Part,
};

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

/// Draws the labels of the horizontal axis, below it.
pub(crate) fn draw_ticks(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    let ticks = &layout.ticks;
    for (x, length) in &ticks.strokes {
        canvas.stroke(&[(*x, layout.floor), (*x, layout.floor + length)], Part::Tick)?;
    }
    let baseline = |row: usize| layout.floor + 17.0 + row as f64 * LINE;
    for Tick { x, row, text } in &ticks.labels {
        canvas.text(&Label::new(text, Part::Period, Anchor::Middle, (*x, baseline(*row))))?;
    }
    if let Some(kind) = ticks.kind {
        let at = (f64::midpoint(layout.plot.left, layout.plot.right), baseline(ticks.rows) + 3.0);
        canvas.text(&Label::new(kind.as_str(), Part::Kind, Anchor::Middle, at))?;
    }
    Ok(())
}
