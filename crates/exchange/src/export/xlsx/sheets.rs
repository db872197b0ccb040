//! The sheets of the workbook, one table each.

use super::super::{Lookup, Ordered, Setting};
use crate::book::{self, meaning, text, wrapped};
use domain::{
    change_note::Effect,
    figure::{Absence, Reading},
    indicator::Indicator,
    slug::Slug,
    wording,
};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use std::collections::{HashMap, HashSet};

/// The columns of a table: their headings and widths, in characters.
type Columns<const COLUMNS: usize> = [(&'static str, f64); COLUMNS];

const COVER: f64 = 110.0;

/// The cover: lines down the first column.
pub(super) fn cover(sheet: &mut Worksheet, lines: &[String]) -> Result<(), XlsxError> {
    sheet.set_name("Cover")?.set_column_width(0, COVER)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    book::lines(sheet, lines)?;
    for (row, line) in (1..).zip(lines.iter().skip(1)) {
        words(sheet, row, 0, line)?;
        book::height(sheet, row, [(line.as_str(), COVER)])?;
    }
    Ok(())
}

const SYMBOLS: Columns<3> = [("Symbol", 10.0), ("Reason", 22.0), ("Meaning", 80.0)];

/// The symbols shown in place of a missing value.
pub(super) fn symbols(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Symbols")?;
    let row = begin(sheet, "What is shown where there is no value", "Symbols", &SYMBOLS, Absence::ALL.len())?;
    for (row, absence) in (row..).zip(Absence::ALL) {
        line(sheet, row, &SYMBOLS, &[&symbol(*absence), absence.as_str(), meaning(*absence)])?;
    }
    Ok(())
}

const FIGURES: Columns<16> = [
    ("Indicator", 48.0),
    ("Unit", 24.0),
    ("Area", 22.0),
    ("Area code", 12.0),
    ("Breakdown", 20.0),
    ("Period", 20.0),
    ("Value", 12.0),
    ("Reason if there is no value", 18.0),
    ("Numerator", 12.0),
    ("Denominator", 13.0),
    ("Lower end of the interval", 12.0),
    ("Upper end of the interval", 12.0),
    ("Status", 12.0),
    ("Not comparable with the period before", 40.0),
    ("Note", 40.0),
    ("Explanation", 40.0),
];

/// Every figure.
pub(super) fn figures(
    sheet: &mut Worksheet,
    lookup: &Lookup<'_>,
    figures: &[Ordered<'_>],
) -> Result<(), XlsxError> {
    sheet.set_name("Figures")?;
    let row = begin(sheet, "Figures", "Figures", &FIGURES, figures.len())?;
    sheet.set_freeze_panes(row, 1)?;
    let shown = shown(figures);
    for (row, Ordered { figure, indicator, broken }) in (row..).zip(figures) {
        let symbol = figure.reading.absence().map(symbol).unwrap_or_default();
        line(
            sheet,
            row,
            &FIGURES,
            &[
                &indicator.name,
                &indicator.unit_said(),
                lookup.area(&figure.series.area).0,
                figure.series.area.as_str(),
                &figure.series.breakdown.to_string(),
                &figure.period.label(),
                &symbol,
                figure.reading.absence().map_or("", Absence::as_str),
                "",
                "",
                "",
                "",
                figure.status.as_str(),
                broken.as_deref().unwrap_or_default(),
                figure.note.as_deref().unwrap_or_default(),
                figure.explanation.as_deref().unwrap_or_default(),
            ],
        )?;
        let Reading::Value(measured) = &figure.reading else { continue };
        let (fraction, interval) = (measured.fraction(), measured.interval());
        let (value, part) = (shown.get(&indicator.decimals), wrapped());
        for (column, number, format) in [
            (6, Some(measured.value()), value),
            (8, fraction.map(|fraction| fraction.numerator), Some(&part)),
            (9, fraction.map(|fraction| fraction.denominator), Some(&part)),
            (10, interval.map(|interval| interval.lower), value),
            (11, interval.map(|interval| interval.upper), value),
        ] {
            if let (Some(number), Some(format)) = (number, format) {
                sheet.write_number_with_format(row, column, number, format)?;
            }
        }
    }
    Ok(())
}

/// The formats of values, by the number of decimals shown. The cell keeps the full number.
fn shown(figures: &[Ordered<'_>]) -> HashMap<u8, Format> {
    let decimals: HashSet<u8> = figures.iter().map(|one| one.indicator.decimals).collect();
    let format = |decimals: u8| match decimals {
        0 => wrapped().set_num_format("#,##0"),
        // Spreadsheets show thirty at most.
        decimals => wrapped().set_num_format(format!("#,##0.{}", "0".repeat(usize::from(decimals.min(30))))),
    };
    decimals.into_iter().map(|decimals| (decimals, format(decimals))).collect()
}

const INDICATORS: Columns<8> = [
    ("Indicator", 48.0),
    ("Name in addresses", 24.0),
    ("Measure", 12.0),
    ("Unit", 24.0),
    ("Which way is better", 12.0),
    ("What a place means", 24.0),
    ("What it means", 80.0),
    ("Source", 60.0),
];

/// The indicators that have figures here.
pub(super) fn indicators(
    sheet: &mut Worksheet,
    setting: Setting<'_>,
    figures: &[Ordered<'_>],
) -> Result<(), XlsxError> {
    sheet.set_name("Indicators")?;
    let held = held(figures);
    let told: Vec<_> = setting.indicators.iter().filter(|indicator| held.contains(&indicator.slug)).collect();
    let row = begin(sheet, "Indicators", "Indicators", &INDICATORS, told.len())?;
    for (row, indicator) in (row..).zip(told) {
        line(
            sheet,
            row,
            &INDICATORS,
            &[
                &indicator.name,
                indicator.slug.as_str(),
                indicator.measure.as_str(),
                &indicator.unit_said(),
                indicator.polarity.as_str(),
                indicator.basis.as_str(),
                &definitions(indicator),
                &indicator.source,
            ],
        )?;
    }
    Ok(())
}

/// The meaning of an indicator: its definition, or each with the day from which it applies.
fn definitions(indicator: &Indicator) -> String {
    match indicator.definitions.as_slice() {
        [one] => one.text.clone(),
        several => {
            let said = several.iter().map(|one| format!("From {}: {}", wording::day(one.from), one.text));
            said.collect::<Vec<_>>().join(" ")
        }
    }
}

const CHANGE_NOTES: Columns<6> = [
    ("Indicator", 48.0),
    ("From", 20.0),
    ("What changed", 20.0),
    ("Comparable with earlier figures", 16.0),
    ("What happened", 80.0),
    ("Source", 60.0),
];

/// The change notes.
pub(super) fn change_notes(
    sheet: &mut Worksheet,
    setting: Setting<'_>,
    figures: &[Ordered<'_>],
) -> Result<(), XlsxError> {
    sheet.set_name("Change notes")?;
    let held = held(figures);
    let names: HashMap<_, _> =
        setting.indicators.iter().map(|indicator| (&indicator.slug, indicator.name.as_str())).collect();
    let told: Vec<_> = setting.change_notes.iter().filter(|note| held.contains(&note.indicator)).collect();
    let title = if told.is_empty() { "Change notes: none" } else { "Change notes" };
    let row = begin(sheet, title, "Change_notes", &CHANGE_NOTES, told.len())?;
    for (row, note) in (row..).zip(told) {
        let is_comparable = match note.effect {
            Effect::Breaks => "no",
            Effect::Explains => "yes",
        };
        line(
            sheet,
            row,
            &CHANGE_NOTES,
            &[
                names.get(&note.indicator).copied().unwrap_or(note.indicator.as_str()),
                &wording::day(note.on),
                note.kind.as_str(),
                is_comparable,
                &note.text,
                &note.source,
            ],
        )?;
    }
    Ok(())
}

/// The indicators that have figures here.
fn held<'a>(figures: &[Ordered<'a>]) -> HashSet<&'a Slug> {
    figures.iter().map(|one| &one.indicator.slug).collect()
}

/// A title in the first row and the heading row of a table under it. Returns the row after both.
fn begin(
    sheet: &mut Worksheet,
    title: &str,
    name: &str,
    columns: &[(&str, f64)],
    rows: usize,
) -> Result<u32, XlsxError> {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let row = book::lines(sheet, &[title.to_owned()])?;
    let columns: Vec<_> = columns.iter().map(|(heading, width)| ((*heading).to_owned(), *width)).collect();
    book::table(sheet, name, row, &columns, rows)?;
    sheet.set_repeat_rows(row, row)?;
    Ok(row + 1)
}

/// A row of texts, as high as they need.
fn line(sheet: &mut Worksheet, row: u32, columns: &[(&str, f64)], cells: &[&str]) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        words(sheet, row, column, cell)?;
    }
    book::height(sheet, row, cells.iter().zip(columns).map(|(cell, (_, width))| (*cell, *width)))
}

/// A symbol as statistics print it.
fn symbol(absence: Absence) -> String {
    format!("[{}]", absence.symbol())
}

/// Words in a cell; an empty text leaves it blank.
fn words(sheet: &mut Worksheet, row: u32, column: u16, words: &str) -> Result<(), XlsxError> {
    if !words.is_empty() {
        sheet.write_string_with_format(row, column, text(words), &wrapped())?;
    }
    Ok(())
}
