//! Rare counts by hand.

use super::{bands, read};
use crate::{
    control_chart::Side,
    judgement::{
        chance::{Expected, RARE},
        signal::Signal,
        values::{Parts, Value},
    },
};
use proptest::prelude::{prop_assert, proptest};

fn values(of: &[(f64, f64)]) -> Vec<Value> {
    let value = |(place, (x, n)): (usize, &(f64, f64))| Value {
        place,
        time: place as i64,
        y: x / n,
        x: *x,
        n: *n,
        follows: place > 0,
    };
    of.iter().enumerate().map(value).collect()
}

fn counts(of: &[f64]) -> Vec<Value> {
    values(&of.iter().map(|x| (*x, 1.0)).collect::<Vec<_>>())
}

#[test]
fn one_period_is_judged_given_the_total() {
    // 6 of 18 in the last of 16, each as likely: P(X >= 6) = 0.0007; 5 of 17: 0.0036.
    let mut of = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 2.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 6.0];
    let reading = read(&counts(&of), Parts::Counts);
    let outside = |reading: &super::Reading| reading.marks.last().and_then(|mark| mark.outside);
    assert_eq!(outside(&reading), Some(Side::Above));
    assert!((1.0..1.3).contains(&reading.last[0].strength), "{:?}", reading.last);
    of[15] = 5.0;
    assert_eq!(outside(&read(&counts(&of), Parts::Counts)), None);
    // Ratios by their share: five of a quarter of everyone is what is expected.
    let mut parts: Vec<(f64, f64)> = of.iter().map(|x| (*x, 100.0)).collect();
    parts[15] = (5.0, 500.0);
    assert_eq!(outside(&read(&values(&parts), Parts::Ratios(100.0))), None);
}

#[test]
fn counts_that_cluster_are_given_their_dispersion() {
    // A total of 36 in 16, of which 8 are in the last; the others, 28 in 15, vary four times as much as chance would make them.
    let of = [0.0, 6.0, 0.0, 1.0, 0.0, 5.0, 0.0, 0.0, 7.0, 0.0, 1.0, 0.0, 6.0, 0.0, 2.0, 8.0];
    let expected = Expected { total: 36.0, share: 1.0 / 16.0, dispersion: 1.0 };
    assert!(expected.high(8.0) < RARE, "independent events would be a signal");
    assert_eq!(read(&counts(&of), Parts::Counts).marks[15].outside, None);
    // The same counts without the clusters.
    let of = [2.0, 1.0, 2.0, 2.0, 2.0, 2.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 8.0];
    assert_eq!(read(&counts(&of), Parts::Counts).marks[15].outside, Some(Side::Above));
}

#[test]
fn a_fall_of_enough_counts_is_a_signal() {
    let mut of = [4.0; 24];
    of[23] = 0.0;
    let reading = read(&counts(&of), Parts::Counts);
    // 0 of 92: (23/24)^92 = 0.0199; not rare enough, so there is no lower limit.
    assert_eq!((reading.marks[23].outside, reading.bands[23].lower), (None, None));
    assert!(reading.bands[23].upper.is_some_and(|upper| (9.0..12.0).contains(&upper)));
}

#[test]
fn a_run_of_five_counts_where_chance_seldom_makes_it() {
    let run = |of: &[f64]| {
        let reading = read(&counts(of), Parts::Counts);
        reading
            .last
            .iter()
            .find(|found| found.signal == Signal::Shift)
            .map(|found| (found.side, found.strength))
    };
    // Ten of 20 below, of which the last five are all: C(10, 5) / C(20, 5) = 0.016: not enough; nor is five of nine.
    let five =
        [3.0, 4.0, 1.0, 3.0, 4.0, 1.0, 4.0, 3.0, 1.0, 3.0, 4.0, 1.0, 4.0, 3.0, 4.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    assert_eq!(run(&five), None, "C(9, 5) / C(20, 5) = 0.0081");
    let six =
        [3.0, 4.0, 1.0, 3.0, 4.0, 1.0, 4.0, 3.0, 1.0, 3.0, 4.0, 4.0, 4.0, 3.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    let (side, strength) = run(&six).expect("C(9, 6) / C(20, 6) = 0.0022");
    assert!(side == Side::Below && (strength - 6.0 / 7.0).abs() < 1e-12, "{strength}");
}

proptest! {
    #[test]
    fn a_value_is_outside_its_band_where_the_test_says_so(
        of in proptest::collection::vec((0..9_u32, 50..200_u32), 8..40)) {
        let of: Vec<(f64, f64)> = of.into_iter().map(|(x, n)| (f64::from(x), f64::from(n))).collect();
        let values = values(&of);
        let (total, all) = (of.iter().map(|(x, _)| x).sum::<f64>(), of.iter().map(|(_, n)| n).sum::<f64>());
        let expected = |value: &Value| Expected { total, share: value.n / all, dispersion: 1.5 };
        let bands = bands(&values, Parts::Ratios(1.0), expected);
        for (value, band) in values.iter().zip(bands) {
            let is_above = band.upper.is_some_and(|upper| value.x / value.n > upper * (1.0 + 1e-9));
            let is_below = band.lower.is_some_and(|lower| value.x / value.n < lower * (1.0 - 1e-9));
            prop_assert!(is_above == (expected(value).high(value.x) < RARE), "{:?} {:?}", value, band);
            prop_assert!(is_below == (expected(value).low(value.x) < RARE), "{:?} {:?}", value, band);
        }
    }
}
