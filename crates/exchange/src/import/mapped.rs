//! Any table, by a description of its columns.

use super::{
    dfe,
    draft::{Draft, Hint, Manner, Seen},
    gather::{Gather, Given, Place},
    labels::{Labels, Settled},
    mapping::{Mapping, Role},
    table::{Row, Table},
};
use crate::{Fault, sheet::shortened};
use domain::{
    area::AreaCode,
    cell,
    figure::{Fraction, Status},
    indicator::{Measure, Polarity},
    period::{self, Kind, Period},
    series::Breakdown,
};
use std::collections::HashMap;

struct Columns {
    indicator: Option<usize>,
    area: Option<usize>,
    period: Option<usize>,
    period_kind: Option<usize>,
    filters: Vec<(usize, String)>,
    /// The columns of values, each with the worth of one unit.
    values: Vec<(usize, Worth)>,
    numerator: Option<usize>,
    denominator: Option<usize>,
    status: Option<usize>,
    note: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Worth {
    One,
    Hundred,
}

/// Reads a table by its mapping.
///
/// # Errors
/// When there is no mapping, or the table cannot be read on.
pub(super) fn read<'a>(
    table: &mut Table<'_>,
    mapping: Option<&Mapping>,
    mut gather: Gather<'a>,
) -> Result<Gather<'a>, Vec<Fault>> {
    let Some(mapping) = mapping else {
        return Err(vec![Fault::new(0, "choose what each column is")]);
    };
    let columns = columns(table, mapping);
    table.passes = 2;
    let mut reader = Reader {
        columns,
        mapping: mapping.clone(),
        headings: table.headings.clone(),
        indicators: HashMap::new(),
        names: Vec::new(),
        times: Settled::default(),
        drafts: HashMap::new(),
    };
    let mut labels = Labels::default();
    table.each(&mut |row| {
        if row.fault.is_none() {
            reader.look(&mut gather, &mut labels, row);
        }
    })?;
    let names = &reader.names;
    reader.times = labels.settle(|base| {
        let name = names.iter().find(|(of, _)| of == base).map_or("", |(_, name)| name.as_str());
        (gather.kind_of(base), name)
    });
    table.each(&mut |row| reader.take(&mut gather, row))?;
    Ok(gather)
}

fn columns(table: &Table<'_>, mapping: &Mapping) -> Columns {
    let place = |role| mapping.place(role, &table.plain);
    let places = |role| mapping.places(role, &table.plain);
    let worth = |role, worth| places(role).into_iter().map(move |column| (column, worth)).collect::<Vec<_>>();
    let mut values = worth(Role::Value, Worth::One);
    values.extend(worth(Role::Share, Worth::Hundred));
    values.sort_by_key(|(column, _)| *column);
    let filters = places(Role::Filter).into_iter();
    Columns {
        indicator: place(Role::Indicator),
        area: place(Role::Area),
        period: place(Role::Period),
        period_kind: place(Role::PeriodKind),
        filters: filters.map(|column| (column, table.headings[column].clone())).collect(),
        values,
        numerator: place(Role::Numerator),
        denominator: place(Role::Denominator),
        status: place(Role::Status),
        note: place(Role::Note),
    }
}

struct Reader {
    columns: Columns,
    mapping: Mapping,
    headings: Vec<String>,
    /// The beginnings of the slugs of indicators, by their names and columns of values.
    indicators: HashMap<(String, usize), String>,
    names: Vec<(String, String)>,
    times: Settled,
    drafts: HashMap<(String, Kind), u32>,
}

impl Reader {
    /// The name of the indicator of a row and column of values.
    fn name(&self, row: &Row<'_>, column: usize) -> String {
        let of_row = match (self.columns.indicator, &self.mapping.indicator) {
            (Some(column), _) => row.text(column),
            (None, Some(name)) => name,
            (None, None) => "",
        };
        let heading = &self.headings[column];
        match (of_row, self.columns.values.len()) {
            ("", _) if self.columns.indicator.is_some() => String::new(),
            ("", _) => heading.clone(),
            (name, 1) => name.to_owned(),
            (name, _) => format!("{name}: {heading}"),
        }
    }

