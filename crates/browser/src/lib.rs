//! Hydrates the app's islands. A few lines, separate from the app, so that nothing else of it reaches the browser.
//!
//! There are two programs, and a page loads one: that of the grid (feature `grid`), or that of all other pages (feature `pages`).

use wasm_bindgen::prelude::wasm_bindgen;

/// Prepares the page for its islands; the starter script then wakes each.
#[wasm_bindgen]
pub fn hydrate() {
    // Naming the library keeps its islands, which nothing else here calls.
    #[cfg(feature = "pages")]
    let _ = app::islands::ChartReader;
    #[cfg(feature = "grid")]
    let _ = app::islands::Grid;
    leptos::mount::hydrate_islands();
}

/// The computed value of the boxes for one figure: [`app::islands::computed`].
#[cfg(feature = "pages")]
#[wasm_bindgen]
pub fn computed(
    measure: &str,
    per: Option<u32>,
    decimals: u8,
    value: &str,
    numerator: &str,
    denominator: &str,
) -> String {
    app::islands::computed(measure, per, decimals, value, numerator, denominator)
}
