//! The uses of a part of a plan, and the lineage of a priority from one year to the next.

use super::{Part, priority_key};
use crate::{
    outline::Outline,
    plan::{PlanYear, Priority},
    wording,
};
use chrono::NaiveDate;

/// Why a part has to stay, one sentence each; empty if it may be removed.
pub(super) fn of(outline: &Outline, part: Part, key: &str, today: NaiveDate) -> Vec<String> {
    match part {
        Part::Year => of_year(outline, key),
        Part::FocusArea => of_focus_area(outline, key),
        Part::Priority => of_priority(outline, key, today),
        Part::Organisation => of_organisation(outline, key),
        Part::Strategy | Part::Evidence | Part::Neighbours => Vec::new(),
        Part::Plan | Part::Area | Part::Indicator | Part::Placement => {
            vec!["this cannot be removed: other plans and figures may refer to it".to_owned()]
        }
    }
}

fn of_year(outline: &Outline, key: &str) -> Vec<String> {
    let priorities: Vec<_> = outline
        .priorities
        .iter()
        .filter(|priority| priority.year.as_str() == key)
        .map(|priority| priority.name.as_str())
        .collect();
    let rules: Vec<_> = outline
        .rating_rules
        .iter()
        .filter(|rule| rule.from.as_str() == key)
        .map(|rule| rule.indicator.as_str())
        .collect();
    [
        used("the plan year", key, "priorities", &priorities, "remove them first"),
        used("the plan year", key, "tolerances that apply from it", &rules, "withdraw them first"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_focus_area(outline: &Outline, key: &str) -> Vec<String> {
    let mut priorities: Vec<_> = outline
        .priorities
        .iter()
        .filter(|priority| priority.focus_area.as_str() == key)
        .map(|priority| priority.name.as_str())
        .collect();
    priorities.dedup();
    let placed: Vec<_> = outline
        .indicators
        .iter()
        .filter(|indicator| indicator.placements.iter().any(|place| place.focus_area.as_str() == key))
        .map(|indicator| indicator.name.as_str())
        .collect();
    let evidence: Vec<_> = outline
        .evidence
        .iter()
        .filter(|evidence| evidence.focus_area.as_ref().is_some_and(|area| area.as_str() == key))
        .map(|evidence| evidence.slug.as_str())
        .collect();
    [
        used("the focus area", key, "priorities", &priorities, "move them first"),
        used("the focus area", key, "indicators", &placed, "place them elsewhere first"),
        used("the focus area", key, "evidence", &evidence, "change it first"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A priority may leave a plan year that has not begun; in one that has begun it stays as long as anything is placed under
/// it. Nothing can be placed under a priority that is in no year.
fn of_priority(outline: &Outline, key: &str, today: NaiveDate) -> Vec<String> {
    let Some(priority) = outline.priorities.iter().find(|priority| priority_key(priority) == key) else {
        return Vec::new();
    };
    let is_under = |indicator: &&crate::indicator::Indicator| {
        indicator.placements.iter().any(|place| {
            place.priority.as_ref() == Some(&priority.slug) && place.focus_area == priority.focus_area
        })
    };
    let placed: Vec<_> =
        outline.indicators.iter().filter(is_under).map(|indicator| indicator.name.as_str()).collect();
    let year = outline.years.iter().find(|year| year.slug == priority.year);
    if let Some(year) = year.filter(|year| year.has_begun(today) && !placed.is_empty()) {
        return vec![mid_year(outline, priority, year)];
    }
    let is_only = !outline.priorities.iter().any(|other| {
        other.slug == priority.slug && other.focus_area == priority.focus_area && other.year != priority.year
    });
    let mut reasons = Vec::new();
    if is_only {
        reasons.extend(used(
            "the priority",
            priority.slug.as_str(),
            "indicators",
            &placed,
            "place them elsewhere first",
        ));
    }
    let follow: Vec<_> = followers(outline, priority).map(|other| other.year.as_str()).collect();
    reasons.extend(used(
        "the priority",
        priority.slug.as_str(),
        "priorities that follow it in later years",
        &follow,
        "remove them first, or choose that they follow nothing",
    ));
    reasons
}

fn mid_year(outline: &Outline, priority: &Priority, year: &PlanYear) -> String {
    let next = outline.years.iter().find(|other| other.first > year.first);
    let instead = match next {
        Some(next) => format!(
            "to retire it, leave it out of {} and later years, so that it ends with {} on {}",
            next.slug,
            year.slug,
            wording::day(year.last)
        ),
        None => format!(
            "it ends with {} on {}, unless a later year carries it over",
            year.slug,
            wording::day(year.last)
        ),
    };
    format!(
        "the plan year {} began on {}, so \"{}\" stays in it with the indicators under it: {instead}",
        year.slug,
        wording::day(year.first),
        priority.name
    )
}

fn of_organisation(outline: &Outline, key: &str) -> Vec<String> {
    let owned: Vec<_> = outline
        .indicators
        .iter()
        .filter(|indicator| indicator.owner.as_str() == key && !indicator.placements.is_empty())
        .map(|indicator| indicator.name.as_str())
        .collect();
    let reason = used(
        "the organisation",
        key,
        "indicators that it is responsible for",
        &owned,
        "give them to another first",
    );
    reason.into_iter().collect()
}

/// The sentence that something is in use, and by what: the first few by name.
fn used(what: &str, key: &str, by: &str, names: &[&str], then: &str) -> Option<String> {
    const TOLD: usize = 3;
    if names.is_empty() {
        return None;
    }
    let told: Vec<_> = names
        .iter()
        .take(TOLD)
        .map(|name| format!("\"{}\"", name.chars().take(80).collect::<String>()))
        .collect();
    let more = match names.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!("{what} \"{key}\" still has {by} ({}{more}): {then}", told.join(", ")))
}

/// The priorities of later years that follow one.
fn followers<'a>(outline: &'a Outline, priority: &'a Priority) -> impl Iterator<Item = &'a Priority> {
    let start = |of: &Priority| outline.years.iter().find(|year| year.slug == of.year).map(|year| year.first);
    let next = outline
        .priorities
        .iter()
        .filter(move |other| other.follows.as_ref() == Some(&priority.slug) && start(other) > start(priority))
        .filter_map(start)
        .min();
    // Of those that follow its name, the ones that follow it in this year: in the first year that has any, if no year in
    // between has the name again.
    outline.priorities.iter().filter(move |other| {
        let is_again = outline.priorities.iter().any(|between| {
            between.slug == priority.slug && start(between) > start(priority) && start(between) < start(other)
        });
        other.follows.as_ref() == Some(&priority.slug)
            && start(other).is_some()
            && start(other) == next
            && !is_again
    })
}

/// The lineage of a priority since the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lineage {
    /// It is new.
    Added,
    /// It is carried over in the same words.
    CarriedOn,
    /// It is carried over in other words, or follows another.
    Reworded,
}

impl Lineage {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::CarriedOn => "carried over",
            Self::Reworded => "reworded",
        }
    }
}

/// The lineage of a priority since the one that it follows.
#[must_use]
pub fn lineage(outline: &Outline, priority: &Priority) -> Lineage {
    let Some(follows) = &priority.follows else { return Lineage::Added };
    let start = |of: &Priority| outline.years.iter().find(|year| year.slug == of.year).map(|year| year.first);
    let earlier = outline
        .priorities
        .iter()
        .filter(|other| other.slug == *follows && start(other) < start(priority))
        .max_by_key(|other| start(other));
    match earlier {
        Some(other)
            if other.slug == priority.slug
                && other.name == priority.name
                && other.summary == priority.summary =>
        {
            Lineage::CarriedOn
        }
        _ => Lineage::Reworded,
    }
}

/// The priorities of the year before that nothing follows in a year: those that ended with it. Empty if the year has no
/// priorities yet.
#[must_use]
pub fn retired_in<'a>(outline: &'a Outline, year: &PlanYear) -> Vec<&'a Priority> {
    let Some(before) = outline.years.iter().rev().find(|other| other.first < year.first) else {
        return Vec::new();
    };
    if !outline.priorities.iter().any(|priority| priority.year == year.slug) {
        return Vec::new();
    }
    let goes_on = |priority: &&Priority| {
        outline
            .priorities
            .iter()
            .any(|later| later.year == year.slug && (later.follows.as_ref() == Some(&priority.slug)))
    };
    outline.priorities.iter().filter(|priority| priority.year == before.slug && !goes_on(priority)).collect()
}
