//! One indicator: chart, sentence, table, definition, source and history.

mod about;
mod change;
mod drawn;
mod history;
mod table;

use super::{Name, missing, slug};
use crate::{
    choice::{Choices, indicator_address},
    desk::Asked,
    fault::Fault,
    page::{Head, Place, Script, page},
    parts,
};
use axum::response::Html;
use domain::{
    area::AreaCode,
    board::row,
    chart::{Chart, Span, View, chart},
    figure::Figure,
    indicator::Indicator,
    plan::PlanYear,
    series, wording,
};
use leptos::prelude::*;
use storage::figure::Entry;

/// What the address chose.
#[derive(Clone, Copy)]
struct Chosen<'a> {
    indicator: &'a Indicator,
    year: &'a PlanYear,
    area: &'a AreaCode,
    view: View,
    span: Span,
}

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let indicator =
        asked.outline.indicator(&slug(&name, "indicator")?).ok_or_else(|| missing("indicator"))?;
    let chosen = Chosen {
        indicator,
        year: choices.year(&asked)?,
        area: choices.area(&asked)?,
        view: choices.view()?,
        span: choices.span()?,
    };
    let figures = storage::figure::of_indicator(&asked.desk, indicator).await?;
    let history = storage::figure::history(&asked.desk, indicator).await?;
    let row = row(&asked.outline, &figures, indicator, chosen.area, chosen.year);
    let sentence = wording::headline(&asked.outline, &row);
    let chart = chart(&asked.outline, &figures, indicator, chosen.area, chosen.view, chosen.span);
    let head = Head {
        title: indicator.name.clone(),
        description: format!("{}: {sentence}", asked.outline.area_name(chosen.area)),
        place: Place::Elsewhere,
        script: if chart.is_some() { Script::Islands } else { Script::None },
    };
    Ok(page(&asked, &head, || body(&asked, chosen, &sentence, &figures, chart.as_ref(), &history)))
}

fn body(
    asked: &Asked,
    chosen: Chosen<'_>,
    sentence: &str,
    figures: &[Figure],
    chart: Option<&Chart<'_>>,
    history: &[Entry],
) -> AnyView {
    let Chosen { indicator, year, area, view, span } = chosen;
    let outline = &asked.outline;
    let drawn = match chart {
        Some(chart) => drawn::chart(asked, chart).into_any(),
        None => nothing_to_draw(asked, chosen, figures).into_any(),
    };
    view! {
        <header class="page-head">
            <p class="kind">"Indicator" {about::places(asked, chosen)}</p>
            <h1>{indicator.name.clone()}</h1>
            <p class="unit-line">{indicator.unit_said()} ", " {outline.area_name(area).to_owned()}</p>
            <p class="sentence">{sentence.to_owned()}</p>
            {parts::years(asked, year, |year| Some(indicator_address(asked, indicator, year, area, view, span)))}
            {parts::ended_note(asked)}
            {change::change(asked, indicator, area)}
        </header>
        <section class="chart-section" aria-labelledby="chart">
            <h2 id="chart">"Over time"</h2>
            {choices(asked, chosen, figures)}
            {drawn}
        </section>
        {chart.map(|chart| table::table(asked, chart))}
        {about::about(asked, chosen, chart)}
        {history::history(asked, indicator, history)}
    }
    .into_any()
}

/// Links to the same page with another view, span or area.
fn choices(asked: &Asked, chosen: Chosen<'_>, figures: &[Figure]) -> AnyView {
    let Chosen { indicator, year, area, view, span } = chosen;
    let link = |area: &AreaCode, view, span, is_chosen: Option<&'static str>, text: String| {
        let address = indicator_address(asked, indicator, year, area, view, span);
        view! { <li><a href=address aria-current=is_chosen>{text}</a></li> }
    };
    let mark = |is_chosen: bool| is_chosen.then_some("true");
    let outline = &asked.outline;
    let areas: Vec<_> = outline
        .areas
        .iter()
        .filter(|other| !series::of(figures, &indicator.slug, &other.code).is_empty() || other.code == *area)
        .map(|other| link(&other.code, view, span, mark(other.code == *area), other.name.clone()))
        .collect();
    let areas = (areas.len() > 1).then(|| choice("Area", areas));
    let views = vec![
        link(area, View::Comparators, span, mark(view == View::Comparators), "with comparators".to_owned()),
        link(area, View::Line, span, mark(view == View::Line), "alone".to_owned()),
    ];
    let spans = vec![
        link(area, view, Span::All, mark(span == Span::All), "all years".to_owned()),
        link(area, view, Span::Plan, mark(span == Span::Plan), "the plan's years".to_owned()),
    ];
    view! { <div class="choice-row">{areas} {choice("View", views)} {choice("Span", spans)}</div> }.into_any()
}

fn choice(name: &'static str, links: Vec<impl IntoView + 'static>) -> AnyView {
    let links: Vec<_> = links.into_iter().map(IntoAny::into_any).collect();
    view! {
        <nav class="choices" aria-label=name>
            <span class="choices-name">{name}</span>
            <ul>{links}</ul>
        </nav>
    }
    .into_any()
}

/// Why there is no chart.
fn nothing_to_draw(asked: &Asked, chosen: Chosen<'_>, figures: &[Figure]) -> AnyView {
    let own = series::of(figures, &chosen.indicator.slug, chosen.area);
    let owner = asked.outline.organisation_name(&chosen.indicator.owner).to_owned();
    let said = if figures.is_empty() {
        format!("No figures have been recorded yet. {owner} answers for this indicator.")
    } else if own.is_empty() {
        "No figures have been recorded for this area.".to_owned()
    } else {
        "There is no value to draw in this span.".to_owned()
    };
    view! { <p class="nothing-drawn">{said}</p> {parts::symbols(own.iter())} }.into_any()
}
