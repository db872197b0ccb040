//! Each rule on series by hand.

use crate::{
    control_chart::{Assurance, Refusal, Side, Variation},
    figure::Fraction,
    indicator::{Measure, Polarity},
    judgement::{
        Age, Chart, Choice, Claim, Judgement, Mark, Reason, Seasonal, Settings, Signal, Subject, Unassured,
        judge,
    },
    observation::{
        Cadence, Join, Observation,
        tests::{quarters, spaced},
    },
    target::Aim,
};

const QUARTERS: Cadence = Cadence::Seasons(4);

fn subject(observations: &[Observation], measure: Measure) -> Subject<'_> {
    let polarity = Polarity::Lower;
    Subject { observations, cadence: QUARTERS, measure, polarity, target: Some(Aim::Value(20.0)) }
}

fn judged(values: &[f64], measure: Measure) -> Judgement {
    judge(&subject(&quarters(values), measure), &Settings::USUAL)
}

/// Ratios of numerators and denominators.
fn ratios(parts: &[(f64, f64)], per: f64) -> Vec<Observation> {
    let values: Vec<f64> = parts.iter().map(|(x, n)| per * x / n).collect();
    let mut series = quarters(&values);
    for (one, (numerator, denominator)) in series.iter_mut().zip(parts) {
        one.fraction = Some(Fraction { numerator: *numerator, denominator: *denominator });
    }
    series
}

fn rules(judged: &Judgement) -> Vec<u8> {
    judged.rules.numbers().collect()
}

/// Why a claim is withheld.
fn why(judged: &Judgement, claim: Claim) -> Option<Reason> {
    judged.withheld.iter().find(|withheld| withheld.claim == claim).map(|withheld| withheld.reason)
}

/// Twenty-four values without any pattern.
const QUIET: [f64; 24] = [
    51.0, 48.0, 53.0, 50.0, 47.0, 52.0, 49.0, 51.0, 54.0, 48.0, 50.0, 53.0, 49.0, 47.0, 52.0, 50.0, 51.0,
    48.0, 53.0, 49.0, 50.0, 52.0, 47.0, 51.0,
];

/// The quiet values with others in place of the last.
fn ending(others: &[f64]) -> Vec<f64> {
    let mut values = QUIET.to_vec();
    let from = values.len() - others.len();
    values[from..].copy_from_slice(others);
    values
}

#[test]
fn rule_1_few_points_claim_nothing() {
    let of = |count: usize| judged(&QUIET[..count], Measure::Index);
    let (seven, eight, eleven, twelve) = (of(7), of(8), of(11), of(12));
    assert_eq!((seven.variation, rules(&seven)), (None, vec![1]));
    assert_eq!(why(&seven, Claim::Variation), Some(Reason::FewPoints { have: 7, need: 8 }));
    assert_eq!(eight.variation, Some(Variation::CommonCause));
    assert!(eight.is_early && twelve.is_early && !of(13).is_early);
    let few = Reason::FewPoints { have: 11, need: 12 };
    assert_eq!((eleven.assurance, rules(&eleven)), (Err(Unassured::Withheld(few)), vec![1]));
    assert_eq!(twelve.assurance, Ok(Assurance::Fail));
    assert_eq!(few.to_string(), "there are only 11 figures since the series began or broke, and it takes 12");

    // An absence is no value, and a break begins anew.
    let mut absent: Vec<_> = QUIET[..8].iter().copied().map(Some).collect();
    absent[3] = None;
    let absent = judge(&subject(&spaced(&absent, 3), Measure::Index), &Settings::USUAL);
    assert_eq!(why(&absent, Claim::Variation), Some(Reason::FewPoints { have: 7, need: 8 }));
    let mut broken = quarters(&QUIET);
    broken[17].join = Join::Break;
    let broken = judge(&subject(&broken, Measure::Index), &Settings::USUAL);
    assert_eq!(why(&broken, Claim::Variation), Some(Reason::FewPoints { have: 7, need: 8 }));
    assert_eq!(broken.last_group, 17);
    assert!(broken.points[3].upper.is_some(), "the group before has its limits");
}

