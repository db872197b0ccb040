//! Gap measures: one group against everyone, over time.
//!
//! A group is part of `Total`, so the two are not independent. Both are therefore told by the group (g) and the rest of
//! `Total` (r), which are: with w the group's share of the denominator, `g - T = (1 - w)(g - r)` and `T = w g + (1 - w) r`.
//! Intervals are put together from those of g and r (Wilson for percentages, Poisson for rates) by the method of variance
//! estimates recovery: differences after Newcombe 1998 and Zou and Donner 2008, ratios after Donner and Zou 2012.

use crate::{
    figure::{Fraction, Interval, Measured},
    indicator::Measure,
    interval::{self, Confidence, NoInterval},
    number,
};

/// One group against everyone, in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The group's value.
    pub group: f64,
    /// Everyone's.
    pub total: f64,
    /// The group's less everyone's, in the unit of the indicator.
    pub difference: f64,
    /// The group's over everyone's: of counts its share of them. Nothing where everyone's is 0.
    pub ratio: Option<f64>,
    /// The margins of error, or why they are not known.
    pub margin: Result<Margin, NoMargin>,
}

/// The 95% intervals of a gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// Of the difference.
    pub difference: Interval,
    /// Of the ratio; nothing where there is no ratio.
    pub ratio: Option<Interval>,
}

/// Why the margin of a gap is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMargin {
    /// The intervals of the two would not do: a group is part of everyone.
    #[error("numerators and denominators are not recorded for both")]
    NoParts,
    /// It is not counted.
    #[error("an average, money or an index has no margin of error that its figures would give")]
    NotCounted,
    /// The group has more than everyone.
    #[error("the group counts more than everyone, so one of the two is wrong")]
    MoreThanAll,
    /// Everyone is in the group.
    #[error("the group is everyone")]
    IsEveryone,
    /// Something cannot be.
    #[error("{0}")]
    Impossible(#[from] NoInterval),
}

/// The gap between a group and everyone.
#[must_use]
pub fn gap(measure: Measure, group: &Measured, total: &Measured) -> Gap {
    let (own, all) = (group.value(), total.value());
    let ratio = (all != 0.0).then_some(own / all).filter(|ratio| ratio.is_finite());
    let margin = margin(measure, group, total)
        .map(|margin| Margin { ratio: margin.ratio.filter(|_| ratio.is_some()), ..margin });
    Gap { group: own, total: all, difference: number::difference(own, all), ratio, margin }
}

fn margin(measure: Measure, group: &Measured, total: &Measured) -> Result<Margin, NoMargin> {
    let parts = || group.fraction().zip(total.fraction()).ok_or(NoMargin::NoParts);
    match measure {
        Measure::Count => of_counts(group.value(), total.value()),
        Measure::Percentage => of_parts(parts()?, 100.0, interval::proportion),
        Measure::Rate { per } => of_parts(parts()?, f64::from(per), |numerator, denominator, confidence| {
            interval::rate(Fraction { numerator, denominator }, 1.0, confidence)
        }),
        Measure::Average | Measure::Money | Measure::Index => Err(NoMargin::NotCounted),
    }
}

/// Of counts the ratio is the group's share of all (Wilson), and the difference is the rest, counted below 0 (Poisson).
fn of_counts(group: f64, total: f64) -> Result<Margin, NoMargin> {
    if group > total {
        return Err(NoMargin::MoreThanAll);
    }
    let rest = interval::count(total - group, Confidence::USUAL)?;
    let share = interval::proportion(group, total, Confidence::USUAL).ok();
    Ok(Margin { difference: Interval { lower: -rest.upper, upper: -rest.lower }, ratio: share })
}

/// Of percentages and rates: by group and rest.
fn of_parts(
    (group, total): (Fraction, Fraction),
    multiplier: f64,
    interval: impl Fn(f64, f64, Confidence) -> Result<Interval, NoInterval>,
) -> Result<Margin, NoMargin> {
    let rest = Fraction {
        numerator: total.numerator - group.numerator,
        denominator: total.denominator - group.denominator,
    };
    if rest.numerator < 0.0 || rest.denominator < 0.0 {
        return Err(NoMargin::MoreThanAll);
    }
    if rest.denominator == 0.0 {
        return Err(NoMargin::IsEveryone);
    }
    let known = |of: Fraction| {
        let ends = interval(of.numerator, of.denominator, Confidence::USUAL)?;
        Ok::<_, NoInterval>((of.numerator / of.denominator, ends))
    };
    let (group_share, (group, group_ends), (rest, rest_ends)) =
        (group.denominator / total.denominator, known(group)?, known(rest)?);
    let scale = (1.0 - group_share) * multiplier;
    let apart = difference((group, group_ends), (rest, rest_ends));
    let times = ratio((group, group_ends), (rest, rest_ends));
    // g / T = k / (w k + 1 - w) with k = g / r: it rises with k, so its ends are those of k.
    let against_all = |k: f64| {
        if k.is_finite() { k / (group_share * k + 1.0 - group_share) } else { 1.0 / group_share }
    };
    Ok(Margin {
        difference: Interval { lower: scale * apart.lower, upper: scale * apart.upper },
        ratio: times.map(|ends| Interval { lower: against_all(ends.lower), upper: against_all(ends.upper) }),
    })
}

/// The interval of a difference: `d - sqrt((a - l1)² + (u2 - b)²)` to `d + sqrt((u1 - a)² + (b - l2)²)`.
fn difference((a, first): (f64, Interval), (b, second): (f64, Interval)) -> Interval {
    Interval {
        lower: a - b - (a - first.lower).hypot(second.upper - b),
        upper: a - b + (first.upper - a).hypot(b - second.lower),
    }
}

