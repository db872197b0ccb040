//! The sentences for arbitrary input.

use super::{
    Signals,
    peer::{self, NoAssurance},
    read,
};
use crate::{
    control_chart::{self, FixAfter, Refusal, Screening, Settings},
    indicator::{Indicator, Measure, Polarity, tests::indicator},
    judgement::{self, Subject, judge},
    observation::{
        Cadence, Join, Observation,
        tests::{any_number, any_observations, quarters},
    },
    rating::{Rating, Tolerance, Unrated, rate_value},
    target::Aim,
    wording::{finding::SeriesSummary, judged::tell},
};
use proptest::prelude::{Just, Strategy, prop_assert, prop_oneof, proptest};

fn any_of<T: Clone + std::fmt::Debug>(values: &'static [T]) -> impl Strategy<Value = T> {
    (0..values.len()).prop_map(|place| values[place].clone())
}

fn any_cadence() -> impl Strategy<Value = Cadence> {
    prop_oneof![
        4 => any_of(&[Cadence::Years, Cadence::Seasons(2), Cadence::Seasons(4), Cadence::Seasons(12)]),
        1 => any_of(&[Cadence::Weeks, Cadence::Overlapping, Cadence::Mixed, Cadence::Irregular]),
        1 => (0..=u8::MAX).prop_map(Cadence::Seasons),
    ]
}

fn any_measure() -> impl Strategy<Value = Measure> {
    let known = [Measure::Count, Measure::Percentage, Measure::Average, Measure::Money, Measure::Index];
    prop_oneof![
        (0..known.len()).prop_map(move |place| known[place]),
        (0..=u32::MAX).prop_map(|per| Measure::Rate { per })
    ]
}

fn any_aim() -> impl Strategy<Value = Option<Aim>> {
    prop_oneof![
        1 => Just(None),
        4 => any_number().prop_map(|value| Some(Aim::Value(value))),
        1 => (any_number(), any_number()).prop_map(|(lower, upper)| Some(Aim::Range(lower, upper))),
    ]
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let after = prop_oneof![0..40_usize, (0..=usize::MAX).prop_map(|after| after)];
    (any_of(&[Screening::On, Screening::Off]), proptest::option::of(after))
        .prop_map(|(screening, after)| Settings { screening, fix_after: after.and_then(FixAfter::new) })
}

fn any_tolerance() -> impl Strategy<Value = Tolerance> {
    prop_oneof![
        2 => Just(Tolerance::USUAL),
        1 => any_number().prop_map(|number| Tolerance::Percent(number.abs().min(1e3))),
        1 => any_number().prop_map(|number| Tolerance::Absolute(number.abs().min(1e300))),
    ]
}

fn rated(
    indicator: &Indicator,
    last: Option<f64>,
    aim: Option<Aim>,
    tolerance: Tolerance,
) -> Result<Rating, Unrated> {
    let (value, aim) = (last.ok_or(Unrated::NoValue)?, aim.ok_or(Unrated::NoTarget)?);
    rate_value(indicator.polarity, indicator.decimals, value, aim, tolerance)
}

fn latest(observations: &[Observation]) -> Option<f64> {
    observations.iter().rev().find_map(|observation| observation.value)
}

/// Every number computed from a series.
fn numbers(signals: &Signals) -> Vec<f64> {
    let points = signals.judgement.points.iter();
    let mut numbers: Vec<f64> =
        points.flat_map(|point| [point.mean, point.lower, point.upper]).flatten().collect();
    numbers.extend(
        signals
            .trend()
            .iter()
            .flat_map(|trend| [Some(trend.statistic), Some(trend.p), trend.per_year])
            .flatten(),
    );
    numbers.extend(signals.rating.iter().flat_map(|rating| [rating.value, rating.off]));
    numbers
}

fn sentence(
    indicator: &Indicator,
    observations: &[Observation],
    aim: Option<Aim>,
    signals: &Signals,
) -> String {
    // Callers know the period of a value, and have checked that it is a number.
    let target =
        aim.filter(|aim| aim.ends().0.is_finite() && aim.ends().1.is_finite()).map(|aim| (aim, None));
    let (latest, period) = (latest(observations), &crate::day::day);
    tell(SeriesSummary { indicator, said: Vec::new(), latest, target, rated: None, signals, period })
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(2000))]

    #[test]
    fn anything_is_told(
        observations in any_observations(),
        cadence in any_cadence(),
        (measure, polarity) in (any_measure(), any_of(Polarity::ALL)),
        (settings, aim, tolerance) in (any_settings(), any_aim(), any_tolerance()),
        decimals in 0..7_u8,
    ) {
        let indicator = Indicator { polarity, decimals, ..indicator(measure) };
        let rating = rated(&indicator, latest(&observations), aim, tolerance);
        let peer = peer::read(&observations, cadence, polarity, settings, aim);
        let subject = Subject { observations: &observations, cadence, measure, polarity, target: aim };
        let settings = judgement::Settings { control: settings, ..judgement::Settings::USUAL };
        let judgement = judge(&subject, &settings).into();
        let signals = read(observations.clone(), cadence, measure, judgement, rating);
        prop_assert!(numbers(&signals).iter().all(|number| number.is_finite()), "{signals:?}");
        if let Ok(chart) = &peer.chart {
            prop_assert!(chart.points.len() == observations.len() && !chart.groups.is_empty());
            prop_assert!(chart.groups.iter().filter_map(|group| group.limits.ok()).all(|limits| limits.lower <= limits.upper));
        }
        let told = sentence(&indicator, &observations, aim, &signals);
        // An infinite number would be printed as the largest double.
        for nonsense in ["NaN", "inf", "179,769,313,486,231,57"] {
            prop_assert!(!told.contains(nonsense), "{told}");
        }
        prop_assert!(told.ends_with('.') && !told.contains("  ") && !told.contains(" ."), "{told}");
        let sums = signals.rating.map(|rating| rating.sum(&indicator)).unwrap_or_default();
        prop_assert!(!sums.contains("NaN") && !sums.contains("inf"), "{sums}");
    }
}

