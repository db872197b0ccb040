//! Our arithmetic beside what the systems that people trust gave for the same input. Sources: `reference/README.md`.

use domain::{
    comparison::{Verdict, judge},
    control_chart::{Assurance, ControlChart, FixAfter, Kind, Screening, Settings, chart},
    figure::{Fraction, Interval},
    indicator::{Measure, Polarity},
    interval::{self, Confidence},
    observation::{Cadence, Join, Observation},
    trend::{self, Direction},
};
use std::collections::{BTreeMap, BTreeSet};
use tests::{
    answers::{Answer, agrees, beside, carried},
    reference::{REBASED_AT_ONCE, UNSCREENED, assurance_icon, by_case, label, refused},
};

fn polarity(text: &str) -> Polarity {
    match text {
        "increase" => Polarity::Higher,
        "decrease" => Polarity::Lower,
        "neutral" => Polarity::Neither,
        other => panic!("no polarity: {other}"),
    }
}

/// A case as a chart.
fn charted(case: &Answer, points: &[&Answer]) -> ControlChart {
    let rebases: BTreeSet<&str> = case.text("rebase_dates").split(';').collect();
    let observations: Vec<_> = points
        .iter()
        .map(|point| Observation {
            on: point.day("date"),
            value: point.number("value"),
            fraction: None,
            interval: None,
            join: if rebases.contains(point.text("date")) { Join::Break } else { Join::Follows },
        })
        .collect();
    let screening = if case.text("screen_outliers") == "TRUE" { Screening::On } else { Screening::Off };
    let fix_after = case.number("fix_after_n_points").map(|count| {
        FixAfter::new(count as usize).unwrap_or_else(|| panic!("{count} is too few to fix limits on"))
    });
    let settings = Settings { screening, fix_after };
    chart(&observations, Cadence::Irregular, polarity(case.text("improvement_direction")), settings)
        .unwrap_or_else(|refusal| panic!("{}: {refusal}", case.text("case_id")))
}

fn same_point(name: &str, chart: &ControlChart, place: usize, theirs: &Answer) {
    let ours = &chart.points[place];
    let group = &chart.groups[ours.group];
    let at = format!("{name} {}", theirs.text("date"));
    // The peer counts rebases, and one on the first point is one.
    let rebases = ours.group + usize::from(name == REBASED_AT_ONCE);
    assert_eq!(rebases as f64, theirs.given("rebase_group"), "{at}: group");
    assert!(agrees(group.mean.expect("a mean"), theirs.given("mean")), "{at}: mean");
    match refused(name, ours.group) {
        Some(refusal) => assert_eq!(group.limits, Err(refusal), "{at}"),
        None if name == UNSCREENED => {
            let limits = group.limits.expect("unscreened limits");
            assert!(limits.upper > limits.lower, "{at}");
            return;
        }
        None => {
            let limits = group.limits.unwrap_or_else(|refusal| panic!("{at}: {refusal}"));
            assert!(agrees(limits.lower, theirs.given("lpl")), "{at}: lower limit");
            assert!(agrees(limits.upper, theirs.given("upl")), "{at}: upper limit");
        }
    }
    assert_eq!(label(ours.rule, ours.side), theirs.text("special_cause_type"), "{at}: label");
    let kind = match chart.kind(ours) {
        Kind::Common => "common_cause",
        Kind::Improvement => "special_cause_improvement",
        Kind::Concern => "special_cause_concern",
        Kind::NeutralHigh => "special_cause_neutral_high",
        Kind::NeutralLow => "special_cause_neutral_low",
    };
    assert_eq!(kind, theirs.text("point_type"), "{at}: kind");
    assert_eq!(group.is_trial, theirs.text("short_group_warning") == "TRUE", "{at}: trial limits");
}

