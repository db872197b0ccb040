//! Plans.

use super::{Loaded, versioned};
use domain::{
    area::AreaCode,
    plan::{Nature, Plan},
    slug::Slug,
};

versioned! {
    /// A plan.
    PlanRow, named by PlanKey, of "plan", called "plan", in order "t.slug" {
        slug: Slug => shown,
    } {
        name: String => shown,
        partnership: String => shown,
        vision: String => shown,
        area: AreaCode => shown,
        comparators: Vec<AreaCode> => shown,
        source: String => shown,
        note: Option<String> => shown,
        nature: Nature => shown,
    }
}

impl Loaded for PlanRow {}

impl PlanRow {
    pub(crate) fn of(plan: &Plan, nature: Nature) -> Self {
        let Plan { slug, name, partnership, vision, area, comparators, source, note, .. } = plan.clone();
        Self { slug, name, partnership, vision, area, comparators, source, note, nature }
    }

    pub(crate) fn plan(self) -> Plan {
        let Self { slug, name, partnership, vision, area, comparators, source, note, nature } = self;
        Plan { slug, name, partnership, vision, area, comparators, source, note, nature }
    }
}
