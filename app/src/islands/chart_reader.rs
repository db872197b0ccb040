//! Reading a chart by pointer and by keyboard: the figures of the period under the pointer, or next along, are shown as text.

use domain::reader;
use leptos::{ev, prelude::*};
use serde::{Deserialize, Serialize};

/// A period of a chart: its position and its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// From the left, as a share of the chart's width.
    pub x: f64,
    /// From the top, as a share of the chart's height, where the chart's own area has a value.
    pub y: Option<f64>,
    /// The text that is shown: the period and every area's figure.
    pub told: String,
}

/// Wraps a chart: pointing at it, or walking it with the arrow keys, shows its figures one period at a time. Without script
/// it is only the chart; the table below has the same figures.
#[island]
pub fn ChartReader(
    /// The periods, from the left.
    places: Vec<Place>,
    /// The chart.
    children: Children,
) -> impl IntoView {
    let places = StoredValue::new(places);
    let chosen = RwSignal::new(None::<usize>);
    // Only a chart that can be read takes the keyboard's focus.
    let is_awake = RwSignal::new(false);
    Effect::new(move || is_awake.set(true));

    let point = move |event: ev::PointerEvent| {
        if let Some(share) = share_of_width(&event) {
            chosen
                .set(places.with_value(|places| reader::nearest(places.iter().map(|place| place.x), share)));
        }
    };
    // A finger leaves when it lifts; the text is to be read after that.
    let leave = move |event: ev::PointerEvent| {
        if event.pointer_type() != "touch" {
            chosen.set(None);
        }
    };
    let walk = move |event: ev::KeyboardEvent| {
        let count = places.with_value(Vec::len);
        if let Some(next) = reader::step(&event.key(), chosen.get_untracked(), count) {
            event.prevent_default();
            chosen.set(next);
        }
    };
    let place =
        move || chosen.get().and_then(|chosen| places.with_value(|places| places.get(chosen).cloned()));

    view! {
        <div
            class="reader"
            tabindex=move || is_awake.get().then_some("0")
            role=move || is_awake.get().then_some("group")
            aria-label=move || is_awake.get().then_some("Chart. Read it with the left and right arrow keys.")
            on:pointermove=point
            on:pointerdown=point
            on:pointerleave=leave
            on:keydown=walk
            on:blur=move |_| chosen.set(None)
        >
            {children()}
            <svg class="reader-mark" aria-hidden="true">
                {move || place().map(|place| cross(&place))}
            </svg>
            <p class="reader-told" role="status">
                {move || place().map(|place| place.told)}
            </p>
        </div>
    }
}

/// The line through a period, and a ring around its point. Lengths are shares of whatever size the chart has.
fn cross(place: &Place) -> impl IntoView + use<> {
    let x = percent(place.x);
    let ring = place.y.map(|y| view! { <circle cx=percent(place.x) cy=percent(y) r="7"></circle> });
    view! { <line x1=x.clone() x2=x y1="0%" y2="100%"></line> {ring} }
}

fn percent(share: f64) -> String {
    // In hundredths of a percent: printing a float would bring a program of its own along.
    let hundredths = (share * 10_000.0) as u32;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// How far from the left of the chart the pointer is, as a share of its width.
fn share_of_width(event: &ev::PointerEvent) -> Option<f64> {
    use leptos::wasm_bindgen::JsCast;
    let chart =
        event.current_target()?.dyn_into::<leptos::web_sys::Element>().ok()?.get_bounding_client_rect();
    (chart.width() > 0.0).then(|| (f64::from(event.client_x()) - chart.left()) / chart.width())
}
