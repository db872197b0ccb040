//! What an approver does with a return: agree, send it back, open it again.

use super::{Named, address, grid::whole, sent::Sent};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, typed::Typed as Form},
    shell::form::{go_on, is_again},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{access::Action, returns::stepping::ApproverStep};
use storage::returns::Stepped;

pub(crate) async fn step(asked: Asked, named: Named, form: Form) -> Result<Response, Fault> {
    let reason = form.text("reason");
    let step = match form.get("step") {
        "approve" => {
            let seen = form.get("seen").split(' ').map(|number| number.parse::<i64>().ok());
            Some(ApproverStep::Approve(seen.collect()))
        }
        "send-back" => Some(ApproverStep::SendBack(reason.clone())),
        "reopen" => Some(ApproverStep::Reopen(reason.clone())),
        _ => None,
    };
    let (action, done) = match step {
        Some(ApproverStep::SendBack(_)) => (Action::SendBackReturn, Done::ReturnSentBack),
        Some(ApproverStep::Reopen(_)) => (Action::ReopenReturn, Done::ReturnReopened),
        // Permission for an unknown step is checked as for approving.
        Some(ApproverStep::Approve(_)) | None => (Action::ApproveReturn, Done::ReturnApproved),
    };
    let of = named.of(&asked, action).await?;
    let step = step.ok_or_else(|| Fault::BadRequest("There is no such step.".into()))?;
    let sheet = storage::returns::sheet(&asked.desk, &asked.outline, &of).await?;
    if is_again(&form) {
        return Ok(whole(&asked, &sheet, &Sent { reason, ..Sent::default() }).into_response());
    }
    let stepped = storage::returns::step(&asked.desk, &asked.outline, &sheet, &step, || asked.now()).await;
    let (wrong, sheet) = match stepped {
        Ok(Stepped::Done(_)) => return Ok(go_on(&address(&of), done)),
        Ok(Stepped::NoReason(lack)) => {
            let page =
                whole(&asked, &sheet, &Sent { wrong: vec![lack.sentence()], reason, ..Sent::default() });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(storage::Error::OwnFigure) => {
            let wrong = "You typed, recorded or handed in one of these figures yourself, so somebody else has to approve them.";
            let page = whole(&asked, &sheet, &Sent { wrong: vec![wrong.to_owned()], ..Sent::default() });
            return Ok((StatusCode::FORBIDDEN, page).into_response());
        }
        Err(error) => return Err(error.into()),
        Ok(Stepped::NotNow(sheet)) => {
            (format!("Nothing was done: the return is {} now.", sheet.standing.state), sheet)
        }
        Ok(Stepped::Stale(sheet)) => (
            "Somebody changed a figure while you had this open, so nothing was done. Check the figures shown now.".to_owned(),
            sheet,
        ),
    };
    let asked = Asked { desk: asked.desk.now().await?, ..asked };
    let page = whole(&asked, &sheet, &Sent { wrong: vec![wrong], reason, ..Sent::default() });
    Ok((StatusCode::CONFLICT, page).into_response())
}
