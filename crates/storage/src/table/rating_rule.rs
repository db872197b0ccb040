//! Tolerances: how far off its target an indicator is still amber, from a plan year on.

use super::{Loaded, Versioned, versioned};
use crate::error::Error;
use domain::{
    figure::Origin,
    rating::{RatingRule, Scale, Tolerance},
    slug::Slug,
    source::Source,
};

versioned! {
    /// A tolerance of an indicator. One in the unit of the indicator reveals how large its figures are.
    RatingRuleRow, named by RatingRuleKey, of "rating_rule", called "tolerance", in order "t.year" {
        plan: Slug => shown,
        indicator: Slug => shown,
        year: Slug => shown,
    } {
        percent: Option<f64> => never,
        absolute: Option<f64> => never,
    }
}

impl Loaded for RatingRuleRow {}

impl RatingRuleRow {
    pub(crate) fn of(plan: &Slug, rule: &RatingRule) -> Self {
        let (scale, number) = rule.tolerance.on_scale();
        let on = |other: Scale| (scale == other).then_some(number);
        Self {
            plan: plan.clone(),
            indicator: rule.indicator.clone(),
            year: rule.from.clone(),
            percent: on(Scale::Percent),
            absolute: on(Scale::Absolute),
        }
    }

    pub(crate) fn rule(self) -> Result<RatingRule, Error> {
        let tolerance = match (self.percent, self.absolute) {
            (Some(percent), None) => Tolerance::Percent(percent),
            (None, Some(absolute)) => Tolerance::Absolute(absolute),
            other => return Err(Error::unreadable("tolerance", other)),
        };
        Ok(RatingRule { indicator: self.indicator, from: self.year, tolerance })
    }

    /// As the public may see it: tolerances that people set for unpublished figures are for partners only. `origin` is that
    /// of its indicator.
    pub(crate) fn for_public(self, source: Source, origin: Option<Origin>) -> Option<Self> {
        if source.is_plan_file() || origin == Some(Origin::Published) { Some(self) } else { self.concealed() }
    }
}
