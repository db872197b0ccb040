//! Rule 8, many series at once: how strong a signal is beside what chance alone would show, and which of many stand.

mod table;

use super::Chart;

/// The strength of what a last value shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strength {
    /// The largest of: distance over limit (of rare counts ln of its tail over ln 0.003), run length over 7, ln q over ln 0.005
    /// with q the share of rule 15, and 1 for a trend or two in three. 0 where it shows nothing.
    pub size: f64,
    /// The kind of its chart.
    pub kind: Kind,
    /// How many values its group has.
    pub values: usize,
    /// The mean of what was counted; infinite where nothing was, or where that makes no difference.
    pub mean: f64,
}

/// The kind of a chart, as far as chance shows differently on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// XmR.
    Xmr,
    /// XmR with limits that follow the season.
    XmrSeason,
    /// Rare counts.
    Poisson,
    /// p' or u'.
    Laney,
    /// p' or u' with limits that follow the season.
    LaneySeason,
}

/// The false discovery rate at which signals stand.
const RATE: f64 = 0.10;
/// No table of 20,000 series knows a smaller share.
const LEAST: f64 = 1.0 / 20_001.0;

impl Kind {
    pub(super) fn of(chart: Chart, is_seasonal: bool) -> Self {
        match (chart, is_seasonal) {
            (Chart::Poisson, _) => Self::Poisson,
            (Chart::Xmr, false) => Self::Xmr,
            (Chart::Xmr, true) => Self::XmrSeason,
            (Chart::P | Chart::U, false) => Self::Laney,
            (Chart::P | Chart::U, true) => Self::LaneySeason,
        }
    }
}

impl Strength {
    /// The share of unchanged series of that chart, length and mean whose last value signals at least as strongly; 1 where it
    /// shows nothing.
    #[must_use]
    pub fn p(&self) -> f64 {
        if self.size > 0.0 { table::share(self, self.size).clamp(LEAST, 1.0) } else { 1.0 }
    }

    /// The share of such series that signal at all.
    #[must_use]
    pub fn by_chance(&self) -> f64 {
        table::share(self, 0.0)
    }
}

/// How many signals chance alone would give among some series: `about 3 of 200`.
#[must_use]
pub fn expected<'a>(all: impl IntoIterator<Item = &'a Strength>) -> f64 {
    all.into_iter().map(Strength::by_chance).sum()
}

/// Which signals stand at a false discovery rate of 10% (Benjamini and Hochberg 1995), one for each series; those that have no p
/// do not.
#[must_use]
pub fn standing(all: &[Option<f64>]) -> Vec<bool> {
    let mut sorted: Vec<f64> = all.iter().copied().flatten().filter(|p| p.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let is_under = |(place, p): &(usize, &f64)| **p <= RATE * (place + 1) as f64 / count;
    let bound = sorted.iter().enumerate().rfind(is_under).map(|(_, p)| *p);
    all.iter().map(|p| matches!((p, bound), (Some(p), Some(bound)) if *p <= bound)).collect()
}

/// The order of exceptions: the strongest first, then what has no p.
#[must_use]
pub fn order(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => std::cmp::Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Strength, expected, order, standing};
    use std::cmp::Ordering;

    #[test]
    fn signals_stand_by_benjamini_and_hochberg() {
        // The example of their paper: 15 p values; at 5% the first four stand, at 10% the first nine... by hand at 10%:
        // p(9) = 0.0459 <= 0.06, p(10) = 0.3240 > 0.0667.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        let stand = standing(&p.map(Some));
        assert_eq!(stand.iter().filter(|stands| **stands).count(), 9);
        assert!(stand[8] && !stand[9]);
        assert_eq!(
            standing(&[Some(0.06), None, Some(0.09)]),
            [true, false, true],
            "the second carries the first"
        );
        assert_eq!(standing(&[Some(0.2), None, Some(1.0)]), [false, false, false]);
        assert!(standing(&[]).is_empty());
    }

    #[test]
    fn what_has_no_p_comes_after() {
        assert_eq!(order(Some(0.5), None), Ordering::Less);
        assert_eq!(order(None, Some(1.0)), Ordering::Greater);
        assert_eq!(order(Some(0.01), Some(0.02)), Ordering::Less);
    }

    #[test]
    fn chance_gives_few_signals_and_fewer_strong_ones() {
        for kind in [Kind::Xmr, Kind::XmrSeason, Kind::Poisson, Kind::Laney, Kind::LaneySeason] {
            for values in [8, 12, 24, 40, 100] {
                for mean in [0.3, 3.0, 5.0, 50.0, f64::INFINITY] {
                    let of = |size| Strength { size, kind, values, mean };
                    let any = of(0.0).by_chance();
                    assert!((0.0..=0.06).contains(&any), "{kind:?} {values} {mean}: {any}");
                    let shares = [0.7, 1.0, 1.3, 2.0, 5.0].map(|size| of(size).p());
                    assert!(shares.windows(2).all(|pair| pair[1] <= pair[0]), "{shares:?}");
                    assert!(shares[0] <= any.max(1.0 / 20_001.0) && shares[4] > 0.0, "{shares:?} {any}");
                }
            }
        }
        let one = Strength { size: 0.0, kind: Kind::Xmr, values: 24, mean: 50.0 };
        assert_eq!(one.p(), 1.0);
        let all = [one; 200];
        assert!((expected(&all) - 200.0 * one.by_chance()).abs() < 1e-9);
        assert!((1.0..8.0).contains(&expected(&all)), "{}", expected(&all));
    }
}
