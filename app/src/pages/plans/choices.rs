//! What there is to choose from in the forms of a plan.

use crate::shell::form::Choice;
use domain::{indicator::Placement, outline::Outline, plan_edit::priority_key, slug::Slug, wording};

pub(super) fn years(outline: &Outline) -> Vec<Choice> {
    outline.years.iter().map(|year| Choice::new(year.slug.as_str(), year.slug.to_string())).collect()
}

pub(super) fn focus_areas(outline: &Outline) -> Vec<Choice> {
    outline.focus_areas.iter().map(|area| Choice::new(area.slug.as_str(), area.name.clone())).collect()
}

/// The plan's partners.
pub(super) fn partners(outline: &Outline) -> Vec<Choice> {
    let named = |slug: &Slug| Choice::new(slug.as_str(), outline.organisation_name(slug).to_owned());
    outline.partners.iter().map(named).collect()
}

/// Every organisation that the record knows but one.
pub(super) fn others(outline: &Outline, but: &str) -> Vec<Choice> {
    outline
        .organisations
        .iter()
        .filter(|organisation| organisation.slug.as_str() != but)
        .map(|organisation| Choice::new(organisation.slug.as_str(), organisation.name.clone()))
        .collect()
}

pub(super) fn areas(outline: &Outline) -> Vec<Choice> {
    outline
        .areas
        .iter()
        .map(|area| Choice::new(area.code.as_str(), format!("{} ({})", area.name, area.code)))
        .collect()
}

pub(super) fn indicators(outline: &Outline) -> Vec<Choice> {
    outline
        .indicators
        .iter()
        .map(|indicator| Choice::new(indicator.slug.as_str(), indicator.name.clone()))
        .collect()
}

/// The priorities that one of a later year may follow, each by its name in addresses.
pub(super) fn earlier(outline: &Outline) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for priority in outline.priorities.iter().rev() {
        if !choices.iter().any(|choice| choice.value == priority.slug.as_str()) {
            let label = format!("{} ({})", priority.name, priority.year);
            choices.push(Choice::new(priority.slug.as_str(), label));
        }
    }
    choices.reverse();
    choices
}

/// Every place of the plan that an indicator may have: each focus area, and each priority under it.
pub(super) fn places(outline: &Outline) -> Vec<(Placement, Choice)> {
    let mut places = Vec::new();
    for area in &outline.focus_areas {
        let placement = Placement { focus_area: area.slug.clone(), priority: None };
        let choice = Choice::new(place_key(&placement), format!("{}, under no priority", area.name));
        places.push((placement, choice));
        for priority in outline.priorities.iter().filter(|priority| priority.focus_area == area.slug) {
            let placement =
                Placement { focus_area: area.slug.clone(), priority: Some(priority.slug.clone()) };
            if places.iter().any(|(known, _)| *known == placement) {
                continue;
            }
            let choice = Choice::new(place_key(&placement), format!("{}: {}", area.name, priority.name));
            places.push((placement, choice));
        }
    }
    places
}

/// A place as a box says it.
pub(super) fn place_key(placement: &Placement) -> String {
    match &placement.priority {
        Some(priority) => format!("{}/{priority}", placement.focus_area),
        None => placement.focus_area.to_string(),
    }
}

/// An indicator's place in a plan, as people read it.
pub(super) fn place_said(outline: &Outline, placement: &Placement) -> String {
    let area = outline.focus_area(&placement.focus_area);
    let area = area.map_or_else(|| placement.focus_area.to_string(), |area| area.name.clone());
    let named = |slug: &Slug| {
        let priority = outline.priorities.iter().rev().find(|priority| priority.slug == *slug);
        priority.map_or_else(|| slug.to_string(), |priority| priority.name.clone())
    };
    match &placement.priority {
        Some(priority) => format!("{area}: {}", named(priority)),
        None => area,
    }
}

/// The words of a vocabulary as they start a sentence.
pub(super) fn words<T: Copy>(all: &[T], as_str: impl Fn(T) -> &'static str) -> Vec<Choice> {
    all.iter().map(|word| Choice::new(as_str(*word), wording::capital(as_str(*word)))).collect()
}

/// The priorities of a year, each by its key.
pub(super) fn keys_of<'a>(outline: &'a Outline, year: &'a Slug) -> impl Iterator<Item = (String, &'a str)> {
    let ours = outline.priorities.iter().filter(move |priority| priority.year == *year);
    ours.map(|priority| (priority_key(priority), priority.name.as_str()))
}
