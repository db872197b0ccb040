//! Sets of statistical neighbours, each from a day on.

use super::{Loaded, loaded::of_some_plan, versioned};
use chrono::NaiveDate;
use domain::{area::AreaCode, neighbours::NeighbourSet, outline::Outline, slug::Slug};

versioned! {
    /// A set of neighbours, from a plan's file.
    NeighbourSetRow, named by NeighbourSetKey, of "neighbour_set", called "set of neighbours", in order "t.starts, t.area" {
        plan: Slug => shown,
        area: AreaCode => shown,
        starts: NaiveDate => shown,
    } {
        neighbours: Vec<AreaCode> => shown,
        source: String => shown,
    }
}

impl Loaded for NeighbourSetRow {}
of_some_plan!(NeighbourSetRow);

impl NeighbourSetRow {
    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        let row = |set: &NeighbourSet| {
            let NeighbourSet { area, from, neighbours, source } = set.clone();
            Self { plan: outline.plan.slug.clone(), area, starts: from, neighbours, source }
        };
        outline.neighbour_sets.iter().map(row).collect()
    }

    pub(crate) fn set(self) -> NeighbourSet {
        let Self { area, starts, neighbours, source, .. } = self;
        NeighbourSet { area, from: starts, neighbours, source }
    }
}
