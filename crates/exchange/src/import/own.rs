//! Our own layouts: the long table that export writes, and the return template. One figure per row, by the names of the columns.

use super::{
    draft::{Draft, Hint, Manner, Seen},
    gather::{Gather, Given, Place},
    layout::Layout,
    naming,
    table::{Row, Table},
};
use crate::{Fault, export::tidy, sheet::shortened};
use domain::{
    area::Level,
    cell::{self, Cell},
    figure::{Absence, Fraction, Interval, Measured, Status},
    indicator::{Measure, Polarity},
    period::{self, Kind, Period},
    series::Breakdown,
};
use std::collections::HashMap;

/// Where its columns are.
struct Columns {
    indicator: usize,
    name: Option<usize>,
    measure: Option<usize>,
    per: Option<usize>,
    unit: Option<usize>,
    decimals: Option<usize>,
    polarity: Option<usize>,
    area: usize,
    area_name: Option<usize>,
    area_level: Option<usize>,
    breakdown: Option<usize>,
    period: When,
    value: Option<usize>,
    numerator: Option<usize>,
    denominator: Option<usize>,
    lower: Option<usize>,
    upper: Option<usize>,
    reason: Option<usize>,
    status: Option<usize>,
    note: Option<usize>,
    explanation: Option<usize>,
    /// The status of a figure that gives none: an export holds published figures, a return newly counted ones.
    unsaid: Status,
}

/// The columns that give a figure's period.
#[derive(Clone, Copy)]
enum When {
    /// Our label, and perhaps its kind.
    Label(usize, Option<usize>),
    /// DfE's pair.
    Pair(usize, usize),
}

/// An indicator as named in the rows.
struct Named {
    base: String,
    measure: Option<Measure>,
    decimals: Option<u8>,
    /// The kind of period that the record has for it.
    frequency: Option<Kind>,
    drafts: Vec<(Kind, u32)>,
}

/// Reads a file in one of our own layouts.
///
/// # Errors
/// When a column that it needs is missing, or reading fails.
pub(super) fn read<'a>(table: &mut Table<'_>, mut gather: Gather<'a>) -> Result<Gather<'a>, Vec<Fault>> {
    let columns = columns(table).map_err(|fault| vec![fault])?;
    all_known(table).map_err(|fault| vec![fault])?;
    let mut memory = Memory::default();
    let headings = table.headings.clone();
    table.each(&mut |row| take(&mut gather, &mut memory, &columns, &headings, row))?;
    Ok(gather)
}

fn columns(table: &Table<'_>) -> Result<Columns, Fault> {
    let find = |names: &[&str]| table.column(names);
    let missing =
        |name: &str| Fault::new(u64::from(table.head()), format!("the column \"{name}\" is missing"));
    let is_template = table.layout == Layout::Template;
    let period = match (find(&["period"]), find(&["time_period"]), find(&["time_identifier"])) {
        (Some(label), _, _) => When::Label(label, find(&["period_kind", "period kind"])),
        (None, Some(period), Some(identifier)) => When::Pair(period, identifier),
        (None, Some(label), None) => When::Label(label, find(&["period_kind"])),
        (None, None, _) => return Err(missing("period")),
    };
    Ok(Columns {
        indicator: find(if is_template { &["slug"] } else { &["indicator"] })
            .ok_or_else(|| missing("indicator"))?,
        name: find(if is_template { &["indicator"] } else { &["indicator_name", "label"] }),
        measure: find(&["measure"]),
        per: find(&["per"]),
        unit: find(&["unit"]),
        decimals: find(&["decimals"]),
        polarity: find(&["polarity"]),
        area: find(&["area_code", "area code"]).ok_or_else(|| missing("area_code"))?,
        area_name: find(if is_template { &["area"] } else { &["area_name"] }),
        area_level: find(&["area_level"]),
        breakdown: find(&["breakdown"]),
        period,
        value: find(&["value"]),
        numerator: find(&["numerator"]),
        denominator: find(&["denominator"]),
        lower: find(&["lower"]),
        upper: find(&["upper"]),
        reason: find(&["reason if there is no value", "reason"]),
        status: find(&["status"]),
        note: find(&["note"]),
        explanation: find(&[tidy::EXPLANATION]),
        unsaid: if is_template { Status::Provisional } else { Status::Final },
    })
}

