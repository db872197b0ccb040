//! The decisions of a meeting, and the actions that it agreed on.

use crate::{
    desk::Desk,
    error::Error,
    replacing,
    table::{ActionRow, DecisionRow, Versioned, is},
    versions::with_writer,
    write::{self, AuditNote},
};
use chrono::{DateTime, Utc};
use domain::{access, action::Action, by::By, pack::Decision, slug::Slug};

/// A current decision, and who recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    /// Who recorded it, and when.
    pub by: By,
}

/// The outcome of a write.
pub(super) type Outcome = crate::replacing::Outcome<Decided>;

/// The decisions of every meeting of a plan, in the order in which they were noted. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn decisions(desk: &Desk, plan: &Slug) -> Result<Vec<Decided>, Error> {
    let rows = with_writer(desk, &[is!(DecisionRow, plan, plan)]).await?;
    Ok(rows.into_iter().map(|(row, by)| Decided { decision: row.decision(), by }).collect())
}

/// Notes a decision, with the agreed action if there is one: both or neither. Sending the same again changes nothing.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn decide(
    desk: &Desk,
    plan: &Slug,
    decision: &Decision,
    agreed: Option<&Action>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let mut write = write::begin(desk, access::Action::RecordDecision, &subject(decision), clock).await?;
    let row = DecisionRow::of(plan, decision);
    let stands = write.newest_of::<DecisionRow>(&row.key()).await?;
    if stands.is_none()
        && let Some(action) = agreed
    {
        let row = ActionRow::of(plan, action);
        if write.newest_of::<ActionRow>(&row.key()).await?.is_none() {
            write.insert(&row).await?;
        }
    }
    let once =
        |row: &DecisionRow| vec![row.pack.to_string(), row.priority.as_str().to_owned(), row.text.clone()];
    replacing::put(write, &row, stands, None, (is!(DecisionRow, plan, plan), once)).await
}

/// Withdraws a decision from the write `replaces`. An action that was agreed with it stays.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn withdraw_decision(
    desk: &Desk,
    plan: &Slug,
    decision: &Decision,
    replaces: i64,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let mut write = write::begin(desk, access::Action::WithdrawDecision, &subject(decision), clock).await?;
    let stands = write.newest_of::<DecisionRow>(&DecisionRow::of(plan, decision).key()).await?;
    let Some(stands) = stands.filter(|stands| stands.number == replaces) else {
        return Ok(Outcome::Stale(None));
    };
    write.supersede::<DecisionRow>(&stands.row.key()).await?;
    let was = Some(stands.row.audit_text());
    write.commit(AuditNote { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Outcome::Saved)
}

fn subject(decision: &Decision) -> String {
    format!("{}, {}", decision.pack, decision.text)
}
