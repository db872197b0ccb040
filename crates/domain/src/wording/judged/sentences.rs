//! The sentences for many findings, and how easy they are to read.

mod cases;

use super::{SeriesSummary, tell};
use crate::{
    figure::{Fraction, Interval},
    indicator::{Indicator, Measure, Polarity, tests::indicator},
    judgement::{Settings, Subject, judge},
    observation::{Cadence, Join, Observation},
    rating::{Rating, Tolerance, Unrated, rate_value},
    signals,
    target::Aim,
};
use cases::CASES;
use chrono::{Months, NaiveDate};

/// A case of the table.
struct Case {
    polarity: Polarity,
    series: &'static str,
    aim: Option<Aim>,
    told: &'static str,
}

const HIGHER: Polarity = Polarity::Higher;
const LOWER: Polarity = Polarity::Lower;
const NEITHER: Polarity = Polarity::Neither;

const fn case(polarity: Polarity, series: &'static str, aim: Option<Aim>, told: &'static str) -> Case {
    Case { polarity, series, aim, told }
}

const fn to(value: f64) -> Option<Aim> {
    Some(Aim::Value(value))
}

/// Quarterly values, named after what they show.
fn quarters(name: &str) -> Vec<Option<f64>> {
    let usual =
        [50.0, 54.0, 47.0, 52.0, 49.0, 53.0, 48.0, 51.0, 52.0, 48.0, 53.0, 49.0, 51.0, 50.0, 52.0, 49.0];
    let tail =
        |from: usize, last: &[f64]| -> Vec<f64> { usual[..from].iter().chain(last).copied().collect() };
    let values = match name {
        "usual" => usual.to_vec(),
        "high" => tail(15, &[75.0]),
        "low" => tail(15, &[25.0]),
        "two high" => tail(13, &[61.0, 52.0, 61.0]),
        "two low" => tail(13, &[40.0, 49.0, 40.0]),
        "shifted up" => tail(9, &[55.0, 57.0, 54.0, 56.0, 58.0, 55.0, 57.0, 56.0]),
        "shifted down" => tail(9, &[45.0, 43.0, 46.0, 44.0, 42.0, 45.0, 43.0, 44.0]),
        "climbing" => tail(9, &[46.0, 47.0, 49.0, 50.0, 52.0, 53.0, 55.0, 56.0]),
        "sinking" => tail(9, &[54.0, 53.0, 51.0, 50.0, 48.0, 47.0, 45.0, 44.0]),
        "rising" => (0..16).map(|step| usual[step] + step as f64).collect(),
        "falling" => (0..16).map(|step| usual[step] - step as f64).collect(),
        "rising, then low" => {
            (0..16).map(|step| usual[step] + step as f64 - if step == 15 { 40.0 } else { 0.0 }).collect()
        }
        "few" => usual[..5].to_vec(),
        "one" => usual[..1].to_vec(),
        "constant" => vec![50.0; 16],
        "none" => return vec![None; 4],
        "apart" => return vec![Some(50.0), None, Some(52.0), None, Some(49.0)],
        other => panic!("no series {other}"),
    };
    values.into_iter().map(Some).collect()
}

fn observed(on: NaiveDate, value: Option<f64>, join: Join) -> Observation {
    Observation { on, value, fraction: None, interval: None, join }
}

fn a_day() -> NaiveDate {
    "2018-04-01".parse().expect("a day")
}

fn by_quarter(values: &[Option<f64>]) -> Vec<Observation> {
    let day = |step: u32| a_day() + Months::new(3 * step);
    (0..).zip(values).map(|(step, value)| observed(day(step), *value, Join::Follows)).collect()
}

fn of_reports(polarity: Polarity) -> Indicator {
    Indicator { polarity, decimals: 0, unit: "reports".into(), ..indicator(Measure::Count) }
}

fn said(indicator: &Indicator, observations: &[Observation], cadence: Cadence, aim: Option<Aim>) -> String {
    let latest = observations.iter().rev().find_map(|observation| observation.value);
    let rated = |value, aim| rate_value(indicator.polarity, indicator.decimals, value, aim, Tolerance::USUAL);
    let rating: Result<Rating, Unrated> = match (latest, aim) {
        (_, None) => Err(Unrated::NoTarget),
        (None, _) => Err(Unrated::NoValue),
        (Some(value), Some(aim)) => rated(value, aim),
    };
    let Indicator { measure, polarity, .. } = *indicator;
    let subject = Subject { observations, cadence, measure, polarity, target: aim };
    let judgement = judge(&subject, &Settings::USUAL).into();
    let signals = signals::read(observations.to_vec(), cadence, measure, judgement, rating);
    let (target, period) = (aim.map(|aim| (aim, None)), &crate::day::day);
    tell(SeriesSummary {
        indicator,
        said: Vec::new(),
        latest,
        target,
        rated: None,
        signals: &signals,
        period,
    })
}

