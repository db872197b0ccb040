//! The quarter from which a plan's returns are asked for.

use super::versioned;
use chrono::NaiveDate;
use domain::{period::Period, slug::Slug};

versioned! {
    /// The first quarter of a plan's returns, by its first day.
    ReturnStartRow, named by ReturnStartKey, of "return_start", called "start of returns", in order "t.plan" {
        plan: Slug => shown,
    } {
        quarter: NaiveDate => shown,
    }
}

impl ReturnStartRow {
    pub(crate) fn of(plan: &Slug, quarter: &Period) -> Self {
        Self { plan: plan.clone(), quarter: quarter.first() }
    }
}
