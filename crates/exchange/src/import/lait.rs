//! Exports of DfE's Local Authority Interactive Tool: one figure per row, or a column for each year. Places have names, not
//! codes, and years do not show their kind.

/// The headings of its columns.
pub(super) mod headings;

use super::{
    draft::{Draft, Hint, Manner, Seen},
    gather::{Gather, Place},
    labels::{Labels, Settled},
    table::{Row, Table},
};
use crate::{Fault, sheet::shortened};
use domain::{figure::Status, indicator::Polarity, period::Kind, series::Breakdown};
use headings::{VALUES, YEARS, is_year};
use std::collections::HashMap;

struct Columns {
    short: Option<usize>,
    item: Option<usize>,
    area: Option<usize>,
    number: Option<usize>,
    /// The columns of values, each with the label of its period; in the long form one, whose label is in another column.
    values: Vec<(usize, Label)>,
}

enum Label {
    Column(usize),
    Heading(String),
}

/// Reads a LAIT export.
///
/// # Errors
/// When a column that it needs is missing, or reading fails.
pub(super) fn read<'a>(table: &mut Table<'_>, mut gather: Gather<'a>) -> Result<Gather<'a>, Vec<Fault>> {
    let columns = columns(table).map_err(|fault| vec![fault])?;
    table.passes = 2;
    let mut items = Items::default();
    let mut labels = Labels::default();
    table.each(&mut |row| {
        if row.fault.is_some() {
            return;
        }
        let place = items.of(&columns, row);
        let key = place.to_string();
        for (column, label) in &columns.values {
            if !row.text(*column).is_empty() {
                labels.add(&key, label.text(row));
            }
        }
    })?;
    let about: Vec<About> = items.about(&mut gather);
    let times = labels.settle(|key| {
        let about = key.parse().ok().and_then(|place: usize| about.get(place));
        (
            about.and_then(|about| gather.kind_of(&about.base)),
            about.map_or("", |about| about.definition.as_str()),
        )
    });
    items.latest.clear();
    let headings = table.headings.clone();
    let mut reader = Reader { columns, items, about, times, drafts: HashMap::new(), headings };
    table.each(&mut |row| reader.take(&mut gather, row))?;
    Ok(gather)
}

fn columns(table: &Table<'_>) -> Result<Columns, Fault> {
    let find = |names: &[&str]| table.column(names);
    let missing = |what: &str| Fault::new(u64::from(table.head()), format!("there is no column for {what}"));
    let values = match (find(&VALUES), find(&YEARS)) {
        (Some(value), Some(year)) => vec![(value, Label::Column(year))],
        _ => table
            .headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| is_year(heading))
            .map(|(column, heading)| (column, Label::Heading(heading.clone())))
            .collect(),
    };
    if values.is_empty() {
        return Err(missing("values"));
    }
    let columns = Columns {
        short: find(&["short desc", "short description", "shortdesc", "indicator", "topic"]),
        item: find(&["data item"]),
        area: find(&["la and regions", "la & regions", "la and region", "la name", "local authority"]),
        number: find(&["la number", "la no.", "la no"]),
        values,
    };
    if columns.area.is_none() && columns.number.is_none() {
        return Err(missing("areas"));
    }
    Ok(columns)
}

impl Label {
    fn text<'r>(&'r self, row: &'r Row<'_>) -> &'r str {
        match self {
            Self::Column(column) => row.text(*column),
            Self::Heading(heading) => heading,
        }
    }
}

/// The indicators of a file in their order. Often only the rows of one year hold the data item: where it is blank, it is the
/// last one with the same short description.
#[derive(Default)]
struct Items {
    all: Vec<(String, String)>,
    places: HashMap<(String, String), usize>,
    latest: HashMap<String, usize>,
}

/// What is known of an indicator when the file has been read once.
struct About {
    base: String,
    name: String,
    definition: String,
}

impl Items {
    fn of(&mut self, columns: &Columns, row: &Row<'_>) -> usize {
        let (short, item) = (row.text_of(columns.short), row.text_of(columns.item));
        if item.is_empty()
            && let Some(place) = self.latest.get(short)
        {
            return *place;
        }
        let key = (short.to_owned(), item.to_owned());
        let place = match self.places.get(&key) {
            Some(place) => *place,
            // If the earlier rows of a description had no item, its first item is theirs too.
            None => match self.places.get(&(short.to_owned(), String::new())) {
                Some(place) if self.all[*place].1.is_empty() => {
                    self.all[*place].1 = item.to_owned();
                    *place
                }
                _ => {
                    self.all.push(key.clone());
                    self.all.len() - 1
                }
            },
        };
        self.places.insert(key, place);
        self.latest.insert(short.to_owned(), place);
        place
    }

