//! Freezing a pack: what the board is given is kept as it is, for ever.

use super::subject;
use crate::{
    Desk, Error,
    frozen::{self, Made, is_frozen},
    table::{PackKey, PackRow},
    write::{self, AuditNote},
};
use chrono::{DateTime, Utc};
use domain::{access::Action, frozen::Kind, pack::Pack, slug::Slug};

/// What is frozen.
#[derive(Debug)]
pub struct Freezing<'a> {
    /// The pack, as it was read.
    pub pack: &'a Pack,
    /// The number of the write that recorded it.
    pub saw: i64,
    /// The document made from it.
    pub made: Made<'a>,
}

/// The outcome of freezing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Froze {
    /// It is frozen, by this write.
    Done(i64),
    /// It was frozen before: nothing was changed.
    Before,
    /// Somebody changed or withdrew it in between: nothing was frozen.
    Stale,
}

/// Freezes a pack, if it is still as its maker read it and nobody froze it before.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn freeze(
    desk: &Desk,
    plan: &Slug,
    freezing: &Freezing<'_>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Froze, Error> {
    let pack = freezing.pack;
    let mut write = write::begin(desk, Action::FreezePack, &subject(pack), clock).await?;
    if is_frozen(&mut write, plan, Kind::Pack, &pack.slug).await? {
        return Ok(Froze::Before);
    }
    let stands = write.newest_of::<PackRow>(&PackKey::of(plan, &pack.slug)).await?;
    if stands.map(|stands| stands.number) != Some(freezing.saw) {
        return Ok(Froze::Stale);
    }
    frozen::keep(&mut write, plan, Kind::Pack, &pack.slug, &freezing.made).await?;
    let became = Some(freezing.made.told());
    Ok(Froze::Done(write.commit(AuditNote { became, ..AuditNote::default() }).await?))
}
