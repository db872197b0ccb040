//! Rules 5 and 14: whether one period, or a run on one side, is more than chance would make of the same total.

use super::values::Value;
use statrs::function::{beta::checked_beta_reg, erf::erfc};

/// Chance makes one period so high, or so low, less often than this: as often as one value is outside three standard
/// deviations, and rounded up.
pub(super) const RARE: f64 = 0.003;
/// A run of seven on one side, if sides were tossed for.
const SEVEN_TOSSES: f64 = 1.0 / 128.0;
/// Counts that vary less than this have no dispersion of their own.
const LEAST_DISPERSION: f64 = 0.001;

/// The total of a group, and the share of one period in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Expected {
    /// How many were counted in all.
    pub(super) total: f64,
    /// The share of the period's denominator, 0 to 1.
    pub(super) share: f64,
    /// How many times the variance is that of independent events.
    pub(super) dispersion: f64,
}

impl Expected {
    /// How likely a period has so many or more, the total given: `I_w(x/f, (T - x)/f + 1)`. With f = 1 it is the exact
    /// conditional binomial (Przyborowski and Wilenski 1940).
    pub(super) fn high(self, x: f64) -> f64 {
        let f = self.dispersion;
        beta(x / f, (self.total - x) / f + 1.0, self.share)
    }

    /// How likely a period has so many or fewer: `1 - I_w(x/f + 1, (T - x)/f)`.
    pub(super) fn low(self, x: f64) -> f64 {
        let f = self.dispersion;
        // By the other side, so that a small probability keeps its digits.
        beta((self.total - x) / f, x / f + 1.0, 1.0 - self.share)
    }
}

/// The regularised incomplete beta function `I_w(a, b)`, with `I_w(0, b) = 1` and `I_w(a, 0) = 0`.
fn beta(a: f64, b: f64, w: f64) -> f64 {
    /// Up to here the continued fraction ends in the steps that it is given.
    const LARGE: f64 = 3_000.0;
    match () {
        () if a <= 0.0 => 1.0,
        () if b <= 0.0 => 0.0,
        () if a.max(b) > LARGE => far(a, b, w),
        () => checked_beta_reg(a, b, w).unwrap_or(1.0),
    }
}

/// The same for large a and b, by the normal approximation of Peizer and Pratt (1968).
fn far(a: f64, b: f64, w: f64) -> f64 {
    let (n, q) = (a + b - 1.0, 1.0 - w);
    let (s, t) = (a - 0.5, b - 0.5);
    if s <= 0.0 || t <= 0.0 || w <= 0.0 || q <= 0.0 {
        return checked_beta_reg(a, b, w).unwrap_or(1.0);
    }
    let g = |x: f64| match x {
        x if (x - 1.0).abs() < 1e-4 => (1.0 - x) / 3.0,
        x => (1.0 - x * x + 2.0 * x * x.ln()) / ((1.0 - x) * (1.0 - x)),
    };
    let off =
        s + 1.0 / 6.0 - (n + 1.0 / 3.0) * w + 0.02 * (q / (s + 0.5) - w / (t + 0.5) + (q - 0.5) / (n + 1.0));
    let spread = (1.0 + q * g(s / (n * w)) + w * g(t / (n * q))) / ((n + 1.0 / 6.0) * w * q);
    0.5 * erfc(off * spread.max(0.0).sqrt() / std::f64::consts::SQRT_2)
}

/// The dispersion of all values but one that are used: the sum of squares off what their own total would give each, over that,
/// over their number less 1. At least 0.001.
pub(super) fn dispersion(values: &[Value], is_used: impl Fn(usize) -> bool, but: usize) -> f64 {
    let others = || values.iter().enumerate().filter(|(at, _)| *at != but && is_used(*at));
    let (mut total, mut of, mut count) = (0.0, 0.0, 0.0);
    for (_, value) in others() {
        total += value.x;
        of += value.n;
        count += 1.0;
    }
    let squares = others().map(|(_, value)| square(value.x, total * value.n / of)).sum::<f64>();
    least(squares / (count - 1.0))
}

/// A value's square off its expectation, over that; 0 where nothing is expected.
pub(super) fn square(x: f64, expected: f64) -> f64 {
    if expected > 0.0 { (x - expected) * (x - expected) / expected } else { 0.0 }
}

/// A dispersion that can be divided by. Of too few values it is that of independent events.
pub(super) fn least(dispersion: f64) -> f64 {
    if dispersion.is_finite() { dispersion.max(LEAST_DISPERSION) } else { 1.0 }
}

/// Whether a run of so many values on one side is more than chance, if so many of all are on that side:
/// `C(c, L) / C(n, L) < 0.5^7`. A skewed series is below its mean more than half the time.
pub(super) fn is_run_rare(length: usize, on_side: usize, values: usize) -> bool {
    let share = |done: usize| on_side.saturating_sub(done) as f64 / values.saturating_sub(done).max(1) as f64;
    (0..length).map(share).product::<f64>() < SEVEN_TOSSES
}

