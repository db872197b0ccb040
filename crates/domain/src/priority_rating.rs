//! How a plan lead sees a priority in a plan year: beside what its indicators come to, with a reason.

use crate::{rating::Colour, slug::Slug};

/// A lead's own rating of a priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorityRating {
    /// The priority.
    pub priority: Slug,
    /// The plan year that it is of.
    pub year: Slug,
    /// How it stands.
    pub colour: Colour,
    /// Where it goes.
    pub outlook: Outlook,
    /// Why.
    pub reason: String,
}

crate::vocabulary! {
    /// Where a priority goes, as its lead sees it.
    pub enum Outlook {
        /// It gets better.
        Improving = "improving",
        /// It stays as it is.
        Steady = "steady",
        /// It gets worse.
        Worsening = "worsening",
    }
}
