//! Choosing a plan year.

use crate::ask::{address::at_moment, desk::Asked, path::Address};
use domain::{
    board::{Moment, Until},
    plan::has_ended,
    wording,
};
use leptos::prelude::*;

/// Links to the same page in each plan year that has one and, once the plan has ended, with the newest figures.
pub(crate) fn years<'a>(
    asked: &'a Asked,
    chosen: Moment<'a>,
    address: impl Fn(Moment<'a>) -> Option<String>,
) -> AnyView {
    let years = asked.outline.years.iter().map(|year| Moment::of_year(year, asked.today));
    let newest = Moment::usual(&asked.outline.years, asked.today);
    let newest = newest.filter(|moment| moment.until == Until::Newest);
    let links: Vec<_> = years
        .chain(newest)
        .map(|moment| {
            let is_chosen =
                moment.until == chosen.until && (moment.until == Until::Newest || moment.year == chosen.year);
            let current = is_chosen.then_some("true");
            let name = match moment.until {
                Until::Newest => "Now".to_owned(),
                Until::Year => moment.year.slug.to_string(),
            };
            match address(moment) {
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

/// That the plan has ended, where it has, and which figures are shown.
pub(crate) fn ended_note(asked: &Asked, moment: Moment<'_>) -> Option<AnyView> {
    let years = &asked.outline.years;
    let last = years.last().filter(|_| has_ended(years, asked.today))?;
    let shown = match moment.until {
        Until::Newest => format!(
            "The newest figures are shown. Ratings and targets are those of the plan’s last year, {}.",
            last.slug
        ),
        Until::Year => "Where there is a later figure, it is shown as “Now”.".to_owned(),
    };
    Some(
        view! { <p class="aside">{format!("The plan ended on {}. {shown}", wording::day(last.last))}</p> }
            .into_any(),
    )
}

/// The address of a page of the site at a moment.
pub(crate) fn at<'a>(asked: &'a Asked, page: &'a impl Address) -> impl Fn(Moment<'a>) -> Option<String> {
    move |moment| Some(at_moment(asked, page, moment))
}
