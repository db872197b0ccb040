//! Which points of a group stand out, and which way.

use super::{Group, Limits, Point, Rule, Side};
use crate::observation::{Join, Observation};
use std::ops::Range;

/// How many points make a trend or a shift.
const RUN: usize = 7;

/// Labels the points of a group, if it has limits: the first rule that applies to each.
pub(super) fn label(observations: &[Observation], group: &Group, points: &mut [Point]) {
    let (Some(mean), Ok(limits)) = (group.mean, group.limits) else { return };
    for stretch in stretches(observations, group.points.clone()) {
        // The last rule first: earlier ones overwrite it.
        let points = &mut points[stretch];
        shifts(points, mean);
        two_in_three(points, mean, limits);
        trends(points);
        for point in points {
            let Some(value) = point.value else { continue };
            if value > limits.upper {
                (point.rule, point.side) = (Rule::Outside, Some(Side::Above));
            } else if value < limits.lower {
                (point.rule, point.side) = (Rule::Outside, Some(Side::Below));
            }
        }
    }
}

/// The stretches of consecutive values: no run crosses an absence or a gap.
fn stretches(observations: &[Observation], group: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut from = group.start;
    std::iter::from_fn(move || {
        while from < group.end && observations[from].value.is_none() {
            from += 1;
        }
        let start = from;
        while from < group.end
            && observations[from].value.is_some()
            && (from == start || observations[from].join != Join::Gap)
        {
            from += 1;
        }
        (from > start).then_some(start..from)
    })
}

/// Seven or more consecutive points on one side of the mean. One equal to the mean is on neither.
fn shifts(points: &mut [Point], mean: f64) {
    let sides: Vec<_> = points.iter().map(|point| side_of(point, mean)).collect();
    runs(&sides, RUN, |run, side| {
        for point in &mut points[run] {
            (point.rule, point.side) = (Rule::Shift, Some(side));
        }
    });
}

/// Three consecutive points on one side of the mean, of which two are beyond the near limit and within the limit: those two.
fn two_in_three(points: &mut [Point], mean: f64, limits: Limits) {
    let is_close = |point: &Point| {
        point.value.is_some_and(|value| {
            (value > limits.near_upper && value <= limits.upper)
                || (value < limits.near_lower && value >= limits.lower)
        })
    };
    for from in 0..points.len().saturating_sub(2) {
        let three = &mut points[from..from + 3];
        let side = side_of(&three[0], mean);
        let is_one_side = three.iter().all(|point| side_of(point, mean) == side);
        if side.is_none() || !is_one_side || three.iter().filter(|point| is_close(point)).count() < 2 {
            continue;
        }
        for point in three.iter_mut().filter(|point| is_close(point)) {
            (point.rule, point.side) = (Rule::TwoInThree, side);
        }
    }
}

/// Seven or more points that rise, or fall, each from the one before. A point's direction is that of the step to the next
/// point of the trend; for the last one, that of the step to it.
fn trends(points: &mut [Point]) {
    let step = |pair: &[Point]| match (pair[0].value, pair[1].value) {
        (Some(before), Some(value)) if value > before => Some(Side::Increasing),
        (Some(before), Some(value)) if value < before => Some(Side::Decreasing),
        _ => None,
    };
    let steps: Vec<_> = points.windows(2).map(step).collect();
    let mut is_in_trend = vec![false; points.len()];
    runs(&steps, RUN - 1, |run, _| is_in_trend[run.start..=run.end].fill(true));
    for (place, point) in points.iter_mut().enumerate().filter(|(place, _)| is_in_trend[*place]) {
        let has_next = is_in_trend.get(place + 1).is_some_and(|next| *next);
        let onwards = steps.get(place).copied().flatten().filter(|_| has_next);
        let before = place.checked_sub(1).and_then(|at| steps.get(at).copied().flatten());
        (point.rule, point.side) = (Rule::Trend, onwards.or(before));
    }
}

/// Each stretch of at least `length` of the same side.
fn runs(sides: &[Option<Side>], length: usize, mut found: impl FnMut(Range<usize>, Side)) {
    let mut from = 0;
    for to in 1..=sides.len() {
        if to < sides.len() && sides[to] == sides[from] {
            continue;
        }
        if let Some(side) = sides[from].filter(|_| to - from >= length) {
            found(from..to, side);
        }
        from = to;
    }
}

fn side_of(point: &Point, mean: f64) -> Option<Side> {
    match point.value {
        Some(value) if value > mean => Some(Side::Above),
        Some(value) if value < mean => Some(Side::Below),
        _ => None,
    }
}
