//! Observations to test with.

use super::{Join, Observation};
use crate::figure::{Fraction, Interval};
use chrono::{Months, NaiveDate};
use proptest::prelude::{Just, Strategy, any, prop_oneof};

/// The day of an index in a series with one value every so many months, the first in April 2000.
fn day(place: usize, months: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2000, 4, 1).expect("a day");
    first + Months::new(u32::try_from(place).expect("a short series") * months)
}

/// Consecutive values, so many months apart; absences among them.
pub(crate) fn spaced(values: &[Option<f64>], months: u32) -> Vec<Observation> {
    let of = |(place, value): (usize, &Option<f64>)| Observation {
        on: day(place, months),
        value: *value,
        fraction: None,
        interval: None,
        join: Join::Follows,
    };
    values.iter().enumerate().map(of).collect()
}

/// Consecutive quarterly values.
pub(crate) fn quarters(values: &[f64]) -> Vec<Observation> {
    spaced(&values.iter().copied().map(Some).collect::<Vec<_>>(), 3)
}

/// The same observations with other values.
pub(crate) fn with_values(of: &[Observation], value: impl Fn(f64) -> f64) -> Vec<Observation> {
    of.iter().map(|one| Observation { value: one.value.map(&value), ..*one }).collect()
}

fn any_join() -> impl Strategy<Value = Join> {
    prop_oneof![8 => Just(Join::Follows), 1 => Just(Join::Gap), 1 => Just(Join::Break)]
}

/// Quarterly series of multiples of a quarter, -25 to 25, with absences, gaps and breaks: sums of a few of them are exact.
pub(crate) fn any_series() -> impl Strategy<Value = Vec<Observation>> {
    let value =
        prop_oneof![9 => (-100..=100_i32).prop_map(|whole| Some(f64::from(whole) / 4.0)), 1 => Just(None)];
    proptest::collection::vec((value, any_join()), 1..60).prop_map(|drawn| {
        let (values, joins): (Vec<_>, Vec<_>) = drawn.into_iter().unzip();
        let mut series = spaced(&values, 3);
        series.iter_mut().zip(joins).for_each(|(one, join)| one.join = join);
        series
    })
}

/// Numbers that are hard to compute with.
pub(crate) fn any_number() -> impl Strategy<Value = f64> {
    let awkward = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.0,
        -0.0,
        1e308,
        -1e308,
        1.7e308,
        1e300,
        1e16,
        1.0,
        100.0,
        5e-324,
        -5e-324,
        1e-310,
        f64::MIN_POSITIVE,
    ];
    prop_oneof![
        4 => (0..awkward.len()).prop_map(move |place| awkward[place]),
        4 => (-20..120_i32).prop_map(f64::from),
        2 => -1e3..1e3_f64,
        1 => any::<f64>(),
    ]
}

/// The same, all of them finite.
fn any_finite() -> impl Strategy<Value = f64> {
    any_number().prop_map(|number| if number.is_finite() { number } else { 1e308 })
}

/// Arbitrary observations: impossible parts, intervals that end before they start, days out of order.
pub(crate) fn any_observations() -> impl Strategy<Value = Vec<Observation>> {
    let pair = || proptest::option::weighted(0.5, (any_number(), any_number()));
    // Series with only finite values get further.
    let value = |is_finite: bool| {
        if is_finite { any_finite().boxed() } else { any_number().boxed() }
    };
    any::<bool>().prop_flat_map(move |is_finite| {
        let value = proptest::option::weighted(0.9, value(is_finite));
        let one = (value, pair(), pair(), any_join(), 0..400_usize, any::<bool>());
        proptest::collection::vec(one, 0..40).prop_map(|drawn| {
            let of = |(place, (value, parts, ends, join, other, is_misplaced))| Observation {
                on: day(if is_misplaced { other } else { place }, 3),
                value,
                fraction: Option::map(parts, |(numerator, denominator)| Fraction { numerator, denominator }),
                interval: Option::map(ends, |(lower, upper)| Interval { lower, upper }),
                join,
            };
            drawn.into_iter().enumerate().map(of).collect()
        })
    })
}
