//! Similar places: dated sets of statistical neighbours.

use super::{
    each,
    fields::{Fields, Reader},
    names::Names,
    tie,
};
use crate::neighbours::NeighbourSet;
use std::collections::BTreeSet;

/// The sets in order of time; two of one area from one day are a fault.
pub(super) fn sets(reader: &Reader<'_>, sections: Vec<Fields<'_>>, names: &Names<'_>) -> Vec<NeighbourSet> {
    let mut known = BTreeSet::new();
    let mut sets = Vec::new();
    for (at, set) in each(sections, |fields| set(fields, names)) {
        if !known.insert((set.from, set.area.clone())) {
            let message = format!("two sets of neighbours of {} cannot begin on the same day", set.area);
            reader.fault(at, message);
        }
        sets.push(set);
    }
    sets.sort_by(|a, b| (a.from, &a.area).cmp(&(b.from, &b.area)));
    sets
}

/// A set, and the position of its first day.
fn set(mut fields: Fields<'_>, names: &Names<'_>) -> Option<(usize, NeighbourSet)> {
    let area = fields.text("area").and_then(|text| tie::area(&fields, text, &names.areas));
    let from = fields.date("from");
    let texts = fields.texts("areas");
    let source = fields.text("source");
    fields.finish();
    if texts.as_ref().is_some_and(Vec::is_empty) {
        fields.fault(fields.at(), "a set of neighbours needs at least one: areas = [\"...\"]");
    }
    let mut neighbours = Vec::new();
    let mut are_known = true;
    for text in texts.iter().flatten() {
        let Some(neighbour) = tie::area(&fields, *text, &names.areas) else {
            are_known = false;
            continue;
        };
        if area.as_ref() == Some(&neighbour) {
            fields.fault(text.at, format!("{neighbour} cannot be its own neighbour"));
        }
        if neighbours.contains(&neighbour) {
            fields.fault(text.at, format!("the neighbours name {neighbour} twice"));
        }
        neighbours.push(neighbour);
    }
    let (area, from, source) = (area?, from?, source?.value.trim().to_owned());
    are_known.then_some((from.at, NeighbourSet { area, from: from.value, neighbours, source }))
}
