//! What was sent to a return, and what its page says of it.

use super::row::{RowOutcome, told};
use crate::ask::typed::Typed as Form;
use domain::{
    outline::Outline,
    returns::{
        Filled, Sheet, Typed,
        saving::{Posted, RowAnswer},
    },
};
use std::collections::HashMap;

/// What a page of a return says besides what the record has.
#[derive(Clone, Default)]
pub(super) struct Sent {
    /// What was typed, by the place of its row.
    pub(super) typed: HashMap<usize, Typed>,
    /// What came of it.
    pub(super) told: HashMap<usize, RowOutcome>,
    /// What stops the return as a whole.
    pub(super) wrong: Vec<String>,
    /// What was done that stops nothing.
    pub(super) note: Option<String>,
    /// The boxes of a row that is to be added.
    pub(super) adding: Form,
    /// What was typed as the reason for a step.
    pub(super) reason: String,
}

/// What was typed into the rows that were sent, by their places in the return.
pub(super) fn typed(rows: &[Filled<'_>], posted: &[Posted]) -> HashMap<usize, Typed> {
    let place = |row: &Posted| rows.iter().position(|filled| filled.asked.is(&row.series, &row.period));
    posted.iter().filter_map(|row| Some((place(row)?, row.typed.clone()))).collect()
}

/// What a page says of rows that could not be kept, and what was typed into them.
pub(super) fn sent(outline: &Outline, sheet: &Sheet, posted: &[Posted], answers: Vec<RowAnswer>) -> Sent {
    let rows = sheet.rows(outline);
    let mut typed = typed(&rows, posted);
    let mut said = HashMap::new();
    for answer in answers.into_iter().filter(|answer| !answer.is_kept()) {
        let place = rows.iter().position(|row| row.asked.is(&answer.series, &answer.period));
        if let Some((place, filled)) = place.and_then(|place| Some((place, rows.get(place)?))) {
            said.insert(place, told(outline, filled, answer));
        }
    }
    typed.retain(|place, _| said.contains_key(place));
    Sent { told: said, typed, ..Sent::default() }
}
