//! A review's recommendation and the decision on each priority, and completing it: from then on the next plan year has its
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

/// The review of a priority, and who recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewVersion {
    /// The recommendation and decision.
    pub reviewed: Reviewed,
    /// Who recorded it, and when.
    pub by: By,
}

/// The outcome of a write.
pub type Outcome = crate::replacing::Outcome<ReviewVersion>;

/// The outcome of completing a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completed {
    /// It is complete, and the next plan year has its priorities.
    Done(i64),
    /// It was complete before: nothing was changed.
    Before,
    /// Somebody changed a decision in between: nothing was changed.
    Stale,
    /// It is not ready: why.
    Unready(Vec<Unready>),
    /// The resulting plan would be invalid: why.
    Refused(Vec<String>),
}

/// The reviews of the priorities of a plan year, in the order in which they were first recorded. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of(desk: &Desk, plan: &Slug, year: &Slug) -> Result<Vec<ReviewVersion>, Error> {
    let rows = with_writer(desk, &[is!(ReviewRow, plan, plan), is!(ReviewRow, year, year)]).await?;
    Ok(rows.into_iter().map(|(row, by)| ReviewVersion { reviewed: row.reviewed(), by }).collect())
}

/// Records the review of a priority, in place of the one from the write `replaces`, if any.
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

/// Completes the review of a plan year: keeps the document made from it, and gives the next plan year its priorities. Both or
/// neither. `saw` are the numbers of the decisions as the document's maker read them.
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
    // Faults from before are not due to this change.
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

/// Withdraws the review from the write `replaces`, of a priority that was to be added.
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
