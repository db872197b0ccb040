//! The names that a file gives, so that a reference to one that it does not give is a fault.

use super::fields::{At, Fields, Reader};
use std::collections::BTreeSet;

/// Every name of the file, by what it names.
pub(super) struct Names<'a> {
    pub(super) years: BTreeSet<&'a str>,
    pub(super) focus_areas: BTreeSet<&'a str>,
    pub(super) priorities: BTreeSet<&'a str>,
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

/// The names of a list of sections that may share one.
pub(super) fn collect_shared<'a>(sections: &[Fields<'a>], key: &str) -> BTreeSet<&'a str> {
    sections.iter().filter_map(|section| section.peek(key)).map(|name| name.value).collect()
}

/// Notes a fault unless the file gives what is referred to.
pub(super) fn known(fields: &Fields<'_>, names: &BTreeSet<&str>, what: &str, name: At<&str>) -> bool {
    let is_known = names.contains(name.value);
    if !is_known {
        let shown: String = name.value.chars().take(60).collect();
        fields.fault(name.at, format!("there is no {what} \"{shown}\" in this file"));
    }
    is_known
}
