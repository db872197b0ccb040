//! DfE open data files (explore education statistics): a row for each time, place and group, a column for each indicator.

mod columns;
mod level;
mod meta;
mod place;

use super::{
    draft::{Draft, Hint, Manner, Seen},
    gather::{Gather, Place},
    labels::{Labels, Settled},
    naming,
    table::{Row, Table},
};
use crate::{Fault, sheet::shortened};
use columns::{Columns, Filter, Measured};
use domain::{
    figure::Status,
    indicator::Polarity,
    period::{self, Kind, Period},
    series::Breakdown,
};
use std::collections::HashMap;

/// Reads a DfE file, with or without the `.meta.csv` that describes its columns.
///
/// # Errors
/// When its columns cannot be told apart, or reading fails.
pub(super) fn read<'a>(
    table: &mut Table<'_>,
    meta: Option<&[u8]>,
    mut gather: Gather<'a>,
) -> Result<Gather<'a>, Vec<Fault>> {
    table.passes = 2;
    let meta = meta.map(meta::read).transpose().map_err(|fault| vec![fault])?;
    let columns = columns::find(table, meta.as_ref())?;
    for heading in &columns.ignored {
        gather.note(format!("The column \"{}\" has no figures and was left out.", shortened(heading)));
    }
    if columns.indicators.is_empty() {
        let message = "no column has numbers, so there is no indicator";
        return Err(vec![Fault::new(u64::from(table.head()), message)]);
    }
    let data_set = naming::data_set(&gather.options.name);
    let bases: Vec<String> = columns
        .indicators
        .iter()
        .map(|indicator| gather.base(&format!("{data_set} {}", indicator.heading)))
        .collect();
    let times = match columns.time_identifier {
        Some(_) => None,
        None => Some(labels(&columns.labels, &bases, &gather)),
    };
    let mut reader = Reader {
        drafts: vec![Vec::new(); bases.len()],
        bases,
        times,
        periods: HashMap::new(),
        breakdowns: HashMap::new(),
        key: String::new(),
        columns,
    };
    table.each(&mut |row| reader.take(&mut gather, row))?;
    Ok(gather)
}

/// What the labels of a file without a `time_identifier` mean.
fn labels(found: &[String], bases: &[String], gather: &Gather<'_>) -> Settled {
    let mut labels = Labels::default();
    for base in bases {
        for label in found {
            labels.add(base, label);
        }
    }
    labels.settle(|base| (gather.kind_of(base), "pupils schools"))
}

struct Reader {
    columns: Columns,
    bases: Vec<String>,
    /// The drafts of each indicator, by kind.
    drafts: Vec<Vec<(Kind, u32)>>,
    times: Option<Settled>,
    periods: HashMap<String, Result<Period, String>>,
    breakdowns: HashMap<String, u32>,
    key: String,
}

impl Reader {
    fn take(&mut self, gather: &mut Gather<'_>, row: &Row<'_>) {
        if !gather.takes(row) {
            return;
        }
        for (column, wanted) in
            [(Some(self.columns.time_period), "a period"), (self.columns.level, "a level")]
        {
            if let Some(reason) = column.and_then(|column| row.oddity(column, wanted)) {
                return gather.refuse(row.number, wanted, reason);
            }
        }
        let place = match place::place(&self.columns, row) {
            Ok(place) => place,
            Err((column, reason)) => return gather.refuse(row.number, &column, reason),
        };
        let code = match place.number.and_then(|number| gather.places.of_number(number)) {
            Some(code) => code.as_str().to_owned(),
            None => place.code.to_owned(),
        };
        let area = match gather.area(&code, place.name, None) {
            Ok(area) => area,
            Err(reason) => {
                let reason = if place.code.is_empty() || place.code.len() < 3 {
                    format!("\"{}\" has no official area code", shortened(place.name))
                } else {
                    reason
                };
                return gather.refuse(row.number, place.column, reason);
            }
        };
        let period = match &self.times {
            Some(_) => None,
            None => match self.period(row) {
                Ok(period) => Some(period),
                Err(reason) => return gather.refuse(row.number, "time_period", reason),
            },
        };
        let breakdown = self.breakdown(gather, row);
        for place in 0..self.columns.indicators.len() {
            self.cell(gather, row, place, (area, breakdown, period));
        }
    }

    fn period(&mut self, row: &Row<'_>) -> Result<Period, String> {
        let (time, identifier) =
            (row.text(self.columns.time_period), row.text_of(self.columns.time_identifier));
        self.key.clear();
        self.key.push_str(time);
        self.key.push('\u{1f}');
        self.key.push_str(identifier);
        if let Some(found) = self.periods.get(&self.key) {
            return found.clone();
        }
        let period = period::from_dfe(time, identifier).map_err(|error| error.to_string());
        self.periods.insert(self.key.clone(), period.clone());
        period
    }

    /// The breakdown in a row's filters: those at their total drop out, and the rest become one dimension and category.
    fn breakdown(&mut self, gather: &mut Gather<'_>, row: &Row<'_>) -> u32 {
        self.key.clear();
        for filter in &self.columns.filters {
            self.key.push_str(row.text(filter.column));
            self.key.push('\u{1f}');
        }
        if let Some(place) = self.breakdowns.get(&self.key) {
            return *place;
        }
        let parts = self.columns.filters.iter().filter_map(|filter| said(filter, row.text(filter.column)));
        let place = gather.breakdown(&joined(parts));
        self.breakdowns.insert(self.key.clone(), place);
        place
    }

