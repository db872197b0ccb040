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

/// An icon, the words that say the same, and a reason.
type Sign = (String, String, Option<String>);

/// The rating of the plan year's last value.
pub(crate) fn rating(row: &Row<'_>) -> AnyView {
    let (icon, word, reason) = rating_sign(row);
    // A rating of another value than the last names its period.
    let of = row.rated.filter(|rated| row.latest.is_some_and(|latest| latest.period != rated.period));
    let of = of.filter(|_| row.signals.rating.is_ok()).map(|rated| format!("for {}", rated.period));
    let reason = match (of, reason) {
        (Some(of), Some(reason)) => Some(format!("{of}; {reason}")),
        (of, reason) => of.or(reason),
    };
    beside((icon, word, reason))
}

/// The same in short, with what it is against.
pub(crate) fn rating_short(row: &Row<'_>, against: String) -> AnyView {
    let (icon, word, _) = rating_sign(row);
    beside((icon, word, Some(against)))
}

fn rating_sign(row: &Row<'_>) -> Sign {
    match &row.signals.rating {
        Ok(rating) => {
            let icon = match rating.colour {
                Colour::Green => RatingIcon::Green,
                Colour::Amber => RatingIcon::Amber,
                Colour::Red => RatingIcon::Red,
            };
            let provisional = rating.is_provisional.then(|| "provisional".to_owned());
            (rating_icon(icon, ""), wording::capital(rating.colour.as_str()), provisional)
        }
        // That the target is missing is printed beside it.
        Err(Unrated::NoTarget) => (rating_icon(RatingIcon::None, ""), "Not rated".to_owned(), None),
        Err(reason) => (rating_icon(RatingIcon::None, ""), "Not rated".to_owned(), Some(reason.to_string())),
    }
}

/// What the last point of the control chart shows.
pub(crate) fn variation(row: &Row<'_>) -> AnyView {
    beside(variation_sign(row))
}

/// The same in short: a row has its reasons among its notes.
pub(crate) fn variation_short(row: &Row<'_>) -> AnyView {
    let (icon, word, _) = variation_sign(row);
    beside((icon, word, None))
}

fn variation_sign(row: &Row<'_>) -> Sign {
    match row.signals.variation() {
        Ok(variation) => {
            let word = wording::capital(wording::finding::variation(variation));
            let early = row.signals.judgement.is_early.then(|| "early sign: few points so far".to_owned());
            (variation_icon(Some(variation), ""), word, early)
        }
        Err(reason) => {
            let word = wording::finding::withheld(reason).to_owned();
            (variation_icon(None, ""), word, wording::finding::why_withheld(reason))
        }
    }
}

/// Whether the target can be relied on.
pub(crate) fn assurance(row: &Row<'_>) -> AnyView {
    beside(assurance_sign(row))
}

/// The same in short.
pub(crate) fn assurance_short(row: &Row<'_>) -> AnyView {
    let (icon, word, _) = assurance_sign(row);
    beside((icon, word, None))
}

fn assurance_sign(row: &Row<'_>) -> Sign {
    match row.signals.assurance() {
        Ok(assurance) => {
            let word = wording::capital(wording::finding::assurance(assurance));
            let early = row.signals.judgement.is_early.then(|| "early sign: few points so far".to_owned());
            (assurance_icon(Some(assurance), ""), word, early)
        }
        Err(Unassured::NoTarget) => {
            // That of a plan year, where newer figures are shown: nothing to look ahead to.
            let past = row.target.map(|target| format!("the last was for {}", target.period));
            let word = if past.is_some() { "No target now" } else { "No target" };
            (assurance_icon(None, ""), word.to_owned(), past)
        }
        Err(Unassured::Withheld(reason)) => {
            let word = wording::finding::withheld(reason).to_owned();
            (assurance_icon(None, ""), word, wording::finding::why_withheld(reason))
        }
        Err(reason) => (assurance_icon(None, ""), "Not judged".to_owned(), Some(reason.to_string())),
    }
}

fn beside((icon, word, reason): Sign) -> AnyView {
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
