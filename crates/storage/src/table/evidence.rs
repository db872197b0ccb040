//! The evidence in plans.

use super::{
    loaded::{in_order_of_plan, position},
    versioned,
};
use chrono::NaiveDate;
use domain::{claim::Claim, outline::Outline, plan::Evidence, slug::Slug};

versioned! {
    /// An evidence statement of a plan.
    EvidenceRow, named by EvidenceKey, of "evidence", called "evidence statement", in order "t.position" {
        plan: Slug => shown,
        slug: Slug => shown,
    } {
        position: i64 => shown,
        text: String => shown,
        said: NaiveDate => shown,
        focus_area: Option<Slug> => shown,
        indicator: Option<Slug> => shown,
    }
}

in_order_of_plan!(EvidenceRow);

impl EvidenceRow {
    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        let row = |(place, evidence): (usize, &Evidence)| {
            let Evidence { slug, text, said, focus_area, indicator, .. } = evidence.clone();
            let (plan, position) = (outline.plan.slug.clone(), position(place));
            Self { plan, slug, position, text, said, focus_area, indicator }
        };
        outline.evidence.iter().enumerate().map(row).collect()
    }

    /// The statement, with the claim that it carries: that has a table of its own.
    pub(crate) fn evidence(self, claim: Option<Claim>) -> Evidence {
        let Self { slug, text, said, focus_area, indicator, .. } = self;
        Evidence { slug, text, said, focus_area, indicator, claim }
    }
}
