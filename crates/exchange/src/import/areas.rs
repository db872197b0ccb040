//! Places, found by their official codes, by the codes that DfE gave them, or by their names.

use super::{Known, text};
use crate::Fault;
use domain::area::{Area, AreaCode, Level};
use std::collections::HashMap;

/// The places known before a file is read.
pub(super) struct Areas {
    by_code: HashMap<String, Area>,
    by_name: HashMap<String, AreaCode>,
    by_number: HashMap<u32, AreaCode>,
}

/// England and its regions, which files without official codes name too. They have not changed since there are such codes.
const COUNTRY_AND_REGIONS: [(&str, &str); 10] = [
    ("E92000001", "England"),
    ("E12000001", "North East"),
    ("E12000002", "North West"),
    ("E12000003", "Yorkshire and The Humber"),
    ("E12000004", "East Midlands"),
    ("E12000005", "West Midlands"),
    ("E12000006", "East of England"),
    ("E12000007", "London"),
    ("E12000008", "South East"),
    ("E12000009", "South West"),
];

/// Whether one council code replaced another: a county's gives way to a unitary authority's, a lower to a higher.
fn is_newer(code: &AreaCode, held: &AreaCode) -> bool {
    let rank = |code: &AreaCode| (!code.as_str().starts_with("E10"), code.as_str().to_owned());
    rank(code) > rank(held)
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    let name = name.to_lowercase().replace('&', "and").replace(['.', ',', '\''], "");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Areas {
    /// From the record, and from a look-up that was given.
    ///
    /// # Errors
    /// When the look-up cannot be read.
    pub(super) fn new(known: &Known, look_up: Option<&[u8]>) -> Result<Self, Vec<Fault>> {
        let mut areas = Self { by_code: HashMap::new(), by_name: HashMap::new(), by_number: HashMap::new() };
        for (code, name) in COUNTRY_AND_REGIONS {
            if let Ok(code) = AreaCode::new(code) {
                let area = Area { code: code.clone(), name: name.to_owned(), level: level_of(&code) };
                areas.by_code.insert(code.as_str().to_owned(), area);
                areas.by_name.insert(plain(name), code);
            }
        }
        for area in &known.areas {
            areas.by_code.insert(area.code.as_str().to_owned(), area.clone());
            areas.by_name.insert(plain(&area.name), area.code.clone());
        }
        if let Some(bytes) = look_up {
            areas.look_up(bytes).map_err(|fault| vec![fault])?;
        }
        Ok(areas)
    }

    fn look_up(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let wrong = |message: String| Fault::new(0, format!("the look-up of areas: {message}"));
        let text = text::whole(bytes, 16 << 20).map_err(|fault| wrong(fault.to_string()))?;
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let headings = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
        let place =
            |name: &str| headings.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
        let (Some(number), Some(code), Some(name)) =
            (place("old_la_code"), place("new_la_code"), place("la_name"))
        else {
            return Err(wrong("it needs the columns old_la_code, new_la_code and la_name".to_owned()));
        };
        let mut named: HashMap<String, AreaCode> = HashMap::new();
        for row in reader.records() {
            let row = row.map_err(|error| wrong(error.to_string()))?;
            let cell = |place: usize| row.get(place).unwrap_or_default().trim();
            let Ok(code) = AreaCode::new(cell(code)) else { continue };
            if let Ok(number) = cell(number).parse() {
                let held = self.by_number.entry(number).or_insert_with(|| code.clone());
                if is_newer(&code, held) {
                    *held = code.clone();
                }
            }
            let held = named.entry(plain(cell(name))).or_insert_with(|| code.clone());
            if is_newer(&code, held) {
                *held = code.clone();
            }
            let level = level_of(&code);
            let area = Area { code: code.clone(), name: cell(name).to_owned(), level };
            self.by_code.entry(code.as_str().to_owned()).or_insert(area);
        }
        for (name, code) in named {
            self.by_name.entry(name).or_insert(code);
        }
        Ok(())
    }

    /// The place of an official code, named as in the record, else as in the file.
    ///
    /// # Errors
    /// When it is no official code.
    pub(super) fn of_code(&self, code: &str, name: &str, level: Option<Level>) -> Result<Area, String> {
        if let Some(area) = self.by_code.get(code) {
            return Ok(area.clone());
        }
        let code = AreaCode::new(code).map_err(|error| error.to_string())?;
        let level = level.unwrap_or_else(|| level_of(&code));
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { code.as_str().to_owned() } else { name };
        Ok(Area { code, name, level })
    }

    /// The code of a place that is known by its name.
    pub(super) fn of_name(&self, name: &str) -> Option<&AreaCode> {
        self.by_name.get(&plain(name))
    }

    /// The code of a council by the number that DfE gives it.
    pub(super) fn of_number(&self, number: u32) -> Option<&AreaCode> {
        self.by_number.get(&number)
    }
}

/// How large a place is, by what its official code begins with.
pub(super) fn level_of(code: &AreaCode) -> Level {
    match &code.as_str()[..3] {
        "E92" | "W92" | "S92" | "N92" | "K02" | "K03" | "K04" => Level::Country,
        "E12" => Level::Region,
        "E06" | "E08" | "E09" | "E10" | "W06" | "S12" | "N09" => Level::LocalAuthority,
        "E07" => Level::District,
        _ => Level::Other,
    }
}
