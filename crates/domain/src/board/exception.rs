//! What makes an indicator stand out on the board, and how many there are of each.

use super::{Group, Row, Section};
use crate::{
    control_chart::{Assurance, Variation},
    figure::Absence,
    judgement::strength::{self, Strength},
    rating::{Colour, RollUp},
};
use std::cmp::Reverse;

/// What makes a row stand out, the most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exception {
    /// It misses its target by more than the tolerance.
    Red,
    /// Its latest figures are worse than its usual variation.
    Concern,
    /// Its target will be missed unless something changes.
    WillMiss,
    /// Its latest figures are beyond its usual variation, and the plan wants neither more nor less of it.
    Unusual,
    /// Its newest figure is absent, or a newer one should be there.
    NoFigure,
    /// It misses its target within the tolerance.
    Amber,
}

/// What makes a row stand out, the most serious first; empty if nothing does.
#[must_use]
pub fn exceptions(row: &Row<'_>) -> Vec<Exception> {
    let colour = row.signals.rating.as_ref().ok().map(|rating| rating.colour);
    let will_miss = row.signals.assurance() == Ok(Assurance::Fail);

    [
        (colour == Some(Colour::Red), Exception::Red),
        (is_worse(row), Exception::Concern),
        (will_miss, Exception::WillMiss),
        (is_unusual(row), Exception::Unusual),
        (has_none(row), Exception::NoFigure),
        (colour == Some(Colour::Amber), Exception::Amber),
    ]
    .into_iter()
    .filter_map(|(is_so, exception)| is_so.then_some(exception))
    .collect()
}

/// The rows of a board, each once even if it serves two priorities, those that stand out first: worse or unusual figures by how
/// unlikely chance makes them, then by the most serious exception, those with more exceptions before those with fewer, else in the
/// plan's order.
#[must_use]
pub fn by_exception<'a>(sections: &'a [Section<'_>]) -> Vec<&'a Row<'a>> {
    exceptions_first(each(sections))
}

/// The same of some rows.
#[must_use]
pub fn exceptions_first<'a>(rows: Vec<&'a Row<'a>>) -> Vec<&'a Row<'a>> {
    let mut rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let exceptions = exceptions(row);
            let share = strength_of(row).filter(|_| is_worse(row) || is_unusual(row)).map(Strength::p);
            (share, (exceptions.is_empty(), exceptions.first().copied(), Reverse(exceptions.len())), row)
        })
        .collect();
    rows.sort_by(|(a, then_a, _), (b, then_b, _)| strength::order(*a, *b).then(then_a.cmp(then_b)));
    rows.into_iter().map(|(_, _, row)| row).collect()
}

/// What the last figures of a board show, beside what chance alone would show of so many series.
#[derive(Clone, Debug)]
pub struct Chance<'a> {
    /// Of how many indicators it is said whether their last figures are usual.
    pub judged: usize,
    /// How many of those have unusual figures.
    pub unusual: usize,
    /// How many would have some if nothing had changed anywhere.
    pub expected: f64,
    /// Those whose figures are too unusual for chance among so many, in the order of the rows.
    pub standing: Vec<&'a Row<'a>>,
}

/// What the rows of a board show beside chance; `None` where it is said of none whether its last figures are usual.
#[must_use]
pub fn chance<'a>(rows: &[&'a Row<'a>]) -> Option<Chance<'a>> {
    let shares: Vec<_> = rows.iter().map(|row| strength_of(row).map(Strength::p)).collect();
    let standing = rows.iter().zip(strength::standing(&shares));
    let chance = Chance {
        judged: shares.iter().flatten().count(),
        unusual: rows.iter().filter(|row| is_signal(row)).count(),
        expected: strength::expected(rows.iter().filter_map(|row| strength_of(row))),
        standing: standing.filter(|(row, stands)| *stands && is_signal(row)).map(|(row, _)| *row).collect(),
    };
    (chance.judged > 0).then_some(chance)
}

fn strength_of<'a>(row: &'a Row<'_>) -> Option<&'a Strength> {
    row.signals.judgement.strength.as_ref()
}

fn is_signal(row: &Row<'_>) -> bool {
    row.signals.variation().is_ok_and(|variation| variation != Variation::CommonCause)
}

/// The rows of a board in the plan's order, each once.
#[must_use]
pub fn each<'a>(sections: &'a [Section<'_>]) -> Vec<&'a Row<'a>> {
    let mut seen = std::collections::HashSet::new();
    let groups = sections.iter().flat_map(|section| &section.groups);
    groups.flat_map(|group: &Group<'_>| &group.rows).filter(|row| seen.insert(&row.indicator.slug)).collect()
}

/// A summary of a board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many indicators it has.
    pub indicators: usize,
    /// How many are green, amber and red.
    pub ratings: RollUp,
    /// How many are improving, beyond their usual variation.
    pub better: usize,
    /// How many are getting worse.
    pub worse: usize,
    /// How many have no up-to-date figure: it is absent, or overdue.
    pub without: usize,
}

/// Counts the rows of a board.
#[must_use]
pub fn tally(rows: &[&Row<'_>]) -> Tally {
    let count = |is_so: &dyn Fn(&Row<'_>) -> bool| rows.iter().filter(|row| is_so(row)).count();
    Tally {
        indicators: rows.len(),
        ratings: rows.iter().map(|row| &row.signals.rating).collect(),
        better: count(&is_better),
        worse: count(&is_worse),
        without: count(&has_none),
    }
}

/// Whether its latest figures are worse than its usual variation.
fn is_worse(row: &Row<'_>) -> bool {
    matches!(row.signals.variation(), Ok(Variation::ConcernHigh | Variation::ConcernLow))
}

/// Whether they are higher or lower than its usual variation, of which neither is better.
fn is_unusual(row: &Row<'_>) -> bool {
    matches!(row.signals.variation(), Ok(Variation::NeutralHigh | Variation::NeutralLow))
}

/// Whether they are better.
fn is_better(row: &Row<'_>) -> bool {
    matches!(row.signals.variation(), Ok(Variation::ImprovementHigh | Variation::ImprovementLow))
}

/// Whether its newest figure is absent, or a newer one is overdue. A confidential one exists, though not everybody may see it.
fn has_none(row: &Row<'_>) -> bool {
    let is_absent = row.missing.is_some_and(|figure| figure.reading.absence() != Some(Absence::Confidential));
    is_absent || row.awaited.is_some_and(|missing| missing.is_overdue())
}
