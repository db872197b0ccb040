//! Handing a return in, agreeing to it, sending it back, opening it again: each one transaction, whole or not at all.

use super::{Standing, action, key as return_key, save::check_owner, state, state_of, subject};
use crate::{
    AsAt, Desk, Error,
    cell::Cell,
    edit::note_row,
    figure::{key, rows, standing_in},
    table::{self, CELL},
    write::{self, Newest, Told, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    change_note::ChangeNote,
    figure::{Approval, Figure},
    period::Period,
    returns::{Return, Step},
    series::Series,
    slug::Slug,
};

/// A row of a return, as whoever hands it in or agrees to it saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub series: Series,
    /// When it is about.
    pub period: Period,
    /// The number of what was seen there: of what was typed, else of the figure.
    pub seen: Option<i64>,
    /// The figure that what was typed comes to, where something was typed.
    pub figure: Option<Figure>,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Handed {
    /// It is done; so many figures moved.
    Done(usize),
    /// The step cannot be taken where the return stands now.
    NotNow(Standing),
    /// Somebody changed the rows at these places in between. Nothing was done.
    Stale(Vec<usize>),
}

/// Hands a return in: what was typed becomes figures, and they and the drafts that stood are submitted. The notes say what
/// changed in how figures are recorded.
///
/// # Errors
/// When the visitor may not, or another organisation answers for one of the indicators, or the engine fails.
pub async fn hand_in(
    desk: &Desk,
    plan: &Slug,
    of: &Return,
    step: Step,
    (rows, notes): (&[Row], &[ChangeNote]),
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Handed, Error> {
    let mut write = write::begin_for(desk, action(step), &of.organisation, &subject(of), clock).await?;
    let Some(stands) = begin_step(&mut write, of, step).await? else { return not_now(desk, write, of).await };
    check_owner(&mut write, of, rows.iter().map(|row| &row.series)).await?;
    let mut stale = Vec::new();
    let mut moved = 0;
    for (place, row) in rows.iter().enumerate() {
        let draft = write.newest_of(&table::RETURN_CELL, &key(&row.series, &row.period)).await?.pop();
        let figure = standing_in(&mut write, &row.series, &row.period).await?;
        let newest =
            draft.as_ref().map(|draft| draft.number).max(figure.newest().map(|newest| newest.number));
        if newest != row.seen {
            stale.push(place);
            continue;
        }
        if let Some(draft) = &draft {
            write.supersede(&table::RETURN_CELL, &draft.row).await?;
        }
        let becomes = match (&row.figure, &figure.proposed) {
            (Some(figure), _) => as_row(figure, Approval::Submitted),
            (None, Some(proposed)) => with_approval(proposed, Approval::Submitted),
            (None, None) => continue,
        };
        if let Some(proposed) = &figure.proposed {
            write.supersede(&table::FIGURE, &proposed.row).await?;
        }
        // What is agreed already is not proposed again.
        if figure.approved.as_ref().is_some_and(|approved| says_the_same(&approved.row, &becomes)) {
            continue;
        }
        write.insert(&table::FIGURE, &becomes).await?;
        moved += 1;
    }
    if !stale.is_empty() {
        drop(write);
        return Ok(Handed::Stale(stale));
    }
    for note in notes {
        let row = note_row(plan, note);
        let there = write.newest_of(&table::CHANGE_NOTE, row.get(..3).unwrap_or_default()).await?;
        if there.is_empty() {
            write.insert(&table::CHANGE_NOTE, &row).await?;
        }
    }
    put_state(&mut write, of, step, stands).await?;
    write.commit(Told { became: Some(format!("{moved} figures")), ..Told::default() }).await?;
    Ok(Handed::Done(moved))
}

/// Agrees to a return: what is submitted in its rows takes the place of what was approved. Nobody agrees to what they typed or
/// handed in themselves.
///
/// # Errors
/// When the visitor may not, or typed or handed in one of the figures, or the engine fails.
pub async fn approve(
    desk: &Desk,
    of: &Return,
    rows: &[Row],
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Handed, Error> {
    let step = Step::Approve;
    let mut write = write::begin_for(desk, action(step), &of.organisation, &subject(of), clock).await?;
    let Some(stands) = begin_step(&mut write, of, step).await? else { return not_now(desk, write, of).await };
    check_owner(&mut write, of, rows.iter().map(|row| &row.series)).await?;
    let own = desk.visitor().person().map(|person| person.id);
    let mut stale = Vec::new();
    let mut moved = 0;
    for (place, row) in rows.iter().enumerate() {
        let figure = standing_in(&mut write, &row.series, &row.period).await?;
        if figure.newest().map(|newest| newest.number) != row.seen {
            stale.push(place);
            continue;
        }
        let Some(proposed) = figure.proposed.as_ref().filter(|proposed| is(proposed, Approval::Submitted))
        else {
            continue;
        };
        if own.is_some() && is_own(&mut write, row, proposed, own).await? {
            write.end_refused(Some("typed or handed in by the same person".to_owned())).await?;
            return Err(Error::OwnFigure);
        }
        write.supersede(&table::FIGURE, &proposed.row).await?;
        if let Some(approved) = &figure.approved {
            write.supersede(&table::FIGURE, &approved.row).await?;
        }
        write.insert(&table::FIGURE, &with_approval(proposed, Approval::Approved)).await?;
        moved += 1;
    }
    if !stale.is_empty() {
        drop(write);
        return Ok(Handed::Stale(stale));
    }
    put_state(&mut write, of, step, stands).await?;
    write.commit(Told { became: Some(format!("{moved} figures")), ..Told::default() }).await?;
    Ok(Handed::Done(moved))
}

/// Sends a return back: what was submitted in its rows is a draft again.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn send_back(
    desk: &Desk,
    of: &Return,
    rows: &[Row],
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Handed, Error> {
    let step = Step::SendBack;
    let mut write = write::begin_for(desk, action(step), &of.organisation, &subject(of), clock).await?;
    let Some(stands) = begin_step(&mut write, of, step).await? else { return not_now(desk, write, of).await };
    check_owner(&mut write, of, rows.iter().map(|row| &row.series)).await?;
    let mut moved = 0;
    for row in rows {
        let figure = standing_in(&mut write, &row.series, &row.period).await?;
        if let Some(proposed) = figure.proposed.as_ref().filter(|proposed| is(proposed, Approval::Submitted))
        {
            write.supersede(&table::FIGURE, &proposed.row).await?;
            write.insert(&table::FIGURE, &with_approval(proposed, Approval::Draft)).await?;
            moved += 1;
        }
    }
    put_state(&mut write, of, step, stands).await?;
    let told = Told { reason: Some(reason.to_owned()), became: Some(format!("{moved} figures")), was: None };
    write.commit(told).await?;
    Ok(Handed::Done(moved))
}

/// Opens a return again that was agreed. Its figures stay approved until others take their place.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn reopen(
    desk: &Desk,
    of: &Return,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Handed, Error> {
    let step = Step::Reopen;
    let mut write = write::begin_for(desk, action(step), &of.organisation, &subject(of), clock).await?;
    let Some(stands) = begin_step(&mut write, of, step).await? else { return not_now(desk, write, of).await };
    put_state(&mut write, of, step, stands).await?;
    write.commit(Told { reason: Some(reason.to_owned()), ..Told::default() }).await?;
    Ok(Handed::Done(0))
}

/// The row of the state that stands (none where nothing was ever done), where the step can be taken from it.
async fn begin_step(write: &mut Write, of: &Return, step: Step) -> Result<Option<Option<Vec<Cell>>>, Error> {
    let stands = write.newest_of(&table::RETURN_STATE, &return_key(of)).await?.pop().map(|newest| newest.row);
    let may = state_of(stands.as_ref()).after(step).is_some();
    Ok(may.then_some(stands))
}

async fn not_now(desk: &Desk, write: Write, of: &Return) -> Result<Handed, Error> {
    drop(write);
    let now = desk.record().desk(desk.visitor().clone(), AsAt::Now).await?;
    Ok(Handed::NotNow(state(&now, of).await?))
}

async fn put_state(
    write: &mut Write,
    of: &Return,
    step: Step,
    stands: Option<Vec<Cell>>,
) -> Result<(), Error> {
    let Some(next) = state_of(stands.as_ref()).after(step) else { return Ok(()) };
    if let Some(row) = &stands {
        write.supersede(&table::RETURN_STATE, row).await?;
    }
    let mut row = return_key(of);
    row.push(next.as_str().into());
    write.insert(&table::RETURN_STATE, &row).await
}

/// Whether somebody handed in or recorded what is proposed, or typed what became of it.
async fn is_own(write: &mut Write, row: &Row, proposed: &Newest, own: Option<i64>) -> Result<bool, Error> {
    let cell = key(&row.series, &row.period);
    if write.recorder(&cell).await? == own {
        return Ok(true);
    }
    let sql = "SELECT a.person FROM return_cell c JOIN audit a ON a.number = c.recorded_in \
               WHERE c.indicator = $1 AND c.area = $2 AND c.breakdown = $3 AND c.period_kind = $4 AND c.first = $5 \
               AND c.last = $6 AND c.superseded_in = $7";
    let mut values = cell;
    values.push(proposed.number.into());
    Ok(write.number_of(sql, &values).await? == own)
}

fn as_row(figure: &Figure, approval: Approval) -> Vec<Cell> {
    let figure = Figure { approval, ..figure.clone() };
    rows(std::slice::from_ref(&figure)).pop().unwrap_or_default()
}

fn with_approval(newest: &Newest, approval: Approval) -> Vec<Cell> {
    let mut row = newest.row.clone();
    if let Some(cell) = row.get_mut(CELL) {
        *cell = approval.as_str().into();
    }
    row
}

fn is(newest: &Newest, approval: Approval) -> bool {
    newest.row.get(CELL) == Some(&approval.as_str().into())
}

/// Whether two rows of figures say the same, how far they have come and which file brought them aside.
fn says_the_same(a: &[Cell], b: &[Cell]) -> bool {
    let import = table::FIGURE.place("import");
    let is_said = |place: usize| place != CELL && Some(place) != import;
    a.len() == b.len() && a.iter().zip(b).enumerate().all(|(place, (a, b))| !is_said(place) || a == b)
}
