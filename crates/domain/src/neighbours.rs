//! Places like one's own: dated sets of statistical neighbours, and where a figure stands among theirs.

use crate::area::AreaCode;
use chrono::NaiveDate;

/// The statistical neighbours of an area, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeighbourSet {
    /// Whose neighbours they are.
    pub area: AreaCode,
    /// The first day that the set holds for.
    pub from: NaiveDate,
    /// The neighbours, the nearest first.
    pub neighbours: Vec<AreaCode>,
    /// Where the set is published.
    pub source: String,
}
