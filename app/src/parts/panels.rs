//! A priority's indicators as small charts: how big, rated how, in one sentence, over time beside the comparator and the target.

use super::{absence, assurance, rating, roll_up, variation};
use crate::ask::{address::indicator_address, desk::Asked};
use domain::{
    board::{Group, Moment, Row},
    chart::{Chart, Span, View, row_chart},
    figure::Figure,
    panels::{Axes, share_scale},
    wording,
};
use leptos::prelude::*;

/// The small charts of a group of indicators. `which` distinguishes the groups of a page.
pub(crate) fn panels(
    asked: &Asked,
    moment: Moment<'_>,
    figures: &[Figure],
    which: usize,
    group: &Group<'_>,
) -> AnyView {
    if group.rows.is_empty() {
        return view! { <p class="aside">"No indicators have been placed under this priority yet."</p> }
            .into_any();
    }
    let mut charts: Vec<_> = group.rows.iter().map(|row| row_chart(&asked.outline, figures, row)).collect();
    let axes = match share_scale(&mut charts) {
        Axes::Shared => "All charts have the same vertical axis.",
        Axes::Own => "Each chart has a vertical axis of its own.",
    };
    let thin = asked.outline.main_comparator().map(|code| asked.outline.area_name(code));
    let is_beside = charts.iter().flatten().any(|chart| chart.lines.len() > 1);
    let thin = thin.filter(|_| is_beside).map(|name| format!(" The thin line is {name}."));
    let target = charts.iter().flatten().any(|chart| chart.target.is_some());
    let target =
        target.then_some(" The dash-dot line is the target; a target range is the band between two lines.");
    let items: Vec<_> = group
        .rows
        .iter()
        .zip(&charts)
        .enumerate()
        .map(|(place, (row, chart))| {
            panel(asked, moment, row, chart.as_ref(), &format!("panel-{which}-{place}"))
        })
        .collect();
    view! {
        {roll_up(group.ratings())}
        <p class="aside">{axes} {thin} {target}</p>
        <ul class="panels">{items}</ul>
    }
    .into_any()
}

fn panel(asked: &Asked, moment: Moment<'_>, row: &Row<'_>, chart: Option<&Chart<'_>>, id: &str) -> AnyView {
    let indicator = row.indicator;
    let area = &asked.outline.plan.area;
    let address = indicator_address(asked, indicator, moment, area, View::Comparators, Span::All);
    let drawn = chart.map(|chart| {
        let svg = charts::small_chart(chart, id, &indicator.name, &wording::panel(chart));
        view! { <div class="drawing" inner_html=svg></div> }
    });
    view! {
        <li class="panel indicator">
            <h3><a href=address>{indicator.name.clone()}</a></h3>
            <p class="unit">{indicator.unit_said()}</p>
            <p class="latest">{latest(row)} {super::row::awaited(row)} {super::now(asked, row)}</p>
            {drawn}
            <p>{wording::headline(&asked.outline, row)}</p>
            <div class="panel-signals">{rating(row)} {variation(row)} {assurance(row)}</div>
        </li>
    }
    .into_any()
}

/// The last value with its period, or why there is none.
fn latest(row: &Row<'_>) -> AnyView {
    let value = row.latest.and_then(|figure| Some((figure.reading.value()?, figure)));
    if let Some((value, figure)) = value {
        let stage = wording::stage(figure.approval).map(|stage| format!(", {stage}"));
        return view! {
            <strong class="value">{row.indicator.print(value)}</strong> " "
            <span class="when">{figure.period.label()} {stage}</span>
        }
        .into_any();
    }
    match row.missing.and_then(|figure| Some((figure.reading.absence()?, figure.period))) {
        Some((why, period)) => {
            view! { {absence(why)} " " <span class="when">{format!("{period}: {why}")}</span> }.into_any()
        }
        None => view! { <span class="when">{wording::capital("no figure yet")}</span> }.into_any(),
    }
}
