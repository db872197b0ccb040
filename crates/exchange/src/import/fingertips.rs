//! Downloads of OHID's Fingertips: one figure per row, with its intervals, count and population.

use super::{
    dfe,
    draft::{Draft, Hint, Manner, Seen},
    gather::{Gather, Place},
    labels::{Labels, Settled},
    layout, naming,
    table::{Row, Table},
};
use crate::Fault;
use domain::{
    figure::{Absence, Fraction, Interval, Status},
    indicator::Polarity,
    period::Kind,
};
use std::collections::{BTreeSet, HashMap};

struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    area: usize,
    area_name: Option<usize>,
    sex: Option<usize>,
    age: Option<usize>,
    category_type: Option<usize>,
    category: Option<usize>,
    period: usize,
    value: usize,
    lower: Option<usize>,
    upper: Option<usize>,
    count: Option<usize>,
    denominator: Option<usize>,
    note: Option<usize>,
}

/// What a first reading shows of an indicator.
#[derive(Default)]
struct Look {
    name: String,
    ages: BTreeSet<String>,
    /// How many rows each multiplier of [`MULTIPLIERS`] fits, and how many could have been fitted.
    fits: [u64; 5],
    tried: u64,
    /// The beginning of its slug.
    base: String,
}

/// What a count over its population is multiplied by.
const MULTIPLIERS: [u32; 5] = [100, 1_000, 10_000, 100_000, 1_000_000];

/// Reads a Fingertips download.
///
/// # Errors
/// When a column that it needs is missing, or reading fails.
pub(super) fn read<'a>(table: &mut Table<'_>, mut gather: Gather<'a>) -> Result<Gather<'a>, Vec<Fault>> {
    let columns = columns(table).map_err(|fault| vec![fault])?;
    table.passes = 2;
    let mut looks: HashMap<String, Look> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut labels = Labels::default();
    table.each(&mut |row| {
        if row.fault.is_some() {
            return;
        }
        let key = key(&columns, row);
        if !looks.contains_key(key) {
            order.push(key.to_owned());
        }
        let look = looks.entry(key.to_owned()).or_default();
        look_at(look, &columns, row);
        labels.add(key, row.text(columns.period));
    })?;
    for key in &order {
        if let Some(look) = looks.get_mut(key) {
            look.base = gather.base(&base(key, &columns, look));
        }
    }
    let times = labels.settle(|key| {
        let look = looks.get(key);
        let known = look.and_then(|look| gather.kind_of(&look.base));
        (known, look.map_or("", |look| look.name.as_str()))
    });
    let headings = table.headings.clone();
    let mut reader = Reader { columns, looks, times, drafts: HashMap::new(), headings };
    table.each(&mut |row| reader.take(&mut gather, row))?;
    Ok(gather)
}

fn columns(table: &Table<'_>) -> Result<Columns, Fault> {
    let headings: Vec<String> = table.plain.iter().map(|heading| layout::close(heading)).collect();
    let find =
        |names: &[&str]| names.iter().find_map(|name| headings.iter().position(|heading| heading == name));
    let needed = |name: &str| {
        let missing = || Fault::new(u64::from(table.head()), format!("the column \"{name}\" is missing"));
        find(&[&layout::close(&name.to_lowercase())]).ok_or_else(missing)
    };
    Ok(Columns {
        id: find(&["indicatorid"]),
        name: find(&["indicatorname"]),
        area: needed("Area Code")?,
        area_name: find(&["areaname"]),
        sex: find(&["sex"]),
        age: find(&["age"]),
        category_type: find(&["categorytype"]),
        category: find(&["category"]),
        period: needed("Time period")?,
        value: needed("Value")?,
        lower: find(&["lowerci950limit", "lowerci95limit", "lowerci95", "lowercilimit", "lowerci"]),
        upper: find(&["upperci950limit", "upperci95limit", "upperci95", "uppercilimit", "upperci"]),
        count: find(&["count"]),
        denominator: find(&["denominator"]),
        note: find(&["valuenote"]),
    })
}

