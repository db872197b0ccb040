//! The background: plan years, the room between limits or the ends of a target, and the bands of a forecast.

use super::canvas::{Canvas, Drawn};
use crate::place::{bounds::Bounds, control, fan, layout::Layout, year};

/// Draws the bands of the plan years, from their names down to the axis.
pub(crate) fn draw_years(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    draw_bands(layout, canvas)?;
    for label in year::labels(&layout.bands, layout.head, layout.across.page) {
        canvas.text(&label)?;
    }
    Ok(())
}

/// Draws the bands of the plan years without their names.
pub(crate) fn draw_bands(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for band in &layout.bands {
        let bounds = Bounds { left: band.left, top: layout.head, right: band.right, bottom: layout.floor };
        canvas.fill(&bounds, band.part)?;
    }
    Ok(())
}

/// Draws the room between the limits, and between the ends of a target.
pub(crate) fn draw_grounds(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for (part, bounds) in control::grounds(layout) {
        canvas.fill(&bounds, part)?;
    }
    Ok(())
}

/// Draws the bands of a forecast, which lie under the lines.
pub(crate) fn draw_fan(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for (part, around) in fan::bands(layout) {
        canvas.shape(around, part)?;
    }
    Ok(())
}
