//! A lead's own ratings of priorities.

use super::versioned;
use domain::{
    priority_rating::{Outlook, PriorityRating},
    rating::Colour,
    slug::Slug,
};

versioned! {
    /// A lead's rating of a priority in a year. It rates partners' figures too.
    PriorityRatingRow, named by PriorityRatingKey, of "priority_rating", called "rating of a priority",
    in order "t.priority, t.year" {
        plan: Slug => never,
        priority: Slug => never,
        year: Slug => never,
    } {
        colour: Colour => never,
        outlook: Outlook => never,
        reason: String => never,
    }
}

impl PriorityRatingRow {
    pub(crate) fn of(plan: &Slug, rating: &PriorityRating) -> Self {
        let PriorityRating { priority, year, colour, outlook, reason } = rating.clone();
        Self { plan: plan.clone(), priority, year, colour, outlook, reason }
    }

    pub(crate) fn rating(self) -> PriorityRating {
        let Self { priority, year, colour, outlook, reason, .. } = self;
        PriorityRating { priority, year, colour, outlook, reason }
    }
}