fn same_summary(name: &str, chart: &ControlChart, case: &Answer, theirs: &Answer) {
    let last = chart.groups.len() - 1;
    let is_refused = refused(name, last).is_some();
    match chart.variation() {
        Err(_) => assert!(is_refused, "{name}: refused"),
        Ok(variation) if name != UNSCREENED => {
            assert_eq!(format!("{variation}.svg"), theirs.text("variation_icon"), "{name}: variation");
        }
        Ok(_) => {}
    }
    let assurance = case.number("target").and_then(|target| chart.assurance(target));
    let icon = assurance_icon(assurance.map(Assurance::as_str));
    assert_eq!(icon, theirs.text("assurance_icon"), "{name}: assurance");
    assert_eq!(chart.groups.len() as f64, theirs.given("n_groups"), "{name}: groups");
}

/// Compares every case, every point; how many cases and points there were.
fn same_charts(cases: &[Answer], points: &[Answer], summaries: &[Answer]) -> (usize, usize) {
    let by_case = by_case(points);
    for case in cases {
        let name = case.text("case_id");
        assert_eq!(case.text("peer_error"), "", "{name}");
        let own = &by_case[name];
        let chart = charted(case, own);
        assert_eq!(chart.points.len() as f64, case.given("n"), "{name}");
        for (place, point) in own.iter().enumerate() {
            same_point(name, &chart, place, point);
        }
        let summary = summaries.iter().find(|summary| summary.text("case_id") == name).expect("a summary");
        same_summary(name, &chart, case, summary);
    }
    (cases.len(), points.len())
}

#[test]
fn control_charts_agree_with_nhsrplotthedots() {
    let [cases, points, summaries] =
        ["cases", "points", "summary"].map(|part| carried(&format!("computed/spc_{part}.csv")));
    assert_eq!(same_charts(&cases, &points, &summaries), (101, 1625));
}

#[test]
fn control_charts_of_published_series_agree() {
    let Some(cases) = beside("spc_cases.csv") else { return };
    let Some((points, summaries)) = beside("spc_points.csv").zip(beside("spc_summary.csv")) else { return };
    assert_eq!(same_charts(&cases, &points, &summaries).0, 40);
}

fn confidence(text: &str) -> Confidence {
    let percent: f64 = text.trim_end_matches('%').parse().expect("a percentage");
    Confidence::new(percent / 100.0).expect("a confidence level")
}

#[test]
fn intervals_agree_with_pheindicatormethods() {
    let mut count = 0;
    for (file, is_rate) in [("computed/interval_proportion.csv", false), ("computed/interval_rate.csv", true)]
    {
        for theirs in carried(file) {
            let fraction =
                Fraction { numerator: theirs.given("numerator"), denominator: theirs.given("denominator") };
            let measure = if is_rate {
                Measure::Rate { per: theirs.given("multiplier") as u32 }
            } else {
                Measure::Percentage
            };
            let ours =
                interval::computed(measure, None, Some(fraction), confidence(theirs.text("confidence")))
                    .expect("an interval");
            let at = format!("{fraction:?} at {}", theirs.text("confidence"));
            assert!(
                agrees(ours.lower, theirs.given("lowercl")),
                "{at}: {} {}",
                ours.lower,
                theirs.given("lowercl")
            );
            assert!(
                agrees(ours.upper, theirs.given("uppercl")),
                "{at}: {} {}",
                ours.upper,
                theirs.given("uppercl")
            );
            count += 1;
        }
    }
    assert_eq!(count, 525);
}

#[test]
fn intervals_agree_with_those_published() {
    let Some(published) = beside("fingertips_intervals_published.csv") else { return };
    for theirs in &published {
        let fraction =
            Fraction { numerator: theirs.given("count"), denominator: theirs.given("denominator") };
        let ours =
            interval::rate(fraction, theirs.given("multiplier"), Confidence::USUAL).expect("an interval");
        // Published to five decimals at least.
        let at = format!("{} {}", theirs.text("area_name"), theirs.text("period"));
        assert!((ours.lower - theirs.given("lower95")).abs() < 6e-6, "{at}: {}", ours.lower);
        assert!((ours.upper - theirs.given("upper95")).abs() < 6e-6, "{at}: {}", ours.upper);
    }
    assert_eq!(published.len(), 98);
}

