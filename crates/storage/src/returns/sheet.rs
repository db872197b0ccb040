//! Reading a return with all that stands in it.

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

/// A return as the record has it, at whatever moment the desk looks at.
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

/// The figures that returns can be asked of, of the plan's own area and its districts; and whose they are.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn recorded(desk: &Desk, outline: &Outline) -> Result<Recorded, Error> {
    let entries = standing(desk, &indicators(outline), &places(outline)).await?;
    Ok(Recorded::of(entries.into_iter().map(|entry| (entry.figure, entry.began))))
}

/// What was typed into any return and not agreed to yet.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn typed(desk: &Desk, outline: &Outline) -> Result<HashMap<(Series, Period), Draft>, Error> {
    let drafts = drafts(desk, &indicators(outline)).await?;
    Ok(drafts.into_iter().map(|(series, period, draft)| ((series, period), draft)).collect())
}

/// The indicators that returns ask for: what a file brought and nobody has placed is asked of nobody, however much it is.
fn indicators(outline: &Outline) -> Vec<&Slug> {
    let placed = outline.indicators.iter().filter(|indicator| !indicator.placements.is_empty());
    placed.map(|indicator| &indicator.slug).collect()
}
