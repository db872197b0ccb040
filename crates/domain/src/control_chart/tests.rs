//! The chart by hand, rule by rule, and properties of every series.

use super::{Assurance, ControlChart, FixAfter, Kind, Refusal, Rule, Screening, Settings, Side, chart};
use crate::{
    indicator::Polarity,
    observation::{
        Cadence, Join, Observation,
        tests::{any_series, quarters, spaced, with_values},
    },
};
use proptest::prelude::{prop_assert, prop_assert_eq, prop_assume, proptest};

fn charted(observations: &[Observation]) -> ControlChart {
    under(observations, Polarity::Neither, Settings::default())
}

fn under(observations: &[Observation], polarity: Polarity, settings: Settings) -> ControlChart {
    chart(observations, Cadence::Seasons(4), polarity, settings).expect("a chart")
}

/// Mean and limits of each group, to four decimals.
fn limits(observations: &[Observation]) -> Vec<Result<(f64, f64, f64), Refusal>> {
    let short = |value: f64| (value * 1e4).round() / 1e4;
    let of = |group: &super::Group| {
        let mean = group.mean.unwrap_or(f64::NAN);
        group.limits.map(|limits| (short(limits.lower), short(mean), short(limits.upper)))
    };
    charted(observations).groups.iter().map(of).collect()
}

/// A dozen values that make the limits: mean 10, every moving range 2, so 4.68 to 15.32, with near limits at 6.4533 and 13.5467.
const BASE: [f64; 12] = [11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0];

/// The findings for the points after the base, which do not change its limits. Its last one, a 9, comes first.
fn after_base(values: &[f64]) -> Vec<(Rule, Option<Side>)> {
    let settings = Settings { screening: Screening::On, fix_after: FixAfter::new(12) };
    let chart = under(&quarters(&[&BASE, values].concat()), Polarity::Neither, settings);
    let limits = chart.groups[0].limits.expect("limits");
    assert!((limits.lower - 4.68).abs() < 1e-12 && (limits.upper - 15.32).abs() < 1e-12, "{limits:?}");
    chart.points[11..].iter().map(|point| (point.rule, point.side)).collect()
}

fn rules_after_base(values: &[f64]) -> Vec<Rule> {
    after_base(values).into_iter().map(|(rule, _)| rule).collect()
}

fn base_limits() -> super::Limits {
    charted(&quarters(&BASE)).groups[0].limits.expect("limits")
}

/// A number of points with one rule, then a number with another.
fn row(parts: &[(usize, Rule)]) -> Vec<Rule> {
    parts.iter().flat_map(|(count, rule)| std::iter::repeat_n(*rule, *count)).collect()
}

#[test]
fn no_moving_range_crosses_an_absence_a_gap_or_a_break() {
    // 10 12 | 20 18: the mean is 15, and the moving ranges 2 and 2; across the middle it would be 8.
    let (ends, none) = (Ok((9.68, 15.0, 20.32)), None);
    assert_eq!(limits(&spaced(&[Some(10.0), Some(12.0), none, Some(20.0), Some(18.0)], 3)), [ends]);
    let mut series = quarters(&[10.0, 12.0, 20.0, 18.0]);
    // 2, 8 and 2: their mean is 4, and 8 is not more than 3.267 times as much.
    assert_eq!(limits(&series), [Ok((4.36, 15.0, 25.64))]);
    series[2].join = Join::Gap;
    assert_eq!(limits(&series), [ends]);
    series[2].join = Join::Break;
    assert_eq!(limits(&series), [Ok((5.68, 11.0, 16.32)), Ok((13.68, 19.0, 24.32))]);
}

