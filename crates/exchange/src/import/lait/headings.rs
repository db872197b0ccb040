//! What the columns of a LAIT export are called. A file's layout is found by them before it is read.

use domain::period;

/// What the column of areas is called.
pub(in crate::import) const AREAS: [&str; 8] = [
    "la and regions",
    "la & regions",
    "la and region",
    "la name",
    "local authority",
    "la number",
    "la no.",
    "la no",
];
/// What the column of indicators is called.
pub(in crate::import) const ITEMS: [&str; 6] =
    ["short desc", "short description", "shortdesc", "data item", "indicator", "topic"];
/// What the column of years is called.
pub(in crate::import) const YEARS: [&str; 4] = ["years", "year", "time period", "period"];
/// What the column of values is called.
pub(in crate::import) const VALUES: [&str; 2] = ["values", "value"];

/// Whether a heading is the label of a period.
pub(in crate::import) fn is_year(heading: &str) -> bool {
    heading.starts_with(|c: char| c.is_ascii_digit()) && !period::readings(heading).0.is_empty()
}
