//! Choosing a plan year.

use crate::ask::{address::in_year, desk::Asked, path::Address};
use domain::{plan::PlanYear, wording};
use leptos::prelude::*;

/// Links to the same page in each plan year that has one.
pub(crate) fn years<'a>(
    asked: &'a Asked,
    chosen: &'a PlanYear,
    address: impl Fn(&'a PlanYear) -> Option<String>,
) -> AnyView {
    let links: Vec<_> = asked
        .outline
        .years
        .iter()
        .map(|year| {
            let current = (year == chosen).then_some("true");
            let name = year.slug.to_string();
            match address(year) {
                Some(address) => {
                    view! { <li><a href=address aria-current=current>{name}</a></li> }.into_any()
                }
                None => view! { <li><span class="no-choice">{name}</span></li> }.into_any(),
            }
        })
        .collect();
    view! {
        <nav class="choices" aria-label="Plan year">
            <span class="choices-name">"Plan year"</span>
            <ul>{links}</ul>
        </nav>
    }
    .into_any()
}

/// That the plan has ended, where it has.
pub(crate) fn ended_note(asked: &Asked) -> Option<AnyView> {
    let last = asked.outline.years.last()?.last;
    (last < asked.today).then(|| {
        view! { <p class="aside">"The plan ended on " {wording::day(last)} ". Where there is a later figure, it is shown as “Now”."</p> }.into_any()
    })
}

/// The address of a page of the site in a plan year.
pub(crate) fn at<'a>(asked: &'a Asked, page: &'a impl Address) -> impl Fn(&'a PlanYear) -> Option<String> {
    move |year| Some(in_year(asked, page, year))
}
