//! The progress of a return: its states, and the steps from one to another.

use chrono::NaiveDate;

crate::vocabulary! {
    /// The progress of a return. Being late is not a state of its own: an open one becomes late with time ([`Seen`]).
    pub enum State {
        /// The organisation is working on it, or has not begun.
        Open = "open",
        /// It is with the approver.
        Submitted = "submitted",
        /// It is with the approver, as a nil return.
        Nil = "nil",
        /// The approver sent it back with a reason.
        SentBack = "sent back",
        /// It is agreed.
        Approved = "approved",
    }
}

crate::vocabulary! {
    /// What somebody does with a return.
    pub enum Step {
        /// Hand it in.
        Submit = "submit",
        /// Hand it in as a nil return: 0 for every count that is asked for.
        SubmitNil = "submit nil",
        /// Agree.
        Approve = "approve",
        /// Send it back, with a reason.
        SendBack = "send back",
        /// Open an approved one again, with a reason.
        Reopen = "reopen",
    }
}

crate::vocabulary! {
    /// The state of a return on a day.
    pub enum Seen {
        /// Nothing of it is due yet.
        NotDue = "not due yet",
        /// It can be filled in, and is not overdue.
        Open = "open",
        /// It is not handed in, and the day on which it was due has passed.
        Late = "late",
        /// It is with the approver.
        Submitted = "submitted",
        /// It is with the approver, as a nil return.
        Nil = "nil",
        /// It was sent back, and is not overdue.
        SentBack = "sent back",
        /// It is agreed.
        Approved = "approved",
    }
}

impl State {
    /// The state after a step; `None` if it cannot be taken.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Open | Self::SentBack, Step::Submit) => Some(Self::Submitted),
            (Self::Open | Self::SentBack, Step::SubmitNil) => Some(Self::Nil),
            (Self::Submitted | Self::Nil, Step::Approve) => Some(Self::Approved),
            (Self::Submitted | Self::Nil, Step::SendBack) => Some(Self::SentBack),
            (Self::Approved, Step::Reopen) => Some(Self::Open),
            (Self::Open | Self::SentBack, Step::Approve | Step::SendBack | Step::Reopen)
            | (Self::Submitted | Self::Nil, Step::Submit | Step::SubmitNil | Step::Reopen)
            | (Self::Approved, Step::Submit | Step::SubmitNil | Step::Approve | Step::SendBack) => None,
        }
    }

    /// Whether its cells accept figures.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::SentBack)
    }

    /// Its state on a day, if its first figure can be recorded from `opens` on and all of it is due by `due`.
    #[must_use]
    pub fn on(self, day: NaiveDate, opens: NaiveDate, due: NaiveDate) -> Seen {
        match self {
            Self::Submitted => Seen::Submitted,
            Self::Nil => Seen::Nil,
            Self::Approved => Seen::Approved,
            Self::Open | Self::SentBack if day > due => Seen::Late,
            Self::SentBack => Seen::SentBack,
            Self::Open if day < opens => Seen::NotDue,
            Self::Open => Seen::Open,
        }
    }
}

impl Step {
    /// Whether it needs a reason.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::SendBack | Self::Reopen)
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, State, Step};
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// Every path through the state machine, however long, keeps to what each state allows.
    #[test]
    fn only_an_open_return_is_handed_in_and_only_a_handed_in_one_is_agreed() {
        for state in State::ALL {
            for step in Step::ALL {
                let may = match step {
                    Step::Submit | Step::SubmitNil => state.is_open(),
                    Step::Approve | Step::SendBack => matches!(state, State::Submitted | State::Nil),
                    Step::Reopen => *state == State::Approved,
                };
                assert_eq!(state.after(*step).is_some(), may, "{state}, {step}");
            }
        }
        assert_eq!(State::SentBack.after(Step::Submit), Some(State::Submitted));
        assert_eq!(State::Submitted.after(Step::SendBack), Some(State::SentBack));
        assert_eq!(State::Nil.after(Step::Approve), Some(State::Approved));
        assert_eq!(State::Approved.after(Step::Reopen), Some(State::Open));
    }

    #[test]
    fn what_is_not_handed_in_becomes_late_the_day_after_it_is_due() {
        let on = |state: State, text| state.on(day(text), day("2018-07-01"), day("2018-07-28"));
        assert_eq!(on(State::Open, "2018-06-30"), Seen::NotDue);
        assert_eq!(on(State::Open, "2018-07-01"), Seen::Open);
        assert_eq!(on(State::Open, "2018-07-28"), Seen::Open);
        assert_eq!(on(State::Open, "2018-07-29"), Seen::Late);
        assert_eq!(on(State::SentBack, "2018-07-28"), Seen::SentBack);
        assert_eq!(on(State::SentBack, "2018-07-29"), Seen::Late);
        assert_eq!(on(State::Submitted, "2019-07-29"), Seen::Submitted);
        assert_eq!(on(State::Approved, "2019-07-29"), Seen::Approved);
    }
}
