//! What a browser keeps of a return that is typed and not saved: under which names, in what form, and what it throws away.
//!
//! The form is that of the first version, so that what a browser has kept since then is found.

use leptos::{
    prelude::window,
    web_sys::{Storage, js_sys::Date},
};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};
use std::fmt;

/// What each of our names in the browser's store begins with.
pub(crate) const FIRST: &str = "outcomes:return:";

/// So long something is kept, in milliseconds: a week.
const WEEK: u64 = 7 * 24 * 3600 * 1000;

/// What is kept of one return.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    /// When it was kept, in milliseconds since 1970.
    pub(crate) at: u64,
    /// Rows that are not saved, each with its key, in the order in which they were kept.
    #[serde(serialize_with = "write_rows", deserialize_with = "read_rows")]
    pub(crate) unsaved: Vec<(String, Unsaved)>,
}

/// A row that is not saved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Unsaved {
    /// What was typed, as one text.
    pub(crate) typed: String,
    /// What the record held when it was typed, as one text.
    pub(crate) was: String,
    /// The number of the write that its writer saw; empty where there was none.
    pub(crate) seen: String,
}

/// The name under which a person's rows of a return are kept; `path` is the return's address.
pub(crate) fn name(person: &str, path: &str) -> String {
    format!("{FIRST}{person}:{path}")
}

impl Kept {
    /// The same with the rows of this page in place of those that it kept before. Other tabs may keep rows of the same return: those
    /// are left as they are. `own` are the keys of rows that this page has kept; it learns the new ones.
    pub(crate) fn with(
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

/// Whether something is thrown away once a person is here: it is another person's, or older than a week.
fn is_to_go(name: &str, at: u64, person: &str, now: u64) -> bool {
    let own = format!("{FIRST}{person}:");
    !name.starts_with(&own) || now.saturating_sub(at) > WEEK
}

/// The moment that it is now, in milliseconds since 1970.
pub(crate) fn now() -> u64 {
    Date::now() as u64
}

/// The browser's store, where it has one for us.
fn store() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept under a name; nothing where it is none of ours.
pub(crate) fn read(name: &str) -> Kept {
    let text = store().and_then(|store| store.get_item(name).ok().flatten());
    text.and_then(|text| leptos::serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Takes away what is kept under a name.
pub(crate) fn remove(name: &str) {
    // Where the browser keeps nothing there is nothing to take away.
    let _ = store().map(|store| store.remove_item(name));
}

/// Throws away what is another person's or older than a week.
pub(crate) fn sift(person: &str) {
    let Some(store) = store() else { return };
    let now = now();
    for name in names(&store) {
        if is_to_go(&name, read(&name).at, person, now) {
            remove(&name);
        }
    }
}

/// All of our names in the store.
fn names(store: &Storage) -> Vec<String> {
    let count = store.length().unwrap_or(0);
    let names = (0..count).filter_map(|place| store.key(place).ok().flatten());
    names.filter(|name| name.starts_with(FIRST)).collect()
}

/// Keeps rows under a name, or nothing where there are none. Where the browser does not, the page still says what is not saved.
pub(crate) fn write(name: &str, kept: &Kept) {
    if kept.unsaved.is_empty() {
        return remove(name);
    }
    if let (Some(store), Ok(text)) = (store(), leptos::serde_json::to_string(kept)) {
        let _ = store.set_item(name, &text);
    }
}

/// Throws away everything that is kept of returns, whoever's.
pub(crate) fn forget() {
    if let Some(store) = store() {
        names(&store).iter().for_each(|name| remove(name));
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Unsaved, WEEK, is_to_go, name};

    /// What the script of 2026 left in browsers.
    const OLD: &str = r#"{"at":1795000000000,"unsaved":{"a|E1|Total|2018-19 Q1":{"typed":"‖‖57‖‖provisional‖‖‖‖","was":"‖‖‖‖provisional‖‖‖‖","seen":"12"}}}"#;

    fn row(typed: &str) -> Unsaved {
        Unsaved { typed: typed.into(), ..Unsaved::default() }
    }

    #[test]
    fn what_browsers_keep_now_is_read() {
        let kept: Kept = leptos::serde_json::from_str(OLD).expect("readable");
        assert_eq!(kept.at, 1_795_000_000_000);
        let (key, unsaved) = &kept.unsaved[0];
        assert_eq!(key, "a|E1|Total|2018-19 Q1");
        assert_eq!((unsaved.typed.as_str(), unsaved.seen.as_str()), ("‖‖57‖‖provisional‖‖‖‖", "12"));
        let again: Kept = leptos::serde_json::from_str(&leptos::serde_json::to_string(&kept).expect("text"))
            .expect("readable");
        assert_eq!(again, kept);
        assert_eq!(name("7", "/returns/a/2018-19-q1"), "outcomes:return:7:/returns/a/2018-19-q1");
    }

    #[test]
    fn rows_of_another_tab_stay() {
        let mut own = Vec::new();
        let other = Kept { at: 1, unsaved: vec![("other".to_owned(), row("1"))] };
        let both = other.with(&mut own, [("mine".to_owned(), row("2"))].into_iter(), 2);
        assert_eq!(both.unsaved.len(), 2);
        assert_eq!(both.at, 2);
        let saved = both.with(&mut own, std::iter::empty(), 3);
        assert_eq!(saved.unsaved, [("other".to_owned(), row("1"))]);
    }

    #[test]
    fn what_is_old_or_anothers_goes() {
        let now = 2 * WEEK;
        assert!(!is_to_go("outcomes:return:7:/a", now, "7", now));
        assert!(is_to_go("outcomes:return:7:/a", 0, "7", now));
        assert!(is_to_go("outcomes:return:8:/a", now, "7", now));
        assert!(is_to_go("outcomes:return:71:/a", now, "7", now));
    }
}
