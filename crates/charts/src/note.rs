//! The change notes: numbered markers over vertical lines. The page lists the notes by the same numbers.

use crate::{
    canvas::{Canvas, Drawn},
    label::{self, Anchor, Label},
    layout::{Across, Layout},
    role::Part,
};
use domain::{change_note::Effect, chart::Chart};

/// A change note with its place.
pub(crate) struct PlacedNote {
    /// Which row of markers it is in, from the top.
    pub(crate) row: usize,
    /// Where its day starts.
    pub(crate) x: f64,
    number: String,
    effect: Effect,
    side: Anchor,
}

/// What stands beside the number of a note that breaks the series.
const WORD: &str = "break";
/// How large a marker is.
const RADIUS: f64 = 8.0;
/// From the middle of a marker to its word.
const WORD_AT: f64 = RADIUS + 3.0;
/// Beyond this many rows the plot would have too little room: markers may then meet.
const MOST_ROWS: usize = 5;
/// Half of the distance between the two lines of a break.
const DOUBLE: f64 = 1.5;

impl PlacedNote {
    /// The change notes of a chart, in as many rows as they need not to meet.
    pub(crate) fn all(chart: &Chart<'_>, across: &Across) -> Vec<Self> {
        let mut ends: Vec<f64> = Vec::new();
        let mut placed: Vec<Self> = Vec::with_capacity(chart.notes.len());
        for (place, note) in chart.notes.iter().enumerate() {
            let x = across.x(note.on).clamp(across.left, across.right);
            let word = match note.effect {
                Effect::Breaks => WORD_AT - RADIUS + label::width(WORD, Part::NoteWord),
                Effect::Explains => 0.0,
            };
            let side = if x + RADIUS + word > across.page { Anchor::End } else { Anchor::Start };
            let (left, right) = match side {
                Anchor::End => (x - RADIUS - word, x + RADIUS),
                _ => (x - RADIUS, x + RADIUS + word),
            };
            let free = ends.iter().position(|end| end + 4.0 <= left);
            let row = free.unwrap_or(ends.len()).min(MOST_ROWS - 1);
            match ends.get_mut(row) {
                Some(end) => *end = end.max(right),
                None => ends.push(right),
            }
            placed.push(Self { row, x, number: (place + 1).to_string(), effect: note.effect, side });
        }
        placed
    }

    /// The texts at its marker.
    pub(crate) fn labels<'a>(&'a self, layout: &Layout<'_>) -> Vec<Label<'a>> {
        let y = layout.note_row(self.row);
        let number = Label::level_with(&self.number, Part::NoteNumber, Anchor::Middle, (self.x, y));
        let word_at = if self.side == Anchor::End { self.x - WORD_AT } else { self.x + WORD_AT };
        match self.effect {
            Effect::Explains => vec![number],
            Effect::Breaks => vec![number, Label::level_with(WORD, Part::NoteWord, self.side, (word_at, y))],
        }
    }
}

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

/// Draws the lines alone, as high as the plot, where there is no room for markers.
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
        canvas.disc((note.x, layout.note_row(note.row)), RADIUS, part)?;
        for label in note.labels(layout) {
            canvas.text(&label)?;
        }
    }
    Ok(())
}
