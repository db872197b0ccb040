//! The change notes: numbered markers over vertical lines. The page lists the notes by the same numbers.

use super::{
    across::Across,
    label::{self, Anchor, Label},
};
use crate::role::Part;
use domain::{change_note::Effect, chart::Chart};

/// A placed change note.
pub(crate) struct PlacedNote {
    /// Which row of markers it is in, from the top.
    pub(crate) row: usize,
    /// Where its day starts.
    pub(crate) x: f64,
    /// Its effect on the series.
    pub(crate) effect: Effect,
    number: String,
    side: Anchor,
}

/// The word beside the number of a note that breaks the series.
const WORD: &str = "break";
/// How large a marker is.
pub(crate) const RADIUS: f64 = 8.0;
/// From the centre of a marker to its word.
const WORD_AT: f64 = RADIUS + 3.0;
/// With more rows than this the plot would be too small: markers may then overlap.
const MOST_ROWS: usize = 5;

impl PlacedNote {
    /// The change notes of a chart, in as many rows as they need not to overlap.
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

    /// The texts at its marker, with their middle at height `y`.
    pub(crate) fn labels(&self, y: f64) -> Vec<Label<'_>> {
        let number = Label::level_with(&self.number, Part::NoteNumber, Anchor::Middle, (self.x, y));
        let word_at = if self.side == Anchor::End { self.x - WORD_AT } else { self.x + WORD_AT };
        match self.effect {
            Effect::Explains => vec![number],
            Effect::Breaks => vec![number, Label::level_with(WORD, Part::NoteWord, self.side, (word_at, y))],
        }
    }
}
