//! The steps of a figure on its way to being agreed, and out of the record's present.

use super::Approval;
use crate::{access::Action, entry};

crate::vocabulary! {
    /// What somebody does with a figure that stands.
    pub enum Step {
        /// Hand a draft to the approver.
        Submit = "submit",
        /// Agree to it, in the place of what was approved before.
        Approve = "approve",
        /// Hand it back to be a draft, with a reason.
        SendBack = "send-back",
        /// Withdraw it, with a reason: what was approved before stands again, or nothing does.
        Withdraw = "withdraw",
    }
}

/// Why a step is not taken with the reason that was given.
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
    /// What it is to do this.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Submit => Action::SubmitFigure,
            Self::Approve => Action::ApproveFigure,
            Self::SendBack => Action::SendBackFigure,
            Self::Withdraw => Action::WithdrawFigure,
        }
    }

    /// How far the figure has to have come, and how far it then has; nothing where it stands no longer.
    #[must_use]
    pub fn moves(self) -> Option<(Approval, Approval)> {
        match self {
            Self::Submit => Some((Approval::Draft, Approval::Submitted)),
            Self::Approve => Some((Approval::Submitted, Approval::Approved)),
            Self::SendBack => Some((Approval::Submitted, Approval::Draft)),
            Self::Withdraw => None,
        }
    }

    /// Whether it is not done without saying why.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::SendBack | Self::Withdraw)
    }

    /// That it is said why, where that is needed, in words that can be kept.
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
