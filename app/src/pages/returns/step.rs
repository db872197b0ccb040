//! What an approver does with a return: agree, send it back, open it again.

use super::{
    Named, address,
    grid::{Sent, whole},
    hand_in::notes,
    sheet::Sheet,
};
use crate::{
    ask::{address::pair, desk::Asked, done::Done, fault::Fault},
    shell::{form::Long, sign_in::is_again},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{access::Action, returns::Step};
use storage::returns::{Handed, Row};

pub(crate) async fn step(asked: Asked, named: Named, Long(form): Long) -> Result<Response, Fault> {
    let step = match form.get("step") {
        "approve" => Some(Step::Approve),
        "send-back" => Some(Step::SendBack),
        "reopen" => Some(Step::Reopen),
        _ => None,
    };
    let action = match step {
        Some(Step::SendBack) => Action::SendBackReturn,
        Some(Step::Reopen) => Action::ReopenReturn,
        // What nobody does is taken for the least that somebody could want.
        _ => Action::ApproveReturn,
    };
    let of = named.of(&asked, action, &form).await?;
    let step = step.ok_or_else(|| Fault::BadRequest("There is no such step.".into()))?;
    let sheet = Sheet::read(&asked, of).await?;
    let reason = form.text("reason");
    if is_again(&form) {
        return Ok(whole(&asked, &sheet, &Sent { reason, ..Sent::default() }).into_response());
    }
    if step.needs_reason() && (reason.is_empty() || reason.chars().count() > LONGEST) {
        let wrong = vec![format!("Say why, in up to {LONGEST} characters: it stands in the log.")];
        let page = whole(&asked, &sheet, &Sent { wrong, reason, ..Sent::default() });
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let rows = rows(&asked, &sheet, form.get("seen"));
    let (desk, of, clock) = (&asked.desk, &sheet.of, || asked.now());
    let plan = &asked.outline.plan.slug;
    let handed = match step {
        Step::Approve => {
            let notes = notes(&asked, &sheet);
            match storage::returns::approve(desk, plan, of, (&rows, &notes), clock).await {
                Err(storage::Error::OwnFigure) => {
                    let wrong = "You typed, recorded or handed in one of these figures yourself: somebody else has to approve them.";
                    let page =
                        whole(&asked, &sheet, &Sent { wrong: vec![wrong.to_owned()], ..Sent::default() });
                    return Ok((StatusCode::FORBIDDEN, page).into_response());
                }
                handed => handed?,
            }
        }
        Step::SendBack => storage::returns::send_back(desk, of, &rows, &reason, clock).await?,
        _ => storage::returns::reopen(desk, of, &reason, clock).await?,
    };
    let wrong = match handed {
        Handed::Done(_) => {
            let done = match step {
                Step::Approve => Done::ReturnApproved,
                Step::SendBack => Done::ReturnSentBack,
                _ => Done::ReturnReopened,
            };
            let done = pair("done", done.as_str());
            return Ok(Redirect::to(&format!("{}?{done}", address(of))).into_response());
        }
        Handed::NotNow(standing) => {
            format!("Nothing was done: the return is {} now.", standing.state)
        }
        Handed::Stale(_) => {
            "Somebody changed a figure in between, so nothing was done: look at what stands now.".to_owned()
        }
    };
    let asked = Asked { desk: asked.desk.now().await?, ..asked };
    let sheet = Sheet::read(&asked, sheet.of).await?;
    let page = whole(&asked, &sheet, &Sent { wrong: vec![wrong], reason, ..Sent::default() });
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// The most characters of a reason.
const LONGEST: usize = 2000;

/// The rows of a return, each with the number that its approver saw.
fn rows(asked: &Asked, sheet: &Sheet, seen: &str) -> Vec<Row> {
    let mut seen = seen.split(' ').map(|number| number.parse::<i64>().ok());
    sheet
        .rows(&asked.outline)
        .into_iter()
        .map(|row| Row {
            series: row.asked.series,
            period: row.asked.period,
            seen: seen.next().flatten(),
            figure: None,
        })
        .collect()
}