#[test]
fn moving_ranges_are_screened_once_and_strictly() {
    // Nine moving ranges of 1 and one of 11: their mean is 2, and 11 is more than 3.267 times that. Without it the mean is 1.
    let values = [0.0, 1.0, 0.0, 1.0, 0.0, 11.0, 12.0, 11.0, 12.0, 11.0, 12.0];
    assert_eq!(limits(&quarters(&values)), [Ok((3.7945, 6.4545, 9.1145))]);
    let off = Settings { screening: Screening::Off, fix_after: None };
    let all = under(&quarters(&values), Polarity::Neither, off).groups[0].limits.expect("limits");
    assert!((all.upper - all.lower - 4.0 * 2.66).abs() < 1e-12);
    // 1, 1, 1 and 6.5: their mean is 2.375, and 6.5 is not more than 3.267 times that.
    assert_eq!(limits(&quarters(&[0.0, 1.0, 0.0, 1.0, 7.5])), [Ok((-4.4175, 1.9, 8.2175))]);
    // 233, 250, 250 and 3267: their mean is 1000, and 3267 is 3.267 times that and is dropped. 733 / 3 is left.
    let edge = [0.0, 233.0, -17.0, 233.0, 3500.0];
    assert_eq!(limits(&quarters(&edge)), [Ok((139.8733, 789.8, 1439.7267))]);
}

#[test]
fn no_run_and_no_trend_crosses_an_absence_a_gap_or_a_break() {
    // Six and three above the mean; four and four that rise.
    let shift = [5.0, -5.0, -5.0, -5.0, -5.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0];
    let rise = [0.0, 8.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 0.0, 8.0];
    for (values, middle, rule) in [(&shift[..], 11, Rule::Shift), (&rise[..], 6, Rule::Trend)] {
        let whole = charted(&quarters(values));
        assert!(whole.points.iter().any(|point| point.rule == rule), "{rule}: it is there without a part");
        for join in [Join::Gap, Join::Break] {
            let mut parted = quarters(values);
            parted[middle].join = join;
            let chart = charted(&parted);
            assert!(
                chart.points.iter().all(|point| point.rule != rule),
                "{rule} {join:?}: {:?}",
                chart.points
            );
        }
        let mut absent = quarters(values);
        absent.insert(middle, Observation { value: None, ..absent[middle] });
        let chart = charted(&absent);
        assert!(chart.points.iter().all(|point| point.rule != rule), "{rule} absent: {:?}", chart.points);
    }
}

#[test]
fn on_the_limit_is_not_outside() {
    let limits = base_limits();
    for (value, rule) in [
        (limits.upper, Rule::Common),
        (limits.upper.next_up(), Rule::Outside),
        (limits.lower, Rule::Common),
        (limits.lower.next_down(), Rule::Outside),
    ] {
        assert_eq!(rules_after_base(&[value])[1], rule, "{value}");
    }
    assert_eq!(after_base(&[99.0])[1].1, Some(Side::Above));
    assert_eq!(after_base(&[-99.0])[1].1, Some(Side::Below));
}

#[test]
fn on_the_near_limit_is_not_close() {
    use Rule::{Common, TwoInThree};
    let limits = base_limits();
    let high = limits.near_upper;
    assert_eq!(rules_after_base(&[high, 11.0, high]), [Common; 4]);
    let beyond = high.next_up();
    // The two that are close and not the one between them.
    assert_eq!(rules_after_base(&[beyond, 11.0, beyond]), [Common, TwoInThree, Common, TwoInThree]);
    assert_eq!(after_base(&[beyond, 11.0, beyond])[1].1, Some(Side::Above));
    let low = limits.near_lower.next_down();
    assert_eq!(after_base(&[11.0, low, 9.0, low])[2], (TwoInThree, Some(Side::Below)));
    // All three on one side; one equal to the mean is on none; the limit itself is close, beyond it is not.
    assert_eq!(rules_after_base(&[beyond, 9.0, beyond]), [Common; 4]);
    assert_eq!(rules_after_base(&[beyond, 10.0, beyond]), [Common; 4]);
    assert_eq!(rules_after_base(&[limits.upper, 11.0, beyond])[1], TwoInThree);
    assert_eq!(rules_after_base(&[16.0, 11.0, beyond]), [Common, Rule::Outside, Common, Common]);
    // Four in a row of which two are close are not two in three.
    assert_eq!(rules_after_base(&[beyond, 11.0, 11.0, beyond]), [Common; 5]);
}

