//! The actions that the partnership agreed on.

use super::versioned;
use chrono::NaiveDate;
use domain::{action::Action, slug::Slug};

versioned! {
    /// An action of a plan. What partners write about their work may reveal figures that the public may not see.
    ActionRow, named by ActionKey, of "action", called "action", in order "t.due, t.name, t.slug" {
        plan: Slug => never,
        slug: Slug => never,
    } {
        priority: Slug => never,
        name: String => never,
        organisation: Slug => never,
        indicators: Vec<Slug> => never,
        starts: NaiveDate => never,
        due: NaiveDate => never,
    }
}

impl ActionKey {
    pub(crate) fn of(plan: &Slug, action: &Slug) -> Self {
        Self { plan: plan.clone(), slug: action.clone() }
    }
}

impl ActionRow {
    pub(crate) fn of(plan: &Slug, action: &Action) -> Self {
        let Action { slug, priority, name, organisation, indicators, starts, due } = action.clone();
        Self { plan: plan.clone(), slug, priority, name, organisation, indicators, starts, due }
    }

    pub(crate) fn action(self) -> Action {
        let Self { slug, priority, name, organisation, indicators, starts, due, .. } = self;
        Action { slug, priority, name, organisation, indicators, starts, due }
    }
}
