//! A series with what was found in it, as a sentence and a small table.

use super::{Explained, Found};
use domain::{control_chart::Rule, number};
use exchange::series::{Row, Settings, When};
use std::fmt::Write;

/// Writes a series: its name, its sentence, and a row for each figure.
pub(super) fn write(out: &mut String, explained: &Explained<'_>) {
    let said = match &explained.found {
        Ok(found) => found.sentence.clone(),
        Err(reason) => super::refusal(reason),
    };
    let _ = writeln!(out, "{}\n{said}", plain(&explained.rows.name));
    if let Ok(found) = &explained.found {
        if let Some(refusal) = found.refused() {
            let _ = writeln!(out, "No control limits: {refusal}.");
        }
        if let Err(refusal) = found.signals.trend() {
            let _ = writeln!(out, "No trend test: {refusal}.");
        }
        let rows: Vec<_> = (0..explained.rows.rows.len())
            .map(|place| cells(&explained.rows.rows[place], place, found, explained.settings))
            .collect();
        columns(out, &rows);
    }
    out.push('\n');
}

const HEAD: [&str; 6] = ["period", "value", "interval", "mean", "limits", "finding"];

fn cells(row: &Row, place: usize, found: &Found, settings: &Settings) -> [String; 6] {
    let indicator = &found.indicator;
    let print = |value: f64| indicator.print(value);
    let finer = |value: f64| number::print(value, indicator.decimals + 1);
    let observation = found.signals.observations.get(place);
    let value = observation.and_then(|observation| observation.value);
    let interval = observation.and_then(|observation| found.interval(observation, settings));
    let point = found.chart().and_then(|chart| Some((chart, chart.points.get(place)?)));
    let group = point.and_then(|(chart, point)| chart.groups.get(point.group));
    let limits = group.and_then(|group| group.limits.ok().map(|limits| (group.is_trial, limits)));
    let finding = match point {
        Some((chart, point)) if point.rule != Rule::Common => {
            let side = point.side.map_or("", |side| side.as_str());
            format!("{} {side}: {}", point.rule, chart.kind(point)).replace('_', " ")
        }
        _ => String::new(),
    };
    [
        match row.when {
            When::Day(day) => day.to_string(),
            When::Period(period) => period.label(),
        },
        value.map_or_else(|| "-".to_owned(), print),
        interval.map_or_else(String::new, |ends| format!("{} to {}", print(ends.lower), print(ends.upper))),
        group.and_then(|group| group.mean).map_or_else(String::new, finer),
        limits.map_or_else(String::new, |(is_trial, limits)| {
            let trial = if is_trial { " (trial)" } else { "" };
            format!("{} to {}{trial}", finer(limits.lower), finer(limits.upper))
        }),
        finding,
    ]
}

/// Rows under their head, each column as wide as it has to be; what nobody has is left out.
fn columns(out: &mut String, rows: &[[String; 6]]) {
    let is_told = |column: usize| rows.iter().any(|row| !row[column].is_empty());
    let told: Vec<usize> = (0..HEAD.len()).filter(|column| is_told(*column)).collect();
    let width = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.chain([HEAD[column].len()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = told.iter().map(|column| width(*column)).collect();
    let mut line = |cells: &dyn Fn(usize) -> String| {
        let cells = told.iter().zip(&widths).map(|(column, width)| format!("{:<width$}", cells(*column)));
        let _ = writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    };
    line(&|column| HEAD[column].to_owned());
    for row in rows {
        line(&|column| row[column].clone());
    }
}

/// A name as a terminal may be given it: without characters that command it.
fn plain(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}