#[test]
fn comparisons_agree_with_those_published() {
    let Some(published) = beside("fingertips_comparison_published.csv") else { return };
    for theirs in &published {
        assert_eq!(theirs.text("polarity"), "low is good");
        let interval = Interval { lower: theirs.given("lower95"), upper: theirs.given("upper95") };
        let word = match judge(interval, theirs.given("england_value"), Polarity::Lower) {
            Verdict::Better => "Better",
            Verdict::Worse => "Worse",
            Verdict::Similar => "Similar",
            Verdict::Higher | Verdict::Lower => "neither",
        };
        let at = format!("{} {}", theirs.text("area_name"), theirs.text("period"));
        assert_eq!(word, theirs.text("published_compared_to_england"), "{at}");
    }
    assert_eq!(published.len(), 299);
}

/// Years from 1 to 5 of a series that the rows give.
fn years(count: usize, of: impl Fn(usize) -> Option<Observation>) -> Vec<Observation> {
    let mut before = None;
    let mut observations = Vec::new();
    for year in 1..=count {
        let Some(observation) = of(year) else { continue };
        let join = match before {
            Some(before) if before + 1 != year => Join::Gap,
            _ => Join::Follows,
        };
        before = Some(year);
        observations.push(Observation { join, ..observation });
    }
    observations
}

fn observed(value: f64, fraction: Option<Fraction>, interval: Option<Interval>) -> Observation {
    let on = chrono::NaiveDate::default();
    Observation { on, value: Some(value), fraction, interval, join: Join::Follows }
}

#[test]
fn recent_trends_agree_with_the_cases_of_fingertips() {
    let Some(cases) = beside("fingertips_trend_cases.csv") else { return };
    for case in &cases {
        let list = |column: &str| -> Vec<f64> {
            case.text(column)
                .split('|')
                .filter(|text| !text.is_empty())
                .map(|text| text.parse().expect("a number"))
                .collect()
        };
        let (counts, denominators) = (list("count_1..5"), list("denominator_1..5"));
        let (values, lower, upper) = (list("value_1..5"), list("lower95_1..5"), list("upper95_1..5"));
        let is_proportion = case.text("method") == "chi2_proportion";
        let observations = years(5, |year| {
            let place = year - 1;
            let fraction = Fraction { numerator: counts[place], denominator: denominators[place] };
            if is_proportion {
                return Some(observed(100.0 * counts[place] / denominators[place], Some(fraction), None));
            }
            let interval = Interval { lower: lower[place], upper: upper[place] };
            Some(observed(values[place], None, Some(interval)))
        });
        let measure = if is_proportion { Measure::Percentage } else { Measure::Index };
        let name = case.text("case");
        let ours = trend::test(&observations, Cadence::Years, measure);
        if case.text("expected_marker").starts_with("CannotBeCalculated") {
            assert_eq!(ours, Err(trend::Refusal::NoneOrAll), "{name}");
            continue;
        }
        let ours = ours.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        if let Some(expected) = case.number("expected_chi2_2dp") {
            assert!((ours.statistic - expected).abs() < 0.0051, "{name}: {}", ours.statistic);
        }
        let expected = case.text("expected_marker");
        let marker = match (ours.is_significant, ours.direction) {
            (false, _) => "NoChange",
            (true, Direction::Increasing) => "Increasing",
            (true, Direction::Decreasing) => "Decreasing",
            (true, Direction::Level) => "Level",
        };
        let agrees = expected.starts_with(marker) || (expected == "significant" && ours.is_significant);
        assert!(agrees, "{name}: {marker} and not {expected}");
    }
    assert_eq!(cases.len(), 12);
}