/// The interval of a ratio:
/// `(ab - sqrt((ab)² - l1 u2 (2a - l1)(2b - u2))) / (u2 (2b - u2))`, put so that nothing is divided by 0, to
/// `(ab + sqrt((ab)² - u1 l2 (2a - u1)(2b - l2))) / (l2 (2b - l2))`. Nothing where both are 0.
fn ratio((a, first): (f64, Interval), (b, second): (f64, Interval)) -> Option<Interval> {
    let product = a * b;
    let root = |first: f64, second: f64| {
        (product * product - first * second * (2.0 * a - first) * (2.0 * b - second)).max(0.0).sqrt()
    };
    let below = product + root(first.lower, second.upper);
    let lower = if first.lower == 0.0 { 0.0 } else { first.lower * (2.0 * a - first.lower) / below };
    let divisor = second.lower * (2.0 * b - second.lower);
    let upper =
        if divisor > 0.0 { (product + root(first.upper, second.lower)) / divisor } else { f64::INFINITY };
    (!lower.is_nan() && !upper.is_nan()).then_some(Interval { lower, upper })
}

#[cfg(test)]
mod tests {
    use super::{Gap, NoMargin, gap};
    use crate::{
        figure::{Fraction, Measured},
        indicator::Measure,
    };
    use proptest::prelude::{prop_assert, proptest};

    fn of(measure: Measure, numerator: f64, denominator: f64) -> Measured {
        let fraction = Some(Fraction { numerator, denominator });
        Measured::new(measure, 2, None, fraction, None).expect("a value")
    }

    fn count(value: f64) -> Measured {
        Measured::recorded(value, None, None).expect("a value")
    }

    #[test]
    fn a_share_of_a_count_has_a_margin() {
        let Gap { difference, ratio, margin, .. } = gap(Measure::Count, &count(58.0), &count(100.0));
        assert_eq!((difference, ratio), (-42.0, Some(0.58)));
        let margin = margin.expect("a margin");
        let share = margin.ratio.expect("a share");
        // Wilson: 58 of 100.
        assert!((share.lower - 0.482_06).abs() < 1e-5 && (share.upper - 0.672_02).abs() < 1e-5, "{share:?}");
        assert!(margin.difference.lower < -42.0 && margin.difference.upper > -42.0);
    }

    #[test]
    fn the_difference_of_group_and_rest_is_newcombes() {
        // 56 of 70 beside 48 of 80, the first example of Newcombe 1998 (method 10): 0.0524 to 0.3339.
        let percentage = |numerator, denominator| of(Measure::Percentage, numerator, denominator);
        let margin = gap(Measure::Percentage, &percentage(56.0, 70.0), &percentage(104.0, 150.0)).margin;
        let ends = margin.expect("a margin").difference;
        let to_rest = 100.0 * 80.0 / 150.0;
        assert!((ends.lower / to_rest - 0.0524).abs() < 5e-5, "{ends:?}");
        assert!((ends.upper / to_rest - 0.3339).abs() < 5e-5, "{ends:?}");
    }

    #[test]
    fn what_has_no_margin_says_why() {
        let plain = |value| Measured::recorded(value, None, None).expect("a value");
        let percentage = Measure::Percentage;
        assert_eq!(gap(percentage, &plain(12.0), &plain(10.0)).margin, Err(NoMargin::NoParts));
        assert_eq!(gap(percentage, &plain(12.0), &plain(10.0)).difference, 2.0);
        assert_eq!(gap(Measure::Average, &plain(12.0), &plain(10.0)).margin, Err(NoMargin::NotCounted));
        assert_eq!(gap(Measure::Count, &count(12.0), &count(10.0)).margin, Err(NoMargin::MoreThanAll));
        let all = of(percentage, 5.0, 10.0);
        assert_eq!(gap(percentage, &all, &all).margin, Err(NoMargin::IsEveryone));
        assert_eq!(gap(Measure::Count, &count(0.0), &count(0.0)).ratio, None);
    }

    proptest! {
        #[test]
        fn margins_hold_what_they_are_about(
            group in (0..500_u32, 1..500_u32),
            rest in (0..500_u32, 1..500_u32),
            is_rate in proptest::bool::ANY,
        ) {
            let measure = if is_rate { Measure::Rate { per: 100 } } else { Measure::Percentage };
            let clamp = |(x, n): (u32, u32)| (f64::from(if is_rate { x } else { x.min(n) }), f64::from(n));
            let ((x1, n1), (x2, n2)) = (clamp(group), clamp(rest));
            let gap = gap(measure, &of(measure, x1, n1), &of(measure, x1 + x2, n1 + n2));
            let margin = gap.margin.expect("a margin");
            let slack = 1e-9 * (1.0 + gap.difference.abs());
            prop_assert!(margin.difference.lower <= gap.difference + slack, "{gap:?}");
            prop_assert!(margin.difference.upper >= gap.difference - slack, "{gap:?}");
            if let (Some(ratio), Some(ends)) = (gap.ratio, margin.ratio) {
                prop_assert!(ends.lower <= ratio * (1.0 + 1e-9) && ends.upper >= ratio * (1.0 - 1e-9), "{gap:?}");
                prop_assert!(ends.upper.is_finite(), "a group is part of everyone: {gap:?}");
            }
        }
    }
}
