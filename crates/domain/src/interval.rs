//! Confidence intervals of proportions, counts and rates. Other measures only have the intervals published with them.
//!
//! Formulas as the Public Health England methods use them (Eayres 2008, *Technical Briefing 3: Commonly used public
//! health statistics and their confidence intervals*); agreement with `PHEindicatormethods` 2.1.0 is tested.

use crate::{
    figure::{Fraction, Interval, Measured},
    indicator::Measure,
};
use statrs::function::{
    erf::{erfc, erfc_inv},
    gamma::{gamma_lr, ln_gamma},
};

/// How sure an interval is: between 0 and 1, both excluded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    level: f64,
    z: f64,
}

/// Why there is no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoInterval {
    /// Infinite, or not a number.
    #[error("the count must be a finite number")]
    NotFinite,
    /// Less than zero.
    #[error("the count cannot be below 0")]
    Negative,
    /// Nothing to divide by.
    #[error("the denominator must be above 0")]
    NothingToDivideBy,
    /// More counted than there are.
    #[error("the numerator of a percentage cannot be above its denominator")]
    MoreThanAll,
    /// No parts to compute one from.
    #[error("its numerator and denominator are not recorded, and no interval was published with it")]
    NoParts,
    /// Its spread cannot be computed from a count.
    #[error("an average, money or an index has an interval only if one was published with it")]
    NotCounted,
}

impl Confidence {
    /// 95%: used for comparisons.
    pub const USUAL: Self = Self { level: 0.95, z: 1.959_963_984_540_054 };

    /// A level between 0 and 1, both excluded: 0.998 is 99.8%.
    #[must_use]
    pub fn new(level: f64) -> Option<Self> {
        // z = inverse normal of (1 + level) / 2; taken from the tail, where doubles are dense.
        let z = std::f64::consts::SQRT_2 * erfc_inv(1.0 - level);
        (level > 0.0 && level < 1.0 && z.is_finite()).then_some(Self { level, z })
    }

    /// The inverse normal of 0.5 + level / 2.
    #[must_use]
    pub fn z(self) -> f64 {
        self.z
    }

    /// The total probability outside, on both sides.
    fn alpha(self) -> f64 {
        1.0 - self.level
    }
}

/// The interval of a figure: the published one as supplied, else one computed from its parts.
///
/// A published interval is taken to be a 95% one, whatever `confidence` says, and never recomputed.
///
/// # Errors
/// When there is none, and none can be computed.
pub fn of_figure(
    measure: Measure,
    measured: &Measured,
    confidence: Confidence,
) -> Result<Interval, NoInterval> {
    match measured.interval() {
        Some(published) => Ok(published),
        None => computed(measure, Some(measured.value()), measured.fraction(), confidence),
    }
}

/// The interval of a value by its measure, in the unit of the value: Wilson for a percentage, [`count`] for a count or rate.
///
/// # Errors
/// When the measure has none, or its parts are not known or impossible.
pub fn computed(
    measure: Measure,
    value: Option<f64>,
    fraction: Option<Fraction>,
    confidence: Confidence,
) -> Result<Interval, NoInterval> {
    match (measure, fraction) {
        (Measure::Percentage, Some(Fraction { numerator, denominator })) => {
            Ok(scaled(proportion(numerator, denominator, confidence)?, 100.0))
        }
        (Measure::Rate { per }, Some(fraction)) => rate(fraction, f64::from(per), confidence),
        (Measure::Count, _) => count(value.ok_or(NoInterval::NoParts)?, confidence),
        (Measure::Percentage | Measure::Rate { .. }, None) => Err(NoInterval::NoParts),
        (Measure::Average | Measure::Money | Measure::Index, _) => Err(NoInterval::NotCounted),
    }
}

/// The interval of a proportion, from 0 to 1 (Wilson 1927): with x of n counted,
/// `(2x + z² -/+ z sqrt(z² + 4x(1 - x/n))) / (2(n + z²))`.
///
/// # Errors
/// When x is below 0 or above n, n is not above 0, or either is not finite.
pub fn proportion(x: f64, n: f64, confidence: Confidence) -> Result<Interval, NoInterval> {
    checked(x, n)?;
    if x > n {
        return Err(NoInterval::MoreThanAll);
    }
    let z = confidence.z;
    let (middle, spread) = (2.0 * x + z * z, z * (z * z + 4.0 * x * (1.0 - x / n)).sqrt());
    let below = 2.0 * (n + z * z);
    // At the ends the two terms are equal apart from rounding.
    let lower = if x == 0.0 { 0.0 } else { ((middle - spread) / below).max(0.0) };
    let upper = if x == n { 1.0 } else { ((middle + spread) / below).min(1.0) };
    Ok(Interval { lower, upper })
}

