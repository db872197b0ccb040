//! What people of the partnership wrote about figures that the public is not shown: the public is not told that either.

use crate::cell::Cell;
use domain::{
    access::{Action, Audience},
    figure::Origin,
};

/// What the public is told in place of a note that a person wrote about partners' figures.
const IN_PLACE: &str = "The partners noted a change here.";

// Where the columns stand in their tables.
const INDICATOR_OF_TARGET: usize = 1;
const INDICATOR_OF_RULE: usize = 1;
const INDICATOR_OF_NOTE: usize = 2;
const TEXT_OF_NOTE: usize = 6;
const SOURCE_OF_NOTE: usize = 7;

/// Takes the last cell off each row, which says what the write did, and with it what an audience may not see: targets that
/// people set for partners' figures.
pub(super) fn targets(rows: Vec<Vec<Cell>>, indicators: &[Vec<Cell>], audience: Audience) -> Vec<Vec<Cell>> {
    without(rows, INDICATOR_OF_TARGET, indicators, audience)
}

/// The same for tolerances: one in the unit of the indicator tells how large its figures are.
pub(super) fn rules(rows: Vec<Vec<Cell>>, indicators: &[Vec<Cell>], audience: Audience) -> Vec<Vec<Cell>> {
    without(rows, INDICATOR_OF_RULE, indicators, audience)
}

fn without(
    rows: Vec<Vec<Cell>>,
    place: usize,
    indicators: &[Vec<Cell>],
    audience: Audience,
) -> Vec<Vec<Cell>> {
    let told = |mut row: Vec<Cell>| {
        let is_by_person = is_by_person(&mut row);
        (!(is_by_person && is_hidden(&row, place, indicators, audience))).then_some(row)
    };
    rows.into_iter().filter_map(told).collect()
}

/// The same for change notes: that there is one stays, because it may break the series; what it says does not. What was said in
/// a return is about figures that partners hand in, even where the indicator is a published one; and what a plan file tells to
/// partners alone is told to them alone.
pub(super) fn notes(rows: Vec<Vec<Cell>>, indicators: &[Vec<Cell>], audience: Audience) -> Vec<Vec<Cell>> {
    let told = |mut row: Vec<Cell>| {
        let is_of_return = audience == Audience::Public
            && row.last().and_then(Cell::told).is_some_and(|deed| is_for_partners(&deed));
        let is_by_person = is_by_person(&mut row);
        if is_of_return || (is_by_person && is_hidden(&row, INDICATOR_OF_NOTE, indicators, audience)) {
            for (place, text) in [(TEXT_OF_NOTE, IN_PLACE), (SOURCE_OF_NOTE, "the partners")] {
                if let Some(cell) = row.get_mut(place) {
                    *cell = text.into();
                }
            }
        }
        row
    };
    rows.into_iter().map(told).collect()
}

fn is_for_partners(deed: &str) -> bool {
    deed.ends_with(" return") || deed == Action::TakeInWords.as_str()
}

fn is_by_person(row: &mut Vec<Cell>) -> bool {
    row.pop().and_then(|deed| deed.told()).is_none_or(|deed| !deed.starts_with("load "))
}

fn is_hidden(row: &[Cell], place: usize, indicators: &[Vec<Cell>], audience: Audience) -> bool {
    let origin = crate::table::INDICATOR.place("origin");
    let indicator = indicators.iter().find(|indicator| indicator.first() == row.get(place));
    let is_published =
        indicator.and_then(|indicator| indicator.get(origin?)) == Some(&Origin::Published.as_str().into());
    audience == Audience::Public && !is_published
}
