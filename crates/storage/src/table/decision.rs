//! The decisions of meetings.

use super::versioned;
use crate::sql::NameOrNone;
use domain::{pack::Decision, slug::Slug};

versioned! {
    /// A decision of a meeting.
    DecisionRow, named by DecisionKey, of "decision", called "decision", in order "t.recorded_in, t.slug" {
        plan: Slug => never,
        pack: Slug => never,
        slug: Slug => never,
    } {
        priority: NameOrNone => never,
        text: String => never,
        action: NameOrNone => never,
    }
}

impl DecisionRow {
    pub(crate) fn of(plan: &Slug, decision: &Decision) -> Self {
        let Decision { slug, pack, priority, text, action } = decision.clone();
        Self {
            plan: plan.clone(),
            pack,
            slug,
            priority: NameOrNone(priority),
            text,
            action: NameOrNone(action),
        }
    }

    pub(crate) fn decision(self) -> Decision {
        let Self { pack, slug, priority, text, action, .. } = self;
        Decision { slug, pack, priority: priority.0, text, action: action.0 }
    }
}
