//! Trends by hand, and properties of every series.

use super::{Direction, Refusal, Test, Trend, test};
use crate::{
    figure::{Fraction, Interval},
    indicator::Measure,
    observation::{
        Cadence, Join, Observation,
        tests::{any_series, quarters, spaced, with_values},
    },
};
use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, proptest};

const QUARTERS: Cadence = Cadence::Seasons(4);

/// Years with a published interval of this much on either side.
fn years(values: &[f64], margin: f64) -> Vec<Observation> {
    let of = |one: &Observation| {
        let interval = one.value.map(|value| Interval { lower: value - margin, upper: value + margin });
        Observation { interval, ..*one }
    };
    spaced(&values.iter().copied().map(Some).collect::<Vec<_>>(), 12).iter().map(of).collect()
}

/// Years with numerators and denominators.
fn parts(of: &[(f64, f64)]) -> Vec<Observation> {
    let mut years = years(&of.iter().map(|(x, n)| 100.0 * x / n).collect::<Vec<_>>(), 1.0);
    for (year, (numerator, denominator)) in years.iter_mut().zip(of) {
        (year.interval, year.fraction) =
            (None, Some(Fraction { numerator: *numerator, denominator: *denominator }));
    }
    years
}

fn of_years(observations: &[Observation]) -> Result<Trend, Refusal> {
    test(observations, Cadence::Years, Measure::Index)
}

fn of_quarters(observations: &[Observation]) -> Result<Trend, Refusal> {
    test(observations, QUARTERS, Measure::Index)
}

#[test]
fn every_refusal_is_reached() {
    let rise = [10.0, 11.0, 12.0, 13.0, 14.0];
    assert_eq!(of_years(&[]), Err(Refusal::NoValues));
    assert_eq!(of_quarters(&spaced(&[None; 12], 3)), Err(Refusal::NoValues));
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(of_years(&years(&[10.0, value, 12.0, 13.0, 14.0], 1.0)), Err(Refusal::NotFinite));
    }
    let by = |cadence| test(&years(&rise, 1.0), cadence, Measure::Index);
    assert_eq!(by(Cadence::Mixed), Err(Refusal::MixedKinds));
    assert_eq!(by(Cadence::Overlapping), Err(Refusal::Overlapping));
    assert_eq!(by(Cadence::Weeks), Err(Refusal::NoTest));
    assert_eq!(by(Cadence::Irregular), Err(Refusal::NoTest));
    assert_eq!(of_years(&years(&rise[..4], 1.0)), Err(Refusal::TooFewYears { have: 4 }));
    assert_eq!(of_years(&years(&rise[..1], 1.0)), Err(Refusal::TooFewYears { have: 1 }));
    assert_eq!(of_years(&spaced(&rise.map(Some), 12)), Err(Refusal::NoInterval));
    assert_eq!(of_years(&years(&rise, 0.0)), Err(Refusal::NoInterval), "of no width");
    assert_eq!(of_years(&years(&rise, -1.0)), Err(Refusal::NoInterval), "backwards");
    assert_eq!(of_years(&years(&rise, f64::INFINITY)), Err(Refusal::NoInterval));
    for (x, n) in [(0.0, 50.0), (50.0, 50.0), (60.0, 50.0), (0.0, 0.0), (3.0, -5.0)] {
        let years = parts(&[(10.0, 50.0), (11.0, 50.0), (x, n), (12.0, 50.0), (13.0, 50.0)]);
        let told = test(&with_values(&years, |_| 20.0), Cadence::Years, Measure::Percentage);
        assert_eq!(told, Err(Refusal::NoneOrAll), "{x} of {n}");
    }
    assert_eq!(of_quarters(&quarters(&[5.0; 12])), Err(Refusal::Constant));
    assert_eq!(of_quarters(&quarters(&[1.0; 9])), Err(Refusal::TooFewSeasons { have: 9 }));
    // Eleven quarters have one season with only two; nine half-years are too few in all.
    assert_eq!(of_quarters(&quarters(&[1.0, 2.0].repeat(6)[..11])), Err(Refusal::TooFewSeasons { have: 11 }));
    let halves = spaced(&[Some(1.0); 9], 6);
    assert_eq!(test(&halves, Cadence::Seasons(2), Measure::Index), Err(Refusal::TooFewSeasons { have: 9 }));
    assert_eq!(test(&halves, Cadence::Seasons(0), Measure::Index), Err(Refusal::TooFewSeasons { have: 9 }));
}

