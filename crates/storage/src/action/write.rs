//! Agreeing on actions, changing and withdrawing them, and saying how far they have come. A write carries the number of what its
//! writer saw.

use super::{Entry, one, row, status_row};
use crate::{
    Desk, Error,
    cell::Cell,
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
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It stands.
    Saved,
    /// It stood already; nothing was written.
    Same,
    /// There is another action of that name, for the same priority and organisation.
    Twice,
    /// Somebody else wrote in between: what they left, where it stands. Nothing was changed.
    Stale(Option<Box<Entry>>),
}

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
    if stands.as_ref().is_some_and(|stands| stands.row == row) {
        return Ok(Outcome::Same);
    }
    if stands.as_ref().map(|stands| stands.number) != replaces {
        drop(write);
        return stale(desk, plan, &action.slug).await;
    }
    if let Some(stands) = &stands
        && !may(&mut write, deed, &stands.row).await?
    {
        write.end_refused(Some("another organisation has it".to_owned())).await?;
        return Err(Error::Forbidden);
    }
    if is_twice(&mut write, &row).await? {
        return Ok(Outcome::Twice);
    }
    if stands.is_some() {
        write.supersede(ACTION, &row).await?;
    }
    write.insert(ACTION, &row).await?;
    let was = stands.map(|stands| told(ACTION, &stands.row));
    write.commit(Told { was, became: Some(told(ACTION, &row)), ..Told::default() }).await?;
    Ok(Outcome::Saved)
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
    if newest(&mut write, plan, action).await? != Some(seen) {
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

/// Whether another action that stands has the same name, priority and organisation.
async fn is_twice(write: &mut Write, row: &[Cell]) -> Result<bool, Error> {
    let told = |row: &[Cell], column| -> Option<String> {
        let text = ACTION.place(column).and_then(|place| row.get(place)).and_then(Cell::told)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let says = |row: &[Cell]| ["priority", "name", "organisation"].map(|column| told(row, column));
    let others = write.newest_of(ACTION, row.get(..1).unwrap_or_default()).await?;
    Ok(others.iter().any(|other| other.row.get(1) != row.get(1) && says(&other.row) == says(row)))
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
