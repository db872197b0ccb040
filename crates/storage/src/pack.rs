//! What meetings are given: packs until they are frozen, and what was decided in a meeting. The public is given none of it.

mod decision;
mod freeze;

use crate::{
    Desk, Error,
    cell::Cell,
    figure::By,
    frozen::is_frozen,
    outline::Taken,
    replacing,
    table::{self, Table},
    whose,
    write::{self, Told, told},
};
use chrono::{DateTime, Utc};
use domain::{
    access::{Action, Audience},
    frozen::Kind,
    pack::Pack,
    slug::Slug,
};

pub use decision::{Decided, decide, decisions, withdraw_decision};
pub use freeze::{Freezing, Froze, freeze};

/// A pack that stands, and whose write put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is to hold.
    pub pack: Pack,
    /// Whose word it is.
    pub by: By,
}

/// What came of a write.
pub type Outcome = crate::replacing::Outcome<Entry>;

const PACK: &Table = &table::PACK;

/// The packs of a plan, the last meeting first. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn all(desk: &Desk, plan: &Slug) -> Result<Vec<Entry>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let order = "ORDER BY f.held DESC, f.meeting, f.slug";
    let rows = whose::read(desk, PACK, "AND f.plan = $2", &[plan.as_str().into()], order).await?;
    rows.into_iter().map(|(row, by)| Ok(Entry { pack: pack(row)?, by })).collect()
}

/// One pack of a plan, where it stands.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn one(desk: &Desk, plan: &Slug, name: &str) -> Result<Option<Entry>, Error> {
    Ok(all(desk, plan).await?.into_iter().find(|entry| entry.pack.slug.as_str() == name))
}

/// Keeps a pack, in the place of what the write `replaces` put there; of none where there is none.
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
    let row = row(plan, pack);
    let stands = write.newest_of(PACK, &key(plan, &pack.slug)).await?.pop();
    match replacing::put(write, PACK, &row, stands, replaces, &["meeting", "held"]).await? {
        Outcome::Stale(_) => stale(desk, plan, &pack.slug).await,
        outcome => Ok(outcome),
    }
}

/// Withdraws the pack that the write `replaces` put there, as long as it is not frozen.
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
    let stands = write.newest_of(PACK, &key(plan, &pack.slug)).await?.pop();
    let Some(stands) = stands.filter(|stands| stands.number == replaces) else {
        drop(write);
        return stale(desk, plan, &pack.slug).await;
    };
    write.supersede(PACK, &stands.row).await?;
    let was = Some(told(PACK, &stands.row));
    write.commit(Told { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Outcome::Saved)
}

fn pack(mut row: Taken) -> Result<Pack, Error> {
    row.skip();
    let (slug, year) = (row.slug()?, row.slug()?);
    let (meeting, on) = (row.text()?, row.day()?);
    let agenda = row.text()?;
    let cover_note = row.text()?;
    let priorities =
        row.read(|text| text.split_whitespace().map(|slug| Slug::new(slug).ok()).collect::<Option<_>>())?;
    let agenda = agenda.lines().map(str::to_owned).collect();
    Ok(Pack { slug, year, meeting, on, agenda, cover_note, priorities })
}

fn row(plan: &Slug, pack: &Pack) -> Vec<Cell> {
    let priorities: Vec<_> = pack.priorities.iter().map(Slug::as_str).collect();
    vec![
        plan.as_str().into(),
        pack.slug.as_str().into(),
        pack.year.as_str().into(),
        pack.meeting.as_str().into(),
        pack.on.into(),
        pack.agenda.join("\n").into(),
        pack.cover_note.as_str().into(),
        priorities.join(" ").into(),
    ]
}

fn key(plan: &Slug, pack: &Slug) -> Vec<Cell> {
    vec![plan.as_str().into(), pack.as_str().into()]
}

fn subject(pack: &Pack) -> String {
    format!("{}, {}", pack.meeting, pack.on)
}

/// What somebody else left there, seen now.
async fn stale(desk: &Desk, plan: &Slug, pack: &Slug) -> Result<Outcome, Error> {
    Ok(Outcome::Stale(one(&desk.now().await?, plan, pack.as_str()).await?.map(Box::new)))
}
