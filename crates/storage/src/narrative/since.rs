//! What changed since a narrative was written: by the numbers of writes and never by clocks.

use super::NarrativeVersion;
use crate::{
    desk::Desk,
    error::Error,
    sql::{Row, Value, places},
    table::{CELL, FigureRow, Versioned, columns_of},
};
use domain::{
    access::Audience,
    figure::{Approval, Figure},
    period::Period,
    series::Series,
    slug::Slug,
};
use std::collections::BTreeMap;

/// A figure that was recorded, changed or withdrawn after a narrative was written.
pub type Change = (Series, Period);

/// A version of a figure, from when to when it was current.
struct Version {
    figure: Figure,
    from: i64,
    until: Option<i64>,
}

/// For each of some narratives, the figures of `indicators` that changed after it was written, of its quarter and of those
/// before. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn since(
    desk: &Desk,
    indicators: &[&Slug],
    entries: &[NarrativeVersion],
) -> Result<Vec<Vec<Change>>, Error> {
    let seen: Vec<_> = entries.iter().map(|entry| (entry.by.number, entry.narrative.quarter)).collect();
    since_seen(desk, indicators, &seen).await
}

/// For each of some views of the record, given by the newest number then and the quarter, the figures of `indicators` that
/// changed after it, of that quarter and of those before: periods that end later were not there to be written about. A figure
/// that is approved as it was seen has not changed, so agreeing to figures does not make a narrative stale. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn since_seen(
    desk: &Desk,
    indicators: &[&Slug],
    seen: &[(i64, Period)],
) -> Result<Vec<Vec<Change>>, Error> {
    let oldest = seen.iter().map(|(number, _)| *number).min();
    let latest = seen.iter().map(|(_, quarter)| quarter.last()).max();
    let (Some(oldest), Some(latest), false) = (oldest, latest, indicators.is_empty()) else {
        return Ok(vec![Vec::new(); seen.len()]);
    };
    if desk.visitor().audience() == Audience::Public {
        return Ok(vec![Vec::new(); seen.len()]);
    }
    let cell = CELL.join(", ");
    // Only the cells in which anything began or ended since: few, where all current figures may be many.
    let sql = format!(
        "SELECT recorded_in, superseded_in, {} FROM figure t WHERE recorded_in <= $1 \
         AND (superseded_in IS NULL OR superseded_in > $2) AND ({cell}) IN (SELECT {cell} FROM figure \
         WHERE (recorded_in > $2 OR superseded_in > $2) AND last <= $3 AND indicator IN ({}))",
        columns_of::<FigureRow>("t"),
        places(4, indicators.len())
    );
    let mut bound = desk.db().bound().with(&[&desk.number(), &oldest, &latest]);
    indicators.iter().for_each(|indicator| indicator.bind(&mut bound));
    let rows = desk.db().rows_of(sql, bound).await?;
    let versions: Result<Vec<Version>, Error> = rows.iter().map(|row| version(row, desk.number())).collect();
    let mut by_cell: BTreeMap<(Series, Period), Vec<Version>> = BTreeMap::new();
    for version in versions? {
        let cell = (version.figure.series.clone(), version.figure.period);
        by_cell.entry(cell).or_default().push(version);
    }
    let changed = |(number, quarter): &(i64, Period)| {
        let is_of_it = |(_, period): &&Change| period.last() <= quarter.last();
        let has_changed = |cell: &&Change| {
            by_cell
                .get(*cell)
                .is_some_and(|versions| standing(versions, *number) != standing(versions, desk.number()))
        };
        by_cell.keys().filter(is_of_it).filter(has_changed).cloned().collect()
    };
    Ok(seen.iter().map(changed).collect())
}

fn version(row: &Row, number: i64) -> Result<Version, Error> {
    // As of an earlier moment it had not ended yet.
    let until = row.whole(1)?.filter(|until| *until <= number);
    Ok(Version { from: row.get(0)?, until, figure: FigureRow::read(row, 2)?.figure()? })
}

/// The figure in a cell after a write: the proposed one, else the approved one, ignoring its approval.
fn standing(versions: &[Version], number: i64) -> Option<Figure> {
    let stood = versions
        .iter()
        .filter(|version| version.from <= number && version.until.is_none_or(|until| until > number));
    let newest = stood.min_by_key(|version| version.figure.approval)?;
    Some(Figure { approval: Approval::Approved, ..newest.figure.clone() })
}
