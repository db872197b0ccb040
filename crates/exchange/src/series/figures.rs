//! The figures of any series.

use super::{Kind, Made, Row, Rows, Settings, When, spacing::spacing};
use crate::{
    Fault,
    sheet::{self, MOST_FAULTS, Sheet, number, shortened},
};
use chrono::NaiveDate;
use domain::{
    cell::{self, Cell},
    figure::{Fraction, Interval, Status},
    indicator::Measure,
    observation::{Join, Observation},
    period::{self, Period, Read},
};

const COLUMNS: [&str; 9] =
    ["series", "date", "period", "value", "numerator", "denominator", "multiplier", "lower", "upper"];

/// Reads a file of figures: its series in the order in which they first appear, each in order of time.
///
/// # Errors
/// The faults of the file, up to a limit.
pub fn figures(bytes: &[u8]) -> Result<Vec<Rows>, Vec<Fault>> {
    let sheet = Sheet::read(bytes, &COLUMNS, &["series"])?;
    match (sheet.has("date"), sheet.has("period")) {
        (true, true) => return Err(vec![Fault::new(1, "it has both a date and a period: leave one out")]),
        (false, false) => return Err(vec![Fault::new(1, "the column \"date\" or \"period\" is missing")]),
        _ => {}
    }
    if !sheet.has("value") && !sheet.has("numerator") {
        return Err(vec![Fault::new(1, "the column \"value\" is missing")]);
    }
    let mut all: Vec<Rows> = Vec::new();
    let mut places = std::collections::HashMap::new();
    let mut faults = Vec::new();
    for row in sheet.rows() {
        match read(&row) {
            Err(fault) => faults.push(fault),
            Ok((name, row)) => {
                let place = *places.entry(name.to_owned()).or_insert_with(|| {
                    all.push(Rows { name: name.to_owned(), rows: Vec::new() });
                    all.len() - 1
                });
                all[place].rows.push(row);
            }
        }
        if faults.len() >= MOST_FAULTS {
            return Err(faults);
        }
    }
    for series in &mut all {
        series.rows.sort_by_key(|row| (row.when.first(), row.when));
        let same = series.rows.windows(2).filter(|pair| pair[0].when == pair[1].when);
        faults.extend(same.map(|pair| {
            let (first, second) = (pair[0].line.min(pair[1].line), pair[0].line.max(pair[1].line));
            Fault::new(second, format!("line {first} has a figure for the same series and time"))
        }));
    }
    if all.is_empty() && faults.is_empty() {
        faults.push(Fault::new(0, "it has no figures"));
    }
    faults.truncate(MOST_FAULTS);
    if faults.is_empty() { Ok(all) } else { Err(faults) }
}

fn read<'a>(row: &sheet::Row<'a>) -> Result<(&'a str, Row), Fault> {
    let name = row.text("series")?.ok_or_else(|| row.fault("the series is blank"))?;
    let (when, status) = when(row)?;
    let (value, decimals) = match row.text("value")? {
        None => (None, 0),
        Some(text) => value(text)
            .ok_or_else(|| row.fault(format!("value \"{}\" is not a number or a symbol", shortened(text))))?,
    };
    let ends = (row.number("lower")?, row.number("upper")?);
    let interval = match ends {
        (Some(lower), Some(upper)) => Some((lower, upper)),
        (None, None) => None,
        _ => return Err(row.fault("give both lower and upper, or neither")),
    };
    let (numerator, denominator) = (row.number("numerator")?, row.number("denominator")?);
    let multiplier = row.number("multiplier")?;
    Ok((
        name,
        Row { line: row.line, when, value, decimals, numerator, denominator, multiplier, interval, status },
    ))
}

