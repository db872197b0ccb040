//! A plan with all its parts, except the figures.

use crate::{
    area::{Area, AreaCode},
    change_note::ChangeNote,
    indicator::Indicator,
    judgement::Mark,
    neighbours::NeighbourSet,
    organisation::Organisation,
    period::Period,
    plan::{Evidence, FocusArea, Plan, PlanYear, Priority, Standing, Strategy, standing},
    point_mark::{self, PointMark},
    rating::{RatingRule, Tolerance},
    series::Series,
    slug::Slug,
    target::Target,
};
use chrono::NaiveDate;

/// The whole content of a plan, except the figures. Lists are in the plan's own order; years in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The plan itself.
    pub plan: Plan,
    /// Its years.
    pub years: Vec<PlanYear>,
    /// Its focus areas.
    pub focus_areas: Vec<FocusArea>,
    /// Its priorities, of every year.
    pub priorities: Vec<Priority>,
    /// What the partnership needs to do.
    pub strategies: Vec<Strategy>,
    /// What the partnership knows.
    pub evidence: Vec<Evidence>,
    /// The organisations of this plan, in its order.
    pub partners: Vec<Slug>,
    /// Every organisation in the record.
    pub organisations: Vec<Organisation>,
    /// The places.
    pub areas: Vec<Area>,
    /// Sets of similar places, in order of time.
    pub neighbour_sets: Vec<NeighbourSet>,
    /// What is measured.
    pub indicators: Vec<Indicator>,
    /// The targets.
    pub targets: Vec<Target>,
    /// The tolerances for amber, in the order of the indicators and then of the plan years.
    pub rating_rules: Vec<RatingRule>,
    /// The change notes.
    pub change_notes: Vec<ChangeNote>,
    /// What people say of single figures, of every indicator in the record. No plan file has them.
    pub marks: Vec<PointMark>,
}

impl Outline {
    /// The name of an area, or its code where the record has no name for it.
    #[must_use]
    pub fn area_name<'a>(&'a self, code: &'a AreaCode) -> &'a str {
        self.areas.iter().find(|area| area.code == *code).map_or(code.as_str(), |area| area.name.as_str())
    }

    /// An indicator by its slug.
    #[must_use]
    pub fn indicator(&self, slug: &Slug) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.slug == *slug)
    }

    /// An indicator by its slug, given as any text.
    #[must_use]
    pub fn indicator_named(&self, name: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.slug.as_str() == name)
    }

    /// The priorities of one plan year, in the plan's order.
    pub fn priorities_of<'a>(&'a self, year: &'a PlanYear) -> impl Iterator<Item = &'a Priority> {
        self.priorities.iter().filter(|priority| priority.year == year.slug)
    }

    /// The plan year whose priorities apply in a year: itself, or the last one before it that has any recorded.
    #[must_use]
    pub fn year_of_priorities<'a>(&'a self, year: &'a PlanYear) -> &'a PlanYear {
        let until = self.years.iter().filter(|other| other.first <= year.first);
        until.rev().find(|other| self.priorities_of(other).next().is_some()).unwrap_or(year)
    }

    /// The tolerance for amber of an indicator in a plan year: from the rule of that year, or of the last one before it that
    /// has a rule. The default tolerance where none has, and before the plan.
    #[must_use]
    pub fn tolerance(&self, indicator: &Slug, year: Option<&PlanYear>) -> Tolerance {
        let rule = year.and_then(|year| rule_in(&self.years, &self.rating_rules, indicator, year));
        rule.map_or(Tolerance::USUAL, |rule| rule.tolerance)
    }

    /// The tolerance for a value or target of a period: that of its plan year. In a gap of the plan that of the year before,
    /// and after the plan that of its last year.
    #[must_use]
    pub fn tolerance_for(&self, indicator: &Slug, period: &Period) -> Tolerance {
        let year = match standing(&self.years, period) {
            Standing::In(year) | Standing::Between(year) => Some(year),
            Standing::Before => None,
            Standing::After => self.years.last(),
        };
        self.tolerance(indicator, year)
    }

    /// The rule that applies to an indicator in a plan year: its own, or that of the last one before it that has one.
    #[must_use]
    pub fn rule<'a>(&'a self, indicator: &Slug, year: &PlanYear) -> Option<&'a RatingRule> {
        rule_in(&self.years, &self.rating_rules, indicator, year)
    }

    /// A focus area by its slug.
    #[must_use]
    pub fn focus_area(&self, slug: &Slug) -> Option<&FocusArea> {
        self.focus_areas.iter().find(|focus_area| focus_area.slug == *slug)
    }

    /// The name of an organisation, or its slug where the record has no name for it.
    #[must_use]
    pub fn organisation_name<'a>(&'a self, slug: &'a Slug) -> &'a str {
        let found = self.organisations.iter().find(|organisation| organisation.slug == *slug);
        found.map_or(slug.as_str(), |organisation| organisation.name.as_str())
    }

    /// The change notes of an indicator, in order of time.
    pub fn notes_of<'a>(&'a self, indicator: &'a Slug) -> impl Iterator<Item = &'a ChangeNote> {
        self.change_notes.iter().filter(move |note| note.indicator == *indicator)
    }

    /// What people say of single figures of a series, for [`crate::judgement::Settings`]: by the first day of each period, in order
    /// of time.
    #[must_use]
    pub fn marks_of(&self, series: &Series) -> Vec<(NaiveDate, Mark)> {
        point_mark::of_series(&self.marks, series)
    }

    /// The first of the plan's comparators, used for one-line comparisons.
    #[must_use]
    pub fn main_comparator(&self) -> Option<&AreaCode> {
        self.plan.comparators.first()
    }
}

