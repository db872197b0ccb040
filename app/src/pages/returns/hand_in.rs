//! Handing a return in by its form: done, or the form again with what is lacking.

use super::{
    address,
    answered::{locked, refused},
    grid::whole,
    lock::lock_said,
    sent::{Sent, sent},
};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, typed::Typed as Form},
    shell::form::go_on,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    figure::Absence,
    returns::{
        Sheet,
        handing::{Handing, HandingStep},
        saving::{Misfit, Posted},
    },
};
use std::collections::HashMap;
use storage::returns::{HandedIn, save_and_hand_in};

/// Saves every row and hands the return in.
pub(super) async fn hand_in(
    asked: Asked,
    sheet: &Sheet,
    posted: &[Posted],
    step: HandingStep,
    form: Form,
) -> Result<Response, Fault> {
    let handing = Handing { step, blank: Absence::parse(form.get("blank")), today: asked.today };
    let rows = (posted, handing);
    let handed = save_and_hand_in(&asked.desk, &asked.outline, sheet, rows, || asked.now()).await?;
    let (wrong, sheet) = match handed {
        HandedIn::Done(_) => return Ok(go_on(&address(&sheet.of), Done::ReturnHandedIn)),
        HandedIn::Misfit(Misfit::NothingDue) => {
            return Err(Fault::BadRequest(
                "Nothing falls due in this quarter, so there is nothing to hand in.".into(),
            ));
        }
        HandedIn::Misfit(Misfit::Unasked | Misfit::Incomplete) => return Err(Fault::broken_form()),
        HandedIn::Locked(sheet) => return Ok(locked(&asked, &sheet)),
        HandedIn::Refused(sheet, answers) => {
            let sent = sent(&asked.outline, &sheet, posted, answers);
            return Ok(refused(&asked, &sheet, &Sent { adding: form, ..sent }));
        }
        HandedIn::Lacking(sheet, answers) => {
            let asked = Asked { desk: asked.desk.now().await?, ..asked };
            let sent = Sent { typed: HashMap::new(), ..sent(&asked.outline, &sheet, posted, answers) };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(&asked, &sheet, &sent)).into_response());
        }
        HandedIn::NotNow(sheet) => ("Somebody else has already handed it in.", sheet),
        HandedIn::Stale(sheet) => (
            "Somebody changed a row while you had this open, so nothing was handed in. Check the figures \
                shown now and hand it in again.",
            sheet,
        ),
    };
    let asked = Asked { desk: asked.desk.now().await?, ..asked };
    let lock = lock_said(&asked, &sheet);
    let sent = Sent { wrong: std::iter::once(wrong.to_owned()).chain(lock).collect(), ..Sent::default() };
    Ok((StatusCode::CONFLICT, whole(&asked, &sheet, &sent)).into_response())
}
