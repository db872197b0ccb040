//! The seasonal Mann-Kendall test (Hirsch, Slack and Smith 1982) with Sen's seasonal slope: each season of the year is only
//! compared with itself, so that seasons are not taken for a trend. Agreement with `pymannkendall` 1.4.3 is tested.

use super::{Direction, Refusal, Test, Trend};
use crate::{interval::two_sided, observation::Observation};
use chrono::Datelike;

/// The fewest values that are tested.
const FEWEST: usize = 10;
/// The fewest values of each season.
const FEWEST_OF_SEASON: usize = 3;
/// The significance level.
const ALPHA: f64 = 0.05;

/// One value, with its season and year.
#[derive(Clone, Copy)]
struct Dated {
    season: usize,
    year: i32,
    value: f64,
}

/// Tests a series with so many seasons a year. It contains no break.
pub(super) fn test(comparable: &[Observation], seasons: usize) -> Result<Trend, Refusal> {
    let mut values = dated(comparable, seasons);
    let have = values.len();
    values.sort_by_key(|value| value.season);
    let by_season = || values.chunk_by(|a, b| a.season == b.season);
    let is_enough = by_season().count() == seasons && by_season().all(|own| own.len() >= FEWEST_OF_SEASON);
    if have < FEWEST || !is_enough {
        return Err(Refusal::TooFewSeasons { have });
    }

    let (mut score, mut variance) = (0.0, 0.0);
    let mut slopes = Vec::with_capacity(have * have / (2 * seasons));
    for own in by_season() {
        for (place, earlier) in own.iter().enumerate() {
            for later in &own[place + 1..] {
                let rise = later.value - earlier.value;
                score += f64::from(i8::from(rise > 0.0) - i8::from(rise < 0.0));
                slopes.push(rise / f64::from(later.year - earlier.year));
            }
        }
        variance += variance_of(own);
    }
    if variance <= 0.0 {
        return Err(Refusal::Constant);
    }
    // One step towards 0 (continuity correction): the score is whole, the normal distribution is continuous.
    let z = (score - f64::signum(score) * f64::min(1.0, score.abs())) / variance.sqrt();
    let p = two_sided(z);
    Ok(Trend {
        test: Test::SeasonalMannKendall,
        statistic: z,
        p,
        direction: Direction::of(score),
        is_significant: p < ALPHA,
        per_year: median(&mut slopes),
        values: have,
    })
}

/// The values with their season and year, in order of time.
fn dated(comparable: &[Observation], seasons: usize) -> Vec<Dated> {
    let of = |observation: &Observation| {
        let season = observation.on.month0() as usize * seasons / 12;
        Some(Dated { season, year: observation.on.year(), value: observation.value? })
    };
    comparable.iter().filter_map(of).collect()
}

/// The variance of a season's score, less that of its ties: `(n(n-1)(2n+5) - Sum t(t-1)(2t+5)) / 18`.
fn variance_of(own: &[Dated]) -> f64 {
    let spread = |count: usize| {
        let n = count as f64;
        n * (n - 1.0) * (2.0 * n + 5.0)
    };
    let mut sorted: Vec<f64> = own.iter().map(|dated| dated.value).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    // 0 and -0 are the same value.
    let ties: f64 = sorted.chunk_by(|a, b| a == b).map(|tied| spread(tied.len())).sum();
    (spread(own.len()) - ties) / 18.0
}

/// The median of some slopes: the middle one, or the mean of the two in the middle.
fn median(slopes: &mut [f64]) -> Option<f64> {
    let half = slopes.len() / 2;
    let is_even = slopes.len().is_multiple_of(2);
    let (below, middle, _) =
        (half < slopes.len()).then(|| slopes.select_nth_unstable_by(half, f64::total_cmp))?;
    let middle = *middle;
    let next = below.iter().copied().max_by(f64::total_cmp);
    let median = if is_even { f64::midpoint(next?, middle) } else { middle };
    median.is_finite().then_some(median)
}
