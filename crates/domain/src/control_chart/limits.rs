//! The mean and the limits of a group.

use super::{FEWEST_FIXED, FEWEST_POINTS, FixAfter, Group, Limits, Refusal, Screening, Settings};
use crate::observation::{Join, Observation};
use std::ops::Range;

/// Limits are this many mean moving ranges from the mean: 3 / 1.128, as the method rounds it.
const LIMIT: f64 = 2.66;
/// A moving range above this, in mean moving ranges, is itself unusual.
const SCREEN: f64 = 3.267;

/// A group with its limits: mean -/+ 2.66 x the mean moving range. `points` are the indices of its observations.
pub(super) fn group(observations: &[Observation], points: Range<usize>, settings: Settings) -> Group {
    let own = &observations[points.clone()];
    let count = own.iter().filter(|observation| observation.value.is_some()).count();
    // Absences count as points, as they do in the peer, as long as there are enough values to fix limits on.
    let is_trial = own.len() < FEWEST_POINTS || count < FEWEST_FIXED;
    let made_of = making(own, settings.fix_after);
    let values = || made_of.iter().filter_map(|observation| observation.value);
    // The sum of values close to the largest double is not finite.
    let mean = mean(values()).filter(|mean| mean.is_finite());
    let limits = match (mean, count) {
        (None, 0) => Err(Refusal::NoValues),
        (None, _) => Err(Refusal::NotFinite),
        (Some(_), 1) => Err(Refusal::OnePoint),
        (Some(mean), _) => around(mean, made_of, settings.screening),
    };
    Group { points, mean, limits, is_trial }
}

/// The observations that make the limits: up to the last of the first so many values.
fn making(own: &[Observation], fix_after: Option<FixAfter>) -> &[Observation] {
    let Some(FixAfter(wanted)) = fix_after else { return own };
    let mut places = own.iter().enumerate().filter(|(_, observation)| observation.value.is_some());
    places.nth(wanted - 1).map_or(own, |(place, _)| &own[..=place])
}

fn around(mean: f64, own: &[Observation], screening: Screening) -> Result<Limits, Refusal> {
    let ranges = || moving_ranges(own);
    let all = self::mean(ranges()).ok_or(Refusal::NothingFollows)?;
    if all == 0.0 {
        return Err(Refusal::Constant);
    }
    let screened = match screening {
        Screening::Off => all,
        Screening::On => self::mean(ranges().filter(|range| *range < SCREEN * all)).unwrap_or(all),
    };
    // Mostly the same value, with the others screened away: limits of zero width would flag every point.
    let range = if screened == 0.0 { all } else { screened };
    let (far, near) = (LIMIT * range, 2.0 * (LIMIT / 3.0) * range);
    let limits =
        Limits { lower: mean - far, upper: mean + far, near_lower: mean - near, near_upper: mean + near };
    if limits.lower.is_finite() && limits.upper.is_finite() { Ok(limits) } else { Err(Refusal::NotFinite) }
}

/// From each value to the next; not across an absence or a gap.
fn moving_ranges(own: &[Observation]) -> impl Iterator<Item = f64> {
    own.windows(2).filter_map(|pair| match (pair[0].value, pair[1].value, pair[1].join) {
        (Some(before), Some(value), Join::Follows | Join::Break) => Some((value - before).abs()),
        _ => None,
    })
}

/// The mean, summed so that the order of the values and binary rounding noise do not show (Neumaier 1974).
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut lost, mut count) = (0.0_f64, 0.0_f64, 0_u32);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
        count += 1;
    }
    if count == 0 {
        return None;
    }
    let count = f64::from(count);
    let mean = (sum + lost) / count;
    // What the division, and the sum before it, rounded away: a value equal to the mean must not be a hair off it.
    let rest = (-mean).mul_add(count, sum) + lost;
    Some(mean + rest / count)
}
