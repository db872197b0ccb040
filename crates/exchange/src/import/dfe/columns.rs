//! The columns of a DfE file: where and when, for whom (filters), and what (indicators).

use super::{
    level,
    meta::{About, Meta},
};
use crate::{
    Fault,
    import::{naming, table::Table},
};
use domain::cell::{self, Cell};
use std::collections::{BTreeSet, HashMap};

/// The columns by their part.
pub(super) struct Columns {
    pub(super) time_period: usize,
    pub(super) time_identifier: Option<usize>,
    pub(super) level: Option<usize>,
    /// The columns that say where, by their plain headings.
    pub(super) places: HashMap<String, usize>,
    pub(super) filters: Vec<Filter>,
    pub(super) indicators: Vec<Measured>,
    /// The headings of columns that are none of these.
    pub(super) ignored: Vec<String>,
    /// The labels in `time_period`, where no other column explains them.
    pub(super) labels: Vec<String>,
}

/// A column that says for whom.
pub(super) struct Filter {
    pub(super) column: usize,
    pub(super) label: String,
    /// Its word for everyone.
    pub(super) total: Option<String>,
}

/// A column of figures.
pub(super) struct Measured {
    pub(super) column: usize,
    pub(super) heading: String,
    /// Its name: the label, made distinct from the others.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) grouping: Option<String>,
    /// `None` where no meta file describes it.
    pub(super) unit: Option<String>,
    pub(super) decimals: Option<u8>,
}

/// What a first reading shows of a column.
#[derive(Clone, Default)]
struct Look {
    has_number: bool,
    has_symbol: bool,
    has_text: bool,
    has_total: bool,
    has_all: bool,
}

/// Words that name a group though they are written as numbers.
const GROUPS: [&str; 16] = [
    "age",
    "year_group",
    "nc_year",
    "ncyear",
    "nc_year_group",
    "yeargroup",
    "key_stage",
    "quarter",
    "month",
    "week",
    "cohort",
    "decile",
    "imd_decile",
    "idaci_decile",
    "quintile",
    "academic_age",
];

/// Finds out what each column is, by reading the file through once.
///
/// # Errors
/// When it has no `time_period`, or cannot be read.
pub(super) fn find(table: &mut Table<'_>, meta: Option<&Meta>) -> Result<Columns, Vec<Fault>> {
    let Some(time_period) = table.column(&["time_period"]) else {
        return Err(vec![Fault::new(u64::from(table.head()), "the column \"time_period\" is missing")]);
    };
    let time_identifier = table.column(&["time_identifier"]);
    let level = table.column(&["geographic_level"]);
    let plain = table.plain.clone();
    let is_other = |heading: &str| !heading.is_empty() && !level::is_place_or_time(heading);
    let others: Vec<usize> = (0..plain.len()).filter(|column| is_other(&plain[*column])).collect();
    let mut looks = vec![Look::default(); plain.len()];
    let mut labels = BTreeSet::new();
    table.each(&mut |row| {
        if row.fault.is_some() {
            return;
        }
        for column in &others {
            look(&mut looks[*column], row.text(*column));
        }
        if time_identifier.is_none() && labels.len() < 10_000 && !labels.contains(row.text(time_period)) {
            labels.insert(row.text(time_period).to_owned());
        }
    })?;
    let places = (0..plain.len())
        .filter(|column| level::is_place_or_time(&plain[*column]))
        .map(|column| (plain[column].clone(), column))
        .collect();
    let mut columns = Columns {
        time_period,
        time_identifier,
        level,
        places,
        filters: Vec::new(),
        indicators: Vec::new(),
        ignored: Vec::new(),
        labels: labels.into_iter().collect(),
    };
    sort_out(&mut columns, table, &others, &looks, meta);
    tell_apart(&mut columns);
    Ok(columns)
}

fn look(look: &mut Look, text: &str) {
    if text.is_empty() {
        return;
    }
    look.has_total |= text.eq_ignore_ascii_case("total");
    look.has_all |= text.eq_ignore_ascii_case("all");
    if look.has_text {
        return;
    }
    match cell::read(text) {
        Ok(Cell::Number(_)) => look.has_number = true,
        Ok(Cell::Absent(_)) => look.has_symbol = true,
        Err(_) => look.has_text = true,
    }
}

fn sort_out(columns: &mut Columns, table: &Table<'_>, others: &[usize], looks: &[Look], meta: Option<&Meta>) {
    let mut is_after_numbers = false;
    for column in others {
        let (heading, plain, look) = (&table.headings[*column], &table.plain[*column], &looks[*column]);
        let about = meta.and_then(|meta| meta.columns.get(plain));
        let is_group = GROUPS.contains(&plain.as_str()) || plain.ends_with("_code") || plain.ends_with("_id");
        let is_indicator = match about {
            Some(about) => about.is_indicator,
            None => !look.has_text && !is_group && (look.has_number || look.has_symbol && is_after_numbers),
        };
        is_after_numbers |= is_indicator && look.has_number;
        if is_indicator {
            columns.indicators.push(measured(*column, heading, about));
        } else if look.has_text || look.has_number || look.has_symbol {
            let label = about.map(|about| about.label.trim()).filter(|label| !label.is_empty());
            let total = about.and_then(|about| about.total.clone());
            let usual = if look.has_total {
                Some("Total".to_owned())
            } else if look.has_all {
                Some("All".to_owned())
            } else {
                None
            };
            let label = label.map_or_else(|| naming::words(heading), ToOwned::to_owned);
            columns.filters.push(Filter { column: *column, label, total: total.or(usual) });
        } else {
            columns.ignored.push(heading.clone());
        }
    }
}

fn measured(column: usize, heading: &str, about: Option<&About>) -> Measured {
    let label = about.map(|about| about.label.trim().to_owned()).filter(|label| !label.is_empty());
    let label = label.unwrap_or_else(|| naming::words(heading));
    Measured {
        column,
        heading: heading.to_owned(),
        name: label.clone(),
        label,
        grouping: about.map(|about| about.grouping.trim().to_owned()).filter(|group| !group.is_empty()),
        unit: about.map(|about| about.unit.clone()),
        decimals: about.and_then(|about| about.decimals).map(|decimals| decimals.min(6)),
    }
}

/// Makes repeated labels distinct: by their grouping, else by their column.
fn tell_apart(columns: &mut Columns) {
    let twice = |names: &[String]| -> Vec<bool> {
        names.iter().map(|name| names.iter().filter(|other| *other == name).count() > 1).collect()
    };
    let names: Vec<String> = columns.indicators.iter().map(|indicator| indicator.name.clone()).collect();
    for (indicator, is_twice) in columns.indicators.iter_mut().zip(twice(&names)) {
        if let Some(grouping) = indicator.grouping.as_ref().filter(|_| is_twice) {
            indicator.name = format!("{} ({grouping})", indicator.label);
        }
    }
    let names: Vec<String> = columns.indicators.iter().map(|indicator| indicator.name.clone()).collect();
    for (indicator, is_twice) in columns.indicators.iter_mut().zip(twice(&names)) {
        if is_twice {
            indicator.name = format!("{} ({})", indicator.label, indicator.heading);
        }
    }
    let labels: Vec<String> = columns.filters.iter().map(|filter| filter.label.clone()).collect();
    for (place, is_twice) in twice(&labels).into_iter().enumerate() {
        if is_twice {
            let column = columns.filters[place].column;
            columns.filters[place].label = format!("{} (column {})", labels[place], column + 1);
        }
    }
}
