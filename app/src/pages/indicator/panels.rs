//! A small chart for each group or place, all on the same axes, each with a sentence that says the same.

use super::{Chosen, drawn};
use crate::ask::{
    address::{gap_address, indicator_address},
    desk::Asked,
};
use domain::{
    chart::View,
    indicator::Measure,
    panels::{Behind, Panel, Panels},
    series::Breakdown,
    wording,
};
use leptos::prelude::*;

pub(super) fn panels(asked: &Asked, chosen: Chosen<'_>, panels: &Panels<'_>) -> AnyView {
    let mut place = 0;
    let of_dimensions: Vec<_> = panels
        .panels
        .chunk_by(|one, other| dimension(one) == dimension(other))
        .map(|of_one| {
            let heading = dimension(&of_one[0]).map(|name| view! { <h3>{wording::capital(name)}</h3> });
            let items: Vec<_> = of_one
                .iter()
                .map(|one| {
                    place += 1;
                    panel(asked, chosen, one, place)
                })
                .collect();
            view! { {heading} <ul class="panels">{items}</ul> }
        })
        .collect();
    view! {
        <div class="many-panels">
            <p class="aside">{same_axes(panels)}</p>
            {of_dimensions}
            <div class="panel-notes">{drawn::notes(&panels.all)}</div>
        </div>
    }
    .into_any()
}

fn dimension<'a>(panel: &Panel<'a>) -> Option<&'a str> {
    match panel.group {
        Breakdown::Total => None,
        Breakdown::Category { dimension, .. } => Some(dimension),
    }
}

fn panel(asked: &Asked, chosen: Chosen<'_>, panel: &Panel<'_>, place: usize) -> AnyView {
    let Chosen { indicator, moment, area, span, .. } = chosen;
    let address = match panel.group {
        Breakdown::Total => indicator_address(asked, indicator, moment, panel.area, View::Comparators, span),
        group => gap_address(asked, indicator, moment, area, group, span),
    };
    let name = panel.chart.lines.first().map_or("", |line| line.name);
    let told = wording::panel(&panel.chart);
    let svg = charts::small_chart(&panel.chart, &format!("panel-{place}"), name, &told);
    let link = view! { <a href=address>{name.to_owned()}</a> };
    let heading = match panel.group {
        Breakdown::Total => view! { <h3>{link}</h3> }.into_any(),
        Breakdown::Category { .. } => view! { <h4>{link}</h4> }.into_any(),
    };
    view! {
        <li class="panel">
            {heading}
            <div class="drawing" inner_html=svg></div>
            <p>{told}</p>
        </li>
    }
    .into_any()
}

/// What the axes are, and what is drawn behind each line.
pub(super) fn same_axes(panels: &Panels<'_>) -> String {
    let chart = &panels.all;
    let whole = chart.lines.last().map_or("", |line| line.name);
    let behind = match panels.behind {
        Behind::Drawn => format!(" The thin line is {}.", whole.replacen("Everyone", "everyone", 1)),
        Behind::TooLarge => format!(
            " {whole} is not drawn behind them: it is more than three times as \
                large, and would flatten them. It is in the table."
        ),
        Behind::Nothing => String::new(),
    };
    let is_of_places = panels.panels.iter().any(|panel| *panel.group == Breakdown::Total);
    let sizes = if chart.indicator.measure == Measure::Count && is_of_places {
        " Places differ in size, so their counts cannot be compared."
    } else {
        ""
    };
    format!("All charts have the same axes. {}{behind}{sizes}", wording::scale_said(chart))
}
