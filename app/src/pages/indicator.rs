//! One indicator: chart, sentence, table, definition, source and history, and files of what it shows.

mod about;
mod beside;
mod change;
mod control;
mod download;
mod drawn;
mod forecast;
mod gaps;
mod history;
mod panels;
mod signals;
mod table;

pub(crate) use download::{csv, png, svg, workbook};

use super::narrative;
use crate::{
    ask::{
        address::indicator_address,
        choice::Choices,
        desk::Asked,
        fault::Fault,
        named::{Name, indicator_of},
        path,
    },
    parts::{self, Checked},
    shell::page::{Head, Place, Script, page},
};
use axum::response::Html;
use domain::{
    access::{Action, Audience},
    area::AreaCode,
    board::{Moment, Row, is_by, row},
    chart::{Chart, Control, Span, View, chart, gap_chart},
    control_chart::Refusal,
    figure::{Absence, Figure},
    indicator::Indicator,
    judgement::{Claim, Reason},
    narrative::About,
    neighbours::{self, Beside},
    observation::Cadence,
    outline::Outline,
    panels::{Of, Panels, panels, places_within},
    series::{self, Breakdown},
    wording,
};
use leptos::prelude::*;
use std::sync::Arc;
use storage::figure::FigureVersion;

/// What the address chose.
#[derive(Clone, Copy)]
struct Chosen<'a> {
    indicator: &'a Indicator,
    moment: Moment<'a>,
    area: &'a AreaCode,
    view: View,
    span: Span,
    /// The group whose gap to everyone is shown.
    group: Option<&'a Breakdown>,
}

/// What the record has for the page.
struct Found<'a> {
    figures: &'a [Figure],
    row: &'a Row<'a>,
    beside: Option<&'a Beside<'a>>,
    sentence: &'a str,
    drawn: &'a Drawn<'a>,
    history: &'a [FigureVersion],
    narratives: &'a [(storage::narrative::NarrativeVersion, Vec<storage::narrative::Change>)],
    checked: Checked<'a>,
}

/// What the chosen view draws.
enum Drawn<'a> {
    /// There is no value to draw.
    Nothing,
    /// One chart.
    One(Box<Chart<'a>>),
    /// Small charts.
    Many(Box<Panels<'a>>),
}

impl<'a> Drawn<'a> {
    /// Every line that is drawn, as one chart.
    fn chart(&self) -> Option<&Chart<'a>> {
        match self {
            Self::Nothing => None,
            Self::One(chart) => Some(chart),
            Self::Many(panels) => Some(&panels.all),
        }
    }
}

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let indicator = indicator_of(&asked, &name)?;
    let figures = storage::figure::of_indicator(&asked.desk, indicator).await?;
    let history = storage::figure::history(&asked.desk, indicator).await?;
    let about = About::Indicator(indicator.slug.clone());
    let mut narratives = narrative::standing(&asked, &about, &[&indicator.slug]).await?;
    let group = choices.group()?;
    let chosen = chosen(&asked, &choices, indicator, &figures, group.as_ref())?;
    let area = chosen.area;
    narratives.retain(|(entry, _)| is_by(&asked.outline.years, chosen.moment.year, &entry.narrative.quarter));
    let claims = match narratives.is_empty() {
        true => Arc::default(),
        false => storage::claim::of_plan(&asked.desk, &asked.outline).await?,
    };
    let row = row(&asked.outline, &figures, indicator, area, chosen.moment);
    let sentence = wording::headline(&asked.outline, &row);
    let beside = row
        .latest
        .and_then(|latest| neighbours::beside(&asked.outline.neighbour_sets, &figures, indicator, latest));
    let drawn = drawn_of(&asked.outline, &figures, chosen, &row);
    let head = Head {
        title: indicator.name.clone(),
        description: format!("{}: {sentence}", asked.outline.area_name(area)),
        place: Place::Elsewhere,
        script: if matches!(drawn, Drawn::One(_)) { Script::Islands } else { Script::None },
    };
    let found = Found {
        figures: &figures,
        row: &row,
        beside: beside.as_ref(),
        sentence: &sentence,
        drawn: &drawn,
        history: &history,
        narratives: &narratives,
        checked: Checked { outline: &asked.outline, claims: &claims, moment: chosen.moment },
    };
    Ok(page(&asked, &head, || body(&asked, chosen, &found)))
}

/// What an address chose of an indicator.
fn chosen<'a>(
    asked: &'a Asked,
    choices: &Choices,
    indicator: &'a Indicator,
    figures: &'a [Figure],
    group: Option<&'a Breakdown>,
) -> Result<Chosen<'a>, Fault> {
    let area = choices.area(asked)?;
    let groups = series::groups_of(figures, &indicator.slug, area);
    if group.is_some_and(|group| !groups.contains(&group)) {
        return Err(Fault::BadRequest("No figures for that group have been recorded for this area.".into()));
    }
    Ok(Chosen {
        indicator,
        moment: choices.moment(asked)?,
        area,
        view: choices.view()?,
        span: choices.span()?,
        group: group.or(groups.first().copied()),
    })
}

