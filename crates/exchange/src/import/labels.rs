//! Labels of periods that do not show their kind. All the labels of an indicator are read together: a kind that cannot read
//! one of them is not the kind of the others either.

use domain::{
    figure::Status,
    period::{Kind, Period, as_kind, readings},
};
use std::collections::{BTreeMap, HashMap};

/// The labels of each indicator.
#[derive(Default)]
pub(super) struct Labels {
    by_key: HashMap<String, BTreeMap<String, ()>>,
}

/// The possible kinds of a group of labels, the first being the one used, and some of the labels.
type Ask = Option<(Vec<Kind>, String)>;

/// What labels were settled to mean.
#[derive(Default)]
pub(super) struct Settled {
    groups: HashMap<String, Vec<Group>>,
}

struct Group {
    /// The form of its labels; `None` for all labels of an indicator.
    form: Option<String>,
    kind: Kind,
    ask: Ask,
    read: HashMap<String, Option<(Period, Option<Status>)>>,
}

/// The most labels of one indicator that are looked at.
const MOST: usize = 10_000;

impl Labels {
    /// Takes note of a label.
    pub(super) fn add(&mut self, key: &str, label: &str) {
        if let Some(labels) = self.by_key.get_mut(key) {
            if labels.len() < MOST && !labels.contains_key(label) {
                labels.insert(label.to_owned(), ());
            }
            return;
        }
        self.by_key.insert(key.to_owned(), BTreeMap::from([(label.to_owned(), ())]));
    }

    /// Settles what the labels mean. `about` gives the kind of an indicator where it is known, and words about it that make
    /// one kind likelier than another.
    pub(super) fn settle<'a>(self, about: impl Fn(&str) -> (Option<Kind>, &'a str)) -> Settled {
        let mut settled = Settled::default();
        for (key, labels) in self.by_key {
            let (known, words) = about(&key);
            let labels: Vec<String> =
                labels.into_keys().filter(|label| !readings(label).0.is_empty()).collect();
            let mut groups = Vec::new();
            match group(None, &labels, known, words) {
                Some(all) => groups.push(all),
                None => {
                    let mut by_form: BTreeMap<String, Vec<String>> = BTreeMap::new();
                    for label in labels {
                        by_form.entry(form(&label)).or_default().push(label);
                    }
                    let each = by_form.into_iter();
                    groups.extend(each.filter_map(|(form, labels)| group(Some(form), &labels, known, words)));
                }
            }
            settled.groups.insert(key, groups);
        }
        settled
    }
}

/// A label with its digits alike: `9999/99`.
fn form(label: &str) -> String {
    let label = label.split('(').next().unwrap_or(label).trim();
    label.chars().map(|c| if c.is_ascii_digit() { '9' } else { c.to_ascii_lowercase() }).collect()
}

/// The kinds that read every label, the likeliest first; `None` if none does.
fn group(form: Option<String>, labels: &[String], known: Option<Kind>, words: &str) -> Option<Group> {
    let kinds_of = |label: &String| -> Vec<Kind> {
        let mut kinds: Vec<Kind> = readings(label).0.iter().map(Period::kind).collect();
        kinds.dedup();
        kinds
    };
    let mut kinds = kinds_of(labels.first()?);
    for label in labels {
        let of_label = kinds_of(label);
        kinds.retain(|kind| of_label.contains(kind));
    }
    if kinds.is_empty() {
        return None;
    }
    if let Some(known) = known.filter(|known| kinds.contains(known)) {
        return Some(Group { form, kind: known, ask: None, read: HashMap::new() });
    }
    // A label of two years in a row is hardly ever two calendar years taken together.
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != Kind::PooledCalendarYears);
    }
    kinds.sort_by_key(|kind| (place(*kind, words), *kind));
    kinds.dedup();
    let shown: Vec<&str> = labels.iter().take(3).map(String::as_str).collect();
    let kind = *kinds.first()?;
    let ask = (kinds.len() > 1).then(|| (kinds, shown.join(", ")));
    Some(Group { form, kind, ask, read: HashMap::new() })
}

/// The rank of a kind, in the light of words about the indicator.
fn place(kind: Kind, words: &str) -> usize {
    let words = words.to_lowercase();
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let academic: &[Kind] = &[Kind::AcademicYear, Kind::AcademicQuarter, Kind::PooledAcademicYears];
    let financial: &[Kind] = &[Kind::FinancialYear, Kind::FinancialQuarter, Kind::PooledFinancialYears];
    let order: [&[Kind]; 4] = if has(&["31 march", "looked after", "child protection", "in need", "referral"])
    {
        [&[Kind::ReportingYear], financial, academic, &[Kind::CalendarYear]]
    } else if has(&[
        "pupil",
        "school",
        "absen",
        "exclu",
        "suspen",
        "attain",
        "key stage",
        "ks2",
        "ks4",
        "gcse",
        "eyfs",
    ]) {
        [academic, financial, &[Kind::CalendarYear], &[Kind::ReportingYear]]
    } else {
        [financial, academic, &[Kind::CalendarYear], &[Kind::ReportingYear]]
    };
    // A bare year is first of all a calendar year, unless words say otherwise.
    let is_plain = std::ptr::eq(order[0], financial) && kind == Kind::CalendarYear;
    if is_plain {
        0
    } else {
        order.iter().position(|kinds| kinds.contains(&kind)).map_or(9, |place| place + 1)
    }
}

impl Settled {
    /// The period of a label.
    ///
    /// # Errors
    /// When it is not one.
    pub(super) fn period(&mut self, key: &str, label: &str) -> Result<(Period, Option<Status>, Ask), String> {
        let wrong = || match label.trim() {
            "" => "the row does not give a period".to_owned(),
            label => {
                let shown: String = label.chars().take(60).collect();
                format!("\"{shown}\" is not a period that we can read")
            }
        };
        let groups = self.groups.get_mut(key).ok_or_else(wrong)?;
        let found = match groups.as_slice() {
            [one] if one.form.is_none() => Some(0),
            many => {
                let form = form(label);
                many.iter().position(|group| group.form.as_deref() == Some(form.as_str()))
            }
        };
        let group = found.and_then(|place| groups.get_mut(place)).ok_or_else(wrong)?;
        if !group.read.contains_key(label) {
            group.read.insert(label.to_owned(), as_kind(label, group.kind));
        }
        let read = group.read.get(label).copied().flatten();
        read.map(|(period, status)| (period, status, group.ask.clone())).ok_or_else(wrong)
    }
}