#[test]
fn recent_trends_agree_with_those_published() {
    let Some(published) = beside("fingertips_trend_published.csv") else { return };
    let mut refused = BTreeMap::new();
    for theirs in &published {
        let start = |year: usize| {
            theirs.text(&format!("period_{year}")).get(..4).and_then(|text| text.parse::<i32>().ok())
        };
        let all = years(5, |year| {
            let number = |name: &str| theirs.number(&format!("{name}_{year}"));
            let interval = Interval { lower: number("lower95")?, upper: number("upper95")? };
            Some(observed(number("value")?, None, Some(interval)))
        });
        let starts: Vec<_> = (1..=5).filter_map(start).collect();
        let observations: Vec<_> = all
            .into_iter()
            .enumerate()
            .map(|(place, observation)| {
                let is_gap = place > 0 && starts[place] != starts[place - 1] + 1;
                Observation { join: if is_gap { Join::Gap } else { Join::Follows }, ..observation }
            })
            .collect();
        let at = format!("{} {} {}", theirs.text("area_name"), theirs.text("sex"), theirs.text("category"));
        let expected = theirs.text("published_recent_trend");
        match trend::test(&observations, Cadence::Years, Measure::Index) {
            Err(refusal) => {
                let have = match refusal {
                    trend::Refusal::TooFewYears { have } => have.to_string(),
                    trend::Refusal::NoValues => "none".to_owned(),
                    other => panic!("{at}: {other}"),
                };
                refused.insert(at, format!("{expected}: {have}"));
            }
            Ok(ours) => {
                let marker = match (ours.is_significant, ours.direction) {
                    (false, _) => "No significant change",
                    (true, Direction::Decreasing) => "Decreasing and getting better",
                    (true, _) => "Increasing and getting worse",
                };
                assert_eq!(marker, expected, "{at}");
            }
        }
    }
    // Years are missing among the five that were published.
    let gapped: Vec<_> = refused.iter().map(|(at, why)| format!("{at}: {why}")).collect();
    assert_eq!(gapped, GAPPED, "{gapped:#?}");
    assert_eq!(published.len(), 93);
}

/// Published series that we refuse, with what was published and how many years follow each other at their end: Fingertips
/// takes the last five years that there are, whatever is missing between them, and we want five that follow each other.
const GAPPED: [&str; 6] = [
    "Bracknell Forest Persons : No significant change: 1",
    "City of London Persons : Cannot be calculated: none",
    "England Persons Fourth less deprived decile (IMD2019): Cannot be calculated: 1",
    "Isles of Scilly Female : Cannot be calculated: none",
    "Rutland Male : No significant change: 2",
    "Windsor and Maidenhead Female : Decreasing and getting better: 1",
];

#[test]
fn seasonal_trends_agree_with_pymannkendall() {
    let series = carried("seasonal/series.csv");
    let answers = carried("seasonal/answers.csv");
    for theirs in &answers {
        let name = theirs.text("series");
        let observations: Vec<_> = series
            .iter()
            .filter(|row| row.text("series") == name)
            .map(|row| Observation {
                on: row.day("date"),
                value: row.number("value"),
                fraction: None,
                interval: None,
                join: Join::Follows,
            })
            .collect();
        let cadence = Cadence::Seasons(theirs.given("seasons") as u8);
        let ours = trend::test(&observations, cadence, Measure::Count)
            .unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert!(agrees(ours.statistic, theirs.given("z")), "{name}: z {}", ours.statistic);
        // Theirs is 1 less a probability next to 1, and so good to 1e-15 and no better.
        assert!((ours.p - theirs.given("p")).abs() < 1e-9 * ours.p + 1e-15, "{name}: p {}", ours.p);
        assert!(
            agrees(ours.per_year.expect("a slope"), theirs.given("slope")),
            "{name}: slope {:?}",
            ours.per_year
        );
        let told = if ours.is_significant { ours.direction.as_str() } else { "no trend" };
        assert_eq!(told, theirs.text("trend"), "{name}");
        assert_eq!(ours.values as f64, theirs.given("values"), "{name}");
    }
    assert_eq!(answers.len(), 72);
}
