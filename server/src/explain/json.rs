//! A series with what was found in it, as one JSON object on a line.

mod judged;

use super::{Explained, Found};
use domain::{control_chart, figure::Interval, trend};
use exchange::series::{Row, Settings};
use judged::Judged;
use serde::Serialize;

#[derive(Serialize)]
struct Series<'a> {
    series: &'a str,
    mean: Option<f64>,
    lower_limit: Option<f64>,
    upper_limit: Option<f64>,
    variation: Option<&'static str>,
    assurance: Option<&'static str>,
    points: Vec<Point>,
    trend: Trend,
    refused: Option<String>,
    sentence: String,
    #[serde(flatten)]
    judged: Judged,
}

#[derive(Serialize)]
struct Point {
    date: String,
    value: Option<f64>,
    group: Option<usize>,
    mean: Option<f64>,
    lower_limit: Option<f64>,
    upper_limit: Option<f64>,
    rule: Option<&'static str>,
    side: Option<&'static str>,
    kind: Option<&'static str>,
    trial: Option<bool>,
    interval: Option<[f64; 2]>,
}

#[derive(Serialize)]
struct Trend {
    test: Option<&'static str>,
    statistic: Option<f64>,
    p: Option<f64>,
    direction: Option<&'static str>,
    significant: Option<bool>,
    per_year: Option<f64>,
    refused: Option<String>,
}

/// Writes the line of a series. A number that is not finite is null: JSON cannot write it.
pub(super) fn write(out: &mut String, explained: &Explained<'_>) {
    let name = &explained.rows.name;
    let rows = &explained.rows.rows;
    let line = match &explained.found {
        Ok(found) => series(name, rows, found, explained.settings),
        Err(reason) => Series {
            series: name,
            mean: None,
            lower_limit: None,
            upper_limit: None,
            variation: None,
            assurance: None,
            points: rows.iter().map(bare).collect(),
            trend: Trend { refused: Some(reason.clone()), ..Trend::NONE },
            refused: Some(reason.clone()),
            sentence: super::refusal(reason),
            judged: judged::unexplained(rows, reason, explained.asked),
        },
    };
    // Nothing in it can fail to be written: its keys are texts and its numbers finite or null.
    out.push_str(&serde_json::to_string(&line).unwrap_or_default());
    out.push('\n');
}

fn series<'a>(name: &'a str, rows: &[Row], found: &Found, settings: &Settings) -> Series<'a> {
    let group = found.chart().and_then(control_chart::ControlChart::last_group);
    let limits = group.and_then(|group| group.limits.ok());
    Series {
        series: name,
        mean: group.and_then(|group| group.mean),
        lower_limit: limits.map(|limits| limits.lower),
        upper_limit: limits.map(|limits| limits.upper),
        variation: found.peer.variation().ok().map(control_chart::Variation::as_str),
        assurance: found.peer.assurance.ok().map(control_chart::Assurance::as_str),
        points: (0..rows.len()).map(|place| point(&rows[place], place, found, settings)).collect(),
        trend: trend(&found.signals.trend()),
        refused: found.refused().map(|refusal| refusal.to_string()),
        sentence: found.sentence.clone(),
        judged: judged::judged(rows, found),
    }
}

fn point(row: &Row, place: usize, found: &Found, settings: &Settings) -> Point {
    let observation = found.signals.observations.get(place);
    let interval = observation.and_then(|observation| found.interval(observation, settings));
    let interval = interval.map(|Interval { lower, upper }| [lower, upper]);
    let value = observation.and_then(|observation| observation.value);
    let bare = Point { value, interval, ..bare(row) };
    let Some(chart) = found.chart() else { return bare };
    let Some(point) = chart.points.get(place) else { return bare };
    let Some(group) = chart.groups.get(point.group) else { return bare };
    // Groups are counted by their rebases, and one on the first point is one.
    let is_rebased_at_once = found
        .signals
        .observations
        .first()
        .is_some_and(|first| first.join == domain::observation::Join::Break);
    Point {
        group: Some(point.group + usize::from(is_rebased_at_once)),
        mean: group.mean,
        lower_limit: group.limits.ok().map(|limits| limits.lower),
        upper_limit: group.limits.ok().map(|limits| limits.upper),
        rule: Some(point.rule.as_str()),
        side: point.side.map(control_chart::Side::as_str),
        kind: Some(chart.kind(point).as_str()),
        trial: Some(group.is_trial),
        ..bare
    }
}

/// A row as it was given.
fn bare(row: &Row) -> Point {
    Point {
        date: row.when.first().to_string(),
        value: row.value.filter(|value| value.is_finite()),
        group: None,
        mean: None,
        lower_limit: None,
        upper_limit: None,
        rule: None,
        side: None,
        kind: None,
        trial: None,
        interval: None,
    }
}

fn trend(found: &Result<trend::Trend, trend::Refusal>) -> Trend {
    match found {
        Ok(trend) => Trend {
            test: Some(trend.test.as_str()),
            statistic: Some(trend.statistic),
            p: Some(trend.p),
            direction: Some(trend.direction.as_str()),
            significant: Some(trend.is_significant),
            per_year: trend.per_year,
            refused: None,
        },
        Err(refusal) => Trend { refused: Some(refusal.to_string()), ..Trend::NONE },
    }
}

impl Trend {
    const NONE: Self = Self {
        test: None,
        statistic: None,
        p: None,
        direction: None,
        significant: None,
        per_year: None,
        refused: None,
    };
}
