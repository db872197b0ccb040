//! Changing a plan one part at a time: the parts, their keys and their uses.

mod find;
mod uses;

use crate::{
    area::Area,
    indicator::{Indicator, Placement},
    neighbours::NeighbourSet,
    organisation::Organisation,
    outline::Outline,
    plan::{Evidence, FocusArea, Plan, PlanYear, Priority, Strategy},
    slug::Slug,
};
use chrono::NaiveDate;
pub use find::find;
use std::hash::{DefaultHasher, Hash, Hasher};
pub use uses::{Lineage, lineage, retired_in};

crate::vocabulary! {
    /// The parts of a plan that can be changed, by their words in addresses.
    pub enum Part {
        /// The plan's own texts.
        Plan = "plan",
        /// Its years.
        Year = "years",
        /// Its focus areas.
        FocusArea = "focus-areas",
        /// Its priorities, each in one plan year.
        Priority = "priorities",
        /// What the partnership needs to do.
        Strategy = "strategies",
        /// What the partnership knows.
        Evidence = "evidence",
        /// Its partners.
        Organisation = "organisations",
        /// The areas that it names.
        Area = "areas",
        /// Sets of similar places.
        Neighbours = "neighbours",
        /// What it measures.
        Indicator = "indicators",
        /// The place of an indicator in it.
        Placement = "placements",
    }
}

/// One part of a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// The plan's own texts.
    Plan(Plan),
    /// A plan year.
    Year(PlanYear),
    /// A focus area.
    FocusArea(FocusArea),
    /// A priority in one plan year.
    Priority(Priority),
    /// A strategy.
    Strategy(Strategy),
    /// An evidence statement.
    Evidence(Evidence),
    /// A partner.
    Organisation(Organisation),
    /// A place.
    Area(Area),
    /// A set of neighbours.
    Neighbours(NeighbourSet),
    /// An indicator.
    Indicator(Indicator),
    /// The places of an indicator, and who answers for it: a file that brought one does not say.
    Placement {
        /// The indicator.
        indicator: Slug,
        /// Who answers for it.
        owner: Slug,
        /// Its places.
        placements: Vec<Placement>,
    },
}

/// A change of one part, and what its maker saw there.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The new state.
    pub what: What,
    /// The mark of what was seen; `None` if there was nothing to see.
    pub seen: Option<String>,
}

/// The new state of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// This.
    Put(Item),
    /// Nothing: the part with this key is removed.
    Remove(Part, String),
}

/// Why a change is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody else changed it in between.
    Stale,
    /// It is new, and the name is taken.
    Taken,
    /// It is in use, or cannot be changed: each reason a sentence.
    Kept(Vec<String>),
}

impl Item {
    /// Its kind of part.
    #[must_use]
    pub fn part(&self) -> Part {
        match self {
            Self::Plan(_) => Part::Plan,
            Self::Year(_) => Part::Year,
            Self::FocusArea(_) => Part::FocusArea,
            Self::Priority(_) => Part::Priority,
            Self::Strategy(_) => Part::Strategy,
            Self::Evidence(_) => Part::Evidence,
            Self::Organisation(_) => Part::Organisation,
            Self::Area(_) => Part::Area,
            Self::Neighbours(_) => Part::Neighbours,
            Self::Indicator(_) => Part::Indicator,
            Self::Placement { .. } => Part::Placement,
        }
    }

