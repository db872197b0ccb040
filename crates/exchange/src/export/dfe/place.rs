//! The place of a row, as DfE's open data files write it.

use domain::area::Level;

/// The place of a row, in the order in which files list places: the largest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place<'a> {
    level: Geography,
    code: &'a str,
    name: &'a str,
}

/// The DfE levels that we can recognise, by the official code where the record's level does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Geography {
    National,
    Regional,
    LocalAuthority,
    District,
    PoliceForceArea,
    DevolvedArea,
    Constituency,
    Ward,
}

impl Geography {
    /// Those with columns that not every file has, in the order of the columns.
    pub(super) const FURTHER: [Self; 5] =
        [Self::District, Self::PoliceForceArea, Self::DevolvedArea, Self::Constituency, Self::Ward];

    /// The level as files write it.
    fn as_str(self) -> &'static str {
        match self {
            Self::National => "National",
            Self::Regional => "Regional",
            Self::LocalAuthority => "Local authority",
            Self::District => "Local authority district",
            Self::PoliceForceArea => "Police force area",
            Self::DevolvedArea => "English devolved area",
            Self::Constituency => "Parliamentary constituency",
            Self::Ward => "Ward",
        }
    }

    /// The columns of its code and its name, where they are not among those that every file has.
    pub(super) fn columns(self) -> [&'static str; 2] {
        match self {
            Self::National => ["country_code", "country_name"],
            Self::Regional => ["region_code", "region_name"],
            Self::LocalAuthority => ["new_la_code", "la_name"],
            Self::District => ["lad_code", "lad_name"],
            Self::PoliceForceArea => ["pfa_code", "pfa_name"],
            Self::DevolvedArea => ["english_devolved_area_code", "english_devolved_area_name"],
            Self::Constituency => ["pcon_code", "pcon_name"],
            Self::Ward => ["ward_code", "ward_name"],
        }
    }
}

impl<'a> Place<'a> {
    /// A place of a level; `None` where DfE's files have no such level.
    pub(super) fn of(code: &'a str, name: &'a str, level: Level) -> Option<Self> {
        let level = match (level, code.get(..3)?) {
            (Level::Country, _) => Geography::National,
            (Level::Region, _) => Geography::Regional,
            (Level::LocalAuthority, _) => Geography::LocalAuthority,
            (Level::District, _) => Geography::District,
            (Level::Other, "E23" | "W15") => Geography::PoliceForceArea,
            (Level::Other, "E47") => Geography::DevolvedArea,
            (Level::Other, "E14" | "W07" | "S14" | "N06") => Geography::Constituency,
            (Level::Other, "E05" | "W05" | "S13" | "N08") => Geography::Ward,
            (Level::Other, _) => return None,
        };
        Some(Self { level, code, name })
    }

    /// DfE's level.
    pub(super) fn level(&self) -> Geography {
        self.level
    }

    /// The cells from the level on: those that every file has, and those of `further` levels. The record does not know what
    /// surrounds a place, except for its country, which follows from the code.
    pub(super) fn cells(&self, further: &[Geography]) -> Vec<String> {
        let (country_code, country_name) = match self.level {
            Geography::National => (self.code, self.name),
            _ => country(self.code),
        };
        let is_of = |level: Geography, text: &'a str| if self.level == level { text } else { "" };
        let mut cells = vec![
            self.level.as_str(),
            country_code,
            country_name,
            is_of(Geography::Regional, self.code),
            is_of(Geography::Regional, self.name),
            "",
            is_of(Geography::LocalAuthority, self.code),
            is_of(Geography::LocalAuthority, self.name),
        ];
        for level in further {
            cells.extend([is_of(*level, self.code), is_of(*level, self.name)]);
        }
        cells.into_iter().map(str::to_owned).collect()
    }
}

/// The country of an official code, from its first letter.
fn country(code: &str) -> (&'static str, &'static str) {
    match code.as_bytes().first() {
        Some(b'E') => ("E92000001", "England"),
        Some(b'W') => ("W92000004", "Wales"),
        Some(b'S') => ("S92000003", "Scotland"),
        Some(b'N') => ("N92000002", "Northern Ireland"),
        _ => ("", ""),
    }
}
