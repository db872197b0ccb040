//! Seasons found, and not found.

use super::{differ, find, orders, whole};
use crate::judgement::values::in_a_row;
use proptest::prelude::{prop_assert_eq, proptest};

fn is_found(of: &[f64], count: usize) -> bool {
    find(&in_a_row(of), of, count).is_some()
}

/// Years of seasons, each a little different.
fn years(of: &[f64], years: usize) -> Vec<f64> {
    let noise = [0.3, -0.2, 0.1, -0.4, 0.2, 0.0, -0.1];
    (0..years * of.len()).map(|at| of[at % of.len()] + noise[at % noise.len()]).collect()
}

#[test]
fn a_season_takes_four_whole_cycles() {
    let year = [1.0, 5.0, 3.0, 8.0];
    assert!(is_found(&years(&year, 4), 4));
    assert!(!is_found(&years(&year, 4)[..15], 4));
    assert!(is_found(&years(&[1.0, 5.0, 3.0], 4), 3));
    let months: Vec<f64> = (0..12).map(|month| 3.0 * f64::from(month * 7 % 12)).collect();
    assert!(is_found(&years(&months, 4), 12));
    assert!(!is_found(&years(&months, 3), 12));
}

#[test]
fn a_steady_trend_is_no_season() {
    let line: Vec<f64> = (0..40).map(|at| 3.0 * f64::from(at) + f64::from(at * 7 % 5)).collect();
    assert!(!is_found(&line, 4));
    // And a season on a trend is one.
    let both: Vec<f64> =
        years(&[1.0, 9.0, 3.0, 14.0], 6).iter().enumerate().map(|(at, value)| value + at as f64).collect();
    assert!(is_found(&both, 4));
}

#[test]
fn a_cycle_that_lacks_a_value_is_left_out() {
    let year = [1.0, 5.0, 3.0, 8.0];
    let mut five = in_a_row(&years(&year, 5));
    assert_eq!(whole(&five, 4).map(|seasons| seasons.cycles), Some(5));
    five.remove(6);
    let seasons = whole(&five, 4).expect("seasons");
    assert_eq!((seasons.cycles, seasons.of[6]), (4, 3));
    five.remove(12);
    assert_eq!(whole(&five, 4).map(|seasons| seasons.cycles), Some(3));
    // Cycles are counted from the first value, whichever its season.
    let from_third: Vec<_> = in_a_row(&years(&year, 5)).split_off(2);
    let seasons = whole(&from_third, 4).expect("seasons");
    assert_eq!((seasons.cycles, seasons.of[0]), (4, 0));
}

#[test]
fn the_orders_of_four_are_all_24() {
    let (number, table) = orders(&[2, 4, 6, 8], 4);
    assert_eq!(number, 24);
    let mut sorted = table;
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), 24);
    let ends = (0x0002_0004_0006_0008_u64, 0x0008_0006_0004_0002_u64);
    assert_eq!((sorted[0], sorted[23]), ends);
}

/// The share of all orders of four cycles of three that are at least as extreme, by trying every one.
fn exact(ranks: &[u16]) -> f64 {
    const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let squares = |of: &dyn Fn(usize, usize) -> u16| -> u64 {
        let sum = |season| (0..4).map(|cycle| u64::from(of(cycle, season))).sum::<u64>();
        (0..3).map(|season| sum(season) * sum(season)).sum()
    };
    let observed = squares(&|cycle, season| ranks[3 * cycle + season]);
    let mut extreme = 0;
    for which in 0..6_usize.pow(4) {
        let of = |cycle: usize, season: usize| {
            ranks[3 * cycle + ORDERS[which / 6_usize.pow(cycle as u32) % 6][season]]
        };
        extreme += u32::from(squares(&of) >= observed);
    }
    f64::from(extreme) / 1296.0
}

proptest! {
    #[test]
    fn permutations_agree_with_all_orders(drawn in proptest::collection::vec(0..6_usize, 4), ties in 0..3_u16) {
        const ORDERS: [[u16; 3]; 6] = [[2, 4, 6], [2, 6, 4], [4, 2, 6], [4, 6, 2], [6, 2, 4], [6, 4, 2]];
        let mut ranks: Vec<u16> = drawn.iter().flat_map(|which| ORDERS[*which]).collect();
        if ties > 0 {
            ranks[..3].copy_from_slice(&[3, 3, 6]);
        }
        let p = exact(&ranks);
        // Within three standard errors of the bound either answer is right.
        if (p - 0.05).abs() > 0.0066 {
            prop_assert_eq!(differ(&ranks, 3), p < 0.05, "{}", p);
        }
    }
}
