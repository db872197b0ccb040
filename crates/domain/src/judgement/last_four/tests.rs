//! The last four together, by hand and by trying everything.

use super::{Found, find};
use crate::{
    control_chart::Side,
    judgement::{season::Seasons, values::Value},
};
use proptest::prelude::{prop_assert, proptest};

fn values(count: usize) -> Vec<Value> {
    let value = |place| Value { place, time: place as i64, y: 0.0, x: 0.0, n: 1.0, follows: place > 0 };
    (0..count).map(value).collect()
}

fn of(off: &[f64]) -> Option<Found> {
    find(&values(off.len()), off, None)
}

fn quarters(off: &[f64]) -> Option<Found> {
    let count = off.len();
    let seasons = Seasons { count: 4, cycles: count / 4, of: (0..count).map(|at| at % 4).collect() };
    find(&values(count), off, Some(&seasons))
}

#[test]
fn ten_values_are_enough_where_nothing_ties() {
    let ten = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 11.0, 12.0, 13.0];
    let found = of(&ten).expect("1 of 210");
    assert!(found.side == Side::Above && (found.share - 1.0 / 210.0).abs() < 1e-12);
    assert_eq!(of(&ten.map(|value| -value)).map(|found| found.side), Some(Side::Below));
    assert_eq!(of(&ten[1..]), None);
    // A tie is a hit, whatever rounding makes of it.
    let mut tied = ten;
    (tied[0], tied[9]) = (12.0 + 1e-12, 12.0);
    assert_eq!(of(&tied), None);
}

#[test]
fn with_a_season_like_is_compared_with_like() {
    let mut off: Vec<f64> = (0..16).map(|at| f64::from(at * 7 % 5)).collect();
    off[12..].copy_from_slice(&[9.0, 9.0, 9.0, 9.0]);
    let found = quarters(&off).expect("1 of 256");
    assert!((found.share - 1.0 / 256.0).abs() < 1e-12);
    assert_eq!(quarters(&off[1..]), None, "15 values");
    // Three seasons have no four of their own.
    let thirds = Seasons { count: 3, cycles: 5, of: (0..16).map(|at| at % 3).collect() };
    assert_eq!(find(&values(16), &off, Some(&thirds)), None);
}

#[test]
fn they_are_consecutive_and_of_like_denominators() {
    let ten = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 11.0, 12.0, 13.0];
    let mut parted = values(10);
    parted[8].follows = false;
    assert_eq!(find(&parted, &ten, None), None);
    let mut parted = values(10);
    parted[6].follows = false;
    assert!(find(&parted, &ten, None).is_some(), "what came before them may be parted from them");
    for (times, is_found) in [(1.5, true), (1.51, false), (0.67, true), (0.66, false)] {
        let mut other = values(10);
        other[6..].iter_mut().for_each(|value| value.n = times);
        assert_eq!(find(&other, &ten, None).is_some(), is_found, "{times}");
    }
}

#[test]
fn of_many_values_a_sample_is_taken() {
    let noise = |at: usize| ((at * 7919) % 101) as f64 / 101.0;
    let mut off: Vec<f64> = (0..40).map(noise).collect();
    assert_eq!(of(&off), None);
    off[36..].iter_mut().for_each(|value| *value += 1.0);
    let found = of(&off).expect("the highest of 91,390");
    assert!(found.side == Side::Above && found.share <= 3.0 / 10_000.0 && found.share >= 1.0 / 10_000.0);
    let mut seasons: Vec<f64> = (0..48).map(noise).collect();
    seasons[44..].iter_mut().for_each(|value| *value += 1.0);
    let found = quarters(&seasons).expect("the highest of 20,736");
    assert!(found.share <= 3.0 / 10_000.0);
}

proptest! {
    #[test]
    fn the_share_is_that_of_every_choice(drawn in proptest::collection::vec(-20..20_i32, 10..16)) {
        let off: Vec<f64> = drawn.iter().map(|value| f64::from(*value)).collect();
        let count = off.len();
        let sum: f64 = off[count - 4..].iter().sum();
        let (mut all, mut high, mut low) = (0, 0, 0);
        for chosen in 0..1_u32 << count {
            if chosen.count_ones() == 4 {
                let other: f64 = (0..count).filter(|at| chosen >> at & 1 == 1).map(|at| off[at]).sum();
                all += 1;
                high += u32::from(other >= sum);
                low += u32::from(other <= sum);
            }
        }
        let share = |hits: u32| f64::from(hits) / f64::from(all);
        match of(&off) {
            Some(Found { side: Side::Above, share: own }) => prop_assert!((own - share(high)).abs() < 1e-12),
            Some(Found { share: own, .. }) => prop_assert!((own - share(low)).abs() < 1e-12),
            None => prop_assert!(share(high) >= 0.005 && share(low) >= 0.005),
        }
    }
}
