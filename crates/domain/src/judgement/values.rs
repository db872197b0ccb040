//! The values of one group of a series, with what each is made of.

use crate::{
    figure::Fraction,
    indicator::Measure,
    observation::{Cadence, Join, Observation},
};
use chrono::Datelike;
use std::ops::Range;

/// One value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    /// The index of its observation.
    pub(super) place: usize,
    /// The number of its period, counted in seasons; consecutive periods have consecutive numbers.
    pub(super) time: i64,
    /// The value, in the unit of the indicator.
    pub(super) y: f64,
    /// How many were counted: the numerator. The value itself where there are no parts.
    pub(super) x: f64,
    /// Of how many: the denominator. 1 where there are no parts.
    pub(super) n: f64,
    /// Whether it comes directly after the value before it: no absence, gap or break is between them.
    pub(super) follows: bool,
}

/// What the values of a group are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Parts {
    /// Each is a count.
    Counts,
    /// Each is a numerator over a denominator, times this.
    Ratios(f64),
    /// Only the values are known.
    Unknown,
}

/// The groups of a series: each begins with a break. Together they hold every observation.
pub(super) fn groups(observations: &[Observation]) -> Vec<Range<usize>> {
    let mut groups = Vec::with_capacity(1);
    let mut first = 0;
    for (place, observation) in observations.iter().enumerate() {
        if observation.join == Join::Break && place > first {
            groups.push(first..place);
            first = place;
        }
    }
    groups.push(first..observations.len());
    groups
}

/// The values of a group. Of ratios with all their parts, a period whose denominator is 0 is an absence.
pub(super) fn of(
    observations: &[Observation],
    group: Range<usize>,
    cadence: Cadence,
    measure: Measure,
) -> (Vec<Value>, Parts) {
    let own = observations.get(group.clone()).unwrap_or_default();
    let parts = parts(own, measure);
    let mut values = Vec::with_capacity(own.len());
    let mut before_has_value = false;
    for (at, observation) in own.iter().enumerate() {
        let made = observation.value.and_then(|value| counted(value, observation.fraction, parts));
        let Some((y, x, n)) = made else {
            before_has_value = false;
            continue;
        };
        let follows = before_has_value && observation.join == Join::Follows;
        let time = time(observation, cadence, at);
        values.push(Value { place: group.start + at, time, y, x, n, follows });
        before_has_value = true;
    }
    (values, parts)
}

fn parts(own: &[Observation], measure: Measure) -> Parts {
    let is_count = |value: f64| value >= 0.0;
    let per = match measure {
        Measure::Count if own.iter().filter_map(|one| one.value).all(is_count) => return Parts::Counts,
        Measure::Percentage => 100.0,
        Measure::Rate { per } => f64::from(per),
        _ => return Parts::Unknown,
    };
    let is_possible = |one: &Observation| match (one.value, one.fraction) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(_), Some(Fraction { numerator, denominator })) => {
            let is_within = measure != Measure::Percentage || denominator == 0.0 || numerator <= denominator;
            numerator >= 0.0 && denominator >= 0.0 && (numerator + denominator).is_finite() && is_within
        }
    };
    if own.iter().all(is_possible) { Parts::Ratios(per) } else { Parts::Unknown }
}

fn counted(value: f64, fraction: Option<Fraction>, parts: Parts) -> Option<(f64, f64, f64)> {
    match (parts, fraction) {
        (Parts::Ratios(per), Some(Fraction { numerator, denominator })) => {
            (denominator > 0.0).then(|| (numerator / denominator * per, numerator, denominator))
        }
        _ => Some((value, value, 1.0)),
    }
}

/// The number of a period. Academic quarters, which begin in December, and terms come out consecutive too.
fn time(observation: &Observation, cadence: Cadence, at: usize) -> i64 {
    match cadence {
        Cadence::Seasons(seasons) => {
            let (seasons, on) = (i64::from(seasons), observation.on);
            i64::from(on.year()) * seasons + i64::from(on.month0()) * seasons / 12
        }
        _ => i64::try_from(at).unwrap_or(i64::MAX),
    }
}

/// The mean, summed so that the order of the values does not show (Neumaier 1974); `None` of no values.
pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut lost, mut count) = (0.0_f64, 0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
        count += 1.0;
    }
    (count > 0.0).then(|| (sum + lost) / count)
}

/// The middle one, or the mean of the two in the middle.
pub(super) fn median(values: &mut [f64]) -> Option<f64> {
    let half = values.len() / 2;
    let is_even = values.len().is_multiple_of(2);
    let (below, middle, _) =
        (half < values.len()).then(|| values.select_nth_unstable_by(half, f64::total_cmp))?;
    let middle = *middle;
    let next = below.iter().copied().max_by(f64::total_cmp);
    Some(if is_even { f64::midpoint(next?, middle) } else { middle })
}

/// Values one after the other, as tests want them.
#[cfg(test)]
pub(super) fn in_a_row(of: &[f64]) -> Vec<Value> {
    let value = |(place, y): (usize, &f64)| Value {
        place,
        time: place as i64,
        y: *y,
        x: *y,
        n: 1.0,
        follows: place > 0,
    };
    of.iter().enumerate().map(value).collect()
}
