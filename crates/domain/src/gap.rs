//! Gap measures: one group against the total, over time.
//!
//! A group is part of `Total`, so the two are not independent. Both are therefore expressed by the group (g) and the rest of
//! `Total` (r), which are: with w the group's share of the denominator, `g - T = (1 - w)(g - r)` and `T = w g + (1 - w) r`.
//! Intervals are combined from those of g and r (Wilson for percentages, Poisson for rates) by the method of variance
//! estimates recovery: differences after Newcombe 1998 and Zou and Donner 2008, ratios after Donner and Zou 2012.

/// What a group stands beside.
pub mod beside;

use crate::{
    figure::{Fraction, Interval, Measured},
    indicator::Measure,
    interval::{self, Confidence, NoInterval},
    number,
};

/// One group against the total, in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The group's value.
    pub group: f64,
    /// The total's value.
    pub total: f64,
    /// The group's value minus the total's, in the unit of the indicator.
    pub difference: f64,
    /// The group's value over the total's: for counts, its share. `None` where the total is 0.
    pub ratio: Option<f64>,
    /// The margins of error, or why they are not known.
    pub margin: Result<Margin, NoMargin>,
}

/// The 95% intervals of a gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// Of the difference.
    pub difference: Interval,
    /// Of the ratio; `None` where there is no ratio.
    pub ratio: Option<Interval>,
}

/// Why the margin of a gap is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMargin {
    /// The intervals of the two are not enough: a group is part of the total.
    #[error("numerators and denominators are not recorded for both")]
    NoParts,
    /// The measure is not based on counts.
    #[error("the margin of error of an average, money or an index cannot be worked out from its figures")]
    NotCounted,
    /// The group has more than the total.
    #[error("the group is larger than everyone together, so one of the two is wrong")]
    MoreThanAll,
    /// Everyone is in the group.
    #[error("the group is everyone")]
    IsEveryone,
    /// Something is impossible.
    #[error("{0}")]
    Impossible(#[from] NoInterval),
}

/// The gap between a group and the total.
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

/// For counts the ratio is the group's share of all (Wilson), and the difference is the rest, counted below 0 (Poisson).
fn of_counts(group: f64, total: f64) -> Result<Margin, NoMargin> {
    if group > total {
        return Err(NoMargin::MoreThanAll);
    }
    let rest = interval::count(total - group, Confidence::USUAL)?;
    let share = interval::proportion(group, total, Confidence::USUAL).ok();
    Ok(Margin { difference: Interval { lower: -rest.upper, upper: -rest.lower }, ratio: share })
}

/// For percentages and rates: by group and rest.
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

