//! A lead's own rating of a priority. A write carries the number of the write that its writer saw.

use crate::{
    desk::Desk,
    error::Error,
    table::{PriorityRatingKey, PriorityRatingRow, Versioned, is},
    versions::with_writer,
    write::{self, AuditNote},
};
use chrono::{DateTime, Utc};
use domain::{access::Action, by::By, priority_rating::PriorityRating, slug::Slug};

pub use crate::edit::Edited;

/// The current ratings of a plan's priorities, each with who gave it. The public is given none: a lead rates partners'
/// figures too.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of_plan(desk: &Desk, plan: &Slug) -> Result<Vec<(PriorityRating, By)>, Error> {
    let rows = with_writer(desk, &[is!(PriorityRatingRow, plan, plan)]).await?;
    Ok(rows.into_iter().map(|(row, by)| (row.rating(), by)).collect())
}

/// Rates a priority in place of the rating from the write `replaces`, if any.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn rate(
    desk: &Desk,
    plan: &Slug,
    rating: &PriorityRating,
    replaces: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let row = PriorityRatingRow::of(plan, rating);
    put(desk, row.key(), Some(row), (replaces, None), clock).await
}

/// Withdraws the rating from the write `replaces`.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn withdraw(
    desk: &Desk,
    plan: &Slug,
    (priority, year): (&Slug, &Slug),
    replaces: i64,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let key = PriorityRatingKey { plan: plan.clone(), priority: priority.clone(), year: year.clone() };
    put(desk, key, None, (Some(replaces), Some(reason)), clock).await
}

async fn put(
    desk: &Desk,
    key: PriorityRatingKey,
    row: Option<PriorityRatingRow>,
    (replaces, reason): (Option<i64>, Option<&str>),
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let subject = format!("{}, {}, {}", key.plan, key.priority, key.year);
    let mut write = write::begin(desk, Action::RatePriority, &subject, clock).await?;
    let newest = write.newest_of::<PriorityRatingRow>(&key).await?;
    if newest.as_ref().map(|newest| &newest.row) == row.as_ref() {
        return Ok(Edited::Same);
    }
    if newest.as_ref().map(|newest| newest.number) != replaces {
        return Ok(Edited::Stale);
    }
    let was = newest.as_ref().map(|newest| newest.row.audit_text());
    if newest.is_some() {
        write.supersede::<PriorityRatingRow>(&key).await?;
    }
    if let Some(row) = &row {
        write.insert(row).await?;
    }
    let became = row.as_ref().map(PriorityRatingRow::audit_text);
    write.commit(AuditNote { was, became, reason: reason.map(str::to_owned) }).await?;
    Ok(Edited::Saved)
}
