//! The headings of a LAIT export. They identify a file's layout before it is read.

use domain::period;

/// Headings of the column of areas.
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
/// Headings of the column of indicators.
pub(in crate::import) const ITEMS: [&str; 6] =
    ["short desc", "short description", "shortdesc", "data item", "indicator", "topic"];
/// Headings of the column of years.
pub(in crate::import) const YEARS: [&str; 4] = ["years", "year", "time period", "period"];
/// Headings of the column of values.
pub(in crate::import) const VALUES: [&str; 2] = ["values", "value"];

/// Whether a heading is the label of a period.
pub(in crate::import) fn is_year(heading: &str) -> bool {
    heading.starts_with(|c: char| c.is_ascii_digit()) && !period::readings(heading).0.is_empty()
}
