//! The record's objections to a change of a plan, at the box that each is about.

use super::{boxes::Way, form::About};
use crate::shell::form::Errors;
use domain::{claiming::Field, plan_edit::Part};

/// Every box of these forms, by the corresponding fields of a plan file.
const BOXES: [&str; 29] = [
    "name",
    "slug",
    "summary",
    "text",
    "vision",
    "partnership",
    "area",
    "comparators",
    "source",
    "note",
    "first",
    "last",
    "year",
    "focus-area",
    "follows",
    "said",
    "indicator",
    "ended",
    "successor",
    "code",
    "level",
    "from",
    "areas",
    "measure",
    "decimals",
    "owner",
    "origin",
    "place",
    "claim-word",
];

/// The first box of a form, for what concerns all of it.
pub(super) fn first_box(part: Part, way: Way) -> &'static str {
    match (part, way) {
        (Part::Year | Part::Organisation | Part::FocusArea | Part::Indicator | Part::Priority, Way::Add) => {
            "slug"
        }
        (Part::Area, Way::Add) => "code",
        (Part::Neighbours, Way::Add) => "from",
        (Part::Year, Way::Change) => "first",
        (Part::Neighbours, Way::Change) => "areas",
        (Part::Strategy | Part::Evidence, _) => "text",
        (Part::Placement, _) => "place",
        (Part::Plan, _)
        | (
            Part::Organisation | Part::FocusArea | Part::Indicator | Part::Priority | Part::Area,
            Way::Change,
        ) => "name",
    }
}

/// Whether a form shows a box: what names a part is fixed once it has been added.
fn is_shown(part: Part, way: Way, name: &str) -> bool {
    let is_key = match part {
        Part::Neighbours => matches!(name, "area" | "from"),
        Part::Priority => matches!(name, "slug" | "year"),
        Part::Strategy | Part::Evidence => return name != "slug",
        _ => matches!(name, "slug" | "code"),
    };
    way == Way::Add || !is_key
}

/// The record's objections to a change, each once and at the box that it is about.
pub(super) fn placed(about: &About, faults: Vec<(Option<String>, String)>) -> Errors {
    let (part, way) = (about.part, about.way());
    let mut told: Vec<String> = Vec::new();
    let mut errors = Errors::default();
    for (field, message) in faults {
        // The rules are those of a plan file.
        let message = message.replace(" in this file", " in this plan");
        if told.contains(&message) {
            continue;
        }
        // A claim is one field of a plan file and several boxes here.
        let field = field.map(|field| if field == "claim" { Field::Word.as_str().to_owned() } else { field });
        let at = field.and_then(|field| BOXES.into_iter().find(|name| *name == field));
        let at = at.filter(|name| is_shown(part, way, name)).unwrap_or(first_box(part, way));
        errors.add(at, message.clone());
        told.push(message);
    }
    errors
}
