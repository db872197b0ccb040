//! Which place a row of a DfE file is about: its level says which columns name the place.

use super::{
    columns::Columns,
    level::{LEVELS, SMALLEST_FIRST},
};
use crate::{import::table::Row, sheet::shortened};

/// A place as a row names it.
pub(super) struct Named<'r> {
    /// Its code, as it is written.
    pub(super) code: &'r str,
    /// Its name.
    pub(super) name: &'r str,
    /// The column of the code.
    pub(super) column: &'static str,
    /// A council's number, where it has no official code.
    pub(super) number: Option<u32>,
}

type Refused = (String, String);

/// The place of a row.
///
/// # Errors
/// The column, and why the row is about no place with an official code.
pub(super) fn place<'r>(columns: &Columns, row: &'r Row<'_>) -> Result<Named<'r>, Refused> {
    let text = |name: &str| columns.places.get(name).map_or("", |column| row.text(*column));
    let first =
        |names: &[&str]| names.iter().map(|name| text(name)).find(|text| !text.is_empty()).unwrap_or("");
    let code = text("location_code");
    if !code.is_empty() {
        return Ok(Named { code, name: text("location"), column: "location_code", number: None });
    }
    // Without a level, the smallest place that the row names is the one that it is about: a school is not its council.
    let smallest = || {
        let is_named = |level: &&&str| {
            let columns = LEVELS.iter().find(|(name, ..)| name == *level);
            columns.is_some_and(|(_, codes, names)| !first(codes).is_empty() || !first(names).is_empty())
        };
        SMALLEST_FIRST.iter().find(is_named).copied().unwrap_or("national")
    };
    let said = columns.level.map_or_else(smallest, |column| row.text(column));
    let level = said.to_lowercase();
    let Some((_, codes, names)) = LEVELS.iter().find(|(name, ..)| *name == level) else {
        let reason = format!("we do not know the level \"{}\", so we cannot find its place", shortened(said));
        return Err(("geographic_level".to_owned(), reason));
    };
    let name = first(names);
    let Some(column) = codes.first() else {
        let reason = format!("{said} \"{}\" has no official area code", shortened(name));
        return Err((names[0].to_owned(), reason));
    };
    let code = first(codes);
    let has_code = code.len() == 9;
    let number =
        if level == "local authority" && !has_code { text("old_la_code").parse().ok() } else { None };
    Ok(Named { code, name, column, number })
}