#[test]
fn five_years_follow_each_other() {
    let mut series = years(&[9.0, 10.0, 11.0, 12.0, 13.0, 14.0], 1.0);
    assert_eq!(of_years(&series).map(|trend| trend.values), Ok(5));
    // The first of the five may come after a gap or a break; none of the others may.
    for join in [Join::Gap, Join::Break] {
        for (place, have) in [(1, 5), (2, 4), (3, 3), (5, 1)] {
            series[place].join = join;
            let expected = if have == 5 { Ok(5) } else { Err(Refusal::TooFewYears { have }) };
            assert_eq!(of_years(&series).map(|trend| trend.values), expected, "{join:?} {place}");
            series[place].join = Join::Follows;
        }
    }
    series[2].value = None;
    assert_eq!(of_years(&series), Err(Refusal::TooFewYears { have: 3 }));
    // Absences at the end do not count.
    series[2].value = Some(11.0);
    let absent = Observation { value: None, join: Join::Break, ..series[5] };
    let with_absence: Vec<_> = series.iter().copied().chain([absent]).collect();
    assert_eq!(of_years(&with_absence), of_years(&series));
}

/// Equal weights: b is the plain slope, and chi-square is b² (Sum t² - (Sum t)²/5) / s² = 10 b² / s².
#[test]
fn the_weighted_trend_is_that_of_the_sum_by_hand() {
    let trend = of_years(&years(&[10.0, 12.0, 11.0, 14.0, 13.0], 0.98)).expect("a trend");
    // s = 2 x 0.98 / 3.92 = 0.5; b = (-2 x 10 - 12 + 14 + 2 x 13) / 10 = 0.8.
    assert!((trend.per_year.expect("a slope") - 0.8).abs() < 1e-12);
    assert!((trend.statistic - 10.0 * 0.64 / 0.25).abs() < 1e-9, "{trend:?}");
    assert_eq!(
        (trend.test, trend.direction, trend.is_significant),
        (Test::Weighted, Direction::Increasing, true)
    );
    // chi2.sf(25.6, 1) of scipy 1.17.
    assert!((trend.p / 4.200_393_976_022_008e-7 - 1.0).abs() < 1e-9, "{}", trend.p);
}

#[test]
fn a_slope_that_one_year_makes_is_not_significant() {
    // Without the second year all are the same: its slope is 0, which is not a rise, whatever the rounding.
    let trend = of_years(&years(&[100.0, 57.8, 100.0, 100.0, 100.0], 2.0)).expect("a trend");
    assert!(trend.statistic > 9.6 && !trend.is_significant, "{trend:?}");
    // Found by random search: rates of 100 beside one of 57.8, each with a margin of its own.
    let drawn = [(462.0, 462.0), (995.0, 1721.0), (907.0, 907.0), (703.0, 703.0), (1381.0, 1381.0)];
    let trend = test(&parts(&drawn), Cadence::Years, Measure::Rate { per: 100 }).expect("a trend");
    assert!((trend.statistic - 122.799_038_226_7).abs() < 1e-9 && !trend.is_significant, "{trend:?}");
    // A slope that changes sign with one year left out.
    let trend = of_years(&years(&[10.0, 10.2, 10.1, 10.0, 30.0], 1.0)).expect("a trend");
    assert!(trend.statistic > 9.6 && !trend.is_significant, "{trend:?}");
}

/// Three years of quarters that each rise by one: every season has S = 3 and a variance of 11/3.
#[test]
fn the_seasonal_trend_is_that_of_the_sum_by_hand() {
    let rising: Vec<f64> =
        (0..12).map(|place| f64::from(place / 4) + [0.0, 40.0, 10.0, 70.0][place as usize % 4]).collect();
    let trend = of_quarters(&quarters(&rising)).expect("a trend");
    assert!((trend.statistic - 11.0 / (44.0_f64 / 3.0).sqrt()).abs() < 1e-12, "{trend:?}");
    assert_eq!((trend.per_year, trend.direction, trend.values), (Some(1.0), Direction::Increasing, 12));
    // A tie in one season: S is 11 there, and the variance less 1.
    let mut tied = rising;
    tied[4] = tied[0];
    let trend = of_quarters(&quarters(&tied)).expect("a trend");
    assert!((trend.statistic - 10.0 / (44.0_f64 / 3.0 - 1.0).sqrt()).abs() < 1e-12, "{trend:?}");
}

