//! What this browser keeps of a return's unsaved input, in its own store. `domain` decides what is kept and what goes.

use domain::grid::kept::{FIRST, Kept, is_to_go};
use leptos::{
    prelude::window,
    web_sys::{Storage, js_sys::Date},
};

/// The moment that it is now, in milliseconds since 1970.
pub(crate) fn now() -> u64 {
    Date::now() as u64
}

/// The browser's store, where it has one for us.
fn store() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept under a name; nothing where it is not ours.
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

/// Keeps rows under a name, or nothing if there are none. Where the browser does not, the page still shows what is not saved.
pub(crate) fn write(name: &str, kept: &Kept) {
    if kept.unsaved.is_empty() {
        return remove(name);
    }
    if let (Some(store), Ok(text)) = (store(), leptos::serde_json::to_string(kept)) {
        let _ = store.set_item(name, &text);
    }
}

/// Throws away everything that is kept of returns, of any person.
pub(crate) fn forget() {
    if let Some(store) = store() {
        names(&store).iter().for_each(|name| remove(name));
    }
}