fn when(row: &sheet::Row<'_>) -> Result<(When, Option<Status>), Fault> {
    if let Some(day) = row.read("date", "a day, such as 2018-04-01", day)? {
        return Ok((When::Day(day), None));
    }
    let Some(text) = row.text("period")? else {
        return Err(row.fault("it gives neither a date nor a period"));
    };
    if let Ok(period) = text.parse::<Period>() {
        return Ok((When::Period(period), None));
    }
    // A status in brackets, (prov) or (Rev), may follow the label; the label itself is read as we write it.
    let label = text.split('(').next().unwrap_or(text).trim();
    let kind = label.parse::<Period>().ok().map(|period| period.kind());
    match period::read(text, kind) {
        Ok(Read::One(period, status)) => Ok((When::Period(period), status)),
        Ok(Read::Ask(periods)) => {
            let labels: Vec<_> = periods.iter().map(Period::label).collect();
            let message =
                format!("period \"{}\" could be any of {}: write one", shortened(text), labels.join(", "));
            Err(row.fault(message))
        }
        Err(error) => Err(row.fault(error.to_string())),
    }
}

/// A day, within the years that periods may be in.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    use chrono::Datelike;
    text.parse().ok().filter(|day: &NaiveDate| (1900..=2199).contains(&day.year()))
}

/// A value with its decimals, or an absence. Non-finite numbers are read too, and left to the calculations to reject.
fn value(text: &str) -> Option<(Option<f64>, u8)> {
    match cell::read(text) {
        Ok(Cell::Number(number)) => Some((Some(number.value), number.decimals())),
        Ok(Cell::Absent(_)) => Some((None, 0)),
        Err(_) => number(text).map(|number| (Some(number), 0)),
    }
}

/// How many decimals to show of a computed value: at least two, enough to show two of its digits, six at most.
fn decimals_to_show(value: f64) -> u8 {
    (2..6)
        .find(|decimals| value == 0.0 || value.abs() * 10_f64.powi(*decimals) >= 10.0)
        .map_or(6, |decimals| u8::try_from(decimals).unwrap_or(6))
}

/// How many decimals a number is written with, six at most.
fn decimals_of(number: f64) -> u8 {
    cell::number(&number.to_string()).map_or(0, |number| number.decimals())
}

/// Prepares a series for the calculations.
///
/// # Errors
/// Why that fails, in words that follow "because".
pub fn made(rows: &[Row], settings: &Settings) -> Result<Made, String> {
    let measure = measure(rows, settings.kind)?;
    let whens: Vec<When> = rows.iter().map(|row| row.when).collect();
    let (cadence, joins) = spacing(&whens);
    let mut observations = Vec::with_capacity(rows.len());
    // A target is shown, and values are rated against it, with all of its decimals.
    let mut decimals = settings.target.map_or(0, decimals_of);
    for (row, join) in rows.iter().zip(joins) {
        let at = |why: &str| format!("line {}: {why}", row.line);
        let fraction = fraction(row).map_err(|why| at(&why))?;
        let computed = fraction.and_then(|fraction| of_fraction(measure, fraction));
        let interval = interval(row).map_err(|why| at(&why))?;
        // For a count, the numerator is the value.
        let counted = row.numerator.filter(|_| measure == Measure::Count);
        let value = agreed(row, computed, interval).map_err(|why| at(&why))?.or(counted);
        if value.is_some_and(|value| !value.is_finite()) {
            return Err(at("a value is not a finite number"));
        }
        decimals = decimals.max(match (row.value, value) {
            (None, Some(computed)) if measure != Measure::Count => decimals_to_show(computed),
            _ => row.decimals,
        });
        let on = row.when.first();
        let join = if settings.rebase.contains(&on) { Join::Break } else { join };
        observations.push(Observation { on, value, fraction, interval, join });
    }
    let last = rows.iter().zip(&observations).rfind(|(_, observation)| observation.value.is_some());
    let is_provisional = last.is_some_and(|(row, _)| row.status == Some(Status::Provisional));
    Ok(Made { observations, cadence, measure, decimals, is_provisional })
}

