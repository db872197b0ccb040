//! Properties of every interval.

use super::{Confidence, NoInterval, computed, count, proportion, rate};
use crate::{
    figure::{Fraction, Interval},
    indicator::Measure,
    observation::tests::any_number,
};
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};

fn at(percent: f64) -> Confidence {
    Confidence::new(percent / 100.0).expect("a confidence")
}

/// x of n, n from 1 up.
fn any_part() -> impl Strategy<Value = (f64, f64)> {
    (1..20_000_u32).prop_flat_map(|n| (0..=n).prop_map(move |x| (f64::from(x), f64::from(n))))
}

fn width(ends: Interval) -> f64 {
    ends.upper - ends.lower
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * (1.0 + a.abs().max(b.abs()))
}

#[test]
fn every_refusal_is_reached() {
    let of = |measure, value, parts: Option<(f64, f64)>| {
        let fraction = parts.map(|(numerator, denominator)| Fraction { numerator, denominator });
        computed(measure, value, fraction, Confidence::USUAL).expect_err("a refusal")
    };
    let (percentage, hundred) = (Measure::Percentage, Measure::Rate { per: 100 });
    for (x, n, refusal) in [
        (f64::NAN, 10.0, NoInterval::NotFinite),
        (1.0, f64::INFINITY, NoInterval::NotFinite),
        (-1.0, 10.0, NoInterval::Negative),
        (1.0, 0.0, NoInterval::NothingToDivideBy),
        (1.0, -3.0, NoInterval::NothingToDivideBy),
        (0.0, -0.0, NoInterval::NothingToDivideBy),
    ] {
        assert_eq!(of(percentage, None, Some((x, n))), refusal, "{x} of {n}");
        assert_eq!(of(hundred, None, Some((x, n))), refusal, "{x} per {n}");
    }
    assert_eq!(of(percentage, None, Some((11.0, 10.0))), NoInterval::MoreThanAll);
    assert_eq!(of(hundred, None, Some((1.0, 5e-324))), NoInterval::NotFinite, "its end would not be");
    assert_eq!(of(percentage, Some(5.0), None), NoInterval::NoParts);
    assert_eq!(of(hundred, Some(5.0), None), NoInterval::NoParts);
    assert_eq!(of(Measure::Count, None, None), NoInterval::NoParts);
    assert_eq!(of(Measure::Count, Some(-1.0), None), NoInterval::Negative);
    assert_eq!(of(Measure::Count, Some(f64::INFINITY), None), NoInterval::NotFinite);
    for measure in [Measure::Average, Measure::Money, Measure::Index] {
        assert_eq!(of(measure, Some(5.0), Some((1.0, 2.0))), NoInterval::NotCounted);
    }
    for level in [0.0, 1.0, -0.5, 1.5, f64::NAN, f64::INFINITY] {
        assert_eq!(Confidence::new(level), None, "{level}");
    }
}

/// Ends from scipy 1.17: `chi2.ppf` below ten, the formulas with `norm.isf` else.
#[test]
fn ends_agree_with_scipy() {
    let agrees = |ends: Interval, lower: f64, upper: f64| {
        let off = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        off(ends.lower, lower) && off(ends.upper, upper)
    };
    for (x, percent, lower, upper) in COUNTS {
        let ends = count(x, at(percent)).expect("an interval");
        assert!(agrees(ends, lower, upper), "{x} at {percent}: {ends:?}");
    }
    for (x, n, percent, lower, upper) in PROPORTIONS {
        let ends = proportion(x, n, at(percent)).expect("an interval");
        assert!(agrees(ends, lower, upper), "{x} of {n} at {percent}: {ends:?}");
    }
}