    fn label<'r>(&'r self, row: &'r Row<'_>) -> &'r str {
        match (self.columns.period, &self.mapping.period) {
            (Some(column), _) => row.text(column),
            (None, Some(label)) => label,
            (None, None) => "",
        }
    }

    fn look(&mut self, gather: &mut Gather<'_>, labels: &mut Labels, row: &Row<'_>) {
        for place in 0..self.columns.values.len() {
            let column = self.columns.values[place].0;
            let name = self.name(row, column);
            if name.is_empty() {
                continue;
            }
            let key = (name, column);
            if !self.indicators.contains_key(&key) {
                let base = gather.base(&key.0);
                self.names.push((base.clone(), key.0.clone()));
                self.indicators.insert(key.clone(), base);
            }
            if !row.text(column).is_empty() {
                labels.add(&self.indicators[&key], self.label(row));
            }
        }
    }

    fn take(&mut self, gather: &mut Gather<'_>, row: &Row<'_>) {
        if !gather.takes(row) {
            return;
        }
        let columns = &self.columns;
        let keys =
            [(columns.indicator, "an indicator"), (columns.area, "an area"), (columns.period, "a period")];
        for (column, wanted) in keys {
            if let Some(column) = column
                && let Some(reason) = row.oddity(column, wanted)
            {
                return gather.refuse(row.number, &self.headings[column], reason);
            }
        }
        let area = match self.area(gather, row) {
            Ok(area) => area,
            Err(reason) => {
                let column = self.columns.area.map_or("", |column| &self.headings[column]);
                return gather.refuse(row.number, column, reason);
            }
        };
        let parts =
            self.columns.filters.iter().map(|(column, heading)| (heading.as_str(), row.text(*column)));
        let breakdown = dfe::joined(parts.filter(|(_, text)| !is_total(text)));
        for place in 0..self.columns.values.len() {
            if let Err((column, reason)) = self.cell(gather, row, place, (area, &breakdown)) {
                let column = column.map_or("", |column| &self.headings[column]);
                gather.refuse(row.number, column, reason);
            }
        }
    }

    fn area(&self, gather: &mut Gather<'_>, row: &Row<'_>) -> Result<u32, String> {
        let text = match (self.columns.area, &self.mapping.area) {
            (Some(column), _) => row.text(column),
            (None, Some(code)) => code,
            (None, None) => "",
        };
        if AreaCode::new(text).is_ok() {
            return gather.area(text, "", None);
        }
        let number = text.strip_suffix(".0").unwrap_or(text).parse().ok();
        let found = gather.places.of_name(text).or_else(|| gather.places.of_number(number?)).cloned();
        match found {
            Some(code) => gather.area(code.as_str(), text, None),
            None if text.is_empty() => Err("the row does not name an area".to_owned()),
            None => Err(format!(
                "\"{}\" is not an official area code, and the record has no area of that name",
                shortened(text)
            )),
        }
    }

    fn period(&mut self, row: &Row<'_>, base: &str) -> Result<When, String> {
        let label = self.label(row).to_owned();
        if let Some(kind) =
            self.columns.period_kind.map(|column| row.text(column)).filter(|kind| !kind.is_empty())
        {
            if let Ok(period) = period::from_dfe(&label, kind) {
                return Ok((period, None, None));
            }
            let known = Kind::parse(&kind.to_lowercase());
            let read = known.and_then(|kind| period::as_kind(&label, kind));
            let wrong =
                || format!("\"{}\" is not a period of the kind \"{}\"", shortened(&label), shortened(kind));
            return read.map(|(period, status)| (period, status, None)).ok_or_else(wrong);
        }
        self.times.period(base, &label)
    }

    fn cell(
        &mut self,
        gather: &mut Gather<'_>,
        row: &Row<'_>,
        place: usize,
        (area, breakdown): (u32, &Breakdown),
    ) -> Result<(), (Option<usize>, String)> {
        let (column, worth) = self.columns.values[place];
        let heading = self.headings[column].clone();
        let Some(given) = gather.given(row, column, &heading) else { return Ok(()) };
        let name = self.name(row, column);
        let Some(base) = self.indicators.get(&(name.clone(), column)).cloned() else {
            return Err((self.columns.indicator, "the row does not name an indicator".to_owned()));
        };
        let (period, said, ask) = self.period(row, &base).map_err(|reason| (self.columns.period, reason))?;
        let status =
            status(row.text_of(self.columns.status)).map_err(|reason| (self.columns.status, reason))?;
        let (numerator, denominator) =
            (self.number(row, self.columns.numerator)?, self.number(row, self.columns.denominator)?);
        let fraction = match (numerator, denominator) {
            (Some(numerator), Some(denominator)) => Some(Fraction { numerator, denominator }),
            _ => None,
        };
        let key = (base, period.kind());
        let draft = match self.drafts.get(&key) {
            Some(draft) => *draft,
            None => {
                let mut new = draft(&name, &key.0, (period.kind(), worth), &heading, gather);
                new.ask = ask;
                let draft = gather.draft(new);
                self.drafts.insert(key, draft);
                draft
            }
        };
        let breakdown = gather.breakdown(breakdown);
        let place = Place { draft, area, breakdown, period, row: row.number };
        let status = cell::status(given.mark, status).map_err(|reason| (self.columns.status, reason))?;
        let status = status.or(said).unwrap_or(Status::Final);
        let marked = given.note();
        let note = Some(row.text_of(self.columns.note)).filter(|note| !note.is_empty()).or(marked.as_deref());
        // A number written with a per cent sign is a percentage already.
        let worth = if row.text(column).ends_with('%') { Worth::One } else { worth };
        give(gather, place, given, worth, (fraction, status, note));
        Ok(())
    }

    fn number(&self, row: &Row<'_>, column: Option<usize>) -> Result<Option<f64>, (Option<usize>, String)> {
        row.number(column).map_err(|reason| (column, reason))
    }
}

