//! Writing one figure: recording, correcting, withdrawing and approving it. A write carries the number of the one that it
//! replaces, so that nobody's figure is silently overwritten.

use super::{FigureVersion, newest};
use crate::{
    desk::{AsAt, Desk},
    error::Error,
    sql::Value,
    table::{CellKey, FigureRow, Versioned, sources},
    write::{self, AuditNote, Newest, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::{Action, PersonId},
    figure::{Approval, Figure, NoReason, Step},
    period::Period,
    series::Series,
    source::Source,
};

/// The outcome of a write.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    /// It is saved.
    Saved,
    /// Somebody else wrote in between: their figure, if anything was ever recorded. Nothing was changed.
    Stale(Option<Box<FigureVersion>>),
}

/// The outcome of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stepped {
    /// It is done.
    Done,
    /// A reason is missing, or cannot be kept. Nothing was changed.
    NoReason(NoReason),
    /// Somebody else changed the figure in between. Nothing was changed.
    Stale,
}

/// Records a figure as a draft, in place of the one from the write `replaces`, if any. The public is shown the approved
/// figure until the draft is approved.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn record(
    desk: &Desk,
    figure: &Figure,
    replaces: Option<i64>,
    reason: Option<&str>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Recorded, Error> {
    let figure = Figure { approval: Approval::Draft, ..figure.clone() };
    let mut write = begin(desk, Action::RecordFigure, &figure.series, &figure.period, clock).await?;
    let cell = in_cell(&mut write, &figure.series, &figure.period).await?;
    let newest = cell.newest();
    if newest.map(|newest| newest.number) != replaces {
        drop(write);
        return stale(desk, &figure.series, &figure.period).await;
    }
    let row = FigureRow::of(&figure);
    let said = AuditNote {
        reason: reason.map(str::to_owned),
        was: newest.map(|newest| newest.row.audit_text()),
        became: Some(row.audit_text()),
    };
    if let Some(proposed) = &cell.proposed {
        write.supersede::<FigureRow>(&proposed.row.key()).await?;
    }
    write.insert(&row).await?;
    write.commit(said).await?;
    Ok(Recorded::Saved)
}

/// What somebody saw who takes a step with a figure: the numbers of the writes that recorded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The proposed figure; when withdrawing, the approved one if nothing is proposed.
    pub proposed: i64,
    /// The approved figure so far, which approving would end.
    pub approved: Option<i64>,
}

