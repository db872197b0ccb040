//! Money set aside, and money spent.

use super::versioned;
use domain::{funding::Line, money::Money, slug::Slug};

versioned! {
    /// A funding line of a plan.
    FundingRow, named by FundingKey, of "funding", called "funding", in order "t.year, t.name, t.source, t.slug" {
        plan: Slug => never,
        slug: Slug => never,
    } {
        priority: Slug => never,
        year: Slug => never,
        name: String => never,
        source: String => never,
        budget: Money => never,
        spent: Option<Money> => never,
    }
}

impl FundingKey {
    pub(crate) fn of(plan: &Slug, line: &Slug) -> Self {
        Self { plan: plan.clone(), slug: line.clone() }
    }
}

impl FundingRow {
    pub(crate) fn of(plan: &Slug, line: &Line) -> Self {
        let Line { slug, priority, year, name, source, budget, spent } = line.clone();
        Self { plan: plan.clone(), slug, priority, year, name, source, budget, spent }
    }

    pub(crate) fn line(self) -> Line {
        let Self { slug, priority, year, name, source, budget, spent, .. } = self;
        Line { slug, priority, year, name, source, budget, spent }
    }
}
