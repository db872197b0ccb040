//! Hydrates the app's islands. Ten lines, apart from the app, so that nothing else of it reaches the browser.

use wasm_bindgen::prelude::wasm_bindgen;

/// Readies the page for its islands; the starter script then wakes each.
#[wasm_bindgen]
pub fn hydrate() {
    // Naming the library keeps its islands, which nothing else here calls.
    let _ = app::islands::ChartReader;
    leptos::mount::hydrate_islands();
}
