//! The money set aside for priorities, and what was spent of it. The public is given none of it.

use crate::{
    desk::Desk,
    error::Error,
    replacing,
    table::{FundingKey, FundingRow, Versioned, is},
    versions::with_writer,
    write::{self, AuditNote},
};
use chrono::{DateTime, Utc};
use domain::{access::Action, by::By, funding::Line, slug::Slug};

/// A current funding line, and who recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct FundingVersion {
    /// The line.
    pub line: Line,
    /// Who recorded it, and when.
    pub by: By,
}

/// The outcome of a write.
pub type Outcome = crate::replacing::Outcome<FundingVersion>;

/// The current funding lines of a plan. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn all(desk: &Desk, plan: &Slug) -> Result<Vec<FundingVersion>, Error> {
    let rows = with_writer(desk, &[is!(FundingRow, plan, plan)]).await?;
    Ok(rows.into_iter().map(|(row, by)| FundingVersion { line: row.line(), by }).collect())
}

/// One current funding line of a plan.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn one(desk: &Desk, plan: &Slug, name: &str) -> Result<Option<FundingVersion>, Error> {
    Ok(all(desk, plan).await?.into_iter().find(|entry| entry.line.slug.as_str() == name))
}

/// Records a funding line, in place of the one from the write `replaces`, if any.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn record(
    desk: &Desk,
    plan: &Slug,
    line: &Line,
    replaces: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let mut write = write::begin(desk, Action::RecordFunding, &subject(line), clock).await?;
    let row = FundingRow::of(plan, line);
    let stands = write.newest_of::<FundingRow>(&row.key()).await?;
    let once = |row: &FundingRow| {
        vec![row.priority.to_string(), row.year.to_string(), row.name.clone(), row.source.clone()]
    };
    let of_plan = is!(FundingRow, plan, plan);
    match replacing::put(write, &row, stands, replaces, (of_plan, once)).await? {
        Outcome::Stale(_) => stale(desk, plan, &line.slug).await,
        outcome => Ok(outcome),
    }
}

/// Withdraws what the write `replaces` recorded.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn withdraw(
    desk: &Desk,
    plan: &Slug,
    line: &Line,
    replaces: i64,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let mut write = write::begin(desk, Action::WithdrawFunding, &subject(line), clock).await?;
    let stands = write.newest_of::<FundingRow>(&FundingKey::of(plan, &line.slug)).await?;
    let Some(stands) = stands.filter(|stands| stands.number == replaces) else {
        drop(write);
        return stale(desk, plan, &line.slug).await;
    };
    write.supersede::<FundingRow>(&stands.row.key()).await?;
    let was = Some(stands.row.audit_text());
    write.commit(AuditNote { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Outcome::Saved)
}

fn subject(line: &Line) -> String {
    format!("{}, {}, {}", line.priority, line.year, line.name)
}

/// What somebody else wrote in between, as of now.
async fn stale(desk: &Desk, plan: &Slug, line: &Slug) -> Result<Outcome, Error> {
    Ok(Outcome::Stale(one(&desk.now().await?, plan, line.as_str()).await?.map(Box::new)))
}
