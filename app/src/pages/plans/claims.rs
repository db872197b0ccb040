//! The texts of a plan that the newest figures do not support, for its leads. They stop nobody.

use super::address_of;
use crate::{
    ask::{address::pair, desk::Asked, path},
    parts::Checked,
};
use domain::{
    action::priority_named,
    board::{Moment, Until},
    checking::{self, Answer},
    claim::Claim,
    narrative::{About, Stage},
    outline::Outline,
    plan_edit::Part,
    returns::quarter_of,
};
use leptos::prelude::*;
use storage::claim::{Carrier, Claims};

/// The texts whose claims do not hold, and those that cannot be checked, each with the way to change it. Nothing where there are
/// none.
pub(super) fn claims(asked: &Asked, outline: &Outline, found: &Claims) -> Option<AnyView> {
    let year = outline.years.last()?;
    let moment = Moment { until: Until::Newest, ..Moment::of_year(year, asked.today) };
    let checked = Checked { outline, claims: found, moment };
    let (mut failing, mut unknown) = (Vec::new(), Vec::new());
    for carried in found.all() {
        let (Some((Some(claim), answer)), Some(text)) =
            (checked.of(asked, &carried.by), text(outline, &carried.by))
        else {
            continue;
        };
        let of = match answer {
            Answer::Holds(_) => continue,
            Answer::Fails { .. } => &mut failing,
            Answer::CannotBeChecked(_) => &mut unknown,
        };
        of.push(item(outline, text, claim, &answer));
    }
    let failing = list("failing", "What the newest figures do not support", failing);
    let unknown = list("unchecked", "What cannot be checked", unknown);
    (failing.is_some() || unknown.is_some()).then(|| view! { {failing} {unknown} }.into_any())
}

fn list(id: &'static str, title: &'static str, items: Vec<AnyView>) -> Option<AnyView> {
    (!items.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id><h2 id=id>{title}</h2> <ul class="plan-parts claims">{items}</ul></section>
        }
        .into_any()
    })
}

fn item(outline: &Outline, (text, address): (String, String), claim: &Claim, answer: &Answer) -> AnyView {
    let said =
        format!("{}: {}", checking::claim_said(outline, claim), checking::said(outline, claim, answer));
    view! { <li><a href=address>{text}</a> " " <span class="said">{said}</span></li> }.into_any()
}

/// What carries a claim, and the address where it is changed. `None` for what the plan no longer has.
fn text(outline: &Outline, carrier: &Carrier) -> Option<(String, String)> {
    match carrier {
        Carrier::Statement(slug) => {
            let statement = outline.evidence.iter().find(|statement| statement.slug == *slug)?;
            Some((statement.text.clone(), address_of(outline, Part::Evidence, Some(slug.as_str()))))
        }
        // A draft is for those who may write it.
        Carrier::Narrative { stage: Stage::Draft, .. } => None,
        Carrier::Narrative { about, quarter, stage: Stage::Published } => {
            let (name, form) = match about {
                About::Indicator(slug) => {
                    let indicator = outline.indicator(slug).filter(|found| !found.placements.is_empty())?;
                    (indicator.name.clone(), path::IndicatorNarrative::of(slug).to_string())
                }
                About::Priority { priority, .. } => {
                    let name = priority_named(&outline.priorities, priority)?.to_owned();
                    (name, path::PriorityNarrative::of(priority).to_string())
                }
            };
            let quarter = quarter_of(*quarter)?.label();
            Some((format!("The story of {name}, {quarter}"), format!("{form}?{}", pair("period", &quarter))))
        }
    }
}
