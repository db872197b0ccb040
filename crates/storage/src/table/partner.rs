//! The partner organisations of plans.

use super::{
    loaded::{in_order_of_plan, position},
    versioned,
};
use domain::{outline::Outline, slug::Slug};

versioned! {
    /// A partner of a plan.
    PartnerRow, named by PartnerKey, of "partner", called "partner", in order "t.position" {
        plan: Slug => shown,
        organisation: Slug => shown,
    } {
        position: i64 => shown,
    }
}

in_order_of_plan!(PartnerRow);

impl PartnerRow {
    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        let row = |(place, organisation): (usize, &Slug)| Self {
            plan: outline.plan.slug.clone(),
            organisation: organisation.clone(),
            position: position(place),
        };
        outline.partners.iter().enumerate().map(row).collect()
    }
}