#[test]
fn why_a_target_cannot_be_relied_on_is_told() {
    let of = |values: &[f64], polarity, aim| {
        peer::read(&quarters(values), Cadence::Seasons(4), polarity, Settings::default(), aim).assurance
    };
    let to = |value| Some(Aim::Value(value));
    let varied = [5.0, 6.0, 5.0, 6.0];
    assert_eq!(of(&varied, Polarity::Higher, None), Err(NoAssurance::NoTarget));
    assert_eq!(of(&varied, Polarity::Higher, Some(Aim::Range(1.0, 2.0))), Err(NoAssurance::Range));
    assert_eq!(of(&varied, Polarity::Neither, to(5.0)), Err(NoAssurance::NoPolarity));
    assert_eq!(of(&[5.0; 4], Polarity::Higher, to(5.0)), Err(NoAssurance::NoLimits(Refusal::Constant)));
    assert_eq!(of(&[], Polarity::Higher, to(5.0)), Err(NoAssurance::NoLimits(Refusal::NoValues)));
    assert_eq!(of(&varied, Polarity::Higher, to(f64::NAN)), Err(NoAssurance::NoLimits(Refusal::NotFinite)));
    // The limits are 2.84 to 8.16, and a target on one of them may be missed or met.
    let limits =
        control_chart::chart(&quarters(&varied), Cadence::Seasons(4), Polarity::Higher, Settings::default())
            .and_then(|chart| chart.limits_of_last())
            .expect("limits");
    use control_chart::Assurance::{Fail, HitOrMiss, Pass};
    for (target, higher, lower) in [
        (limits.upper, HitOrMiss, HitOrMiss),
        (limits.lower, HitOrMiss, HitOrMiss),
        (limits.upper.next_up(), Fail, Pass),
        (limits.lower.next_down(), Pass, Fail),
    ] {
        assert_eq!(of(&varied, Polarity::Higher, to(target)), Ok(higher), "{target}");
        assert_eq!(of(&varied, Polarity::Lower, to(target)), Ok(lower), "{target}");
    }
}

/// The sentence for values, with a given join before the one so many before the end.
fn told_parted(values: &[f64], from_the_end: usize, join: Join) -> String {
    let indicator = Indicator { decimals: 0, polarity: Polarity::Neither, ..indicator(Measure::Index) };
    let mut series = quarters(values);
    let parted = series.len() - from_the_end;
    series[parted].join = join;
    let (cadence, measure, polarity) = (Cadence::Seasons(4), Measure::Index, Polarity::Neither);
    let subject = Subject { observations: &series, cadence, measure, polarity, target: None };
    let judgement = judge(&subject, &judgement::Settings::USUAL).into();
    let signals = read(series.clone(), cadence, measure, judgement, Err(Unrated::NoTarget));
    sentence(&indicator, &series, None, &signals)
}

#[test]
fn the_sentence_counts_no_run_across_a_gap() {
    let low = [40.0, 60.0, 47.0].repeat(8);
    let values = [&low[..], &[54.0, 56.0, 53.0, 57.0], &[58.0, 54.0].repeat(4)[..7]].concat();
    for (join, run) in [(Join::Follows, 11), (Join::Gap, 7)] {
        let told = told_parted(&values, 7, join);
        assert!(
            told.contains(&format!("The last {run} quarters are all above the average of the series (")),
            "{told}"
        );
    }
}

#[test]
fn the_sentence_counts_no_rise_across_a_gap() {
    let rise: Vec<f64> = (0..12).map(|step| 44.0 + f64::from(step)).collect();
    let values = [&[40.0, 60.0, 47.0].repeat(8)[..], &rise].concat();
    for (join, run) in [(Join::Follows, 12), (Join::Gap, 8)] {
        let told = told_parted(&values, 8, join);
        assert!(told.contains(&format!("It has gone up steadily over the last {run} quarters")), "{told}");
    }
}
