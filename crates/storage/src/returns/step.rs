//! The steps of an approver.

use super::{
    hand_in::{Handed, approve, reopen, send_back},
    sheet::sheet,
};
use crate::{desk::Desk, error::Error};
use chrono::{DateTime, Utc};
use domain::{
    outline::Outline,
    returns::{
        Sheet, handing,
        stepping::{ApproverStep, NoReason, seen_rows},
    },
};

/// The outcome of an approver's step.
#[derive(Clone, Debug)]
pub enum Stepped {
    /// It is done; how many figures moved.
    Done(usize),
    /// A reason is missing.
    NoReason(NoReason),
    /// The step cannot be taken in the return's current state.
    NotNow(Box<Sheet>),
    /// Somebody changed a figure in between. Nothing was done.
    Stale(Box<Sheet>),
}

/// Takes an approver's step with a return. `sheet` is the return as the approver read it last.
///
/// # Errors
/// When the visitor may not, another organisation answers for one of the indicators, somebody would agree to what they typed
/// themselves, or the engine fails.
pub async fn step(
    desk: &Desk,
    outline: &Outline,
    sheet: &Sheet,
    step: &ApproverStep,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Stepped, Error> {
    if let Err(lack) = step.checked() {
        return Ok(Stepped::NoReason(lack));
    }
    let of = &sheet.of;
    let handed = match step {
        ApproverStep::Approve(seen) => {
            let rows = seen_rows(outline, sheet, seen);
            let notes = handing::notes(outline, sheet);
            approve(desk, &outline.plan.slug, of, (&rows, &notes), clock).await?
        }
        ApproverStep::SendBack(reason) => {
            let rows = seen_rows(outline, sheet, &[]);
            send_back(desk, of, &rows, reason, clock).await?
        }
        ApproverStep::Reopen(reason) => reopen(desk, of, reason, clock).await?,
    };
    let is_stale = match handed {
        Handed::Done(moved) => return Ok(Stepped::Done(moved)),
        Handed::NotNow(_) => false,
        Handed::Stale(_) => true,
    };
    let now = Box::new(self::sheet(&desk.now().await?, outline, of).await?);
    Ok(if is_stale { Stepped::Stale(now) } else { Stepped::NotNow(now) })
}
