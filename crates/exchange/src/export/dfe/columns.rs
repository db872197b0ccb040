//! The names of the columns of a file in DfE's layout.

use super::{COLUMNS, Table, place::Geography};
use domain::indicator::Indicator;
use std::collections::{BTreeSet, HashSet};

/// The columns of one file.
pub(super) struct Columns<'a> {
    /// The levels with columns of their own after the usual ones.
    pub(super) places: Vec<Geography>,
    /// The filters: one dimension each, with the name of its column.
    pub(super) filters: Vec<(&'a str, String)>,
    /// The indicators that the file holds, each with the name of its column.
    pub(super) indicators: Vec<(&'a Indicator, String)>,
}

impl<'a> Columns<'a> {
    /// The columns that a table needs, the indicators in their own order.
    pub(super) fn of(indicators: &'a [Indicator], table: &Table<'a, '_>) -> Self {
        let levels: BTreeSet<_> = table.cells.keys().map(|(_, place, _)| place.level()).collect();
        let places: Vec<_> = Geography::FURTHER.into_iter().filter(|level| levels.contains(level)).collect();
        let held: HashSet<_> = table.cells.values().flat_map(|row| row.keys().copied()).collect();
        let mut taken: HashSet<String> = COLUMNS.map(str::to_owned).into();
        taken.extend(Geography::FURTHER.iter().flat_map(|level| level.columns()).map(str::to_owned));
        // An indicator keeps its slug; a filter of the same name is renamed.
        let indicators: Vec<_> = indicators
            .iter()
            .filter(|indicator| held.contains(&indicator.slug))
            .map(|indicator| (indicator, untaken(&mut taken, indicator.slug.as_str())))
            .collect();
        let filters = table.dimensions.iter().map(|name| (*name, untaken(&mut taken, name))).collect();
        Self { places, filters, indicators }
    }

    /// The first line of the file.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names = COLUMNS.to_vec();
        names.extend(self.places.iter().flat_map(|level| level.columns()));
        names.extend(self.filters.iter().map(|(_, name)| name.as_str()));
        names.extend(self.indicators.iter().map(|(_, name)| name.as_str()));
        names
    }
}

/// A name in small letters, digits and single underscores that no other column has.
fn untaken(taken: &mut HashSet<String>, text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    let name = if name.is_empty() { "filter" } else { name };
    let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| taken.insert(name.clone())).unwrap_or_default()
}
