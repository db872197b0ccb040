//! The steps of a figure towards approval, and out of the current record.

use super::Approval;
use crate::{access::Action, entry};

crate::vocabulary! {
    /// What somebody does with a current figure.
    pub enum Step {
        /// Submit a draft to the approver.
        Submit = "submit",
        /// Approve it, in place of the figure approved before.
        Approve = "approve",
        /// Send it back to be a draft, with a reason.
        SendBack = "send-back",
        /// Withdraw it, with a reason: the figure approved before is current again, if there is one.
        Withdraw = "withdraw",
    }
}

/// Why a step is not taken with the given reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoReason {
    /// None was given, and one is needed.
    Missing,
    /// It cannot be kept as it is, in a sentence.
    Unfit(String),
}

impl NoReason {
    /// What to do about it.
    #[must_use]
    pub fn sentence(&self) -> &str {
        match self {
            Self::Missing => "say why: the history keeps it",
            Self::Unfit(sentence) => sentence,
        }
    }
}

impl Step {
    /// The action that this step is.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Submit => Action::SubmitFigure,
            Self::Approve => Action::ApproveFigure,
            Self::SendBack => Action::SendBackFigure,
            Self::Withdraw => Action::WithdrawFigure,
        }
    }

    /// The approval before and after the step; `None` if the figure is no longer current.
    #[must_use]
    pub fn moves(self) -> Option<(Approval, Approval)> {
        match self {
            Self::Submit => Some((Approval::Draft, Approval::Submitted)),
            Self::Approve => Some((Approval::Submitted, Approval::Approved)),
            Self::SendBack => Some((Approval::Submitted, Approval::Draft)),
            Self::Withdraw => None,
        }
    }

    /// Whether it needs a reason.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::SendBack | Self::Withdraw)
    }

    /// Checks that a needed reason is given, in words that can be kept.
    ///
    /// # Errors
    /// When it is not.
    pub fn checked(self, reason: &str) -> Result<(), NoReason> {
        if self.needs_reason() && reason.is_empty() {
            return Err(NoReason::Missing);
        }
        entry::unfit(reason).map_or(Ok(()), |sentence| Err(NoReason::Unfit(sentence)))
    }
}
