//! The plan: years, focus areas, priorities, strategies and evidence.

use crate::{area::AreaCode, claim::Claim, period::Period, slug::Slug};
use chrono::NaiveDate;

/// A partnership's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name, permanent in the record.
    pub slug: Slug,
    /// Its title.
    pub name: String,
    /// The partnership that it belongs to.
    pub partnership: String,
    /// What it wants for children.
    pub vision: String,
    /// Its area.
    pub area: AreaCode,
    /// Other places to compare that one with, the most useful first.
    pub comparators: Vec<AreaCode>,
    /// Where the plan's text comes from.
    pub source: String,
    /// A note for readers on how it was entered.
    pub note: Option<String>,
    /// Whether its figures are real.
    pub nature: Nature,
}

crate::vocabulary! {
    /// Whether the figures of a plan are real, or made up to show what the program does.
    pub enum Nature {
        /// They are real.
        Real = "real",
        /// They are made up, and every page says so.
        Illustrative = "illustrative",
    }
}

/// One year of a plan, with its own dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanYear {
    /// Its name in addresses: `2018-19`.
    pub slug: Slug,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

impl PlanYear {
    /// Whether it has begun on a day: from then on its tolerances are fixed.
    #[must_use]
    pub fn has_begun(&self, today: NaiveDate) -> bool {
        self.first <= today
    }
}

/// A broad aim above priorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FocusArea {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What it is about, in a sentence.
    pub summary: String,
}

/// A focus of a plan year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// Its name in addresses; a priority carried over keeps it.
    pub slug: Slug,
    /// The plan year that it belongs to.
    pub year: Slug,
    /// Its focus area.
    pub focus_area: Slug,
    /// Its name in that year.
    pub name: String,
    /// What it is about, in a sentence.
    pub summary: String,
    /// The priority of the plan year before that it follows: the same one carried over, or one reworded or split.
    pub follows: Option<Slug>,
}

/// What the partnership needs to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strategy {
    /// Its name, permanent in the record.
    pub slug: Slug,
    /// The strategy.
    pub text: String,
}

/// A dated statement of what the partnership knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Its name, permanent in the record.
    pub slug: Slug,
    /// The statement.
    pub text: String,
    /// The day of the statement.
    pub said: NaiveDate,
    /// The focus area that it concerns, if any.
    pub focus_area: Option<Slug>,
    /// The indicator that measures it, if any.
    pub indicator: Option<Slug>,
    /// What it claims of the figures, if that is to be checked.
    pub claim: Option<Claim>,
}

/// Where a period is relative to the years of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Before the first year.
    Before,
    /// In this year.
    In(&'a PlanYear),
    /// In no year: in a gap of the plan, after this one.
    Between(&'a PlanYear),
    /// After the last year.
    After,
}

/// Where a period is relative to the years of a plan: in the one with most of its days (for a pooled period, most of the days
/// of its last year). `years` are in order of time and do not overlap.
#[must_use]
pub fn standing<'a>(years: &'a [PlanYear], period: &Period) -> Standing<'a> {
    let (first, last) = period.final_year();
    let (Some(start), Some(end)) = (years.first(), years.last()) else { return Standing::Before };
    // Nearly every figure lies before the plan or within one of its years, and a board asks this of thousands.
    if last < start.first {
        return Standing::Before;
    }
    match years.iter().find(|year| year.first <= first && last <= year.last) {
        Some(year) => Standing::In(year),
        None => with_most_days(years, (start, end), (first, last)),
    }
}

/// Where the days from `first` to `last` are relative to years, of which two are the first and the last, by counting.
fn with_most_days<'a>(
    years: &'a [PlanYear],
    (start, end): (&PlanYear, &PlanYear),
    (first, last): (NaiveDate, NaiveDate),
) -> Standing<'a> {
    let shared =
        |from: NaiveDate, to: NaiveDate| (last.min(to) - first.max(from)).num_days().saturating_add(1).max(0);
    let before = shared(NaiveDate::MIN, start.first.pred_opt().unwrap_or(start.first));
    let after = shared(end.last.succ_opt().unwrap_or(end.last), NaiveDate::MAX);
    let mut best = (before, Standing::Before);
    for year in years {
        let days = shared(year.first, year.last);
        if days > best.0 {
            best = (days, Standing::In(year));
        }
    }
    match years.iter().rev().find(|year| year.last < first) {
        _ if after > best.0 => Standing::After,
        Some(year) if best.0 == 0 => Standing::Between(year),
        _ => best.1,
    }
}

