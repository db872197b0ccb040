//! What a page says above its content: that figures are made up, that it looks back or ahead, and what was just done.

use crate::ask::desk::Asked;
use domain::{plan::Nature, wording::ILLUSTRATIVE};
use leptos::prelude::*;

/// What was just done, and that figures are made up where they are.
pub(super) fn notices(asked: &Asked) -> AnyView {
    let done =
        asked.done.map(|done| view! { <div class="done" role="status"><p>{done.sentence()}</p></div> });
    view! { {illustrative(asked.outline.plan.nature)} {banner(asked)} {ahead_banner(asked)} {done} }
        .into_any()
}

/// That figures are made up, where they are.
pub(super) fn illustrative(nature: Nature) -> Option<AnyView> {
    (nature == Nature::Illustrative).then(|| {
        view! {
            <aside class="banner illustrative" aria-label="Illustrative figures">
                <p>{ILLUSTRATIVE}</p>
            </aside>
        }
        .into_any()
    })
}

/// That a page looks back, and the way to the present.
fn banner(asked: &Asked) -> Option<AnyView> {
    let back = asked.looking_back.as_ref()?;
    let when = back.said();
    let now = asked.path.clone();
    Some(
        view! {
            <aside class="banner" aria-label="Looking back">
                <p>{format!("You are looking at the record as it was {when}. ")} <a href=now>"See it as it is now"</a></p>
            </aside>
        }
        .into_any(),
    )
}

/// That a page looks ahead, and the way to what is approved.
fn ahead_banner(asked: &Asked) -> Option<AnyView> {
    asked.is_ahead().then(|| {
        let approved = without_ahead(&asked.address);
        view! {
            <aside class="banner" aria-label="Including unapproved figures">
                <p>"Figures awaiting approval are included and marked. " <a href=approved>"Show approved figures only"</a></p>
            </aside>
        }
        .into_any()
    })
}

/// The same address without looking ahead.
fn without_ahead(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let pairs: Vec<_> = query.split('&').filter(|pair| !pair.starts_with("ahead=")).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::without_ahead;

    #[test]
    fn the_other_choices_stay() {
        assert_eq!(without_ahead("/board?ahead=yes"), "/board");
        assert_eq!(without_ahead("/board?year=2018-19&ahead=yes&area=E1"), "/board?year=2018-19&area=E1");
        assert_eq!(without_ahead("/board"), "/board");
    }
}
