//! Figures and absences as tables print them, and what their symbols mean.

use domain::{
    figure::{Absence, Figure, Measured, Reading, Status},
    indicator::Indicator,
    wording,
};
use leptos::prelude::*;

/// An absence as official statistics print it, with its meaning for those who hover or listen.
pub(crate) fn absence(absence: Absence) -> AnyView {
    view! { <abbr class="absence" title=absence.as_str()>{format!("[{}]", absence.symbol())}</abbr> }
        .into_any()
}

/// A figure in a table's cell.
pub(crate) fn cell(indicator: &Indicator, figure: Option<&Figure>) -> AnyView {
    let Some(figure) = figure else { return view! { <span class="nothing">"–"</span> }.into_any() };
    let mark = match figure.status {
        Status::Final => None,
        Status::Provisional => Some(view! { <abbr title="provisional">" [p]"</abbr> }),
        Status::Revised => Some(view! { <abbr title="revised">" [r]"</abbr> }),
    };
    let reading = match &figure.reading {
        Reading::Value(measured) => value(indicator, measured),
        Reading::Absent(why) => absence(*why).into_any(),
    };
    let stage = wording::stage(figure.approval)
        .map(|said| view! { <span class="when" title=said>{figure.approval.as_str()}</span> });
    view! { {reading} {mark} {stage} }.into_any()
}

/// A value, with the interval that was published with it where one was, as it was supplied.
fn value(indicator: &Indicator, measured: &Measured) -> AnyView {
    let interval = measured.interval().map(|interval| {
        let ends = format!("{} to {}", indicator.print(interval.lower), indicator.print(interval.upper));
        view! { <span class="when" title="confidence interval, as published">{ends}</span> }
    });
    view! { {indicator.print(measured.value())} {interval} }.into_any()
}

/// What the symbols in some figures mean; nothing where there are none.
pub(crate) fn symbols<'a>(figures: impl Iterator<Item = &'a Figure>) -> Option<AnyView> {
    let said = wording::meanings(figures);
    (!said.is_empty()).then(|| view! { <p class="symbols">{said.join("; ")} "."</p> }.into_any())
}
