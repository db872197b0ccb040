//! Filling a return, whoever asks: rows are judged by what the record holds, and those that can be are written.

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

/// What came of rows that were to be saved.
#[derive(Clone, Debug)]
pub enum Saved {
    /// They are no rows of this return as it is. Nothing was written.
    Misfit(Misfit),
    /// The return takes nothing now: it, as it is.
    Locked(Box<Sheet>),
    /// What could be kept is: the return as it is now, its rows in the places that they had, and what came of each row that was
    /// sent, in their order.
    Kept(Box<Sheet>, Vec<RowAnswer>),
}

/// What came of handing a return in.
#[derive(Clone, Debug)]
pub enum HandedIn {
    /// It is handed in; so many figures moved.
    Done(usize),
    /// The rows are none of this return as it is. Nothing was written.
    Misfit(Misfit),
    /// The return takes nothing now: it, as it is.
    Locked(Box<Sheet>),
    /// Of these rows nothing could be kept, or somebody changed them unseen. The others are saved, and nothing was handed in.
    Refused(Box<Sheet>, Vec<RowAnswer>),
    /// These rows lack something. All are saved, and nothing was handed in.
    Lacking(Box<Sheet>, Vec<RowAnswer>),
    /// Somebody handed it in in between.
    NotNow(Box<Sheet>),
    /// Somebody changed a row in between. Nothing was handed in.
    Stale(Box<Sheet>),
}

/// What came of adding a row.
#[derive(Clone, Debug)]
pub enum Added {
    /// What was named is wrong. Nothing was written.
    Wrong(Vec<NoRow>),
    /// The return takes nothing now: it, as it is.
    Locked(Box<Sheet>),
    /// It is there, whoever added it: the return with it, and what it is about.
    There(Box<Sheet>, Series, Period),
}

/// Saves rows of a return, as far as each can stand. `sheet` is the return as whoever sends them read it last.
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

/// The return as it is now, with the rows of what was read before.
async fn now(desk: &Desk, outline: &Outline, earlier: &Sheet) -> Result<Sheet, Error> {
    let now = sheet(&desk.now().await?, outline, &earlier.of).await?;
    Ok(now.with_rows_of(earlier))
}

/// Saves rows of a return as [`save_rows`] does, and hands it in where every one could be kept and was seen. `rows` are all that
/// the return asks for.
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

/// Hands a return in as it is now, with every row that there is now; or says what is lacking.
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

/// Adds a row to a return, for everybody who fills it.
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
        // Where somebody else added it meanwhile it is there, which is all that was wanted.
        SavedCells::Kept { .. } => Added::There(now, series, period),
    })
}
