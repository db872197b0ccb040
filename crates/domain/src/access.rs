//! Visitors, what they may see and what they may do: one table has all of it.

use crate::slug::Slug;

/// Whoever makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// Somebody who has not signed in.
    Stranger,
    /// Somebody who runs the program `outcomes` on the machine that holds the record.
    Operator,
    /// Somebody who has signed in.
    Person(Person),
}

/// The number of a person in the record. Everything else about them is in one table that can be erased.
pub type PersonId = i64;

/// Somebody who has signed in, and their roles in organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their number.
    pub id: PersonId,
    /// Their roles.
    pub grants: Vec<Grant>,
}

/// A role in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The organisation.
    pub organisation: Slug,
    /// The role.
    pub role: Role,
}

crate::vocabulary! {
    /// The role of a person in an organisation.
    pub enum Role {
        /// Sees true values and changes nothing.
        Viewer = "viewer",
        /// Records and submits the organisation's figures.
        Analyst = "analyst",
        /// Approves the organisation's figures, or sends them back.
        Approver = "approver",
        /// Looks after the plan: targets, tolerances, definitions, change notes.
        PlanLead = "plan lead",
        /// Looks after people, and reads the audit.
        Administrator = "administrator",
    }
}

crate::vocabulary! {
    /// Everything that can be done, by the words that the audit uses.
    pub enum Action {
        /// See what partners recorded, drafts and true values included.
        ReadPartnerFigures = "read partner figures",
        /// Record a figure, or correct one.
        RecordFigure = "record figure",
        /// Withdraw a figure, with a reason.
        WithdrawFigure = "withdraw figure",
        /// Submit a draft for approval.
        SubmitFigure = "submit figure",
        /// Approve what was submitted.
        ApproveFigure = "approve figure",
        /// Send a submitted figure back to be a draft, with a reason.
        SendBackFigure = "send back figure",
        /// Fill in a return.
        SaveReturn = "save return",
        /// Hand a return in.
        SubmitReturn = "submit return",
        /// Agree to a return that was handed in.
        ApproveReturn = "approve return",
        /// Send a return back, with a reason.
        SendBackReturn = "send back return",
        /// Open an approved return again, with a reason.
        ReopenReturn = "reopen return",
        /// Set the quarter from which returns are asked for.
        StartReturns = "start returns",
        /// Add or change a change note.
        NoteChange = "note change",
        /// Set a figure apart, so that it makes no limits, or judge it with the others again; with a reason.
        SetApart = "set figure apart",
        /// Set or change a target.
        SetTarget = "set target",
        /// Set the tolerance for amber from a plan year on, or return to an earlier one.
        SetTolerance = "set tolerance",
        /// Define an indicator from a day on.
        DefineIndicator = "define indicator",
        /// Change a part of a plan, or begin one.
        EditPlan = "edit plan",
        /// Write, publish or withdraw the narrative of an indicator, and read its drafts.
        WriteNarrative = "write narrative",
        /// The same for a priority, which no single organisation answers for.
        WritePriorityNarrative = "write priority narrative",
        /// Rate a priority and its outlook, beside the ratings of its indicators.
        RatePriority = "rate priority",
        /// Agree on an action, or change what was agreed.
        RecordAction = "record action",
        /// Note the progress of an action.
        LogStatus = "log status",
        /// Withdraw an action, with a reason.
        WithdrawAction = "withdraw action",
        /// Set money aside for a priority, or record what was spent of it.
        RecordFunding = "record funding",
        /// Withdraw a funding line, with a reason.
        WithdrawFunding = "withdraw funding",
        /// Make a meeting's pack, or change its contents.
        MakePack = "make pack",
        /// Withdraw a pack that is not frozen, with a reason.
        WithdrawPack = "withdraw pack",
        /// Freeze a pack: from then on it is as the board saw it.
        FreezePack = "freeze pack",
        /// Note a decision of a meeting.
        RecordDecision = "record decision",
        /// Withdraw a decision, with a reason.
        WithdrawDecision = "withdraw decision",
        /// Record what a review recommends on a priority, and what was decided.
        ReviewPriority = "review priority",
        /// Complete the review of a plan year, so that the next has its priorities.
        CompleteReview = "complete review",
        /// Load a plan file.
        LoadPlan = "load plan",
        /// Load the part of a plan file for partners only.
        TakeInWords = "take in words of partners",
        /// Import the figures of a file, and read imported files.
        ImportFigures = "import figures",
        /// Send a file of figures for a preview.
        SendFile = "send file",
        /// Remove a text that names a child from everything that was ever recorded.
        RedactText = "redact text",
        /// Undo an import.
        UndoImport = "undo import",
        /// Fill an empty record with illustrative figures.
        LoadDemonstration = "load demonstration",
        /// Invite a person, or give them a new link.
        InvitePerson = "invite person",
        /// Give a person a role, or take one away.
        ChangeRoles = "change roles",
        /// Erase what is known of a person.
        ErasePerson = "erase person",
        /// See who has which role.
        ReadPeople = "read people",
        /// Read what was done, by whom and when.
        ReadAudit = "read audit",
        /// End one's own sessions.
        EndSessions = "end sessions",
        /// Accept an invitation.
        AcceptInvitation = "accept invitation",
        /// Sign in.
        SignIn = "sign in",
        /// Sign out.
        SignOut = "sign out",
    }
}