/// A count, a confidence in per cent, and the ends.
const COUNTS: [(f64, f64, f64, f64); 32] = [
    (0.0, 95.0, 0.0, 3.688_879_454_113_935_4),
    (0.0, 99.8, 0.0, 6.907_755_278_982_137),
    (1.0, 80.0, 0.105_360_515_657_826_32, 3.889_720_169_867_429),
    (1.0, 95.0, 0.025_317_807_984_289_897, 5.571_643_390_938_898),
    (1.0, 99.8, 0.001_000_500_333_583_534_6, 9.233_413_476_451_585),
    (2.5, 80.0, 0.805_153_993_481_161_2, 6.008_518_311_890_265),
    (2.5, 95.0, 0.415_605_806_743_331_5, 8.006_382_137_314_663),
    (2.5, 99.8, 0.105_106_301_314_609_64, 12.160_943_173_928_427),
    (4.0, 80.0, 1.744_769_562_824_911_1, 7.993_589_586_052_631),
    (4.0, 95.0, 1.089_865_373_626_325, 10.241_588_675_403_694),
    (4.0, 99.8, 0.428_552_413_628_422_95, 14.794_149_222_537_21),
    (9.0, 80.0, 5.432_468_058_254_43, 14.205_990_292_152_817),
    (9.0, 95.0, 4.115_373_097_378_334, 17.084_803_451_419_166),
    (9.0, 99.8, 2.452_424_404_363_775, 22.657_373_309_062_93),
    (9.5, 80.0, 5.825_455_016_063_476, 14.807_544_718_091_371),
    (9.5, 95.0, 4.453_258_240_993_986_5, 17.739_437_952_863_632),
    (9.5, 99.8, 2.703_408_008_800_898_7, 23.398_519_020_780_657),
    (10.0, 80.0, 6.224_016_412_683_438, 15.400_447_115_690_696),
    (10.0, 95.0, 4.787_449_913_967_563, 18.391_458_605_756_473),
    (10.0, 99.8, 2.916_318_374_695_686, 24.193_724_927_880_55),
    (11.0, 80.0, 7.023_454_067_348_469, 16.592_230_224_808),
    (11.0, 95.0, 5.483_690_198_449_974, 19.683_237_116_146_39),
    (11.0, 99.8, 3.448_370_238_400_881_4, 25.646_520_516_557_427),
    (57.0, 80.0, 47.565_563_931_723_105, 67.946_597_308_140_37),
    (57.0, 95.0, 43.168_600_665_113_29, 73.851_459_279_721_35),
    (57.0, 99.8, 36.459_648_814_752_27, 84.432_323_731_146),
    (1234.5, 80.0, 1_189.692_098_182_572, 1_280.754_348_887_382_5),
    (1234.5, 95.0, 1_166.587_305_909_679_6, 1_305.334_717_242_974_4),
    (1234.5, 99.8, 1_128.761_315_888_413_3, 1_346.981_824_190_423_4),
    (250_000.0, 80.0, 249_359.438_755_605_72, 250_641.990_775_365_06),
    (250_000.0, 95.0, 249_020.965_473_631_48, 250_981.930_791_369_7),
    (250_000.0, 99.8, 248_457.732_878_374_14, 251_548.969_899_790_9),
];
/// A part, the whole, a confidence in per cent, and the ends.
const PROPORTIONS: [(f64, f64, f64, f64, f64); 21] = [
    (0.0, 7.0, 80.0, 0.0, 0.190_037_405_955_333_78),
    (0.0, 7.0, 95.0, 0.0, 0.354_330_435_066_687_43),
    (0.0, 7.0, 99.8, 0.0, 0.577_027_408_845_859_2),
    (1.0, 1.0, 80.0, 0.378_447_503_225_352_9, 1.0),
    (1.0, 1.0, 95.0, 0.206_549_314_377_237_42, 1.0),
    (1.0, 1.0, 99.8, 0.094_790_901_501_320_5, 1.0),
    (3.0, 8.0, 80.0, 0.195_357_951_034_749_65, 0.597_224_258_088_175_6),
    (3.0, 8.0, 95.0, 0.136_844_285_823_597_37, 0.694_257_605_397_372_7),
    (3.0, 8.0, 99.8, 0.079_478_789_536_145_97, 0.806_558_081_552_886_1),
    (58.0, 100.0, 80.0, 0.515_955_053_687_519, 0.641_459_608_180_269_8),
    (58.0, 100.0, 95.0, 0.482_064_867_030_429_67, 0.672_016_173_256_452_7),
    (58.0, 100.0, 99.8, 0.427_137_763_217_312_67, 0.718_914_886_817_894_4),
    (0.5, 12.25, 80.0, 0.008_065_426_887_064_932, 0.182_137_798_003_582_43),
    (0.5, 12.25, 95.0, 0.004_276_064_715_840_217, 0.296_595_277_941_287_7),
    (0.5, 12.25, 99.8, 0.001_942_303_769_793_953_2, 0.481_991_659_242_975_77),
    (999.0, 1000.0, 80.0, 0.996_662_754_948_787_5, 0.999_700_842_969_804_4),
    (999.0, 1000.0, 95.0, 0.994_357_441_402_042, 0.999_823_453_629_373_9),
    (999.0, 1000.0, 99.8, 0.988_646_962_684_789_7, 0.999_912_751_031_481_3),
    (123_456.0, 9_876_543.0, 80.0, 0.012_454_695_255_463_85, 0.012_545_307_408_935_061),
    (123_456.0, 9_876_543.0, 95.0, 0.012_430_820_071_767_164, 0.012_569_399_683_414_988),
    (123_456.0, 9_876_543.0, 99.8, 0.012_391_143_328_204_676, 0.012_609_639_920_532_637),
];

