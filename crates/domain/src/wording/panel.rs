//! The content of a small chart, in a sentence or two.

use super::{day, when};
use crate::{
    change_note::break_between,
    chart::{Chart, Point},
    figure::{Figure, Status},
    indicator::Measure,
};

/// The last value of a chart's own line, the first value comparable with it, and the other lines beside it.
///
/// `145 reports in 2020-21 Q4, compared with 98 in 2015-16 Q1. Everyone: 250.`
#[must_use]
pub fn panel(chart: &Chart<'_>) -> String {
    let Some(own) = chart.lines.first() else { return String::new() };
    let indicator = chart.indicator;
    let mut said = Vec::with_capacity(4);
    let valued: Vec<(&Figure, f64)> =
        own.points.iter().filter_map(|point| Some((point.figure, point.value()?))).collect();
    if let Some((latest, value)) = valued.last() {
        let first = chart.comparable(own).find_map(|point| Some((point.figure, point.value()?)));
        let from = first.filter(|(first, _)| first.period != latest.period);
        let from = from.map_or_else(String::new, |(figure, value)| {
            format!(", compared with {} {}", indicator.print(value), when(indicator, &figure.period))
        });
        said.push(format!("{} {}{from}.", indicator.say(*value), when(indicator, &latest.period)));
        if latest.status == Status::Provisional {
            said.push("This figure is provisional.".to_owned());
        }
        if let (Some((earliest, _)), Some((first, _))) = (valued.first(), first) {
            let notes = chart.notes.iter().copied();
            let broken = break_between(notes, &indicator.slug, &earliest.period, &latest.period);
            if let Some(note) = broken.filter(|_| earliest.period != first.period) {
                said.push(format!(
                    "Earlier figures cannot be compared: the series breaks on {}.",
                    day(note.on)
                ));
            }
        }
        said.extend(beside(chart, latest));
    }
    if let Some((period, absence)) =
        own.points.last().and_then(|point| Some((point.figure.period, Point::absence(point)?)))
    {
        said.push(format!("{period}: {absence}."));
    }
    said.join(" ")
}

/// The values of the other lines for the period of a figure. For counts, the whole is shown beside its parts.
fn beside(chart: &Chart<'_>, latest: &Figure) -> Vec<String> {
    let others = chart.lines.iter().skip(1);
    let value = |line| chart.figure(line, &latest.period)?.reading.value();
    others
        .filter_map(|line| {
            let value = chart.indicator.print(value(line)?);
            let of = if chart.indicator.measure == Measure::Count { " in all" } else { "" };
            Some(format!("{}: {value}{of}.", line.name))
        })
        .collect()
}
