//! DfE's open data layout: a row for each period, place and group, a column for each indicator, and a file that describes
//! the columns.
//!
//! Every cell of an indicator holds something: where the record has no figure it is `z`, not applicable, if the indicator has
//! no figure at all for that kind of period or that group, and `x`, not available, if it does. The layout has no room for
//! periods of several years, for the status of a figure, for notes, breaks, intervals and for what a figure was computed
//! from: the sentences that the writer returns say what was lost.

mod columns;
mod place;

use super::{Lookup, Ordered, Setting, counted, in_order, left_out, number, stopped, tally, unknown};
use crate::guard::guarded;
use columns::Columns;
use csv::Writer;
use domain::{
    figure::{Absence, Figure, Reading, Status},
    indicator::Measure,
    period::{Kind, Period, to_dfe},
    series::Breakdown,
    slug::Slug,
};
use place::Place;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    io::{self, Write},
};

/// The columns that every file begins with.
pub const COLUMNS: [&str; 10] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
];

/// The columns of the file that describes them.
pub const META_COLUMNS: [&str; 8] = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
];

/// How filters name everyone.
const TOTAL: &str = "Total";

/// A group: its dimension and its category. `None` is everyone.
type Group<'a> = Option<(&'a str, &'a str)>;

/// What one row is about: when, where and whom.
type Key<'a> = (Period, Place<'a>, Group<'a>);

/// Writes figures and the file that describes their columns. `grouping` is the heading of the indicators in that file, such
/// as the plan's name. Returns sentences about what was left out and what the layout does not say.
///
/// # Errors
/// When one of them cannot be written.
pub fn write(
    data: impl Write,
    meta: impl Write,
    setting: Setting<'_>,
    figures: &[Figure],
    grouping: &str,
) -> io::Result<Vec<String>> {
    let lookup = Lookup::new(setting);
    let (ordered, strangers) = in_order(&lookup, figures);
    let mut told: Vec<String> = unknown(strangers).into_iter().collect();
    let table = Table::of(&lookup, &ordered, &mut told);
    let written: Vec<_> = table.cells.values().flat_map(BTreeMap::values).copied().collect();
    told.extend(silences(&written));
    let columns = Columns::of(setting.indicators, &table);
    write_data(data, &table, &columns).map_err(stopped)?;
    write_meta(meta, &table, &columns, grouping).map_err(stopped)?;
    Ok(told)
}

/// The figures that the layout has room for.
struct Table<'a, 'b> {
    /// The rows, each with its figures by indicator.
    cells: BTreeMap<Key<'a>, BTreeMap<&'a Slug, &'b Ordered<'a>>>,
    /// Which kinds of period and which groups each indicator has figures for.
    known: HashSet<(&'a Slug, Kind, Group<'a>)>,
    /// The dimensions of the groups.
    dimensions: BTreeSet<&'a str>,
}

impl<'a, 'b> Table<'a, 'b> {
    fn of(lookup: &Lookup<'a>, ordered: &'b [Ordered<'a>], told: &mut Vec<String>) -> Self {
        let mut table = Self { cells: BTreeMap::new(), known: HashSet::new(), dimensions: BTreeSet::new() };
        let mut unwritten = Vec::new();
        let mut unplaced = Vec::new();
        let mut twice = 0;
        for one in ordered {
            let Figure { series, period, .. } = one.figure;
            let group = match &series.breakdown {
                Breakdown::Total => None,
                Breakdown::Category { dimension, category } => Some((dimension.as_str(), category.as_str())),
            };
            let (name, level) = lookup.area(&series.area);
            if to_dfe(period).is_none() {
                unwritten.push(one.indicator.name.as_str());
            } else if let Some(place) = Place::of(series.area.as_str(), name, level) {
                if group.is_some_and(|(_, category)| category == TOTAL) {
                    twice += 1;
                    continue;
                }
                table.known.insert((&series.indicator, period.kind(), group));
                table.dimensions.extend(group.map(|(dimension, _)| dimension));
                table.cells.entry((*period, place, group)).or_default().insert(&series.indicator, one);
            } else {
                unplaced.push(format!("{name} ({})", series.area));
            }
        }
        told.extend(tally(unwritten).into_iter().map(|(name, count)| {
            format!(
                "{name}: {}, because the DfE layout has no name for several years taken together.",
                left_out(count)
            )
        }));
        told.extend(tally(unplaced).into_iter().map(|(name, count)| {
            format!(
                "{name}: {}, because the DfE layout has no level for a place of this kind.",
                left_out(count)
            )
        }));
        if twice > 0 {
            told.push(format!(
                "{}, of a group called Total, because that is the DfE layout's name for everyone.",
                left_out(twice)
            ));
        }
        table
    }

    /// The content of a cell without a figure.
    fn filler(&self, indicator: &'a Slug, (period, _, group): &Key<'a>) -> &'static str {
        if self.known.contains(&(indicator, period.kind(), *group)) {
            Absence::NotAvailable.symbol()
        } else {
            Absence::NotApplicable.symbol()
        }
    }
}

