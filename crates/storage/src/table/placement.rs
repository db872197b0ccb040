//! Where plans place indicators.

use super::{Loaded, loaded::position, versioned};
use crate::sql::NameOrNone;
use domain::{
    indicator::{Indicator, Placement},
    slug::Slug,
};

versioned! {
    /// A placement of an indicator in a plan.
    PlacementRow, named by PlacementKey, of "placement", called "placement", in order "t.position" {
        plan: Slug => shown,
        indicator: Slug => shown,
        focus_area: Slug => shown,
        priority: NameOrNone => shown,
    } {
        position: i64 => shown,
    }
}

impl Loaded for PlacementRow {
    fn position(&self) -> Option<i64> {
        Some(self.position)
    }

    fn at(self, position: i64) -> Self {
        Self { position, ..self }
    }

    fn is_among(&self, other: &Self) -> bool {
        (&self.plan, &self.indicator) == (&other.plan, &other.indicator)
    }
}

impl PlacementRow {
    pub(crate) fn all(plan: &Slug, indicators: &[Indicator]) -> Vec<Self> {
        let of = |indicator: &Indicator| -> Vec<Self> {
            let row = |(place, placement): (usize, &Placement)| Self {
                plan: plan.clone(),
                indicator: indicator.slug.clone(),
                focus_area: placement.focus_area.clone(),
                priority: placement.priority.as_ref().into(),
                position: position(place),
            };
            indicator.placements.iter().enumerate().map(row).collect()
        };
        indicators.iter().flat_map(of).collect()
    }

    pub(crate) fn placement(self) -> Placement {
        Placement { focus_area: self.focus_area, priority: self.priority.0 }
    }
}
