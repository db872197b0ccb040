//! Adding a row to a return: a place or group that had no figure in the last periods, and so is not asked for by itself.

use super::{
    adding::{place_of, wanted},
    grid::whole,
    lock::lock_said,
    sent::Sent,
};
use crate::{
    ask::{desk::Asked, fault::Fault, typed::Typed as Boxes},
    shell::form::Errors,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::returns::{Sheet, adding::NoRow};
use storage::returns::{Added, add_row};

/// Adds the row that the form names, for everybody who fills the return.
pub(super) async fn add(asked: Asked, sheet: &Sheet, form: &Boxes) -> Result<Response, Fault> {
    match add_row(&asked.desk, &asked.outline, sheet, &wanted(form), || asked.now()).await? {
        Added::Wrong(wrong) => {
            let mut errors = Errors::default();
            wrong.into_iter().for_each(|wrong| errors.add(at(wrong), wrong.sentence()));
            let wrong = errors.all().iter().map(|(_, message)| message.clone()).collect();
            let sent = Sent { wrong, adding: form.clone(), ..Sent::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(&asked, sheet, &sent)).into_response())
        }
        Added::Locked(sheet) => {
            let asked = Asked { desk: asked.desk.now().await?, ..asked };
            let sent = Sent { wrong: lock_said(&asked, &sheet).into_iter().collect(), ..Sent::default() };
            Ok((StatusCode::CONFLICT, whole(&asked, &sheet, &sent)).into_response())
        }
        Added::There(sheet, series, period) => {
            let to = place_of(&asked.outline, &sheet, &series, &period);
            Ok(Redirect::to(&to).into_response())
        }
    }
}

/// The box at which a fault is shown.
fn at(wrong: NoRow) -> &'static str {
    match wrong {
        NoRow::NotAsked | NoRow::AlreadyThere => "add-what",
        NoRow::NoPlace => "add-area",
        NoRow::NoGroup => "add-other",
    }
}