/// How far a role goes in an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To nothing.
    Nothing,
    /// To what one's own organisation answers for.
    Own,
    /// To everything.
    All,
}

/// The reach of each role, in the order of [`Role::ALL`]. An action that is not here is only for the operator, or for
/// everybody ([`OPEN`]).
#[rustfmt::skip]
pub const TABLE: &[(Action, [Reach; 5])] = {
    use Reach::{All, Nothing as No, Own};
    &[
        //                            viewer analyst approver plan lead administrator
        (Action::ReadPartnerFigures, [All,   All,    All,     All,      All]),
        (Action::RecordFigure,       [No,    Own,    No,      No,       No]),
        (Action::WithdrawFigure,     [No,    Own,    No,      No,       No]),
        (Action::SubmitFigure,       [No,    Own,    No,      No,       No]),
        (Action::ApproveFigure,      [No,    No,     Own,     No,       No]),
        (Action::SendBackFigure,     [No,    No,     Own,     No,       No]),
        (Action::SaveReturn,         [No,    Own,    No,      No,       No]),
        (Action::SubmitReturn,       [No,    Own,    No,      No,       No]),
        (Action::ApproveReturn,      [No,    No,     Own,     No,       No]),
        (Action::SendBackReturn,     [No,    No,     Own,     No,       No]),
        (Action::ReopenReturn,       [No,    No,     Own,     No,       No]),
        (Action::StartReturns,       [No,    No,     No,      No,       All]),
        (Action::NoteChange,         [No,    Own,    Own,     All,      No]),
        (Action::SetApart,           [No,    Own,    Own,     All,      No]),
        (Action::SetTarget,          [No,    No,     No,      All,      No]),
        (Action::SetTolerance,       [No,    No,     No,      All,      No]),
        (Action::DefineIndicator,    [No,    No,     No,      All,      No]),
        (Action::EditPlan,           [No,    No,     No,      All,      No]),
        (Action::WriteNarrative,     [No,    Own,    No,      All,      No]),
        (Action::RatePriority,       [No,    No,     No,      All,      No]),
        (Action::WritePriorityNarrative, [No, No,    No,      All,      No]),
        (Action::RecordAction,       [No,    Own,    No,      All,      No]),
        (Action::LogStatus,          [No,    Own,    Own,     All,      No]),
        (Action::WithdrawAction,     [No,    Own,    No,      All,      No]),
        (Action::RecordFunding,      [No,    No,     No,      All,      No]),
        (Action::WithdrawFunding,    [No,    No,     No,      All,      No]),
        (Action::MakePack,           [No,    No,     No,      All,      No]),
        (Action::WithdrawPack,       [No,    No,     No,      All,      No]),
        (Action::FreezePack,         [No,    No,     No,      All,      No]),
        (Action::RecordDecision,     [No,    No,     No,      All,      No]),
        (Action::WithdrawDecision,   [No,    No,     No,      All,      No]),
        (Action::ReviewPriority,     [No,    No,     No,      All,      No]),
        (Action::CompleteReview,     [No,    No,     No,      All,      No]),
        (Action::ImportFigures,      [No,    No,     No,      All,      No]),
        (Action::SendFile,           [No,    No,     No,      All,      No]),
        (Action::UndoImport,         [No,    No,     No,      All,      No]),
        (Action::InvitePerson,       [No,    No,     No,      No,       All]),
        (Action::ChangeRoles,        [No,    No,     No,      No,       All]),
        (Action::ErasePerson,        [No,    No,     No,      No,       All]),
        (Action::RedactText,         [No,    No,     No,      No,       All]),
        (Action::ReadPeople,         [No,    No,     No,      No,       All]),
        (Action::ReadAudit,          [No,    No,     No,      No,       All]),
    ]
};

/// What anybody may try: whether it succeeds depends on a password, a link or a session of one's own.
pub const OPEN: &[Action] = &[Action::AcceptInvitation, Action::SignIn, Action::SignOut, Action::EndSessions];

