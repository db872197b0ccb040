//! The names defined in a file: a reference to any other name is a fault.

use super::fields::{At, Fields, Reader};
use std::collections::{BTreeMap, BTreeSet};

/// Every name in the file, by its kind.
pub(super) struct Names<'a> {
    pub(super) years: BTreeSet<&'a str>,
    pub(super) focus_areas: BTreeSet<&'a str>,
    /// Each with its focus areas.
    pub(super) priorities: BTreeMap<&'a str, BTreeSet<&'a str>>,
    pub(super) organisations: BTreeSet<&'a str>,
    pub(super) areas: BTreeSet<&'a str>,
    pub(super) indicators: BTreeSet<&'a str>,
}

/// The names of a list of sections; one given twice is a fault.
pub(super) fn collect<'a>(reader: &Reader<'_>, sections: &[Fields<'a>], key: &str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for name in sections.iter().filter_map(|section| section.peek(key)) {
        if !names.insert(name.value) {
            reader.fault(name.at, format!("\"{}\" is given twice", name.value));
        }
    }
    names
}

/// The priorities, each with its focus areas. Sections may share a priority: one for each wording.
pub(super) fn collect_shared<'a>(sections: &[Fields<'a>]) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut names = BTreeMap::<_, BTreeSet<_>>::new();
    for section in sections {
        if let Some(name) = section.peek("slug") {
            names.entry(name.value).or_default().extend(section.peek("focus-area").map(|area| area.value));
        }
    }
    names
}

/// Notes a fault unless the file defines the name.
pub(super) fn known(fields: &Fields<'_>, names: &BTreeSet<&str>, what: &str, name: At<&str>) -> bool {
    let is_known = names.contains(name.value);
    if !is_known {
        let shown: String = name.value.chars().take(60).collect();
        fields.fault(name.at, format!("there is no {what} \"{shown}\" in this file"));
    }
    is_known
}
