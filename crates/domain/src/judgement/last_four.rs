//! Rule 15, the last four together: their sum against that of every other choice of four of the group.
//!
//! A permutation test of the group's mean over its last four values. With a season a choice takes one value of the season of
//! each of the last four.

use super::{
    season::{PERMUTATIONS, SEED, Seasons},
    values::Value,
};
use crate::{control_chart::Side, random::Random};
use std::ops::ControlFlow;

/// Fewer choices than this share have a sum as high, or as low.
pub(super) const RARE: f64 = 0.005;
/// How many values together.
const TOGETHER: usize = 4;
/// The fewest values of a group.
const FEWEST: usize = 10;
/// The fewest with a season.
const FEWEST_SEASONAL: usize = 16;
/// So many choices are all tried: four of 24. Of more a sample is taken.
const ALL: usize = 10_626;

/// The last four together, higher or lower than chance would make them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Which way.
    pub(super) side: Side,
    /// The share of choices with a sum at least as high, or as low.
    pub(super) share: f64,
}

/// Whether the last four values together are a signal. `off` says how far each value is from its centre or season, 0 where it is
/// set apart.
pub(super) fn find(values: &[Value], off: &[f64], seasons: Option<&Seasons>) -> Option<Found> {
    let fewest = if seasons.is_some() { FEWEST_SEASONAL } else { FEWEST };
    if off.len() < fewest || values.len() != off.len() || !is_comparable(values) {
        return None;
    }
    let (_, last) = off.split_last_chunk::<TOGETHER>()?;
    let size = off.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    let mut sums = Sums::against(last.iter().sum(), size);
    match seasons {
        None => of_all(off, &mut sums),
        // Three seasons give no four values of seasons of their own.
        Some(seasons) if seasons.count < TOGETHER => return None,
        Some(seasons) => of_seasons(off, seasons, &mut sums),
    }
    sums.found()
}

/// Whether the last four are consecutive, and of denominators like the others'.
fn is_comparable(values: &[Value]) -> bool {
    let Some((others, last)) = values.split_last_chunk::<TOGETHER>() else { return false };
    let mean = |of: &[Value]| of.iter().map(|value| value.n).sum::<f64>() / of.len() as f64;
    let times = mean(last) / mean(others);
    last[1..].iter().all(|value| value.follows) && (2.0 / 3.0..=1.5).contains(&times)
}

/// How many sums are at least as high, and as low, as that of the last four.
struct Sums {
    high: f64,
    low: f64,
    tried: usize,
    as_high: usize,
    as_low: usize,
    /// With so many on both sides there is no signal.
    enough: usize,
    /// The share is of those tried, and of the last four themselves where they are not among them.
    besides: usize,
}

impl Sums {
    fn against(sum: f64, size: f64) -> Self {
        let same = 1e-9 * size;
        let (high, low) = (sum - same, sum + same);
        Self { high, low, tried: 0, as_high: 0, as_low: 0, enough: 0, besides: 0 }
    }

    /// All of so many choices are tried.
    fn expect_all(&mut self, choices: usize) {
        self.enough = (RARE * choices as f64).ceil() as usize;
    }

    /// A sample is tried.
    fn expect_sample(&mut self) {
        self.besides = 1;
        self.enough = (RARE * f64::from(PERMUTATIONS + 1)).ceil() as usize - 1;
    }

    /// Counts a sum; breaks where neither side can be a signal any more.
    #[inline]
    fn count(&mut self, sum: f64) -> ControlFlow<()> {
        self.tried += 1;
        self.as_high += usize::from(sum >= self.high);
        self.as_low += usize::from(sum <= self.low);
        if self.as_high >= self.enough && self.as_low >= self.enough {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn found(&self) -> Option<Found> {
        let share = |hits: usize| (hits + self.besides) as f64 / (self.tried + self.besides) as f64;
        let of = |side, hits| {
            let share = share(hits);
            (hits < self.enough && share < RARE).then_some(Found { side, share })
        };
        of(Side::Above, self.as_high).or_else(|| of(Side::Below, self.as_low))
    }
}

/// Every choice of four of all values, or a sample.
fn of_all(off: &[f64], sums: &mut Sums) {
    let count = off.len();
    let choices = count.saturating_mul(count - 1).saturating_mul(count - 2).saturating_mul(count - 3) / 24;
    if choices > ALL {
        sums.expect_sample();
        let mut random = Random::new(SEED);
        let _ = (0..PERMUTATIONS).try_for_each(|_| sums.count(four_of(off, &mut random)));
        return;
    }
    sums.expect_all(choices);
    let _ = (0..count).try_for_each(|a| {
        (a + 1..count).try_for_each(|b| {
            (b + 1..count).try_for_each(|c| {
                let three = off[a] + off[b] + off[c];
                off[c + 1..].iter().try_for_each(|fourth| sums.count(three + fourth))
            })
        })
    });
}

/// The sum of four different values.
fn four_of(off: &[f64], random: &mut Random) -> f64 {
    let mut taken = [usize::MAX; TOGETHER];
    for place in 0..TOGETHER {
        let mut one = random.below(off.len());
        while taken[..place].contains(&one) {
            one = random.below(off.len());
        }
        taken[place] = one;
    }
    taken.iter().map(|place| off[*place]).sum()
}

/// Every choice of one value of the season of each of the last four, or a sample.
fn of_seasons(off: &[f64], seasons: &Seasons, sums: &mut Sums) {
    let last = &seasons.of[off.len() - TOGETHER..];
    let own = |season: &usize| -> Vec<f64> {
        let is_own = |(_, of): &(&f64, &usize)| *of == season;
        off.iter().zip(&seasons.of).filter(is_own).map(|(off, _)| *off).collect()
    };
    let [a, b, c, d] = [own(&last[0]), own(&last[1]), own(&last[2]), own(&last[3])];
    let choices = [&b, &c, &d].iter().fold(a.len(), |times, own| times.saturating_mul(own.len()));
    if choices > ALL {
        sums.expect_sample();
        let mut random = Random::new(SEED);
        let mut one = |of: &[f64]| of[random.below(of.len())];
        let _ = (0..PERMUTATIONS).try_for_each(|_| sums.count(one(&a) + one(&b) + one(&c) + one(&d)));
        return;
    }
    sums.expect_all(choices);
    let _ = a.iter().try_for_each(|first| {
        b.iter().try_for_each(|second| {
            c.iter().try_for_each(|third| {
                d.iter().try_for_each(|fourth| sums.count(first + second + third + fourth))
            })
        })
    });
}

/// The strength of such a signal: `ln share / ln 0.005`, 1 at the bound.
pub(super) fn strength(share: f64) -> f64 {
    share.max(1e-300).ln() / RARE.ln()
}

#[cfg(test)]
mod tests;
