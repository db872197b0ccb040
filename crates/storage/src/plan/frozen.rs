//! What holds in a plan year that has begun stays: ratings have been given by it.

use crate::{
    Error,
    outline::{rating_rules, years},
    table::{self, Table},
    write::Write,
};
use chrono::NaiveDate;
use domain::{outline::Outline, plan::PlanYear, slug::Slug, wording};

/// Refuses a plan that would change the tolerance that holds for an indicator in a plan year that has begun. Where no
/// rating can have been given it may say what it likes: at its first load, and of an indicator that has no figures yet.
pub(super) async fn check(write: &mut Write, outline: &Outline) -> Result<(), Error> {
    let was = recorded(write, outline).await?;
    if was.years.is_empty() {
        return Ok(());
    }
    let measured = write.measured_indicators().await?;
    let is_measured = |indicator: &&Slug| measured.iter().any(|other| other == indicator.as_str());
    let begun = begun(&was.years, &outline.years, write.today());
    let ruled = was.rating_rules.iter().chain(&outline.rating_rules).map(|rule| &rule.indicator);
    for indicator in ruled.filter(is_measured) {
        for (before, after) in &begun {
            if was.tolerance(indicator, Some(before)) != outline.tolerance(indicator, Some(after)) {
                return Err(Error::FrozenTolerance {
                    indicator: indicator.to_string(),
                    year: before.slug.to_string(),
                    began: wording::day(before.first),
                });
            }
        }
    }
    Ok(())
}

/// The plan with the years and rules that the record has of it.
async fn recorded(write: &mut Write, outline: &Outline) -> Result<Outline, Error> {
    let plan = outline.plan.slug.as_str();
    let mut of = async |table: &Table| -> Result<Vec<_>, Error> {
        let newest = write.newest_of(table, &[plan.into()]).await?;
        Ok(newest.into_iter().map(|newest| newest.row).collect())
    };
    let mut years: Vec<_> = years(of(&table::PLAN_YEAR).await?)?.into_iter().map(|(_, year)| year).collect();
    years.sort_by_key(|year| year.first);
    let rating_rules = rating_rules(of(&table::RATING_RULE).await?)?;
    Ok(Outline { years, rating_rules, ..outline.clone() })
}

/// The plan years that have begun, in time's order: each as the record has it and as the file has it. One that only either
/// has stands for both, so that neither dropping a year nor adding one afterwards is a way around.
fn begun<'a>(
    was: &'a [PlanYear],
    becomes: &'a [PlanYear],
    today: NaiveDate,
) -> Vec<(&'a PlanYear, &'a PlanYear)> {
    let same = |years: &'a [PlanYear], year: &PlanYear| years.iter().find(|other| other.slug == year.slug);
    let known = was.iter().map(|year| (year, same(becomes, year).unwrap_or(year)));
    let new = becomes.iter().filter(|year| same(was, year).is_none()).map(|year| (year, year));
    let mut begun: Vec<_> = known.chain(new).filter(|(year, _)| year.first <= today).collect();
    begun.sort_by_key(|(year, _)| year.first);
    begun
}
