//! A lead's own rating of a priority. A write carries the number of what its writer saw.

use crate::{
    Desk, Error,
    cell::Cell,
    figure::By,
    outline::Taken,
    table, whose,
    write::{self, Told, told},
};
use chrono::{DateTime, Utc};
use domain::{
    access::{Action, Audience},
    priority_rating::{Outlook, PriorityRating},
    rating::Colour,
    slug::Slug,
};

pub use crate::edit::Edited;

/// The ratings that stand of a plan's priorities, each with whose it is. The public is given none: a lead rates what partners
/// record too.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of_plan(desk: &Desk, plan: &Slug) -> Result<Vec<(PriorityRating, By)>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let values = [plan.as_str().into()];
    let rows =
        whose::read(desk, &table::PRIORITY_RATING, "AND f.plan = $2", &values, "ORDER BY f.priority, f.year")
            .await?;
    rows.into_iter().map(|(row, by)| Ok((rating(row)?, by))).collect()
}

fn rating(mut row: Taken) -> Result<PriorityRating, Error> {
    row.skip();
    Ok(PriorityRating {
        priority: row.slug()?,
        year: row.slug()?,
        colour: row.read(Colour::parse)?,
        outlook: row.read(Outlook::parse)?,
        reason: row.text()?,
    })
}

/// Rates a priority in the place of what the write `replaces` put there; of nothing where there is none.
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
    let row = row(plan, rating);
    put(desk, (plan, &rating.priority, &rating.year), Some(row), (replaces, None), clock).await
}

/// Withdraws the rating that the write `replaces` put there.
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
    put(desk, (plan, priority, year), None, (Some(replaces), Some(reason)), clock).await
}

async fn put(
    desk: &Desk,
    (plan, priority, year): (&Slug, &Slug, &Slug),
    row: Option<Vec<Cell>>,
    (replaces, reason): (Option<i64>, Option<&str>),
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let table = &table::PRIORITY_RATING;
    let subject = format!("{plan}, {priority}, {year}");
    let mut write = write::begin(desk, Action::RatePriority, &subject, clock).await?;
    let key: Vec<Cell> = [plan, priority, year].map(|slug| slug.as_str().into()).into();
    let newest = write.newest_of(table, &key).await?.pop();
    if newest.as_ref().map(|newest| &newest.row) == row.as_ref() {
        return Ok(Edited::Same);
    }
    if newest.as_ref().map(|newest| newest.number) != replaces {
        return Ok(Edited::Stale);
    }
    let was = newest.as_ref().map(|newest| told(table, &newest.row));
    if let Some(newest) = &newest {
        write.supersede(table, &newest.row).await?;
    }
    if let Some(row) = &row {
        write.insert(table, row).await?;
    }
    let became = row.as_ref().map(|row| told(table, row));
    write.commit(Told { was, became, reason: reason.map(str::to_owned) }).await?;
    Ok(Edited::Saved)
}

fn row(plan: &Slug, rating: &PriorityRating) -> Vec<Cell> {
    let PriorityRating { priority, year, colour, outlook, reason } = rating;
    [plan.as_str(), priority.as_str(), year.as_str(), colour.as_str(), outlook.as_str(), reason]
        .map(Cell::from)
        .into()
}
