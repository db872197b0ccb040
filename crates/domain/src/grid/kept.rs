//! Unsaved input of a return in the browser's store: its names, its form, and when it is discarded.
//!
//! The form is that of the first version, so that everything kept since then is found.

use super::row;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};
use std::fmt;

/// The prefix of all our names in the browser's store.
pub const FIRST: &str = "outcomes:return:";

/// How long input is kept, in milliseconds: a week.
const WEEK: u64 = 7 * 24 * 3600 * 1000;

/// The kept input of one return.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// When it was kept, in milliseconds since 1970.
    pub at: u64,
    /// Unsaved rows, each with its key, in the order in which they were kept.
    #[serde(serialize_with = "write_rows", deserialize_with = "read_rows")]
    pub unsaved: Vec<(String, Unsaved)>,
}

/// An unsaved row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Unsaved {
    /// Its input, as one text.
    pub typed: String,
    /// The record's text when it was typed, as one text.
    pub was: String,
    /// The number of the write that its writer saw; empty if there was none.
    pub seen: String,
}

/// The name of a person's kept rows of a return; `path` is the return's address.
#[must_use]
pub fn name(person: &str, path: &str) -> String {
    format!("{FIRST}{person}:{path}")
}

impl Kept {
    /// The same with the rows of this page in place of those that it kept before. Other tabs may keep rows of the same
    /// return: those are left as they are. `own` are the keys of rows that this page has kept; new ones are added to it.
    #[must_use]
    pub fn with(
        mut self,
        own: &mut Vec<String>,
        rows: impl Iterator<Item = (String, Unsaved)>,
        now: u64,
    ) -> Self {
        self.unsaved.retain(|(key, _)| !own.contains(key));
        for (key, row) in rows {
            self.unsaved.retain(|(other, _)| *other != key);
            if !own.contains(&key) {
                own.push(key.clone());
            }
            self.unsaved.push((key, row));
        }
        self.at = now;
        self
    }
}

/// Rows as an object, by their keys.
fn write_rows<S: Serializer>(rows: &[(String, Unsaved)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(rows.iter().map(|(key, row)| (key, row)))
}

/// The rows of an object.
fn read_rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, Unsaved)>, D::Error> {
    struct Rows;

    impl<'de> Visitor<'de> for Rows {
        type Value = Vec<(String, Unsaved)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("rows by their keys")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut rows = Vec::new();
            while let Some(row) = map.next_entry()? {
                rows.push(row);
            }
            Ok(rows)
        }
    }

    deserializer.deserialize_map(Rows)
}

/// Whether an entry is to be discarded when a person is here: it is another person's, or older than a week.
#[must_use]
pub fn is_to_go(name: &str, at: u64, person: &str, now: u64) -> bool {
    let own = format!("{FIRST}{person}:");
    !name.starts_with(&own) || now.saturating_sub(at) > WEEK
}

/// A row in words: what it is about and its input, without blanks.
#[must_use]
pub fn in_words(about: &str, typed: &str) -> String {
    let texts: Vec<_> = row::parted(typed).map(|(_, text)| text).filter(|text| !text.is_empty()).collect();
    format!("{about}: {}", texts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{Kept, Unsaved, WEEK, in_words, is_to_go, name};

    /// An entry left in browsers by the script of 2026.
    const OLD: &str = r#"{"at":1795000000000,"unsaved":{"a|E1|Total|2018-19 Q1":{"typed":"‖‖57‖‖provisional‖‖‖‖","was":"‖‖‖‖provisional‖‖‖‖","seen":"12"}}}"#;

    fn unsaved(typed: &str) -> Unsaved {
        Unsaved { typed: typed.into(), ..Unsaved::default() }
    }

    #[test]
    fn what_browsers_keep_now_is_read() {
        let kept: Kept = serde_json::from_str(OLD).expect("readable");
        assert_eq!(kept.at, 1_795_000_000_000);
        let (key, unsaved) = &kept.unsaved[0];
        assert_eq!(key, "a|E1|Total|2018-19 Q1");
        assert_eq!((unsaved.typed.as_str(), unsaved.seen.as_str()), ("‖‖57‖‖provisional‖‖‖‖", "12"));
        let again: Kept =
            serde_json::from_str(&serde_json::to_string(&kept).expect("text")).expect("readable");
        assert_eq!(again, kept);
        assert_eq!(name("7", "/returns/a/2018-19-q1"), "outcomes:return:7:/returns/a/2018-19-q1");
    }

    #[test]
    fn rows_of_another_tab_stay() {
        let mut own = Vec::new();
        let other = Kept { at: 1, unsaved: vec![("other".to_owned(), unsaved("1"))] };
        let both = other.with(&mut own, [("mine".to_owned(), unsaved("2"))].into_iter(), 2);
        assert_eq!(both.unsaved.len(), 2);
        assert_eq!(both.at, 2);
        let saved = both.with(&mut own, std::iter::empty(), 3);
        assert_eq!(saved.unsaved, [("other".to_owned(), unsaved("1"))]);
    }

    #[test]
    fn what_is_old_or_anothers_goes() {
        let now = 2 * WEEK;
        assert!(!is_to_go("outcomes:return:7:/a", now, "7", now));
        assert!(is_to_go("outcomes:return:7:/a", 0, "7", now));
        assert!(is_to_go("outcomes:return:8:/a", now, "7", now));
        assert!(is_to_go("outcomes:return:71:/a", now, "7", now));
    }

    #[test]
    fn what_was_typed_is_listed_without_its_blanks() {
        assert_eq!(
            in_words("Reports, Oxfordshire", "‖‖51‖‖provisional‖late‖‖‖"),
            "Reports, Oxfordshire: 51, provisional, late"
        );
    }
}
