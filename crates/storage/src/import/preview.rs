//! What importing a file would change, before anybody confirms it.

use super::{
    added::{self, AddedIndicator},
    bulk,
    compared::{Compared, Counts, Fate, Why, compare, compare_with_nothing},
};
use crate::{
    db::Db,
    desk::Desk,
    error::Error,
    open::Open,
    table::{FigureRow, Versioned, conditions},
};
use domain::{
    access::Action,
    area::Area,
    figure::{Approval, Figure, Reading, Status, remarks},
    period::Period,
    proposal::{Proposal, ProposedFigure, approval},
    series::Series,
};

/// What importing a file would change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// How many figures would have which fate.
    pub counts: Counts,
    /// How many of the new and the changed ones would be proposals: partners' figures, which somebody has to approve.
    pub proposals: u64,
    /// The changed ones, in the file's order; at most [`SHOWN`].
    pub changed: Vec<Change>,
    /// Those that would be left alone, in the file's order; at most [`SHOWN`].
    pub kept: Vec<Left>,
    /// The indicators that would be added to the record.
    pub indicators: Vec<AddedIndicator>,
    /// The areas that would be added to the record.
    pub areas: Vec<Area>,
}

/// How many changed figures are shown, and how many that are left alone. All are counted.
pub const SHOWN: usize = 200;

/// A figure that would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The row of the file, the first being 1.
    pub row: u32,
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// The current figure.
    pub was: Said,
    /// The file's figure.
    pub becomes: Said,
}

/// A figure that would be left alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// The row of the file, the first being 1.
    pub row: u32,
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// The current figure, if there is one.
    pub stands: Option<Said>,
    /// The file's figure.
    pub says: Said,
    /// Why it is left alone.
    pub why: Why,
}

/// The content of one figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// A value, or why there is none.
    pub reading: Reading,
    /// Its status.
    pub status: Status,
    /// Its note, with its explanation.
    pub note: Option<String>,
}

/// What importing a file would change now. Writes nothing.
///
/// # Errors
/// When the visitor may not import, the figures of the proposal are in the wrong order, or the engine fails.
pub async fn preview(desk: &Desk, proposal: &Proposal) -> Result<Preview, Error> {
    if !desk.visitor().may(Action::ImportFigures, None) {
        return Err(Error::Forbidden);
    }
    // A read-only transaction: everything compared is as of one moment.
    let mut open = match desk.db() {
        Db::Sqlite(pool) => Open::Sqlite(pool.begin().await?),
        Db::Postgres(pool) => {
            Open::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
        }
    };
    let compared = compare(&mut open, proposal).await?;
    let indicators = added::indicators(&mut open, proposal).await?;
    let areas = added::areas(&mut open, proposal).await?;
    let mut preview = Preview { indicators, areas, ..of(proposal, &compared) };
    for (place, fate) in shown(proposal, &compared, |fate| matches!(fate, Fate::Replaces | Fate::Proposed)) {
        let Some((figure, series)) = bulk::figure(proposal, place) else { continue };
        let Some(was) = stands(&mut open, series, figure, fate).await? else { continue };
        let (series, becomes) = (series.clone(), said(figure));
        preview.changed.push(Change { row: figure.row, series, period: figure.period, was, becomes });
    }
    for (place, fate) in shown(proposal, &compared, |fate| matches!(fate, Fate::Kept(_))) {
        let (Some((figure, series)), Fate::Kept(why)) = (bulk::figure(proposal, place), fate) else {
            continue;
        };
        let stands = stands(&mut open, series, figure, fate).await?;
        let (series, says) = (series.clone(), said(figure));
        preview.kept.push(Left { row: figure.row, series, period: figure.period, stands, says, why });
    }
    Ok(preview)
}

/// What importing a file would change in an empty record, such as one that does not exist yet.
///
/// # Errors
/// When the figures of the proposal are in the wrong order.
pub fn against_nothing(proposal: &Proposal) -> Result<Preview, Error> {
    let compared = compare_with_nothing(proposal)?;
    let indicators = added::all_indicators(proposal);
    Ok(Preview { indicators, areas: proposal.areas.clone(), ..of(proposal, &compared) })
}

/// The counts of a comparison.
pub(super) fn of(proposal: &Proposal, compared: &Compared) -> Preview {
    let is_proposal = |(place, fate): (usize, &Fate)| {
        let figure = proposal.figures.get(place);
        let origin = figure.and_then(|figure| compared.origins.get(bulk::place(figure.series)));
        let is_waiting = origin.is_some_and(|origin| approval(*origin) != Approval::Approved);
        matches!(fate, Fate::New | Fate::Replaces | Fate::Proposed) && is_waiting
    };
    let proposals = compared.fates.iter().enumerate().filter(|figure| is_proposal(*figure)).count();
    Preview {
        counts: compared.counts,
        proposals: u64::try_from(proposals).unwrap_or(u64::MAX),
        ..Preview::default()
    }
}

/// The indices of the first figures with some fates, by the rows of the file.
fn shown(proposal: &Proposal, compared: &Compared, is_wanted: impl Fn(&Fate) -> bool) -> Vec<(usize, Fate)> {
    let row = |(place, _): &(usize, Fate)| proposal.figures.get(*place).map(|figure| figure.row);
    let mut first: Vec<(usize, Fate)> = Vec::new();
    for (place, fate) in compared.fates.iter().enumerate().filter(|(_, fate)| is_wanted(fate)) {
        first.push((place, *fate));
        if first.len() == 4 * SHOWN {
            first.sort_unstable_by_key(row);
            first.truncate(SHOWN);
        }
    }
    first.sort_unstable_by_key(row);
    first.truncate(SHOWN);
    first
}

/// The figure in a cell that is replaced or kept: the approved or the proposed one, whichever decided.
async fn stands(
    open: &mut Open,
    series: &Series,
    figure: &ProposedFigure,
    fate: Fate,
) -> Result<Option<Said>, Error> {
    let in_cell = FigureRow::in_cell(series, &figure.period);
    let sql = format!("{}{}", FigureRow::statements().newest, conditions(&in_cell, 1));
    let mut bound = open.bound();
    in_cell.iter().for_each(|is| is.bind(&mut bound));
    let rows = open.rows_of(sql, bound).await?;
    let standing = rows.iter().map(|row| FigureRow::read(row, 2)?.figure());
    let mut standing = standing.collect::<Result<Vec<_>, Error>>()?;
    standing.sort_by_key(|figure| figure.approval);
    // A proposal comes before what is approved; proposing a partner's figure leaves the approved one current.
    let one = if fate == Fate::Proposed { standing.pop() } else { standing.into_iter().next() };
    let said =
        |figure: Figure| Said { note: figure.remarks(), reading: figure.reading, status: figure.status };
    Ok(one.map(said))
}

fn said(figure: &ProposedFigure) -> Said {
    let note = remarks(figure.note.as_deref(), figure.explanation.as_deref());
    Said { reading: figure.reading.clone(), status: figure.status, note }
}
