//! Handing a return in, agreeing to it, sending it back, opening it again: each one transaction, whole or not at all.

use super::{action, read::state, save::check_owner, state_of, subject};
use crate::{
    desk::{AsAt, Desk},
    error::Error,
    figure::{InCell, in_cell},
    sql::Value,
    table::{
        CellKey, ChangeNoteRow, FigureRow, Loaded, ReturnCellKey, ReturnCellRow, ReturnStateKey,
        ReturnStateRow, Versioned, sources,
    },
    write::{self, AuditNote, Newest, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    change_note::ChangeNote,
    figure::Approval,
    returns::{Return, Standing, Step, handing::SeenRow},
    slug::Slug,
    source::Source,
};

/// The newest state, if there is one.
type State = Option<Newest<ReturnStateRow>>;

/// The input in a cell.
type Draft = Newest<ReturnCellRow>;

/// The outcome of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Handed {
    /// It is done; how many figures moved.
    Done(usize),
    /// The step cannot be taken in the return's current state.
    NotNow(Standing),
    /// Somebody changed the rows at these places in between. Nothing was done.
    Stale(Vec<usize>),
}

/// Hands a return in, once its rows have been checked: its input becomes figures, and they and the existing drafts are
/// submitted. The input is kept beside them until somebody agrees, so a return that is sent back has it again, with its
/// author.
///
/// # Errors
/// When the visitor may not, or another organisation answers for one of the indicators, or the engine fails.
pub async fn hand_in_rows(
    desk: &Desk,
    of: &Return,
    step: Step,
    rows: &[SeenRow],
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Handed, Error> {
    let mut write = write::begin_for(desk, action(step), &of.organisation, &subject(of), clock).await?;
    let Some(stands) = begin_step(&mut write, of, step).await? else { return not_now(desk, write, of).await };
    check_owner(&mut write, of, rows.iter().map(|row| &row.series)).await?;
    let mut stale = Vec::new();
    let mut moved = 0;
    for (place, row) in rows.iter().enumerate() {
        let (draft, figure) = found(&mut write, row).await?;
        if newest(draft.as_ref(), &figure) != row.seen {
            stale.push(place);
            continue;
        }
        let becomes = match (&row.figure, &figure.proposed) {
            (Some(figure), _) => FigureRow { approval: Approval::Submitted, ..FigureRow::of(figure) },
            (None, Some(proposed)) => with_approval(proposed, Approval::Submitted),
            (None, None) => continue,
        };
        if let Some(proposed) = &figure.proposed {
            write.supersede::<FigureRow>(&proposed.row.key()).await?;
        }
        // A figure that is already approved is not proposed again.
        if figure.approved.as_ref().is_some_and(|approved| says_the_same(&approved.row, &becomes)) {
            continue;
        }
        write.insert(&becomes).await?;
        moved += 1;
    }
    if !stale.is_empty() {
        drop(write);
        return Ok(Handed::Stale(stale));
    }
    put_state(&mut write, of, step, stands).await?;
    write.commit(AuditNote { became: Some(format!("{moved} figures")), ..AuditNote::default() }).await?;
    Ok(Handed::Done(moved))
}

/// Agrees to a return: the proposed figures of its rows replace the approved ones, and the notes record how figures are
/// recorded differently. Nobody agrees to what they typed, recorded, imported or handed in themselves.
///
/// # Errors
/// When the visitor may not, or one of the figures is theirs, or the engine fails.
pub(super) async fn approve(
    desk: &Desk,
    plan: &Slug,
    of: &Return,
    (rows, notes): (&[SeenRow], &[ChangeNote]),
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
        let (draft, figure) = found(&mut write, row).await?;
        if newest(draft.as_ref(), &figure) != row.seen {
            stale.push(place);
            continue;
        }
        // Input that never became a figure is not thrown away by agreeing to the rest.
        if draft.is_some() && figure.newest().is_none() {
            stale.push(place);
            continue;
        }
        if let Some(draft) = &draft {
            write.supersede::<ReturnCellRow>(&draft.row.key()).await?;
        }
        let Some(proposed) = &figure.proposed else { continue };
        if is_own(&mut write, row, figure.approved.as_ref(), own).await? {
            write.end_refused(Some("one of its figures is the same person's".to_owned())).await?;
            return Err(Error::OwnFigure);
        }
        write.supersede::<FigureRow>(&proposed.row.key()).await?;
        if let Some(approved) = &figure.approved {
            write.supersede::<FigureRow>(&approved.row.key()).await?;
        }
        write.insert(&with_approval(proposed, Approval::Approved)).await?;
        moved += 1;
    }
    if !stale.is_empty() {
        drop(write);
        return Ok(Handed::Stale(stale));
    }
    for note in notes {
        put_note(&mut write, &ChangeNoteRow::of(plan, note)).await?;
    }
    put_state(&mut write, of, step, stands).await?;
    write.commit(AuditNote { became: Some(format!("{moved} figures")), ..AuditNote::default() }).await?;
    Ok(Handed::Done(moved))
}

/// Writes a note in place of the one that an earlier approval left for the same indicator and day.
async fn put_note(write: &mut Write, row: &ChangeNoteRow) -> Result<(), Error> {
    let key = row.key();
    if let Some(there) = write.newest_of::<ChangeNoteRow>(&key).await? {
        if there.row == *row {
            return Ok(());
        }
        write.supersede::<ChangeNoteRow>(&key).await?;
    }
    write.insert(row).await
}

