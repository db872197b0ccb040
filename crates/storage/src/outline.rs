//! Reading the parts of a plan, at the desk's moment: one query per table, however many rows.

mod conceal;
mod read;

use crate::{
    desk::Desk,
    error::Error,
    table::{AreaRow, IndicatorRow},
    versions::as_at,
    write::Write,
};
use chrono::NaiveDate;
use domain::{area::Area, indicator::Indicator, outline::Outline, plan::Plan, slug::Slug};
use read::{From, Which};
use std::sync::Arc;

/// The plan that pages open on: the one whose first year was the last to begin by `today`, or the earliest where none has
/// begun. `None` where the record holds no plan.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn current(desk: &Desk, today: NaiveDate) -> Result<Option<Arc<Outline>>, Error> {
    let key = (desk.kept_by(), today, desk.visitor().audience());
    if let Some(kept) = desk.at_hand().outlines.get(&key) {
        return Ok(kept);
    }
    let outline = read::outline(From::Desk(desk), Which::Current(today)).await?.map(Arc::new);
    desk.at_hand().outlines.keep(key, outline.clone());
    Ok(outline)
}

/// One plan with all its parts, whether or not pages open on it. `None` where the record holds no plan of this name.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of(desk: &Desk, plan: &Slug) -> Result<Option<Outline>, Error> {
    read::outline(From::Desk(desk), Which::Named(plan)).await
}

/// The same within a write: the current plan, while nobody else can change it.
pub(crate) async fn standing(write: &mut Write, plan: &Slug) -> Result<Option<Outline>, Error> {
    read::outline(From::Write(write), Which::Named(plan)).await
}

/// Every plan of the record in the order of their first days, each with that day.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn plans(desk: &Desk) -> Result<Vec<(Plan, Option<NaiveDate>)>, Error> {
    read::plans(desk).await
}

/// Every indicator of the record, whether a plan places it or not, without definitions and placements; and every area. Used
/// to read files.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn known(desk: &Desk) -> Result<(Vec<Indicator>, Vec<Area>), Error> {
    let indicators: Vec<IndicatorRow> = as_at(desk, &[]).await?;
    let areas: Vec<AreaRow> = as_at(desk, &[]).await?;
    let indicators = read::put_together(indicators, Vec::new(), Vec::new())?;
    Ok((indicators, areas.into_iter().map(AreaRow::area).collect()))
}
