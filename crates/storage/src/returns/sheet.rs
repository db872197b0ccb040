//! Reading a return with all its contents.

use super::read::{drafts, log, state};
use crate::{desk::Desk, error::Error, figure::standing};
use domain::{
    outline::Outline,
    period::Period,
    returns::{Draft, Recorded, Return, Sheet, places},
    series::Series,
    slug::Slug,
};
use std::collections::HashMap;

/// A return as it is in the record at the desk's moment.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn sheet(desk: &Desk, outline: &Outline, of: &Return) -> Result<Sheet, Error> {
    let standing = state(desk, of).await?;
    let log = log(desk, of).await?;
    let recorded = recorded(desk, outline).await?;
    let typed = typed(desk, outline).await?;
    Ok(Sheet::new(of.clone(), (standing, log), recorded, typed))
}

/// The figures that returns can ask for, of the plan's own area and its districts; and who recorded them.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn recorded(desk: &Desk, outline: &Outline) -> Result<Recorded, Error> {
    let entries = standing(desk, &indicators(outline), &places(outline)).await?;
    Ok(Recorded::of(entries.into_iter().map(|entry| (entry.figure, entry.began))))
}

/// The input in any return that is not approved yet.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn typed(desk: &Desk, outline: &Outline) -> Result<HashMap<(Series, Period), Draft>, Error> {
    let drafts = drafts(desk, &indicators(outline)).await?;
    Ok(drafts.into_iter().map(|(series, period, draft)| ((series, period), draft)).collect())
}

/// The indicators that returns ask for: those that a file brought and nobody has placed are left out, however many there are.
fn indicators(outline: &Outline) -> Vec<&Slug> {
    let placed = outline.indicators.iter().filter(|indicator| !indicator.placements.is_empty());
    placed.map(|indicator| &indicator.slug).collect()
}
