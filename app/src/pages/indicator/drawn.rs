//! The chart, with what it shows in words and what explains it.

use crate::{
    ask::desk::Asked,
    islands::{ChartReader, ChartReaderProps, Place},
};
use charts::Size;
use domain::{
    change_note::Effect,
    chart::Chart,
    figure::Reading,
    forecast::Coverage,
    period::Period,
    plan::{Standing, standing},
    wording,
};
use leptos::prelude::*;

/// The chart in the two sizes that screens need; the style sheet shows one of them.
pub(super) fn chart(asked: &Asked, chart: &Chart<'_>) -> AnyView {
    let described = wording::chart_described(chart);
    let sizes = [(Size::Wide, "wide"), (Size::Narrow, "narrow")].map(|(size, name)| {
        let svg = charts::line_chart(chart, size, "chart", &chart.indicator.name, &described);
        let drawing: ChildrenFn =
            ToChildren::to_children(move || view! { <div class="drawing" inner_html=svg.clone()></div> });
        let places = places(asked, chart, size);
        view! {
            <div class=format!("size-{name}")>
                {ChartReader(ChartReaderProps { places, children: Box::new(move || drawing().into_any()) })}
            </div>
        }
    });
    view! {
        <figure class="drawn">
            {sizes.into_iter().collect::<Vec<_>>()}
            <figcaption>
                <p>{described}</p>
                {notes(chart)}
            </figcaption>
        </figure>
    }
    .into_any()
}

/// The reader's text for each period.
fn places(asked: &Asked, chart: &Chart<'_>, size: Size) -> Vec<Place> {
    charts::reading_places(chart, size)
        .into_iter()
        .map(|place| Place { x: place.x, y: place.y, told: told(asked, chart, &place.period) })
        .collect()
}

/// A period in one line: `2017/18: Oxfordshire 14.62%, England 13.91%, South East 13.92%`.
fn told(asked: &Asked, chart: &Chart<'_>, period: &Period) -> String {
    let mut figures: Vec<_> = chart
        .lines
        .iter()
        .filter_map(|line| {
            let said = match &chart.figure(line, period)?.reading {
                Reading::Value(measured) => chart.indicator.print(measured.value()),
                Reading::Absent(absence) => absence.to_string(),
            };
            Some(format!("{} {said}", line.name))
        })
        .collect();
    let ahead = chart.forecast.as_ref().and_then(|forecast| forecast.step(period));
    figures.extend(ahead.map(|step| {
        let band = wording::forecast::band(chart.indicator, step, Coverage::Eighty);
        let middle = chart.indicator.print(step.likeliest());
        format!("forecast {middle} (80% chance: {band})")
    }));
    let when = match standing(&asked.outline.years, period) {
        Standing::Before => " (before the plan)",
        Standing::In(_) | Standing::Between(_) => "",
        Standing::After => " (after the plan)",
    };
    format!("{period}{when}: {}", figures.join(", "))
}

/// The change notes by the numbers that they have on the chart.
pub(super) fn notes(chart: &Chart<'_>) -> Option<AnyView> {
    let items: Vec<_> = chart
        .notes
        .iter()
        .map(|note| {
            let effect = match note.effect {
                Effect::Breaks => Some(view! { <strong class="breaks">"The series breaks here. "</strong> }),
                Effect::Explains => None,
            };
            view! {
                <li>
                    <span class="note-day">{wording::day(note.on)}</span> ", " {note.kind.as_str()} ": " {effect}
                    {note.text.clone()} " " <span class="note-source">"Source: " {note.source.clone()} "."</span>
                </li>
            }
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <ol class="notes" aria-label="What explains the series">{items}</ol> }.into_any())
}
