//! Ratings, variation and assurance: an icon with its words, or why there is none.

use charts::{RatingIcon, assurance_icon, rating_icon, variation_icon};
use domain::{
    board::Row,
    indicator::Indicator,
    judgement::Unassured,
    rating::{Colour, RollUp, Unrated},
    wording,
};
use leptos::prelude::*;

/// The last value's rating.
pub(crate) fn rating(row: &Row<'_>) -> AnyView {
    let (icon, word, reason) = match &row.signals.rating {
        Ok(rating) => {
            let icon = match rating.colour {
                Colour::Green => RatingIcon::Green,
                Colour::Amber => RatingIcon::Amber,
                Colour::Red => RatingIcon::Red,
            };
            let provisional = rating.is_provisional.then(|| "provisional".to_owned());
            (icon, wording::capital(rating.colour.as_str()), provisional)
        }
        // That the target is missing is printed beside it.
        Err(Unrated::NoTarget) => (RatingIcon::None, "Not rated".to_owned(), None),
        Err(reason) => (RatingIcon::None, "Not rated".to_owned(), Some(reason.to_string())),
    };
    beside(rating_icon(icon, ""), word, reason)
}

/// What the last point of the control chart shows.
pub(crate) fn variation(row: &Row<'_>) -> AnyView {
    match row.signals.variation() {
        Ok(variation) => {
            let word = wording::capital(wording::finding::variation(variation));
            let early = row.signals.judgement.is_early.then(|| "early sign: few points so far".to_owned());
            beside(variation_icon(Some(variation), ""), word, early)
        }
        Err(reason) => {
            let word = wording::finding::withheld(reason).to_owned();
            beside(variation_icon(None, ""), word, wording::finding::why_withheld(reason))
        }
    }
}

/// Whether the target can be relied on.
pub(crate) fn assurance(row: &Row<'_>) -> AnyView {
    match row.signals.assurance() {
        Ok(assurance) => {
            let word = wording::capital(wording::finding::assurance(assurance));
            let early = row.signals.judgement.is_early.then(|| "early sign: few points so far".to_owned());
            beside(assurance_icon(Some(assurance), ""), word, early)
        }
        Err(Unassured::NoTarget) => beside(assurance_icon(None, ""), "No target".to_owned(), None),
        Err(Unassured::Withheld(reason)) => {
            let word = wording::finding::withheld(reason).to_owned();
            beside(assurance_icon(None, ""), word, wording::finding::why_withheld(reason))
        }
        Err(reason) => beside(assurance_icon(None, ""), "Not judged".to_owned(), Some(reason.to_string())),
    }
}

/// An icon, the words that say the same, and a reason.
fn beside(icon: String, word: String, reason: Option<String>) -> AnyView {
    view! {
        <span class="signal">
            <span class="signal-icon" inner_html=icon></span>
            <span>{word} {reason.map(|reason| view! { <span class="when">{reason}</span> })}</span>
        </span>
    }
    .into_any()
}

/// How far off is still amber, for an indicator that has a rating or a target: printed with the rating.
pub(crate) fn sum(indicator: &Indicator, row: &Row<'_>) -> Option<String> {
    row.signals.rating.as_ref().ok().map(|rating| format!("{}.", rating.sum(indicator)))
}

/// How many of some indicators are green, amber and red; nothing where none has a rating.
pub(crate) fn roll_up(counts: RollUp) -> Option<AnyView> {
    let RollUp { green, amber, red, unrated } = counts;
    (green + amber + red > 0).then(|| {
        let count = |icon, number: usize, word: &'static str| {
            view! {
                <li>
                    <span class="signal-icon" inner_html=rating_icon(icon, "")></span> " " <strong>{number}</strong> " " {word}
                </li>
            }
        };
        view! {
            <ul class="roll-up" aria-label="Ratings">
                {count(RatingIcon::Green, green, "green")} {count(RatingIcon::Amber, amber, "amber")}
                {count(RatingIcon::Red, red, "red")} {count(RatingIcon::None, unrated, "not rated")}
            </ul>
        }
        .into_any()
    })
}
