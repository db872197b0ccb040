//! The board: every priority and indicator at a glance.

mod attention;
mod changed;
mod filter;
mod present;
mod table;

pub(crate) use present::show as present;

use super::returns::completeness;
use crate::{
    ask::{address::at_moment, choice::Choices, desk::Asked, fault::Fault, path},
    parts,
    shell::page::{Head, Place, Script, page},
};
use attention::Agreed;
use axum::response::Html;
use domain::{
    board::{Group, Moment, Section, Tally, Until, by_exception, chance, each, order, sections, tally},
    figure::Figure,
    priority_rating::PriorityRating,
    wording,
};
use filter::{Filter, Order};
use leptos::prelude::*;
use storage::figure::By;
use table::{Part, table};

pub(crate) async fn show(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let moment = choices.moment(&asked)?;
    let figures = storage::figure::of_plan(&asked.desk, &asked.outline).await?;
    let filter = Filter::read(&asked, &choices)?;
    let mut sections = filter.take(&asked, sections(&asked.outline, &figures, moment));
    parts::missing(&asked, moment.year, &mut sections).await?;
    let changed = changed::changed(&asked, &filter, moment, &sections).await?;
    let head = Head {
        title: match moment.until {
            Until::Year => format!("Board, {}", moment.year.slug),
            Until::Newest => "Board, newest figures".to_owned(),
        },
        description: format!("Every priority and indicator of the {} at a glance.", asked.outline.plan.name),
        place: Place::Board,
        script: Script::None,
    };
    let shown = Shown {
        moment,
        figures: &figures,
        filter: &filter,
        sections: &sections,
        ratings: &storage::priority_rating::of_plan(&asked.desk, &asked.outline.plan.slug).await?,
        agreed: Agreed::read(&asked).await?,
    };
    let completeness = completeness(&asked, moment.year).await?;
    Ok(page(&asked, &head, || body(&asked, &shown, changed, completeness)))
}

/// What a board shows.
struct Shown<'a> {
    moment: Moment<'a>,
    figures: &'a [Figure],
    filter: &'a Filter,
    sections: &'a [Section<'a>],
    ratings: &'a [(PriorityRating, By)],
    agreed: Option<Agreed>,
}

fn body(
    asked: &Asked,
    shown: &Shown<'_>,
    changed: Option<AnyView>,
    completeness: Option<AnyView>,
) -> AnyView {
    let Shown { moment, figures, filter, sections, agreed, .. } = shown;
    let moment = *moment;
    let area = asked.outline.area_name(&asked.outline.plan.area).to_owned();
    let year = moment.year;
    let what = match moment.until {
        Until::Newest => format!("{area}, newest figures"),
        Until::Year => format!(
            "{area}, plan year {} ({} to {})",
            year.slug,
            wording::day(year.first),
            wording::day(year.last)
        ),
    };
    let rows = each(sections);
    let counts = tally(&rows);
    let (id, heading) = match filter.order {
        Order::Exceptions => ("exceptions", "Exceptions first"),
        Order::Plan | Order::By(..) => ("every", "Every indicator"),
    };
    let attention = attention::panel(asked, moment, figures, rows, agreed.as_ref());
    view! {
        <header class="page-head board-head">
            <h1>"Board"</h1>
            <p class="lead">{what}</p>
            {parts::years(asked, moment, parts::at(asked, &path::Board))}
            {parts::ended_note(asked, moment)}
            {parts::look_ahead(asked)}
            {parts::priorities_note(asked, moment)}
            {headline(&counts)}
            <p class="aside"><a href=filter.present(asked, moment)>"Present, one indicator a screen"</a></p>
        </header>
        {attention}
        {changed}
        <section class="board-section" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            {filter.form(asked, moment)}
            {indicators(asked, shown)}
        </section>
        {completeness}
        {reading_note(asked)}
    }
    .into_any()
}

/// The indicators in the order that was chosen.
fn indicators(asked: &Asked, shown: &Shown<'_>) -> AnyView {
    let Shown { moment, figures, filter, sections, .. } = shown;
    let rows = each(sections);
    if rows.is_empty() {
        return view! { <p class="aside">"No indicators match these choices."</p> }.into_any();
    }
    let (said, parts) = match filter.order {
        Order::Plan => (None, by_plan(asked, shown)),
        Order::Exceptions => {
            let rows = by_exception(sections);
            (Some(exceptions_said(&rows)), vec![Part { head: None, rows }])
        }
        Order::By(column, direction) => {
            (None, vec![Part { head: None, rows: order::ordered(rows, column, direction) }])
        }
    };
    view! { {said} {table(asked, *moment, figures, filter, parts)} }.into_any()
}

/// How indicators are ordered by what stands out, and how many unusual figures chance alone would give.
fn exceptions_said(rows: &[&domain::board::Row<'_>]) -> AnyView {
    view! {
        <p class="aside">
            "First come figures that are worse than the usual ups and downs, or unusual and neither better \
                nor worse: those that chance explains least lead. Then red, indicators that will miss the \
                target if nothing changes, those with no up-to-date figure, and amber."
        </p>
        {chance(rows).map(|chance| view! { <p class="aside">{wording::chance(&chance)}</p> })}
    }
    .into_any()
}

/// The indicators in the plan's order, under their focus areas and priorities.
fn by_plan<'a>(asked: &Asked, shown: &Shown<'a>) -> Vec<Part<'a>> {
    let groups = shown.sections.iter().flat_map(|section| {
        section.groups.iter().enumerate().map(move |(place, group)| (section, place, group))
    });
    groups
        .map(|(section, place, group)| Part {
            head: Some(head(asked, shown, (section, place), group)),
            rows: group.rows.iter().collect(),
        })
        .collect()
}

/// The head of a priority's indicators; the first of a focus area names that too.
fn head(
    asked: &Asked,
    shown: &Shown<'_>,
    (section, place): (&Section<'_>, usize),
    group: &Group<'_>,
) -> AnyView {
    let moment = shown.moment;
    let focus_area = (place == 0).then(|| {
        let slug = &section.focus_area.slug;
        let address = at_moment(asked, &path::FocusArea::of(slug), moment);
        view! { <h3 id=format!("focus-area-{slug}")><a href=address>{section.focus_area.name.clone()}</a></h3> }
    });
    let heading = match group.priority {
        Some(priority) => {
            let address = at_moment(asked, &path::Priority::of(&priority.slug), moment);
            view! { <h4>"Priority: " <a href=address>{priority.name.clone()}</a></h4> }.into_any()
        }
        None => view! { <h4>"Other indicators"</h4> }.into_any(),
    };
    let own = group.priority.and_then(|priority| parts::own_rating(shown.ratings, priority, moment.year));
    let empty = group.rows.is_empty().then(|| {
        view! { <p class="aside">"No indicators have been placed under this priority yet."</p> }
    });
    view! {
        {focus_area}
        <div class="part-head">{heading} {parts::roll_up(group.ratings())}</div>
        {own}
        {empty}
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
                "the plan year's latest value against the target for the same period. Green meets the target, amber \
                    misses it by up to 5% of the target (or the tolerance that the plan sets), red by more. "
                <strong>"Variation: "</strong>
                "whether the latest figures go beyond the usual ups and downs of their series, judged by a control chart. "
                <strong>"Outlook: "</strong>
                "whether the target will be met if nothing changes."
            </p>
        </section>
    }
    .into_any()
}