#[test]
fn every_finding_has_its_sentence() {
    let mut wrong = String::new();
    for case in CASES {
        let observations = by_quarter(&quarters(case.series));
        let said = said(&of_reports(case.polarity), &observations, Cadence::Seasons(4), case.aim);
        if said != case.told {
            let aim = match case.aim {
                None => "None".to_owned(),
                Some(Aim::Value(value)) => format!("to({value:.1})"),
                Some(range) => format!("Some(Aim::{range:?})"),
            };
            let polarity = case.polarity.as_str().to_uppercase();
            wrong.push_str(&format!("    case({polarity}, {:?}, {aim}, {said:?}),\n", case.series));
        }
    }
    assert!(wrong.is_empty(), "now said:\n{wrong}");
    assert!(CASES.len() >= 60);
}

/// Yearly percentages, each of a thousand.
fn by_year(values: &[f64]) -> Vec<Observation> {
    let of = |(step, value): (u32, &f64)| Observation {
        fraction: Some(Fraction { numerator: 10.0 * value, denominator: 1000.0 }),
        ..observed(a_day() + Months::new(12 * step), Some(*value), Join::Follows)
    };
    (0..).zip(values).map(of).collect()
}

#[test]
fn an_annual_series_tells_its_trend() {
    let indicator = indicator(Measure::Percentage);
    let told = |observations: &[Observation]| said(&indicator, observations, Cadence::Years, None);
    let rising = by_year(&[10.0, 12.0, 14.0, 17.0, 20.0]);
    assert_eq!(
        told(&rising),
        "No target has been set. It has gone up over the last 5 years, which is worse."
    );
    let falling = by_year(&[20.0, 17.0, 14.0, 12.0, 10.0]);
    assert_eq!(
        told(&falling),
        "No target has been set. It has gone down over the last 5 years, which is better."
    );
    let level = by_year(&[15.0, 14.0, 16.0, 15.0, 14.5]);
    assert_eq!(told(&level), "No target has been set. There is no clear trend over the last 5 years.");
    let mut gapped = level.clone();
    gapped[2].value = None;
    assert_eq!(
        told(&gapped),
        "No target has been set. There are too few comparable years to test for a trend."
    );
    let mut broken = level.clone();
    broken[3].join = Join::Break;
    assert_eq!(
        told(&broken),
        "No target has been set. There are too few comparable years to test for a trend."
    );
    let mut bare = level.clone();
    bare[0].fraction = None;
    assert_eq!(
        told(&bare),
        "No target has been set. We do not test for a trend, because no margin of error is known."
    );
    bare[0].interval = Some(Interval { lower: 13.0, upper: 17.0 });
    for (observation, value) in bare.iter_mut().zip([15.0, 14.0, 16.0, 15.0, 14.5]) {
        observation.interval = Some(Interval { lower: value - 2.0, upper: value + 2.0 });
    }
    assert_eq!(told(&bare), "No target has been set. There is no clear trend over the last 5 years.");
    let all = by_year(&[15.0, 100.0, 16.0, 15.0, 14.5]);
    assert_eq!(
        told(&all),
        "No target has been set. We do not test for a trend: in some years none or all were counted."
    );
    let pooled = said(&indicator, &level, Cadence::Overlapping, None);
    assert_eq!(pooled, "No target has been set. Its years overlap, so we do not test for a trend.");
    let mixed = said(&indicator, &level, Cadence::Mixed, None);
    assert_eq!(
        mixed,
        "No target has been set. Its periods are of different kinds, so they are not compared."
    );
    // Seven years above the mean of the years before are also reported for an annual series.
    let shifted = [9.0, 13.0, 9.0, 12.0, 10.0, 12.0, 9.0, 13.6, 14.0, 13.4, 14.2, 13.5, 14.1, 13.6];
    let shifted = told(&by_year(&shifted));
    assert_eq!(
        shifted,
        "No target has been set. The last 7 years are all above the average of the series (12.17%), which is \
            worse. There is no clear trend over the last 5 years."
    );
}

/// Syllables of a word, near enough: its groups of vowels, a silent e left out.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let is_vowel = |letter: u8| b"aeiouy".contains(&letter);
    let groups = word.as_bytes().chunk_by(|a, b| is_vowel(*a) == is_vowel(*b));
    let groups = groups.filter(|group| is_vowel(group[0])).count();
    (groups - usize::from(word.ends_with('e') && !word.ends_with("le") && groups > 1)).max(1)
}

/// The school year from which a text is easy to read (Kincaid and others 1975); a reading age is 5 more.
pub(in crate::wording) fn grade(text: &str) -> f64 {
    let sentences = text.split_inclusive(". ").count() as f64;
    let words: Vec<_> = text.split_whitespace().collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let words = words.len() as f64;
    0.39 * words / sentences + 11.8 * syllables as f64 / words - 15.59
}

#[test]
fn a_twelve_year_old_can_read_it() {
    let grades: Vec<_> = CASES.iter().map(|case| grade(case.told)).collect();
    let mean = grades.iter().sum::<f64>() / grades.len() as f64;
    let hardest = grades.iter().copied().fold(0.0, f64::max);
    assert!(mean < 7.0 && hardest < 9.5, "mean {mean:.1}, hardest {hardest:.1}");
}