/// The rule among some that applies to an indicator in a plan year: its own, or that of the last one before it that has one.
#[must_use]
pub fn rule_in<'a>(
    years: &[PlanYear],
    rules: &'a [RatingRule],
    indicator: &Slug,
    year: &PlanYear,
) -> Option<&'a RatingRule> {
    let until = years.iter().filter(|other| other.first <= year.first);
    let own =
        |year: &PlanYear| rules.iter().find(|rule| rule.indicator == *indicator && rule.from == year.slug);
    until.rev().find_map(own)
}

/// Sorts rating rules by the order of the indicators, then of the plan years.
pub fn sort_rules(rules: &mut [RatingRule], indicators: &[Indicator], years: &[PlanYear]) {
    rules.sort_by_key(|rule| {
        let indicator = indicators.iter().position(|indicator| indicator.slug == rule.indicator);
        (indicator, years.iter().position(|year| year.slug == rule.from))
    });
}

#[cfg(test)]
mod tests {
    use super::{Outline, sort_rules};
    use crate::{
        area::AreaCode,
        indicator::{Indicator, Measure, tests::indicator},
        plan::{Nature, Plan, PlanYear},
        rating::{RatingRule, Tolerance},
        slug::Slug,
    };

    fn slug(text: &str) -> Slug {
        Slug::new(text).expect("a slug")
    }

    fn rule(indicator: &str, from: &str, tolerance: Tolerance) -> RatingRule {
        RatingRule { indicator: slug(indicator), from: slug(from), tolerance }
    }

    fn year(first: i32) -> PlanYear {
        PlanYear {
            slug: slug(&format!("{first}-{}", first % 100 + 1)),
            first: format!("{first}-04-01").parse().expect("a day"),
            last: format!("{}-03-31", first + 1).parse().expect("a day"),
        }
    }

    /// A plan of four years with only these rules.
    fn outline(rating_rules: Vec<RatingRule>) -> Outline {
        Outline {
            plan: Plan {
                slug: slug("plan"),
                name: String::new(),
                partnership: String::new(),
                vision: String::new(),
                area: AreaCode::new("E06000017").expect("a code"),
                comparators: Vec::new(),
                source: String::new(),
                note: None,
                nature: Nature::Real,
            },
            years: (2018..2022).map(year).collect(),
            focus_areas: Vec::new(),
            priorities: Vec::new(),
            strategies: Vec::new(),
            evidence: Vec::new(),
            partners: Vec::new(),
            organisations: Vec::new(),
            areas: Vec::new(),
            neighbour_sets: Vec::new(),
            indicators: Vec::new(),
            targets: Vec::new(),
            rating_rules,
            change_notes: Vec::new(),
            marks: Vec::new(),
        }
    }

    #[test]
    fn a_rule_holds_from_its_plan_year_until_the_next() {
        let outline = outline(vec![
            rule("absence", "2019-20", Tolerance::Absolute(0.5)),
            rule("absence", "2021-22", Tolerance::Percent(2.0)),
            rule("reports", "2018-19", Tolerance::Percent(10.0)),
        ]);
        let of = |indicator: &str, first: i32| outline.tolerance(&slug(indicator), Some(&year(first)));
        assert_eq!(of("absence", 2018), Tolerance::USUAL);
        assert_eq!(of("absence", 2019), Tolerance::Absolute(0.5));
        assert_eq!(of("absence", 2020), Tolerance::Absolute(0.5));
        assert_eq!(of("absence", 2021), Tolerance::Percent(2.0));
        assert_eq!(of("reports", 2021), Tolerance::Percent(10.0));
        assert_eq!(of("referrals", 2021), Tolerance::USUAL);
        assert_eq!(outline.tolerance(&slug("reports"), None), Tolerance::USUAL);
    }

    #[test]
    fn a_period_is_rated_by_its_plan_year() {
        let mut outline = outline(vec![
            rule("absence", "2018-19", Tolerance::Percent(1.0)),
            rule("absence", "2021-22", Tolerance::Percent(2.0)),
        ]);
        // A gap of the plan.
        outline.years.remove(1);
        for (label, expected) in [
            ("2017-18", Tolerance::USUAL),
            ("2018-19", Tolerance::Percent(1.0)),
            ("2019-20", Tolerance::Percent(1.0)),
            ("2021-22", Tolerance::Percent(2.0)),
            ("2030-31", Tolerance::Percent(2.0)),
        ] {
            let period = label.parse().expect("a period");
            assert_eq!(outline.tolerance_for(&slug("absence"), &period), expected, "{label}");
        }
    }

    #[test]
    fn rules_stand_in_the_order_of_the_indicators_and_then_of_the_years() {
        let named = |name: &str| Indicator { slug: slug(name), ..indicator(Measure::Count) };
        let usual = Tolerance::USUAL;
        let mut years: Vec<_> = (2018..2020).map(year).collect();
        // A year may have any name: its order follows from its days.
        years[1].slug = slug("a-second-year");
        let sorted = [
            rule("reports", "2018-19", usual),
            rule("absence", "2018-19", usual),
            rule("absence", "a-second-year", usual),
        ];
        let mut rules = vec![sorted[2].clone(), sorted[1].clone(), sorted[0].clone()];
        sort_rules(&mut rules, &[named("reports"), named("absence")], &years);
        assert_eq!(rules, sorted);
    }
}
