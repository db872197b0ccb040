//! Rule 2, whether a series is moving: the test of Mann (1945) and Kendall, within seasons where it has them (Hirsch, Slack and
//! Smith 1982). Seasons are taken as independent; ties lessen the variance; the score is corrected for continuity.

use super::{season::Seasons, values::Value};
use crate::{interval::two_sided, trend::Direction};

/// The fewest values that are tested.
const FEWEST: usize = 8;
/// The significance level.
const ALPHA: f64 = 0.05;

/// The direction in which a group moves, if that is more than chance.
pub(super) fn direction(values: &[Value], seasons: Option<&Seasons>) -> Option<Direction> {
    if values.len() < FEWEST {
        return None;
    }
    let (mut score, mut variance) = (0.0, 0.0);
    let mut own = Vec::with_capacity(values.len());
    for season in 0..seasons.map_or(1, |seasons| seasons.count) {
        let is_own = |at: usize| seasons.is_none_or(|seasons| seasons.of.get(at) == Some(&season));
        own.clear();
        own.extend(values.iter().enumerate().filter(|(at, _)| is_own(*at)).map(|(_, value)| value.y));
        for (at, earlier) in own.iter().enumerate() {
            let later = own[at + 1..].iter();
            score += later
                .map(|later| f64::from(i8::from(later > earlier) - i8::from(later < earlier)))
                .sum::<f64>();
        }
        variance += variance_of(&mut own);
    }
    if variance <= 0.0 {
        return None;
    }
    let z = (score - f64::signum(score) * f64::min(1.0, score.abs())) / variance.sqrt();
    let way = if score > 0.0 { Direction::Increasing } else { Direction::Decreasing };
    (two_sided(z) < ALPHA).then_some(way)
}

/// The variance of the score, less that of ties: `(n(n-1)(2n+5) - Sum t(t-1)(2t+5)) / 18`.
fn variance_of(own: &mut [f64]) -> f64 {
    let spread = |count: usize| {
        let n = count as f64;
        n * (n - 1.0) * (2.0 * n + 5.0)
    };
    own.sort_unstable_by(f64::total_cmp);
    let ties: f64 = own.chunk_by(|a, b| a == b).map(|tied| spread(tied.len())).sum();
    (spread(own.len()) - ties) / 18.0
}

#[cfg(test)]
mod tests {
    use super::direction;
    use crate::{
        judgement::{season::Seasons, values::in_a_row},
        trend::Direction,
    };

    #[test]
    fn a_rise_of_eight_is_moving_and_of_seven_is_too_short() {
        let rise = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
        assert_eq!(direction(&in_a_row(&rise), None), Some(Direction::Increasing));
        assert_eq!(direction(&in_a_row(&rise[1..]), None), None);
        assert_eq!(direction(&in_a_row(&rise.map(|value| -value)), None), Some(Direction::Decreasing));
        assert_eq!(direction(&in_a_row(&[5.0; 12]), None), None);
        // S = 16 of 28, z = 15 / 8.08 = 1.86: p = 0.063; S = 18: z = 2.10, p = 0.035.
        assert_eq!(direction(&in_a_row(&[3.0, 1.0, 2.0, 6.0, 4.0, 8.0, 5.0, 7.0]), None), None);
        let nearly = [2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 8.0, 7.0];
        assert_eq!(direction(&in_a_row(&nearly), None), Some(Direction::Increasing), "S = 20");
    }

    #[test]
    fn a_season_is_no_trend() {
        // Quarters that rise within each year and repeat from year to year.
        let year = [1.0, 2.0, 3.0, 4.0];
        let repeated: Vec<f64> = (0..24).map(|at| year[at % 4]).collect();
        let seasons = Seasons { count: 4, cycles: 6, of: (0..24).map(|at| at % 4).collect() };
        assert_eq!(direction(&in_a_row(&repeated), Some(&seasons)), None);
        // Each quarter a little up on the year before, lost in the season without it.
        let rising: Vec<f64> = (0..24).map(|at| (at / 4) as f64 - 20.0 * year[at % 4]).collect();
        assert_eq!(direction(&in_a_row(&rising), Some(&seasons)), Some(Direction::Increasing));
        assert_eq!(direction(&in_a_row(&rising), None), None);
    }
}
