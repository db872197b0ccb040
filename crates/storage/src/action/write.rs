//! Agreeing on actions, changing and withdrawing them, and saying how far they have come. A write carries the number of what its
//! writer saw.

use super::{Entry, one, row, status_row};
use crate::{
    Desk, Error,
    cell::Cell,
    replacing,
    table::{self, Table},
    write::{self, Told, Write, told},
};
use chrono::{DateTime, Utc};
use domain::{
    access,
    action::{Action, Status},
    slug::Slug,
};

/// What came of a write.
pub type Outcome = crate::replacing::Outcome<Entry>;

const ACTION: &Table = &table::ACTION;
const STATUS: &Table = &table::ACTION_STATUS;

/// Keeps an action, in the place of what the write `replaces` put there; of none where there is none.
///
/// # Errors
/// When the visitor may not, for the organisation that it is given to or for the one that had it, or the engine fails.
pub async fn record(
    desk: &Desk,
    plan: &Slug,
    action: &Action,
    replaces: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let deed = access::Action::RecordAction;
    let mut write = write::begin_for(desk, deed, &action.organisation, &subject(action), clock).await?;
    let row = row(plan, action);
    let stands = write.newest_of(ACTION, &key(plan, &action.slug)).await?.pop();
    let saw = stands.as_ref().filter(|stands| Some(stands.number) == replaces);
    if let Some(saw) = saw
        && !may(&mut write, deed, &saw.row).await?
    {
        write.end_refused(Some("another organisation has it".to_owned())).await?;
        return Err(Error::Forbidden);
    }
    let once = ["priority", "name", "organisation"];
    match replacing::put(write, ACTION, &row, stands, replaces, &once).await? {
        Outcome::Stale(_) => stale(desk, plan, &action.slug).await,
        outcome => Ok(outcome),
    }
}

/// Says how far an action has come, by somebody who saw all that was said up to the write `seen`.
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
    let row = status_row(plan, status);
    let of_it = write.newest_of(STATUS, &key(plan, &action.slug)).await?;
    if of_it.iter().any(|logged| logged.row == row) {
        return Ok(Outcome::Same);
    }
    // What stands of that name says something else, and is never written over.
    let is_taken = of_it.iter().any(|logged| logged.row.get(..STATUS.key) == row.get(..STATUS.key));
    if is_taken || newest(&mut write, plan, action).await? != Some(seen) {
        drop(write);
        return stale(desk, plan, &action.slug).await;
    }
    write.insert(STATUS, &row).await?;
    write.commit(Told { became: Some(told(STATUS, &row)), ..Told::default() }).await?;
    Ok(Outcome::Saved)
}

/// Withdraws an action, by somebody who saw all that was said of it up to the write `seen`. Its log stays in the record.
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
    let row = row(plan, action);
    write.supersede(ACTION, &row).await?;
    let was = Some(told(ACTION, &row));
    write.commit(Told { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Outcome::Saved)
}

/// The number of the last write that said anything of an action; nothing where it no longer stands as it was seen.
async fn newest(write: &mut Write, plan: &Slug, action: &Action) -> Result<Option<i64>, Error> {
    let key = key(plan, &action.slug);
    let stands = write.newest_of(ACTION, &key).await?.pop();
    let Some(stands) = stands.filter(|stands| stands.row == row(plan, action)) else { return Ok(None) };
    let log = write.newest_of(STATUS, &key).await?;
    Ok(Some(log.iter().map(|logged| logged.number).fold(stands.number, i64::max)))
}

/// Whether the visitor may do this to an action that stands.
async fn may(write: &mut Write, deed: access::Action, row: &[Cell]) -> Result<bool, Error> {
    let owner = ACTION.place("organisation").and_then(|place| row.get(place)).and_then(Cell::told);
    let Some(owner) = owner.and_then(|owner| Slug::new(&owner).ok()) else { return Ok(false) };
    let heir = write.heir(&owner).await?;
    Ok(write.visitor().may(deed, heir.as_ref()))
}

fn key(plan: &Slug, action: &Slug) -> Vec<Cell> {
    vec![plan.as_str().into(), action.as_str().into()]
}

fn subject(action: &Action) -> String {
    format!("{}, {}", action.organisation, action.name)
}

/// What somebody else left there, seen now.
async fn stale(desk: &Desk, plan: &Slug, action: &Slug) -> Result<Outcome, Error> {
    Ok(Outcome::Stale(one(&desk.now().await?, plan, action.as_str()).await?.map(Box::new)))
}