    /// Its key among its kind.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Plan(plan) => plan.slug.to_string(),
            Self::Year(year) => year.slug.to_string(),
            Self::FocusArea(focus_area) => focus_area.slug.to_string(),
            Self::Priority(priority) => priority_key(priority),
            Self::Strategy(strategy) => strategy.slug.to_string(),
            Self::Evidence(evidence) => evidence.slug.to_string(),
            Self::Organisation(organisation) => organisation.slug.to_string(),
            Self::Area(area) => area.code.to_string(),
            Self::Neighbours(set) => format!("{}/{}", set.area, set.from),
            Self::Indicator(indicator) => indicator.slug.to_string(),
            Self::Placement { indicator, .. } => indicator.to_string(),
        }
    }

    /// A mark of its whole content, with which a form shows what was seen.
    #[must_use]
    pub fn mark(&self) -> String {
        let mut hasher = DefaultHasher::new();
        format!("{self:?}").hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

/// The key of a priority in a plan year.
#[must_use]
pub fn priority_key(priority: &Priority) -> String {
    format!("{}/{}", priority.year, priority.slug)
}

impl Edit {
    /// Applies the change to an outline, on a day.
    ///
    /// # Errors
    /// When it was changed in between, its name is taken, or the part to be removed is in use.
    pub fn apply(&self, outline: &mut Outline, today: NaiveDate) -> Result<(), Refusal> {
        let (part, key) = match &self.what {
            What::Put(item) => (item.part(), item.key()),
            What::Remove(part, key) => (*part, key.clone()),
        };
        let stands = find(outline, part, &key);
        match (&stands, &self.seen, &self.what) {
            // Sending a form twice changes nothing.
            (Some(stands), _, What::Put(item)) if stands == item && !joins(outline, item) => return Ok(()),
            (None, None, What::Put(_)) => {}
            (None, None, What::Remove(..)) | (None, Some(_), _) => return Err(Refusal::Stale),
            (Some(_), None, _) => return Err(Refusal::Taken),
            (Some(stands), Some(seen), _) if stands.mark() != *seen => return Err(Refusal::Stale),
            (Some(_), Some(_), _) => {}
        }
        match &self.what {
            What::Put(item) => put(outline, item.clone()),
            What::Remove(..) => {
                let uses = uses::of(outline, part, &key, today);
                if !uses.is_empty() {
                    return Err(Refusal::Kept(uses));
                }
                remove(outline, part, &key);
            }
        }
        outline.years.sort_by_key(|year| year.first);
        Ok(())
    }
}

/// Whether it is an organisation that is not a partner yet.
fn joins(outline: &Outline, item: &Item) -> bool {
    matches!(item, Item::Organisation(organisation) if !outline.partners.contains(&organisation.slug))
}

/// Puts an item in place of the one with its key, or at the end.
fn put(outline: &mut Outline, item: Item) {
    fn in_place<T>(items: &mut Vec<T>, item: T, is_same: impl Fn(&T, &T) -> bool) {
        match items.iter_mut().find(|other| is_same(other, &item)) {
            Some(other) => *other = item,
            None => items.push(item),
        }
    }
    match item {
        Item::Plan(plan) => outline.plan = plan,
        Item::Year(year) => in_place(&mut outline.years, year, |a, b| a.slug == b.slug),
        Item::FocusArea(area) => in_place(&mut outline.focus_areas, area, |a, b| a.slug == b.slug),
        Item::Priority(priority) => {
            in_place(&mut outline.priorities, priority, |a, b| (&a.slug, &a.year) == (&b.slug, &b.year));
        }
        Item::Strategy(strategy) => in_place(&mut outline.strategies, strategy, |a, b| a.slug == b.slug),
        Item::Evidence(evidence) => in_place(&mut outline.evidence, evidence, |a, b| a.slug == b.slug),
        Item::Organisation(organisation) => {
            if !outline.partners.contains(&organisation.slug) {
                outline.partners.push(organisation.slug.clone());
            }
            in_place(&mut outline.organisations, organisation, |a, b| a.slug == b.slug);
        }
        Item::Area(area) => in_place(&mut outline.areas, area, |a, b| a.code == b.code),
        Item::Neighbours(set) => {
            in_place(&mut outline.neighbour_sets, set, |a, b| (&a.area, a.from) == (&b.area, b.from));
        }
        Item::Indicator(indicator) => in_place(&mut outline.indicators, indicator, |a, b| a.slug == b.slug),
        Item::Placement { indicator: slug, owner, placements } => {
            if let Some(indicator) = outline.indicators.iter_mut().find(|indicator| indicator.slug == slug) {
                indicator.owner = owner;
                indicator.placements = placements;
            }
        }
    }
}

/// Removes the item with a key. Organisations outlive plans: one stops being a partner of this one. Plans, areas and
/// indicators are never removed.
fn remove(outline: &mut Outline, part: Part, key: &str) {
    match part {
        Part::Year => outline.years.retain(|year| year.slug.as_str() != key),
        Part::FocusArea => outline.focus_areas.retain(|area| area.slug.as_str() != key),
        Part::Priority => outline.priorities.retain(|priority| priority_key(priority) != key),
        Part::Strategy => outline.strategies.retain(|strategy| strategy.slug.as_str() != key),
        Part::Evidence => outline.evidence.retain(|evidence| evidence.slug.as_str() != key),
        Part::Organisation => outline.partners.retain(|partner| partner.as_str() != key),
        Part::Neighbours => {
            outline.neighbour_sets.retain(|set| format!("{}/{}", set.area, set.from) != key);
        }
        Part::Plan | Part::Area | Part::Indicator | Part::Placement => {}
    }
}

#[cfg(test)]
mod tests;