    fn about(&self, gather: &mut Gather<'_>) -> Vec<About> {
        self.all
            .iter()
            .map(|(short, item)| {
                let is_one =
                    short.is_empty() || self.all.iter().filter(|(other, _)| other == short).count() == 1;
                let text = match (short.as_str(), item.as_str()) {
                    ("", item) => item.to_owned(),
                    (short, _) if is_one => short.to_owned(),
                    (short, item) => format!("{short} {item}"),
                };
                let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                let name = if item.is_empty() { clean(short) } else { clean(item) };
                let definition = clean(&format!("{short}: {item}"));
                let definition = definition.trim_end_matches([':', ' ']).to_owned();
                About { base: gather.base(&text), name, definition }
            })
            .collect()
    }
}

struct Reader {
    columns: Columns,
    items: Items,
    about: Vec<About>,
    times: Settled,
    drafts: HashMap<(usize, Kind), u32>,
    headings: Vec<String>,
}

impl Reader {
    fn take(&mut self, gather: &mut Gather<'_>, row: &Row<'_>) {
        if !gather.takes(row) {
            return;
        }
        let item = self.items.of(&self.columns, row);
        if row.text_of(self.columns.short).is_empty() && row.text_of(self.columns.item).is_empty() {
            return gather.refuse(row.number, "", "the row does not name an indicator");
        }
        let area = match self.area(gather, row) {
            Ok(area) => area,
            Err(reason) => {
                let column =
                    self.columns.area.or(self.columns.number).map_or("", |column| &self.headings[column]);
                return gather.refuse(row.number, column, reason);
            }
        };
        for place in 0..self.columns.values.len() {
            self.cell(gather, row, place, (item, area));
        }
    }

    fn cell(&mut self, gather: &mut Gather<'_>, row: &Row<'_>, place: usize, (item, area): (usize, u32)) {
        let (column, label) = &self.columns.values[place];
        if let Label::Column(year) = label
            && let Some(reason) = row.oddity(*year, "a year")
        {
            return gather.refuse(row.number, &self.headings[*year], reason);
        }
        let heading = self.headings[*column].clone();
        let Some(given) = gather.given(row, *column, &heading) else { return };
        let read = self.times.period(&item.to_string(), label.text(row));
        let (period, status, ask) = match read {
            Ok(read) => read,
            Err(reason) => {
                let column = match label {
                    Label::Column(year) => &self.headings[*year],
                    Label::Heading(heading) => heading,
                };
                return gather.refuse(row.number, column, reason);
            }
        };
        let draft = match self.drafts.get(&(item, period.kind())) {
            Some(draft) => *draft,
            None => {
                let mut new = draft(&self.about[item], period.kind(), &heading, gather);
                new.ask = ask;
                let draft = gather.draft(new);
                self.drafts.insert((item, period.kind()), draft);
                draft
            }
        };
        let breakdown = gather.breakdown(&Breakdown::Total);
        let place = Place { draft, area, breakdown, period, row: row.number };
        let status = given.status().or(status).unwrap_or(Status::Final);
        match given.value {
            Ok(_) if !gather.fits(place, given.sign) => {}
            Ok((value, decimals)) => {
                let note = given.note();
                gather.value(place, (noiseless(value), decimals), (None, None), (status, note.as_deref()));
            }
            Err(absence) => gather.absent(place, absence, status, None),
        }
    }

    /// By its name as the record knows it, else by the council's number.
    fn area(&self, gather: &mut Gather<'_>, row: &Row<'_>) -> Result<u32, String> {
        let name = row.text_of(self.columns.area);
        if let Some(code) = gather.places.of_name(name).cloned() {
            return gather.area(code.as_str(), name, None);
        }
        let text = row.text_of(self.columns.number);
        // A spreadsheet writes 931 as 931.0.
        let number = text.strip_suffix(".0").unwrap_or(text).parse().ok();
        match number.and_then(|number| gather.places.of_number(number)).cloned() {
            Some(code) => gather.area(code.as_str(), name, None),
            None => Err(format!(
                "the record has no area called \"{}\", and the file gives no official code: add the area, or \
                    give a look-up file (old_la_code, new_la_code, la_name)",
                shortened(if name.is_empty() { text } else { name })
            )),
        }
    }
}

/// A value to 15 digits: these exports write the doubles of a spreadsheet out, and 3.9000000000000004 is shown there as 3.9.
fn noiseless(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

fn draft(about: &About, kind: Kind, heading: &str, gather: &Gather<'_>) -> Draft {
    Draft {
        base: about.base.clone(),
        name: about.name.clone(),
        hint: Hint::of_words(&about.definition),
        measure: None,
        unit: String::new(),
        decimals: None,
        polarity: Polarity::Neither,
        kind,
        definition: about.definition.clone(),
        source: format!(
            "Department for Education, Local Authority Interactive Tool: {}",
            gather.options.name
        ),
        column: heading.to_owned(),
        manner: Manner::Published,
        seen: Seen::default(),
        figures: 0,
        ask: None,
    }
}
