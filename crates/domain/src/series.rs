//! An indicator, in an area, for a breakdown.

mod figures;
/// The subject of a run of figures. Figures import it from here, because the functions that find figures import figures.
pub(crate) mod name;

pub use figures::{groups_of, of, of_group, sort};
pub use name::{Breakdown, Series, usual_groups};
