//! What changed on a board between two moments: for a meeting, since the one before.

use super::Row;
use crate::{
    change_note::ChangeNote,
    figure::{Figure, Reading},
    indicator::Indicator,
    outline::Outline,
    period::Period,
    rating::Colour,
    wording,
};

/// What changed of an indicator.
#[derive(Debug)]
pub struct Changed<'a> {
    /// The indicator, as it is now.
    pub indicator: &'a Indicator,
    /// What changed, the rating first.
    pub what: Vec<What<'a>>,
}

/// One thing that changed.
#[derive(Debug)]
pub enum What<'a> {
    /// Its rating: from and to; nothing where it had or has none.
    Rating(Option<Colour>, Option<Colour>),
    /// There is a newer value.
    New {
        /// The newest now.
        now: &'a Figure,
        /// The newest before, where there was one.
        before: Option<&'a Figure>,
    },
    /// A figure that there was says something else.
    Revised {
        /// Its period.
        period: Period,
        /// What it said.
        from: &'a Reading,
        /// What it says.
        to: &'a Reading,
    },
    /// A figure that there was is there no more.
    Withdrawn(&'a Figure),
    /// Somebody noted what explains its series.
    Noted(&'a ChangeNote),
}

/// What changed between two moments, for each indicator where anything did, in the plan's order. `before` and `now` are the
/// rows of the same plan year then and now; of an indicator that was not on the board then its figures are all new.
#[must_use]
pub fn changes<'a>(
    (then, before): (&Outline, &[&'a Row<'a>]),
    (outline, now): (&'a Outline, &[&'a Row<'a>]),
) -> Vec<Changed<'a>> {
    let mut all = Vec::new();
    for row in now {
        let old = before.iter().find(|old| old.indicator.slug == row.indicator.slug);
        let mut what = Vec::new();
        let colour = |row: &Row<'_>| row.signals.rating.as_ref().ok().map(|rating| rating.colour);
        let (from, to) = (old.and_then(|old| colour(old)), colour(row));
        if from != to {
            what.push(What::Rating(from, to));
        }
        let old_latest = old.and_then(|old| old.latest);
        let is_newer =
            |latest: &&Figure| old_latest.is_none_or(|old| latest.period.last() > old.period.last());
        what.extend(row.latest.filter(is_newer).map(|now| What::New { now, before: old_latest }));
        for was in old.map_or(&[][..], |old| old.figures) {
            match row.figures.iter().find(|is| is.period == was.period) {
                None => what.push(What::Withdrawn(was)),
                Some(is) if !says_the_same(row.indicator, &is.reading, &was.reading) => {
                    what.push(What::Revised { period: was.period, from: &was.reading, to: &is.reading });
                }
                Some(_) => {}
            }
        }
        let is_new = |note: &&ChangeNote| {
            !then.notes_of(&note.indicator).any(|old| old.slug == note.slug && old.text == note.text)
        };
        what.extend(outline.notes_of(&row.indicator.slug).filter(is_new).map(What::Noted));
        if !what.is_empty() {
            all.push(Changed { indicator: row.indicator, what });
        }
    }
    all
}

/// Whether two readings are printed alike.
fn says_the_same(indicator: &Indicator, a: &Reading, b: &Reading) -> bool {
    reading(indicator, a) == reading(indicator, b)
}

fn reading(indicator: &Indicator, reading: &Reading) -> String {
    match reading {
        Reading::Value(measured) => indicator.print(measured.value()),
        Reading::Absent(absence) => absence.to_string(),
    }
}

impl What<'_> {
    /// It as a sentence.
    #[must_use]
    pub fn sentence(&self, indicator: &Indicator) -> String {
        let colour = |colour: Option<Colour>| colour.map_or("not rated", Colour::as_str);
        match self {
            Self::Rating(from, to) => format!("Rating: {}, was {}.", colour(*to), colour(*from)),
            Self::New { now, before } => {
                let after = before.map_or(String::new(), |before| {
                    format!(", after {} for {}", reading(indicator, &before.reading), before.period)
                });
                format!("New: {} for {}{after}.", reading(indicator, &now.reading), now.period)
            }
            Self::Revised { period, from, to } => {
                format!("Revised: {period} from {} to {}.", reading(indicator, from), reading(indicator, to))
            }
            Self::Withdrawn(figure) => {
                format!("Withdrawn: {} for {}.", reading(indicator, &figure.reading), figure.period)
            }
            Self::Noted(note) => format!("Noted at {}: {}", wording::day(note.on), note.text),
        }
    }
}

#[cfg(test)]
mod tests;
