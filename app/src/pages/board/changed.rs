//! What changed since the meeting before: ratings that moved, new figures, revisions, notes.

use super::filter::Filter;
use crate::ask::{address::at_moment, desk::Asked, fault::Fault, path};
use domain::{
    board::{Moment, Section, Until, changes, each, sections},
    plan::Priority,
    priority_rating::PriorityRating,
    wording,
};
use leptos::prelude::*;
use storage::{Desk, figure::By};

/// What changed of what the board shows since the moment that was chosen; nothing where none was.
pub(super) async fn changed(
    asked: &Asked,
    filter: &Filter,
    moment: Moment<'_>,
    shown: &[Section<'_>],
) -> Result<Option<AnyView>, Fault> {
    let year = moment.year;
    let Some(since) = &filter.since else { return Ok(None) };
    let desk = asked.desk.at(since.as_at()).await?;
    let then = storage::outline::current(&desk, asked.today).await?;
    let Some(then) = then.filter(|then| then.plan.slug == asked.outline.plan.slug) else {
        return Ok(Some(said(since.day(), "This plan had not been loaded yet.", Vec::new())));
    };
    let figures = storage::figure::of_plan(&desk, &then).await?;
    let before = then.years.iter().find(|other| other.slug == year.slug);
    let before = before.map_or_else(Vec::new, |year| sections(&then, &figures, Moment { year, ..moment }));
    let until = if moment.until == Until::Newest { asked.today } else { year.last };
    let all = changes((&then, &each(&before)), (&asked.outline, &each(shown)), until);
    let items: Vec<_> = all
        .iter()
        .map(|changed| {
            let address = at_moment(asked, &path::Indicator::of(&changed.indicator.slug), moment);
            let what: Vec<_> = changed
                .what
                .iter()
                .map(|what| view! { <li>{what.sentence(changed.indicator)}</li> })
                .collect();
            view! { <li><a href=address>{changed.indicator.name.clone()}</a> <ul>{what}</ul></li> }.into_any()
        })
        .collect();
    let rated = rated(asked, &desk, moment, shown).await?;
    let head = match items.len() + rated.len() {
        0 => "No changes.".to_owned(),
        _ if rated.is_empty() => format!("{}.", wording::counted(items.len(), "indicator", "indicators")),
        _ => format!(
            "{} and {} from a lead.",
            wording::counted(items.len(), "indicator", "indicators"),
            wording::counted(rated.len(), "rating", "ratings")
        ),
    };
    Ok(Some(said(since.day(), &head, rated.into_iter().chain(items).collect())))
}

/// The leads' own ratings of the plan year, of the priorities that are shown, that are not what they were.
async fn rated(
    asked: &Asked,
    then: &Desk,
    moment: Moment<'_>,
    shown: &[Section<'_>],
) -> Result<Vec<AnyView>, Fault> {
    let year = moment.year;
    let plan = &asked.outline.plan.slug;
    let before = storage::priority_rating::of_plan(then, plan).await?;
    let now = storage::priority_rating::of_plan(&asked.desk, plan).await?;
    let of = |ratings: &[(PriorityRating, By)], priority: &Priority| {
        let is_it = |rating: &PriorityRating| rating.priority == priority.slug && rating.year == year.slug;
        let found = ratings.iter().map(|(rating, _)| rating).find(|rating| is_it(rating));
        found.map(|rating| format!("{}, {}", rating.colour, rating.outlook))
    };
    let priorities = shown.iter().flat_map(|section| &section.groups).filter_map(|group| group.priority);
    let told = priorities.filter_map(|priority| {
        let (was, is) = (of(&before, priority), of(&now, priority));
        let none = || "none".to_owned();
        (was != is).then(|| {
            let address = at_moment(asked, &path::Priority::of(&priority.slug), moment);
            let what = format!(
                "The lead's own rating: {}, was {}.",
                is.unwrap_or_else(none),
                was.unwrap_or_else(none)
            );
            view! { <li><a href=address>{priority.name.clone()}</a> <ul><li>{what}</li></ul></li> }.into_any()
        })
    });
    Ok(told.collect())
}

fn said(day: chrono::NaiveDate, head: &str, items: Vec<AnyView>) -> AnyView {
    let list = (!items.is_empty()).then(|| view! { <ul class="changed">{items}</ul> });
    view! {
        <section class="board-changed" aria-labelledby="changed">
            <h2 id="changed">{format!("Changed since {}", wording::day(day))}</h2>
            <p>{head.to_owned()}</p>
            {list}
        </section>
    }
    .into_any()
}
