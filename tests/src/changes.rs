//! What a rule changes on purpose on pages of a kept record. `changes.txt` beside `pages.txt` says why and where, and exactly what
//! goes and what comes; what it does not say, or says of nothing, is a fault.

/// What may never be written down as a change on purpose.
mod never;
/// What pages hold, line by line, and what differs between two of them.
mod pages;
/// The file as people write it.
mod written;

pub use pages::{Difference, Pages, Place};

use std::{collections::BTreeMap, fmt::Write};
use written::{Entry, Reason};

/// What is written down, and faults of the file itself.
#[derive(Debug, Default)]
pub struct Changes {
    reasons: Vec<Reason>,
    entries: Vec<Entry>,
    faults: Vec<String>,
}

/// What is said of two versions of the same pages.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What is wrong, a sentence or more each: nothing where all that differs is written down, and nothing else is.
    pub faults: Vec<String>,
    /// The lines that would have to be written down, grouped by what goes and comes; none of what never can be.
    pub needed: String,
}

impl Changes {
    /// Reads the file. `is_there` says whether a file of that name is in the repository: each reason has to name one.
    #[must_use]
    pub fn read(text: &str, is_there: impl Fn(&str) -> bool) -> Self {
        let (reasons, entries, mut faults) = written::read(text);
        for (at, reason) in reasons.iter().enumerate() {
            if !reason.names_a_file(&is_there) {
                faults.push(format!(
                    "changes.txt, line {}: a reason is a sentence that names the decision or section it comes from, as docs/...md.",
                    reason.line
                ));
            }
            if entries.iter().all(|entry| entry.reason != at) {
                faults
                    .push(format!("changes.txt, line {}: nothing is changed for this reason.", reason.line));
            }
        }
        Self { reasons, entries, faults }
    }

    /// Compares what pages held with what they hold. `told` is what is said of a text by its place, for people to read.
    #[must_use]
    pub fn judge(&self, was: &Pages, is: &Pages, told: impl Fn(&str) -> String) -> Verdict {
        let mut differences = was.differences(is);
        let mut faults = self.faults.clone();
        for entry in &self.entries {
            for place in entry.places() {
                faults.extend(self.apply(entry, &place, (was, is), &mut differences));
            }
        }
        differences.retain(|_, left| !left.is_empty());
        let mut possible = BTreeMap::new();
        for (place, left) in differences {
            let never = never::of(&place, &left, was, is);
            let advice = match &never {
                Some(why) => format!("This can not be written down as a change: {why}."),
                None => format!(
                    "If a rule changes this on purpose, changes.txt has to say so below its reason:\n  {}",
                    Entry::line(&place.address, &place.visitor, &place.moment, &left)
                ),
            };
            faults.push(format!(
                "pages.txt, line {}: {place} is another now.\n  was: {}\n  is:  {}{}\n{advice}",
                was.line(&place).map_or_else(|| "none".to_owned(), |line| line.to_string()),
                was.said(&place),
                is.said(&place),
                texts(&left, &told)
            ));
            if never.is_none() {
                possible.insert(place, left);
            }
        }
        let needed = needed(&possible, &told);
        Verdict { faults, needed }
    }

    /// Takes what an entry says of a place from what differs there.
    fn apply(
        &self,
        entry: &Entry,
        place: &Place,
        (was, is): (&Pages, &Pages),
        differences: &mut BTreeMap<Place, Difference>,
    ) -> Vec<String> {
        let line = entry.number;
        let why = self.reasons.get(entry.reason).map_or("", |reason| reason.text.as_str());
        if let Some(never) = never::of(place, &entry.difference, was, is) {
            return vec![format!("changes.txt, line {line}: {place}: {never}.")];
        }
        let left = differences.entry(place.clone()).or_default();
        let dead = left.take(&entry.difference);
        dead.into_iter()
            .map(|token| {
                format!(
                    "changes.txt, line {line}: nothing of {place} is now {token}, or another line says so too. An entry that says \
                     nothing is taken out.\n  because: {why}"
                )
            })
            .collect()
    }
}

/// What differs, as lines of the file: places with the same difference below each other.
fn needed(differences: &BTreeMap<Place, Difference>, told: &impl Fn(&str) -> String) -> String {
    let mut groups: BTreeMap<&Difference, BTreeMap<&str, BTreeMap<&str, Vec<&str>>>> = BTreeMap::new();
    for (place, difference) in differences {
        let visitors = groups.entry(difference).or_default().entry(&place.address).or_default();
        visitors.entry(&place.visitor).or_default().push(&place.moment);
    }
    let mut text = String::new();
    for (difference, addresses) in groups {
        for said in difference.texts() {
            let _ = writeln!(text, "# {said}: {}", told(said));
        }
        for (address, visitors) in addresses {
            let mut by_moments: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for (visitor, moments) in visitors {
                by_moments.entry(moments.join(" ")).or_default().push(visitor);
            }
            for (moments, visitors) in by_moments {
                let _ = writeln!(text, "{}", Entry::line(address, &visitors.join(" "), &moments, difference));
            }
        }
    }
    text
}

/// What the texts of a difference say.
fn texts(difference: &Difference, told: &impl Fn(&str) -> String) -> String {
    difference.texts().map(|said| format!("\n  {said}: {}", told(said))).collect()
}
