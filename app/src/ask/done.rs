//! What was just done, told once by the page that a form leads to.

domain::vocabulary! {
    /// What was just done. The word stands in the address, so the page stays one that can be linked to.
    pub enum Done {
        /// A figure was recorded.
        Recorded = "recorded",
        /// A figure was withdrawn.
        Withdrawn = "withdrawn",
        /// A draft was submitted.
        Submitted = "submitted",
        /// A figure was approved.
        Approved = "approved",
        /// A figure was sent back.
        SentBack = "sent-back",
        /// A file of figures was taken in.
        Imported = "imported",
        /// An import was taken back.
        ImportUndone = "import-taken-back",
        /// What was typed into a return was saved.
        ReturnSaved = "return-saved",
        /// A row was added to a return.
        RowAdded = "row-added",
        /// A return was handed in.
        ReturnHandedIn = "return-handed-in",
        /// A return was approved.
        ReturnApproved = "return-approved",
        /// A return was sent back.
        ReturnSentBack = "return-sent-back",
        /// A return was opened again.
        ReturnReopened = "return-reopened",
        /// It was said from when on returns are asked for.
        ReturnsStart = "returns-start",
        /// A change note was added or changed.
        Noted = "noted",
        /// A target was set.
        Target = "target-set",
        /// A tolerance was set.
        Tolerance = "tolerance-set",
        /// A tolerance was withdrawn.
        ToleranceWithdrawn = "tolerance-withdrawn",
        /// A definition was recorded.
        Defined = "defined",
        /// A part of a plan was added or changed.
        PlanSaved = "plan-saved",
        /// A part of a plan was taken out.
        PlanRemoved = "plan-removed",
        /// A plan was begun.
        PlanBegun = "plan-begun",
        /// A lead's rating of a priority was withdrawn.
        RatingWithdrawn = "rating-withdrawn",
        /// A lead rated a priority.
        PriorityRated = "priority-rated",
        /// A narrative was kept as a draft.
        NarrativeDrafted = "narrative-drafted",
        /// A narrative was published to the board.
        NarrativePublished = "narrative-published",
        /// A narrative was withdrawn.
        NarrativeWithdrawn = "narrative-withdrawn",
        /// An action was agreed, or changed.
        ActionRecorded = "action-recorded",
        /// It was said how far an action has come.
        StatusLogged = "status-logged",
        /// An action was withdrawn.
        ActionWithdrawn = "action-withdrawn",
        /// A funding line was added or changed.
        FundingRecorded = "funding-recorded",
        /// A funding line was withdrawn.
        FundingWithdrawn = "funding-withdrawn",
        /// A pack was made or changed.
        PackSaved = "pack-saved",
        /// A pack was withdrawn.
        PackWithdrawn = "pack-withdrawn",
        /// A pack was frozen.
        PackFrozen = "pack-frozen",
        /// A decision was noted.
        Decided = "decided",
        /// A decision was withdrawn.
        DecisionWithdrawn = "decision-withdrawn",
        /// What a review says of a priority was saved.
        Reviewed = "reviewed",
        /// A priority that was to be added is added no more.
        NotAdded = "not-added",
        /// A review was completed.
        ReviewCompleted = "review-completed",
        /// There was nothing to change.
        Same = "same",
        /// Somebody signed in.
        SignedIn = "signed-in",
        /// Somebody signed out.
        SignedOut = "signed-out",
        /// A session was ended.
        SessionEnded = "session-ended",
        /// A role was given or taken.
        RoleChanged = "role-changed",
        /// A person was erased.
        Erased = "erased",
    }
}

impl Done {
    /// The sentence for it.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Recorded => {
                "The figure is recorded, as a draft. Submit it when it is ready to be approved."
            }
            Self::Withdrawn => "The figure is withdrawn. What it was stays in the history.",
            Self::Submitted => "The figure is submitted. It is now with the approver.",
            Self::Approved => "The figure is approved.",
            Self::SentBack => "The figure is sent back, and is a draft again.",
            Self::Imported => "The file is taken in. It can be taken back whole.",
            Self::ImportUndone => "The import is taken back: what it had replaced stands again.",
            Self::ReturnSaved => "What you typed is saved. Hand the return in when it is whole.",
            Self::RowAdded => "The row is added. Type its figure, or take it away again.",
            Self::ReturnHandedIn => "The return is handed in. It is now with the approver.",
            Self::ReturnApproved => "The return is approved. Its figures are on the board.",
            Self::ReturnSentBack => "The return is sent back to its analysts.",
            Self::ReturnReopened => "The return is open again.",
            Self::ReturnsStart => "Returns are asked for from this quarter on.",
            Self::Noted => "The change note is recorded.",
            Self::Target => "The target is set.",
            Self::Tolerance => "How far off is amber is set, from this plan year on.",
            Self::ToleranceWithdrawn => {
                "The tolerance is withdrawn: what an earlier plan year says holds again."
            }
            Self::Defined => "The definition is recorded.",
            Self::PlanSaved => "The change is saved. What was there before is kept.",
            Self::PlanRemoved => "It is taken out of the plan. Earlier moments still show it.",
            Self::PlanBegun => "The plan is begun. Add its focus areas next, then priorities and indicators.",
            Self::RatingWithdrawn => "The rating is withdrawn. What it said stays in the record.",
            Self::PriorityRated => "Your rating of the priority is saved.",
            Self::NarrativeDrafted => "The narrative is kept as a draft, for those who may write it.",
            Self::NarrativePublished => "The narrative is published to the board.",
            Self::NarrativeWithdrawn => "The narrative is withdrawn. What it said stays in the record.",
            Self::ActionRecorded => "The action is recorded.",
            Self::StatusLogged => "How far the action has come is recorded.",
            Self::ActionWithdrawn => "The action is withdrawn. What was said of it stays in the record.",
            Self::FundingRecorded => "The funding line is recorded.",
            Self::FundingWithdrawn => "The funding line is withdrawn. What it said stays in the record.",
            Self::PackSaved => "The pack is saved. Freeze it when the board is to be given it.",
            Self::PackWithdrawn => "The pack is withdrawn. What it was to hold stays in the record.",
            Self::PackFrozen => "The pack is frozen. It stays as it is now, for ever.",
            Self::Decided => "The decision is noted.",
            Self::DecisionWithdrawn => "The decision is withdrawn. What it said stays in the record.",
            Self::Reviewed => "What you said of the priority is saved.",
            Self::NotAdded => "The priority is not to be added any more.",
            Self::ReviewCompleted => "The review is complete. The next plan year has its priorities.",
            Self::Same => "That is what the record holds already: nothing was changed.",
            Self::SignedIn => "You are signed in.",
            Self::SignedOut => "You are signed out.",
            Self::SessionEnded => "The session is ended.",
            Self::RoleChanged => "The roles are changed.",
            Self::Erased => "The person is erased. What they recorded stays, under a number.",
        }
    }
}
