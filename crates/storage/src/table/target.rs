//! Targets.

use super::{CellKey, Loaded, Versioned, loaded::of_some_plan, versioned};
use crate::error::Error;
use chrono::NaiveDate;
use domain::{
    area::AreaCode,
    figure::Origin,
    period::Kind,
    series::Breakdown,
    slug::Slug,
    source::Source,
    target::{Aim, Target},
};

versioned! {
    /// A target of a series for a period, from a plan.
    TargetRow, named by TargetKey, of "target", called "target", in order "t.first" {
        plan: Slug => shown,
        indicator: Slug => shown,
        area: AreaCode => shown,
        breakdown: Breakdown => shown,
        period_kind: Kind => shown,
        first: NaiveDate => shown,
        last: NaiveDate => shown,
    } {
        lower: f64 => never,
        upper: f64 => never,
    }
}

impl Loaded for TargetRow {}
of_some_plan!(TargetRow);

impl TargetRow {
    pub(crate) fn of(plan: &Slug, target: &Target) -> Self {
        let (lower, upper) = target.aim.ends();
        let CellKey { indicator, area, breakdown, period_kind, first, last } =
            CellKey::of(&target.series, &target.period);
        Self { plan: plan.clone(), indicator, area, breakdown, period_kind, first, last, lower, upper }
    }

    pub(crate) fn all(plan: &Slug, targets: &[Target]) -> Vec<Self> {
        targets.iter().map(|target| Self::of(plan, target)).collect()
    }

    pub(crate) fn target(self) -> Result<Target, Error> {
        let Self { indicator, area, breakdown, period_kind, first, last, lower, upper, .. } = self;
        let cell = CellKey { indicator, area, breakdown, period_kind, first, last };
        let (series, period) = cell.series_and_period("target")?;
        let aim = Aim::of_ends(lower, upper).ok_or_else(|| Error::unreadable("target", (lower, upper)))?;
        Ok(Target { series, period, aim })
    }

    /// As the public may see it: targets that people set for unpublished figures are for partners only. `origin` is that of
    /// its indicator.
    pub(crate) fn for_public(self, source: Source, origin: Option<Origin>) -> Option<Self> {
        if source.is_plan_file() || origin == Some(Origin::Published) { Some(self) } else { self.concealed() }
    }
}