#[test]
fn rule_2_a_moving_series_has_no_assurance() {
    let rising: Vec<f64> = (0..24).map(|at| 40.0 + 0.5 * f64::from(at) + QUIET[at as usize] / 10.0).collect();
    let rising = judged(&rising, Measure::Index);
    assert!(matches!(
        rising.assurance,
        Err(Unassured::Withheld(Reason::Trend { is_up: true } | Reason::Unusual { .. }))
    ));
    assert!(rules(&rising).contains(&2));
    let unusual = judged(&ending(&[90.0]), Measure::Index);
    let reason = Reason::Unusual { signal: Signal::Outside };
    assert_eq!(unusual.assurance, Err(Unassured::Withheld(reason)));
    // The trend by itself: nothing stands out at the last point.
    let slow: Vec<f64> = (0..24).map(|at| QUIET[at as usize] + 0.2 * f64::from(at)).collect();
    let slow = judged(&slow, Measure::Index);
    assert_eq!(slow.signal, None);
    assert_eq!(slow.assurance, Err(Unassured::Withheld(Reason::Trend { is_up: true })));
    assert_eq!(judged(&QUIET, Measure::Index).assurance, Ok(Assurance::Fail));
}

#[test]
fn rule_3_a_series_long_due_claims_nothing() {
    let series = quarters(&QUIET);
    let of = |age| judge(&subject(&series, Measure::Index), &Settings { age, ..Settings::USUAL });
    let due = series[23].on;
    let (late, stale) = (of(Age::Late(due)), of(Age::Stale(due)));
    assert_eq!((late.variation, rules(&late)), (Some(Variation::CommonCause), vec![3]));
    assert_eq!((stale.variation, rules(&stale)), (None, vec![3]));
    assert_eq!(stale.assurance, Err(Unassured::Withheld(Reason::Stale { due })));
    assert!(rules(&of(Age::Current)).is_empty());
}

/// Six years of quarters: an autumn peak on top of the quiet values.
fn seasonal() -> Vec<f64> {
    (0..24).map(|at| QUIET[at] + [0.0, 15.0, 40.0, 5.0][at % 4]).collect()
}

#[test]
fn rule_4_limits_follow_the_season() {
    let values = seasonal();
    let found = judged(&values, Measure::Index);
    assert!(found.is_seasonal && rules(&found).contains(&4));
    let (third, fourth) = (found.points[22], found.points[23]);
    assert!(third.mean > fourth.mean.map(|mean| mean + 25.0), "each has the band of its season");
    // The mean of its season without itself.
    let others = (values[2] + values[6] + values[10] + values[14] + values[18]) / 5.0;
    assert!((third.mean.expect("a mean") - others).abs() < 1e-9);
    // An autumn value in summer is unusual; without the season nobody would see it.
    let mut late_peak = values.clone();
    late_peak[23] = 90.0;
    assert_eq!(judged(&late_peak, Measure::Index).variation, Some(Variation::ConcernHigh));
    let off = Settings { seasonal: Seasonal::Off, ..Settings::USUAL };
    let off = judge(&subject(&quarters(&late_peak), Measure::Index), &off);
    assert_eq!((off.variation, off.is_seasonal), (Some(Variation::CommonCause), false));
    // Three whole cycles are not enough, four are.
    assert!(!judged(&values[..15], Measure::Index).is_seasonal);
    assert!(judged(&values[..16], Measure::Index).is_seasonal);
    // Years have no season; nor has what repeats nothing.
    let series = quarters(&values);
    let years = Subject { cadence: Cadence::Years, ..subject(&series, Measure::Index) };
    assert!(!judge(&years, &Settings::USUAL).is_seasonal);
    assert!(!judged(&QUIET, Measure::Index).is_seasonal);
}

#[test]
fn rule_4_the_range_is_widened_for_the_means_that_are_taken_off() {
    let found = judged(&seasonal(), Measure::Index);
    // By hand: less their season's mean, the mean moving range, times sqrt(6 / 5).
    let mean = |season: usize| (0..6).map(|year| seasonal()[4 * year + season]).sum::<f64>() / 6.0;
    let less: Vec<f64> = seasonal().iter().enumerate().map(|(at, value)| value - mean(at % 4)).collect();
    let ranges: Vec<f64> = less.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let all = ranges.iter().sum::<f64>() / 23.0;
    assert!(ranges.iter().all(|range| *range < 3.267 * all), "nothing is screened");
    let width = 2.66 * all * (6.0_f64 / 5.0).sqrt();
    let last = found.points[23];
    assert!((last.upper.expect("a limit") - last.mean.expect("a mean") - width).abs() < 1e-9);
    // Nothing but a season is no chart.
    let repeated: Vec<f64> = (0..24).map(|at| [10.0, 20.0, 30.0, 25.0][at % 4]).collect();
    assert_eq!(why(&judged(&repeated, Measure::Index), Claim::Variation), Some(Reason::OnlySeason));
}

