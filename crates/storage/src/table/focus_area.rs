//! The focus areas of plans.

use super::{
    loaded::{in_order_of_plan, position},
    versioned,
};
use domain::{outline::Outline, plan::FocusArea, slug::Slug};

versioned! {
    /// A focus area of a plan.
    FocusAreaRow, named by FocusAreaKey, of "focus_area", called "focus area", in order "t.position" {
        plan: Slug => shown,
        slug: Slug => shown,
    } {
        position: i64 => shown,
        name: String => shown,
        summary: String => shown,
    }
}

in_order_of_plan!(FocusAreaRow);

impl FocusAreaRow {
    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        let row = |(place, area): (usize, &FocusArea)| {
            let FocusArea { slug, name, summary } = area.clone();
            Self { plan: outline.plan.slug.clone(), slug, position: position(place), name, summary }
        };
        outline.focus_areas.iter().enumerate().map(row).collect()
    }

    pub(crate) fn focus_area(self) -> FocusArea {
        FocusArea { slug: self.slug, name: self.name, summary: self.summary }
    }
}