/// What the chosen view draws. A control chart ends with the plan year that is chosen, as the signals do.
fn drawn_of<'a>(outline: &'a Outline, figures: &'a [Figure], chosen: Chosen<'a>, row: &Row<'a>) -> Drawn<'a> {
    let Chosen { indicator, area, view, span, group, .. } = chosen;
    let many = |of| panels(outline, figures, indicator, area, of, span);
    let one = match view {
        View::Comparators | View::Line => {
            let drawn = chart(outline, figures, indicator, area, view, span);
            drawn.map(|drawn| match row.target {
                Some(target) => drawn.with_target(target.aim),
                None => drawn,
            })
        }
        View::Gaps => group.and_then(|group| gap_chart(outline, figures, indicator, area, group, span)),
        View::ControlChart => controlled(outline, chosen, row),
        View::Forecast => forecast::drawn(outline, chosen, row),
        View::Groups => {
            return many(Of::Groups).map_or(Drawn::Nothing, |panels| Drawn::Many(Box::new(panels)));
        }
        View::Places => {
            return many(Of::Places).map_or(Drawn::Nothing, |panels| Drawn::Many(Box::new(panels)));
        }
    };
    one.map_or(Drawn::Nothing, |chart| Drawn::One(Box::new(chart)))
}

/// Whether the series as a whole can have a control chart.
///
/// # Errors
/// Why not.
fn has_limits(row: &Row<'_>) -> Result<(), Refusal> {
    match row.signals.why_not(Claim::Variation) {
        Some(Reason::NoLimits(
            refusal @ (Refusal::NoValues | Refusal::NotFinite | Refusal::MixedKinds | Refusal::Overlapping),
        )) => Err(refusal),
        _ => Ok(()),
    }
}

/// The control chart of the figures up to the chosen plan year.
fn controlled<'a>(outline: &'a Outline, chosen: Chosen<'a>, row: &Row<'a>) -> Option<Chart<'a>> {
    has_limits(row).ok()?;
    let drawn = chart(outline, row.figures, chosen.indicator, chosen.area, chosen.view, chosen.span)?;
    let shown = drawn.lines.first().map_or(&[][..], |line| line.points.as_slice());
    let first = shown.first().map(|point| point.figure.period);
    let from = row.figures.iter().position(|figure| Some(figure.period) == first).unwrap_or(0);
    let part = Control::of(&row.signals, chosen.indicator.polarity).part(from..from + shown.len());
    Some(drawn.with_control(part, row.target.map(|target| target.aim)))
}

fn body(asked: &Asked, chosen: Chosen<'_>, found: &Found<'_>) -> AnyView {
    let Chosen { indicator, moment, area, view, span, .. } = chosen;
    let outline = &asked.outline;
    let drawn = match found.drawn {
        Drawn::One(chart) => drawn::chart(asked, chart).into_any(),
        Drawn::Many(many) => panels::panels(asked, chosen, many).into_any(),
        Drawn::Nothing => nothing_to_draw(asked, chosen, found).into_any(),
    };
    let below = match view {
        View::ControlChart if found.row.figures.is_empty() => None,
        View::ControlChart => Some(control::control(found.row, moment)),
        View::Forecast => Some(forecast::forecast(outline, chosen, found.row, found.drawn.chart())),
        View::Gaps => {
            Some(gaps::gaps(outline, chosen, found.figures, found.row.figures.last().map(|last| last.period)))
        }
        View::Comparators => beside::beside(asked, chosen, found.row, found.beside),
        View::Line | View::Groups | View::Places => None,
    };
    let has_figures = !found.row.figures.is_empty();
    let to_narrative = path::IndicatorNarrative::of(&indicator.slug);
    let may_write = asked.may(Action::WriteNarrative, Some(indicator));
    let told = parts::narratives(asked, found.narratives, may_write.then_some(&to_narrative), found.checked);
    // The gaps have a table of their own.
    let chart = found.drawn.chart();
    let table = chart.filter(|_| view != View::Gaps).map(|chart| table::table(asked, chart, view));
    view! {
        <header class="page-head">
            <p class="kind">"Indicator" {about::places(asked, chosen)}</p>
            <h1>{indicator.name.clone()}</h1>
            <p class="unit-line">{indicator.unit_said()} ", " {outline.area_name(area).to_owned()}</p>
            <p class="sentence">{found.sentence.to_owned()}</p>
            {parts::now(asked, found.row).map(|now| view! { <p class="since-then">{now}</p> })}
            {parts::to_narrative(asked, found.narratives, found.row.latest.map(|latest| &latest.period))}
            {parts::years(asked, moment, |moment| Some(indicator_address(asked, indicator, moment, area, view, span)))}
            {parts::ended_note(asked, moment)}
            {parts::look_ahead(asked)}
            {change::change(asked, indicator, area)}
        </header>
        <section class="chart-section" aria-labelledby="chart">
            <h2 id="chart">"Over time"</h2>
            {choices(asked, chosen, found.figures)}
            {drawn}
        </section>
        {below}
        {told}
        {has_figures.then(|| signals::signals(asked, found.row, found.beside))}
        {table}
        {download::links(asked, chosen, found)}
        {about::about(asked, chosen, chart)}
        {history::history(asked, indicator, found.history)}
    }
    .into_any()
}