#[test]
fn rule_5_rare_counts_go_by_their_total() {
    let mut counts = [1.0, 0.0, 2.0, 1.0, 0.0, 1.0, 3.0, 1.0, 0.0, 2.0, 1.0, 1.0, 0.0, 2.0, 1.0, 1.0];
    let quiet = judged(&counts, Measure::Count);
    assert_eq!((quiet.chart, quiet.variation), (Chart::Poisson, Some(Variation::CommonCause)));
    assert_eq!(why(&quiet, Claim::Fall), Some(Reason::NoLowerLimit));
    assert_eq!(quiet.points[3].lower, None);
    counts[15] = 6.0;
    let high = judged(&counts, Measure::Count);
    assert_eq!(high.signal, Some((Signal::Outside, Side::Above)));
    let upper = high.points[15].upper.expect("a limit");
    assert!((4.0..6.0).contains(&upper), "{upper}");
    assert_eq!(judged(&counts.map(|count| count * 5.0), Measure::Count).chart, Chart::Xmr);
    // A mean of 5 is not rare.
    assert_eq!(judged(&[4.0, 6.0, 5.0, 5.0, 4.0, 6.0, 5.0, 5.0], Measure::Count).chart, Chart::Xmr);
    assert_eq!(judged(&[4.0, 6.0, 5.0, 5.0, 4.0, 6.0, 5.0, 4.0], Measure::Count).chart, Chart::Poisson);
    // An index is no count.
    assert_eq!(judged(&counts, Measure::Index).chart, Chart::Xmr);
}

#[test]
fn rule_5_says_what_is_too_rare_to_tell() {
    let mut counts = [0.0; 16];
    assert_eq!(why(&judged(&counts, Measure::Count), Claim::Variation), Some(Reason::TooRare));
    // Both of a total of two in one of 16 periods: 1 in 256, or 0.0039. All three: 0.0002.
    counts[15] = 2.0;
    let two = judged(&counts, Measure::Count);
    assert_eq!((two.variation, why(&two, Claim::Variation)), (None, Some(Reason::TooRare)));
    counts[15] = 3.0;
    assert_eq!(judged(&counts, Measure::Count).variation, Some(Variation::ConcernHigh));
}

#[test]
fn rule_5_a_run_of_rare_counts_has_to_be_more_than_chance() {
    let counts = [4.0, 5.0, 4.0, 6.0, 5.0, 4.0, 5.0, 6.0, 4.0, 5.0, 1.0, 1.0, 2.0, 1.0, 2.0, 1.0];
    let low = judged(&counts, Measure::Count);
    assert_eq!(low.chart, Chart::Poisson);
    assert!(matches!(low.signal, Some((Signal::Shift, Side::Below))), "{:?}", low.signal);
    assert_eq!(low.variation, Some(Variation::ImprovementLow));
}

#[test]
fn rule_6_moving_denominators_have_limits_of_their_own() {
    let parts: Vec<(f64, f64)> = (0..24)
        .map(|at| {
            let n = 400.0 + 300.0 * f64::from(at % 3);
            ((n * 0.1 + QUIET[at as usize] - 50.0).round(), n)
        })
        .collect();
    let series = ratios(&parts, 100.0);
    let found = judge(&subject(&series, Measure::Percentage), &Settings::USUAL);
    assert_eq!((found.chart, rules(&found).contains(&6)), (Chart::P, true));
    let width = |at: usize| found.points[at].upper.expect("a limit") - found.points[at].mean.expect("a mean");
    assert!((width(0) / width(2) - (1000.0_f64 / 400.0).sqrt()).abs() < 1e-9);
    let rate = judge(&subject(&series, Measure::Rate { per: 100 }), &Settings::USUAL);
    assert_eq!(rate.chart, Chart::U);
    // Denominators within a quarter of each other are steady.
    let steady: Vec<_> =
        (0..24).map(|at| (40.0 + QUIET[at] / 5.0, 400.0 + 100.0 * (at % 2) as f64)).collect();
    let steady = ratios(&steady, 100.0);
    assert_eq!(judge(&subject(&steady, Measure::Percentage), &Settings::USUAL).chart, Chart::Xmr);
    // None of anyone has no limits, nor has what was asked for without its parts.
    let nobody = ratios(&[(0.0, 400.0), (0.0, 900.0)].repeat(6), 100.0);
    let settings = Settings { chart: Choice::Only(Chart::P), ..Settings::USUAL };
    let nobody = judge(&subject(&nobody, Measure::Percentage), &settings);
    assert_eq!(why(&nobody, Claim::Variation), Some(Reason::NoLimits(Refusal::Constant)));
    let plain = judge(&subject(&quarters(&QUIET), Measure::Percentage), &settings);
    assert_eq!(why(&plain, Claim::Variation), Some(Reason::NoParts));
}