/// The interval of a rate: that of its count over the denominator, times the multiplier.
///
/// # Errors
/// When the count is below 0, the denominator is not above 0, or either is not finite.
pub fn rate(fraction: Fraction, per: f64, confidence: Confidence) -> Result<Interval, NoInterval> {
    let Fraction { numerator, denominator } = fraction;
    checked(numerator, denominator)?;
    let ends = count(numerator, confidence)?;
    let upper = ends.upper / denominator * per;
    // With a denominator close to 0 the end is infinite.
    if !upper.is_finite() {
        return Err(NoInterval::NotFinite);
    }
    Ok(Interval { lower: ends.lower / denominator * per, upper })
}

/// From this count on Byar's approximation is as good as the exact interval.
const BYAR_FROM: f64 = 10.0;

/// The interval of a count x, whole or not, treated as Poisson: exact below 10 (Garwood 1936), `chi2inv(a/2, 2x)/2` to
/// `chi2inv(1 - a/2, 2x + 2)/2`; from 10 on by Byar (Breslow and Day 1987), `x(1 - 1/(9x) - z/(3 sqrt x))³` and
/// `(x+1)(1 - 1/(9(x+1)) + z/(3 sqrt(x+1)))³`.
///
/// # Errors
/// When x is below 0 or not finite.
pub fn count(x: f64, confidence: Confidence) -> Result<Interval, NoInterval> {
    checked(x, 1.0)?;
    if x < BYAR_FROM {
        let tail = confidence.alpha() / 2.0;
        let lower = if x == 0.0 { 0.0 } else { gamma_quantile(x, tail, Tail::Lower) };
        return Ok(Interval { lower, upper: gamma_quantile(x + 1.0, tail, Tail::Upper) });
    }
    let z = confidence.z;
    let byar = |x: f64, sign: f64| x * (1.0 - 1.0 / (9.0 * x) + sign * z / (3.0 * x.sqrt())).powi(3);
    // If z is very large the cube would become negative.
    Ok(Interval { lower: byar(x, -1.0).max(0.0), upper: byar(x + 1.0, 1.0) })
}

fn checked(x: f64, n: f64) -> Result<(), NoInterval> {
    match (x, n) {
        _ if !x.is_finite() || !n.is_finite() => Err(NoInterval::NotFinite),
        _ if x < 0.0 => Err(NoInterval::Negative),
        _ if n <= 0.0 => Err(NoInterval::NothingToDivideBy),
        _ => Ok(()),
    }
}

fn scaled(ends: Interval, by: f64) -> Interval {
    Interval { lower: ends.lower * by, upper: ends.upper * by }
}

/// Which end of a distribution a probability is counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    Lower,
    Upper,
}

/// The quantile of the gamma distribution of a shape (scale 1) with this probability in one tail: half the inverse chi-square
/// with twice the shape as degrees of freedom. Newton's steps on the regularised incomplete gamma function, kept between ends
/// that are halved where a step would leave them.
fn gamma_quantile(shape: f64, tail: f64, of: Tail) -> f64 {
    let excess = |x: f64| match of {
        Tail::Lower => gamma_lr(shape, x) - tail,
        Tail::Upper => tail - statrs::function::gamma::gamma_ur(shape, x),
    };
    let (mut low, mut high) = (0.0, shape + 1.0);
    while excess(high) < 0.0 && high < 1e6 {
        high *= 2.0;
    }
    let mut x = f64::midpoint(low, high);
    for _ in 0..200 {
        let off = excess(x);
        if off < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let density = ((shape - 1.0) * x.ln() - x - ln_gamma(shape)).exp();
        let step = x - off / density;
        let next = if step > low && step < high { step } else { f64::midpoint(low, high) };
        if (next - x).abs() <= 1e-15 * x.abs() {
            return next;
        }
        x = next;
    }
    x
}

/// The probability that a standard normal value is at least this far from 0 on either side.
#[must_use]
pub fn two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests;