/// The kind of number of a series: as its settings say, else by its multiplier.
fn measure(rows: &[Row], kind: Option<Kind>) -> Result<Measure, String> {
    let has_parts = rows.iter().any(|row| row.denominator.is_some());
    let mut multipliers = rows.iter().filter_map(|row| row.multiplier);
    let multiplier = multipliers.next();
    if multipliers.any(|other| Some(other) != multiplier) {
        return Err("its rows have different multipliers".to_owned());
    }
    let per = match multiplier {
        None => None,
        Some(per) if (1.0..=1e9).contains(&per) && per.fract() == 0.0 => Some(per as u32),
        Some(_) => return Err("a multiplier is a whole number from 1 up, such as 100 or 10000".to_owned()),
    };
    match (kind, per) {
        (Some(Kind::Count), _) => Ok(Measure::Count),
        (Some(Kind::Percentage), None | Some(100)) => Ok(Measure::Percentage),
        (Some(Kind::Percentage), Some(_)) => Err("the multiplier of a percentage is 100".to_owned()),
        (Some(Kind::Rate), None) if has_parts => {
            Err("a rate with its numerator and denominator needs its multiplier".to_owned())
        }
        (Some(Kind::Rate), per) => Ok(Measure::Rate { per: per.unwrap_or(1) }),
        (None, None | Some(100)) if has_parts => Ok(Measure::Percentage),
        (None, Some(per)) if has_parts => Ok(Measure::Rate { per }),
        (None, _) => Ok(Measure::Index),
    }
}

fn fraction(row: &Row) -> Result<Option<Fraction>, String> {
    let (numerator, denominator) = match (row.numerator, row.denominator) {
        (Some(numerator), Some(denominator)) => (numerator, denominator),
        _ => return Ok(None),
    };
    match (numerator, denominator) {
        _ if !numerator.is_finite() || !denominator.is_finite() => {
            Err("a numerator or denominator is not a finite number".to_owned())
        }
        _ if numerator < 0.0 => Err("a numerator cannot be below 0".to_owned()),
        _ if denominator <= 0.0 => Err("a denominator must be above 0".to_owned()),
        _ => Ok(Some(Fraction { numerator, denominator })),
    }
}

fn of_fraction(measure: Measure, fraction: Fraction) -> Option<Result<f64, String>> {
    let Fraction { numerator, denominator } = fraction;
    match measure {
        Measure::Percentage if numerator > denominator => {
            Some(Err("the numerator of a percentage cannot be above its denominator".to_owned()))
        }
        Measure::Percentage => Some(Ok(numerator * 100.0 / denominator)),
        Measure::Rate { per } => Some(Ok(numerator * f64::from(per) / denominator)),
        _ => None,
    }
}

fn interval(row: &Row) -> Result<Option<Interval>, String> {
    match row.interval {
        Some((lower, upper)) if !lower.is_finite() || !upper.is_finite() => {
            Err("an end of its interval is not a finite number".to_owned())
        }
        Some((lower, upper)) if lower > upper => {
            Err("the lower end of its interval is above its upper end".to_owned())
        }
        Some((lower, upper)) => Ok(Some(Interval { lower, upper })),
        None => Ok(None),
    }
}

/// The value of a row. A value computed from its parts takes precedence over a written one, unless that was published with an
/// interval (then the parts were rounded and the value was not); where they disagree by more than rounding, both are
/// rejected.
fn agreed(
    row: &Row,
    computed: Option<Result<f64, String>>,
    interval: Option<Interval>,
) -> Result<Option<f64>, String> {
    let Some(computed) = computed.transpose()? else { return Ok(row.value) };
    let Some(given) = row.value else { return Ok(Some(computed)) };
    if interval.is_some() {
        return Ok(Some(given));
    }
    let slack = 0.51 * 10_f64.powi(-i32::from(row.decimals));
    // Not negated: NaN agrees with nothing.
    if (given - computed).abs() <= slack {
        Ok(Some(computed))
    } else {
        Err("the value does not match its numerator and denominator".to_owned())
    }
}
