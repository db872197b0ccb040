//! The progress of actions.

use super::{Is, is, versioned};
use chrono::NaiveDate;
use domain::{
    action::{State, Status},
    slug::Slug,
};

versioned! {
    /// A note on the progress of an action.
    ActionStatusRow, named by ActionStatusKey, of "action_status", called "status of an action",
    in order "t.said DESC, t.recorded_in DESC, t.slug" {
        plan: Slug => never,
        action: Slug => never,
        slug: Slug => never,
    } {
        state: State => never,
        said: NaiveDate => never,
        note: String => never,
    }
}

impl ActionStatusRow {
    pub(crate) fn of(plan: &Slug, status: &Status) -> Self {
        let Status { slug, action, state, said, note } = status.clone();
        Self { plan: plan.clone(), action, slug, state, said, note }
    }

    pub(crate) fn status(self) -> Status {
        let Self { action, slug, state, said, note, .. } = self;
        Status { slug, action, state, said, note }
    }

    /// The condition that it is about an action.
    pub(crate) fn is_of(plan: &Slug, action: &Slug) -> [Is<Self>; 2] {
        [is!(Self, plan, plan), is!(Self, action, action)]
    }
}
