//! The actions that the partnership agreed on, and the log of their progress.
//!
//! The public is given none of it: what partners write about their work may reveal figures that the public may not see.

mod read;
mod write;

use domain::{
    action::{Action, State, Status},
    by::By,
};

pub use read::{all, one};
pub use write::{Outcome, log, record, withdraw};

/// A current action, who recorded it, and its log.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionVersion {
    /// What was agreed.
    pub action: Action,
    /// Who recorded it, and when.
    pub by: By,
    /// The notes on its progress, the latest day first.
    pub log: Vec<Logged>,
}

/// A note on the progress of an action, and who wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// The note.
    pub status: Status,
    /// Who recorded it, and when.
    pub by: By,
}

impl ActionVersion {
    /// Its progress; not begun, where there are no notes.
    #[must_use]
    pub fn state(&self) -> State {
        self.log.first().map_or(State::NotBegun, |logged| logged.status.state)
    }

    /// The number of the last write about it.
    #[must_use]
    pub fn seen(&self) -> i64 {
        self.log.iter().map(|logged| logged.by.number).fold(self.by.number, i64::max)
    }
}