#[test]
fn seven_on_one_side_are_a_shift_and_six_are_none() {
    use Rule::{Common, Shift};
    assert_eq!(rules_after_base(&[10.5; 6]), row(&[(7, Common)]));
    assert_eq!(rules_after_base(&[10.5; 7]), row(&[(1, Common), (7, Shift)]));
    // The 9 before them is the first of seven below.
    assert_eq!(rules_after_base(&[9.5; 5]), row(&[(6, Common)]));
    assert_eq!(rules_after_base(&[9.5; 6]), row(&[(7, Shift)]));
    assert_eq!(after_base(&[9.5; 6])[6].1, Some(Side::Below));
    // One equal to the mean breaks it.
    assert_eq!(rules_after_base(&[10.5, 10.5, 10.5, 10.0, 10.5, 10.5, 10.5, 10.5]), row(&[(9, Common)]));
}

#[test]
fn seven_that_rise_are_a_trend_and_six_are_none() {
    use Rule::{Common, Trend};
    let rise = [9.2, 9.4, 9.6, 9.8, 10.2, 10.4];
    assert_eq!(rules_after_base(&rise[..5]), row(&[(6, Common)]));
    assert_eq!(rules_after_base(&rise), row(&[(7, Trend)]));
    // A tie breaks it, and does not start another.
    let tied = [9.2, 9.4, 9.6, 9.6, 10.2, 10.4, 10.6];
    assert_eq!(rules_after_base(&tied), row(&[(8, Common)]));
}

#[test]
fn a_trend_that_turns_points_the_way_of_each_step() {
    let up_and_down = [9.5, 9.8, 10.5, 11.0, 11.5, 12.0, 11.5, 11.0, 10.5, 9.8, 9.5, 9.0];
    let told = after_base(&up_and_down);
    let rising = std::iter::repeat_n((Rule::Trend, Some(Side::Increasing)), 6);
    let falling = std::iter::repeat_n((Rule::Trend, Some(Side::Decreasing)), 7);
    assert_eq!(told, rising.chain(falling).collect::<Vec<_>>());
}

#[test]
fn the_first_rule_that_applies_is_told() {
    use Rule::{Outside, Shift, Trend, TwoInThree};
    // A rise that ends beyond the limit; one with two points close to it; a run above the mean that ends close to it.
    assert_eq!(rules_after_base(&[10.0, 11.0, 12.0, 13.0, 14.0, 16.0]), row(&[(6, Trend), (1, Outside)]));
    assert_eq!(rules_after_base(&[10.0, 11.0, 12.0, 13.0, 14.0, 15.0]), row(&[(7, Trend)]));
    let run = [10.5, 10.5, 10.5, 10.5, 10.5, 14.0, 14.0];
    assert_eq!(rules_after_base(&run)[1..], row(&[(5, Shift), (2, TwoInThree)]));
    // The fall ends a run below the mean.
    assert_eq!(rules_after_base(&[8.9, 8.8, 8.7, 8.6, 8.5, 8.4]), row(&[(7, Trend)]));
}

#[test]
fn a_value_that_is_the_mean_equals_it() {
    // Sums and quotients of decimals are not exact, and yet (10.1 + 10.2 + 10.3) / 3 is 10.2.
    for step in 1..300 {
        let [low, middle, high] = [step, step + 1, step + 2].map(|tenths| f64::from(tenths) / 10.0);
        let mean = charted(&quarters(&[low, high, middle])).groups[0].mean;
        let off = (mean.expect("a mean") - middle).abs();
        assert!(off <= f64::EPSILON * middle / 4.0 || mean == Some(middle), "{middle}: {mean:?}");
    }
    // Found by random search: a 9.4 in the middle, which is their mean, separates those above it.
    let values = [
        11.4, 10.7, 10.0, 6.8, 8.1, 10.5, 9.8, 12.0, 10.4, 9.9, 8.1, 9.7, 8.6, 10.7, 9.4, 10.3, 10.6, 11.5,
        11.1, 13.1, 7.1, 8.1, 8.0, 6.3, 8.7, 10.1, 5.3, 7.3, 8.6, 9.6, 8.2, 11.3, 9.5, 8.0, 8.3, 11.3,
    ];
    let chart = charted(&quarters(&values));
    assert_eq!(chart.groups[0].mean, Some(9.4));
    assert!(chart.points.iter().all(|point| point.rule == Rule::Common), "{:?}", chart.points);
}

