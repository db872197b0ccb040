//! A lead's own rating of a priority: its icon, outlook, reason, author and time.

use charts::{RatingIcon, rating_icon};
use domain::{
    london,
    plan::{PlanYear, Priority},
    priority_rating::PriorityRating,
    rating::Colour,
    wording,
};
use leptos::prelude::*;
use storage::figure::By;

/// The rating of a priority in a plan year, where somebody has given one.
pub(crate) fn own_rating(
    ratings: &[(PriorityRating, By)],
    priority: &Priority,
    year: &PlanYear,
) -> Option<AnyView> {
    let (rating, by) =
        ratings.iter().find(|(rating, _)| rating.priority == priority.slug && rating.year == year.slug)?;
    let icon = match rating.colour {
        Colour::Green => RatingIcon::Green,
        Colour::Amber => RatingIcon::Amber,
        Colour::Red => RatingIcon::Red,
    };
    Some(
        view! {
            <p class="own-rating">
                <span class="signal-icon" inner_html=rating_icon(icon, "")></span>
                <span>{own_rating_said(rating, by)}</span>
            </p>
        }
        .into_any(),
    )
}

/// The same in words.
pub(crate) fn own_rating_said(rating: &PriorityRating, whose: &By) -> String {
    let who = wording::by(&whose.sort, whose.person, whose.name.as_deref());
    let reason = rating.reason.trim_end_matches('.');
    format!(
        "The lead's own rating: {}, {}. {}. ({who}, {})",
        rating.colour,
        rating.outlook,
        wording::capital(reason),
        london::minute_said(whose.at)
    )
}