/// What distinguishes one indicator from another: its number, else its name.
fn key<'r>(columns: &Columns, row: &'r Row<'_>) -> &'r str {
    match row.text_of(columns.id) {
        "" => row.text_of(columns.name),
        id => id,
    }
}

fn look_at(look: &mut Look, columns: &Columns, row: &Row<'_>) {
    if look.name.is_empty() {
        look.name = row.text_of(columns.name).split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if look.ages.len() < 200 && !look.ages.contains(row.text_of(columns.age)) {
        look.ages.insert(row.text_of(columns.age).to_owned());
    }
    let number = |column: Option<usize>| row.number(column).ok().flatten().filter(|number| *number > 0.0);
    let parts = (number(Some(columns.value)), number(columns.count), number(columns.denominator));
    if let (Some(value), Some(count), Some(denominator)) = parts {
        look.tried += 1;
        for (fits, multiplier) in look.fits.iter_mut().zip(MULTIPLIERS) {
            let computed = count * f64::from(multiplier) / denominator;
            *fits += u64::from((computed - value).abs() <= 0.02 * value);
        }
    }
}

impl Look {
    /// What its values are a multiple of, where nearly all of them agree.
    fn multiplier(&self) -> Option<u32> {
        let best = self.fits.iter().zip(MULTIPLIERS).max_by_key(|(fits, _)| **fits);
        best.filter(|(fits, _)| self.tried > 0 && **fits * 10 >= self.tried * 9)
            .map(|(_, multiplier)| multiplier)
    }

    /// Its age group, where it has only one: part of what is measured, not a breakdown.
    fn one_age(&self) -> Option<&str> {
        let age = self.ages.first().filter(|_| self.ages.len() == 1)?;
        (!is_everyone(age)).then_some(age)
    }

    fn hint(&self) -> Hint {
        match (self.multiplier(), Hint::of_words(&self.name)) {
            (Some(100), _) => Hint::Percent,
            (Some(per), _) => Hint::Per(per),
            (None, hint) => hint,
        }
    }
}

fn is_everyone(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "" | "persons" | "all ages" | "not applicable" | "all")
}

fn base(key: &str, columns: &Columns, look: &Look) -> String {
    let name = match columns.id {
        Some(_) if key.bytes().all(|byte| byte.is_ascii_digit()) => format!("fingertips {key}"),
        _ => key.to_owned(),
    };
    // Without the age, a file of one age and a file of another would write into the same series.
    look.one_age().map_or_else(|| name.clone(), |age| format!("{name} {age}"))
}

struct Reader {
    columns: Columns,
    looks: HashMap<String, Look>,
    times: Settled,
    drafts: HashMap<(String, Kind), u32>,
    headings: Vec<String>,
}