/// The headings that our long table may have besides those that our export writes.
const ALSO: [&str; 7] = [
    "label",
    "period kind",
    "area code",
    "time_period",
    "time_identifier",
    "reason if there is no value",
    "reason",
];

/// Checks that a long table has no columns besides those that are read: an unread column may hold a breakdown, and its
/// figures would be taken for the total.
fn all_known(table: &Table<'_>) -> Result<(), Fault> {
    if table.layout == Layout::Template {
        return Ok(());
    }
    let is_known = |heading: &str| {
        heading.is_empty()
            || heading == tidy::BREAK
            || heading == tidy::EXPLANATION
            || tidy::COLUMNS.contains(&heading)
            || tidy::PROVENANCE.contains(&heading)
            || ALSO.contains(&heading)
    };
    let unknown = table.plain.iter().position(|heading| !is_known(heading));
    let Some(heading) = unknown.and_then(|place| table.headings.get(place)) else { return Ok(()) };
    Err(Fault::new(
        u64::from(table.head()),
        format!(
            "the column \"{}\" is not part of this layout: remove it, or choose what each column is (put a group in \"breakdown\", such as Sex=Female)",
            shortened(heading)
        ),
    ))
}

/// Cache of what was read before, for files of a million rows.
#[derive(Default)]
struct Memory {
    indicators: HashMap<String, usize>,
    named: Vec<Named>,
    breakdowns: HashMap<String, Result<u32, String>>,
    periods: HashMap<String, Result<Period, String>>,
    key: String,
    last: Option<(String, usize)>,
}

fn take(gather: &mut Gather<'_>, memory: &mut Memory, columns: &Columns, headings: &[String], row: &Row<'_>) {
    if !gather.takes(row) || is_untouched(columns, row) {
        return;
    }
    let heading = |column: usize| headings[column].as_str();
    for (column, wanted) in key_columns(columns) {
        if let Some(reason) = row.oddity(column, wanted) {
            return gather.refuse(row.number, heading(column), reason);
        }
    }
    let named = match indicator(gather, memory, columns, row) {
        Ok(named) => named,
        Err(reason) => return gather.refuse(row.number, heading(columns.indicator), reason),
    };
    let code = row.text(columns.area);
    let level = Level::parse(row.text_of(columns.area_level));
    let area = match gather.area(code, crate::unguarded(row.text_of(columns.area_name)), level) {
        Ok(area) => area,
        Err(_) if code.is_empty() => {
            return gather.refuse(row.number, heading(columns.area), "the row has no official area code");
        }
        Err(reason) => return gather.refuse(row.number, heading(columns.area), reason),
    };
    let breakdown = match breakdown(gather, memory, row.text_of(columns.breakdown)) {
        Ok(breakdown) => breakdown,
        Err(reason) => return gather.refuse(row.number, "breakdown", reason),
    };
    let (period, period_column) = match columns.period {
        When::Label(label, _) => (period_of(memory, columns, row, named), label),
        When::Pair(period, _) => (period_of(memory, columns, row, named), period),
    };
    let period = match period {
        Ok(period) => period,
        Err(reason) => return gather.refuse(row.number, heading(period_column), reason),
    };
    let status = match status(row.text_of(columns.status)) {
        Ok(status) => status,
        Err(reason) => return gather.refuse(row.number, "status", reason),
    };
    let draft = draft(gather, &mut memory.named[named], columns, headings, row, period.kind());
    let place = Place { draft, area, breakdown, period, row: row.number };
    let of = &memory.named[named];
    if let Err((column, reason)) = figure(gather, columns, row, place, status, (of.measure, of.decimals)) {
        let column = column.map_or("", heading);
        gather.refuse(row.number, column, reason);
    }
}

