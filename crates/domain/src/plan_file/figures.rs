//! Figures, a line each under their series, and targets.

use super::{
    SectionAudience, each,
    fields::{At, Fields, Reader},
    names::Names,
    tie,
};
use crate::{
    figure::{Absence, Approval, Figure, Fraction, Interval, Measured, Reading, Status},
    indicator::Indicator,
    period::Period,
    series::{Breakdown, Series},
    target::{Aim, Target},
};
use std::collections::BTreeSet;
use toml::{Spanned, de::DeValue};

/// The figures of every series; a series given twice is a fault.
pub(super) fn figures(
    reader: &Reader<'_>,
    sections: Vec<Fields<'_>>,
    names: &Names<'_>,
    indicators: &[Indicator],
) -> Vec<Figure> {
    let mut seen = std::collections::BTreeSet::new();
    let mut figures = Vec::new();
    for mut fields in sections {
        let at = fields.at();
        let series = series(&mut fields, names);
        let entries = fields.section("figures");
        fields.finish();
        let (Some(series), Some(entries)) = (series, entries) else { continue };
        if !seen.insert(series.clone()) {
            let message = format!(
                "the series {} {} {} is given twice",
                series.indicator, series.area, series.breakdown
            );
            reader.fault(at, message);
        }
        let indicator = indicators.iter().find(|indicator| indicator.slug == series.indicator);
        for (label, value) in entries.entries() {
            match indicator {
                Some(indicator) => figures.extend(figure(&entries, label, value, indicator, &series)),
                // The indicator has a fault of its own; whatever can be checked without it is.
                None => judge_alone(&entries, label, value),
            }
        }
    }
    figures
}

fn series(fields: &mut Fields<'_>, names: &Names<'_>) -> Option<Series> {
    let indicator = tie::to(fields, "indicator", &names.indicators, "indicator");
    let area = fields.text("area").and_then(|text| tie::area(fields, text, &names.areas));
    let breakdown = match fields.optional_text("breakdown") {
        Ok(None) => Some(Breakdown::Total),
        Ok(Some(text)) => fields
            .checked(text, |text| Breakdown::parse(text).ok_or("write the breakdown as \"sex=Female\""))
            .map(|breakdown| breakdown.value),
        Err(_) => None,
    };
    Some(Series { indicator: indicator?, area: area?, breakdown: breakdown? })
}

/// The period of a label, which must be of the indicator's kind.
fn period(fields: &Fields<'_>, label: At<&str>, indicator: &Indicator) -> Option<Period> {
    let period = fields.checked(label, str::parse::<Period>)?.value;
    if period.kind() != indicator.frequency {
        let message = format!(
            "\"{}\" is a period of the kind \"{}\", but {} has figures for the kind \"{}\"",
            label.value,
            period.kind(),
            indicator.slug,
            indicator.frequency
        );
        fields.fault(label.at, message);
        return None;
    }
    Some(period)
}

fn figure<'a>(
    fields: &Fields<'a>,
    label: At<&str>,
    value: &'a Spanned<DeValue<'a>>,
    indicator: &Indicator,
    series: &Series,
) -> Option<Figure> {
    let period = period(fields, label, indicator);
    let Long { reading, status, note, explanation } = match value.get_ref() {
        DeValue::Table(_) => long_figure(fields.as_section("figures", value)?, indicator)?,
        DeValue::String(text) => {
            let at = value.span().start;
            Long::bare(absent(fields, At { at, value: text.as_ref() })?)
        }
        _ => {
            let number = fields.as_number(label.value, value)?;
            Long::bare(measured(fields, number.at, indicator, Some(number.value), None, None)?)
        }
    };
    Some(Figure {
        series: series.clone(),
        period: period?,
        reading,
        status,
        origin: indicator.origin,
        approval: Approval::Approved,
        note,
        explanation,
    })
}

/// Notes the faults of a figure that can be seen without its indicator.
fn judge_alone(fields: &Fields<'_>, label: At<&str>, value: &Spanned<DeValue<'_>>) {
    fields.checked(label, str::parse::<Period>);
    match value.get_ref() {
        DeValue::Table(_) => {}
        DeValue::String(text) => drop(absent(fields, At { at: value.span().start, value: text.as_ref() })),
        _ => drop(fields.as_number(label.value, value)),
    }
}

/// One figure of a file.
struct Long {
    reading: Reading,
    status: Status,
    note: Option<String>,
    explanation: Option<String>,
}

impl Long {
    /// A figure with nothing but its reading.
    fn bare(reading: Reading) -> Self {
        Self { reading, status: Status::Final, note: None, explanation: None }
    }
}

