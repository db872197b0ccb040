//! Where we differ from the systems that people trust, and how they name what we name otherwise: see `reference/README.md`.

use crate::answers::Answer;
use domain::control_chart::{Refusal, Rule, Side};
use std::collections::HashMap;

/// Groups that we refuse limits, by their case: README.md says why.
pub const REFUSED: [(&str, usize, Refusal); 5] = [
    ("edge_constant12", 0, Refusal::Constant),
    ("edge_constant12_noscreen", 0, Refusal::Constant),
    ("edge_n1", 0, Refusal::OnePoint),
    ("edge_rebase_last", 1, Refusal::OnePoint),
    ("edge_rebase_two_consecutive", 1, Refusal::OnePoint),
];

/// The case whose limits we do not let screening reduce to no width.
pub const UNSCREENED: &str = "edge_zeros_one1";

/// The case that starts with a rebase: the peer counts rebases, and that one counts.
pub const REBASED_AT_ONCE: &str = "edge_rebase_first_date";

/// Why a group of a case has no limits, where we refuse it some.
#[must_use]
pub fn refused(case: &str, group: usize) -> Option<Refusal> {
    REFUSED.iter().find(|refused| refused.0 == case && refused.1 == group).map(|refused| refused.2)
}

/// What the peer calls a finding.
///
/// # Panics
/// When no rule has such a side.
#[must_use]
pub fn label(rule: Rule, side: Option<Side>) -> &'static str {
    match (rule, side) {
        (Rule::Common, None) => "Common Cause",
        (Rule::Outside, Some(Side::Above)) => "Above UCL",
        (Rule::Outside, Some(Side::Below)) => "Below LCL",
        (Rule::Trend, Some(Side::Increasing)) => "7 Point Trend (Increasing)",
        (Rule::Trend, Some(Side::Decreasing)) => "7 Point Trend (Decreasing)",
        (Rule::TwoInThree, Some(Side::Above)) => "2 in 3 Above CL",
        (Rule::TwoInThree, Some(Side::Below)) => "2 in 3 Below CL",
        (Rule::Shift, Some(Side::Above)) => "7 Points Above CL",
        (Rule::Shift, Some(Side::Below)) => "7 Points Below CL",
        other => panic!("no label for {other:?}"),
    }
}

/// The file of the peer's icon for an assurance; of ours by its word.
#[must_use]
pub fn assurance_icon(word: Option<&str>) -> String {
    match word {
        None => String::new(),
        Some("hit_or_miss") => "inconsistent.svg".to_owned(),
        Some(other) => format!("{other}.svg"),
    }
}

/// The points of each case, in order.
#[must_use]
pub fn by_case(points: &[Answer]) -> HashMap<&str, Vec<&Answer>> {
    let mut by_case: HashMap<&str, Vec<&Answer>> = HashMap::new();
    for point in points {
        by_case.entry(point.text("case_id")).or_default().push(point);
    }
    by_case
}