/// The interval of a ratio: `(ab - sqrt((ab)² - l1 u2 (2a - l1)(2b - u2))) / (u2 (2b - u2))`, rearranged so that nothing is
/// divided by 0, to `(ab + sqrt((ab)² - u1 l2 (2a - u1)(2b - l2))) / (l2 (2b - l2))`. `None` where both are 0.
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

    /// Measure, group and total (numerators and denominators, or counts), and the ends of the difference and of the ratio: by
    /// scipy 1.17's quantiles and the formulas as published, without the steps that avoid dividing by 0.
    const BY_SCIPY: [(Measure, [f64; 4], [f64; 4]); 24] = [
        (
            Measure::Percentage,
            [12.0, 80.0, 40.0, 300.0],
            [-4.201_806_614_188_896, 9.103_553_244_889_724, 0.699_398_034_701_599_4, 1.648_024_834_532_095_6],
        ),
        (
            Measure::Percentage,
            [1.0, 5.0, 10.0, 500.0],
            [1.708_918_206_656_302_5, 60.030_670_524_184_66, 1.831_245_320_340_582_5, 29.525_028_252_125_804],
        ),
        (
            Measure::Percentage,
            [0.0, 30.0, 25.0, 400.0],
            [-9.050_199_373_113_88, 4.434_701_102_215_014, 0.0, 1.674_227_527_079_170_4],
        ),
        (
            Measure::Percentage,
            [30.0, 30.0, 100.0, 200.0],
            [38.429_187_308_978_385, 56.055_045_628_707_965, 1.722_919_689_252_067, 2.275_574_100_159_428],
        ),
        (
            Measure::Percentage,
            [56.0, 70.0, 104.0, 150.0],
            [2.796_345_194_792_795, 17.806_541_548_634_99, 1.040_285_206_872_188_2, 1.270_022_453_437_293_5],
        ),
        (
            Measure::Percentage,
            [3.0, 40.0, 3.0, 90.0],
            [-0.647_015_050_915_349_9, 11.035_685_291_283_636, 0.873_911_735_771_662_7, 2.25],
        ),
        (
            Measure::Rate { per: 100 },
            [12.0, 80.0, 40.0, 300.0],
            [
                -5.086_569_992_273_645,
                10.459_626_473_455_003,
                0.631_358_782_081_334_4,
                1.733_320_849_538_637_9,
            ],
        ),
        (
            Measure::Rate { per: 100 },
            [4.0, 90.0, 16.0, 1000.0],
            [-0.231_503_334_983_957, 9.182_039_625_602_924, 0.851_734_749_999_334_2, 5.732_485_300_427_916],
        ),
        (
            Measure::Rate { per: 10_000 },
            [0.0, 3000.0, 17.0, 50000.0],
            [-5.444_021_880_980_89, 8.245_449_764_080_533, 0.0, 3.213_184_515_439_49],
        ),
        (
            Measure::Rate { per: 10_000 },
            [55.0, 1200.0, 300.0, 9000.0],
            [20.490_571_116_158_11, 249.294_297_714_869_7, 1.061_669_276_303_292_7, 1.737_211_493_565_662_6],
        ),
        (
            Measure::Rate { per: 10_000 },
            [9.0, 1500.0, 9.0, 4000.0],
            [15.155_475_688_036_153, 71.186_681_047_579_85, 1.792_110_733_799_711_8, 2.666_666_666_666_666_5],
        ),
        (
            Measure::Count,
            [58.0, 0.0, 100.0, 0.0],
            [
                -56.773_238_740_434_095,
                -30.266_717_187_882_97,
                0.482_064_867_030_429_67,
                0.672_016_173_256_452_7,
            ],
        ),
        (
            Measure::Count,
            [3.0, 0.0, 11.0, 0.0],
            [
                -15.763_189_220_193_313,
                -3.453_832_176_748_502_3,
                0.097_460_592_900_248_93,
                0.565_645_301_176_129_1,
            ],
        ),
        (
            Measure::Count,
            [0.0, 0.0, 14.0, 0.0],
            [-23.490_997_778_574_652, -7.647_530_699_988_864, 0.0, 0.215_310_802_737_635_8],
        ),
        (
            Measure::Count,
            [250.0, 0.0, 260.0, 0.0],
            [
                -18.391_458_605_756_473,
                -4.787_449_913_967_563,
                0.930_660_608_472_428_9,
                0.978_976_569_371_949_5,
            ],
        ),
        (
            Measure::Percentage,
            [202.0, 313.0, 1535.0, 1659.0],
            [
                -32.420_037_809_265_74,
                -23.819_019_269_017_28,
                0.645_754_892_167_621_4,
                0.745_029_082_045_635_8,
            ],
        ),
        (
            Measure::Rate { per: 10_000 },
            [48.0, 279.0, 235.0, 595.0],
            [
                -2_769.580_058_551_112,
                -1_702.532_131_631_976_4,
                0.330_742_317_674_087_8,
                0.557_055_228_695_313_9,
            ],
        ),
        (
            Measure::Percentage,
            [129.0, 237.0, 238.0, 494.0],
            [1.663_564_953_318_807_5, 10.707_470_955_778_746, 1.034_476_297_205_094, 1.224_080_050_248_498_5],
        ),
        (
            Measure::Percentage,
            [107.0, 227.0, 142.0, 599.0],
            [18.935_434_709_6, 27.762_851_920_845_137, 1.806_557_726_478_093_4, 2.141_257_155_733_798_7],
        ),
        (
            Measure::Rate { per: 10_000 },
            [217.0, 287.0, 247.0, 678.0],
            [
                3_325.937_369_071_767_5,
                4_554.792_268_299_157_5,
                1.963_944_339_841_560_4,
                2.164_500_509_342_829,
            ],
        ),
        (
            Measure::Rate { per: 10_000 },
            [161.0, 233.0, 224.0, 760.0],
            [3_214.160_720_998_101, 4_785.197_455_814_436, 2.137_957_080_579_638_6, 2.531_165_394_568_746],
        ),
        (
            Measure::Percentage,
            [101.0, 1629.0, 1006.0, 4047.0],
            [
                -19.985_739_850_036_406,
                -17.286_182_717_978_544,
                0.208_759_351_942_218_34,
                0.296_670_024_943_264_17,
            ],
        ),
        (
            Measure::Percentage,
            [296.0, 550.0, 2012.0, 2850.0],
            [
                -20.430_143_010_337_57,
                -13.139_701_487_012_891,
                0.709_342_817_811_004_2,
                0.814_418_637_927_928_1,
            ],
        ),
        (
            Measure::Rate { per: 10_000 },
            [292.0, 487.0, 1555.0, 2721.0],
            [-327.324_451_527_093_8, 930.445_243_909_891_6, 0.942_745_043_910_634_6, 1.162_474_832_082_468_5],
        ),
    ];

    #[test]
    fn margins_agree_with_scipy() {
        for (measure, [x, n, all_x, all_n], expected) in BY_SCIPY {
            let told = match measure {
                Measure::Count => gap(measure, &count(x), &count(all_x)),
                _ => gap(measure, &of(measure, x, n), &of(measure, all_x, all_n)),
            };
            let margin = told.margin.expect("a margin");
            let ratio = margin.ratio.expect("a ratio");
            let ours = [margin.difference.lower, margin.difference.upper, ratio.lower, ratio.upper];
            for (ours, theirs) in ours.into_iter().zip(expected) {
                let off = (ours - theirs).abs();
                assert!(
                    off <= 1e-9 * ours.abs().max(theirs.abs()),
                    "{x} of {n}, {all_x} of {all_n}: {ours} {theirs}"
                );
            }
        }
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
