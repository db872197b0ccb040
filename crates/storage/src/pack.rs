//! What meetings are given: packs until they are frozen, and the decisions of a meeting. The public is given none of it.

mod decision;
mod freeze;

use crate::{
    desk::Desk,
    error::Error,
    frozen::is_frozen,
    replacing,
    table::{PackKey, PackRow, Versioned, is},
    versions::with_writer,
    write::{self, AuditNote},
};
use chrono::{DateTime, Utc};
use domain::{access::Action, by::By, frozen::Kind, pack::Pack, slug::Slug};

pub use decision::{Decided, decide, decisions, withdraw_decision};
pub use freeze::{Freezing, Froze, freeze};

/// A current pack, and who recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct PackVersion {
    /// Its planned contents.
    pub pack: Pack,
    /// Who recorded it, and when.
    pub by: By,
}

/// The outcome of a write.
pub type Outcome = crate::replacing::Outcome<PackVersion>;

/// The packs of a plan, the latest meeting first. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn all(desk: &Desk, plan: &Slug) -> Result<Vec<PackVersion>, Error> {
    let rows = with_writer(desk, &[is!(PackRow, plan, plan)]).await?;
    Ok(rows.into_iter().map(|(row, by)| PackVersion { pack: row.pack(), by }).collect())
}

/// One current pack of a plan.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn one(desk: &Desk, plan: &Slug, name: &str) -> Result<Option<PackVersion>, Error> {
    Ok(all(desk, plan).await?.into_iter().find(|entry| entry.pack.slug.as_str() == name))
}

/// Records a pack, in place of the one from the write `replaces`, if any.
///
/// # Errors
/// When the visitor may not, it is frozen already, or the engine fails.
pub async fn record(
    desk: &Desk,
    plan: &Slug,
    pack: &Pack,
    replaces: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let mut write = write::begin(desk, Action::MakePack, &subject(pack), clock).await?;
    if is_frozen(&mut write, plan, Kind::Pack, &pack.slug).await? {
        return Err(Error::Frozen);
    }
    let row = PackRow::of(plan, pack);
    let stands = write.newest_of::<PackRow>(&row.key()).await?;
    let once = |row: &PackRow| vec![row.meeting.clone(), row.held.to_string()];
    match replacing::put(write, &row, stands, replaces, (is!(PackRow, plan, plan), once)).await? {
        Outcome::Stale(_) => stale(desk, plan, &pack.slug).await,
        outcome => Ok(outcome),
    }
}

/// Withdraws the pack from the write `replaces`, if it is not frozen.
///
/// # Errors
/// When the visitor may not, it is frozen already, or the engine fails.
pub async fn withdraw(
    desk: &Desk,
    plan: &Slug,
    pack: &Pack,
    replaces: i64,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let mut write = write::begin(desk, Action::WithdrawPack, &subject(pack), clock).await?;
    if is_frozen(&mut write, plan, Kind::Pack, &pack.slug).await? {
        return Err(Error::Frozen);
    }
    let stands = write.newest_of::<PackRow>(&PackKey::of(plan, &pack.slug)).await?;
    let Some(stands) = stands.filter(|stands| stands.number == replaces) else {
        drop(write);
        return stale(desk, plan, &pack.slug).await;
    };
    write.supersede::<PackRow>(&stands.row.key()).await?;
    let was = Some(stands.row.audit_text());
    write.commit(AuditNote { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Outcome::Saved)
}

fn subject(pack: &Pack) -> String {
    format!("{}, {}", pack.meeting, pack.on)
}

/// What somebody else wrote in between, as of now.
async fn stale(desk: &Desk, plan: &Slug, pack: &Slug) -> Result<Outcome, Error> {
    Ok(Outcome::Stale(one(&desk.now().await?, plan, pack.as_str()).await?.map(Box::new)))
}
