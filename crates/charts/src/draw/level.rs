//! The lines of a control chart, a target and a forecast, which lie under the values.

use super::canvas::{Canvas, Drawn};
use crate::{
    place::{control, fan, layout::Layout},
    role::{Part, Series},
};

/// Draws means, limits and the target.
pub(crate) fn draw_lines(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for (part, through) in control::lines(layout) {
        canvas.stroke(&through, part)?;
    }
    Ok(())
}

/// Draws the middle of a forecast.
pub(crate) fn draw_middle(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    match fan::middle(layout) {
        Some(through) => canvas.line(through, Part::FanMiddle.of(Series::Main)),
        None => Ok(()),
    }
}