#[test]
fn every_refusal_is_reached() {
    let refused = |observations: &[Observation], cadence| {
        let chart = chart(observations, cadence, Polarity::Higher, Settings::default());
        chart.and_then(|chart| chart.limits_of_last()).expect_err("a refusal")
    };
    let quarterly = |values: &[f64]| refused(&quarters(values), Cadence::Seasons(4));
    let absent = |values: &[Option<f64>]| refused(&spaced(values, 3), Cadence::Seasons(4));
    assert_eq!(quarterly(&[]), Refusal::NoValues);
    assert_eq!(absent(&[None, None]), Refusal::NoValues);
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(quarterly(&[1.0, value, 2.0]), Refusal::NotFinite);
    }
    assert_eq!(quarterly(&[1e308, -1e308, 1e308]), Refusal::NotFinite, "its limits would not be");
    assert_eq!(quarterly(&[5.0]), Refusal::OnePoint);
    assert_eq!(absent(&[None, Some(5.0), None]), Refusal::OnePoint);
    assert_eq!(absent(&[Some(5.0), None, Some(6.0)]), Refusal::NothingFollows);
    assert_eq!(quarterly(&[5.0; 20]), Refusal::Constant);
    assert_eq!(refused(&quarters(&[5.0, 6.0]), Cadence::Mixed), Refusal::MixedKinds);
    assert_eq!(refused(&quarters(&[5.0, 6.0]), Cadence::Overlapping), Refusal::Overlapping);
    // A last group without a value has none, whatever came before.
    let mut rebased = spaced(&[Some(5.0), Some(6.0), None], 3);
    rebased[2].join = Join::Break;
    assert_eq!(refused(&rebased, Cadence::Seasons(4)), Refusal::NoValues);
    // Values whose sum is not finite have no mean either.
    let chart = charted(&quarters(&[1.7e308, 1.7e308, 1.6e308]));
    assert_eq!((chart.groups[0].mean, chart.groups[0].limits), (None, Err(Refusal::NotFinite)));
}

#[test]
fn limits_may_be_fixed_on_twelve_values_and_no_fewer() {
    assert_eq!((FixAfter::new(11), FixAfter::new(0)), (None, None));
    let fixed = |after| Settings { screening: Screening::On, fix_after: FixAfter::new(after) };
    let series = quarters(&[&BASE[..], &[40.0, 10.0, 60.0]].concat());
    let limits = |settings| under(&series, Polarity::Neither, settings).groups[0].limits.expect("limits");
    assert_eq!(limits(fixed(12)), base_limits());
    assert_eq!(limits(fixed(15)), limits(Settings::default()));
    assert_eq!(limits(fixed(usize::MAX)), limits(Settings::default()), "fewer than so many are all of them");
    assert_ne!(limits(fixed(13)), base_limits());
}

/// Each side as it is for the negated values.
fn mirrored(side: Option<Side>) -> Option<Side> {
    side.map(|side| match side {
        Side::Above => Side::Below,
        Side::Below => Side::Above,
        Side::Increasing => Side::Decreasing,
        Side::Decreasing => Side::Increasing,
    })
}

fn opposite(kind: Kind) -> Kind {
    match kind {
        Kind::Improvement => Kind::Concern,
        Kind::Concern => Kind::Improvement,
        Kind::NeutralHigh => Kind::NeutralLow,
        Kind::NeutralLow => Kind::NeutralHigh,
        Kind::Common => Kind::Common,
    }
}

