//! What changed since the meeting before: ratings that moved, new figures, revisions, notes.

use super::filter::Filter;
use crate::{choice::in_year, desk::Asked, fault::Fault};
use domain::{
    board::{Section, changes, each, sections},
    plan::PlanYear,
    wording,
};
use leptos::prelude::*;

/// What changed of what the board shows since the moment that was chosen; nothing where none was.
pub(super) async fn changed(
    asked: &Asked,
    filter: &Filter,
    year: &PlanYear,
    shown: &[Section<'_>],
) -> Result<Option<AnyView>, Fault> {
    let Some(since) = &filter.since else { return Ok(None) };
    let desk = asked.desk.at(since.as_at()).await?;
    let then = storage::outline::current(&desk, asked.today).await?;
    let Some(then) = then.filter(|then| then.plan.slug == asked.outline.plan.slug) else {
        return Ok(Some(said(since.day(), "The record did not hold this plan yet.", Vec::new())));
    };
    let figures = storage::figure::of_plan(&desk, &then).await?;
    let before = then.years.iter().find(|other| other.slug == year.slug);
    let before = before.map_or_else(Vec::new, |year| sections(&then, &figures, year));
    let all = changes((&then, &each(&before)), (&asked.outline, &each(shown)), year.last);
    let items: Vec<_> = all
        .iter()
        .map(|changed| {
            let address = in_year(asked, &format!("/indicators/{}", changed.indicator.slug), year);
            let what: Vec<_> = changed
                .what
                .iter()
                .map(|what| view! { <li>{what.sentence(changed.indicator)}</li> })
                .collect();
            view! { <li><a href=address>{changed.indicator.name.clone()}</a> <ul>{what}</ul></li> }.into_any()
        })
        .collect();
    let head = match items.len() {
        0 => "Nothing that the board shows.".to_owned(),
        1 => "1 indicator.".to_owned(),
        count => format!("{count} indicators."),
    };
    Ok(Some(said(since.day(), &head, items)))
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
