//! What a meeting decided, and the actions that it agreed on.

use crate::{
    Desk, Error, action,
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
    access::{self, Audience},
    action::Action,
    pack::Decision,
    slug::Slug,
};

/// A decision that stands, and whose write put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// What was decided.
    pub decision: Decision,
    /// Whose word it is.
    pub by: By,
}

/// What came of a write.
pub(super) type Outcome = crate::replacing::Outcome<Decided>;

const DECISION: &Table = &table::DECISION;

/// The decisions of every meeting of a plan, in the order in which they were noted. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn decisions(desk: &Desk, plan: &Slug) -> Result<Vec<Decided>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let order = "ORDER BY f.recorded_in, f.slug";
    let rows = whose::read(desk, DECISION, "AND f.plan = $2", &[plan.as_str().into()], order).await?;
    rows.into_iter().map(|(row, by)| Ok(Decided { decision: decision(row)?, by })).collect()
}

/// Notes a decision, with the action that was agreed where one was: both stand, or neither. The same sent again changes nothing.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn decide(
    desk: &Desk,
    plan: &Slug,
    decision: &Decision,
    agreed: Option<&Action>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let mut write = write::begin(desk, access::Action::RecordDecision, &subject(decision), clock).await?;
    let row = row(plan, decision);
    let stands = write.newest_of(DECISION, &key(plan, decision)).await?.pop();
    if stands.is_none()
        && let Some(action) = agreed
    {
        let row = action::row(plan, action);
        let is_there = !write.newest_of(&table::ACTION, row.get(..2).unwrap_or_default()).await?.is_empty();
        if !is_there {
            write.insert(&table::ACTION, &row).await?;
        }
    }
    replacing::put(write, DECISION, &row, stands, None, &["pack", "priority", "text"]).await
}

/// Withdraws a decision that the write `replaces` put there. An action that was agreed with it goes its own way.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn withdraw_decision(
    desk: &Desk,
    plan: &Slug,
    decision: &Decision,
    replaces: i64,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let mut write = write::begin(desk, access::Action::WithdrawDecision, &subject(decision), clock).await?;
    let stands = write.newest_of(DECISION, &key(plan, decision)).await?.pop();
    let Some(stands) = stands.filter(|stands| stands.number == replaces) else {
        return Ok(Outcome::Stale(None));
    };
    write.supersede(DECISION, &stands.row).await?;
    let was = Some(told(DECISION, &stands.row));
    write.commit(Told { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Outcome::Saved)
}

fn decision(mut row: Taken) -> Result<Decision, Error> {
    row.skip();
    let (pack, slug) = (row.slug()?, row.slug()?);
    let named = |text: &str| if text.is_empty() { Some(None) } else { Slug::new(text).ok().map(Some) };
    Ok(Decision { slug, pack, priority: row.read(named)?, text: row.text()?, action: row.read(named)? })
}

fn row(plan: &Slug, decision: &Decision) -> Vec<Cell> {
    let named = |slug: &Option<Slug>| slug.as_ref().map_or("", Slug::as_str).into();
    vec![
        plan.as_str().into(),
        decision.pack.as_str().into(),
        decision.slug.as_str().into(),
        named(&decision.priority),
        decision.text.as_str().into(),
        named(&decision.action),
    ]
}

fn key(plan: &Slug, decision: &Decision) -> Vec<Cell> {
    vec![plan.as_str().into(), decision.pack.as_str().into(), decision.slug.as_str().into()]
}

fn subject(decision: &Decision) -> String {
    format!("{}, {}", decision.pack, decision.text)
}
