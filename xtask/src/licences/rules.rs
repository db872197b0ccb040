//! The rules of `deny.toml`.

use crate::failure::{Because, Failure, Outcome};
use spdx::{Expression, LicenseReq, Licensee, ParseMode};
use toml::{Table, Value};

/// What `deny.toml` says, as far as it is checked here.
pub(super) struct Rules {
    /// The machines that the program can be built for.
    pub(super) targets: Vec<String>,
    allowed: Vec<Licensee>,
    /// Licences that one crate may have.
    exceptions: Vec<(String, Vec<Licensee>)>,
    /// Crates that are not wanted, and why.
    denied: Vec<(String, String)>,
    registries: Vec<String>,
}

impl Rules {
    /// # Errors
    /// Where a rule is missing, or cannot be read.
    pub(super) fn read(text: &str) -> Outcome<Self> {
        let file: Table = text.parse().because(|| "deny.toml could not be read".to_owned())?;
        let rules = Self {
            targets: words(at(&file, "graph", "targets")?),
            allowed: licences(at(&file, "licenses", "allow")?)?,
            exceptions: tables(at(&file, "licenses", "exceptions")?)
                .map(|table| Ok((named(table), licences(table.get("allow").unwrap_or(&NOTHING))?)))
                .collect::<Outcome<_>>()?,
            denied: tables(at(&file, "bans", "deny")?).map(|table| (named(table), reason(table))).collect(),
            registries: words(at(&file, "sources", "allow-registry")?),
        };
        if rules.targets.is_empty() || rules.allowed.is_empty() || rules.registries.is_empty() {
            return Err(Failure::new("deny.toml names no target, no licence or no registry."));
        }
        Ok(rules)
    }

    /// Why a crate's licence is refused, where it is.
    pub(super) fn refuses_licence(&self, name: &str, licence: Option<&str>) -> Option<String> {
        let Some(licence) = licence else { return Some("it names no licence".to_owned()) };
        let own = self.exceptions.iter().filter(|(other, _)| other == name).flat_map(|(_, allowed)| allowed);
        let allowed: Vec<&Licensee> = self.allowed.iter().chain(own).collect();
        let is_allowed = |wanted: &LicenseReq| allowed.iter().any(|licensee| licensee.satisfies(wanted));
        match Expression::parse_mode(licence, ParseMode::LAX) {
            Ok(expression) if expression.evaluate(is_allowed) => None,
            Ok(_) => Some(format!("its licence is {licence}")),
            Err(_) => Some(format!("its licence, {licence}, is none that can be read")),
        }
    }

    /// Why it is refused for where it comes from. Our own come from nowhere.
    pub(super) fn refuses_source(&self, source: Option<&str>) -> Option<String> {
        let source = source?;
        let is_allowed = self.registries.iter().any(|registry| source == format!("registry+{registry}"));
        (!is_allowed).then(|| format!("it comes from {source}"))
    }

    /// Why a crate of this name is not wanted.
    pub(super) fn refuses_crate(&self, name: &str) -> Option<String> {
        self.denied.iter().find(|(other, _)| other == name).map(|(_, reason)| reason.clone())
    }
}

/// An empty list, where there is none.
const NOTHING: Value = Value::Array(Vec::new());

fn at<'a>(file: &'a Table, section: &str, name: &str) -> Outcome<&'a Value> {
    let found = file.get(section).and_then(|section| section.get(name));
    found.ok_or_else(|| Failure::new(format!("deny.toml says nothing of {name} in [{section}].")))
}

fn words(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn tables(value: &Value) -> impl Iterator<Item = &Table> {
    value.as_array().into_iter().flatten().filter_map(Value::as_table)
}

fn named(table: &Table) -> String {
    table.get("crate").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn reason(table: &Table) -> String {
    table.get("reason").and_then(Value::as_str).unwrap_or("it is not wanted").to_owned()
}

fn licences(value: &Value) -> Outcome<Vec<Licensee>> {
    words(value)
        .iter()
        .map(|text| Licensee::parse(text).because(|| format!("deny.toml allows {text}, which is no licence")))
        .collect()
}
