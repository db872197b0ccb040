//! Saving input in a return. A cell carries the number of what its writer saw in it; if that is no longer the newest, nothing
//! is written to it, and the writer is shown both.

use super::{read::state, state_of, subject};
use crate::{
    desk::{AsAt, Desk},
    error::Error,
    figure::in_cell,
    table::{ReturnCellKey, ReturnCellRow, ReturnStateKey},
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    returns::{Return, Standing, saving::Saving},
    series::Series,
};

/// The outcome of saving.
#[derive(Clone, Debug, PartialEq)]
pub enum SavedCells {
    /// The return accepts no input now: its state.
    Locked(Standing),
    /// All cells but those at these places are saved, under this number; in those somebody else wrote in between.
    Kept {
        /// The number of the write; `None` where all cells were stale or unchanged.
        number: Option<i64>,
        /// The places of the cells that were left alone.
        stale: Vec<usize>,
    },
}

/// Saves the input in cells of a return, once it has been checked.
///
/// # Errors
/// When the visitor may not, or another organisation answers for one of the indicators, or the engine fails.
pub async fn save_cells(
    desk: &Desk,
    of: &Return,
    cells: &[Saving],
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<SavedCells, Error> {
    let mut write = write::begin_for(desk, Action::SaveReturn, &of.organisation, &subject(of), clock).await?;
    let stands = write.newest_of(&ReturnStateKey::of(of)).await?;
    if !state_of(stands.as_ref()).is_open() {
        drop(write);
        let now = desk.record().desk(desk.visitor().clone(), AsAt::Now).await?;
        return Ok(SavedCells::Locked(state(&now, of).await?));
    }
    check_owner(&mut write, of, cells.iter().map(|cell| &cell.series)).await?;
    let mut stale = Vec::new();
    let mut changed = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        let key = ReturnCellKey::of(&cell.series, &cell.period);
        let draft = write.newest_of::<ReturnCellRow>(&key).await?;
        let figure = in_cell(&mut write, &cell.series, &cell.period).await?;
        let newest =
            draft.as_ref().map(|draft| draft.number).max(figure.newest().map(|newest| newest.number));
        if newest != cell.replaces {
            stale.push(place);
            continue;
        }
        let row = cell.typed.as_ref().map(|typed| ReturnCellRow::of(&cell.series, &cell.period, typed));
        let is_newest = draft.as_ref().is_some_and(|draft| Some(draft.number) == newest);
        // Repeating it over a figure that came in between is a choice, and is saved as one.
        if draft.as_ref().map(|draft| &draft.row) == row.as_ref() && (is_newest || row.is_none()) {
            continue;
        }
        if draft.is_some() {
            write.supersede::<ReturnCellRow>(&key).await?;
        }
        if let Some(row) = &row {
            write.insert(row).await?;
        }
        changed.push(cell);
    }
    if changed.is_empty() {
        return Ok(SavedCells::Kept { number: None, stale });
    }
    let number = write.commit(AuditNote { became: Some(told(&changed)), ..AuditNote::default() }).await?;
    Ok(SavedCells::Kept { number: Some(number), stale })
}

/// Checks that the organisation, or its heir, answers for every one of the indicators.
pub(super) async fn check_owner<'a>(
    write: &mut Write,
    of: &Return,
    series: impl Iterator<Item = &'a Series>,
) -> Result<(), Error> {
    let heir = write.heir(&of.organisation).await?;
    let mut seen = Vec::new();
    for series in series {
        if seen.contains(&&series.indicator) {
            continue;
        }
        if heir.is_none() || write.answering(&series.indicator).await? != heir {
            return Err(Error::Forbidden);
        }
        seen.push(&series.indicator);
    }
    Ok(())
}

/// The most characters of input that one audit entry keeps.
const LONGEST: usize = 2000;

fn told(cells: &[&Saving]) -> String {
    let cells: Vec<_> = cells
        .iter()
        .map(|cell| {
            let Series { indicator, area, breakdown } = &cell.series;
            let typed = cell.typed.as_ref().map_or_else(
                || "taken back".to_owned(),
                |typed| {
                    let parts = [&typed.numerator, &typed.denominator, &typed.value, &typed.absence];
                    let parts: Vec<_> =
                        parts.iter().filter(|part| !part.is_empty()).map(|part| part.as_str()).collect();
                    parts.join(" / ")
                },
            );
            format!("{indicator}, {area}, {breakdown}, {}: {typed}", cell.period)
        })
        .collect();
    let text = cells.join("; ");
    if text.chars().count() <= LONGEST {
        text
    } else {
        text.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}
