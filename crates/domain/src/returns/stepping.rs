//! The steps of an approver: agree to a return, send it back, open it again.

use super::{Sheet, Step, handing::SeenRow};
use crate::outline::Outline;

/// A step of an approver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApproverStep {
    /// Agree. With the numbers of what the approver saw in each row, in the order of the rows.
    Approve(Vec<Option<i64>>),
    /// Send it back, for a reason.
    SendBack(String),
    /// Open it again, for a reason.
    Reopen(String),
}

/// The most characters of a reason.
const LONGEST: usize = 2000;

/// A step lacks a reason, or has one that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoReason;

impl NoReason {
    /// What to do about it.
    #[must_use]
    pub fn sentence(self) -> String {
        format!("Say why, in {LONGEST} characters or fewer: the log keeps it.")
    }
}

impl ApproverStep {
    /// The same as a step of the return.
    #[must_use]
    pub fn step(&self) -> Step {
        match self {
            Self::Approve(_) => Step::Approve,
            Self::SendBack(_) => Step::SendBack,
            Self::Reopen(_) => Step::Reopen,
        }
    }

    /// Checks that a needed reason is given.
    ///
    /// # Errors
    /// When it is missing or too long.
    pub fn checked(&self) -> Result<(), NoReason> {
        match self {
            Self::SendBack(reason) | Self::Reopen(reason)
                if reason.is_empty() || reason.chars().count() > LONGEST =>
            {
                Err(NoReason)
            }
            Self::Approve(_) | Self::SendBack(_) | Self::Reopen(_) => Ok(()),
        }
    }
}

/// The rows of a return, each with the number of what its approver saw there; `seen` is in the order of the rows.
#[must_use]
pub fn seen_rows(outline: &Outline, sheet: &Sheet, seen: &[Option<i64>]) -> Vec<SeenRow> {
    let seen = seen.iter().copied().chain(std::iter::repeat(None));
    let row = |(row, seen): (super::Filled<'_>, Option<i64>)| SeenRow {
        series: row.asked.series,
        period: row.asked.period,
        seen,
        figure: None,
    };
    sheet.rows(outline).into_iter().zip(seen).map(row).collect()
}
