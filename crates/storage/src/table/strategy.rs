//! The strategies of plans.

use super::{
    loaded::{in_order_of_plan, position},
    versioned,
};
use domain::{outline::Outline, plan::Strategy, slug::Slug};

versioned! {
    /// A strategy of a plan.
    StrategyRow, named by StrategyKey, of "strategy", called "strategy", in order "t.position" {
        plan: Slug => shown,
        slug: Slug => shown,
    } {
        position: i64 => shown,
        text: String => shown,
    }
}

in_order_of_plan!(StrategyRow);

impl StrategyRow {
    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        let row = |(place, strategy): (usize, &Strategy)| {
            let Strategy { slug, text } = strategy.clone();
            Self { plan: outline.plan.slug.clone(), slug, position: position(place), text }
        };
        outline.strategies.iter().enumerate().map(row).collect()
    }

    pub(crate) fn strategy(self) -> Strategy {
        Strategy { slug: self.slug, text: self.text }
    }
}
