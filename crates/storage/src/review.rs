//! What a review recommends and what was decided of each priority, and completing it: from then on the next plan year has its
//! priorities. The public is given none of it.

use crate::{
    desk::Desk,
    error::Error,
    frozen::{self, Made, is_frozen},
    outline, plan, replacing,
    table::{ReviewRow, Versioned, is},
    versions::with_writer,
    write::{self, AuditNote},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    by::By,
    frozen::Kind,
    plan_file,
    review::{Reviewed, Unready, seeded},
    slug::Slug,
};

/// What is said of a priority, and whose write put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewVersion {
    /// What is said.
    pub reviewed: Reviewed,
    /// Whose word it is.
    pub by: By,
}

/// What came of a write.
pub type Outcome = crate::replacing::Outcome<ReviewVersion>;

/// What came of completing a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completed {
    /// It is complete, and the next plan year has its priorities.
    Done(i64),
    /// It was before: nothing was changed.
    Before,
    /// Somebody changed what is decided in between: nothing was changed.
    Stale,
    /// It cannot be yet: why.
    Unready(Vec<Unready>),
    /// The plan could not be as it would stand: why.
    Refused(Vec<String>),
}

/// What is said of the priorities of a plan year, in the order in which it was first said. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of(desk: &Desk, plan: &Slug, year: &Slug) -> Result<Vec<ReviewVersion>, Error> {
    let rows = with_writer(desk, &[is!(ReviewRow, plan, plan), is!(ReviewRow, year, year)]).await?;
    Ok(rows.into_iter().map(|(row, by)| ReviewVersion { reviewed: row.reviewed(), by }).collect())
}

/// Keeps what is said of a priority, in the place of what the write `replaces` put there; of nothing where there is none.
///
/// # Errors
/// When the visitor may not, the review is complete already, or the engine fails.
pub async fn say(
    desk: &Desk,
    plan: &Slug,
    said: &Reviewed,
    replaces: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let subject = format!("{plan}, {}, {}", said.year, said.priority);
    let mut write = write::begin(desk, Action::ReviewPriority, &subject, clock).await?;
    if is_frozen(&mut write, plan, Kind::Review, &said.year).await? {
        return Err(Error::Frozen);
    }
    let row = ReviewRow::of(plan, said);
    let stands = write.newest_of::<ReviewRow>(&row.key()).await?;
    let once = |row: &ReviewRow| vec![row.year.to_string(), row.priority.to_string()];
    match replacing::put(write, &row, stands, replaces, (is!(ReviewRow, plan, plan), once)).await? {
        Outcome::Stale(_) => {
            let entries = of(&desk.now().await?, plan, &said.year).await?;
            let theirs = entries.into_iter().find(|entry| entry.reviewed.priority == said.priority);
            Ok(Outcome::Stale(theirs.map(Box::new)))
        }
        outcome => Ok(outcome),
    }
}

/// Completes the review of a plan year: keeps what was made of it, and gives the next plan year its priorities. Both stand, or neither.
/// `saw` are the numbers of what its maker read was decided.
///
/// # Errors
/// When the visitor may not, there is no such plan or year, or the engine fails.
pub async fn complete(
    desk: &Desk,
    (plan, year): (&Slug, &Slug),
    saw: &[i64],
    made: &Made<'_>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Completed, Error> {
    let subject = format!("{plan}, {year}");
    let mut write = write::begin(desk, Action::CompleteReview, &subject, clock).await?;
    if is_frozen(&mut write, plan, Kind::Review, year).await? {
        return Ok(Completed::Before);
    }
    let stands = write.newest_where(&[is!(ReviewRow, plan, plan), is!(ReviewRow, year, year)]).await?;
    let mut numbers: Vec<_> = stands.iter().map(|stands| stands.number).collect();
    let mut saw = saw.to_vec();
    numbers.sort_unstable();
    saw.sort_unstable();
    if numbers != saw {
        return Ok(Completed::Stale);
    }
    let said: Vec<_> = stands.into_iter().map(|stands| stands.row.reviewed()).collect();
    let before = outline::standing(&mut write, plan).await?;
    let before = before.ok_or_else(|| Error::NoPlanYear(year.to_string()))?;
    let of = before.years.iter().find(|other| other.slug == *year);
    let of = of.ok_or_else(|| Error::NoPlanYear(year.to_string()))?;
    let (next, priorities) = match seeded(&before, of, &said) {
        Ok(seeded) => seeded,
        Err(why) => return Ok(Completed::Unready(why)),
    };
    let mut after = before.clone();
    after.priorities.retain(|priority| priority.year != next.slug);
    after.priorities.extend(priorities);
    // What was wrong before is not this change's doing.
    let known = plan_file::faults(&before);
    let faults = plan_file::faults(&after);
    let faults: Vec<_> =
        faults.into_iter().filter(|fault| !known.contains(fault)).map(|(_, message)| message).collect();
    let faults: Vec<_> = faults.into_iter().chain(plan::lost(&mut write, &before, &after).await?).collect();
    if !faults.is_empty() {
        return Ok(Completed::Refused(faults));
    }
    let seeded = plan::put_outline(&mut write, Some(&before), &after).await?;
    frozen::keep(&mut write, plan, Kind::Review, year, made).await?;
    let became = seeded.and_then(|told| told.became).unwrap_or_default();
    let became = Some(format!("{}\n{became}", made.told()));
    Ok(Completed::Done(write.commit(AuditNote { became, ..AuditNote::default() }).await?))
}

/// Withdraws what the write `replaces` put there, of a priority that was to be added.
///
/// # Errors
/// When the visitor may not, the review is complete already, or the engine fails.
pub async fn withdraw(
    desk: &Desk,
    plan: &Slug,
    said: &Reviewed,
    replaces: i64,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let subject = format!("{plan}, {}, {}", said.year, said.priority);
    let mut write = write::begin(desk, Action::ReviewPriority, &subject, clock).await?;
    if is_frozen(&mut write, plan, Kind::Review, &said.year).await? {
        return Err(Error::Frozen);
    }
    let stands = write.newest_of::<ReviewRow>(&ReviewRow::of(plan, said).key()).await?;
    let Some(stands) = stands.filter(|stands| stands.number == replaces) else {
        return Ok(Outcome::Stale(None));
    };
    write.supersede::<ReviewRow>(&stands.row.key()).await?;
    let was = Some(stands.row.audit_text());
    write.commit(AuditNote { was, ..AuditNote::default() }).await?;
    Ok(Outcome::Saved)
}
