//! What any series shows, without a record: for analysts, and to compare our arithmetic with others'.

mod json;
mod judged;
mod table;

use crate::Failure;
use chrono::NaiveDate;
use domain::{
    control_chart::{self, ControlChart},
    figure::{Interval, Origin},
    forecast::{self, Forecast},
    indicator::{Basis, Indicator, Measure, Polarity},
    interval,
    judgement::Subject,
    observation::Observation,
    period::Kind,
    rating::{Tolerance, Unrated, rate_value},
    signals::{
        self, Signals,
        peer::{self, Peer},
    },
    slug::Slug,
    target::Aim,
    wording::{self, finding::SeriesSummary, judged::tell},
};
use exchange::series::{self, Made, Row, Rows, Settings, When};
use std::{collections::HashMap, path::Path};

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A sentence and a small table for each series.
    Text,
    /// A JSON object on a line for each series.
    Json,
}

/// What is asked beyond the settings of each series.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked {
    /// The day by which series are late.
    pub(crate) today: Option<NaiveDate>,
    /// How many quarters are forecast.
    pub(crate) forecast: Option<usize>,
}

/// A series with what was found, or the reason why it cannot be explained.
struct Explained<'a> {
    rows: &'a Rows,
    settings: &'a Settings,
    asked: Asked,
    found: Result<Found, String>,
}

/// What was found in a series.
struct Found {
    indicator: Indicator,
    peer: Peer,
    signals: Signals,
    /// Where it was asked for.
    forecast: Option<Result<Forecast, forecast::Refusal>>,
    sentence: String,
}

/// Explains every series of a file.
pub(crate) fn explain(
    figures: &Path,
    settings: Option<&Path>,
    asked: Asked,
    format: Format,
) -> Result<String, Failure> {
    let series = read(figures, series::figures)?;
    let settings = settings.map_or_else(|| Ok(HashMap::new()), |path| read(path, series::settings))?;
    for name in settings.keys().filter(|name| !series.iter().any(|rows| rows.name == **name)) {
        eprintln!("note: there are settings for {name:?}, but no figures");
    }
    let usual = Settings::default();
    let mut out = String::new();
    for rows in &series {
        let settings = settings.get(&rows.name).unwrap_or(&usual);
        let explained = Explained { rows, settings, asked, found: find(rows, settings, asked) };
        match format {
            Format::Json => json::write(&mut out, &explained),
            Format::Text => table::write(&mut out, &explained),
        }
    }
    Ok(out)
}

/// Files are held in memory whole.
const LARGEST: u64 = 200 * 1024 * 1024;

fn read<T>(path: &Path, read: impl Fn(&[u8]) -> Result<T, Vec<exchange::Fault>>) -> Result<T, Failure> {
    let unreadable = |reason: String| Failure::File { path: path.to_owned(), reason };
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > LARGEST {
        return Err(unreadable("it is larger than 200 MB".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    read(&bytes).map_err(|faults| Failure::Csv { path: path.to_owned(), faults })
}

fn find(rows: &Rows, settings: &Settings, asked: Asked) -> Result<Found, String> {
    let Made { observations, cadence, measure, decimals, is_provisional } =
        series::made(&rows.rows, settings)?;
    let slug = Slug::new("series").map_err(|error| error.to_string())?;
    let indicator = indicator(slug, &rows.name, (measure, decimals), settings.polarity);
    let last = rows
        .rows
        .iter()
        .zip(&observations)
        .rev()
        .find_map(|(row, observation)| Some((row, observation.value?)));
    let aim = settings.target.map(Aim::Value);
    let rating = match (last, aim) {
        (_, None) => Err(Unrated::NoTarget),
        (None, _) => Err(Unrated::NoValue),
        (Some((_, value)), Some(aim)) => {
            rate_value(indicator.polarity, decimals, value, aim, Tolerance::USUAL)
                .map(|rating| domain::rating::Rating { is_provisional, ..rating })
        }
    };
    let charted = control_chart::Settings { screening: settings.screening, fix_after: settings.fix_after };
    let peer = peer::read(&observations, cadence, indicator.polarity, charted, aim);
    let mut said = Vec::new();
    match last {
        None => said.push("There is no value.".to_owned()),
        Some((row, value)) => {
            said.push(format!("{} {}.", indicator.say(value), when(row)));
            said.extend(is_provisional.then(|| "This figure is provisional.".to_owned()));
        }
    }
    let newest = rows.rows.last().filter(|newest| last.is_some_and(|(row, _)| row.when != newest.when));
    said.extend(newest.map(|row| format!("There is no value {}.", when(row))));
    let latest = last.map(|(_, value)| value);
    let target = aim.map(|aim| (aim, None));
    let subject =
        Subject { observations: &observations, cadence, measure, polarity: indicator.polarity, target: aim };
    let judgement = judged::judgement(rows, &subject, settings, asked.today).into();
    let forecast = asked.forecast.map(|steps| judged::forecast(rows, &subject, steps));
    let signals = signals::read(observations, cadence, measure, judgement, rating);
    let period = &|on| format!("the period from {}", wording::day(on));
    let sentence = tell(SeriesSummary {
        indicator: &indicator,
        said,
        latest,
        target,
        rated: None,
        signals: &signals,
        period,
    });
    Ok(Found { indicator, peer, signals, forecast, sentence })
}

/// The reason why a series cannot be explained, as a sentence.
fn refusal(reason: &str) -> String {
    format!("This series cannot be explained: {reason}.")
}

/// When a row is about, with its preposition.
fn when(row: &Row) -> String {
    match row.when {
        When::Day(day) => format!("on {}", wording::day(day)),
        When::Period(period) => format!("in {period}"),
    }
}

/// A series as an indicator, as far as printing its values needs one.
fn indicator(slug: Slug, name: &str, (measure, decimals): (Measure, u8), polarity: Polarity) -> Indicator {
    Indicator {
        owner: slug.clone(),
        slug,
        name: name.to_owned(),
        measure,
        unit: String::new(),
        decimals,
        polarity,
        frequency: Kind::Month,
        origin: Origin::Published,
        basis: Basis::Residence,
        source: String::new(),
        retired: None,
        lag: domain::indicator::USUAL_LAG,
        definitions: Vec::new(),
        placements: Vec::new(),
    }
}

impl Found {
    /// The 95% interval of an observation, or at the confidence of the settings; a published one as it is.
    fn interval(&self, observation: &Observation, settings: &Settings) -> Option<Interval> {
        let value = observation.value?;
        let computed = || {
            interval::computed(self.indicator.measure, Some(value), observation.fraction, settings.confidence)
                .ok()
        };
        observation.interval.or_else(computed)
    }

    fn chart(&self) -> Option<&ControlChart> {
        self.peer.chart.as_ref().ok()
    }

    /// Why there are no limits now.
    fn refused(&self) -> Option<control_chart::Refusal> {
        match &self.peer.chart {
            Err(refusal) => Some(*refusal),
            Ok(chart) => chart.limits_of_last().err(),
        }
    }
}
