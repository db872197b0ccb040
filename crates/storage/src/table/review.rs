//! The recommendations of reviews on priorities, and the decisions.

use super::versioned;
use domain::{
    review::{Course, Reviewed},
    slug::Slug,
};

versioned! {
    /// The review of a priority.
    ReviewRow, named by ReviewKey, of "review", called "review", in order "t.priority" {
        plan: Slug => never,
        year: Slug => never,
        priority: Slug => never,
    } {
        recommended: Course => never,
        because: String => never,
        decided: Option<Course> => never,
        reason: String => never,
        focus_area: Slug => never,
        name: String => never,
        summary: String => never,
    }
}

impl ReviewRow {
    pub(crate) fn of(plan: &Slug, said: &Reviewed) -> Self {
        let Reviewed { year, priority, recommended, because, decided, reason, focus_area, name, summary } =
            said.clone();
        let plan = plan.clone();
        Self { plan, year, priority, recommended, because, decided, reason, focus_area, name, summary }
    }

    pub(crate) fn reviewed(self) -> Reviewed {
        let Self { year, priority, recommended, because, decided, reason, focus_area, name, summary, .. } =
            self;
        Reviewed { year, priority, recommended, because, decided, reason, focus_area, name, summary }
    }
}