type When = (Period, Option<Status>, Option<(Vec<Kind>, String)>);

fn give(
    gather: &mut Gather<'_>,
    place: Place,
    given: Given,
    worth: Worth,
    (fraction, status, note): (Option<Fraction>, Status, Option<&str>),
) {
    match given.value {
        Err(absence) => gather.absent(place, absence, status, note),
        Ok(_) if !gather.fits(place, given.sign) => {}
        Ok(value) if worth == Worth::One => gather.value(place, value, (fraction, None), (status, note)),
        Ok((value, decimals)) => {
            let decimals = decimals.saturating_sub(2);
            // 0.1065 is 10.65, and not 10.649999999999999.
            let text = format!("{:.*}", usize::from(decimals), value * 100.0);
            let value = text.parse().unwrap_or(value * 100.0);
            gather.value(place, (value, decimals), (fraction, None), (status, note));
        }
    }
}

fn is_total(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "total" | "all")
}

fn status(text: &str) -> Result<Option<Status>, String> {
    let lower = text.to_lowercase();
    match lower.as_str() {
        "" => Ok(None),
        "p" => Ok(Some(Status::Provisional)),
        "r" => Ok(Some(Status::Revised)),
        word => Status::parse(word).map(Some).ok_or_else(|| {
            format!("the status \"{}\" is not provisional, final or revised", shortened(text))
        }),
    }
}

fn draft(name: &str, base: &str, (kind, worth): (Kind, Worth), heading: &str, gather: &Gather<'_>) -> Draft {
    let hint =
        if worth == Worth::Hundred { Hint::Percent } else { Hint::of_words(&format!("{name} {heading}")) };
    Draft {
        base: base.to_owned(),
        name: name.to_owned(),
        hint,
        measure: Some(Measure::Percentage).filter(|_| worth == Worth::Hundred),
        unit: String::new(),
        decimals: None,
        polarity: Polarity::Neither,
        kind,
        definition: format!("{name}: column {heading} of {}.", gather.options.name),
        source: gather.options.name.clone(),
        column: heading.to_owned(),
        manner: Manner::Published,
        seen: Seen::default(),
        figures: 0,
        ask: None,
    }
}
