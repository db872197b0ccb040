//! The levels of places in a DfE file, and the columns of each.

/// Levels, their columns for code and name; what has no official code has no column for one.
pub(super) const LEVELS: [(&str, &[&str], &[&str]); 20] = [
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

/// The levels, the smallest places first: a row without a level is about the first of these that it names.
pub(super) const SMALLEST_FIRST: [&str; 18] = [
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

/// Whether a column says where or when, rather than what or for whom.
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
