//! One row per figure, with everything known about it: what is exported can be imported unchanged.
//!
//! Numbers are written in full, as the shortest text that reads back as the same double. Where there is no value, the cell
//! holds the symbol of the absence, or its word where several share a symbol. Texts that begin like a formula are guarded by
//! an apostrophe, which [`crate::unguarded`] takes off.

use super::{Lookup, Ordered, Setting, in_order, number, said, stopped, unknown};
use crate::guard::guarded;
use csv::Writer;
use domain::figure::{Figure, Reading};
use std::io::{self, Write};

/// The columns, in order.
pub const COLUMNS: [&str; 20] = [
    "indicator",
    "indicator_name",
    "measure",
    "per",
    "unit",
    "decimals",
    "polarity",
    "area_code",
    "area_name",
    "area_level",
    "breakdown",
    "period",
    "period_kind",
    "value",
    "numerator",
    "denominator",
    "lower",
    "upper",
    "status",
    "note",
];

/// The column after them where anything breaks a series: what happened, at the first period after the break.
pub const BREAK: &str = "break";

/// What a downloaded file has to say about its figures besides the figures: there is no page around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// The moment of the record that it shows, such as `2019-03-31T22:59:59Z`.
    pub as_at: &'a str,
    /// A caution for every figure, such as that it is made up; may be empty.
    pub caution: &'a str,
}

/// The last column of every row: why a figure is right though it is unlikely.
pub const EXPLANATION: &str = "explanation";

/// The columns of the provenance, before the explanation.
pub const PROVENANCE: [&str; 4] = ["approval", "source", "as_at", "caution"];

/// Writes figures in full, as [`write()`] does, each with its provenance. Returns sentences about what was left out.
///
/// # Errors
/// When it cannot be written.
pub fn write_told(
    mut out: impl Write,
    setting: Setting<'_>,
    figures: &[Figure],
    provenance: &Provenance<'_>,
) -> io::Result<Vec<String>> {
    let lookup = Lookup::new(setting);
    let mut writer = Writer::from_writer(&mut out);
    writer.write_record(columns(&lookup).chain(&PROVENANCE).chain([&EXPLANATION])).map_err(stopped)?;
    writer.flush()?;
    drop(writer);
    let (ordered, strangers) = in_order(&lookup, figures);
    write_rows(out, &lookup, ordered, Some(provenance)).map_err(stopped)?;
    Ok(unknown(strangers).into_iter().collect())
}

/// The columns, with the one of breaks where anything breaks a series.
fn columns(lookup: &Lookup<'_>) -> impl Iterator<Item = &'static &'static str> {
    COLUMNS.iter().chain((!lookup.breaks.is_empty()).then_some(&BREAK))
}

/// Writes figures in full: the heading row and a row for each. Returns sentences about what was left out.
///
/// # Errors
/// When it cannot be written.
pub fn write(mut out: impl Write, setting: Setting<'_>, figures: &[Figure]) -> io::Result<Vec<String>> {
    head(&mut out, setting)?;
    rows(&mut out, setting, figures)
}

/// Writes the heading row. For callers that write the [`rows`] part by part, never splitting a series.
///
/// # Errors
/// When it cannot be written.
pub fn head(out: impl Write, setting: Setting<'_>) -> io::Result<()> {
    let lookup = Lookup::new(setting);
    let mut writer = Writer::from_writer(out);
    writer.write_record(columns(&lookup).chain([&EXPLANATION])).map_err(stopped)?;
    writer.flush()
}

/// Writes a row for each figure, in the order of their series and periods. Returns sentences about what was left out.
///
/// # Errors
/// When it cannot be written.
pub fn rows(out: impl Write, setting: Setting<'_>, figures: &[Figure]) -> io::Result<Vec<String>> {
    let lookup = Lookup::new(setting);
    let (ordered, strangers) = in_order(&lookup, figures);
    write_rows(out, &lookup, ordered, None).map_err(stopped)?;
    Ok(unknown(strangers).into_iter().collect())
}

fn write_rows(
    out: impl Write,
    lookup: &Lookup<'_>,
    ordered: Vec<Ordered<'_>>,
    provenance: Option<&Provenance<'_>>,
) -> csv::Result<()> {
    let mut writer = Writer::from_writer(out);
    for Ordered { figure, indicator, broken } in ordered {
        let (area, level) = lookup.area(&figure.series.area);
        let measured = match &figure.reading {
            Reading::Value(measured) => Ok(measured),
            Reading::Absent(absence) => Err(*absence),
        };
        let fraction = measured.ok().and_then(|measured| measured.fraction());
        let interval = measured.ok().and_then(|measured| measured.interval());
        let maybe = |value: Option<f64>| value.map(number).unwrap_or_default();
        let mut field = |text: &str| writer.write_field(text);
        field(figure.series.indicator.as_str())?;
        field(&guarded(&indicator.name))?;
        field(indicator.measure.as_str())?;
        field(&indicator.measure.per().map(|per| per.to_string()).unwrap_or_default())?;
        field(&guarded(&indicator.unit))?;
        field(&indicator.decimals.to_string())?;
        field(indicator.polarity.as_str())?;
        field(figure.series.area.as_str())?;
        field(&guarded(area))?;
        field(level.as_str())?;
        field(&guarded(&figure.series.breakdown.to_string()))?;
        field(&figure.period.label())?;
        field(figure.period.kind().as_str())?;
        field(
            &measured.map_or_else(|absence| said(absence).to_owned(), |measured| number(measured.value())),
        )?;
        field(&maybe(fraction.map(|fraction| fraction.numerator)))?;
        field(&maybe(fraction.map(|fraction| fraction.denominator)))?;
        field(&maybe(interval.map(|interval| interval.lower)))?;
        field(&maybe(interval.map(|interval| interval.upper)))?;
        field(figure.status.as_str())?;
        field(&guarded(figure.note.as_deref().unwrap_or_default()))?;
        if !lookup.breaks.is_empty() {
            field(&guarded(broken.as_deref().unwrap_or_default()))?;
        }
        if let Some(Provenance { as_at, caution }) = provenance {
            field(figure.approval.as_str())?;
            field(&guarded(&indicator.source))?;
            field(as_at)?;
            field(&guarded(caution))?;
        }
        field(&guarded(figure.explanation.as_deref().unwrap_or_default()))?;
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.flush()?)
}
