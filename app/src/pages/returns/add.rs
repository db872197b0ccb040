//! Adding a row to a return: a place or group that had no figure in the last periods, and so is not asked for by itself.

use super::{
    address,
    grid::{Sent, lock_said, whole},
};
use crate::{
    ask::{address::pair, desk::Asked, done::Done, fault::Fault, typed::Typed as Boxes},
    shell::form::Errors,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::returns::{
    Sheet,
    adding::{Adding, NoRow},
};
use storage::returns::{Added, add_row};

/// Adds the row that the form names, for everybody who fills the return.
pub(super) async fn add(asked: Asked, sheet: &Sheet, form: &Boxes) -> Result<Response, Fault> {
    let (indicator, period) = form.get("add-what").split_once('|').unwrap_or_default();
    let adding = Adding {
        of: (indicator.to_owned(), period.to_owned()),
        area: form.get("add-area").to_owned(),
        group: form.get("add-group").to_owned(),
        other: form.text("add-other"),
    };
    match add_row(&asked.desk, &asked.outline, sheet, &adding, || asked.now()).await? {
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
            let rows = sheet.rows(&asked.outline);
            let place = rows.iter().position(|row| row.asked.is(&series, &period));
            let to = place.map(|place| format!("#state-{place}")).unwrap_or_default();
            let done = pair("done", Done::RowAdded.as_str());
            Ok(Redirect::to(&format!("{}?{done}{to}", address(&sheet.of))).into_response())
        }
    }
}

/// The box that a fault is told at.
fn at(wrong: NoRow) -> &'static str {
    match wrong {
        NoRow::NotAsked | NoRow::AlreadyThere => "add-what",
        NoRow::NoPlace => "add-area",
        NoRow::NoGroup => "add-other",
    }
}