fn write_data<'a>(out: impl Write, table: &Table<'a, '_>, columns: &Columns<'a>) -> csv::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record(columns.names())?;
    for (key, row) in &table.cells {
        let (period, place, group) = key;
        let (time_period, identifier) = to_dfe(period).unwrap_or_default();
        writer.write_field(&time_period)?;
        writer.write_field(&identifier)?;
        for cell in place.cells(&columns.places) {
            writer.write_field(guarded(&cell).as_bytes())?;
        }
        for (dimension, _) in &columns.filters {
            let category = group.filter(|(of, _)| of == dimension).map_or(TOTAL, |(_, category)| category);
            writer.write_field(guarded(category).as_bytes())?;
        }
        for (indicator, _) in &columns.indicators {
            match row.get(&indicator.slug).map(|one| &one.figure.reading) {
                None => writer.write_field(table.filler(&indicator.slug, key))?,
                Some(Reading::Absent(absence)) => writer.write_field(absence.symbol())?,
                Some(Reading::Value(measured)) => writer.write_field(number(measured.value()))?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.flush()?)
}

fn write_meta<'a>(
    out: impl Write,
    table: &Table<'a, '_>,
    columns: &Columns<'a>,
    grouping: &str,
) -> csv::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record(META_COLUMNS)?;
    for (dimension, name) in &columns.filters {
        writer.write_record([name, "Filter", &guarded(dimension), "", "", "", "", ""])?;
    }
    let unsettled: HashSet<&Slug> = table
        .cells
        .values()
        .flatten()
        .filter(|(_, one)| one.figure.status == Status::Provisional)
        .map(|(slug, _)| *slug)
        .collect();
    for (indicator, name) in &columns.indicators {
        let unit = match indicator.measure {
            Measure::Percentage => "%",
            Measure::Money => "£",
            _ => "",
        };
        let unit_said = indicator.unit_said();
        // Nothing else in the file gives the unit of a rate.
        let label = if unit.is_empty() && !unit_said.is_empty() {
            format!("{} ({unit_said})", indicator.name)
        } else {
            indicator.name.clone()
        };
        // The layout cannot mark a single figure, so the grouping of the indicator says it.
        let grouping = if unsettled.contains(&indicator.slug) {
            format!("{grouping} (includes provisional figures)")
        } else {
            grouping.to_owned()
        };
        let decimals = indicator.decimals.to_string();
        writer.write_record([
            name.as_str(),
            "Indicator",
            &guarded(&label),
            &guarded(&grouping),
            unit,
            &decimals,
            "",
            "",
        ])?;
    }
    Ok(writer.flush()?)
}

/// What the file leaves out about the figures in it.
fn silences(figures: &[&Ordered<'_>]) -> Vec<String> {
    let count = |is_so: &dyn Fn(&Ordered<'_>) -> bool| figures.iter().filter(|one| is_so(one)).count();
    let of_status = |status| count(&|one| one.figure.status == status);
    let measured = |one: &Ordered<'_>| match &one.figure.reading {
        Reading::Value(measured) => Some(*measured),
        Reading::Absent(_) => None,
    };
    let provisional = of_status(Status::Provisional);
    let revised = of_status(Status::Revised);
    let noted = count(&|one| one.figure.remarks().is_some());
    let broken = count(&|one| one.broken.is_some());
    let with_parts = count(&|one| measured(one).is_some_and(|value| value.fraction().is_some()));
    let with_interval = count(&|one| measured(one).is_some_and(|value| value.interval().is_some()));
    let blurred = count(&|one| {
        one.figure.reading.absence().is_some_and(|absence| super::said(absence) != absence.symbol())
    });
    let kinds: BTreeSet<_> = figures.iter().map(|one| one.figure.period.kind()).collect();
    let mut told = Vec::new();
    let mut tell = |count: usize, one: &str, many: &str, what: &str| {
        if count > 0 {
            told.push(format!("{} {what}", counted(count, one, many)));
        }
    };
    tell(
        provisional,
        "figure is",
        "figures are",
        "provisional: the DfE layout shows this only in the description of the columns.",
    );
    tell(revised, "figure is", "figures are", "revised: the DfE layout does not show this.");
    tell(noted, "figure has", "figures have", "a note, which the DfE layout has no room for.");
    tell(
        broken,
        "figure cannot",
        "figures cannot",
        "be compared with the one before, because a change note breaks the series: the DfE layout does not show this.",
    );
    tell(
        with_parts,
        "figure was",
        "figures were",
        "calculated from a numerator and a denominator, which the DfE layout leaves out.",
    );
    tell(
        with_interval,
        "figure has",
        "figures have",
        "a published interval, which the DfE layout leaves out.",
    );
    tell(
        blurred,
        "figure is",
        "figures are",
        "awaited or not collected: the DfE layout shows both as not available.",
    );
    if kinds.len() > 1 {
        let kinds: Vec<_> = kinds.iter().map(|kind| kind.as_str()).collect();
        told.push(format!(
            "The file has several kinds of period ({}), but the DfE accepts one kind in a file: choose \
                indicators with the same kind of period.",
            kinds.join(", ")
        ));
    }
    told
}