/// Sends a return back: figures made from its input end, and its rows hold that input again; figures recorded in other ways
/// become drafts again.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub(super) async fn send_back(
    desk: &Desk,
    of: &Return,
    rows: &[SeenRow],
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Handed, Error> {
    let step = Step::SendBack;
    let mut write = write::begin_for(desk, action(step), &of.organisation, &subject(of), clock).await?;
    let Some(stands) = begin_step(&mut write, of, step).await? else { return not_now(desk, write, of).await };
    check_owner(&mut write, of, rows.iter().map(|row| &row.series)).await?;
    let handed_in = stands.as_ref().map(|stands| stands.number);
    let mut moved = 0;
    for row in rows {
        let (draft, figure) = found(&mut write, row).await?;
        let Some(proposed) =
            figure.proposed.as_ref().filter(|proposed| proposed.row.approval == Approval::Submitted)
        else {
            continue;
        };
        write.supersede::<FigureRow>(&proposed.row.key()).await?;
        if draft.is_none() || Some(proposed.number) != handed_in {
            write.insert(&with_approval(proposed, Approval::Draft)).await?;
        }
        moved += 1;
    }
    put_state(&mut write, of, step, stands).await?;
    let told =
        AuditNote { reason: Some(reason.to_owned()), became: Some(format!("{moved} figures")), was: None };
    write.commit(told).await?;
    Ok(Handed::Done(moved))
}

/// Opens an approved return again. Its figures stay approved until others replace them.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub(super) async fn reopen(
    desk: &Desk,
    of: &Return,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Handed, Error> {
    let step = Step::Reopen;
    let mut write = write::begin_for(desk, action(step), &of.organisation, &subject(of), clock).await?;
    let Some(stands) = begin_step(&mut write, of, step).await? else { return not_now(desk, write, of).await };
    put_state(&mut write, of, step, stands).await?;
    write.commit(AuditNote { reason: Some(reason.to_owned()), ..AuditNote::default() }).await?;
    Ok(Handed::Done(0))
}

/// The current state (none before the first step), if the step can be taken from it.
async fn begin_step(write: &mut Write, of: &Return, step: Step) -> Result<Option<State>, Error> {
    let stands = write.newest_of(&ReturnStateKey::of(of)).await?;
    let may = state_of(stands.as_ref()).after(step).is_some();
    Ok(may.then_some(stands))
}

async fn not_now(desk: &Desk, write: Write, of: &Return) -> Result<Handed, Error> {
    drop(write);
    let now = desk.record().desk(desk.visitor().clone(), AsAt::Now).await?;
    Ok(Handed::NotNow(state(&now, of).await?))
}

async fn put_state(write: &mut Write, of: &Return, step: Step, stands: State) -> Result<(), Error> {
    let Some(next) = state_of(stands.as_ref()).after(step) else { return Ok(()) };
    if stands.is_some() {
        write.supersede::<ReturnStateRow>(&ReturnStateKey::of(of)).await?;
    }
    write.insert(&ReturnStateRow::of(of, next)).await
}

/// The input in a row, and its current figures.
async fn found(write: &mut Write, row: &SeenRow) -> Result<(Option<Draft>, InCell), Error> {
    let draft = write.newest_of(&ReturnCellKey::of(&row.series, &row.period)).await?;
    Ok((draft, in_cell(write, &row.series, &row.period).await?))
}

/// The number of the newest of them.
fn newest(draft: Option<&Draft>, figure: &InCell) -> Option<i64> {
    draft.map(|draft| draft.number).max(figure.newest().map(|newest| newest.number))
}

/// Whether somebody took part in the proposed figure: typed it, recorded it, imported it or handed it in, since the last
/// approved one. Only sending it back does not count.
async fn is_own(
    write: &mut Write,
    row: &SeenRow,
    approved: Option<&Newest<FigureRow>>,
    own: Option<i64>,
) -> Result<bool, Error> {
    let Some(own) = own else { return Ok(false) };
    let sent_back = sources(|source| matches!(source, Source::FigureSentBack | Source::ReturnSentBack));
    let sql = format!(
        "SELECT a.person FROM figure f JOIN deed d ON d.number = f.recorded_in JOIN audit a ON a.number = f.recorded_in \
         WHERE f.indicator = $1 AND f.area = $2 AND f.breakdown = $3 AND f.period_kind = $4 AND f.first = $5 \
         AND f.last = $6 AND f.recorded_in > $7 AND f.approval <> 'approved' AND d.source NOT IN ({sent_back}) \
         AND a.person = $8 \
         UNION ALL SELECT a.person FROM return_cell c JOIN audit a ON a.number = c.recorded_in \
         WHERE c.indicator = $1 AND c.area = $2 AND c.breakdown = $3 AND c.period_kind = $4 AND c.first = $5 \
         AND c.last = $6 AND c.recorded_in > $7 AND a.person = $8 LIMIT 1"
    );
    let cell = CellKey::of(&row.series, &row.period);
    let since = approved.map_or(0, |approved| approved.number);
    let values: Vec<&dyn Value> = [cell.values().as_slice(), &[&since, &own]].concat();
    Ok(write.number_of(sql, &values).await?.is_some())
}

fn with_approval(newest: &Newest<FigureRow>, approval: Approval) -> FigureRow {
    FigureRow { approval, ..newest.row.clone() }
}

/// Whether two rows of figures are the same except for their approval and their import.
fn says_the_same(a: &FigureRow, b: &FigureRow) -> bool {
    a.says_the_same(&FigureRow { approval: a.approval, ..b.clone() })
}
