//! What a control chart shows, in words: its key, its limits, and why there are none.

use super::has_limits;
use charts::point_icon;
use domain::{
    board::{Moment, Row},
    chart::{Control, Group},
    control_chart::Kind,
    indicator::{Indicator, Polarity},
    judgement::{Chart, Claim, FEWEST_FOR_ASSURANCE},
    period::Period,
    wording,
};
use leptos::prelude::*;

/// The key of the shapes and the limits of each group, or why there is no control chart.
pub(super) fn control(row: &Row<'_>, moment: Moment<'_>) -> AnyView {
    if let Err(refusal) = has_limits(row) {
        return view! { <p class="refused">{format!("There is no control chart: {refusal}.")}</p> }
            .into_any();
    }
    let control = Control::of(&row.signals, row.indicator.polarity);
    let groups: Vec<_> = control
        .groups
        .iter()
        .filter_map(|group| Some(view! { <li>{group_said(row, &control, group)?}</li> }))
        .collect();
    view! {
        <p class="aside">
            {format!("{} If nothing changes, nearly all figures fall within the limits. {}", wording::shown(moment), method(row))}
        </p>
        <ul class="key" aria-label="What the shapes mean">{key(row.indicator.polarity, &control)}</ul>
        <ul class="limits">{groups}</ul>
    }
    .into_any()
}

/// How the limits of the last group are made.
fn method(row: &Row<'_>) -> String {
    let judgement = &row.signals.judgement;
    let of = match judgement.chart {
        Chart::Xmr => "The limits come from how much figures side by side differ (XmR chart)",
        Chart::Poisson => {
            "The counts are small, so the limits come from the chance of each count, given their total"
        }
        Chart::P => "The limits are wider where fewer are counted (p' chart)",
        Chart::U => "The limits are wider where fewer are counted (u' chart)",
    };
    let season = if judgement.is_seasonal { ", and follow the season" } else { "" };
    format!("{of}{season}.")
}

/// The shapes that the chart may show.
fn key(polarity: Polarity, control: &Control) -> Vec<AnyView> {
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
    let is_apart = control.points.iter().any(|point| point.is_apart);
    let apart = is_apart.then(|| view! { <li>"dashed and hollow: set apart as exceptional"</li> }.into_any());
    entries.iter().map(entry).chain(apart).collect()
}

/// `From 2018-19 Q1: mean 250.4, limits 210.2 to 290.6, an early sign: few points so far.`
fn group_said(row: &Row<'_>, control: &Control, group: &Group) -> Option<String> {
    let first: &Period = &row.figures.get(group.points.start)?.period;
    let early = if group.values <= FEWEST_FOR_ASSURANCE { ", an early sign: few points so far" } else { "" };
    if group.is_varying {
        return Some(format!(
            "From {first}: each figure has limits of its own; the table below gives them{early}."
        ));
    }
    let points = control.points.get(group.points.clone())?;
    let place = group.points.start + points.iter().position(|point| point.value.is_some())?;
    let mean = control.points.get(place)?.mean;
    let mean = mean.map_or_else(String::new, |mean| format!("mean {}, ", row.indicator.print_mean(mean)));
    let said = match limits_said(row.indicator, control, place) {
        Some(limits) => format!("limits {limits}{early}"),
        None => format!("no limits{}", why_none(row, control, group)),
    };
    Some(format!("From {first}: {mean}{said}."))
}

/// Why a group has no limits, where that is known: of the last one it is.
fn why_none(row: &Row<'_>, control: &Control, group: &Group) -> String {
    let is_last = control.groups.last() == Some(group);
    let why = row.signals.why_not(Claim::Variation).filter(|_| is_last);
    why.map_or_else(String::new, |why| format!(": {why}"))
}

/// `210.2 to 290.6`, so that of each point it can be seen whether it lies beyond. Where there is no lower limit: `up to 4`.
fn limits_said(indicator: &Indicator, control: &Control, place: usize) -> Option<String> {
    let point = control.points.get(place)?;
    let values: Vec<f64> = control.points.iter().filter_map(|point| point.value).collect();
    let print = |limit: f64| indicator.print_limit(limit, &values);
    match (point.lower, point.upper) {
        (Some(lower), Some(upper)) => Some(format!("{} to {}", print(lower), print(upper))),
        (None, Some(upper)) => Some(format!("up to {}", print(upper))),
        (Some(lower), None) => Some(format!("from {}", print(lower))),
        (None, None) => None,
    }
}

/// The cells of a period's row: mean, limits and what its point shows.
pub(super) fn cells(indicator: &Indicator, control: &Control, place: usize) -> Option<[String; 3]> {
    let point = control.points.get(place)?;
    let none = || "–".to_owned();
    Some([
        point.mean.map_or_else(none, |mean| indicator.print_mean(mean)),
        limits_said(indicator, control, place).unwrap_or_else(none),
        wording::finding::point(control, point).unwrap_or_default(),
    ])
}
