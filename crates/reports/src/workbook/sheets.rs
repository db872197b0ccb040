//! The contents of each sheet of a workbook.

use super::{Columns, Sheet, Value};
use domain::{
    figure::Absence,
    number,
    pack::{Aimed, Forecast, Frozen, Measured},
};
use std::collections::HashMap;

const COVER: &Columns = &[("What", 22.0), ("Words", 100.0)];
const CONTENTS: &Columns = &[("Sheet", 16.0), ("What it holds", 80.0), ("Rows", 10.0)];
const NOTES: &Columns = &[("Sort", 14.0), ("Name", 44.0), ("What it means", 100.0)];
const FIGURES: &Columns = &[
    ("Indicator", 48.0),
    ("Area", 22.0),
    ("Area code", 12.0),
    ("Breakdown", 20.0),
    ("Period", 16.0),
    ("Value", 12.0),
    ("Symbol if there is no value", 12.0),
    ("Reason if there is no value", 20.0),
    ("Numerator", 12.0),
    ("Denominator", 13.0),
    ("Status", 12.0),
    ("Unit", 20.0),
    ("Note", 50.0),
];
const INDICATORS: &Columns = &[
    ("Indicator", 48.0),
    ("Name in addresses", 26.0),
    ("Unit", 20.0),
    ("Which way is better", 18.0),
    ("What it means", 80.0),
    ("Source", 50.0),
    ("Who is responsible for it", 30.0),
];
const FORECASTS: &Columns = &[
    ("Indicator", 48.0),
    ("Area code", 12.0),
    ("Forecast by", 30.0),
    ("Period", 16.0),
    ("Most likely value", 12.0),
    ("Lower end of 80%", 12.0),
    ("Upper end of 80%", 12.0),
    ("Lower end of 95%", 12.0),
    ("Upper end of 95%", 12.0),
    ("Lower end of its target", 12.0),
    ("Upper end of its target", 12.0),
    ("Chance of meeting its target, from 0 to 1", 16.0),
];

/// The cover.
pub(super) fn cover<'a>(frozen: &'a Frozen, number: &'a str) -> Sheet<'a> {
    let document = &frozen.document;
    let mut rows: Vec<(&str, &str)> = vec![
        ("What it belongs to", &document.subtitle),
        ("Partnership", &document.partnership),
        ("As at", &document.as_at),
        ("State of the record", number),
    ];
    rows.extend(document.cautions.iter().map(|caution| ("Caution", caution.as_str())));
    rows.push(("Figures", "The figures that the pack was made from, as they were when it was frozen."));
    rows.push((
        "Symbols",
        "Where there is no value, a symbol in square brackets shows why: see the sheet Notes.",
    ));
    Sheet {
        name: "Cover",
        title: document.title.clone(),
        description: "The figures behind this pack. This sheet has one table.",
        columns: COVER,
        rows: rows.into_iter().map(|(name, words)| vec![Value::Text(name), Value::Text(words)]).collect(),
    }
}

/// The sheets after it.
pub(super) fn contents<'a>(sheets: &[Sheet<'_>]) -> Sheet<'a> {
    let row = |sheet: &Sheet<'_>| {
        vec![
            Value::Text(sheet.name),
            Value::Text(sheet.description),
            Value::Number(sheet.rows.len() as f64, 0),
        ]
    };
    Sheet {
        name: "Contents",
        title: "Contents".to_owned(),
        description: "The sheets of this workbook. This sheet has one table.",
        columns: CONTENTS,
        rows: sheets.iter().map(row).collect(),
    }
}

/// Cautions, symbols and definitions.
pub(super) fn notes<'a>(frozen: &'a Frozen, symbols: &'a [(String, Absence)]) -> Sheet<'a> {
    let row = |sort, name, words| vec![Value::Text(sort), Value::Text(name), Value::Text(words)];
    let cautions = frozen.document.cautions.iter().map(|caution| row("Caution", "All figures", caution));
    let symbols = symbols.iter().map(|(symbol, absence)| row("Symbol", symbol, meaning(*absence)));
    let told = frozen.indicators.iter().filter(|indicator| !indicator.definition.is_empty());
    let definitions = told.map(|indicator| row("Definition", &indicator.name, &indicator.definition));
    Sheet {
        name: "Notes",
        title: "Notes".to_owned(),
        description: "Symbols, cautions and definitions. This sheet has one table.",
        columns: NOTES,
        rows: cautions.chain(symbols).chain(definitions).collect(),
    }
}