/// Takes a step with the figure in a cell. Nobody approves what they recorded themselves.
///
/// # Errors
/// When the visitor may not, or recorded it, or the engine fails.
pub async fn step(
    desk: &Desk,
    series: &Series,
    period: &Period,
    step: Step,
    seen: Seen,
    reason: Option<&str>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Stepped, Error> {
    if let Err(lack) = step.checked(reason.unwrap_or_default()) {
        return Ok(Stepped::NoReason(lack));
    }
    let mut write = begin(desk, step.action(), series, period, clock).await?;
    let cell = in_cell(&mut write, series, period).await?;
    match step.moves() {
        None => withdraw(write, &cell, seen, reason).await,
        Some(moves) => {
            change_approval(write, (&CellKey::of(series, period), &cell), (step, moves), seen, reason).await
        }
    }
}

/// Withdraws the figure that was seen: the draft, after which the approved one is current again, or else the approved one.
async fn withdraw(
    mut write: Write,
    cell: &InCell,
    seen: Seen,
    reason: Option<&str>,
) -> Result<Stepped, Error> {
    let Some(newest) = cell.newest().filter(|newest| newest.number == seen.proposed) else {
        drop(write);
        return Ok(Stepped::Stale);
    };
    write.supersede::<FigureRow>(&newest.row.key()).await?;
    let was = Some(newest.row.audit_text());
    write.commit(AuditNote { reason: reason.map(str::to_owned), was, became: None }).await?;
    Ok(Stepped::Done)
}

/// Moves the proposed figure one step.
async fn change_approval(
    mut write: Write,
    (key, cell): (&CellKey, &InCell),
    (step, (from, to)): (Step, (Approval, Approval)),
    seen: Seen,
    reason: Option<&str>,
) -> Result<Stepped, Error> {
    let is_meant =
        |newest: &&Newest<FigureRow>| newest.number == seen.proposed && newest.row.approval == from;
    let Some(proposed) = cell.proposed.as_ref().filter(is_meant) else {
        drop(write);
        return Ok(Stepped::Stale);
    };
    if step == Step::Approve {
        if cell.approved.as_ref().map(|approved| approved.number) != seen.approved {
            drop(write);
            return Ok(Stepped::Stale);
        }
        // An import counts as recording: whoever imported the file may not approve its figures.
        let recorder = match proposed.row.import {
            Some(import) => importer(&mut write, import).await?,
            None => recorder(&mut write, key).await?,
        };
        if recorder.is_some() && recorder == write.visitor().person().map(|person| person.id) {
            write.end_refused(Some("recorded by the same person".to_owned())).await?;
            return Err(Error::OwnFigure);
        }
    }
    let row = FigureRow { approval: to, ..proposed.row.clone() };
    let said = AuditNote {
        reason: reason.map(str::to_owned),
        was: Some(proposed.row.audit_text()),
        became: Some(row.audit_text()),
    };
    write.supersede::<FigureRow>(&proposed.row.key()).await?;
    if let (Step::Approve, Some(approved)) = (step, &cell.approved) {
        write.supersede::<FigureRow>(&approved.row.key()).await?;
    }
    write.insert(&row).await?;
    write.commit(said).await?;
    Ok(Stepped::Done)
}

async fn begin(
    desk: &Desk,
    action: Action,
    series: &Series,
    period: &Period,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Write, Error> {
    let subject = format!("{}, {}, {}, {period}", series.indicator, series.area, series.breakdown);
    write::begin_of(desk, action, &series.indicator, &subject, clock).await
}

/// Who recorded the last figure of a cell by hand: in a form or in a return.
async fn recorder(write: &mut Write, cell: &CellKey) -> Result<Option<PersonId>, Error> {
    let by_hand = sources(|source| matches!(source, Source::Form | Source::ReturnHandedIn));
    let sql = format!(
        "SELECT a.person FROM figure f JOIN deed d ON d.number = f.recorded_in JOIN audit a ON a.number = f.recorded_in \
         WHERE f.indicator = $1 AND f.area = $2 AND f.breakdown = $3 AND f.period_kind = $4 AND f.first = $5 \
         AND f.last = $6 AND d.source IN ({by_hand}) AND a.person IS NOT NULL ORDER BY a.number DESC LIMIT 1"
    );
    write.number_of(sql, &cell.values()).await
}

/// Who imported a file.
async fn importer(write: &mut Write, import: i64) -> Result<Option<PersonId>, Error> {
    let sql = "SELECT person FROM audit WHERE number = $1 AND person IS NOT NULL";
    let values: [&dyn Value; 1] = [&import];
    write.number_of(sql, &values).await
}

/// The figures of a cell: the approved one, and the one proposed in its place.
#[derive(Default)]
pub(crate) struct InCell {
    pub(crate) approved: Option<Newest<FigureRow>>,
    pub(crate) proposed: Option<Newest<FigureRow>>,
}

impl InCell {
    /// The figure that a change would replace.
    pub(crate) fn newest(&self) -> Option<&Newest<FigureRow>> {
        self.proposed.as_ref().or(self.approved.as_ref())
    }
}

/// The figures in the cell of a series and a period.
pub(crate) async fn in_cell(write: &mut Write, series: &Series, period: &Period) -> Result<InCell, Error> {
    let mut cell = InCell::default();
    for newest in write.newest_where(&FigureRow::in_cell(series, period)).await? {
        if newest.row.approval == Approval::Approved {
            cell.approved = Some(newest);
        } else {
            cell.proposed = Some(newest);
        }
    }
    Ok(cell)
}

/// What somebody else wrote in between, as of now.
async fn stale(desk: &Desk, series: &Series, period: &Period) -> Result<Recorded, Error> {
    let now = desk.record().desk(desk.visitor().clone(), AsAt::Now).await?;
    Ok(Recorded::Stale(newest(&now, series, period).await?.map(Box::new)))
}
