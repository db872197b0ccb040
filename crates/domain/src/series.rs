//! An indicator, in an area, for a breakdown.

mod figures;
/// What a run of figures is about. Figures know it from here, because what finds figures knows them.
pub(crate) mod name;

pub use figures::{groups_of, of, of_group, sort};
pub use name::{Breakdown, Series, usual_groups};
