//! Reading actions: two queries, whatever their number, and never from what is kept at hand.

use super::{Entry, Logged};
use crate::{Desk, Error, outline::Taken, table, whose};
use domain::{
    access::Audience,
    action::{Action, State, Status},
    slug::Slug,
};

/// The actions of a plan that stand, in the order of their days. The public is given none.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn all(desk: &Desk, plan: &Slug) -> Result<Vec<Entry>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let of_plan = ("AND f.plan = $2", [plan.as_str().into()]);
    let order = "ORDER BY f.due, f.name, f.slug";
    let rows = whose::read(desk, &table::ACTION, of_plan.0, &of_plan.1, order).await?;
    let order = "ORDER BY f.said DESC, f.recorded_in DESC, f.slug";
    let log = whose::read(desk, &table::ACTION_STATUS, of_plan.0, &of_plan.1, order).await?;
    let log: Result<Vec<_>, Error> =
        log.into_iter().map(|(row, by)| Ok(Logged { status: status(row)?, by })).collect();
    let log = log?;
    rows.into_iter()
        .map(|(row, by)| {
            let action = action(row)?;
            let of_it = log.iter().filter(|logged| logged.status.action == action.slug);
            Ok(Entry { log: of_it.cloned().collect(), action, by })
        })
        .collect()
}

/// One action of a plan, where it stands.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn one(desk: &Desk, plan: &Slug, name: &str) -> Result<Option<Entry>, Error> {
    Ok(all(desk, plan).await?.into_iter().find(|entry| entry.action.slug.as_str() == name))
}

fn action(mut row: Taken) -> Result<Action, Error> {
    row.skip();
    let slug = row.slug()?;
    let priority = row.slug()?;
    let name = row.text()?;
    let organisation = row.slug()?;
    let indicators =
        row.read(|text| text.split_whitespace().map(|slug| Slug::new(slug).ok()).collect::<Option<_>>())?;
    Ok(Action { slug, priority, name, organisation, indicators, starts: row.day()?, due: row.day()? })
}

fn status(mut row: Taken) -> Result<Status, Error> {
    row.skip();
    let (action, slug) = (row.slug()?, row.slug()?);
    let state = row.read(State::parse)?;
    Ok(Status { slug, action, state, said: row.day()?, note: row.text()? })
}
