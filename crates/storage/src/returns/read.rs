//! Reading returns: never from what is kept at hand, since what is typed changes no page.

use super::{Draft, Standing, key};
use crate::{
    Desk, Error,
    cell::Cell,
    figure::{By, series_and_period},
    outline::Taken,
    table,
    whose::{read, rows, select},
};
use domain::{
    period::Period,
    returns::{Return, State, Typed, quarter_of},
    series::Series,
    slug::Slug,
};

/// The first quarter that a plan's returns are asked for, where somebody set one.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn start(desk: &Desk, plan: &Slug) -> Result<Option<Period>, Error> {
    let rows = read(desk, &table::RETURN_START, "AND plan = $2", &[plan.as_str().into()], "").await?;
    rows.into_iter()
        .next()
        .map(|(mut row, _)| {
            row.skip();
            let day = row.day()?;
            quarter_of(day).ok_or_else(|| row.unreadable(day))
        })
        .transpose()
}

/// How far a return has come.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn state(desk: &Desk, of: &Return) -> Result<Standing, Error> {
    let rows =
        read(desk, &table::RETURN_STATE, "AND organisation = $2 AND quarter = $3", &key(of), "").await?;
    let mut rows = rows.into_iter().map(standing).collect::<Result<Vec<_>, _>>()?;
    Ok(rows.pop().map_or(Standing { state: State::Open, by: None }, |(_, standing)| standing))
}

/// How far every return has come that anything was ever done with.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn states(desk: &Desk) -> Result<Vec<(Return, Standing)>, Error> {
    read(desk, &table::RETURN_STATE, "", &[], "").await?.into_iter().map(standing).collect()
}

fn standing((mut row, by): (Taken, By)) -> Result<(Return, Standing), Error> {
    let organisation = row.slug()?;
    let day = row.day()?;
    let quarter = quarter_of(day).ok_or_else(|| row.unreadable(day))?;
    let state = row.read(State::parse)?;
    Ok((Return { organisation, quarter }, Standing { state, by: Some(by) }))
}

/// What was done with a return, by whom, when and why, the last first; the states that it came to.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn log(desk: &Desk, of: &Return) -> Result<Vec<(State, By)>, Error> {
    let sql = select(
        &table::RETURN_STATE,
        "f.recorded_in <= $1 AND organisation = $2 AND quarter = $3",
        "ORDER BY f.recorded_in DESC",
    );
    let rows = rows(desk, &table::RETURN_STATE, sql, &key(of)).await?;
    rows.into_iter()
        .map(|row| standing(row).map(|(_, standing)| standing))
        .filter_map(|standing| match standing {
            Ok(Standing { state, by: Some(by) }) => Some(Ok((state, by))),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
        .collect()
}

/// What is typed into cells of some indicators and not handed in yet.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn drafts(desk: &Desk, indicators: &[&Slug]) -> Result<Vec<(Series, Period, Draft)>, Error> {
    if indicators.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<_> = (0..indicators.len()).map(|place| format!("${}", place + 2)).collect();
    let condition = format!("AND indicator IN ({})", places.join(", "));
    let values: Vec<Cell> = indicators.iter().map(|slug| slug.as_str().into()).collect();
    let rows = read(desk, &table::RETURN_CELL, &condition, &values, "").await?;
    rows.into_iter()
        .map(|(mut row, by)| {
            let (series, period) = series_and_period(&mut row)?;
            let typed = Typed {
                numerator: row.text()?,
                denominator: row.text()?,
                value: row.text()?,
                absence: row.text()?,
                status: row.text()?,
                note: row.text()?,
                because: row.text()?,
                reason: row.text()?,
                origin: row.text()?,
            };
            Ok((series, period, Draft { typed, by }))
        })
        .collect()
}
