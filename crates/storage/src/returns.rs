//! Returns: the input typed into them, and their progress.
//!
//! Input is not yet a figure. Handing a return in makes figures of it, in one transaction with the return's own step. What is
//! to be written is decided in [`domain::returns`]; here it is read, checked and written.

mod fill;
mod hand_in;
mod read;
mod save;
mod sheet;
mod step;

use crate::{
    desk::Desk,
    edit::Edited,
    error::Error,
    table::{ReturnStartRow, ReturnStateRow, Versioned},
    write::{self, AuditNote, Newest},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    period::Period,
    returns::{Return, State, Step},
    slug::Slug,
};

pub use fill::{Added, HandedIn, Saved, add_row, hand_in, save_and_hand_in, save_rows};
pub use hand_in::{Handed, hand_in_rows};
pub use read::{drafts, log, start, state, states};
pub use save::{SavedCells, save_cells};
pub use sheet::{recorded, sheet, typed};
pub use step::{Stepped, step};

/// Sets the quarter from which a plan's returns are asked for, in place of `was`, the one that the visitor saw.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn set_start(
    desk: &Desk,
    plan: &Slug,
    quarter: &Period,
    was: Option<&Period>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let subject = format!("{plan}, {quarter}");
    let mut write = write::begin(desk, Action::StartReturns, &subject, clock).await?;
    let row = ReturnStartRow::of(plan, quarter);
    let newest = write.newest_of::<ReturnStartRow>(&row.key()).await?.map(|newest| newest.row);
    if newest.as_ref() == Some(&row) {
        return Ok(Edited::Same);
    }
    if newest != was.map(|was| ReturnStartRow::of(plan, was)) {
        return Ok(Edited::Stale);
    }
    if newest.is_some() {
        write.supersede::<ReturnStartRow>(&row.key()).await?;
    }
    write.insert(&row).await?;
    write.commit(AuditNote { became: Some(quarter.label()), ..AuditNote::default() }).await?;
    Ok(Edited::Saved)
}

/// The audit's name for a step.
fn action(step: Step) -> Action {
    match step {
        Step::Submit | Step::SubmitNil => Action::SubmitReturn,
        Step::Approve => Action::ApproveReturn,
        Step::SendBack => Action::SendBackReturn,
        Step::Reopen => Action::ReopenReturn,
    }
}

/// A return's name in the audit.
fn subject(of: &Return) -> String {
    format!("{}, {}", of.organisation, of.quarter)
}

/// The progress of a return, by its newest row.
fn state_of(newest: Option<&Newest<ReturnStateRow>>) -> State {
    newest.map_or(State::Open, |newest| newest.row.state)
}