proptest! {
    #[test]
    fn an_interval_holds_its_value((x, n) in any_part(), percent in 1.0..99.99_f64) {
        let share = proportion(x, n, at(percent)).expect("an interval");
        prop_assert!(0.0 <= share.lower && share.lower <= x / n && x / n <= share.upper && share.upper <= 1.0, "{share:?}");
        let ends = count(x, at(percent)).expect("an interval");
        // With very little confidence the exact interval need not contain the value.
        if percent >= 50.0 {
            prop_assert!(0.0 <= ends.lower && ends.lower <= x && x <= ends.upper, "{ends:?}");
        }
    }

    #[test]
    fn more_counted_moves_both_ends_up((x, n) in any_part(), percent in 50.0..99.99_f64) {
        let more = (x + 1.0).min(n);
        let (own, other) = (proportion(x, n, at(percent)).expect("ends"), proportion(more, n, at(percent)).expect("ends"));
        prop_assert!(own.lower <= other.lower && own.upper <= other.upper, "{own:?} {other:?}");
        let (own, other) = (count(x, at(percent)).expect("ends"), count(x + 1.0, at(percent)).expect("ends"));
        prop_assert!(own.lower < other.lower && own.upper < other.upper, "{own:?} {other:?}");
    }

    #[test]
    fn more_confidence_is_wider((x, n) in any_part(), percent in 50.0..99.0_f64, more in 0.01..0.99_f64) {
        let (less, more) = (at(percent), at(percent + more));
        prop_assert!(less.z() < more.z());
        let wider = |of: &dyn Fn(Confidence) -> Interval| {
            let (less, more) = (of(less), of(more));
            more.lower <= less.lower && more.upper >= less.upper && width(more) > width(less)
        };
        prop_assert!(wider(&|confidence| proportion(x, n, confidence).expect("ends")));
        prop_assert!(wider(&|confidence| count(x, confidence).expect("ends")));
    }

    #[test]
    fn more_people_are_narrower((x, n) in any_part(), times in 2..50_u32) {
        let times = f64::from(times);
        let of = |x, n| width(proportion(x, n, Confidence::USUAL).expect("ends"));
        prop_assert!(of(x * times, n * times) < of(x, n));
        let of = |numerator, denominator| {
            width(rate(Fraction { numerator, denominator }, 1000.0, Confidence::USUAL).expect("ends"))
        };
        prop_assert!(of(x, n * times) < of(x, n));
        prop_assert!(of(x * times, n * times) < of(x, n) || x == 0.0);
    }

    #[test]
    fn those_counted_mirror_those_not((x, n) in any_part(), percent in 1.0..99.99_f64) {
        let (own, rest) = (proportion(x, n, at(percent)).expect("ends"), proportion(n - x, n, at(percent)).expect("ends"));
        prop_assert!(close(own.lower, 1.0 - rest.upper) && close(own.upper, 1.0 - rest.lower), "{own:?} {rest:?}");
    }

    #[test]
    fn a_rate_is_its_count_over_its_people((x, n) in any_part()) {
        let ends = count(x, Confidence::USUAL).expect("ends");
        let of_rate = rate(Fraction { numerator: x, denominator: n }, 1000.0, Confidence::USUAL).expect("ends");
        prop_assert_eq!((ends.lower / n * 1000.0, ends.upper / n * 1000.0), (of_rate.lower, of_rate.upper));
    }

    #[test]
    fn no_number_panics(x in any_number(), n in any_number(), level in any_number(), per in 1..u32::MAX) {
        let confidence = Confidence::new(level).unwrap_or(Confidence::USUAL);
        let fraction = Some(Fraction { numerator: x, denominator: n });
        for measure in [Measure::Percentage, Measure::Rate { per }, Measure::Count] {
            if let Ok(ends) = computed(measure, Some(x), fraction, confidence) {
                prop_assert!(ends.lower.is_finite() && ends.upper.is_finite() && ends.lower <= ends.upper, "{measure:?}: {ends:?}");
            }
        }
    }
}
