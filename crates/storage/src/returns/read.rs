//! Reading returns: never from the cache, since input changes no page.

use crate::{
    desk::Desk,
    error::Error,
    table::{Is, ReturnCellRow, ReturnStartRow, ReturnStateRow, among, is},
    versions::{all_with_writer, with_writer},
};
use chrono::NaiveDate;
use domain::{
    by::By,
    period::Period,
    returns::{Draft, Return, Standing, State, quarter_of},
    series::Series,
    slug::Slug,
};

/// The first quarter of a plan's returns, if somebody set one.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn start(desk: &Desk, plan: &Slug) -> Result<Option<Period>, Error> {
    let rows = with_writer(desk, &[is!(ReturnStartRow, plan, plan)]).await?;
    rows.into_iter().next().map(|(row, _)| quarter(&row.quarter)).transpose()
}

/// The quarter that begins on a day.
fn quarter(first: &NaiveDate) -> Result<Period, Error> {
    quarter_of(*first).ok_or_else(|| Error::unreadable("quarter of a return", first))
}

/// The progress of a return.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn state(desk: &Desk, of: &Return) -> Result<Standing, Error> {
    let rows = with_writer(desk, &is_of(of)).await?;
    let mut rows = rows.into_iter().map(standing).collect::<Result<Vec<_>, _>>()?;
    Ok(rows.pop().map_or(Standing::UNTOUCHED, |(_, standing)| standing))
}

/// The progress of every return that has any.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn states(desk: &Desk) -> Result<Vec<(Return, Standing)>, Error> {
    with_writer(desk, &[]).await?.into_iter().map(standing).collect()
}

fn standing((row, by): (ReturnStateRow, By)) -> Result<(Return, Standing), Error> {
    let ReturnStateRow { organisation, quarter: first, state } = row;
    Ok((Return { organisation, quarter: quarter(&first)? }, Standing { state, by: Some(by) }))
}

/// The condition that a state is of a return.
fn is_of(of: &Return) -> [Is<ReturnStateRow>; 2] {
    [is!(ReturnStateRow, organisation, &of.organisation), is!(ReturnStateRow, quarter, &of.quarter.first())]
}

/// The steps of a return: by whom, when and why, the latest first, each with the state it led to.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn log(desk: &Desk, of: &Return) -> Result<Vec<(State, By)>, Error> {
    let rows = all_with_writer(desk, &is_of(of)).await?;
    Ok(rows.into_iter().rev().map(|(row, by)| (row.state, by)).collect())
}

/// The input in cells of some indicators that is not handed in yet.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn drafts(desk: &Desk, indicators: &[&Slug]) -> Result<Vec<(Series, Period, Draft)>, Error> {
    if indicators.is_empty() {
        return Ok(Vec::new());
    }
    let indicators: Vec<Slug> = indicators.iter().map(|slug| (*slug).clone()).collect();
    let rows = with_writer(desk, &[among!(ReturnCellRow, indicator, &indicators)]).await?;
    let draft = |(row, by): (ReturnCellRow, By)| {
        let (series, period, typed) = row.typed()?;
        Ok((series, period, Draft { typed, by }))
    };
    rows.into_iter().map(draft).collect()
}