#[cfg(test)]
mod tests {
    use super::{Expected, beta, dispersion, far, is_run_rare};
    use crate::judgement::values::Value;
    use proptest::prelude::{prop_assert, proptest};

    fn expected(total: f64, share: f64) -> Expected {
        Expected { total, share, dispersion: 1.0 }
    }

    /// The sum of binomial probabilities from `from` to `to`.
    fn binomial(n: u32, share: f64, range: std::ops::RangeInclusive<u32>) -> f64 {
        let one = |x: u32| {
            let ways = (0..x).map(|at| f64::from(n - at) / f64::from(at + 1)).product::<f64>();
            ways * share.powi(x as i32) * (1.0 - share).powi((n - x) as i32)
        };
        range.map(one).sum()
    }

    #[test]
    fn with_independent_events_it_is_the_conditional_binomial() {
        for (total, share, x) in [(10, 0.1, 4), (24, 1.0 / 24.0, 5), (3, 0.25, 3), (60, 0.05, 0), (7, 0.5, 7)]
        {
            let given = expected(f64::from(total), share);
            let near = |ours: f64, theirs: f64| (ours - theirs).abs() < 1e-12 * theirs.max(1e-3);
            assert!(near(given.high(f64::from(x)), binomial(total, share, x..=total)), "{total} {share} {x}");
            assert!(near(given.low(f64::from(x)), binomial(total, share, 0..=x)), "{total} {share} {x}");
        }
        assert_eq!(expected(10.0, 0.1).high(0.0), 1.0);
        assert_eq!(expected(10.0, 0.1).low(10.0), 1.0);
    }

    #[test]
    fn clustered_counts_are_less_sure() {
        let (one, three) = (expected(60.0, 0.05), Expected { dispersion: 3.0, ..expected(60.0, 0.05) });
        assert!(one.high(12.0) < 0.003 && three.high(12.0) > 0.003);
    }

    #[test]
    fn dispersion_is_about_the_others_own_total() {
        let value = |(place, x): (usize, f64)| Value { place, time: 0, y: x, x, n: 1.0, follows: true };
        let values: Vec<_> = [2.0, 4.0, 6.0, 4.0, 100.0].into_iter().enumerate().map(value).collect();
        // Four others with a mean of 4: (4 + 0 + 4 + 0) / 4 over 5 - 2.
        assert!((dispersion(&values, |_| true, 4) - 2.0 / 3.0).abs() < 1e-12);
        assert!((dispersion(&values, |at| at != 4, 4) - 2.0 / 3.0).abs() < 1e-12);
        assert!(dispersion(&values, |_| true, 0) > 50.0);
        assert_eq!(dispersion(&values, |at| at == 1, 4), 1.0, "of one value nothing is known");
        assert_eq!(dispersion(&values, |at| at == 1 || at == 3, 4), 0.001);
    }

    #[test]
    fn a_run_is_rare_by_how_many_are_on_its_side() {
        // 12 of 24 on the side: C(12, 7) / C(24, 7) = 792 / 346,104.
        assert!(is_run_rare(7, 12, 24));
        assert!(!is_run_rare(7, 17, 24), "19,448 / 346,104");
        assert!(is_run_rare(8, 12, 24) && !is_run_rare(4, 12, 24) && is_run_rare(5, 10, 24));
        assert!(!is_run_rare(0, 0, 0));
    }

    proptest! {
        #[test]
        fn the_approximation_of_large_numbers_joins_the_exact_one(mean in 200.0..2_000.0_f64, off in -4.0..4.0_f64,
            w in 0.02..0.5_f64) {
            let a = mean;
            let b = mean * (1.0 - w) / w;
            let shifted = a + off * (a * (1.0 - w)).sqrt();
            let (exact, near) = (statrs::function::beta::beta_reg(shifted, b, w), far(shifted, b, w));
            prop_assert!((exact / near - 1.0).abs() < 2e-3 || b > 3_000.0, "{exact} {near}");
        }

        #[test]
        fn a_higher_count_is_never_likelier(total in 1.0..500.0_f64, share in 0.01..0.9_f64, f in 0.001..20.0_f64,
            x in 0.0..1.0_f64, more in 0.0..1.0_f64) {
            let given = Expected { total, share, dispersion: f };
            let (x, y) = (total * x, total * (x + (1.0 - x) * more));
            prop_assert!(given.high(y) <= given.high(x) + 2e-3);
            prop_assert!(given.low(y) >= given.low(x) - 2e-3);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&given.high(x)) && (0.0..=1.0 + 1e-9).contains(&given.low(x)));
            prop_assert!((0.0..=1.0).contains(&beta(x, y, share)) || beta(x, y, share) < 1.0 + 1e-9);
        }
    }
}