#[test]
fn rule_7_one_wild_value_is_set_apart() {
    let mut values = QUIET;
    values[9] = 300.0;
    let found = judged(&values, Measure::Index);
    assert!(found.points[9].is_apart && rules(&found).contains(&7));
    assert_eq!(found.variation, Some(Variation::CommonCause));
    let mean = (QUIET.iter().sum::<f64>() - QUIET[9]) / 23.0;
    assert!((found.points[23].mean.expect("a mean") - mean).abs() < 1e-9);
    assert!(found.points[23].upper < Some(70.0), "it does not widen the limits");
    // A person takes it back, or sets another apart.
    let series = quarters(&values);
    let by_hand = [(series[9].on, Mark::Kept), (series[3].on, Mark::Apart)];
    let by_hand =
        judge(&subject(&series, Measure::Index), &Settings { by_hand: &by_hand, ..Settings::USUAL });
    assert!(!by_hand.points[9].is_apart && by_hand.points[3].is_apart);
    // In a season it is found all the same, and only it.
    let mut seasonal = seasonal();
    seasonal[9] = 300.0;
    let found = judged(&seasonal, Measure::Index);
    let apart: Vec<_> = (0..24).filter(|at| found.points[*at].is_apart).collect();
    assert_eq!((apart, found.is_seasonal), (vec![9], true));
    // Never where counts are rare.
    let mut rare = [1.0, 0.0, 2.0, 1.0, 0.0, 1.0, 3.0, 1.0, 0.0, 2.0, 1.0, 1.0, 0.0, 2.0, 1.0, 1.0];
    rare[4] = 30.0;
    assert!(judged(&rare, Measure::Count).points.iter().all(|point| !point.is_apart));
}

#[test]
fn rule_8_runs_are_withheld_where_neighbours_move_together() {
    let wave: Vec<f64> = (0..40).map(|at| 50.0 + 10.0 * (f64::from(at) * 0.35).sin()).collect();
    let found = judged(&wave, Measure::Index);
    assert_eq!(why(&found, Claim::Runs), Some(Reason::MoveTogether));
    assert!(rules(&found).contains(&8));
    assert!(!matches!(found.signal, Some((signal, _)) if signal != Signal::Outside), "{:?}", found.signal);
    let mut outside = wave;
    outside[39] = 150.0;
    assert_eq!(judged(&outside, Measure::Index).variation, Some(Variation::ConcernHigh));
    assert_eq!(why(&judged(&QUIET, Measure::Index), Claim::Runs), None);
}

#[test]
fn rule_11_a_value_on_a_limit_is_not_outside() {
    let values = QUIET.map(|value| value / 1000.0);
    let found = judged(&values, Measure::Index);
    let upper = found.points[23].upper.expect("a limit");
    let polarity = Polarity::Lower;
    for (target, expected) in [(upper, Assurance::HitOrMiss), (upper * 1.001, Assurance::Pass)] {
        let target = Some(Aim::Value(target * (1.0 + 1e-13)));
        let series = quarters(&values);
        let subject =
            Subject { observations: &series, cadence: QUARTERS, measure: Measure::Index, polarity, target };
        assert_eq!(judge(&subject, &Settings::USUAL).assurance, Ok(expected));
    }
}

#[test]
fn rule_14_counts_agree_with_their_own_chance() {
    // Limits of little variation: 8 is far outside them, and chance makes 8 of a mean of 5 often.
    let mut counts =
        [5.0, 5.0, 6.0, 5.0, 5.0, 4.0, 5.0, 5.0, 6.0, 5.0, 5.0, 5.0, 4.0, 5.0, 5.0, 5.0, 6.0, 5.0, 5.0, 8.0];
    let index = judged(&counts, Measure::Index);
    assert_eq!(index.signal, Some((Signal::Outside, Side::Above)));
    let mild = judged(&counts, Measure::Count);
    // The others vary less than chance would make them: their dispersion is under 1, so it stands.
    assert_eq!(mild.signal, Some((Signal::Outside, Side::Above)));
    counts =
        [5.0, 9.0, 8.0, 2.0, 3.0, 8.0, 9.0, 2.0, 3.0, 7.0, 8.0, 2.0, 1.0, 4.0, 7.0, 3.0, 2.0, 6.0, 7.0, 14.0];
    let lone = judged(&counts, Measure::Count);
    assert_eq!(lone.chart, Chart::Xmr);
    let is_outside = lone.signal.is_some_and(|(signal, _)| signal == Signal::Outside);
    let beyond = lone.points[19].upper.is_some_and(|upper| upper < 14.0);
    assert!(!beyond || is_outside || rules(&lone).contains(&14));
}