fn key_columns(columns: &Columns) -> impl Iterator<Item = (usize, &'static str)> {
    let when = match columns.period {
        When::Label(label, _) => label,
        When::Pair(period, _) => period,
    };
    let breakdown = columns.breakdown.map(|column| (column, "a breakdown"));
    [
        (columns.indicator, "an indicator"),
        (columns.area, "an area code"),
        (when, "a period such as 2018-19 Q1"),
    ]
    .into_iter()
    .chain(breakdown)
}

/// Whether a row was left empty: it is not a figure.
fn is_untouched(columns: &Columns, row: &Row<'_>) -> bool {
    let typed = [columns.value, columns.numerator, columns.denominator, columns.reason];
    typed.into_iter().flatten().all(|column| row.text(column).is_empty() && row.oddity(column, "").is_none())
}

fn indicator(
    gather: &mut Gather<'_>,
    memory: &mut Memory,
    columns: &Columns,
    row: &Row<'_>,
) -> Result<usize, String> {
    let text = row.text(columns.indicator);
    if let Some((last, place)) = &memory.last
        && last == text
    {
        return Ok(*place);
    }
    let place = match memory.indicators.get(text) {
        Some(place) => *place,
        None => {
            let base = naming::short(text, 80);
            if base.is_empty() {
                return Err("the row does not name an indicator".to_owned());
            }
            // Two ways of writing one name are one indicator.
            let place = match memory.named.iter().position(|named| named.base == base) {
                Some(place) => place,
                None => {
                    memory.named.push(named(gather, base, columns, row)?);
                    memory.named.len() - 1
                }
            };
            memory.indicators.insert(text.to_owned(), place);
            place
        }
    };
    memory.last = Some((text.to_owned(), place));
    Ok(place)
}

fn named(gather: &Gather<'_>, base: String, columns: &Columns, row: &Row<'_>) -> Result<Named, String> {
    if let Some(known) = gather.known.get(base.as_str()) {
        let (measure, decimals, frequency) =
            (Some(known.measure), Some(known.decimals), Some(known.frequency));
        return Ok(Named { base, measure, decimals, frequency, drafts: Vec::new() });
    }
    let word = row.text_of(columns.measure).to_lowercase();
    let per = row.text_of(columns.per).replace(',', "");
    let unit = row.text_of(columns.unit);
    let measure = match word.as_str() {
        "" => match Hint::of_unit(unit) {
            Hint::Percent => Some(Measure::Percentage),
            Hint::Money => Some(Measure::Money),
            Hint::Per(per) => Some(Measure::Rate { per }),
            Hint::Mean | Hint::Nothing => None,
        },
        "rate" if per.is_empty() => {
            return Err("the measure \"rate\" needs a \"per\", such as 100, 10000 or 100000".to_owned());
        }
        "rate" => Some(
            Measure::parse("rate", per.parse().ok())
                .ok_or_else(|| format!("per \"{}\" is not a whole number above 0", shortened(&per)))?,
        ),
        word => Some(Measure::parse(word, None).ok_or_else(|| {
            format!(
                "the measure \"{}\" is not count, percentage, rate, average, money or index",
                shortened(word)
            )
        })?),
    };
    let decimals = row.text_of(columns.decimals).parse::<u8>().ok().filter(|decimals| *decimals <= 6);
    Ok(Named { base, measure, decimals, frequency: None, drafts: Vec::new() })
}

fn breakdown(gather: &mut Gather<'_>, memory: &mut Memory, text: &str) -> Result<u32, String> {
    if let Some(found) = memory.breakdowns.get(text) {
        return found.clone();
    }
    let read = match text {
        "" | "total" => Some(Breakdown::Total),
        text => Breakdown::parse(crate::unguarded(text)),
    };
    let wrong = || {
        format!(
            "write the breakdown \"{}\" as Total or dimension=category, such as sex=Female",
            shortened(text)
        )
    };
    let place = read.map(|breakdown| gather.breakdown(&breakdown)).ok_or_else(wrong);
    memory.breakdowns.insert(text.to_owned(), place.clone());
    place
}