fn reversed(assurance: Option<Assurance>) -> Option<Assurance> {
    assurance.map(|assurance| match assurance {
        Assurance::Pass => Assurance::Fail,
        Assurance::Fail => Assurance::Pass,
        Assurance::HitOrMiss => Assurance::HitOrMiss,
    })
}

fn labels(chart: &ControlChart) -> Vec<(Rule, Option<Side>)> {
    chart.points.iter().map(|point| (point.rule, point.side)).collect()
}

/// Whether a value is so near a line that rounding decides on which side it is.
fn is_on_a_line(chart: &ControlChart) -> bool {
    chart.points.iter().any(|point| {
        let Ok(limits) = chart.groups[point.group].limits else { return false };
        let lines = [limits.lower, limits.upper, limits.near_lower, limits.near_upper];
        lines.iter().any(|line| point.value.is_some_and(|value| (value - line).abs() < 1e-9))
    })
}

proptest! {
    #[test]
    fn limits_scale_with_the_values(series in any_series(), power in -30..30_i32) {
        prop_assume!(series.iter().any(|one| one.value.is_some()));
        let scale = 2_f64.powi(power);
        let (own, scaled) = (charted(&series), charted(&with_values(&series, |value| value * scale)));
        prop_assert_eq!(labels(&own), labels(&scaled));
        for (own, scaled) in own.groups.iter().zip(&scaled.groups) {
            prop_assert_eq!(own.mean.map(|mean| mean * scale), scaled.mean);
            let ends = own.limits.map(|limits| (limits.lower * scale, limits.upper * scale));
            prop_assert_eq!(ends, scaled.limits.map(|limits| (limits.lower, limits.upper)));
        }
    }

    #[test]
    fn limits_move_with_the_values(series in any_series(), by in -1000..1000_i32) {
        prop_assume!(series.iter().any(|one| one.value.is_some()));
        let by = f64::from(by);
        let (own, moved) = (charted(&series), charted(&with_values(&series, |value| value + by)));
        prop_assume!(!is_on_a_line(&own));
        prop_assert_eq!(labels(&own), labels(&moved));
        for (own, moved) in own.groups.iter().zip(&moved.groups) {
            prop_assert_eq!(own.limits.err(), moved.limits.err());
            if let (Ok(own), Ok(moved)) = (own.limits, moved.limits) {
                prop_assert!((own.lower + by - moved.lower).abs() < 1e-9 && (own.upper + by - moved.upper).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn what_is_wanted_changes_the_meaning_alone(series in any_series(), target in -30..30_i32) {
        prop_assume!(series.iter().any(|one| one.value.is_some()));
        let negated = with_values(&series, |value| -value);
        let target = f64::from(target);
        for (polarity, other) in [
            (Polarity::Higher, Polarity::Lower),
            (Polarity::Lower, Polarity::Higher),
            (Polarity::Neither, Polarity::Neither),
        ] {
            let of = |series: &[Observation], polarity| under(series, polarity, Settings::default());
            let (own, same, wanted) = (of(&series, polarity), of(&series, other), of(&negated, polarity));
            prop_assert_eq!((&own.groups, &own.points), (&same.groups, &same.points));
            prop_assert_eq!(wanted.assurance(-target), reversed(own.assurance(target)));
            prop_assert_eq!(of(&negated, other).assurance(-target), own.assurance(target));
            for (one, mirror) in own.points.iter().zip(&wanted.points) {
                prop_assert_eq!((one.rule, mirrored(one.side)), (mirror.rule, mirror.side));
                prop_assert_eq!(opposite(own.kind(one)), wanted.kind(mirror));
            }
            for (one, mirror) in own.groups.iter().zip(&wanted.groups) {
                prop_assert_eq!(one.limits.map(|ends| (-ends.upper, -ends.lower)), mirror.limits.map(|ends| (ends.lower, ends.upper)));
            }
        }
    }
}
