//! Rule 13, neighbours: the limits within which places of one rate would be by chance, by the size of each.

use statrs::function::{beta::checked_beta_reg, gamma::gamma_ur};

/// What is counted of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// Some of so many: a percentage.
    Binomial,
    /// Events among so many, of whom one can have several: a rate.
    Poisson,
}

/// How sure a limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// 95%: one place in 20 is outside by chance.
    NinetyFive,
    /// 99.8%: one in 500.
    NinetyNineEight,
}

/// The least and the most that a place of so many counts by chance if it has the common share: exact, so that either tail holds
/// at most half of what is left (Spiegelhalter 2005, "Funnel plots for comparing institutional performance"; without his
/// interpolation). `None` for what is no share, or no denominator.
#[must_use]
pub fn limits(share: f64, denominator: f64, chance: Chance, sureness: Sureness) -> Option<(f64, f64)> {
    let tail = match sureness {
        Sureness::NinetyFive => 0.025,
        Sureness::NinetyNineEight => 0.001,
    };
    let n = denominator.floor();
    let is_share = share >= 0.0 && (chance == Chance::Poisson || share <= 1.0);
    if !(is_share && (1.0..=1e9).contains(&n) && share * n <= 1e9) {
        return None;
    }
    let mean = share * n;
    if mean == 0.0 || (chance == Chance::Binomial && share == 1.0) {
        return Some((mean, mean));
    }
    // The probability of so many or more.
    let at_least = |x: f64| match chance {
        _ if x <= 0.0 => 1.0,
        Chance::Binomial if x > n => 0.0,
        Chance::Binomial => checked_beta_reg(x, n - x + 1.0, share).unwrap_or(0.0),
        Chance::Poisson => 1.0 - gamma_ur(x, mean),
    };
    let most = match chance {
        Chance::Binomial => n,
        Chance::Poisson => (mean + 10.0 * mean.sqrt() + 20.0).ceil(),
    };
    let upper = last(0.0, most, |x| at_least(x) >= tail);
    let lower = last(0.0, most, |x| 1.0 - at_least(x) < tail);
    Some((lower, upper))
}

/// The last whole number between two for which something holds that holds for the first, and then no more.
fn last(from: f64, to: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (from, to + 1.0);
    while high - low > 1.0 {
        let middle = ((low + high) / 2.0).floor();
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::{Chance, Sureness, limits};

    #[test]
    fn limits_are_those_of_the_exact_distributions() {
        // By hand: of Binomial(20, 0.3), P(X <= 1) = 0.0076, P(X <= 2) = 0.0355, P(X >= 10) = 0.0480, P(X >= 11) = 0.0171.
        assert_eq!(limits(0.3, 20.0, Chance::Binomial, Sureness::NinetyFive), Some((2.0, 10.0)));
        // Of Poisson(5), P(X <= 0) = 0.0067, P(X <= 1) = 0.0404, P(X >= 10) = 0.0318, P(X >= 11) = 0.0137.
        assert_eq!(limits(0.05, 100.0, Chance::Poisson, Sureness::NinetyFive), Some((1.0, 10.0)));
        // P(X >= 13) = 0.0020, P(X >= 14) = 0.0007.
        assert_eq!(limits(0.05, 100.0, Chance::Poisson, Sureness::NinetyNineEight), Some((0.0, 13.0)));
    }

    #[test]
    fn they_close_in_on_the_share_as_places_grow() {
        for chance in [Chance::Binomial, Chance::Poisson] {
            let mut before = f64::INFINITY;
            for n in [10.0, 100.0, 1_000.0, 100_000.0] {
                let (lower, upper) = limits(0.2, n, chance, Sureness::NinetyFive).expect("limits");
                let (wide_lower, wide_upper) =
                    limits(0.2, n, chance, Sureness::NinetyNineEight).expect("limits");
                assert!(wide_lower <= lower && lower <= 0.2 * n && 0.2 * n <= upper && upper <= wide_upper);
                assert!((upper - lower) / n < before, "{n}");
                before = (upper - lower) / n;
            }
        }
        assert_eq!(limits(1.2, 100.0, Chance::Binomial, Sureness::NinetyFive), None);
        assert_eq!(limits(0.2, 0.0, Chance::Binomial, Sureness::NinetyFive), None);
        assert_eq!(limits(f64::NAN, 10.0, Chance::Poisson, Sureness::NinetyFive), None);
        assert_eq!(limits(0.0, 10.0, Chance::Poisson, Sureness::NinetyFive), Some((0.0, 0.0)));
    }
}