impl Reader {
    fn take(&mut self, gather: &mut Gather<'_>, row: &Row<'_>) {
        if !gather.takes(row) {
            return;
        }
        let columns = &self.columns;
        for (column, wanted) in [(columns.area, "an area code"), (columns.period, "a period")] {
            if let Some(reason) = row.oddity(column, wanted) {
                return gather.refuse(row.number, &self.headings[column], reason);
            }
        }
        let key = key(columns, row);
        if naming::short(key, 80).is_empty() {
            return gather.refuse(row.number, "Indicator ID", "the row does not name an indicator");
        }
        let area = match gather.area(row.text(columns.area), row.text_of(columns.area_name), None) {
            Ok(area) => area,
            Err(reason) => return gather.refuse(row.number, &self.headings[columns.area], reason),
        };
        let (period, status, ask) = match self.times.period(key, row.text(columns.period)) {
            Ok(read) => read,
            Err(reason) => return gather.refuse(row.number, &self.headings[columns.period], reason),
        };
        let Some(look) = self.looks.get(key) else { return };
        let breakdown = gather.breakdown(&breakdown(columns, look, row));
        let note = row.text_of(columns.note);
        let is_blank = row.text(columns.value).is_empty() && row.oddity(columns.value, "").is_none();
        let given = if is_blank && !note.is_empty() {
            None
        } else {
            let Some(given) = gather.given(row, columns.value, &self.headings[columns.value]) else { return };
            Some(given)
        };
        let draft = match self.drafts.get(&(look.base.clone(), period.kind())) {
            Some(draft) => *draft,
            None => {
                let mut new = draft(look, key, period.kind(), &self.headings[columns.value], gather);
                new.ask = ask;
                let draft = gather.draft(new);
                self.drafts.insert((look.base.clone(), period.kind()), draft);
                draft
            }
        };
        let place = Place { draft, area, breakdown, period, row: row.number };
        let status = given.and_then(|given| given.status()).or(status).unwrap_or(Status::Final);
        let marked = given.and_then(|given| given.note());
        let note = Some(note).filter(|note| !note.is_empty()).or(marked.as_deref());
        match given.map(|given| given.value) {
            Some(Ok(_)) if !gather.fits(place, given.and_then(|given| given.sign)) => {}
            Some(Ok(value)) => {
                let parts = (fraction(columns, look, row, value), interval(columns, row));
                gather.value(place, value, parts, (status, note));
            }
            Some(Err(absence)) => gather.absent(place, absence, status, note),
            None => {
                gather.note("Blank values with a note were read as not available, and the note was kept.");
                gather.absent(place, Absence::NotAvailable, status, note);
            }
        }
    }
}

fn draft(look: &Look, key: &str, kind: Kind, heading: &str, gather: &Gather<'_>) -> Draft {
    let age = look.one_age().map_or(String::new(), |age| format!(" Age: {age}."));
    let name = if look.name.is_empty() { key.to_owned() } else { look.name.clone() };
    Draft {
        base: look.base.clone(),
        definition: format!("{name}.{age}"),
        name,
        hint: look.hint(),
        measure: None,
        unit: String::new(),
        // Values come with more digits than were measured; one decimal is shown, as on Fingertips.
        decimals: Some(1).filter(|_| look.hint() != Hint::Nothing),
        polarity: Polarity::Neither,
        kind,
        source: format!("OHID Fingertips, indicator {key}: {}", gather.options.name),
        column: heading.to_owned(),
        manner: Manner::Published,
        seen: Seen::default(),
        figures: 0,
        ask: None,
    }
}

fn breakdown(columns: &Columns, look: &Look, row: &Row<'_>) -> domain::series::Breakdown {
    let (sex, age, category) =
        (row.text_of(columns.sex), row.text_of(columns.age), row.text_of(columns.category));
    let kind = match row.text_of(columns.category_type) {
        "" => "Category",
        kind => kind,
    };
    let has_ages = look.ages.len() > 1;
    let parts = [
        Some(("Sex", sex)).filter(|_| !is_everyone(sex)),
        Some(("Age", age)).filter(|_| has_ages && !is_everyone(age)),
        Some((kind, category)).filter(|_| !category.is_empty()),
    ];
    dfe::joined(parts.into_iter().flatten())
}

/// The parts of a value, where they agree with it to its last digit.
fn fraction(columns: &Columns, look: &Look, row: &Row<'_>, (value, decimals): (f64, u8)) -> Option<Fraction> {
    let numerator = row.number(columns.count).ok().flatten()?;
    let denominator =
        row.number(columns.denominator).ok().flatten().filter(|denominator| *denominator > 0.0)?;
    let computed = numerator * f64::from(look.multiplier()?) / denominator;
    let slack = 0.51 * 10_f64.powi(-i32::from(decimals));
    ((computed - value).abs() <= slack).then_some(Fraction { numerator, denominator })
}

fn interval(columns: &Columns, row: &Row<'_>) -> Option<Interval> {
    let lower = row.number(columns.lower).ok().flatten()?;
    let upper = row.number(columns.upper).ok().flatten()?;
    Some(Interval { lower, upper })
}
