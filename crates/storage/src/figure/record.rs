//! Recording one figure, correcting, withdrawing and approving it. A write carries the number of the one that it
//! replaces, so that nobody's figure is silently overwritten.

use super::{Entry, key, newest, rows};
use crate::{
    AsAt, Desk, Error,
    cell::Cell,
    table::{self, CELL, Table},
    write::{self, Newest, Told, Write, told},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    figure::{Approval, Figure},
    period::Period,
    series::Series,
};

/// What came of a write.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    /// It stands.
    Saved,
    /// Somebody else wrote in between: what they left, where anything was ever recorded. Nothing was changed.
    Stale(Option<Box<Entry>>),
}

/// A step of a figure on its way to being agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// From draft to submitted.
    Submit,
    /// From submitted to approved, in the place of what was approved before.
    Approve,
    /// From submitted back to draft.
    SendBack,
}

impl Move {
    /// What it is to do this.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Submit => Action::SubmitFigure,
            Self::Approve => Action::ApproveFigure,
            Self::SendBack => Action::SendBackFigure,
        }
    }

    fn from(self) -> Approval {
        match self {
            Self::Submit => Approval::Draft,
            Self::Approve | Self::SendBack => Approval::Submitted,
        }
    }

    fn to(self) -> Approval {
        match self {
            Self::Submit => Approval::Submitted,
            Self::Approve => Approval::Approved,
            Self::SendBack => Approval::Draft,
        }
    }
}

const FIGURE: &Table = &table::FIGURE;

/// Records a figure as a draft, in the place of the one that the write `replaces` put there; of none where there is none.
/// What is approved stands, for the public, until the draft is approved.
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
    let cell = standing_in(&mut write, &figure.series, &figure.period).await?;
    let newest = cell.newest();
    if newest.map(|newest| newest.number) != replaces {
        drop(write);
        return stale(desk, &figure.series, &figure.period).await;
    }
    let Some(row) = rows(std::slice::from_ref(&figure)).pop() else { return Ok(Recorded::Saved) };
    let said = Told {
        reason: reason.map(str::to_owned),
        was: newest.map(|newest| told(FIGURE, &newest.row)),
        became: Some(told(FIGURE, &row)),
    };
    if let Some(proposed) = &cell.proposed {
        write.supersede(FIGURE, &proposed.row).await?;
    }
    write.insert(FIGURE, &row).await?;
    write.commit(said).await?;
    Ok(Recorded::Saved)
}

/// Withdraws what the write `replaces` put there: a draft, after which what was approved stands again, or else what was
/// approved.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn withdraw(
    desk: &Desk,
    series: &Series,
    period: &Period,
    replaces: i64,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Recorded, Error> {
    let mut write = begin(desk, Action::WithdrawFigure, series, period, clock).await?;
    let cell = standing_in(&mut write, series, period).await?;
    let Some(newest) = cell.newest().filter(|newest| newest.number == replaces) else {
        drop(write);
        return stale(desk, series, period).await;
    };
    write.supersede(FIGURE, &newest.row).await?;
    let was = Some(told(FIGURE, &newest.row));
    write.commit(Told { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Recorded::Saved)
}

/// What somebody saw who moves a figure: the numbers of the writes that put it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What is proposed.
    pub proposed: i64,
    /// What is approved so far, which approving would end.
    pub approved: Option<i64>,
}

/// Moves what is proposed one step. Nobody approves what they recorded themselves.
///
/// # Errors
/// When the visitor may not or recorded it, or the engine fails.
pub async fn change_approval(
    desk: &Desk,
    series: &Series,
    period: &Period,
    step: Move,
    seen: Seen,
    reason: Option<&str>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Recorded, Error> {
    let mut write = begin(desk, step.action(), series, period, clock).await?;
    let cell = standing_in(&mut write, series, period).await?;
    let is_meant = |newest: &&Newest| {
        newest.number == seen.proposed && newest.row.get(CELL) == Some(&step.from().as_str().into())
    };
    let Some(proposed) = cell.proposed.as_ref().filter(is_meant) else {
        drop(write);
        return stale(desk, series, period).await;
    };
    if step == Move::Approve {
        if cell.approved.as_ref().map(|approved| approved.number) != seen.approved {
            drop(write);
            return stale(desk, series, period).await;
        }
        // An import is somebody's word too: whoever brought the file does not approve what was in it.
        let import = FIGURE.place("import").and_then(|place| proposed.row.get(place));
        let recorder = match import {
            Some(Cell::Whole(Some(import))) => write.importer(*import).await?,
            _ => write.recorder(&key(series, period)).await?,
        };
        if recorder.is_some() && recorder == desk.visitor().person().map(|person| person.id) {
            write.end_refused(Some("recorded by the same person".to_owned())).await?;
            return Err(Error::OwnFigure);
        }
    }
    let mut row = proposed.row.clone();
    if let Some(approval) = row.get_mut(CELL) {
        *approval = step.to().as_str().into();
    }
    let said = Told {
        reason: reason.map(str::to_owned),
        was: Some(told(FIGURE, &proposed.row)),
        became: Some(told(FIGURE, &row)),
    };
    write.supersede(FIGURE, &proposed.row).await?;
    if let (Move::Approve, Some(approved)) = (step, &cell.approved) {
        write.supersede(FIGURE, &approved.row).await?;
    }
    write.insert(FIGURE, &row).await?;
    write.commit(said).await?;
    Ok(Recorded::Saved)
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

/// What stands for a series and a period.
#[derive(Default)]
pub(crate) struct InCell {
    pub(crate) approved: Option<Newest>,
    pub(crate) proposed: Option<Newest>,
}

impl InCell {
    /// What somebody who changes it would replace.
    pub(crate) fn newest(&self) -> Option<&Newest> {
        self.proposed.as_ref().or(self.approved.as_ref())
    }
}

pub(crate) async fn standing_in(
    write: &mut Write,
    series: &Series,
    period: &Period,
) -> Result<InCell, Error> {
    let mut cell = InCell::default();
    for newest in write.newest_of(FIGURE, &key(series, period)).await? {
        if newest.row.get(CELL) == Some(&Approval::Approved.as_str().into()) {
            cell.approved = Some(newest);
        } else {
            cell.proposed = Some(newest);
        }
    }
    Ok(cell)
}

/// What somebody else left there, seen now.
async fn stale(desk: &Desk, series: &Series, period: &Period) -> Result<Recorded, Error> {
    let now = desk.record().desk(desk.visitor().clone(), AsAt::Now).await?;
    Ok(Recorded::Stale(newest(&now, series, period).await?.map(Box::new)))
}