#[test]
fn rule_14_a_count_just_outside_is_no_signal_where_chance_makes_it() {
    // Slow waves of counts: moving ranges are small, so the limits are too narrow for what the total allows.
    let counts =
        [4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 9.0, 10.0];
    let plain = judged(&counts, Measure::Index);
    let counted = judged(&counts, Measure::Count);
    assert_eq!(plain.points[19].signal.map(|(signal, _)| signal), Some(Signal::Outside));
    assert_ne!(counted.points[19].signal.map(|(signal, _)| signal), Some(Signal::Outside));
    assert!(rules(&counted).contains(&14) && !rules(&plain).contains(&14));
}

#[test]
fn rule_14_a_run_is_no_signal_where_most_values_are_on_its_side() {
    // Seven below the mean at the end, in a series that is below its mean nearly always.
    let mut skewed =
        vec![10.0, 30.0, 8.0, 12.0, 29.0, 9.0, 11.0, 31.0, 7.0, 10.0, 30.0, 12.0, 8.0, 29.0, 11.0, 9.0, 30.0];
    skewed.extend([10.0, 8.0, 12.0, 9.0, 11.0, 7.0, 10.0]);
    let settings = Settings { seasonal: Seasonal::Off, ..Settings::USUAL };
    let found = judge(&subject(&quarters(&skewed), Measure::Index), &settings);
    assert_eq!(found.signal, None, "{found:?}");
    assert!(rules(&found).contains(&14));
    let even = ending(&[48.0, 47.0, 48.0, 47.0, 48.0, 47.0, 48.0]);
    let even = judged(&even, Measure::Index);
    assert!(matches!(even.points[17].signal, Some((Signal::Shift, Side::Below))), "{:?}", even.points[17]);
}

#[test]
fn rule_15_the_last_four_together() {
    let found = judged(&ending(&[53.5, 53.0, 54.0, 53.2]), Measure::Index);
    assert_eq!(found.signal, Some((Signal::LastFour, Side::Above)));
    assert!(rules(&found).contains(&15));
    assert_eq!(found.variation, Some(Variation::ConcernHigh));
    // Not across an absence.
    let mut parted: Vec<_> = ending(&[53.5, 53.0, 54.0, 53.2]).into_iter().map(Some).collect();
    parted[21] = None;
    let parted = judge(&subject(&spaced(&parted, 3), Measure::Index), &Settings::USUAL);
    assert_eq!(parted.signal, None);
}

#[test]
fn what_has_no_chart_says_why() {
    let refused = |observations: &[Observation], cadence| {
        let subject = Subject { cadence, ..subject(observations, Measure::Index) };
        let judged = judge(&subject, &Settings::USUAL);
        assert_eq!(judged.variation, None);
        why(&judged, Claim::Variation)
    };
    let quiet = quarters(&QUIET);
    let no = |refusal| Some(Reason::NoLimits(refusal));
    assert_eq!(refused(&quiet, Cadence::Overlapping), no(Refusal::Overlapping));
    assert_eq!(refused(&quiet, Cadence::Mixed), no(Refusal::MixedKinds));
    assert_eq!(refused(&[], QUARTERS), no(Refusal::NoValues));
    assert_eq!(refused(&spaced(&[None; 9], 3), QUARTERS), no(Refusal::NoValues));
    assert_eq!(refused(&quarters(&[5.0; 12]), QUARTERS), no(Refusal::Constant));
    assert_eq!(refused(&quarters(&[f64::NAN; 12]), QUARTERS), no(Refusal::NotFinite));
    let alternate: Vec<_> = (0..24).map(|at| (at % 2 == 0).then_some(f64::from(at))).collect();
    assert_eq!(refused(&spaced(&alternate, 3), QUARTERS), no(Refusal::NothingFollows));
}
