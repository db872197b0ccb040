//! What was set aside for priorities, and what was spent of it. The public is given none of it.

use crate::{
    Desk, Error,
    cell::Cell,
    figure::By,
    outline::Taken,
    replacing,
    table::{self, Table},
    whose,
    write::{self, Told, told},
};
use chrono::{DateTime, Utc};
use domain::{
    access::{Action, Audience},
    funding::Line,
    money::Money,
    slug::Slug,
};

/// A funding line that stands, and whose write put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The line.
    pub line: Line,
    /// Whose word it is.
    pub by: By,
}

/// What came of a write.
pub type Outcome = crate::replacing::Outcome<Entry>;

const FUNDING: &Table = &table::FUNDING;

/// The funding lines of a plan that stand. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn all(desk: &Desk, plan: &Slug) -> Result<Vec<Entry>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let order = "ORDER BY f.year, f.name, f.source, f.slug";
    let rows = whose::read(desk, FUNDING, "AND f.plan = $2", &[plan.as_str().into()], order).await?;
    rows.into_iter().map(|(row, by)| Ok(Entry { line: line(row)?, by })).collect()
}

/// One funding line of a plan, where it stands.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn one(desk: &Desk, plan: &Slug, name: &str) -> Result<Option<Entry>, Error> {
    Ok(all(desk, plan).await?.into_iter().find(|entry| entry.line.slug.as_str() == name))
}

/// Keeps a funding line, in the place of what the write `replaces` put there; of none where there is none.
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
    let row = row(plan, line);
    let stands = write.newest_of(FUNDING, &key(plan, &line.slug)).await?.pop();
    let once = ["priority", "year", "name", "source"];
    match replacing::put(write, FUNDING, &row, stands, replaces, &once).await? {
        Outcome::Stale(_) => stale(desk, plan, &line.slug).await,
        outcome => Ok(outcome),
    }
}

/// Withdraws what the write `replaces` put there.
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
    let stands = write.newest_of(FUNDING, &key(plan, &line.slug)).await?.pop();
    let Some(stands) = stands.filter(|stands| stands.number == replaces) else {
        drop(write);
        return stale(desk, plan, &line.slug).await;
    };
    write.supersede(FUNDING, &stands.row).await?;
    let was = Some(told(FUNDING, &stands.row));
    write.commit(Told { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Outcome::Saved)
}

fn line(mut row: Taken) -> Result<Line, Error> {
    row.skip();
    let (slug, priority, year) = (row.slug()?, row.slug()?, row.slug()?);
    let (name, source) = (row.text()?, row.text()?);
    let mut money = || -> Result<Option<Money>, Error> {
        let pence = row.maybe_whole()?;
        pence.map(|pence| Money::of_pence(pence).ok_or_else(|| row.unreadable(pence))).transpose()
    };
    let (budget, spent) = (money()?, money()?);
    let budget = budget.ok_or_else(|| row.unreadable("no budget"))?;
    Ok(Line { slug, priority, year, name, source, budget, spent })
}

fn row(plan: &Slug, line: &Line) -> Vec<Cell> {
    vec![
        plan.as_str().into(),
        line.slug.as_str().into(),
        line.priority.as_str().into(),
        line.year.as_str().into(),
        line.name.as_str().into(),
        line.source.as_str().into(),
        line.budget.pence().into(),
        Cell::Whole(line.spent.map(Money::pence)),
    ]
}

fn key(plan: &Slug, line: &Slug) -> Vec<Cell> {
    vec![plan.as_str().into(), line.as_str().into()]
}

fn subject(line: &Line) -> String {
    format!("{}, {}, {}", line.priority, line.year, line.name)
}

/// What somebody else left there, seen now.
async fn stale(desk: &Desk, plan: &Slug, line: &Slug) -> Result<Outcome, Error> {
    Ok(Outcome::Stale(one(&desk.now().await?, plan, line.as_str()).await?.map(Box::new)))
}
