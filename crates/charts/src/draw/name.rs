//! The names at the ends of lines and levels, and the symbols of absences.

use super::canvas::{Canvas, Drawn};
use crate::{
    place::{absence::Symbol, ends::Name, layout::Layout},
    role::Part,
};

/// Draws names, each with the line that leads to it.
pub(crate) fn draw_names(names: &[Name<'_>], canvas: &Canvas<'_>) -> Drawn {
    for name in names {
        if let Some(leader) = &name.leader {
            canvas.stroke(leader, name.leader_role)?;
        }
        for label in &name.labels {
            canvas.text(label)?;
        }
    }
    Ok(())
}

/// Draws symbols, with a line under one that is for several periods.
pub(crate) fn draw_absences(symbols: &[Symbol], layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for symbol in symbols {
        let label = symbol.label(layout);
        if symbol.last > symbol.first {
            let y = label.bounds().bottom + 2.0;
            canvas.stroke(&[(symbol.first, y), (symbol.last, y)], Part::AbsenceRun)?;
        }
        canvas.text(&label)?;
    }
    Ok(())
}
