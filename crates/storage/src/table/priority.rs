//! The priorities of plans, year by year.

use super::{
    loaded::{in_order_of_plan, position},
    versioned,
};
use domain::{plan::Priority, slug::Slug};

versioned! {
    /// A priority of a plan in a year.
    PriorityRow, named by PriorityKey, of "priority", called "priority", in order "t.position" {
        plan: Slug => shown,
        year: Slug => shown,
        slug: Slug => shown,
    } {
        position: i64 => shown,
        focus_area: Slug => shown,
        name: String => shown,
        summary: String => shown,
        follows: Option<Slug> => shown,
    }
}

in_order_of_plan!(PriorityRow);

impl PriorityRow {
    pub(crate) fn all(plan: &Slug, priorities: &[Priority]) -> Vec<Self> {
        let row = |(place, priority): (usize, &Priority)| {
            let Priority { slug, year, focus_area, name, summary, follows } = priority.clone();
            Self {
                plan: plan.clone(),
                year,
                slug,
                position: position(place),
                focus_area,
                name,
                summary,
                follows,
            }
        };
        priorities.iter().enumerate().map(row).collect()
    }

    pub(crate) fn priority(self) -> Priority {
        let Self { slug, year, focus_area, name, summary, follows, .. } = self;
        Priority { slug, year, focus_area, name, summary, follows }
    }
}
