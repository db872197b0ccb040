//! Figures out: as one long table (`tidy`), in DfE's open data layout (`dfe`) and as a workbook for people (`xlsx`).
//!
//! The input is what a desk gave, so it suits the desk's visitor; nothing here hides or shows anything. Every writer returns
//! sentences about what its layout has no room for: the caller has to show them.

/// DfE's open data layout: a file of data and one that describes its columns.
pub mod dfe;
#[cfg(test)]
mod tests;
/// One row per figure, with everything known about it.
pub mod tidy;
/// A workbook for people.
pub mod xlsx;

use domain::{
    area::{Area, AreaCode, Level},
    change_note::{ChangeNote, Effect},
    figure::{Absence, Figure},
    indicator::Indicator,
    period::{Kind, Period},
    slug::Slug,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    io,
};

/// What the figures are about.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// What is measured.
    pub indicators: &'a [Indicator],
    /// The places.
    pub areas: &'a [Area],
    /// What explains the series.
    pub change_notes: &'a [ChangeNote],
}

/// The setting, looked up by name.
struct Lookup<'a> {
    indicators: HashMap<&'a Slug, &'a Indicator>,
    areas: HashMap<&'a AreaCode, &'a Area>,
    /// The notes that break each series, in order of time.
    breaks: HashMap<&'a Slug, Vec<&'a ChangeNote>>,
}

impl<'a> Lookup<'a> {
    fn new(setting: Setting<'a>) -> Self {
        let indicators: HashMap<_, _> =
            setting.indicators.iter().map(|indicator| (&indicator.slug, indicator)).collect();
        let mut breaks: HashMap<&Slug, Vec<&ChangeNote>> = HashMap::new();
        for note in setting.change_notes.iter().filter(|note| note.effect == Effect::Breaks) {
            if indicators.contains_key(&note.indicator) {
                breaks.entry(&note.indicator).or_default().push(note);
            }
        }
        for notes in breaks.values_mut() {
            notes.sort_by_key(|note| note.on);
        }
        Self { indicators, areas: setting.areas.iter().map(|area| (&area.code, area)).collect(), breaks }
    }

    /// The name of an area, or its code where it has no name, and its level.
    fn area(&self, code: &'a AreaCode) -> (&'a str, Level) {
        self.areas.get(code).map_or((code.as_str(), Level::Other), |area| (&area.name, area.level))
    }
}

/// The figures in the order of their series and periods, each with its indicator and with what breaks its series between the
/// previous figure of its kind and it. Counts those whose indicator is not in the setting.
fn in_order<'a>(lookup: &Lookup<'a>, figures: &'a [Figure]) -> (Vec<Ordered<'a>>, usize) {
    let mut sorted: Vec<&Figure> = figures.iter().collect();
    sorted.sort_by(|a, b| (&a.series, a.period).cmp(&(&b.series, b.period)));
    let mut before: HashMap<Kind, &Figure> = HashMap::new();
    let mut ordered = Vec::with_capacity(sorted.len());
    for figure in sorted {
        let Some(indicator) = lookup.indicators.get(&figure.series.indicator) else { continue };
        let earlier = before.insert(figure.period.kind(), figure);
        let earlier = earlier.filter(|earlier| earlier.series == figure.series);
        let broken = earlier.and_then(|earlier| broken(lookup, figure, &earlier.period));
        ordered.push(Ordered { figure, indicator, broken });
    }
    let unknown = figures.len() - ordered.len();
    (ordered, unknown)
}

/// One figure with its indicator and any break before it.
struct Ordered<'a> {
    figure: &'a Figure,
    indicator: &'a Indicator,
    broken: Option<Cow<'a, str>>,
}

/// The text of the notes that separate a figure from the one before it.
fn broken<'a>(lookup: &Lookup<'a>, figure: &Figure, earlier: &Period) -> Option<Cow<'a, str>> {
    let notes = lookup.breaks.get(&figure.series.indicator)?;
    let texts: Vec<&str> = notes
        .iter()
        .filter(|note| note.parts(earlier, &figure.period))
        .map(|note| note.text.as_str())
        .collect();
    match texts.as_slice() {
        [] => None,
        [text] => Some(Cow::Borrowed(text)),
        texts => Some(Cow::Owned(texts.join(" "))),
    }
}

/// A number as the shortest text that reads back as the same number.
fn number(value: f64) -> String {
    // Zero has no sign.
    (value + 0.0).to_string()
}

/// The error of a CSV writer as an I/O error: a broken pipe stays one.
fn stopped(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A count with its noun: `one` or `many`.
fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// The sentence about figures left out because their indicators are not in the setting.
fn unknown(count: usize) -> Option<String> {
    (count > 0).then(|| format!("{}, because their indicators are not known here.", left_out(count)))
}

fn left_out(count: usize) -> String {
    format!("{} left out", counted(count, "figure", "figures"))
}

/// How many there are of each, in order.
fn tally<K: Ord>(of: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut tally = BTreeMap::new();
    for key in of {
        *tally.entry(key).or_default() += 1;
    }
    tally
}

/// The text of an absence where nothing may be lost: its symbol, or its word where another absence has the same symbol.
fn said(absence: Absence) -> &'static str {
    let symbol = absence.symbol();
    if Absence::of_symbol(symbol) == Some(absence) { symbol } else { absence.as_str() }
}
