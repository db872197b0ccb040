//! Tolerances of a plan year that has begun are fixed: ratings have been given by them.

use super::measured_indicators;
use crate::{
    error::Error,
    table::{PlanYearRow, RatingRuleRow, is},
    write::Write,
};
use chrono::NaiveDate;
use domain::{
    outline::rule_in,
    plan::PlanYear,
    rating::{RatingRule, Tolerance},
    slug::Slug,
    wording,
};

/// The years of a plan, in order of time, and its tolerances, within a write.
pub(super) struct Held {
    years: Vec<PlanYear>,
    rules: Vec<RatingRule>,
}

impl Held {
    fn tolerance(&self, indicator: &Slug, year: &PlanYear) -> Tolerance {
        rule_in(&self.years, &self.rules, indicator, year).map_or(Tolerance::USUAL, |rule| rule.tolerance)
    }
}

/// The current years and tolerances of a plan.
pub(super) async fn held(write: &mut Write, plan: &Slug) -> Result<Held, Error> {
    let years = write.newest_where(&[is!(PlanYearRow, plan, plan)]).await?;
    let mut years: Vec<_> = years.into_iter().map(|newest| newest.row.year()).collect();
    years.sort_by_key(|year| year.first);
    let rules = write.newest_where(&[is!(RatingRuleRow, plan, plan)]).await?;
    let rules = rules.into_iter().map(|newest| newest.row.rule()).collect::<Result<_, _>>()?;
    Ok(Held { years, rules })
}

/// Refuses a plan that has changed the tolerance of an indicator in a plan year that has begun. Where no rating can have been
/// given, any change is allowed: at the first load, and for an indicator that has no figures yet.
pub(super) async fn check(write: &mut Write, plan: &Slug, was: &Held) -> Result<(), Error> {
    if was.years.is_empty() {
        return Ok(());
    }
    let becomes = held(write, plan).await?;
    let measured = measured_indicators(write).await?;
    let is_measured = |indicator: &&Slug| measured.contains(*indicator);
    let begun = begun(&was.years, &becomes.years, write.today());
    let ruled = was.rules.iter().chain(&becomes.rules).map(|rule| &rule.indicator);
    for indicator in ruled.filter(is_measured) {
        for (before, after) in &begun {
            if was.tolerance(indicator, before) != becomes.tolerance(indicator, after) {
                return Err(refusal(indicator, before));
            }
        }
    }
    Ok(())
}

/// Refuses a rule for a plan year that has begun. People set rules only for years to come, whether there are figures or not:
/// readers of a plan year may rely on its amber from its first day on.
pub(crate) async fn check_year(write: &mut Write, plan: &Slug, rule: &RatingRule) -> Result<(), Error> {
    let held = held(write, plan).await?;
    let year = held.years.iter().find(|year| year.slug == rule.from);
    let year = year.ok_or_else(|| Error::NoPlanYear(rule.from.to_string()))?;
    if year.has_begun(write.today()) { Err(refusal(&rule.indicator, year)) } else { Ok(()) }
}

fn refusal(indicator: &Slug, year: &PlanYear) -> Error {
    Error::FrozenTolerance {
        indicator: indicator.to_string(),
        year: year.slug.to_string(),
        began: wording::day(year.first),
    }
}

/// The plan years that have begun, in order of time: each before and after. A year that is only in one of the lists counts
/// for both, so neither dropping a year nor adding one later gets round the rule.
fn begun<'a>(
    was: &'a [PlanYear],
    becomes: &'a [PlanYear],
    today: NaiveDate,
) -> Vec<(&'a PlanYear, &'a PlanYear)> {
    let same = |years: &'a [PlanYear], year: &PlanYear| years.iter().find(|other| other.slug == year.slug);
    let known = was.iter().map(|year| (year, same(becomes, year).unwrap_or(year)));
    let new = becomes.iter().filter(|year| same(was, year).is_none()).map(|year| (year, year));
    let mut begun: Vec<_> = known.chain(new).filter(|(year, _)| year.has_begun(today)).collect();
    begun.sort_by_key(|(year, _)| year.first);
    begun
}
