//! A part of a plan by its key.

use super::{Item, Part, priority_key};
use crate::outline::Outline;

/// The part with a key, as it is now. The plan itself is the only part of its kind, whatever the key.
#[must_use]
pub fn find(outline: &Outline, part: Part, key: &str) -> Option<Item> {
    match part {
        Part::Plan => Some(Item::Plan(outline.plan.clone())),
        Part::Year => one(&outline.years, |year| year.slug.as_str() == key).map(Item::Year),
        Part::FocusArea => one(&outline.focus_areas, |area| area.slug.as_str() == key).map(Item::FocusArea),
        Part::Priority => {
            one(&outline.priorities, |priority| priority_key(priority) == key).map(Item::Priority)
        }
        Part::Strategy => {
            one(&outline.strategies, |strategy| strategy.slug.as_str() == key).map(Item::Strategy)
        }
        Part::Evidence => {
            one(&outline.evidence, |evidence| evidence.slug.as_str() == key).map(Item::Evidence)
        }
        Part::Organisation => {
            one(&outline.organisations, |other| other.slug.as_str() == key).map(Item::Organisation)
        }
        Part::Area => one(&outline.areas, |area| area.code.as_str() == key).map(Item::Area),
        Part::Neighbours => one(&outline.neighbour_sets, |set| format!("{}/{}", set.area, set.from) == key)
            .map(Item::Neighbours),
        Part::Indicator => outline.indicator_named(key).cloned().map(Item::Indicator),
        Part::Placement => outline.indicator_named(key).map(|indicator| Item::Placement {
            indicator: indicator.slug.clone(),
            owner: indicator.owner.clone(),
            placements: indicator.placements.clone(),
        }),
    }
}

fn one<T: Clone>(items: &[T], is_meant: impl Fn(&T) -> bool) -> Option<T> {
    items.iter().find(|item| is_meant(item)).cloned()
}
