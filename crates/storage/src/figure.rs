//! The figures of a series and a period, as the desk's visitor may see them.

mod enter;
mod history;
mod record;

use crate::{
    desk::Desk,
    error::Error,
    look::Look,
    table::{FigureRow, Is, among, is},
    versions::as_at,
};
use domain::{
    access::Audience,
    area::AreaCode,
    figure::{Approval, Figure},
    indicator::Indicator,
    outline::Outline,
    slug::Slug,
};
use std::sync::Arc;

pub use domain::by::By;
pub use enter::{Entered, enter};
pub use history::{Brought, FigureVersion, changed_since, history, newest, standing};
pub(crate) use record::{InCell, in_cell};
pub use record::{Recorded, Seen, Stepped, record, step};

/// The figures of the plan's own area and its comparators, for every indicator, in the order of series and time.
///
/// For a partner, what they see who look ahead is kept from the same read: asking for it next costs no query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of_plan(desk: &Desk, outline: &Outline) -> Result<Arc<Vec<Figure>>, Error> {
    let audience = desk.visitor().audience();
    let key = |look| (desk.kept_by(), outline.plan.slug.clone(), audience, look);
    if let Some(kept) = desk.at_hand().figures.get(&key(desk.look())) {
        return Ok(kept);
    }
    let areas: Vec<AreaCode> =
        std::iter::once(&outline.plan.area).chain(&outline.plan.comparators).cloned().collect();
    let rows = as_at(desk, &[among!(FigureRow, area, &areas)]).await?;
    if audience == Audience::Partner {
        let other = if desk.look() == Look::Ahead { Look::Approved } else { Look::Ahead };
        let figures = seen(&desk.clone().looking(other), rows.clone())?;
        desk.at_hand().figures.keep(key(other), Arc::new(figures));
    }
    let figures = Arc::new(seen(desk, rows)?);
    desk.at_hand().figures.keep(key(desk.look()), Arc::clone(&figures));
    Ok(figures)
}

/// The figures of one indicator in every area, in the order of series and time.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of_indicator(desk: &Desk, indicator: &Indicator) -> Result<Vec<Figure>, Error> {
    read(desk, &[is!(FigureRow, indicator, &indicator.slug)]).await
}

/// The approved figures of one indicator in every area, in the order of series and time, even where another figure is
/// proposed.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn approved_of_indicator(desk: &Desk, indicator: &Indicator) -> Result<Vec<Figure>, Error> {
    let is_approved = is!(FigureRow, approval, &Approval::Approved);
    read(desk, &[is!(FigureRow, indicator, &indicator.slug), is_approved]).await
}

/// The same for many indicators: a query for each few hundred.
pub(crate) async fn approved_of(desk: &Desk, indicators: &[Slug]) -> Result<Vec<Figure>, Error> {
    let mut figures = Vec::new();
    for some in indicators.chunks(AT_ONCE) {
        let is_approved = is!(FigureRow, approval, &Approval::Approved);
        figures.extend(read(desk, &[is_approved, among!(FigureRow, indicator, some)]).await?);
    }
    Ok(figures)
}

/// How many indicators one query asks about.
const AT_ONCE: usize = 500;

/// The figures that meet some conditions at the desk's moment.
///
/// Where a cell has an approved figure and a proposed one, partners who look ahead are given the proposed one, and everybody
/// else the approved one.
async fn read(desk: &Desk, is: &[Is<FigureRow>]) -> Result<Vec<Figure>, Error> {
    seen(desk, as_at(desk, is).await?)
}

/// The figures of some rows, as the desk's visitor may see them: one of a cell.
pub(crate) fn seen(desk: &Desk, rows: Vec<FigureRow>) -> Result<Vec<Figure>, Error> {
    let audience = desk.visitor().audience();
    let is_ahead = audience == Audience::Partner && desk.look() == Look::Ahead;
    let mut figures = Vec::with_capacity(rows.len());
    for row in rows.into_iter().filter(|row| is_ahead || row.approval == Approval::Approved) {
        let row = match audience {
            Audience::Partner => Some(row),
            Audience::Public => row.for_public(),
        };
        figures.extend(row.map(FigureRow::figure).transpose()?);
    }
    figures.sort_by(|a, b| (&a.series, a.period, a.approval).cmp(&(&b.series, b.period, b.approval)));
    // Drafts come before approved figures, so the first of a cell is the proposed one.
    figures.dedup_by(|later, first| later.period == first.period && later.series == first.series);
    Ok(figures)
}
