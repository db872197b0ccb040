//! The board: every priority and indicator at a glance.

mod changed;
mod filter;

use super::returns::completeness;
use crate::{
    ask::{address::in_year, choice::Choices, desk::Asked, fault::Fault, path},
    parts,
    shell::page::{Head, Place, Script, page},
};
use axum::response::Html;
use domain::{
    board::{Moment, Section, Tally, by_exception, chance, each, sections, tally},
    plan::PlanYear,
    priority_rating::PriorityRating,
    wording,
};
use filter::{Filter, Order};
use leptos::prelude::*;
use storage::figure::By;

pub(crate) async fn show(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let year = choices.year(&asked)?;
    let figures = storage::figure::of_plan(&asked.desk, &asked.outline).await?;
    let filter = Filter::read(&asked, &choices)?;
    let mut sections =
        filter.take(&asked, sections(&asked.outline, &figures, Moment { year, today: asked.today }));
    parts::missing(&asked, year, &mut sections).await?;
    let changed = changed::changed(&asked, &filter, year, &sections).await?;
    let head = Head {
        title: format!("Board, {}", year.slug),
        description: format!("Every priority and indicator of the {} at a glance.", asked.outline.plan.name),
        place: Place::Board,
        script: Script::None,
    };
    let completeness = completeness(&asked, year).await?;
    let ratings = storage::priority_rating::of_plan(&asked.desk, &asked.outline.plan.slug).await?;
    Ok(page(&asked, &head, || body(&asked, year, (&filter, &sections, &ratings), changed, completeness)))
}

fn body(
    asked: &Asked,
    year: &PlanYear,
    (filter, sections, ratings): (&Filter, &[Section<'_>], &[(PriorityRating, By)]),
    changed: Option<AnyView>,
    completeness: Option<AnyView>,
) -> AnyView {
    let area = asked.outline.area_name(&asked.outline.plan.area).to_owned();
    let counts = tally(&each(sections));
    let shown: Vec<_> = match filter.order {
        Order::Plan => sections.iter().map(|section| focus_area(asked, year, section, ratings)).collect(),
        Order::Exceptions if counts.indicators > 0 => vec![exceptions(asked, year, sections)],
        Order::Exceptions => Vec::new(),
    };
    let nothing =
        shown.is_empty().then(|| view! { <p class="aside">"No indicators match these choices."</p> });
    view! {
        <header class="page-head">
            <h1>"Board"</h1>
            <p class="lead">
                {area} ", plan year " {year.slug.to_string()} " (" {wording::day(year.first)} " to "
                {wording::day(year.last)} ")"
            </p>
            {parts::years(asked, year, parts::at(asked, &path::Board))}
            {parts::ended_note(asked)}
            {parts::look_ahead(asked)}
            {parts::priorities_note(asked, year)}
            {headline(&counts)}
            {filter.form(asked, year)}
        </header>
        {changed}
        {shown}
        {nothing}
        {completeness}
        {reading_note(asked)}
    }
    .into_any()
}

/// The board in a line: how many of each.
fn headline(counts: &Tally) -> AnyView {
    let Tally { indicators, ratings, better, worse, without } = *counts;
    let said = [
        (ratings.red, "red"),
        (ratings.amber, "amber"),
        (ratings.green, "green"),
        (ratings.unrated, "not rated"),
        (worse, "getting worse, beyond the usual ups and downs"),
        (better, "getting better, beyond the usual ups and downs"),
        (without, "no up-to-date figure"),
    ];
    let items: Vec<_> = said
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| view! { <li><strong>{count}</strong> " " {what}</li> })
        .collect();
    view! {
        <ul class="tally" aria-label="The board in numbers">
            <li><strong>{indicators}</strong> {if indicators == 1 { " indicator" } else { " indicators" }}</li>
            {items}
        </ul>
    }
    .into_any()
}

/// All indicators in one table, what stands out first.
fn exceptions(asked: &Asked, year: &PlanYear, sections: &[Section<'_>]) -> AnyView {
    let rows = by_exception(sections);
    view! {
        <section class="board-section" aria-labelledby="exceptions">
            <h2 id="exceptions">"Exceptions first"</h2>
            <p class="aside">
                "First come figures that are worse than the usual ups and downs, or unusual and neither better \
                    nor worse: those that chance explains least lead. Then red, indicators that will miss the \
                    target if nothing changes, those with no up-to-date figure, and amber."
            </p>
            {chance(&rows).map(|chance| view! { <p class="aside">{wording::chance(&chance)}</p> })}
            {parts::table(asked, year, "Indicators, exceptions first".to_owned(), rows.into_iter())}
        </section>
    }
    .into_any()
}

fn focus_area(
    asked: &Asked,
    year: &PlanYear,
    section: &Section<'_>,
    ratings: &[(PriorityRating, By)],
) -> AnyView {
    let slug = section.focus_area.slug.to_string();
    let id = format!("focus-area-{slug}");
    let labelled_by = id.clone();
    let address = in_year(asked, &path::FocusArea::of(&slug), year);
    let groups: Vec<_> = section
        .groups
        .iter()
        .map(|group| {
            let heading = match group.priority {
                Some(priority) => {
                    let address = in_year(asked, &path::Priority::of(&priority.slug), year);
                    view! { <h3>"Priority: " <a href=address>{priority.name.clone()}</a></h3> }.into_any()
                }
                None => view! { <h3>"Other indicators"</h3> }.into_any(),
            };
            let own = group.priority.and_then(|priority| parts::own_rating(ratings, priority, year));
            view! { {heading} {own} {parts::group(asked, year, group)} }
        })
        .collect();
    view! {
        <section class="board-section" aria-labelledby=labelled_by>
            <h2 id=id><a href=address>{section.focus_area.name.clone()}</a></h2>
            {groups}
        </section>
    }
    .into_any()
}

/// How to read the table: what each column says and what it does not.
pub(super) fn reading_note(asked: &Asked) -> AnyView {
    let comparator = asked.outline.main_comparator().map(|code| asked.outline.area_name(code).to_owned());
    let beside = comparator.map(|name| {
        format!(
            "Under {name} is the difference for the same period. We say better, worse or similar where the \
                figure has a margin of error. Counts are not compared, because places differ in size. "
        )
    });
    view! {
        <section class="reading-note" aria-labelledby="how-to-read">
            <h2 id="how-to-read">"How to read it"</h2>
            <p>
                {beside}
                "The baseline is the last figure before the plan's first year, for the same time of year as the \
                    latest. We do not compare figures across a break in a series. "
                "We say better or worse only where the plan wants more or less of an indicator. Differences \
                    are worked out before rounding, so the last digit may differ from \
                    what the rounded figures give."
            </p>
            <p>
                <strong>"Rating: "</strong>
                "the latest value against the target for the same period. Green meets the target, amber \
                    misses it by up to 5% of the target (or the tolerance that the plan sets), red by more. "
                <strong>"Variation: "</strong>
                "whether the latest figures go beyond the usual ups and downs of their series, judged by a control chart. "
                <strong>"Assurance: "</strong>
                "whether the target will be met if nothing changes."
            </p>
        </section>
    }
    .into_any()
}