fn period_of(memory: &mut Memory, columns: &Columns, row: &Row<'_>, named: usize) -> Result<Period, String> {
    let expected = memory.named[named].frequency;
    let (label, other) = match columns.period {
        When::Label(label, kind) => (row.text(label), row.text_of(kind)),
        When::Pair(period, identifier) => (row.text(period), row.text(identifier)),
    };
    memory.key.clear();
    memory.key.push_str(label);
    memory.key.push('\u{1f}');
    memory.key.push_str(other);
    memory.key.push('\u{1f}');
    memory.key.push_str(expected.map_or("", Kind::as_str));
    if let Some(found) = memory.periods.get(&memory.key) {
        return found.clone();
    }
    let period = read_period(columns.period, label, other, expected);
    memory.periods.insert(memory.key.clone(), period.clone());
    period
}

fn read_period(when: When, label: &str, other: &str, expected: Option<Kind>) -> Result<Period, String> {
    if label.is_empty() {
        return Err("the row does not give a period".to_owned());
    }
    let period = match when {
        When::Pair(..) => period::from_dfe(label, other).map_err(|error| error.to_string())?,
        When::Label(..) => {
            let said = match other {
                "" => None,
                word => Some(
                    Kind::parse(&word.to_lowercase())
                        .ok_or_else(|| format!("we do not know the period kind \"{}\"", shortened(word)))?,
                ),
            };
            let exact: Option<Period> = label.parse().ok();
            match said.or(expected) {
                Some(kind) => match exact.filter(|period| period.kind() == kind) {
                    Some(period) => period,
                    None => match period::read(label, Some(kind)) {
                        Ok(period::Read::One(period, _)) => period,
                        _ => exact.ok_or_else(|| {
                            format!("\"{}\" is not a period of the kind \"{kind}\"", shortened(label))
                        })?,
                    },
                },
                None => exact.map_or_else(
                    || label.parse().map_err(|error: period::NotALabel| error.to_string()),
                    Ok,
                )?,
            }
        }
    };
    match expected {
        Some(kind) if kind != period.kind() => Err(format!(
            "{} is of the kind \"{}\", but the indicator's periods are of the kind \"{kind}\"",
            period.label(),
            period.kind()
        )),
        _ => Ok(period),
    }
}

fn status(text: &str) -> Result<Option<Status>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || format!("the status \"{}\" is not provisional, final or revised", shortened(text));
    Status::parse(text).or_else(|| Status::parse(&text.to_lowercase())).map(Some).ok_or_else(wrong)
}

fn draft(
    gather: &mut Gather<'_>,
    named: &mut Named,
    columns: &Columns,
    headings: &[String],
    row: &Row<'_>,
    kind: Kind,
) -> u32 {
    if let Some((_, draft)) = named.drafts.iter().find(|(of, _)| *of == kind) {
        return *draft;
    }
    let unit = row.text_of(columns.unit);
    let says_measure = Hint::of_unit(unit) != Hint::Nothing && row.text_of(columns.measure).is_empty();
    let name = crate::unguarded(row.text_of(columns.name));
    let unit = crate::unguarded(unit);
    let draft = gather.draft(Draft {
        base: named.base.clone(),
        name: if name.is_empty() { row.text(columns.indicator).to_owned() } else { name.to_owned() },
        hint: Hint::of_unit(unit),
        measure: named.measure,
        unit: if says_measure { String::new() } else { unit.to_owned() },
        decimals: named.decimals,
        polarity: Polarity::parse(&row.text_of(columns.polarity).to_lowercase()).unwrap_or(Polarity::Neither),
        kind,
        definition: String::new(),
        source: gather.options.name.clone(),
        column: columns.value.map_or_else(|| "value".to_owned(), |column| headings[column].clone()),
        manner: Manner::Ours,
        seen: Seen::default(),
        figures: 0,
        ask: None,
    });
    named.drafts.push((kind, draft));
    draft
}

