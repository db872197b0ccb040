//! What a control chart shows, in words: its key, its limits, and why there are none.

use charts::point_icon;
use domain::{
    board::Row,
    control_chart::{ControlChart, Group, Kind, Limits},
    indicator::{Indicator, Polarity},
    period::Period,
    plan::PlanYear,
    wording,
};
use leptos::prelude::*;

/// The key of the shapes and the limits of each group, or why there is no control chart.
pub(super) fn control(row: &Row<'_>, year: &PlanYear) -> AnyView {
    let chart = match &row.signals.chart {
        Ok(chart) => chart,
        Err(refusal) => {
            return view! { <p class="refused">{format!("There is no control chart: {refusal}.")}</p> }
                .into_any();
        }
    };
    let groups: Vec<_> = chart
        .groups
        .iter()
        .filter_map(|group| Some(view! { <li>{group_said(row, chart, group)?}</li> }))
        .collect();
    view! {
        <p class="aside">
            {format!("Figures up to plan year {}. If nothing changes, nearly all figures fall within the limits.", year.slug)}
        </p>
        <ul class="key" aria-label="What the shapes mean">{key(row.indicator.polarity)}</ul>
        <ul class="limits">{groups}</ul>
    }
    .into_any()
}

/// The shapes that the chart may show.
fn key(polarity: Polarity) -> Vec<AnyView> {
    let entries: &[(Kind, &str)] = match polarity {
        Polarity::Neither => &[
            (Kind::Common, "usual ups and downs"),
            (Kind::NeutralHigh, "unusually high"),
            (Kind::NeutralLow, "unusually low"),
        ],
        Polarity::Higher | Polarity::Lower => &[
            (Kind::Common, "usual ups and downs"),
            (Kind::Improvement, "unusual: better"),
            (Kind::Concern, "unusual: worse"),
        ],
    };
    let entry = |(kind, said): &(Kind, &'static str)| {
        view! { <li><span inner_html=point_icon(*kind, "")></span> " " {*said}</li> }.into_any()
    };
    entries.iter().map(entry).collect()
}

/// `From 2018-19 Q1: mean 250.4, limits 210.2 to 290.6, a first indication (8 figures).`
fn group_said(row: &Row<'_>, chart: &ControlChart, group: &Group) -> Option<String> {
    let indicator = row.indicator;
    let first: &Period = &row.figures.get(group.points.start)?.period;
    let mean = group.mean.map_or_else(String::new, |mean| format!("mean {}, ", indicator.print_mean(mean)));
    let said = match &group.limits {
        Ok(limits) => {
            let trial = if group.is_trial { ", an early sign: few points so far" } else { "" };
            format!("limits {}{trial}", limits_said(indicator, chart, group, limits))
        }
        Err(refusal) => format!("no limits: {refusal}"),
    };
    Some(format!("From {first}: {mean}{said}."))
}

/// `210.2 to 290.6`, so that of each point of the group it can be seen whether it lies beyond.
fn limits_said(indicator: &Indicator, chart: &ControlChart, group: &Group, limits: &Limits) -> String {
    let points = chart.points.get(group.points.clone()).unwrap_or_default();
    let values: Vec<f64> = points.iter().filter_map(|point| point.value).collect();
    let [lower, upper] = [limits.lower, limits.upper].map(|limit| indicator.print_limit(limit, &values));
    format!("{lower} to {upper}")
}

/// The cells of a period's row: mean, limits and what its point shows.
pub(super) fn cells(indicator: &Indicator, chart: &ControlChart, place: usize) -> Option<[String; 3]> {
    let point = chart.points.get(place)?;
    let group = chart.groups.get(point.group)?;
    let none = || "–".to_owned();
    let limits = group.limits.as_ref().ok();
    Some([
        group.mean.map_or_else(none, |mean| indicator.print_mean(mean)),
        limits.map_or_else(none, |limits| limits_said(indicator, chart, group, limits)),
        wording::finding::point(chart, point).unwrap_or_default(),
    ])
}