/// Links to the same page with another view, span or area.
fn choices(asked: &Asked, chosen: Chosen<'_>, figures: &[Figure]) -> AnyView {
    let Chosen { indicator, moment, area, view, span, .. } = chosen;
    let link = |area: &AreaCode, view, span, is_chosen: Option<&'static str>, text: String| {
        let address = indicator_address(asked, indicator, moment, area, view, span);
        view! { <li><a href=address aria-current=is_chosen>{text}</a></li> }
    };
    let mark = |is_chosen: bool| is_chosen.then_some("true");
    let outline = &asked.outline;
    let areas: Vec<_> = outline
        .areas
        .iter()
        .filter(|other| other.code == *area || is_offered(outline, &other.code))
        .filter(|other| !series::of(figures, &indicator.slug, &other.code).is_empty() || other.code == *area)
        .map(|other| link(&other.code, view, span, mark(other.code == *area), other.name.clone()))
        .collect();
    let areas = (areas.len() > 1).then(|| choice("Area", areas));
    let known = series::groups_of(figures, &indicator.slug, area);
    let has_places = !places_within(outline, figures, indicator, area).is_empty();
    let views = [
        (View::Comparators, "with comparators"),
        (View::Line, "line"),
        (View::ControlChart, "control chart"),
        (View::Forecast, "forecast"),
        (View::Gaps, "gaps"),
        (View::Groups, "by group"),
        (View::Places, "by place"),
    ];
    // A view that has nothing to show is not offered, but is explained where it is asked for.
    let is_shown = |other: View| match other {
        View::Forecast => Cadence::of(indicator.frequency) == Cadence::Seasons(4) || view == other,
        View::Groups => !known.is_empty() || view == other,
        View::Places => has_places || view == other,
        _ => true,
    };
    let views = views.into_iter().filter(|(other, _)| is_shown(*other));
    let views: Vec<_> =
        views.map(|(other, name)| link(area, other, span, mark(other == view), name.to_owned())).collect();
    let groups = if view == View::Gaps { gaps::groups(asked, chosen, &known) } else { Vec::new() };
    let groups = (!groups.is_empty()).then(|| choice("Group", groups));
    let spans = vec![
        link(area, view, Span::All, mark(span == Span::All), "all years".to_owned()),
        link(area, view, Span::Plan, mark(span == Span::Plan), "the plan's years".to_owned()),
    ];
    view! { <div class="choice-row">{areas} {choice("View", views)} {groups} {choice("Span", spans)}</div> }
        .into_any()
}

/// Whether an area is offered by itself: areas that are only neighbours are reached from their table.
fn is_offered(outline: &Outline, area: &AreaCode) -> bool {
    let is_neighbour = || outline.neighbour_sets.iter().any(|set| set.neighbours.contains(area));
    *area == outline.plan.area || outline.plan.comparators.contains(area) || !is_neighbour()
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
fn nothing_to_draw(asked: &Asked, chosen: Chosen<'_>, found: &Found<'_>) -> Option<AnyView> {
    let own = series::of(found.figures, &chosen.indicator.slug, chosen.area);
    let Chosen { indicator, area, .. } = chosen;
    let has_groups = !series::groups_of(found.figures, &indicator.slug, area).is_empty();
    let has_places = !places_within(&asked.outline, found.figures, indicator, area).is_empty();
    let owner = asked.outline.organisation_name(&chosen.indicator.owner).to_owned();
    let said = match (chosen.view, has_limits(found.row)) {
        _ if found.figures.is_empty() => {
            format!("No figures have been recorded yet. {owner} is responsible for this indicator.")
        }
        _ if own.is_empty() => "No figures have been recorded for this area.".to_owned(),
        (View::Groups, _) if !has_groups => {
            "No figures for any group have been recorded for this area.".to_owned()
        }
        (View::Places, _) if !has_places => {
            "No figures have been recorded for any place within this area.".to_owned()
        }
        // Explained below, with what it needs.
        (View::Gaps, _) if chosen.group.is_none() => return None,
        (View::ControlChart, Err(_)) if !found.row.figures.is_empty() => return None,
        _ if asked.desk.visitor().audience() == Audience::Public
            && own.iter().all(|figure| figure.reading.absence() == Some(Absence::Confidential)) =>
        {
            "Figures that partners recorded here are not shown to the public.".to_owned()
        }
        _ => "There is no value to draw for these years.".to_owned(),
    };
    Some(view! { <p class="nothing-drawn">{said}</p> {parts::symbols(own.iter())} }.into_any())
}
