//! The tolerances for amber, each from a plan year on.

use super::{
    SectionAudience,
    fields::{At, Fields},
    names::Names,
    tie,
};
use crate::{
    rating::{RatingRule, Tolerance},
    slug::Slug,
};

/// The rules of one indicator, in the file's order; two from one plan year are a fault.
pub(super) fn rules(
    fields: &mut Fields<'_>,
    indicator: Option<&At<Slug>>,
    names: &Names<'_>,
) -> Vec<(SectionAudience, RatingRule)> {
    let mut rules: Vec<(SectionAudience, RatingRule)> = Vec::new();
    for section in fields.sections("tolerance") {
        // Faults of the section are noted even if the name of the indicator cannot be read.
        let (Some((at, told, from, tolerance)), Some(indicator)) = (rule(section, names), indicator) else {
            continue;
        };
        if rules.iter().any(|(_, rule)| rule.from == from) {
            fields.fault(
                at,
                format!("an indicator cannot have two tolerances from the same plan year, {from}"),
            );
        }
        rules.push((told, RatingRule { indicator: indicator.value.clone(), from, tolerance }));
    }
    rules
}

/// The position of a rule, its audience, its first plan year, and its tolerance.
fn rule(mut fields: Fields<'_>, names: &Names<'_>) -> Option<(usize, SectionAudience, Slug, Tolerance)> {
    let at = fields.at();
    let from = tie::to(&mut fields, "from-year", &names.years, "plan year");
    let percent = fields.optional_number("percent");
    let absolute = fields.optional_number("absolute");
    let told = fields.told();
    fields.finish();
    let (number, tolerance) = match (percent.ok()?, absolute.ok()?) {
        (Some(number), None) => (number, Tolerance::Percent(number.value)),
        (None, Some(number)) => (number, Tolerance::Absolute(number.value)),
        _ => {
            fields
                .fault(at, "write the tolerance as either percent = 5 or absolute = 0.5 (or another number)");
            return None;
        }
    };
    if number.value < 0.0 {
        fields.fault(number.at, "the tolerance cannot be below 0");
        return None;
    }
    Some((at, told?, from?, tolerance))
}
