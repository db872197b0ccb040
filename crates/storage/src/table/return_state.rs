//! The progress of returns.

use super::versioned;
use chrono::NaiveDate;
use domain::{
    returns::{Return, State},
    slug::Slug,
};

versioned! {
    /// The state of an organisation's return for a quarter.
    ReturnStateRow, named by ReturnStateKey, of "return_state", called "state of a return", in order "t.recorded_in" {
        organisation: Slug => never,
        /// The first day of the quarter.
        quarter: NaiveDate => never,
    } {
        state: State => never,
    }
}

impl ReturnStateKey {
    pub(crate) fn of(of: &Return) -> Self {
        Self { organisation: of.organisation.clone(), quarter: of.quarter.first() }
    }
}

impl ReturnStateRow {
    pub(crate) fn of(of: &Return, state: State) -> Self {
        Self { organisation: of.organisation.clone(), quarter: of.quarter.first(), state }
    }
}
