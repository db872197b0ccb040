//! Filling in a return: rows are checked against the record, and the valid ones are written.

use super::{
    hand_in::{Handed, hand_in_rows},
    save::{SavedCells, save_cells},
    sheet::sheet,
};
use crate::{desk::Desk, error::Error};
use chrono::{DateTime, Utc};
use domain::{
    outline::Outline,
    period::Period,
    returns::{
        Return, Sheet,
        adding::{self, Adding, NoRow},
        handing::{self, Handing, LackingRow},
        saving::{self, Judged, Misfit, Posted, RowAnswer, Saving},
    },
    series::Series,
};

/// The outcome of saving rows.
#[derive(Clone, Debug)]
pub enum Saved {
    /// The rows are not of this return as it is. Nothing was written.
    Misfit(Misfit),
    /// The return accepts no input now: the return as it is.
    Locked(Box<Sheet>),
    /// Everything valid is saved: the return as it is now, its rows in the same places, and the answer to each row that was
    /// sent, in their order.
    Kept(Box<Sheet>, Vec<RowAnswer>),
}

/// The outcome of handing a return in.
#[derive(Clone, Debug)]
pub enum HandedIn {
    /// It is handed in; how many figures moved.
    Done(usize),
    /// The rows are not of this return as it is. Nothing was written.
    Misfit(Misfit),
    /// The return accepts no input now: the return as it is.
    Locked(Box<Sheet>),
    /// These rows could not be saved, or somebody changed them unseen. The others are saved, and nothing was handed in.
    Refused(Box<Sheet>, Vec<RowAnswer>),
    /// These rows are incomplete. All are saved, and nothing was handed in.
    Lacking(Box<Sheet>, Vec<RowAnswer>),
    /// Somebody else handed it in in between.
    NotNow(Box<Sheet>),
    /// Somebody changed a row in between. Nothing was handed in.
    Stale(Box<Sheet>),
}

/// The outcome of adding a row.
#[derive(Clone, Debug)]
pub enum Added {
    /// The row asked for is wrong. Nothing was written.
    Wrong(Vec<NoRow>),
    /// The return accepts no input now: the return as it is.
    Locked(Box<Sheet>),
    /// The row is there, whoever added it: the return with it, and its series and period.
    There(Box<Sheet>, Series, Period),
}

/// Saves the valid rows of a return. `sheet` is the return as the sender read it last.
///
/// # Errors
/// When the visitor may not, or another organisation answers for one of the indicators, or the engine fails.
pub async fn save_rows(
    desk: &Desk,
    outline: &Outline,
    sheet: &Sheet,
    rows: &[Posted],
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Saved, Error> {
    let judged = match saving::judged(outline, sheet, rows) {
        Ok(judged) => judged,
        Err(misfit) => return Ok(Saved::Misfit(misfit)),
    };
    let written = |judged: &Judged| match judged {
        Judged::Written(saving) => Some(saving.clone()),
        Judged::Left | Judged::Wrong(_) | Judged::Undecided(_) => None,
    };
    let cells: Vec<Saving> = judged.iter().filter_map(written).collect();
    let stale = if cells.is_empty() {
        if !sheet.standing.state.is_open() {
            return Ok(Saved::Locked(Box::new(sheet.clone())));
        }
        Vec::new()
    } else {
        match save_cells(desk, &sheet.of, &cells, clock).await? {
            SavedCells::Locked(_) => return Ok(Saved::Locked(Box::new(now(desk, outline, sheet).await?))),
            SavedCells::Kept { stale, .. } => stale,
        }
    };
    let now = now(desk, outline, sheet).await?;
    let answers = saving::answers(outline, &now, rows, judged, &stale);
    Ok(Saved::Kept(Box::new(now), answers))
}

/// The return as it is now, with the rows that were read before.
async fn now(desk: &Desk, outline: &Outline, earlier: &Sheet) -> Result<Sheet, Error> {
    let now = sheet(&desk.now().await?, outline, &earlier.of).await?;
    Ok(now.with_rows_of(earlier))
}

/// Saves rows of a return as [`save_rows`] does, and hands it in if every one could be saved and was seen. `rows` are all
/// that the return asks for.
///
/// # Errors
/// When the visitor may not, or another organisation answers for one of the indicators, or the engine fails.
pub async fn save_and_hand_in(
    desk: &Desk,
    outline: &Outline,
    sheet: &Sheet,
    (rows, handing): (&[Posted], Handing),
    clock: impl Fn() -> DateTime<Utc> + Copy,
) -> Result<HandedIn, Error> {
    let unseen = match saving::unseen(outline, sheet, rows) {
        Ok(unseen) => unseen,
        Err(misfit) => return Ok(HandedIn::Misfit(misfit)),
    };
    let (now, answers) = match save_rows(desk, outline, sheet, rows, clock).await? {
        Saved::Misfit(misfit) => return Ok(HandedIn::Misfit(misfit)),
        Saved::Locked(sheet) => return Ok(HandedIn::Locked(sheet)),
        Saved::Kept(now, answers) => (now, answers),
    };
    let mut refused: Vec<RowAnswer> = answers.into_iter().filter(|answer| !answer.is_kept()).collect();
    for answer in unseen {
        if !refused.iter().any(|other| other.series == answer.series && other.period == answer.period) {
            refused.push(answer);
        }
    }
    if !refused.is_empty() {
        return Ok(HandedIn::Refused(now, refused));
    }
    hand_in(desk, outline, &sheet.of, handing, clock).await
}

/// Hands a return in as it is now, with all its current rows; or returns what is missing.
///
/// # Errors
/// When the visitor may not, or another organisation answers for one of the indicators, or the engine fails.
pub async fn hand_in(
    desk: &Desk,
    outline: &Outline,
    of: &Return,
    handing: Handing,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<HandedIn, Error> {
    let now = sheet(&desk.now().await?, outline, of).await?;
    let rows = match handing::handed_in(outline, &now, handing) {
        Ok(rows) => rows,
        Err(lacking) => {
            let answer =
                |row: LackingRow| RowAnswer { lacks: row.lacks, ..RowAnswer::kept(row.series, row.period) };
            return Ok(HandedIn::Lacking(Box::new(now), lacking.into_iter().map(answer).collect()));
        }
    };
    let handed = hand_in_rows(desk, of, handing.step.step(), &rows, clock).await?;
    let is_stale = match handed {
        Handed::Done(moved) => return Ok(HandedIn::Done(moved)),
        Handed::NotNow(_) => false,
        Handed::Stale(_) => true,
    };
    let now = Box::new(sheet(&desk.now().await?, outline, of).await?);
    Ok(if is_stale { HandedIn::Stale(now) } else { HandedIn::NotNow(now) })
}

/// Adds a row to a return, for everybody who fills it in.
///
/// # Errors
/// When the visitor may not, or another organisation answers for the indicator, or the engine fails.
pub async fn add_row(
    desk: &Desk,
    outline: &Outline,
    sheet: &Sheet,
    adding: &Adding,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Added, Error> {
    let row = match adding::added(outline, sheet, adding) {
        Ok(row) => row,
        Err(wrong) => return Ok(Added::Wrong(wrong)),
    };
    let (series, period) = (row.series.clone(), row.period);
    let saved = save_cells(desk, &sheet.of, &[row], clock).await?;
    let now = Box::new(self::sheet(&desk.now().await?, outline, &sheet.of).await?);
    Ok(match saved {
        SavedCells::Locked(_) => Added::Locked(now),
        // If somebody else added it meanwhile it is there, which is all that was wanted.
        SavedCells::Kept { .. } => Added::There(now, series, period),
    })
}
