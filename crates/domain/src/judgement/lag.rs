//! Rule 8, whether neighbouring values move together: the lag-1 correlation of what is left of a series after its best single
//! step or straight line, so that a real change does not pass for it.

use super::values::Value;

/// From this many values on it is looked at.
const FEWEST: usize = 20;
/// Above this neighbours move together.
const MUCH: f64 = 0.3;
/// Less than this share of the values' squares is rounding.
const NOTHING: f64 = 1e-18;

/// Whether neighbouring values move together. `judged` are the values that the chart judges; `is_used` leaves out those set apart.
pub(super) fn is_high(values: &[Value], judged: &[f64], is_used: impl Fn(usize) -> bool) -> bool {
    values.len() >= FEWEST && correlation(values, judged, is_used) > MUCH
}

/// The lag-1 correlation, -1 to 1; 0 where nothing is left.
fn correlation(values: &[Value], judged: &[f64], is_used: impl Fn(usize) -> bool) -> f64 {
    let used = || (0..judged.len()).filter(|at| is_used(*at));
    let mut left: Vec<f64> = judged.to_vec();
    let squares = |left: &[f64]| used().map(|at| left[at] * left[at]).sum::<f64>();
    let (step_at, line) = (best_step(judged, &is_used), line(judged, &is_used));
    let of_line = |at: usize| judged[at] - line.0 - line.1 * at as f64;
    let of_step = |at: usize| judged[at] - if at < step_at.0 { step_at.1 } else { step_at.2 };
    let mut stepped = left.clone();
    for at in used() {
        (left[at], stepped[at]) = (of_line(at), of_step(at));
    }
    if squares(&stepped) < squares(&left) {
        left = stepped;
    }
    let all = squares(&left);
    if all.is_nan() || all <= NOTHING * squares(judged) {
        return 0.0;
    }
    let pairs = used().filter(|at| *at > 0 && values[*at].follows && is_used(*at - 1));
    pairs.map(|at| left[at] * left[at - 1]).sum::<f64>() / all
}

/// The best single step: where it is, and the means before and after it. A step at 0 is a level.
fn best_step(judged: &[f64], is_used: &impl Fn(usize) -> bool) -> (usize, f64, f64) {
    let used = || judged.iter().enumerate().filter(|(at, _)| is_used(*at)).map(|(at, value)| (at, *value));
    let (count, sum) = used().fold((0.0, 0.0), |(count, sum), (_, value)| (count + 1.0, sum + value));
    let mut best = (0, 0.0, sum / count, sum * sum / count);
    let (mut before, mut so_far) = (0.0, 0.0);
    for (at, value) in used() {
        if before > 0.0 {
            let (early, late) = (so_far / before, (sum - so_far) / (count - before));
            // The larger, the less is left.
            let explained = before * early * early + (count - before) * late * late;
            if explained > best.3 {
                best = (at, early, late, explained);
            }
        }
        before += 1.0;
        so_far += value;
    }
    (best.0, best.1, best.2)
}

/// The least-squares line: where it starts and how it slopes.
fn line(judged: &[f64], is_used: &impl Fn(usize) -> bool) -> (f64, f64) {
    let used =
        || judged.iter().enumerate().filter(|(at, _)| is_used(*at)).map(|(at, value)| (at as f64, *value));
    let (count, time, sum) =
        used().fold((0.0, 0.0, 0.0), |(count, time, sum), (at, value)| (count + 1.0, time + at, sum + value));
    let (time, level) = (time / count, sum / count);
    let across: f64 = used().map(|(at, value)| (at - time) * (value - level)).sum();
    let along: f64 = used().map(|(at, _)| (at - time) * (at - time)).sum();
    let slope = if along > 0.0 { across / along } else { 0.0 };
    (level - slope * time, slope)
}

#[cfg(test)]
mod tests {
    use super::{correlation, is_high};
    use crate::judgement::values::Value;

    fn values(count: usize) -> Vec<Value> {
        let value = |place| Value { place, time: place as i64, y: 0.0, x: 0.0, n: 1.0, follows: place > 0 };
        (0..count).map(value).collect()
    }

    fn lag(judged: &[f64]) -> f64 {
        correlation(&values(judged.len()), judged, |_| true)
    }

    #[test]
    fn a_step_or_a_line_is_no_correlation() {
        let step: Vec<f64> = (0..24).map(|at| if at < 14 { 0.0 } else { 10.0 }).collect();
        let line: Vec<f64> = (0..24).map(|at| 3.0 * f64::from(at)).collect();
        assert_eq!((lag(&step), lag(&line), lag(&[4.0; 24])), (0.0, 0.0, 0.0));
        let alternating: Vec<f64> =
            (0..24).map(|at| if at < 14 { 0.0 } else { 10.0 } + f64::from(at % 2)).collect();
        assert!(lag(&alternating) < -0.9);
    }

    #[test]
    fn waves_are_one_from_20_values_on() {
        let wave: Vec<f64> = (0..24).map(|at| (f64::from(at) * 0.9).sin()).collect();
        assert!(lag(&wave) > 0.4, "{}", lag(&wave));
        assert!(is_high(&values(24), &wave, |_| true));
        assert!(is_high(&values(20), &wave[..20], |_| true));
        assert!(!is_high(&values(19), &wave[..19], |_| true));
    }

    #[test]
    fn what_is_set_apart_and_what_a_gap_parts_does_not_count() {
        let mut wave: Vec<f64> = (0..24).map(|at| (f64::from(at) * 0.9).sin()).collect();
        let whole = lag(&wave);
        wave[10] = 1_000.0;
        assert!(lag(&wave) < 0.2);
        let without = correlation(&values(24), &wave, |at| at != 10);
        assert!((without - whole).abs() < 0.1, "{without} {whole}");
        let mut parted = values(24);
        parted.iter_mut().for_each(|value| value.follows = false);
        assert_eq!(correlation(&parted, &wave, |_| true), 0.0);
    }
}
