//! Rule 4, season: whether the seasons of a series differ by more than chance, and the mean of each.
//!
//! Friedman's statistic (1937) over whole cycles, on the values less their least-squares straight line, since a steady trend
//! would pass for a season; its p by seeded permutations of the values among the seasons within each cycle.

use super::values::{Value, median};
use crate::{
    observation::Cadence,
    random::{Random, digit},
};

/// How many permutations p is made of.
pub(super) const PERMUTATIONS: u32 = 9_999;
/// The seed of every permutation of these rules.
pub(super) const SEED: u64 = 0x0074_c0e5;
/// So many permutations at least as extreme, and p cannot come under 0.05.
const TOO_MANY: u32 = 499;
/// The fewest whole cycles that are tested.
const FEWEST_CYCLES: usize = 4;
/// The most: sums of doubled ranks stay within 16 bits.
const MOST_CYCLES: usize = 1_000;
/// Months have the most seasons.
pub(super) const MOST_SEASONS: usize = 12;

/// The seasons of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seasons {
    /// How many a cycle has.
    pub(super) count: usize,
    /// How many cycles are whole.
    pub(super) cycles: usize,
    /// The season of each value, counted from the group's first.
    pub(super) of: Vec<usize>,
}

/// The mean of each season.
pub(super) struct Means {
    sum: [f64; MOST_SEASONS],
    count: [u32; MOST_SEASONS],
}

/// How many seasons a cadence has that may differ: of terms, quarters and months.
pub(super) fn of_cadence(cadence: Cadence) -> Option<usize> {
    match cadence {
        Cadence::Seasons(seasons @ (3 | 4 | 12)) => Some(usize::from(seasons)),
        _ => None,
    }
}

/// The seasons of some values, one for each, if they differ at p < 0.05. `charted` are the values that the chart judges.
pub(super) fn find(values: &[Value], charted: &[f64], count: usize) -> Option<Seasons> {
    let seasons = whole(values, count).filter(|seasons| seasons.cycles >= FEWEST_CYCLES)?;
    let straightened = less_line(values, charted);
    let cycles = ranked(values, &seasons, &straightened);
    differ(&cycles, count).then_some(seasons)
}

/// The seasons of values, with how many cycles are whole. Cycles are counted from the first value.
fn whole(values: &[Value], count: usize) -> Option<Seasons> {
    let (first, last) = (values.first()?.time, values.last()?.time);
    let length = usize::try_from(last - first).ok()?;
    let step = i64::try_from(count).ok()?;
    if count == 0 || count > MOST_SEASONS || length / count > MOST_CYCLES {
        return None;
    }
    let of = values.iter().map(|value| usize::try_from((value.time - first) % step).unwrap_or(0)).collect();
    let mut seasons = Seasons { count, cycles: 0, of };
    seasons.cycles = cycles(values, &seasons).count();
    Some(seasons)
}

/// Where each whole cycle begins among the values: so many consecutive ones from its first season on. One that lacks a value
/// is left out.
fn cycles<'a>(values: &'a [Value], seasons: &'a Seasons) -> impl Iterator<Item = usize> + 'a {
    let count = seasons.count;
    (0..values.len().saturating_sub(count - 1)).filter(move |from| {
        let length = values[from + count - 1].time - values[*from].time;
        seasons.of[*from] == 0 && usize::try_from(length) == Ok(count - 1)
    })
}

/// Values less their least-squares straight line.
fn less_line(values: &[Value], charted: &[f64]) -> Vec<f64> {
    let n = values.len() as f64;
    let from = values.first().map_or(0, |value| value.time);
    let at = |value: &Value| (value.time - from) as f64;
    let (time, level) = (values.iter().map(at).sum::<f64>() / n, charted.iter().sum::<f64>() / n);
    let (mut across, mut along) = (0.0, 0.0);
    for (value, charted) in values.iter().zip(charted) {
        let off = at(value) - time;
        across += off * (charted - level);
        along += off * off;
    }
    let slope = if along > 0.0 { across / along } else { 0.0 };
    values.iter().zip(charted).map(|(value, charted)| charted - level - slope * (at(value) - time)).collect()
}

/// Twice the rank of each value within its whole cycle, so that the ranks of ties are whole; cycle after cycle.
fn ranked(values: &[Value], seasons: &Seasons, straightened: &[f64]) -> Vec<u16> {
    let mut ranks = Vec::with_capacity(values.len());
    for from in cycles(values, seasons) {
        let cycle = &straightened[from..from + seasons.count];
        ranks.extend(cycle.iter().map(|own| {
            let lower = cycle.iter().filter(|other| *other < own).count();
            let same = cycle.iter().filter(|other| *other == own).count();
            u16::try_from(2 * lower + same + 1).unwrap_or(u16::MAX)
        }));
    }
    ranks
}

