//! Reading actions: two queries, however many there are, and never from the cache.

use super::{ActionVersion, Logged};
use crate::{
    desk::Desk,
    error::Error,
    table::{ActionRow, ActionStatusRow, is},
    versions::with_writer,
};
use domain::slug::Slug;

/// The current actions of a plan, in the order of their days. The public is given none.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn all(desk: &Desk, plan: &Slug) -> Result<Vec<ActionVersion>, Error> {
    let actions = with_writer(desk, &[is!(ActionRow, plan, plan)]).await?;
    let log = with_writer(desk, &[is!(ActionStatusRow, plan, plan)]).await?;
    let log: Vec<_> = log.into_iter().map(|(row, by)| Logged { status: row.status(), by }).collect();
    let entry = |(row, by): (ActionRow, _)| {
        let action = row.action();
        let of_it = log.iter().filter(|logged| logged.status.action == action.slug);
        ActionVersion { log: of_it.cloned().collect(), action, by }
    };
    Ok(actions.into_iter().map(entry).collect())
}

/// One current action of a plan.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn one(desk: &Desk, plan: &Slug, name: &str) -> Result<Option<ActionVersion>, Error> {
    Ok(all(desk, plan).await?.into_iter().find(|entry| entry.action.slug.as_str() == name))
}