type Refused = (Option<usize>, String);

/// The figure of a row.
fn figure(
    gather: &mut Gather<'_>,
    columns: &Columns,
    row: &Row<'_>,
    place: Place,
    status: Option<Status>,
    (measure, decimals): (Option<Measure>, Option<u8>),
) -> Result<(), Refused> {
    let number = |column: Option<usize>| row.number(column).map_err(|reason| (column, reason));
    let (numerator, denominator) = (number(columns.numerator)?, number(columns.denominator)?);
    let fraction = match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => Some(Fraction { numerator, denominator }),
        _ => None,
    };
    let interval = match (number(columns.lower)?, number(columns.upper)?) {
        (Some(lower), Some(upper)) => Some(Interval { lower, upper }),
        (None, None) => None,
        _ => return Err((columns.lower, "give both ends of the interval, or neither".to_owned())),
    };
    let cell = match columns.value {
        Some(column) => row.cell(column).map_err(|reason| (Some(column), reason))?,
        None => None,
    };
    if let Some(Cell::Absent(absence)) = cell {
        gather.symbol(row.text_of(columns.value), absence);
    }
    let given = cell.map(Given::of);
    if let Some((sign, measure)) = given.and_then(|given| given.sign).zip(measure) {
        sign.fits(measure).map_err(|reason| (columns.value, reason.to_owned()))?;
    }
    let reason = reason(row, columns.reason)?;
    let marked = given.and_then(|given| given.note());
    let note = match row.text_of(columns.note) {
        "" => marked.as_deref(),
        note => Some(crate::unguarded(note)),
    };
    let explanation = crate::unguarded(row.text_of(columns.explanation)).trim();
    gather.explained = (!explanation.is_empty()).then(|| explanation.into());
    let mark = given.and_then(|given| given.mark);
    let status = cell::status(mark, status).map_err(|reason| (columns.status, reason))?;
    let status = status.unwrap_or(columns.unsaid);
    let value = match (given.map(|given| given.value), reason) {
        (Some(Ok(_)), Some(_)) => {
            let message = "there is both a value and a reason why there is none: remove one of them";
            return Err((columns.reason, message.to_owned()));
        }
        (Some(Err(absence)), _) | (None, Some(absence)) => {
            if reason.is_some_and(|reason| reason != absence) {
                return Err((
                    columns.reason,
                    "the reason does not match the symbol in the value: change one of them".to_owned(),
                ));
            }
            gather.absent(place, absence, status, note);
            return Ok(());
        }
        (Some(Ok(value)), None) => Some(value),
        (None, None) => None,
    };
    let (value, written) = match (value, measure) {
        (Some((value, written)), _) => (value, written),
        (None, Some(measure)) => {
            let computed = Measured::new(measure, decimals.unwrap_or(2), None, fraction, None);
            let computed = computed.map_err(|error| (columns.value, error.to_string()))?;
            (computed.value(), decimals.unwrap_or(2))
        }
        (None, None) => {
            return Err((columns.value, "give a value: the file does not show what is measured".to_owned()));
        }
    };
    if numerator.is_some() != denominator.is_some() {
        let message = "give both the numerator and the denominator, or neither";
        return Err((columns.numerator, message.to_owned()));
    }
    gather.value(place, (value, written), (fraction, interval), (status, note));
    Ok(())
}

fn reason(row: &Row<'_>, column: Option<usize>) -> Result<Option<Absence>, Refused> {
    let text = row.text_of(column);
    if text.is_empty() {
        return Ok(None);
    }
    let words: Vec<&str> = Absence::ALL.iter().map(|absence| absence.as_str()).collect();
    let wrong = || (column, format!("the reason \"{}\" is not one of {}", shortened(text), words.join(", ")));
    cell::absence(text).map(Some).ok_or_else(wrong)
}
