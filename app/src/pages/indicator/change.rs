//! What the visitor may change of an indicator, as links.

use crate::{
    ask::{desk::Asked, path},
    pages::{change_note, record},
};
use domain::{access::Action, area::AreaCode, indicator::Indicator};
use leptos::prelude::*;

/// The ways to record and to explain; nothing for those who may do neither, or who look back.
pub(super) fn change(asked: &Asked, indicator: &Indicator, area: &AreaCode) -> Option<AnyView> {
    if asked.looking_back.is_some() {
        return None;
    }
    let may = |action| asked.may(action, Some(indicator));
    let slug = &indicator.slug;
    let link =
        |address: String, label: &'static str| view! { <li><a href=address>{label}</a></li> }.into_any();
    let mut links = Vec::new();
    if may(Action::RecordFigure) {
        links.push(link(record::address_of_area(indicator, area.as_str()), "Record a figure"));
    }
    if may(Action::NoteChange) {
        links.push(link(path::ChangeNote::of(slug).to_string(), "Add a change note"));
        links.extend(change_note::links(asked, indicator));
    }
    if may(Action::WriteNarrative) {
        links.push(link(path::IndicatorNarrative::of(slug).to_string(), "Write the narrative"));
    }
    if may(Action::SetTarget) {
        links.push(link(path::Target::of(slug).to_string(), "Set a target"));
    }
    if may(Action::SetTolerance) {
        links.push(link(path::Tolerance::of(slug).to_string(), "Set the tolerance for amber"));
    }
    if may(Action::DefineIndicator) {
        links.push(link(path::Definition::of(slug).to_string(), "Change the definition"));
    }
    (!links.is_empty()).then(|| {
        view! { <nav class="change" aria-label="Change this indicator"><ul>{links}</ul></nav> }.into_any()
    })
}
