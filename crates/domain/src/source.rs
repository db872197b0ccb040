//! The source of a write: which file, which form, which step. It decides what may replace a row, and what the public may see
//! of it.

use crate::access::Action;

crate::vocabulary! {
    /// The source of a write, as the record keeps it beside the write's number.
    pub enum Source {
        /// A plan file.
        PlanFile = "plan file",
        /// The part of a plan file for partners only.
        PartnersWords = "words of partners",
        /// A demonstration: made up to show what the program does.
        Demonstration = "demonstration",
        /// A file of figures that was imported.
        Import = "import",
        /// The undoing of an import.
        ImportUndone = "import undone",
        /// A file of figures sent for a preview, before it is imported.
        WaitingFile = "waiting file",
        /// A form for one thing: a figure, target, tolerance, change note, definition or mark.
        Form = "form",
        /// Withdrawing a figure.
        FigureWithdrawn = "figure withdrawn",
        /// Submitting a figure for approval.
        FigureSubmitted = "figure submitted",
        /// Approving a figure.
        FigureApproved = "figure approved",
        /// Sending a figure back.
        FigureSentBack = "figure sent back",
        /// Typing into a return.
        ReturnTyped = "return typed",
        /// Handing a return in.
        ReturnHandedIn = "return handed in",
        /// Agreeing to a return.
        ReturnAgreed = "return agreed",
        /// Sending a return back.
        ReturnSentBack = "return sent back",
        /// Reopening an approved return.
        ReturnReopened = "return reopened",
        /// Setting the quarter from which returns are asked for.
        ReturnStart = "start of returns",
        /// The pages for editing a plan.
        PlanForm = "plan form",
        /// Writing a narrative.
        Narrative = "narrative",
        /// A lead's own rating of a priority.
        Rating = "rating",
        /// Actions and their progress.
        Action = "action",
        /// Funding lines.
        Funding = "funding",
        /// Packs, until they are frozen and by freezing them.
        Pack = "pack",
        /// Decisions of meetings.
        Decision = "decision",
        /// The review of a plan year.
        Review = "review",
        /// Accounts: invitations, roles, sessions.
        Account = "account",
        /// Removing a text that names a child.
        Redaction = "redaction",
        /// A refused attempt to read: nothing but the refusal was written.
        Reading = "reading",
    }
}

/// The sorts of sources that rules distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A plan's own file, which may later change what it contained; a demonstration is loaded as one.
    PlanFile,
    /// A file of figures, or its undoing.
    Import,
    /// A plan file's part for partners, which counts as written by people and is for partners only.
    PartnersWords,
    /// A return: its texts are about figures that partners hand in.
    Return,
    /// Anything else that people did by hand.
    ByHand,
}

impl Source {
    /// The source of an action's writes.
    #[must_use]
    pub fn of(action: Action) -> Self {
        match action {
            Action::LoadPlan => Self::PlanFile,
            Action::TakeInWords => Self::PartnersWords,
            Action::LoadDemonstration => Self::Demonstration,
            Action::ImportFigures => Self::Import,
            Action::UndoImport => Self::ImportUndone,
            Action::SendFile => Self::WaitingFile,
            Action::RecordFigure
            | Action::NoteChange
            | Action::SetApart
            | Action::SetTarget
            | Action::SetTolerance
            | Action::DefineIndicator => Self::Form,
            Action::WithdrawFigure => Self::FigureWithdrawn,
            Action::SubmitFigure => Self::FigureSubmitted,
            Action::ApproveFigure => Self::FigureApproved,
            Action::SendBackFigure => Self::FigureSentBack,
            Action::SaveReturn => Self::ReturnTyped,
            Action::SubmitReturn => Self::ReturnHandedIn,
            Action::ApproveReturn => Self::ReturnAgreed,
            Action::SendBackReturn => Self::ReturnSentBack,
            Action::ReopenReturn => Self::ReturnReopened,
            Action::StartReturns => Self::ReturnStart,
            Action::EditPlan => Self::PlanForm,
            Action::WriteNarrative | Action::WritePriorityNarrative => Self::Narrative,
            Action::RatePriority => Self::Rating,
            Action::RecordAction | Action::LogStatus | Action::WithdrawAction => Self::Action,
            Action::RecordFunding | Action::WithdrawFunding => Self::Funding,
            Action::MakePack | Action::WithdrawPack | Action::FreezePack => Self::Pack,
            Action::RecordDecision | Action::WithdrawDecision => Self::Decision,
            Action::ReviewPriority | Action::CompleteReview => Self::Review,
            Action::InvitePerson
            | Action::ChangeRoles
            | Action::ErasePerson
            | Action::EndSessions
            | Action::AcceptInvitation
            | Action::SignIn
            | Action::SignOut => Self::Account,
            Action::RedactText => Self::Redaction,
            Action::ReadPartnerFigures | Action::ReadPeople | Action::ReadAudit => Self::Reading,
        }
    }

