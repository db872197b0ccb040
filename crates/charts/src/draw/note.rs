//! The change notes: numbered markers over vertical lines. The page lists the notes by the same numbers.

use super::canvas::{Canvas, Drawn};
use crate::{
    place::{layout::Layout, note::RADIUS},
    role::Part,
};
use domain::change_note::Effect;

/// Half of the distance between the two lines of a break.
const DOUBLE: f64 = 1.5;

/// Draws the lines, which lie under the values.
pub(crate) fn draw_lines(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for note in &layout.notes {
        let (top, bottom) = (layout.note_row(note.row), layout.floor);
        match note.effect {
            Effect::Explains => canvas.stroke(&[(note.x, top), (note.x, bottom)], Part::Note)?,
            Effect::Breaks => {
                for x in [note.x - DOUBLE, note.x + DOUBLE] {
                    canvas.stroke(&[(x, top), (x, bottom)], Part::Break)?;
                }
            }
        }
    }
    Ok(())
}

/// Draws only the lines, as high as the plot, where there is no room for markers.
pub(crate) fn draw_small(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    let (top, bottom) = (layout.plot.top, layout.floor);
    for note in &layout.notes {
        let (offsets, part): (&[f64], _) = match note.effect {
            Effect::Explains => (&[0.0], Part::Note),
            Effect::Breaks => (&[-DOUBLE, DOUBLE], Part::Break),
        };
        for offset in offsets {
            canvas.stroke(&[(note.x + offset, top), (note.x + offset, bottom)], part)?;
        }
    }
    Ok(())
}

/// Draws the markers, which lie over everything.
pub(crate) fn draw_marks(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for note in &layout.notes {
        let part = match note.effect {
            Effect::Explains => Part::NoteMark,
            Effect::Breaks => Part::BreakMark,
        };
        let y = layout.note_row(note.row);
        canvas.disc((note.x, y), RADIUS, part)?;
        for label in note.labels(y) {
            canvas.text(&label)?;
        }
    }
    Ok(())
}
