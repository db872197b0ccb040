//! A plan, all its parts together: everything but the figures.

use crate::{
    area::{Area, AreaCode},
    change_note::ChangeNote,
    indicator::Indicator,
    organisation::Organisation,
    plan::{Evidence, FocusArea, Plan, PlanYear, Priority, Strategy},
    rating::Tolerance,
    slug::Slug,
    target::Target,
};

/// Everything that a plan says, but the figures. Lists are in the plan's own order; years in time's order.
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
    /// Every organisation that the record knows.
    pub organisations: Vec<Organisation>,
    /// The places.
    pub areas: Vec<Area>,
    /// What is measured.
    pub indicators: Vec<Indicator>,
    /// What is aimed at.
    pub targets: Vec<Target>,
    /// What explains the series.
    pub change_notes: Vec<ChangeNote>,
}

impl Outline {
    /// The name of an area, or its code where the record has no name for it.
    #[must_use]
    pub fn area_name<'a>(&'a self, code: &'a AreaCode) -> &'a str {
        self.areas.iter().find(|area| area.code == *code).map_or(code.as_str(), |area| area.name.as_str())
    }

    /// An indicator by its name in addresses.
    #[must_use]
    pub fn indicator(&self, slug: &Slug) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.slug == *slug)
    }

    /// An indicator by its name in addresses, whatever text stands there.
    #[must_use]
    pub fn indicator_named(&self, name: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.slug.as_str() == name)
    }

    /// The priorities of one plan year, in the plan's order.
    pub fn priorities_of<'a>(&'a self, year: &'a PlanYear) -> impl Iterator<Item = &'a Priority> {
        self.priorities.iter().filter(|priority| priority.year == year.slug)
    }

    /// The plan year whose priorities a year goes by: itself, or the last one before it that has any recorded.
    #[must_use]
    pub fn year_of_priorities<'a>(&'a self, year: &'a PlanYear) -> &'a PlanYear {
        let until = self.years.iter().filter(|other| other.first <= year.first);
        until.rev().find(|other| self.priorities_of(other).next().is_some()).unwrap_or(year)
    }

    /// A focus area by its name in addresses.
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

    /// The change notes of an indicator, in time's order.
    pub fn notes_of<'a>(&'a self, indicator: &'a Slug) -> impl Iterator<Item = &'a ChangeNote> {
        self.change_notes.iter().filter(move |note| note.indicator == *indicator)
    }

    /// How far off its target an indicator may be in a plan year and still be amber.
    #[must_use]
    pub fn tolerance(&self, _indicator: &Slug, _year: Option<&PlanYear>) -> Tolerance {
        Tolerance::USUAL
    }

    /// The first of the plan's comparators, which one-line comparisons are made with.
    #[must_use]
    pub fn main_comparator(&self) -> Option<&AreaCode> {
        self.plan.comparators.first()
    }
}
