//! What the partnership knows.

use crate::desk::Asked;
use domain::{plan::Evidence, wording};
use leptos::prelude::*;

/// Statements of evidence, each with the indicator that measures it.
pub(crate) fn evidence<'a>(asked: &Asked, statements: impl Iterator<Item = &'a Evidence>) -> AnyView {
    let items: Vec<_> = statements
        .map(|statement| {
            let indicator = statement.indicator.as_ref().and_then(|slug| asked.outline.indicator(slug)).map(|indicator| {
                let address = format!("/indicators/{}", indicator.slug);
                view! { <a href=address>{indicator.name.clone()}</a> }
            });
            let measured = indicator.map(|link| view! { <span class="measured">"Measured by " {link}</span> });
            view! {
                <li>
                    {statement.text.clone()} " " <span class="said">"(" {wording::day(statement.said)} ")"</span> " "
                    {measured}
                </li>
            }
        })
        .collect();
    view! { <ul class="evidence">{items}</ul> }.into_any()
}
