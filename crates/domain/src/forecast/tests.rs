use super::{Coverage, Fell, Refusal, Step};
use crate::{indicator::Polarity, period::Period, target::Aim};
use chrono::NaiveDate;

mod fitting;
mod quarters;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn quarter() -> Period {
    Period::between(crate::period::Kind::FinancialQuarter, day(2021, 1, 1), day(2021, 3, 31))[0]
}

fn step(mean: f64, spread: f64) -> Step {
    Step { period: quarter(), mean, spread, freedom: 10.0, ends: (0.0, f64::INFINITY) }
}

/// Student's t with 10 degrees of freedom, from a printed table: 1.372 and 2.228.
#[test]
fn the_fan_is_students_t_around_the_mean() {
    let near = |(lower, upper): (f64, f64), expected: (f64, f64)| {
        assert!((lower - expected.0).abs() < 0.01 && (upper - expected.1).abs() < 0.01, "{lower} {upper}");
    };
    near(step(100.0, 10.0).within(Coverage::Eighty), (86.28, 113.72));
    near(step(100.0, 10.0).within(Coverage::NinetyFive), (77.72, 122.28));
}

#[test]
fn the_fan_holds_only_what_there_can_be() {
    let low = Step { ends: (0.0, 100.0), ..step(4.0, 10.0) };
    assert_eq!(low.within(Coverage::NinetyFive).0, 0.0);
    let high = Step { ends: (0.0, 100.0), ..step(104.0, 10.0) };
    assert_eq!(high.within(Coverage::NinetyFive).1, 100.0);
    assert_eq!(high.likeliest(), 100.0);
}

#[test]
fn a_target_is_met_as_likely_as_its_side_of_the_distribution() {
    let step = step(100.0, 10.0);
    let of = |aim, polarity| step.probability(aim, polarity, 1).map(|p| (p * 1000.0).round() / 1000.0);
    assert_eq!(of(Aim::Value(100.0), Polarity::Higher), Some(0.502), "99.95 is printed as 100.0");
    assert_eq!(of(Aim::Value(100.0), Polarity::Lower), Some(0.502));
    // One in ten is beyond 1.372.
    assert_eq!(of(Aim::Value(113.77), Polarity::Higher), Some(0.1));
    assert_eq!(of(Aim::Value(86.23), Polarity::Lower), Some(0.1));
    // The ends reach half a tenth further, because values there are printed as the ends: 1.375 on either side.
    assert_eq!(of(Aim::Range(86.3, 113.7), Polarity::Neither), Some(0.801));
    assert_eq!(of(Aim::Value(100.0), Polarity::Neither), None);
}

/// Values beyond what such a number can be occur as its end, so they meet a target that reaches there. The numbers are
/// scipy's, for Student's t with 10 degrees of freedom.
#[test]
fn a_target_that_reaches_an_end_is_met_by_all_that_lies_beyond() {
    let of = |step: Step, aim, decimals| {
        let all = Polarity::ALL
            .iter()
            .map(|polarity| step.probability(Aim::Range(aim, 100.0), *polarity, decimals));
        let all: Vec<_> = all.map(|p| p.map(|p| (p * 1000.0).round() / 1000.0)).collect();
        assert!(all.iter().all(|one| *one == all[0]), "{all:?}");
        all[0]
    };
    let share = |mean, spread| Step { ends: (0.0, 100.0), ..step(mean, spread) };
    assert_eq!(of(share(97.0, 3.0), 90.0, 1), Some(0.98));
    assert_eq!(of(share(104.0, 10.0), 90.0, 0), Some(0.911));
    assert_eq!(share(104.0, 10.0).probability(Aim::Value(100.0), Polarity::Lower, 1), Some(1.0));
    let few = step(1.2, 2.0).probability(Aim::Range(0.0, 5.0), Polarity::Neither, 0).expect("a probability");
    assert!((few - 0.971).abs() < 0.001, "{few}");
    assert!(share(104.0, 10.0).is_cut(Coverage::Eighty) && !share(50.0, 10.0).is_cut(Coverage::NinetyFive));
}

/// A value is rated as printed, against a target as set.
#[test]
fn a_target_between_what_can_be_printed_is_met_by_the_next() {
    let step = step(100.0, 1.0);
    let same = |a: f64, b: f64, polarity| {
        let of = |aim| step.probability(Aim::Value(aim), polarity, 0).expect("a probability");
        assert!((of(a) - of(b)).abs() < 1e-12, "{a} {b}");
    };
    same(100.2, 101.0, Polarity::Higher);
    same(100.7, 101.0, Polarity::Higher);
    same(100.7, 100.0, Polarity::Lower);
    same(100.2, 100.0, Polarity::Lower);
    let range = |lower, upper| step.probability(Aim::Range(lower, upper), Polarity::Neither, 0);
    assert_eq!(range(99.6, 101.4), range(100.0, 101.0));
    assert_eq!(range(100.2, 100.8), Some(0.0), "no whole number lies there");
}

#[test]
fn an_outcome_falls_into_a_band_or_outside_both() {
    let of = |value| Fell::of(value, (90.0, 110.0), (80.0, 120.0));
    assert_eq!([90.0, 110.0].map(of), [Fell::Within80; 2]);
    assert_eq!([80.0, 89.9, 120.0].map(of), [Fell::Within95; 3]);
    assert_eq!([79.9, 120.1, f64::NAN].map(of), [Fell::Outside; 3]);
}

#[test]
fn refusals_are_told_in_words() {
    assert_eq!(
        Refusal::RecentBreak { have: 5 }.to_string(),
        "the series has broken, and a forecast needs 8 quarters after a break, and has only 5 so far"
    );
    assert_eq!(Refusal::TooFar { steps: 13 }.to_string(), "13 quarters are left, and we forecast at most 12");
}
