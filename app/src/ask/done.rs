//! What was just done, shown once by the page that a form leads to.

domain::vocabulary! {
    /// What was just done. The word is in the address, so the page can still be linked to.
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
        /// The first quarter for returns was set.
        ReturnsStart = "returns-start",
        /// A change note was added or changed.
        Noted = "noted",
        /// A figure was set apart.
        SetApart = "set-apart",
        /// A figure is judged with the others.
        JudgedWithOthers = "judged-with-the-others",
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
        /// The status of an action was logged.
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
        /// A priority that was to be added was dropped.
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
            Self::Recorded => "Figure saved as a draft. Submit it when it is ready for approval.",
            Self::Withdrawn => "Figure withdrawn. You can still see it in the history.",
            Self::Submitted => "Figure submitted for approval.",
            Self::Approved => "Figure approved.",
            Self::SentBack => "Figure sent back. It is a draft again.",
            Self::Imported => "File imported. You can undo the whole import.",
            Self::ImportUndone => "Import undone. The figures it had replaced are back.",
            Self::ReturnSaved => "Saved. Hand the return in when every row is filled.",
            Self::RowAdded => "Row added. Type its figure, or remove the row.",
            Self::ReturnHandedIn => "Return handed in. It is waiting for approval.",
            Self::ReturnApproved => "Return approved. Its figures are on the board.",
            Self::ReturnSentBack => "Return sent back to its analysts.",
            Self::ReturnReopened => "Return reopened.",
            Self::ReturnsStart => "Saved. Returns are due from this quarter onwards.",
            Self::Noted => "Change note saved.",
            Self::SetApart => "Figure set apart. It stays in its place, and makes no limits.",
            Self::JudgedWithOthers => "The figure is judged with the others.",
            Self::Target => "Target saved.",
            Self::Tolerance => "Tolerance saved. It applies from this plan year onwards.",
            Self::ToleranceWithdrawn => {
                "Tolerance withdrawn. The one from an earlier plan year applies again."
            }
            Self::Defined => "Definition saved.",
            Self::PlanSaved => "Change saved. The earlier version is kept.",
            Self::PlanRemoved => "Removed from the plan. It still appears on earlier dates.",
            Self::PlanBegun => "Plan created. Add its focus areas next, then priorities and indicators.",
            Self::RatingWithdrawn => "Rating withdrawn. The record keeps it.",
            Self::PriorityRated => "Your rating of the priority has been saved.",
            Self::NarrativeDrafted => "Narrative saved as a draft. Only people who can write it see it.",
            Self::NarrativePublished => "Narrative published to the board.",
            Self::NarrativeWithdrawn => "Narrative withdrawn. The record keeps it.",
            Self::ActionRecorded => "Action saved.",
            Self::StatusLogged => "Progress saved.",
            Self::ActionWithdrawn => "Action withdrawn. The record keeps it and its progress log.",
            Self::FundingRecorded => "Funding line saved.",
            Self::FundingWithdrawn => "Funding line withdrawn. The record keeps it.",
            Self::PackSaved => "Pack saved. Freeze it when it is ready to go to the board.",
            Self::PackWithdrawn => "Pack withdrawn. The record keeps it.",
            Self::PackFrozen => "Pack frozen. It will not change again.",
            Self::Decided => "Decision saved.",
            Self::DecisionWithdrawn => "Decision withdrawn. The record keeps it.",
            Self::Reviewed => "Saved.",
            Self::NotAdded => "The priority will not be added.",
            Self::ReviewCompleted => "Review complete. The next plan year now has its priorities.",
            Self::Same => "Nothing was changed: this was already saved.",
            Self::SignedIn => "You have signed in.",
            Self::SignedOut => "You have signed out.",
            Self::SessionEnded => "Session ended.",
            Self::RoleChanged => "Roles changed.",
            Self::Erased => "Person erased. What they recorded is kept under a number.",
        }
    }
}