/// A figure written out: `{ value = 14.62, numerator = 1, denominator = 2, status = "provisional", note = "...", explanation = "..." }`.
fn long_figure(mut fields: Fields<'_>, indicator: &Indicator) -> Option<Long> {
    let at = fields.at();
    let value = fields.optional_number("value");
    let numerator = fields.optional_number("numerator");
    let denominator = fields.optional_number("denominator");
    let lower = fields.optional_number("lower");
    let upper = fields.optional_number("upper");
    let absence = fields.optional_text("absence");
    let status = match fields.optional_text("status") {
        Ok(None) => Some(Status::Final),
        Ok(Some(text)) => fields.one_of("status", text, Status::ALL, Status::as_str),
        Err(_) => None,
    };
    let note = fields.optional_text("note");
    let explanation = fields.optional_text("explanation");
    fields.finish();
    let (value, absence) = (value.ok()?, absence.ok()?);
    let fraction = both(&fields, at, "numerator and denominator", numerator.ok()?, denominator.ok()?)?;
    let interval = both(&fields, at, "lower and upper", lower.ok()?, upper.ok()?)?;
    let fraction = fraction.map(|(numerator, denominator)| Fraction { numerator, denominator });
    let interval = interval.map(|(lower, upper)| Interval { lower, upper });
    let reading = match absence {
        Some(text) if value.is_none() && fraction.is_none() && interval.is_none() => absent(&fields, text),
        Some(text) => {
            fields.fault(text.at, "give a value or an absence, not both");
            None
        }
        None => measured(&fields, at, indicator, value.map(|value| value.value), fraction, interval),
    };
    let owned = |text: Option<At<&str>>| text.map(|text| text.value.trim().to_owned());
    let (note, explanation) = (owned(note.ok()?), owned(explanation.ok()?).filter(|text| !text.is_empty()));
    Some(Long { reading: reading?, status: status?, note, explanation })
}

/// Two numbers that come together or not at all.
fn both(
    fields: &Fields<'_>,
    at: usize,
    names: &str,
    one: Option<At<f64>>,
    other: Option<At<f64>>,
) -> Option<Option<(f64, f64)>> {
    match (one, other) {
        (None, None) => Some(None),
        (Some(one), Some(other)) => Some(Some((one.value, other.value))),
        _ => {
            fields.fault(at, format!("give both {names}, or neither"));
            None
        }
    }
}

fn absent(fields: &Fields<'_>, text: At<&str>) -> Option<Reading> {
    let absence = Absence::of_symbol(text.value);
    if absence.is_none() {
        let shown: String = text.value.chars().take(40).collect();
        let message = if text.value.trim().parse::<f64>().is_ok() {
            format!("\"{shown}\" is text: write the number without quotes")
        } else {
            format!(
                "\"{shown}\" is not a number or an absence: write digits, or z, x, c, low, u, awaited or not collected"
            )
        };
        fields.fault(text.at, message);
    }
    absence.map(Reading::Absent)
}

fn measured(
    fields: &Fields<'_>,
    at: usize,
    indicator: &Indicator,
    value: Option<f64>,
    fraction: Option<Fraction>,
    interval: Option<Interval>,
) -> Option<Reading> {
    match Measured::new(indicator.measure, indicator.decimals, value, fraction, interval) {
        Ok(measured) => Some(Reading::Value(measured)),
        Err(impossible) => {
            fields.fault(at, impossible.to_string());
            None
        }
    }
}

/// The targets.
pub(super) fn targets(
    reader: &Reader<'_>,
    sections: Vec<Fields<'_>>,
    names: &Names<'_>,
    indicators: &[Indicator],
) -> Vec<(SectionAudience, Target)> {
    let mut targets: Vec<(SectionAudience, Target)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, target) in each(sections, |fields| Some((fields.at(), target(fields, names, indicators)?))) {
        if !seen.insert((target.1.series.clone(), target.1.period)) {
            reader.fault(at, format!("the target for {} is given twice", target.1.period));
        }
        targets.push(target);
    }
    targets
}

fn target(
    mut fields: Fields<'_>,
    names: &Names<'_>,
    indicators: &[Indicator],
) -> Option<(SectionAudience, Target)> {
    let at = fields.at();
    let series = series(&mut fields, names);
    let label = fields.text("period");
    let value = fields.optional_number("value");
    let lower = fields.optional_number("lower");
    let upper = fields.optional_number("upper");
    let told = fields.told();
    fields.finish();
    let ends = match (value.ok()?, lower.ok()?, upper.ok()?) {
        (Some(value), None, None) => Some((value.value, value.value)),
        (None, Some(lower), Some(upper)) => Some((lower.value, upper.value)),
        _ => None,
    };
    let aim = ends.and_then(|(lower, upper)| Aim::of_ends(lower, upper));
    if aim.is_none() {
        fields.fault(at, "give the target a value, or a lower and an upper end in that order");
    }
    let series = series?;
    let indicator = indicators.iter().find(|indicator| indicator.slug == series.indicator)?;
    let period = period(&fields, label?, indicator);
    let (lower, upper) = aim?.ends();
    for end in [lower, upper] {
        measured(&fields, at, indicator, Some(end), None, None)?;
    }
    Some((told?, Target { period: period?, aim: aim?, series }))
}
