//! What a page would claim of a series, as keys of its object: those of the peer's chart stay beside them.

use crate::explain::{Asked, Found};
use chrono::{Months, NaiveDate};
use domain::{
    control_chart,
    forecast::{Coverage, Forecast},
    judgement,
};
use exchange::series::{Row, When};
use serde::Serialize;

/// The keys of a judgement. A number that is not finite is null.
#[derive(Serialize)]
pub(super) struct Judged {
    chart: Option<&'static str>,
    seasonal: Option<bool>,
    told_variation: Option<&'static str>,
    told_assurance: Option<&'static str>,
    rules: Vec<String>,
    set_apart: Vec<String>,
    withheld: Vec<Withheld>,
    told_points: Vec<Point>,
    #[serde(flatten)]
    forecast: Option<Ahead>,
}

#[derive(Serialize)]
struct Withheld {
    claim: &'static str,
    rule: Option<String>,
    reason: String,
}

#[derive(Serialize)]
struct Point {
    date: String,
    mean: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct Ahead {
    forecast: Option<Vec<Step>>,
    forecast_withheld: Option<String>,
}

#[derive(Serialize)]
struct Step {
    period: String,
    mean: f64,
    lower80: f64,
    upper80: f64,
    lower95: f64,
    upper95: f64,
}

pub(super) fn judged(rows: &[Row], found: &Found) -> Judged {
    let judgement = &found.signals.judgement;
    let date = |row: &Row| row.when.first().to_string();
    let points = || rows.iter().zip(&judgement.points);
    Judged {
        chart: Some(judgement.chart.as_str()),
        seasonal: Some(judgement.is_seasonal),
        told_variation: judgement.variation.map(control_chart::Variation::as_str),
        told_assurance: judgement.assurance.ok().map(control_chart::Assurance::as_str),
        rules: judgement.rules.numbers().map(|rule| rule.to_string()).collect(),
        set_apart: points().filter(|(_, point)| point.is_apart).map(|(row, _)| date(row)).collect(),
        withheld: judgement.withheld.iter().map(withheld).collect(),
        told_points: points().map(|(row, point)| told(date(row), point)).collect(),
        forecast: found.forecast.as_ref().map(|forecast| match forecast {
            Ok(forecast) => Ahead { forecast: Some(steps(rows, found, forecast)), forecast_withheld: None },
            Err(refusal) => Ahead { forecast: None, forecast_withheld: Some(refusal.to_string()) },
        }),
    }
}

/// Of a series that cannot be explained.
pub(super) fn unexplained(rows: &[Row], reason: &str, asked: Asked) -> Judged {
    let bare = |row: &Row| Point { date: row.when.first().to_string(), mean: None, lower: None, upper: None };
    let why =
        |claim: judgement::Claim| Withheld { claim: claim.as_str(), rule: None, reason: reason.to_owned() };
    Judged {
        chart: None,
        seasonal: None,
        told_variation: None,
        told_assurance: None,
        rules: Vec::new(),
        set_apart: Vec::new(),
        withheld: vec![why(judgement::Claim::Variation), why(judgement::Claim::Assurance)],
        told_points: rows.iter().map(bare).collect(),
        forecast: asked
            .forecast
            .map(|_| Ahead { forecast: None, forecast_withheld: Some(reason.to_owned()) }),
    }
}

fn withheld(withheld: &judgement::Withheld) -> Withheld {
    Withheld {
        claim: withheld.claim.as_str(),
        rule: withheld.reason.rule().map(|rule| rule.to_string()),
        reason: withheld.reason.to_string(),
    }
}

fn told(date: String, point: &judgement::Point) -> Point {
    Point { date, mean: point.mean, lower: point.lower, upper: point.upper }
}

fn steps(rows: &[Row], found: &Found, forecast: &Forecast) -> Vec<Step> {
    let last = found.signals.observations.iter().rposition(|one| one.value.is_some());
    let day = last.and_then(|place| match rows.get(place)?.when {
        When::Day(day) => Some(day),
        When::Period(_) => None,
    });
    let step = |(at, step): (u32, &domain::forecast::Step)| {
        let ((lower80, upper80), (lower95, upper95)) =
            (step.within(Coverage::Eighty), step.within(Coverage::NinetyFive));
        // Where only days are known, the day a quarter later.
        let day: Option<NaiveDate> = day.and_then(|day| day.checked_add_months(Months::new(3 * at)));
        let period = day.map_or_else(|| step.period.label(), |day| day.to_string());
        Step { period, mean: step.likeliest(), lower80, upper80, lower95, upper95 }
    };
    (1..).zip(&forecast.steps).map(step).collect()
}
