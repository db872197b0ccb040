//! Agreeing on actions, changing and withdrawing them, and noting their progress. A write carries the number of the write
//! that its writer saw.

use super::{ActionVersion, one};
use crate::{
    desk::Desk,
    error::Error,
    replacing,
    table::{ActionKey, ActionRow, ActionStatusRow, Versioned, is},
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access,
    action::{Action, Status},
    slug::Slug,
};

/// The outcome of a write.
pub type Outcome = crate::replacing::Outcome<ActionVersion>;

/// Records an action, in place of the one from the write `replaces`, if any.
///
/// # Errors
/// When the visitor may not, for the new organisation of the action or for its previous one, or the engine fails.
pub async fn record(
    desk: &Desk,
    plan: &Slug,
    action: &Action,
    replaces: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let deed = access::Action::RecordAction;
    let mut write = write::begin_for(desk, deed, &action.organisation, &subject(action), clock).await?;
    let row = ActionRow::of(plan, action);
    let stands = write.newest_of::<ActionRow>(&row.key()).await?;
    let saw = stands.as_ref().filter(|stands| Some(stands.number) == replaces);
    if let Some(saw) = saw
        && !may(&mut write, deed, &saw.row.organisation).await?
    {
        write.end_refused(Some("another organisation has it".to_owned())).await?;
        return Err(Error::Forbidden);
    }
    let once =
        |row: &ActionRow| vec![row.priority.to_string(), row.name.clone(), row.organisation.to_string()];
    let of_plan = is!(ActionRow, plan, plan);
    match replacing::put(write, &row, stands, replaces, (of_plan, once)).await? {
        Outcome::Stale(_) => stale(desk, plan, &action.slug).await,
        outcome => Ok(outcome),
    }
}

/// Notes the progress of an action, for a writer who saw everything up to the write `seen`.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn log(
    desk: &Desk,
    plan: &Slug,
    action: &Action,
    status: &Status,
    seen: i64,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let deed = access::Action::LogStatus;
    let mut write = write::begin_for(desk, deed, &action.organisation, &subject(action), clock).await?;
    let row = ActionStatusRow::of(plan, status);
    let of_it = write.newest_where(&ActionStatusRow::is_of(plan, &action.slug)).await?;
    if of_it.iter().any(|logged| logged.row == row) {
        return Ok(Outcome::Same);
    }
    // The current note of that name says something else, and is never overwritten.
    let is_taken = of_it.iter().any(|logged| logged.row.key() == row.key());
    if is_taken || newest(&mut write, plan, action).await? != Some(seen) {
        drop(write);
        return stale(desk, plan, &action.slug).await;
    }
    write.insert(&row).await?;
    write.commit(AuditNote { became: Some(row.audit_text()), ..AuditNote::default() }).await?;
    Ok(Outcome::Saved)
}

/// Withdraws an action, for a writer who saw everything about it up to the write `seen`. Its log stays in the record.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn withdraw(
    desk: &Desk,
    plan: &Slug,
    action: &Action,
    seen: i64,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let deed = access::Action::WithdrawAction;
    let mut write = write::begin_for(desk, deed, &action.organisation, &subject(action), clock).await?;
    if newest(&mut write, plan, action).await? != Some(seen) {
        drop(write);
        return stale(desk, plan, &action.slug).await;
    }
    let row = ActionRow::of(plan, action);
    write.supersede::<ActionRow>(&row.key()).await?;
    let was = Some(row.audit_text());
    write.commit(AuditNote { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Outcome::Saved)
}

/// The number of the last write about an action; `None` where it is no longer as it was seen.
async fn newest(write: &mut Write, plan: &Slug, action: &Action) -> Result<Option<i64>, Error> {
    let stands = write.newest_of::<ActionRow>(&ActionKey::of(plan, &action.slug)).await?;
    let Some(stands) = stands.filter(|stands| stands.row == ActionRow::of(plan, action)) else {
        return Ok(None);
    };
    let log = write.newest_where(&ActionStatusRow::is_of(plan, &action.slug)).await?;
    Ok(Some(log.iter().map(|logged| logged.number).fold(stands.number, i64::max)))
}

/// Whether the visitor may do this to an action of an organisation.
async fn may(write: &mut Write, deed: access::Action, owner: &Slug) -> Result<bool, Error> {
    let heir = write.heir(owner).await?;
    Ok(write.visitor().may(deed, heir.as_ref()))
}

fn subject(action: &Action) -> String {
    format!("{}, {}", action.organisation, action.name)
}

/// What somebody else wrote in between, as of now.
async fn stale(desk: &Desk, plan: &Slug, action: &Slug) -> Result<Outcome, Error> {
    Ok(Outcome::Stale(one(&desk.now().await?, plan, action.as_str()).await?.map(Box::new)))
}
