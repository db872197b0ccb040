//! What the page of a return says once rows were sent.

use super::{
    grid::{Sent, lock_said, whole},
    row::told,
};
use crate::ask::desk::Asked;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    outline::Outline,
    returns::{
        Filled, Sheet, Typed,
        saving::{Posted, RowAnswer},
    },
};
use std::collections::HashMap;

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

/// The return with the rows that could not be kept.
pub(super) fn refused(asked: &Asked, sheet: &Sheet, sent: Sent) -> Response {
    let is_stale = sent.told.values().any(|told| told.theirs.is_some());
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, whole(asked, sheet, &sent)).into_response()
}

/// That the return takes nothing now.
pub(super) fn locked(asked: &Asked, sheet: &Sheet) -> Response {
    let wrong = vec![format!("Nothing was saved. {}", nothing(asked, sheet))];
    (StatusCode::CONFLICT, whole(asked, sheet, &Sent { wrong, ..Sent::default() })).into_response()
}

/// Why the return takes nothing.
pub(super) fn nothing(asked: &Asked, sheet: &Sheet) -> String {
    lock_said(asked, sheet).unwrap_or_else(|| "The return takes nothing now.".to_owned())
}
