//! p' and u' limits against a script of its own, tests/data/laney.py.

use crate::{
    figure::Fraction,
    indicator::{Measure, Polarity},
    judgement::{Chart, Choice, Mark, Seasonal, Settings, Subject, judge},
    observation::{Cadence, tests::quarters},
};

const ANSWERS: &str = include_str!("../../../tests/data/laney.csv");

/// A case: its chart, and for each point its parts and the three numbers of the script, where it has them.
struct Case<'a> {
    chart: &'a str,
    points: Vec<(f64, f64, Option<[f64; 3]>)>,
}

fn cases() -> Vec<Case<'static>> {
    let mut cases: Vec<(&str, Case<'_>)> = Vec::new();
    for line in ANSWERS.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |at: usize| cells[at].parse::<f64>().ok();
        let (x, n) = (number(2).expect("a numerator"), number(3).expect("a denominator"));
        let limits =
            number(4).zip(number(5)).zip(number(6)).map(|((mean, lower), upper)| [mean, lower, upper]);
        if cases.last().is_none_or(|(name, _)| *name != cells[0]) {
            cases.push((cells[0], Case { chart: cells[1], points: Vec::new() }));
        }
        if let Some((_, case)) = cases.last_mut() {
            case.points.push((x, n, limits));
        }
    }
    cases.into_iter().map(|(_, case)| case).collect()
}

#[test]
fn limits_are_those_of_the_script() {
    let (mut limited, mut refused) = (0, 0);
    for case in cases() {
        let (chart, measure, per) = match case.chart {
            "p" => (Chart::P, Measure::Percentage, 100.0),
            _ => (Chart::U, Measure::Rate { per: 10_000 }, 10_000.0),
        };
        let mut series = quarters(&case.points.iter().map(|(x, n, _)| per * x / n).collect::<Vec<_>>());
        for (one, (numerator, denominator, _)) in series.iter_mut().zip(&case.points) {
            one.fraction = Some(Fraction { numerator: *numerator, denominator: *denominator });
        }
        // The paper sets nothing apart.
        let by_hand: Vec<_> = series.iter().map(|one| (one.on, Mark::Kept)).collect();
        let chart = Choice::Only(chart);
        let settings = Settings { chart, seasonal: Seasonal::Off, by_hand: &by_hand, ..Settings::USUAL };
        let (cadence, polarity) = (Cadence::Seasons(4), Polarity::Lower);
        let subject = Subject { observations: &series, cadence, measure, polarity, target: None };
        let judged = judge(&subject, &settings);
        for (point, (x, n, theirs)) in judged.points.iter().zip(&case.points) {
            let ours = [point.mean, point.lower, point.upper];
            let Some(theirs) = theirs else {
                assert_eq!(ours, [None; 3], "{x} of {n}");
                continue;
            };
            for (ours, theirs) in ours.into_iter().zip(theirs) {
                let ours = ours.expect("a limit") / per;
                // The script writes twelve digits.
                let size = theirs.abs().max(point.mean.unwrap_or(0.0) / per);
                assert!((ours - theirs).abs() <= 1e-10 * size, "{x} of {n}: {ours} and not {theirs}");
            }
        }
        if case.points[0].2.is_some() { limited += 1 } else { refused += 1 }
    }
    assert!(limited >= 60 && refused >= 1, "{limited} cases with limits, {refused} without");
}