/// Every figure.
pub(super) fn figures(frozen: &Frozen) -> Sheet<'_> {
    let indicators = by_slug(frozen);
    let rows = frozen.figures.iter().map(|figure| {
        let indicator = indicators.get(figure.indicator.as_str()).copied();
        let decimals = indicator.map_or(2, |indicator| indicator.decimals);
        let is_absent = figure.value.is_none();
        let part =
            |part: Option<f64>| part.map_or(Value::Nothing, |number| Value::Number(number, fine(number)));
        vec![
            Value::Text(indicator.map_or(&figure.indicator, |indicator| &indicator.name)),
            Value::Text(&figure.area.1),
            Value::Text(&figure.area.0),
            Value::Text(&figure.breakdown),
            Value::Text(&figure.period),
            figure.value.map_or(Value::Nothing, |value| Value::Number(value, decimals)),
            if is_absent { Value::Text(&figure.printed) } else { Value::Nothing },
            figure.absence.as_deref().map_or(Value::Nothing, Value::Text),
            part(figure.fraction.map(|(numerator, _)| numerator)),
            part(figure.fraction.map(|(_, denominator)| denominator)),
            Value::Text(&figure.status),
            Value::Text(indicator.map_or("", |indicator| &indicator.unit)),
            Value::Text(figure.note.as_deref().unwrap_or_default()),
        ]
    });
    Sheet {
        name: "Figures",
        title: "Figures".to_owned(),
        description: "Every figure behind the pack, one row each. This sheet has one table.",
        columns: FIGURES,
        rows: rows.collect(),
    }
}

/// The indicators of the figures.
pub(super) fn indicators<'a>(frozen: &'a Frozen) -> Sheet<'a> {
    let row = |indicator: &'a Measured| {
        let Measured { slug, name, unit, definition, polarity, source, owner, decimals: _ } = indicator;
        [name, slug, unit, polarity, definition, source, owner]
            .into_iter()
            .map(|text| Value::Text(text.as_str()))
            .collect()
    };
    Sheet {
        name: "Indicators",
        title: "Indicators".to_owned(),
        description: "What is measured, with the names and definitions of that time. This sheet has one table.",
        columns: INDICATORS,
        rows: frozen.indicators.iter().map(row).collect(),
    }
}

/// The forecasts.
pub(super) fn forecasts(frozen: &Frozen) -> Sheet<'_> {
    let indicators = by_slug(frozen);
    let rows = frozen.forecasts.iter().flat_map(|forecast| {
        let Forecast { indicator, area, model, steps, target } = forecast;
        let known = indicators.get(indicator.as_str()).copied();
        let decimals = known.map_or(2, |indicator| indicator.decimals);
        let shown = move |number: f64| Value::Number(number, decimals);
        steps.iter().map(move |step| {
            let target = target.as_ref().filter(|target| target.period == step.period);
            // A target may have more decimals than figures are printed with.
            let exact = |end: f64| Value::Number(end, number::enough(end, decimals));
            let end = |end: fn(&Aimed) -> f64| target.map_or(Value::Nothing, |target| exact(end(target)));
            let likely = target.and_then(|target| target.probability);
            vec![
                Value::Text(known.map_or(indicator, |indicator| &indicator.name)),
                Value::Text(area),
                Value::Text(model),
                Value::Text(&step.period),
                shown(step.mean),
                shown(step.within_80.0),
                shown(step.within_80.1),
                shown(step.within_95.0),
                shown(step.within_95.1),
                end(|target| target.ends.0),
                end(|target| target.ends.1),
                // To 2 decimals an almost certain outcome would be shown as certain.
                likely.map_or(Value::Nothing, |likely| Value::Number(likely, 4)),
            ]
        })
    });
    Sheet {
        name: "Forecasts",
        title: "Forecasts".to_owned(),
        description: "What was forecast when the pack was frozen, one row for each quarter. This sheet has one table.",
        columns: FORECASTS,
        rows: rows.collect(),
    }
}

fn by_slug(frozen: &Frozen) -> HashMap<&str, &Measured> {
    frozen.indicators.iter().map(|indicator| (indicator.slug.as_str(), indicator)).collect()
}

/// Whole numbers are shown without decimals, others with two.
fn fine(number: f64) -> u8 {
    if number.fract() == 0.0 { 0 } else { 2 }
}

/// A symbol as statistics print it, with its word: some reasons share a symbol.
pub(super) fn symbol(absence: Absence) -> String {
    format!("[{}] {absence}", absence.symbol())
}

/// What an absence means, as a sentence.
fn meaning(absence: Absence) -> &'static str {
    match absence {
        Absence::NotApplicable => "The figure does not apply here.",
        Absence::NotAvailable => "The figure is not available from any source.",
        Absence::Confidential => "Showing the figure could identify a child.",
        Absence::Low => "The figure rounds to 0 but is not 0.",
        Absence::LowReliability => "The figure is too unreliable to show.",
        Absence::Awaited => "The figure has not arrived yet.",
        Absence::NotCollected => "The figure was not collected.",
    }
}
