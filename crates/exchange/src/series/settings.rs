//! The settings of each series.

use super::{Kind, Settings, figures::day};
use crate::{
    Fault,
    sheet::{MOST_FAULTS, Row, Sheet},
};
use domain::{
    control_chart::{FixAfter, Screening},
    indicator::Polarity,
    interval::Confidence,
    judgement::{Chart, Choice, Seasonal},
};
use std::collections::HashMap;

const COLUMNS: [&str; 11] = [
    "series",
    "polarity",
    "target",
    "rebase_dates",
    "fix_after_n",
    "screening",
    "confidence",
    "measure",
    "chart",
    "seasonal",
    "due_days",
];

/// Ten years: nothing is due later.
const MOST_DUE_DAYS: u16 = 3650;

/// Reads a file of settings, a row for each series.
///
/// # Errors
/// The faults of the file, up to a limit.
pub fn settings(bytes: &[u8]) -> Result<HashMap<String, Settings>, Vec<Fault>> {
    let sheet = Sheet::read(bytes, &COLUMNS, &["series"])?;
    let mut all = HashMap::new();
    let mut faults = Vec::new();
    for row in sheet.rows() {
        match read(&row) {
            Err(fault) => faults.push(fault),
            Ok((name, settings)) => {
                if all.insert(name.to_owned(), settings).is_some() {
                    faults.push(row.fault("the series has a row already"));
                }
            }
        }
        if faults.len() >= MOST_FAULTS {
            break;
        }
    }
    if faults.is_empty() { Ok(all) } else { Err(faults) }
}

fn read<'a>(row: &Row<'a>) -> Result<(&'a str, Settings), Fault> {
    let usual = Settings::default();
    let name = row.text("series")?.ok_or_else(|| row.fault("the series is blank"))?;
    let screening = row.read("screening", "true or false", |text| match text.to_lowercase().as_str() {
        "true" => Some(Screening::On),
        "false" => Some(Screening::Off),
        _ => None,
    })?;
    let target = row.read("target", "a finite number", |text| {
        crate::sheet::number(text).filter(|target| target.is_finite())
    })?;
    let fix_after = row
        .read("fix_after_n", "a whole number from 12 up", |text| text.parse().ok().and_then(FixAfter::new))?;
    let confidence = row.read("confidence", "a percentage from 50 up and below 100, such as 95", |text| {
        let percent: f64 = text.strip_suffix('%').unwrap_or(text).trim().parse().ok()?;
        // 0.95 is what somebody writes who means 95.
        Confidence::new(percent / 100.0).filter(|_| percent >= 50.0)
    })?;
    let rebase = row.read("rebase_dates", "days such as 2018-04-01, with ; between them", |text| {
        text.split(';').map(str::trim).filter(|text| !text.is_empty()).map(day).collect::<Option<Vec<_>>>()
    })?;
    let polarity =
        row.read("polarity", "higher, lower or neither", |text| Polarity::parse(&text.to_lowercase()))?;
    let kind = row.read("measure", "count, percentage or rate", |text| Kind::parse(&text.to_lowercase()))?;
    let chart =
        row.read("chart", "xmr, auto, poisson, p or u", |text| match text.to_lowercase().as_str() {
            "auto" => Some(Choice::Auto),
            word => Chart::parse(word).map(Choice::Only),
        })?;
    let seasonal = row.read("seasonal", "off or auto", |text| match text.to_lowercase().as_str() {
        "off" => Some(Seasonal::Off),
        "auto" => Some(Seasonal::Auto),
        _ => None,
    })?;
    let due_days = row.read("due_days", "a whole number of days, 0 to 3650", |text| {
        text.parse().ok().filter(|days| *days <= MOST_DUE_DAYS)
    })?;
    Ok((
        name,
        Settings {
            polarity: polarity.unwrap_or(usual.polarity),
            target,
            rebase: rebase.unwrap_or_default(),
            screening: screening.unwrap_or(usual.screening),
            fix_after,
            confidence: confidence.unwrap_or(usual.confidence),
            kind,
            chart: chart.unwrap_or(usual.chart),
            seasonal: seasonal.unwrap_or(usual.seasonal),
            due_days: due_days.unwrap_or(usual.due_days),
        },
    ))
}