/// The plan year that pages open on: the last one begun by a day, or the first if none has begun.
#[must_use]
pub fn current_year(years: &[PlanYear], today: NaiveDate) -> Option<&PlanYear> {
    years.iter().rev().find(|year| year.has_begun(today)).or(years.first())
}

/// Whether the plan's last year is over on a day.
#[must_use]
pub fn has_ended(years: &[PlanYear], today: NaiveDate) -> bool {
    years.last().is_some_and(|year| year.last < today)
}

#[cfg(test)]
mod tests {
    use super::{PlanYear, Standing, current_year, standing, with_most_days};
    use crate::{
        period::{Kind, Period},
        slug::Slug,
    };

    fn years() -> Vec<PlanYear> {
        [("2018-19", "2018-04-01", "2019-03-31"), ("2019-20", "2019-04-01", "2020-03-31")]
            .map(|(slug, first, last)| PlanYear {
                slug: Slug::new(slug).expect("a slug"),
                first: first.parse().expect("a day"),
                last: last.parse().expect("a day"),
            })
            .to_vec()
    }

    #[test]
    fn a_period_stands_in_the_year_that_holds_most_of_its_days() {
        let years = years();
        let of = |label: &str| match standing(&years, &label.parse().expect("a period")) {
            Standing::Before => "before".to_owned(),
            Standing::In(year) => year.slug.to_string(),
            Standing::Between(year) => format!("after {}", year.slug),
            Standing::After => "after".to_owned(),
        };
        assert_eq!(of("2017/18"), "before");
        assert_eq!(of("2018/19"), "2018-19");
        assert_eq!(of("2019/20"), "2019-20");
        assert_eq!(of("2020/21"), "after");
        assert_eq!(of("2018"), "2018-19");
        assert_eq!(of("2019 reporting year"), "2018-19");
        assert_eq!(of("2016-17 to 2018-19"), "2018-19");
        assert_eq!(of("2015-16 to 2017-18"), "before");
        assert_eq!(of("2019-20 Q4"), "2019-20");
    }

    #[test]
    fn what_is_seen_at_once_is_what_counting_days_says() {
        let years = years();
        let (from, until) = ("2015-01-01".parse().expect("a day"), "2023-12-31".parse().expect("a day"));
        let periods = Kind::ALL.iter().flat_map(|kind| Period::between(*kind, from, until));
        let mut seen = 0;
        for period in periods {
            let counted = with_most_days(&years, (&years[0], &years[1]), period.final_year());
            assert_eq!(standing(&years, &period), counted, "{period}");
            seen += 1;
        }
        assert!(seen > 500, "{seen}");
    }

    #[test]
    fn a_period_in_a_gap_of_the_plan_stands_between_its_years() {
        let mut years = years();
        years[1].first = "2020-04-01".parse().expect("a day");
        years[1].last = "2021-03-31".parse().expect("a day");
        let stand = |label: &str| standing(&years, &label.parse().expect("a period"));
        assert_eq!(stand("2019-20 Q2"), Standing::Between(&years[0]));
        assert_eq!(stand("2019-20"), Standing::Between(&years[0]));
        assert_eq!(stand("2018-19 Q4"), Standing::In(&years[0]));
        assert_eq!(stand("2020-21 Q1"), Standing::In(&years[1]));
        assert_eq!(stand("2017-18 Q4"), Standing::Before);
        assert_eq!(stand("2021-22 Q1"), Standing::After);
    }

    #[test]
    fn pages_open_on_the_last_year_begun() {
        let years = years();
        let on =
            |day: &str| current_year(&years, day.parse().expect("a day")).map(|year| year.slug.to_string());
        assert_eq!(on("2017-01-01").as_deref(), Some("2018-19"));
        assert_eq!(on("2019-03-31").as_deref(), Some("2018-19"));
        assert_eq!(on("2026-11-23").as_deref(), Some("2019-20"));
        assert_eq!(current_year(&[], "2019-03-31".parse().expect("a day")), None);
    }
}
