//! What may be compiled into the program: licences, where crates come from, and crates that are not wanted. The rules are in
//! `deny.toml`, in the words of cargo-deny, which reads the same file; it is not needed here, since building it takes longer
//! than building the program.

mod rules;

use crate::failure::{Because, Failure, Outcome};
use crate::{tool, workspace};
use rules::Rules;
use serde_json::Value;
use std::collections::HashSet;
use std::fs;

/// Fails with a line for each crate that breaks a rule.
pub(crate) fn check() -> Outcome<()> {
    let file = workspace::root().join("deny.toml");
    let text = fs::read_to_string(&file).because(|| format!("{} could not be read", file.display()))?;
    let rules = Rules::read(&text)?;
    let mut cargo = tool::cargo();
    cargo.args(["metadata", "--format-version", "1", "--locked"]);
    for target in &rules.targets {
        cargo.args(["--filter-platform", target]);
    }
    let metadata = tool::read(&mut cargo)?;
    let metadata =
        serde_json::from_str(&metadata).because(|| "Cargo's metadata could not be read".to_owned())?;
    let (count, faults) = faults(&metadata, &rules);
    if faults.is_empty() {
        println!("{count} crates keep the rules of deny.toml");
        return Ok(());
    }
    Err(Failure::new(format!("Crates break the rules of deny.toml:\n{}", faults.join("\n"))))
}

/// How many crates there are for the targets, and what is wrong with them, a line each.
fn faults(metadata: &Value, rules: &Rules) -> (usize, Vec<String>) {
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let nodes = list(&metadata["resolve"]["nodes"]);
    let used: HashSet<String> = nodes.iter().map(|node| text(node, "id")).collect();
    let packages: Vec<&Value> =
        list(&metadata["packages"]).iter().filter(|package| used.contains(&text(package, "id"))).collect();
    let mut faults = Vec::new();
    if packages.is_empty() {
        faults.push("Cargo named no crate.".to_owned());
    }
    for package in &packages {
        let (name, version) = (text(package, "name"), text(package, "version"));
        let mut fault = |said: String| faults.push(format!("{name} {version}: {said}"));
        if let Some(why) = rules.refuses_licence(&name, package["license"].as_str()) {
            fault(why);
        }
        if let Some(why) = rules.refuses_source(package["source"].as_str()) {
            fault(why);
        }
        if let Some(why) = rules.refuses_crate(&name) {
            fault(why);
        }
        let is_ours = package["source"].is_null();
        for dependency in list(&package["dependencies"]).iter().filter(|_| is_ours) {
            if dependency["req"] == "*" && dependency["path"].is_null() {
                fault(format!("any version of {} would do", text(dependency, "name")));
            }
        }
    }
    (packages.len(), faults)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const RULES: &str = "[graph]\ntargets = [\"a\"]\n[licenses]\nallow = [\"MIT\", \"Apache-2.0 WITH LLVM-exception\"]\n\
        exceptions = [{ crate = \"odd\", allow = [\"BSL-1.0\"] }]\n[bans]\ndeny = [{ crate = \"bad\", reason = \"it is bad\" }]\n\
        [sources]\nallow-registry = [\"https://good\"]\n";

    /// The faults of one crate.
    fn said(package: Value) -> Vec<String> {
        let rules = Rules::read(RULES).expect("rules");
        let mut package = package;
        package["id"] = "it".into();
        package["version"] = "1.0.0".into();
        let metadata = json!({ "packages": [package], "resolve": { "nodes": [{ "id": "it" }] } });
        faults(&metadata, &rules).1
    }

    #[test]
    fn one_of_the_licences_that_are_offered_has_to_be_allowed() {
        let of = |name: &str, licence: &str| said(json!({ "name": name, "license": licence }));
        for licence in ["MIT", "GPL-3.0-only OR MIT", "MIT/GPL-3.0", "MIT AND Apache-2.0 WITH LLVM-exception"]
        {
            assert_eq!(of("some", licence), [""; 0], "{licence}");
        }
        assert_eq!(of("odd", "BSL-1.0"), [""; 0]);
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "Apache-2.0", "BSL-1.0", "Nonsense-1"] {
            assert_eq!(of("some", licence).len(), 1, "{licence}");
        }
        assert_eq!(said(json!({ "name": "some" })), ["some 1.0.0: it names no licence"]);
    }

    #[test]
    fn a_crate_from_elsewhere_a_banned_one_and_any_version_are_refused() {
        let good = json!({ "name": "some", "license": "MIT", "source": "registry+https://good" });
        assert_eq!(said(good), [""; 0]);
        let elsewhere = json!({ "name": "some", "license": "MIT", "source": "git+https://good" });
        assert_eq!(said(elsewhere), ["some 1.0.0: it comes from git+https://good"]);
        assert_eq!(said(json!({ "name": "bad", "license": "MIT" })), ["bad 1.0.0: it is bad"]);
        let any = json!({ "name": "ours", "license": "MIT", "dependencies": [
            { "name": "other", "req": "*", "path": "/other" }, { "name": "third", "req": "*" } ] });
        assert_eq!(said(any), ["ours 1.0.0: any version of third would do"]);
    }

    #[test]
    fn rules_that_are_not_there_are_no_rules_that_all_keep() {
        assert!(Rules::read("[licenses]\nallow = []\n").is_err());
    }
}