    /// The sort of source that it is.
    #[must_use]
    pub fn sort(self) -> Sort {
        match self {
            Self::PlanFile | Self::Demonstration => Sort::PlanFile,
            Self::Import | Self::ImportUndone => Sort::Import,
            Self::PartnersWords => Sort::PartnersWords,
            Self::ReturnTyped
            | Self::ReturnHandedIn
            | Self::ReturnAgreed
            | Self::ReturnSentBack
            | Self::ReturnReopened => Sort::Return,
            Self::WaitingFile
            | Self::Form
            | Self::FigureWithdrawn
            | Self::FigureSubmitted
            | Self::FigureApproved
            | Self::FigureSentBack
            | Self::ReturnStart
            | Self::PlanForm
            | Self::Narrative
            | Self::Rating
            | Self::Action
            | Self::Funding
            | Self::Pack
            | Self::Decision
            | Self::Review
            | Self::Account
            | Self::Redaction
            | Self::Reading => Sort::ByHand,
        }
    }

    /// Whether people rather than a file are responsible for it: their changes are kept when a file is loaded later.
    #[must_use]
    pub fn is_of_people(self) -> bool {
        match self.sort() {
            Sort::PartnersWords | Sort::Return | Sort::ByHand => true,
            Sort::PlanFile | Sort::Import => false,
        }
    }

    /// Whether it is a plan's own file: what it contains about partners' figures is public, and other texts on them are not.
    #[must_use]
    pub fn is_plan_file(self) -> bool {
        match self.sort() {
            Sort::PlanFile => true,
            Sort::Import | Sort::PartnersWords | Sort::Return | Sort::ByHand => false,
        }
    }

    /// Whether its texts are for partners only, whatever they are about.
    #[must_use]
    pub fn is_for_partners(self) -> bool {
        match self.sort() {
            Sort::PartnersWords | Sort::Return => true,
            Sort::PlanFile | Sort::Import | Sort::ByHand => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sort, Source};
    use crate::access::Action;

    #[test]
    fn every_source_is_that_of_an_action() {
        for source in Source::ALL {
            assert!(Action::ALL.iter().any(|action| Source::of(*action) == *source), "{source}");
            // Lists of sources are written into statements between single quotes.
            assert!(!source.as_str().contains('\''), "{source}");
        }
    }

    #[test]
    fn a_file_is_told_from_what_people_did() {
        let files: Vec<_> = Source::ALL.iter().filter(|source| !source.is_of_people()).collect();
        assert_eq!(
            files,
            [&Source::PlanFile, &Source::Demonstration, &Source::Import, &Source::ImportUndone]
        );
        assert_eq!(Source::of(Action::TakeInWords).sort(), Sort::PartnersWords);
        assert!(Source::of(Action::ApproveReturn).is_for_partners());
        assert!(!Source::of(Action::StartReturns).is_for_partners());
        assert!(!Source::of(Action::ApproveFigure).is_for_partners());
    }
}
