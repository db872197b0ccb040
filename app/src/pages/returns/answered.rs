//! What the page of a return says once rows were sent.

use super::{grid::whole, lock::nothing, sent::Sent};
use crate::ask::desk::Asked;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::returns::Sheet;

/// The return with the rows that could not be kept.
pub(super) fn refused(asked: &Asked, sheet: &Sheet, sent: &Sent) -> Response {
    let is_stale = sent.told.values().any(|told| told.theirs.is_some());
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, whole(asked, sheet, sent)).into_response()
}

/// That the return takes nothing now.
pub(super) fn locked(asked: &Asked, sheet: &Sheet) -> Response {
    let wrong = vec![format!("Nothing was saved. {}", nothing(asked, sheet))];
    (StatusCode::CONFLICT, whole(asked, sheet, &Sent { wrong, ..Sent::default() })).into_response()
}
