//! The recent trend of an annual series: its last five years, tested at 99.8%, as OHID Fingertips does.

use super::{Direction, Refusal, Test, Trend};
use crate::{
    figure::Fraction,
    indicator::Measure,
    interval::{Confidence, computed, two_sided},
    observation::{Join, Observation},
};

/// How many years are tested.
const YEARS: usize = 5;
/// The chi-square value with one degree of freedom that chance exceeds in 0.2% of cases.
const CRITICAL: f64 = 9.549_535_706_083_24;
/// From the lower to the upper end of a 95% interval, in standard errors, as the method rounds it.
const WIDTH: f64 = 3.92;

/// Tests the last five years. `comparable` ends with a value and contains no break.
pub(super) fn test(comparable: &[Observation], measure: Measure) -> Result<Trend, Refusal> {
    let have = together(comparable);
    let last: &[Observation; YEARS] =
        comparable.last_chunk().filter(|_| have >= YEARS).ok_or(Refusal::TooFewYears { have })?;
    match measure {
        Measure::Percentage => match proportions_of(last) {
            Some(parts) => proportions(&parts),
            None => weighted(last, measure),
        },
        _ => weighted(last, measure),
    }
}

/// How many values at the end are consecutive.
fn together(comparable: &[Observation]) -> usize {
    let mut count = 0;
    for observation in comparable.iter().rev() {
        if observation.value.is_none() {
            break;
        }
        count += 1;
        if observation.join != Join::Follows {
            break;
        }
    }
    count
}

fn proportions_of(last: &[Observation; YEARS]) -> Option<[Fraction; YEARS]> {
    let mut parts = [Fraction { numerator: 0.0, denominator: 0.0 }; YEARS];
    for (part, observation) in parts.iter_mut().zip(last) {
        *part = observation.fraction?;
    }
    Some(parts)
}

/// The chi-square test for a trend in proportions (Armitage 1955): with x of n in year t = 1..5, X and N their sums,
/// `N(N Sum(xt) - X Sum(nt))² / (X(N - X)(N Sum(nt²) - Sum(nt)²))`.
fn proportions(parts: &[Fraction; YEARS]) -> Result<Trend, Refusal> {
    let is_none_or_all = |part: &Fraction| part.numerator <= 0.0 || part.numerator >= part.denominator;
    if parts.iter().any(is_none_or_all) {
        return Err(Refusal::NoneOrAll);
    }
    let sum = |of: &dyn Fn(f64, &Fraction) -> f64| -> f64 {
        (1..=YEARS).zip(parts).map(|(year, part)| of(year as f64, part)).sum()
    };
    let (all_x, all_n) = (sum(&|_, part| part.numerator), sum(&|_, part| part.denominator));
    let x_by_time = sum(&|t, part| part.numerator * t);
    let (n_by_time, n_by_square) =
        (sum(&|t, part| part.denominator * t), sum(&|t, part| part.denominator * t * t));
    let difference = all_n * x_by_time - all_x * n_by_time;
    let statistic = all_n * difference * difference
        / (all_x * (all_n - all_x) * (all_n * n_by_square - n_by_time * n_by_time));
    let logits = parts.map(|part| (part.numerator / (part.denominator - part.numerator)).ln());
    judged(Test::Proportions, statistic, None, |left_out| slope(&logits, &[1.0; YEARS], left_out))
}

/// The regression on time, each year weighted by its margin of error: `w = 1 / ((U - L) / 3.92)²`,
/// `b = (Sw Swtv - Swt Swv) / (Sw Swt² - (Swt)²)`, chi-square `(b / sqrt(Sw / (Sw Swt² - (Swt)²)))²`.
fn weighted(last: &[Observation; YEARS], measure: Measure) -> Result<Trend, Refusal> {
    let (mut values, mut weights) = ([0.0; YEARS], [0.0; YEARS]);
    for (place, observation) in last.iter().enumerate() {
        let computed = || computed(measure, observation.value, observation.fraction, Confidence::USUAL).ok();
        let interval = observation.interval.or_else(computed).ok_or(Refusal::NoInterval)?;
        let error = (interval.upper - interval.lower) / WIDTH;
        if !error.is_finite() || error <= 0.0 {
            return Err(Refusal::NoInterval);
        }
        values[place] = observation.value.ok_or(Refusal::NoValues)?;
        weights[place] = 1.0 / (error * error);
    }
    let slope_without = |left_out| slope(&values, &weights, left_out);
    let b = slope_without(None);
    let sum = |power: i32| -> f64 {
        (1..=YEARS).zip(weights).map(|(year, weight)| weight * (year as f64).powi(power)).sum()
    };
    let error = (sum(0) / (sum(0) * sum(2) - sum(1) * sum(1))).sqrt();
    let statistic = (b / error) * (b / error);
    judged(Test::Weighted, statistic, Some(b), slope_without)
}

/// A statistic is significant if it exceeds the critical value and the slope keeps its sign with each year left out.
fn judged(
    test: Test,
    statistic: f64,
    per_year: Option<f64>,
    slope: impl Fn(Option<usize>) -> f64,
) -> Result<Trend, Refusal> {
    let all = slope(None);
    if !statistic.is_finite() || !all.is_finite() {
        return Err(Refusal::NoInterval);
    }
    let direction = Direction::of(all);
    let keeps_its_sign = (0..YEARS).all(|year| Direction::of(slope(Some(year))) == direction);
    Ok(Trend {
        test,
        statistic,
        p: two_sided(statistic.sqrt()),
        direction,
        is_significant: statistic > CRITICAL && keeps_its_sign,
        per_year,
        values: YEARS,
    })
}

/// The slope of the weighted regression of values on t = 1..5, with one year left out or none.
fn slope(values: &[f64; YEARS], weights: &[f64; YEARS], left_out: Option<usize>) -> f64 {
    let (mut w, mut wt, mut wt2, mut wv, mut wtv) = (0.0, 0.0, 0.0, 0.0, 0.0);
    // From the first value on: years that are all the same have a slope of exactly 0, not a rounding error, which has a sign.
    let from = values[usize::from(left_out == Some(0))];
    for year in (0..YEARS).filter(|year| Some(*year) != left_out) {
        let (t, weight, value) = ((year + 1) as f64, weights[year], values[year] - from);
        w += weight;
        wt += weight * t;
        wt2 += weight * t * t;
        wv += weight * value;
        wtv += weight * t * value;
    }
    (w * wtv - wt * wv) / (w * wt2 - wt * wt)
}
