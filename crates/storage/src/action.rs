//! What the partnership agreed to do, and the log of how far each action has come.
//!
//! The public is given none of it: what partners say of their work may tell of figures that the public may not see.

mod read;
mod write;

use domain::{
    action::{Action, State, Status},
    by::By,
};

pub use read::{all, one};
pub use write::{Outcome, log, record, withdraw};

/// An action that stands, whose write put it there, and its log.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionVersion {
    /// What was agreed.
    pub action: Action,
    /// Whose word it is.
    pub by: By,
    /// What was said of it, the last day first.
    pub log: Vec<Logged>,
}

/// What was said of an action, and who said it.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// What was said.
    pub status: Status,
    /// Whose word it is.
    pub by: By,
}

impl ActionVersion {
    /// How far it has come; not begun, where nothing was said.
    #[must_use]
    pub fn state(&self) -> State {
        self.log.first().map_or(State::NotBegun, |logged| logged.status.state)
    }

    /// The number of the last write that said anything of it.
    #[must_use]
    pub fn seen(&self) -> i64 {
        self.log.iter().map(|logged| logged.by.number).fold(self.by.number, i64::max)
    }
}