impl Role {
    /// How far this role goes in an action.
    #[must_use]
    pub fn reach(self, action: Action) -> Reach {
        let roles = TABLE.iter().find(|(of, _)| *of == action).map(|(_, roles)| roles);
        let place = Self::ALL.iter().position(|role| *role == self);
        roles.zip(place).and_then(|(roles, place)| roles.get(place)).copied().unwrap_or(Reach::Nothing)
    }
}

/// The audience that a visitor belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Published figures only; partners' figures are shown as `[c]`.
    Public,
    /// True values.
    Partner,
}

impl Visitor {
    /// The audience that this visitor belongs to.
    #[must_use]
    pub fn audience(&self) -> Audience {
        if self.may(Action::ReadPartnerFigures, None) { Audience::Partner } else { Audience::Public }
    }

    /// Whether this visitor may do this for an organisation, or where no organisation is concerned.
    #[must_use]
    pub fn may(&self, action: Action, whose: Option<&Slug>) -> bool {
        let reaches = |grant: &Grant| match grant.role.reach(action) {
            Reach::Nothing => false,
            Reach::Own => Some(&grant.organisation) == whose,
            Reach::All => true,
        };
        OPEN.contains(&action)
            || match self {
                Self::Stranger => false,
                Self::Operator => true,
                Self::Person(person) => person.grants.iter().any(reaches),
            }
    }

    /// Whether this visitor may do this for at least one organisation: a check for when the organisation is not known yet.
    #[must_use]
    pub fn may_for_some(&self, action: Action) -> bool {
        let reaches = |grant: &Grant| grant.role.reach(action) != Reach::Nothing;
        self.may(action, None) || self.person().is_some_and(|person| person.grants.iter().any(reaches))
    }

    /// The person, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Stranger | Self::Operator => None,
        }
    }

    /// The sort of visitor, in the audit's words.
    #[must_use]
    pub fn sort(&self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::Operator => "operator",
            Self::Person(_) => "person",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Audience, Grant, OPEN, Person, Role, TABLE, Visitor};
    use crate::slug::Slug;

    fn slug(text: &str) -> Slug {
        Slug::new(text).expect("a slug")
    }

    fn person(role: Role) -> Visitor {
        Visitor::Person(Person { id: 1, grants: vec![Grant { organisation: slug("health"), role }] })
    }

    #[test]
    fn a_stranger_sees_the_public_truth_and_changes_nothing() {
        assert_eq!(Visitor::Stranger.audience(), Audience::Public);
        for action in Action::ALL {
            assert_eq!(
                Visitor::Stranger.may(*action, Some(&slug("health"))),
                OPEN.contains(action),
                "{action}"
            );
            assert!(Visitor::Operator.may(*action, None));
        }
    }

    #[test]
    fn an_analyst_records_for_their_own_organisation_alone() {
        let analyst = person(Role::Analyst);
        assert_eq!(analyst.audience(), Audience::Partner);
        assert!(analyst.may(Action::RecordFigure, Some(&slug("health"))));
        assert!(!analyst.may(Action::RecordFigure, Some(&slug("police"))));
        assert!(!analyst.may(Action::RecordFigure, None));
        assert!(!analyst.may(Action::ApproveFigure, Some(&slug("health"))));
        assert!(!person(Role::Viewer).may(Action::RecordFigure, Some(&slug("health"))));
        assert!(person(Role::PlanLead).may(Action::SetTarget, Some(&slug("police"))));
    }

    #[test]
    fn a_role_is_asked_for_before_it_is_known_whose() {
        assert!(person(Role::Analyst).may_for_some(Action::RecordFigure));
        assert!(!person(Role::Viewer).may_for_some(Action::RecordFigure));
        assert!(person(Role::PlanLead).may_for_some(Action::SetTarget));
        assert!(!Visitor::Stranger.may_for_some(Action::ReadPartnerFigures));
        assert!(Visitor::Operator.may_for_some(Action::LoadPlan));
    }

    #[test]
    fn nobody_approves_what_they_may_record() {
        for role in Role::ALL {
            let whose = slug("health");
            let does_both = person(*role).may(Action::RecordFigure, Some(&whose))
                && person(*role).may(Action::ApproveFigure, Some(&whose));
            assert!(!does_both, "{role}");
        }
    }

    #[test]
    fn somebody_without_a_role_is_as_a_stranger() {
        let nobody = Visitor::Person(Person { id: 1, grants: Vec::new() });
        assert_eq!(nobody.audience(), Audience::Public);
        assert!(Action::ALL.iter().all(|action| nobody.may(*action, None) == OPEN.contains(action)));
    }

    #[test]
    fn an_action_stands_once_in_the_table() {
        for (place, (action, _)) in TABLE.iter().enumerate() {
            assert!(
                !TABLE[..place].iter().any(|(other, _)| other == action) && !OPEN.contains(action),
                "{action}"
            );
        }
    }
}
