//! Why an indicator has no newer figure: what a page says of the periods of a plan year after its newest.

use super::{Row, Section};
use crate::{
    access::Audience,
    figure::{Approval, Figure, Origin},
    outline::Outline,
    period::Period,
    plan::{PlanYear, Standing, standing},
    returns::{due_on, is_asked},
    series,
};
use chrono::{Days, NaiveDate};

/// The status of a figure that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Its period is over, and there is time until this day.
    NotDue(Period, NaiveDate),
    /// It was due on this day, and nobody has handed it in.
    Late(Period, NaiveDate),
    /// It is handed in, and not approved yet.
    HandedIn(Period),
    /// It is one that others publish, and was expected by this day.
    NotPublished(Period, NaiveDate),
    /// Nothing is measured after this day.
    Retired(NaiveDate),
}

impl Missing {
    /// Whether there should be a figure by now, and nobody has handed it in.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        matches!(self, Self::Late(..) | Self::NotPublished(..))
    }
}

/// What is known beside the figures that a page shows.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The day of the page.
    pub today: NaiveDate,
    /// For whom it is. Strangers are told nothing of how far a figure of partners has come.
    pub audience: Audience,
    /// The figures as partners see them who look ahead, sorted as [`series::sort`] sorts them.
    pub ahead: &'a [Figure],
}

/// Tells each row of a board why it has no newer figure.
pub fn tell(sections: &mut [Section<'_>], outline: &Outline, year: &PlanYear, known: Known<'_>) {
    let groups = sections.iter_mut().flat_map(|section| &mut section.groups);
    for row in groups.flat_map(|group| &mut group.rows) {
        row.awaited = of(row, outline, year, known);
    }
}

/// Why an indicator has no newer figure in a plan year, by the plan's own area: what is late before what is handed in, and that
/// before what is not due. `None` where every period that is over has a figure, or nobody is asked for more.
#[must_use]
pub fn of(row: &Row<'_>, outline: &Outline, year: &PlanYear, known: Known<'_>) -> Option<Missing> {
    let indicator = row.indicator;
    let is_public = known.audience == Audience::Public;
    // An indicator that is only measured from a later year on is not awaited before.
    if row.later.is_some() || (is_public && indicator.origin == Origin::Partner) {
        return None;
    }
    // The public is told of no figure that partners recorded before it was published.
    let mut own = row.figures.iter().rev();
    let newest = own.find(|figure| !is_public || figure.origin == Origin::Published);
    let newest = newest.map(|figure| figure.period.last());
    let own = series::of(known.ahead, &indicator.slug, &outline.plan.area);
    let is_handed_in = |period: &Period| {
        own.iter().any(|figure| figure.period == *period && figure.approval == Approval::Submitted)
    };
    let missing: Vec<_> = periods(row, year)
        .filter(|period| period.last() < known.today && newest.is_none_or(|newest| newest < period.last()))
        .filter(|period| is_asked(outline, indicator, period))
        .map(|period| {
            let due = due_on(indicator, &period);
            match indicator.origin {
                _ if is_handed_in(&period) => Missing::HandedIn(period),
                _ if known.today <= due => Missing::NotDue(period, due),
                Origin::Partner => Missing::Late(period, due),
                Origin::Published => Missing::NotPublished(period, due),
            }
        })
        .collect();
    let late = missing.iter().find(|missing| missing.is_overdue());
    let handed_in = || missing.iter().find(|missing| matches!(missing, Missing::HandedIn(_)));
    let retired = || indicator.retired.filter(|day| *day < known.today && *day < year.last);
    late.or_else(handed_in).or_else(|| missing.first()).copied().or_else(|| retired().map(Missing::Retired))
}

/// The periods of a plan year.
fn periods(row: &Row<'_>, year: &PlanYear) -> impl Iterator<Item = Period> {
    // A figure for a year belongs to the plan year with most of its days, and may begin before that.
    let from = year.first.checked_sub_days(Days::new(184)).unwrap_or(year.first);
    let until = year.last.checked_add_days(Days::new(184)).unwrap_or(year.last);
    let periods = Period::between(row.indicator.frequency, from, until).into_iter();
    periods.filter(|period| standing(std::slice::from_ref(year), period) == Standing::In(year))
}

#[cfg(test)]
mod tests;
