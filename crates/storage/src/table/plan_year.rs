//! The years of plans.

use super::{Loaded, versioned};
use chrono::NaiveDate;
use domain::{outline::Outline, plan::PlanYear, slug::Slug};

versioned! {
    /// A year of a plan.
    PlanYearRow, named by PlanYearKey, of "plan_year", called "plan year", in order "t.first" {
        plan: Slug => shown,
        slug: Slug => shown,
    } {
        first: NaiveDate => shown,
        last: NaiveDate => shown,
    }
}

impl Loaded for PlanYearRow {}

impl PlanYearRow {
    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        let row = |year: &PlanYear| {
            let PlanYear { slug, first, last } = year.clone();
            Self { plan: outline.plan.slug.clone(), slug, first, last }
        };
        outline.years.iter().map(row).collect()
    }

    pub(crate) fn year(self) -> PlanYear {
        PlanYear { slug: self.slug, first: self.first, last: self.last }
    }
}