/// Whether the seasons differ at p < 0.05, from their ranks cycle after cycle. Friedman's statistic rises with the sum of
/// squares of the seasons' sums of ranks, and nothing else in it changes when values change places within their cycle.
fn differ(ranks: &[u16], count: usize) -> bool {
    let mut sums = [0_u16; MOST_SEASONS];
    for cycle in ranks.chunks_exact(count) {
        sums.iter_mut().zip(cycle).for_each(|(sum, rank)| *sum += rank);
    }
    let observed = squares(&sums);
    let mut random = Random::new(SEED);
    let mut extreme = 0;
    let mut count_if = |is_extreme: bool| {
        extreme += u32::from(is_extreme);
        extreme < TOO_MANY
    };
    if count <= 4 {
        let (orders, table) = orders(ranks, count);
        (0..PERMUTATIONS).all(|_| count_if(packed(&table, orders, &mut random) >= observed))
    } else {
        (0..PERMUTATIONS).all(|_| count_if(shuffled(ranks, count, &mut random) >= observed))
    }
}

/// Every order of each cycle's ranks, four to a word: their number, and the words cycle after cycle.
fn orders(ranks: &[u16], count: usize) -> (usize, Vec<u64>) {
    let number = (1..=count).product();
    let mut table = Vec::with_capacity(ranks.len() / count * number);
    for cycle in ranks.chunks_exact(count) {
        for order in 0..number {
            // The order's digits in the factorial base say which of the places that are left each rank takes.
            let (mut rest, mut word, mut free) = (order, 0_u64, [true; 4]);
            for (done, rank) in cycle.iter().enumerate() {
                let mut skip = rest % (count - done);
                rest /= count - done;
                let is_it = |(_, free): &(usize, &mut bool)| {
                    let is_it = **free && skip == 0;
                    skip = skip.saturating_sub(usize::from(**free));
                    is_it
                };
                if let Some((place, free)) = free.iter_mut().enumerate().take(count).find(is_it) {
                    *free = false;
                    word |= u64::from(*rank) << (16 * place);
                }
            }
            table.push(word);
        }
    }
    (number, table)
}

/// The sum of squares of one permutation: a word of each cycle, added up four sums at a time.
fn packed(table: &[u64], orders: usize, random: &mut Random) -> u64 {
    let (mut total, mut bits, mut left) = (0_u64, 0, 0);
    for cycle in table.chunks_exact(orders) {
        if left == 0 {
            (bits, left) = (random.bits(), 10);
        }
        left -= 1;
        total += cycle[digit(&mut bits, orders)];
    }
    (0..4).map(|place| (total >> (16 * place)) & 0xffff).map(|sum| sum * sum).sum()
}

/// The same for more seasons than fit in a word (Fisher and Yates 1938).
fn shuffled(ranks: &[u16], count: usize, random: &mut Random) -> u64 {
    let mut sums = [0_u16; MOST_SEASONS];
    let mut own = [0_u16; MOST_SEASONS];
    for cycle in ranks.chunks_exact(count) {
        own[..count].copy_from_slice(cycle);
        let mut bits = random.bits();
        for last in (1..count).rev() {
            own.swap(last, digit(&mut bits, last + 1));
        }
        sums.iter_mut().zip(own).for_each(|(sum, rank)| *sum += rank);
    }
    squares(&sums)
}

fn squares(sums: &[u16; MOST_SEASONS]) -> u64 {
    sums.iter().map(|sum| u64::from(*sum) * u64::from(*sum)).sum()
}

/// Values less the median of their season: one wild value moves the mean of its season, and with it all others of it.
pub(super) fn less_median(charted: &[f64], seasons: &Seasons) -> Vec<f64> {
    let mut less = charted.to_vec();
    let mut own = Vec::with_capacity(charted.len());
    for season in 0..seasons.count {
        let places = || (0..charted.len()).filter(|at| seasons.of[*at] == season);
        own.clear();
        own.extend(places().map(|at| charted[at]));
        let middle = median(&mut own).unwrap_or(0.0);
        places().for_each(|at| less[at] -= middle);
    }
    less
}

impl Means {
    /// The means of each season's values, of those that make the limits.
    pub(super) fn of(charted: &[f64], seasons: &Seasons, makes_limits: &[bool]) -> Self {
        let mut means = Self { sum: [0.0; MOST_SEASONS], count: [0; MOST_SEASONS] };
        for ((value, season), makes) in charted.iter().zip(&seasons.of).zip(makes_limits) {
            if *makes {
                means.sum[*season] += value;
                means.count[*season] += 1;
            }
        }
        means
    }

    /// The mean of a season; `None` where nothing makes it.
    pub(super) fn of_season(&self, season: usize) -> Option<f64> {
        let count = *self.count.get(season)?;
        (count > 0).then(|| self.sum[season] / f64::from(count))
    }

    /// The mean of a season without one of its values.
    pub(super) fn without(&self, season: usize, value: f64) -> Option<f64> {
        let count = *self.count.get(season)?;
        (count > 1).then(|| (self.sum[season] - value) / f64::from(count - 1))
    }
}

#[cfg(test)]
mod tests;
