//! A plan lead's view of a priority in a plan year: beside the ratings of its indicators, with a reason.

use crate::{rating::Colour, slug::Slug};

/// A lead's own rating of a priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorityRating {
    /// The priority.
    pub priority: Slug,
    /// The plan year.
    pub year: Slug,
    /// Its rating.
    pub colour: Colour,
    /// Its outlook.
    pub outlook: Outlook,
    /// Why.
    pub reason: String,
}

crate::vocabulary! {
    /// The outlook of a priority, as its lead sees it.
    pub enum Outlook {
        /// It gets better.
        Improving = "improving",
        /// It stays as it is.
        Steady = "steady",
        /// It gets worse.
        Worsening = "worsening",
    }
}
