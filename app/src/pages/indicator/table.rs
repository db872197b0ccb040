//! The chart's figures as a table, a row for each period.

use super::control;
use crate::{ask::desk::Asked, parts};
use domain::{
    board::notes_within,
    change_note::break_between,
    chart::{Chart, View},
    figure::{Figure, Reading},
    period::Period,
    plan::{Standing, standing},
    wording,
};
use leptos::prelude::*;

pub(super) fn table(asked: &Asked, chart: &Chart<'_>, view: View) -> AnyView {
    let about = match view {
        View::Groups | View::Places => About::Many,
        _ => About::One,
    };
    let heads: Vec<_> = chart
        .lines
        .iter()
        .map(|line| view! { <th scope="col" class="figure">{line.name.to_owned()}</th> })
        .collect();
    let beside = match chart.lines.as_slice() {
        [own, other, ..] if about == About::One => {
            Some(view! { <th scope="col">{format!("{} beside {}", own.name, other.name)}</th> })
        }
        _ => None,
    };
    let limits = chart.control.is_some().then(|| {
        view! {
            <th scope="col" class="figure">"Mean"</th>
            <th scope="col" class="figure">"Limits"</th>
            <th scope="col">"Finding"</th>
        }
    });
    let mut before: Option<&Period> = None;
    let mut rows = Vec::new();
    // Forecasts have a table of their own.
    for period in chart.periods.iter().filter(|period| !chart.is_ahead(period)) {
        rows.push(row(asked, chart, about, before, period));
        before = Some(period);
    }
    view! {
        <section aria-labelledby="figures">
            <h2 id="figures">"Figures"</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Figures (scrollable table)">
                <table class="figures">
                    <caption>
                        {chart.indicator.name.clone()} ", " {chart.indicator.unit_said()} ". Source: "
                        {chart.indicator.source.clone()} "."
                    </caption>
                    <thead>
                        <tr>
                            <th scope="col">"Period"</th>
                            {heads}
                            {beside}
                            {limits}
                            <th scope="col">"Notes"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {legend(asked, chart)}
        </section>
    }
    .into_any()
}

/// Whether a table is about its first line or about all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    One,
    Many,
}

/// What the signs in the table mean: those that are there, and no others.
fn legend(asked: &Asked, chart: &Chart<'_>) -> Option<AnyView> {
    let figures = || chart.lines.iter().flat_map(|line| line.points.iter().map(|point| point.figure));
    let mut said = wording::meanings(figures());
    let pairs = chart.periods.iter().zip(chart.periods.iter().skip(1));
    let breaks = |(from, to): (&Period, &Period)| {
        break_between(&asked.outline.change_notes, &chart.indicator.slug, from, to).is_some()
    };
    if pairs.into_iter().any(breaks) {
        said.push("[b] break: not comparable with earlier periods".to_owned());
    }
    if figures().count() < chart.lines.len() * chart.periods.len() {
        said.push("– nothing recorded".to_owned());
    }
    let has_interval = |figure: &Figure| match &figure.reading {
        Reading::Value(measured) => measured.interval().is_some(),
        Reading::Absent(_) => false,
    };
    if figures().any(has_interval) {
        said.push("under a value: its confidence interval, as published".to_owned());
    }
    (!said.is_empty()).then(|| view! { <p class="symbols">{said.join("; ")} "."</p> }.into_any())
}

fn row(asked: &Asked, chart: &Chart<'_>, about: About, before: Option<&Period>, period: &Period) -> AnyView {
    let outline = &asked.outline;
    let cells: Vec<_> = chart
        .lines
        .iter()
        .map(|line| {
            let figure = chart.figure(line, period);
            view! { <td class="figure">{parts::cell(chart.indicator, figure)}</td> }
        })
        .collect();
    let beside = (chart.lines.len() > 1 && about == About::One).then(|| {
        let said =
            chart.comparison(period).map(|(comparison, name)| comparison.say_judged(chart.indicator, name));
        view! { <td class="beside">{said.unwrap_or_else(|| "–".to_owned())}</td> }
    });
    let limits = chart.control.as_ref().map(|charted| {
        let own = chart.lines.first().map_or(&[][..], |line| line.points.as_slice());
        let place = own.iter().position(|point| point.figure.period == *period);
        let cells =
            place.and_then(|place| control::cells(chart.indicator, charted, place)).unwrap_or_default();
        let [mean, limits, finding] = cells;
        view! { <td class="figure">{mean}</td> <td class="figure">{limits}</td> <td>{finding}</td> }
    });
    let place = match standing(&outline.years, period) {
        Standing::Before => "before the plan".to_owned(),
        Standing::In(year) => format!("plan year {}", year.slug),
        Standing::Between(year) => format!("after plan year {}", year.slug),
        Standing::After => "after the plan".to_owned(),
    };
    let own = chart.lines.first().filter(|_| about == About::One);
    let own = own.and_then(|line| chart.figure(line, period));
    let of_each = chart.lines.iter().filter(|_| about == About::Many);
    let broken =
        before.and_then(|before| break_between(&outline.change_notes, &chart.indicator.slug, before, period));
    let broken_said = broken.map(|note| format!("[b] The series breaks on {}. ", wording::day(note.on)));
    let absent = own
        .and_then(|figure| figure.reading.absence())
        .map(|absence| format!("{}. ", wording::capital(absence.as_str())));
    let reasons: String =
        notes_within(outline, chart.indicator, period).iter().map(|note| format!("{} ", note.text)).collect();
    let note = own.and_then(Figure::remarks).map(|note| format!("{note} "));
    let notes = notes_of_each(of_each.filter_map(|line| Some((line.name, chart.figure(line, period)?))));
    let class = if broken.is_some() { "after-break" } else { "" };
    view! {
        <tr class=class>
            <th scope="row">{period.label()} <span class="when">{place}</span></th>
            {cells}
            {beside}
            {limits}
            <td class="know">{broken_said} {absent} {reasons} {note} {notes}</td>
        </tr>
    }
    .into_any()
}

/// The notes of several lines' figures: a note that all of them have is given once, others with the names of those that have them.
fn notes_of_each<'a>(figures: impl Iterator<Item = (&'a str, &'a Figure)>) -> String {
    let mut notes: Vec<(String, Vec<&str>)> = Vec::new();
    let mut count = 0;
    for (name, figure) in figures {
        count += 1;
        let Some(note) = figure.remarks() else { continue };
        match notes.iter_mut().find(|(known, _)| *known == note) {
            Some((_, names)) => names.push(name),
            None => notes.push((note, vec![name])),
        }
    }
    let said = notes.into_iter().map(|(note, names)| {
        if names.len() == count { format!("{note} ") } else { format!("{}: {note} ", names.join(", ")) }
    });
    said.collect()
}
