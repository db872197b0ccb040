//! Which place a row of a DfE file is about: its level says in which columns the place stands.

use super::columns::Columns;
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

/// Levels, their columns for code and name; what has no official code has no column for one.
const LEVELS: [(&str, &[&str], &[&str]); 20] = [
    ("national", &["country_code"], &["country_name"]),
    ("regional", &["region_code"], &["region_name"]),
    ("local authority", &["new_la_code", "la_code"], &["la_name"]),
    ("local authority district", &["lad_code"], &["lad_name"]),
    ("parliamentary constituency", &["pcon_code"], &["pcon_name"]),
    ("local skills improvement plan area", &["lsip_code"], &["lsip_name"]),
    (
        "local enterprise partnership",
        &["local_enterprise_partnership_code", "lep_code"],
        &["local_enterprise_partnership_name", "lep_name"],
    ),
    (
        "english devolved area",
        &["english_devolved_area_code", "mca_code"],
        &["english_devolved_area_name", "mca_name"],
    ),
    ("mayoral combined authority", &["mca_code", "english_devolved_area_code"], &["mca_name"]),
    ("opportunity area", &["opportunity_area_code"], &["opportunity_area_name"]),
    ("ward", &["ward_code"], &["ward_name"]),
    ("police force area", &["pfa_code"], &["pfa_name"]),
    ("rsc region", &[], &["rsc_region_lead_name"]),
    ("mat", &[], &["trust_name", "trust_id"]),
    ("sponsor", &[], &["sponsor_name", "sponsor_id"]),
    ("school", &[], &["school_name", "school_urn", "school_laestab"]),
    ("provider", &[], &["provider_name", "provider_ukprn"]),
    ("institution", &[], &["institution_name", "institution_id"]),
    ("planning area", &[], &["planning_area_name", "planning_area_code"]),
    ("trust", &[], &["trust_name", "trust_id"]),
];

/// The levels, the smallest places first: what a row without a level is about is the first of these that it names.
const SMALLEST_FIRST: [&str; 18] = [
    "school",
    "provider",
    "institution",
    "mat",
    "sponsor",
    "ward",
    "planning area",
    "parliamentary constituency",
    "local authority district",
    "opportunity area",
    "local authority",
    "local skills improvement plan area",
    "local enterprise partnership",
    "english devolved area",
    "mayoral combined authority",
    "police force area",
    "rsc region",
    "regional",
];

/// Whether a column says where or when, and neither what nor for whom.
pub(super) fn is_place_or_time(heading: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "time_period",
        "time_identifier",
        "geographic_level",
        "old_la_code",
        "location",
        "location_code",
        "location_id",
        "urn",
        "laestab",
        "school_urn",
        "school_laestab",
        "provider_ukprn",
        "institution_id",
        "academy_urn",
    ];
    OTHERS.contains(&heading)
        || LEVELS.iter().any(|(_, codes, names)| codes.contains(&heading) || names.contains(&heading))
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
        let reason =
            format!("the level \"{}\" is none that we know, so its place cannot be found", shortened(said));
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
