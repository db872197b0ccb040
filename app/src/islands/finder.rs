//! Finding an indicator on the board while its name is typed.

use leptos::{ev, prelude::*};

/// The box for words of a name. While somebody types, the board's rows without them are hidden; the form does the same when it
/// is sent, which needs no script.
#[island]
pub fn NameFinder(
    /// What is looked for already.
    value: String,
) -> impl IntoView {
    let find = move |event: ev::Event| show_only(&event_target_value(&event).to_lowercase());
    view! { <input type="search" id="find" name="find" value=value on:input=find/> }
}

/// Hides every row of the board whose name lacks one of some words, and shows the others.
fn show_only(words: &str) {
    use leptos::wasm_bindgen::JsCast;
    let Ok(rows) = document().query_selector_all(".board-table tr:not(.part):has(> th[scope=row])") else {
        return;
    };
    for place in 0..rows.length() {
        let row = rows.get(place).and_then(|row| row.dyn_into::<leptos::web_sys::HtmlElement>().ok());
        let Some(row) = row else { continue };
        let name = row.query_selector("th a").ok().flatten().and_then(|link| link.text_content());
        let name = name.unwrap_or_default().to_lowercase();
        row.set_hidden(!words.split_whitespace().all(|word| name.contains(word)));
    }
}
