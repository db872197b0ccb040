//! The history of an indicator's figures: who recorded what, when and why, and what it superseded.

use crate::{
    by::{BY, BY_COLUMNS, ENDED_BY, writer, writer_if_any},
    desk::Desk,
    error::Error,
    sql::{Row, Value},
    table::{FigureRow, Is, Versioned, among, columns_of, conditions, is},
};
use domain::{
    access::Audience,
    area::AreaCode,
    by::By,
    figure::{Approval, Figure, Origin},
    indicator::Indicator,
    period::Period,
    series::Series,
    slug::Slug,
};

/// One version of a figure, whether it is still current or not.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureVersion {
    /// What was recorded.
    pub figure: Figure,
    /// By whom, when and why.
    pub began: By,
    /// By whom, when and why it ended, if it had by the desk's moment.
    pub ended: Option<By>,
    /// The file that brought it, if one was imported; the public is not shown it.
    pub brought: Option<Brought>,
}

/// An imported file that brought a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The number of the import.
    pub import: i64,
    /// The file's name.
    pub file: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// Everything ever recorded for an indicator up to the desk's moment, the newest write first. The public is shown none of
/// what partners recorded, because when and how often a figure was corrected would reveal something too; nor drafts, nor
/// names.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn history(desk: &Desk, indicator: &Indicator) -> Result<Vec<FigureVersion>, Error> {
    let order = "ORDER BY t.recorded_in DESC, t.area, t.breakdown, t.first";
    read(desk, &[is!(FigureRow, indicator, &indicator.slug)], order).await
}

/// What a writer would replace for a series and a period: the proposed figure, else the approved one, else the one withdrawn
/// last.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn newest(desk: &Desk, series: &Series, period: &Period) -> Result<Option<FigureVersion>, Error> {
    let order = "ORDER BY CASE WHEN b.number IS NULL THEN 0 ELSE 1 END, CASE WHEN t.approval = 'approved' THEN 1 ELSE 0 END, \
                 COALESCE(b.number, 0) DESC, t.recorded_in DESC LIMIT 1";
    let standing = read(desk, &FigureRow::in_cell(series, period), order).await?.into_iter().next();
    if standing.as_ref().is_some_and(|entry| entry.ended.is_none()) {
        return Ok(standing);
    }
    // There is no current figure: the one that ended last, approved or not.
    let order = "ORDER BY b.number DESC, t.recorded_in DESC LIMIT 1";
    Ok(read(desk, &FigureRow::in_cell(series, period), order).await?.into_iter().next())
}

/// The current figures of some indicators in some areas at the desk's moment, each with who recorded it, in the order of
/// series and time; in a cell with an approved figure and a proposed one, the proposed one comes first.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn standing(
    desk: &Desk,
    indicators: &[&Slug],
    areas: &[&AreaCode],
) -> Result<Vec<FigureVersion>, Error> {
    if indicators.is_empty() || areas.is_empty() {
        return Ok(Vec::new());
    }
    let indicators: Vec<Slug> = indicators.iter().map(|slug| (*slug).clone()).collect();
    let areas: Vec<AreaCode> = areas.iter().map(|code| (*code).clone()).collect();
    let is = [among!(FigureRow, indicator, &indicators), among!(FigureRow, area, &areas)];
    let when = "(t.superseded_in IS NULL OR t.superseded_in > $1)";
    let mut entries = read_when(desk, (when, &[]), &is, "").await?;
    entries.sort_by(|a, b| {
        let order = |entry: &FigureVersion| (entry.figure.period, entry.figure.approval);
        a.figure.series.cmp(&b.figure.series).then_with(|| order(a).cmp(&order(b)))
    });
    Ok(entries)
}

/// What was recorded, superseded or withdrawn of some indicators after the write `number`, up to the desk's moment, the first
/// write first. A query for each few hundred.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn changed_since(
    desk: &Desk,
    indicators: &[&str],
    number: i64,
) -> Result<Vec<FigureVersion>, Error> {
    let mut entries = Vec::new();
    for some in indicators.chunks(super::AT_ONCE) {
        let some: Vec<Slug> = some.iter().filter_map(|slug| Slug::new(slug).ok()).collect();
        if some.is_empty() {
            continue;
        }
        let is = [among!(FigureRow, indicator, &some)];
        let when = "(t.recorded_in > $2 OR t.superseded_in > $2)";
        entries.extend(read_when(desk, (when, &[&number]), &is, "ORDER BY t.recorded_in").await?);
    }
    Ok(entries)
}

/// The entries that meet some conditions.
async fn read(desk: &Desk, is: &[Is<FigureRow>], order: &'static str) -> Result<Vec<FigureVersion>, Error> {
    read_when(desk, ("1 = 1", &[]), is, order).await
}

/// The entries that meet some conditions, and one more with its values, whose placeholders begin with `$2`.
async fn read_when(
    desk: &Desk,
    (when, values): (&'static str, &[&dyn Value]),
    is: &[Is<FigureRow>],
    order: &'static str,
) -> Result<Vec<FigureVersion>, Error> {
    let sql = format!(
        "SELECT {BY}, {ENDED_BY}, i.number, i.name, i.sha256, {} \
         FROM figure t JOIN audit a ON a.number = t.recorded_in LEFT JOIN person p ON p.id = a.person \
         LEFT JOIN audit b ON b.number = t.superseded_in AND t.superseded_in <= $1 LEFT JOIN person q ON q.id = b.person \
         LEFT JOIN import i ON i.number = t.import \
         WHERE t.recorded_in <= $1 AND {when}{} {order}",
        columns_of::<FigureRow>("t"),
        conditions(is, 2 + values.len())
    );
    let mut bound = desk.db().bound().with(&[&desk.number()]).with(values);
    is.iter().for_each(|is| is.bind(&mut bound));
    let audience = desk.visitor().audience();
    let rows = desk.db().rows_of(sql, bound).await?;
    let entries = rows.iter().filter_map(|row| entry(row, audience).transpose());
    entries.collect()
}

/// An entry as an audience may see it, if it may: its two writes, the import that brought it, the figure.
fn entry(row: &Row, audience: Audience) -> Result<Option<FigureVersion>, Error> {
    let began = writer(row, 0)?;
    let ended = writer_if_any(row, BY_COLUMNS)?;
    let import = 2 * BY_COLUMNS;
    let brought = match row.whole(import)? {
        None => None,
        Some(number) => {
            Some(Brought { import: number, file: row.get(import + 1)?, sha256: row.get(import + 2)? })
        }
    };
    let figure = FigureRow::read(row, import + 3)?.figure()?;
    Ok(seen_by(FigureVersion { figure, began, ended, brought }, audience))
}

/// The entry as an audience may see it, if it may.
fn seen_by(entry: FigureVersion, audience: Audience) -> Option<FigureVersion> {
    let is_public = entry.figure.origin == Origin::Published && entry.figure.approval == Approval::Approved;
    match audience {
        Audience::Partner => Some(entry),
        Audience::Public if is_public => {
            let ended = entry.ended.map(By::unnamed);
            Some(FigureVersion { began: entry.began.unnamed(), ended, brought: None, ..entry })
        }
        Audience::Public => None,
    }
}
