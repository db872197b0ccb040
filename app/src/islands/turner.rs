//! Turning screens by the arrow keys, as a presenter's remote does.

use leptos::{ev, prelude::*};

/// Wakes the arrow keys of a page that has links to the one before and the one after. Without script the links do the same.
#[island]
pub fn ScreenTurner() -> impl IntoView {
    let is_awake = RwSignal::new(false);
    Effect::new(move || {
        is_awake.set(true);
        let turn = window_event_listener(ev::keydown, |event| {
            let selector = match event.key().as_str() {
                "ArrowRight" | "PageDown" => "a[rel=next]",
                "ArrowLeft" | "PageUp" => "a[rel=prev]",
                _ => return,
            };
            if event.alt_key() || event.ctrl_key() || event.meta_key() {
                return;
            }
            if follow(selector) {
                event.prevent_default();
            }
        });
        on_cleanup(move || turn.remove());
    });
    view! {
        <p class="aside present-keys" hidden=move || !is_awake.get()>"The arrow keys turn the screens."</p>
    }
}

/// Follows the link that a selector finds, if there is one.
fn follow(selector: &str) -> bool {
    use leptos::wasm_bindgen::JsCast;
    let found = document().query_selector(selector).ok().flatten();
    let link = found.and_then(|link| link.dyn_into::<leptos::web_sys::HtmlElement>().ok());
    link.map(|link| link.click()).is_some()
}