    fn cell(
        &mut self,
        gather: &mut Gather<'_>,
        row: &Row<'_>,
        of: usize,
        (area, breakdown, period): (u32, u32, Option<Period>),
    ) {
        let (column, heading) =
            (self.columns.indicators[of].column, self.columns.indicators[of].heading.clone());
        let Some(given) = gather.given(row, column, &heading) else { return };
        let (period, said, ask) = match (period, &mut self.times) {
            (Some(period), _) => (period, None, None),
            (None, Some(times)) => match times.period(&self.bases[of], row.text(self.columns.time_period)) {
                Ok((period, status, ask)) => (period, status, ask),
                Err(reason) => return gather.refuse(row.number, "time_period", reason),
            },
            (None, None) => return,
        };
        let kind = period.kind();
        let draft = match self.drafts[of].iter().find(|(of, _)| *of == kind) {
            Some((_, draft)) => *draft,
            None => {
                let mut new = draft(&self.columns.indicators[of], &self.bases[of], kind, gather);
                new.ask = ask;
                let draft = gather.draft(new);
                self.drafts[of].push((kind, draft));
                draft
            }
        };
        let place = Place { draft, area, breakdown, period, row: row.number };
        let status = given.status().or(said).unwrap_or(Status::Final);
        match given.value {
            Ok(_) if !gather.fits(place, given.sign) => {}
            Ok(value) => gather.value(place, value, (None, None), (status, given.note().as_deref())),
            Err(absence) => gather.absent(place, absence, status, None),
        }
    }
}

fn draft(indicator: &Measured, base: &str, kind: Kind, gather: &Gather<'_>) -> Draft {
    let file = &gather.options.name;
    let (hint, unit) = match indicator.unit.as_deref().map(str::trim) {
        None => (Hint::of_words(&format!("{} {}", indicator.heading, indicator.name)), String::new()),
        Some("") => match Hint::of_words(&indicator.name) {
            // A meta file says `%` where it means it.
            Hint::Percent | Hint::Money => (Hint::Nothing, String::new()),
            hint => (hint, String::new()),
        },
        Some("£m") => (Hint::Nothing, "million pounds".to_owned()),
        Some("pp") => (Hint::Mean, "percentage points".to_owned()),
        Some(unit) => match Hint::of_unit(unit) {
            Hint::Nothing if unit.to_lowercase().contains("string") => (Hint::Nothing, String::new()),
            Hint::Nothing => (Hint::Nothing, unit.to_owned()),
            hint => (hint, String::new()),
        },
    };
    let group = indicator.grouping.as_deref().map_or(String::new(), |group| format!(" ({group})"));
    Draft {
        base: base.to_owned(),
        name: indicator.name.clone(),
        hint,
        measure: None,
        unit,
        decimals: indicator.decimals,
        polarity: Polarity::Neither,
        kind,
        definition: format!("{}{group}: column {} of {file}.", indicator.label, indicator.heading),
        source: format!("Department for Education, explore education statistics: {file}"),
        column: indicator.heading.clone(),
        manner: Manner::Published,
        seen: Seen::default(),
        figures: 0,
        ask: None,
    }
}

/// The group that one filter gives a row; `None` at its total.
fn said<'a>(filter: &'a Filter, text: &'a str) -> Option<(&'a str, &'a str)> {
    let is_total = filter.total.as_deref().is_some_and(|total| total.eq_ignore_ascii_case(text));
    // A blank is not the total: the total has a row of its own.
    let category = if text.is_empty() { "Not specified" } else { text };
    (!is_total).then_some((filter.label.as_str(), category))
}

/// Joins several dimensions and categories into one: with a multiplication sign between them, doubled where a part contains
/// one, so each stays distinct.
pub(super) fn joined<'a>(parts: impl Iterator<Item = (&'a str, &'a str)>) -> Breakdown {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('×', "××");
    let (dimensions, categories): (Vec<String>, Vec<String>) = parts
        // A dimension ends at the first =.
        .map(|(dimension, category)| (clean(dimension).replace('=', "＝"), clean(category)))
        .unzip();
    if dimensions.is_empty() {
        return Breakdown::Total;
    }
    Breakdown::Category { dimension: dimensions.join(" × "), category: categories.join(" × ") }
}

#[cfg(test)]
mod tests {
    use super::joined;
    use domain::series::Breakdown;

    #[test]
    fn filters_join_into_breakdowns_that_stay_apart() {
        let text = |parts: &[(&str, &str)]| joined(parts.iter().copied()).to_string();
        assert_eq!(text(&[]), "Total");
        assert_eq!(text(&[("sex", "Female")]), "sex=Female");
        assert_eq!(text(&[("sex", "Female"), ("age", "5 = five")]), "sex × age=Female × 5 = five");
        assert!(text(&[("a", "b × c"), ("d", "e")]) != text(&[("a", "b"), ("d", "c × e")]));
        for parts in [&[("a=b", "c")][..], &[("a × b", "c=d"), ("e", "= f")]] {
            let breakdown = joined(parts.iter().copied());
            assert_eq!(Breakdown::parse(&breakdown.to_string()), Some(breakdown));
        }
    }
}
