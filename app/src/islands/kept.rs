//! The unsaved input that this browser keeps of a return that takes nothing now, shown apart from what is saved.

use super::keeping;
use domain::grid::kept;
use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, NodeList},
};

/// Shows what this browser keeps of a return, and throws away what is another person's or older than a week. Without script there
/// is nothing to show.
#[island]
pub fn Kept(
    /// The number of whoever is signed in.
    person: String,
    /// The return's address; empty where the page is of no return.
    path: String,
) -> impl IntoView {
    let name = kept::name(&person, &path);
    let lines = RwSignal::new(Vec::<String>::new());
    Effect::new({
        let name = name.clone();
        move || {
            keeping::sift(&person);
            if !path.is_empty() {
                let unsaved = keeping::read(&name).unsaved;
                lines.set(unsaved.iter().map(|(key, row)| kept::in_words(&about(key), &row.typed)).collect());
            }
        }
    });
    let list = move || {
        let name = name.clone();
        let items = lines.get();
        (!items.is_empty()).then(|| {
            let items: Vec<_> = items.into_iter().map(|line| view! { <li>{line}</li> }).collect();
            let forget = move |_| {
                keeping::remove(&name);
                lines.set(Vec::new());
            };
            view! {
                <p>"You typed this here before it was locked. It is not saved: it is only in this browser."</p>
                <ul>{items}</ul>
                <button type="button" class="button second" on:click=forget>"Forget it"</button>
            }
        })
    };
    view! {
        <div class="stands kept" role="status" hidden=move || lines.with(Vec::is_empty)>
            {list}
        </div>
    }
}

/// What a row is about, as the page has it; its key where the page has no such row.
fn about(key: &str) -> String {
    row(key).and_then(|row| named(&row)).unwrap_or_else(|| key.to_owned())
}

/// The row of a key.
fn row(key: &str) -> Option<Element> {
    let rows: NodeList = document().query_selector_all("tr[data-key]").ok()?;
    let rows = (0..rows.length()).filter_map(|place| rows.get(place)?.dyn_into::<Element>().ok());
    rows.into_iter().find(|row| row.get_attribute("data-key").as_deref() == Some(key))
}

/// The indicator and the place or group of a row.
fn named(row: &Element) -> Option<String> {
    let text = |element: Element| element.text_content().unwrap_or_default();
    let indicator = row.closest("table").ok()??.query_selector("caption a").ok()?.map(text)?;
    let who = row.query_selector("th").ok()?.map(text)?;
    Some(format!("{indicator}, {}", who.trim()))
}
