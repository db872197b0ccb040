//! The changes of a board between two moments: for a meeting, since the one before.

use super::Row;
use crate::{
    change_note::ChangeNote,
    day::day,
    figure::{Absence, Figure, Reading},
    indicator::Indicator,
    outline::Outline,
    period::Period,
    rating::Colour,
};
use chrono::NaiveDate;

/// The changes of an indicator.
#[derive(Debug)]
pub struct Changed<'a> {
    /// The indicator, as it is now.
    pub indicator: &'a Indicator,
    /// What changed, the rating first.
    pub what: Vec<What<'a>>,
}

/// One change.
#[derive(Debug)]
pub enum What<'a> {
    /// Its rating: from and to; `None` where it had or has none.
    Rating(Option<Colour>, Option<Colour>),
    /// There is a newer figure.
    New {
        /// The newest figure now: a value, or why there is none.
        now: &'a Figure,
        /// The last value before, if there was one.
        before: Option<&'a Figure>,
    },
    /// There are figures for periods that had none, earlier than the newest figure: the oldest first.
    Filled(Vec<&'a Figure>),
    /// An existing figure was changed.
    Revised {
        /// Its period.
        period: Period,
        /// The figure then.
        from: &'a Reading,
        /// The figure now.
        to: &'a Reading,
    },
    /// A figure is no longer there.
    Withdrawn(&'a Figure),
    /// A new note explains its series.
    Noted(&'a ChangeNote),
}

/// The changes between two moments, for each indicator that has any, in the plan's order. `before` and `now` are the rows of
/// the same plan year then and now; for an indicator that was not on the board then, all figures are new.
///
/// Where the plan's area or the year's days changed in between, only figures that both boards could show are compared: those
/// that are no longer shown were not withdrawn. A withdrawn confidential figure is not reported either, because that would
/// reveal it to those who may not see it.
#[must_use]
pub fn changes<'a>(
    (then, before): (&Outline, &[&'a Row<'a>]),
    (outline, now): (&'a Outline, &[&'a Row<'a>]),
    until: NaiveDate,
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
        let old_figures = old.map_or(&[][..], |old| old.figures);
        what.extend(added(old_figures, old.and_then(|old| old.latest), row.figures));
        for was in old_figures.iter().filter(|was| was.series.area == outline.plan.area) {
            match row.figures.iter().find(|is| is.period == was.period) {
                None if was.period.last() > until => {}
                None if was.reading.absence() == Some(Absence::Confidential) => {}
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

/// The new figures: the newest of all with the last value before it, and the periods that were filled in.
fn added<'a>(old: &[Figure], old_latest: Option<&'a Figure>, now: &'a [Figure]) -> Vec<What<'a>> {
    let is_added = |is: &&Figure| !old.iter().any(|was| was.period == is.period && was.series == is.series);
    let mut all: Vec<&Figure> = now.iter().filter(is_added).collect();
    let is_newest = |is: &&mut &Figure| old.iter().all(|was| is.period.last() > was.period.last());
    let newest = all.last_mut().filter(is_newest).map(|newest| *newest);
    if newest.is_some() {
        all.pop();
    }
    let newest = newest.map(|now| What::New { now, before: old_latest });
    newest.into_iter().chain((!all.is_empty()).then_some(What::Filled(all))).collect()
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
    /// The change as a sentence.
    #[must_use]
    pub fn sentence(&self, indicator: &Indicator) -> String {
        let colour = |colour: Option<Colour>| colour.map_or("not rated", Colour::as_str);
        match self {
            Self::Rating(from, to) => format!("Rating: {}, was {}.", colour(*to), colour(*from)),
            Self::New { now, before } => {
                let after = before.map_or(String::new(), |before| {
                    format!(", compared with {} for {}", reading(indicator, &before.reading), before.period)
                });
                format!("New: {} for {}{after}.", reading(indicator, &now.reading), now.period)
            }
            Self::Filled(figures) => filled(indicator, figures),
            Self::Revised { period, from, to } => {
                format!("Revised: {period}, from {} to {}.", reading(indicator, from), reading(indicator, to))
            }
            Self::Withdrawn(figure) => {
                format!("Withdrawn: {} for {}.", reading(indicator, &figure.reading), figure.period)
            }
            Self::Noted(note) => format!("Note for {}: {}", day(note.on), note.text),
        }
    }
}

/// Up to how many periods are listed individually.
const ONE_BY_ONE: usize = 4;

fn filled(indicator: &Indicator, figures: &[&Figure]) -> String {
    match figures {
        [first, .., last] if figures.len() > ONE_BY_ONE => {
            format!("Filled in: {} periods, {} to {}.", figures.len(), first.period, last.period)
        }
        _ => {
            let one =
                |figure: &&Figure| format!("{} for {}", reading(indicator, &figure.reading), figure.period);
            format!("Filled in: {}.", figures.iter().map(one).collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests;