#[test]
fn no_seasonal_trend_crosses_a_break() {
    let values: Vec<f64> = (0..28).map(f64::from).collect();
    let mut series = quarters(&values);
    assert_eq!(of_quarters(&series).map(|trend| trend.values), Ok(28));
    series[14].join = Join::Break;
    let after = of_quarters(&series).expect("a trend");
    assert_eq!(Ok(after), of_quarters(&series[14..]));
    assert_eq!(after.values, 14);
    series[20].join = Join::Break;
    assert_eq!(of_quarters(&series), Err(Refusal::TooFewSeasons { have: 8 }));
    // A missing year does not count: the slope is still per year, and each season is only compared with itself.
    let mut gapped: Vec<_> = quarters(&values);
    gapped.drain(4..8);
    gapped[4].join = Join::Gap;
    let trend = of_quarters(&gapped).expect("a trend");
    assert_eq!((trend.values, trend.per_year), (24, Some(4.0)));
}

/// Years with intervals of any width, in eighths.
fn any_years() -> impl Strategy<Value = Vec<Observation>> {
    proptest::collection::vec((-800..800_i32, 1..80_i32), 5..9).prop_map(|drawn| {
        let mut years =
            years(&drawn.iter().map(|(value, _)| f64::from(*value) / 8.0).collect::<Vec<_>>(), 1.0);
        for (year, (_, margin)) in years.iter_mut().zip(&drawn) {
            let (value, margin) = (year.value.unwrap_or(0.0), f64::from(*margin) / 8.0);
            year.interval = Some(Interval { lower: value - margin, upper: value + margin });
        }
        years
    })
}

/// Every value and interval transformed by a line.
fn straight(series: &[Observation], line: impl Fn(f64) -> f64) -> Vec<Observation> {
    let ends = |ends: Interval| {
        let (a, b) = (line(ends.lower), line(ends.upper));
        Interval { lower: a.min(b), upper: a.max(b) }
    };
    with_values(series, &line)
        .iter()
        .map(|one| Observation { interval: one.interval.map(ends), ..*one })
        .collect()
}

fn any_of_both() -> impl Strategy<Value = (Vec<Observation>, Cadence)> {
    let seasonal = (any_series(), Just(QUARTERS));
    proptest::prop_oneof![seasonal, (any_years(), Just(Cadence::Years))]
}

proptest! {
    #[test]
    fn a_trend_scales_with_its_values((series, cadence) in any_of_both(), power in -20..20_i32) {
        let scale = 2_f64.powi(power);
        let of = |series: &[Observation]| test(series, cadence, Measure::Index);
        let scaled = of(&straight(&series, |value| value * scale));
        let expected = of(&series).map(|own| Trend { per_year: own.per_year.map(|slope| slope * scale), ..own });
        prop_assert_eq!(scaled, expected);
    }

    #[test]
    fn a_trend_does_not_move_with_its_values((series, cadence) in any_of_both(), by in -1000..1000_i32) {
        let of = |series: &[Observation]| test(series, cadence, Measure::Index);
        prop_assert_eq!(of(&straight(&series, |value| value + f64::from(by))), of(&series));
    }

    #[test]
    fn a_trend_turns_with_its_values((series, cadence) in any_of_both()) {
        let of = |series: &[Observation]| test(series, cadence, Measure::Index);
        let (own, turned) = (of(&series), of(&straight(&series, |value| -value)));
        prop_assert_eq!(own.err(), turned.err());
        if let (Ok(own), Ok(turned)) = (own, turned) {
            prop_assert_eq!((own.p, own.is_significant), (turned.p, turned.is_significant));
            prop_assert_eq!(own.per_year.map(|slope| -slope), turned.per_year);
            let opposite = match own.direction {
                Direction::Increasing => Direction::Decreasing,
                Direction::Decreasing => Direction::Increasing,
                Direction::Level => Direction::Level,
            };
            prop_assert_eq!(opposite, turned.direction);
        }
    }

    #[test]
    fn those_not_counted_fall_as_those_counted_rise(drawn in proptest::collection::vec((1..900_u32, 1..900_u32), 5)) {
        let of = |is_counted: &dyn Fn(u32, u32) -> u32| {
            let years: Vec<_> = drawn.iter().map(|(x, y)| (f64::from(is_counted(*x, *y)), f64::from(x + y))).collect();
            test(&parts(&years), Cadence::Years, Measure::Percentage).expect("a trend")
        };
        let (own, rest) = (of(&|x, _| x), of(&|_, y| y));
        prop_assert!((own.statistic - rest.statistic).abs() <= 1e-9 * (1.0 + own.statistic), "{own:?} {rest:?}");
        prop_assert!((own.p - rest.p).abs() <= 1e-6);
    }

    #[test]
    fn a_probability_is_one(z in -50.0..50.0_f64) {
        let p = crate::interval::two_sided(z);
        prop_assert!((0.0..=1.0).contains(&p) && p == crate::interval::two_sided(-z));
        prop_assert!(p >= crate::interval::two_sided(z.abs() + 0.1));
    }
}
