//! Simulated series: how often an unchanged one shows a concern or an improvement, and how often a true change is shown.
//!
//! Shared by the tests, which run a short form, and by `cargo bench -p domain --bench judgement`, which prints the long one.

use super::draw::Draw;
use chrono::{Months, NaiveDate};
use domain::{
    control_chart::Variation,
    figure::Fraction,
    indicator::{Measure, Polarity},
    judgement::{Settings, Subject, judge},
    observation::{Cadence, Join, Observation},
    random::Random,
};

/// The seed of every simulation: the day on which it was first run. Not chosen by its outcome.
pub(crate) const SEED: u64 = 20_261_130;

/// How the values of a series come about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Family {
    /// Normal, on a scale of its own: a mean of 100 and a standard deviation of 10.
    Normal,
    /// Independent events: Poisson.
    Count,
    /// Events that cluster: negative binomial, with a variance of three times the mean.
    Clustered,
    /// Percentages of denominators that move by half either way, of one in ten: binomial.
    Percentage,
    /// Rates per 10,000 of denominators that move by half either way: Poisson.
    Rate,
    /// Normal, each value drawn towards the one before by so many tenths: AR(1).
    Neighbours(u8),
}

/// A change near the end of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Change {
    /// None.
    Nothing,
    /// So many standard deviations up, over the last so many values.
    Last(usize, f64),
    /// So many standard deviations up from each value to the next.
    Trend(f64),
    /// The mean times this, over the last so many values.
    Times(usize, f64),
}

/// Quarterly series of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    /// How they come about.
    pub(crate) family: Family,
    /// The mean of what is counted.
    pub(crate) mean: f64,
    /// How many values.
    pub(crate) values: usize,
    /// How large the season is, in standard deviations.
    pub(crate) season: f64,
    /// What changes.
    pub(crate) change: Change,
}

/// How many of the series of a cell show something at their last value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Shown {
    pub(crate) series: u32,
    pub(crate) concerns: u32,
    pub(crate) improvements: u32,
    /// No variation is told.
    pub(crate) withheld: u32,
    /// A value of the last eight is set apart.
    pub(crate) apart: u32,
}

impl Shown {
    pub(crate) fn share(self, of: u32) -> f64 {
        f64::from(of) / f64::from(self.series.max(1))
    }
}

/// Four seasons with a standard deviation of 1.
const SEASONS: [f64; 4] =
    [-1.341_640_786_499_874, -0.447_213_595_499_958, 0.447_213_595_499_958, 1.341_640_786_499_874];

/// Judges so many series of a cell. Lower is better, so that a rise is a concern.
pub(crate) fn run(cell: &Cell, series: u32, seed: u64) -> Shown {
    let mut draw = Draw::new(Random::new(seed));
    let mut shown = Shown { series, ..Shown::default() };
    for _ in 0..series {
        let observations = series_of(cell, &mut draw);
        let judged = judge(&subject(cell, &observations), &Settings::USUAL);
        match judged.variation {
            Some(Variation::ConcernHigh) => shown.concerns += 1,
            Some(Variation::ImprovementLow) => shown.improvements += 1,
            None => shown.withheld += 1,
            Some(_) => {}
        }
        shown.apart += u32::from(judged.points.iter().rev().take(8).any(|point| point.is_apart));
    }
    shown
}

pub(crate) fn subject<'a>(cell: &Cell, observations: &'a [Observation]) -> Subject<'a> {
    let measure = match cell.family {
        Family::Normal | Family::Neighbours(_) => Measure::Index,
        Family::Count | Family::Clustered => Measure::Count,
        Family::Percentage => Measure::Percentage,
        Family::Rate => Measure::Rate { per: 10_000 },
    };
    Subject { observations, cadence: Cadence::Seasons(4), measure, polarity: Polarity::Lower, target: None }
}

/// One series of a cell.
pub(crate) fn series_of(cell: &Cell, draw: &mut Draw) -> Vec<Observation> {
    let mut seasons = SEASONS;
    draw.shuffle(&mut seasons);
    let mut before = 0.0;
    let first = NaiveDate::from_ymd_opt(2001, 4, 1).unwrap_or_default();
    (0..cell.values)
        .map(|at| {
            let on = first + Months::new(3 * at as u32);
            let (value, fraction) = drawn(cell, at, seasons[at % 4], &mut before, draw);
            Observation { on, value: Some(value), fraction, interval: None, join: Join::Follows }
        })
        .collect()
}

fn drawn(cell: &Cell, at: usize, season: f64, before: &mut f64, draw: &mut Draw) -> (f64, Option<Fraction>) {
    let from_end = cell.values - at;
    let (sds, times) = match cell.change {
        Change::Last(last, sds) if from_end <= last => (sds, 1.0),
        Change::Trend(sds) => (sds * at as f64, 1.0),
        Change::Times(last, times) if from_end <= last => (0.0, times),
        _ => (0.0, 1.0),
    };
    // Counts below 0 there are none of: what a season would take away, all seasons lose, so that the mean is the cell's.
    let changed = |variance: f64| {
        let of = |season: f64| (cell.mean + cell.season * season * variance.sqrt()).max(0.0);
        let kept = SEASONS.iter().map(|season| of(*season)).sum::<f64>() / 4.0;
        ((of(season) * cell.mean / kept + sds * variance.sqrt()) * times).max(0.0)
    };
    match cell.family {
        Family::Normal => (100.0 * times + 10.0 * (sds + cell.season * season + draw.normal()), None),
        Family::Neighbours(tenths) => {
            let share = f64::from(tenths) / 10.0;
            let noise = draw.normal();
            *before = if at == 0 { noise } else { share * *before + (1.0 - share * share).sqrt() * noise };
            (100.0 * times + 10.0 * (sds + cell.season * season + *before), None)
        }
        Family::Count => (draw.poisson(changed(cell.mean)), None),
        Family::Clustered => {
            let mean = changed(3.0 * cell.mean);
            (draw.clustered(mean), None)
        }
        Family::Percentage => {
            // A tenth of everyone, but for the smallest: at least ten in a period.
            let n = (cell.mean * 10.0 * (0.5 + draw.uniform())).round().max(3.0);
            let p = (changed(cell.mean * 0.9) / (cell.mean * 10.0)).min(1.0);
            let x = draw.binomial(n, p);
            (100.0 * x / n, Some(Fraction { numerator: x, denominator: n }))
        }
        Family::Rate => {
            let n = (10_000.0 * (0.5 + draw.uniform())).round();
            let x = draw.poisson(changed(cell.mean) * n / 10_000.0);
            (x * 10_000.0 / n, Some(Fraction { numerator: x, denominator: n }))
        }
    }
}

/// The means of what is counted that are tried.
pub(crate) const MEANS: [f64; 7] = [0.3, 1.0, 3.0, 8.0, 20.0, 50.0, 200.0];

/// Every cell in which nothing changes: those of independent values, then those whose neighbours move together.
pub(crate) fn unchanged() -> Vec<Cell> {
    let mut cells = Vec::new();
    let one = |family, mean, values, season| Cell { family, mean, values, season, change: Change::Nothing };
    for values in [12, 20, 40] {
        for season in [0.0, 1.0, 2.0] {
            cells.push(one(Family::Normal, 100.0, values, season));
            for family in [Family::Count, Family::Clustered, Family::Percentage, Family::Rate] {
                cells.extend(MEANS.map(|mean| one(family, mean, values, season)));
            }
        }
    }
    for values in [12, 20, 40] {
        cells.extend([3, 6].map(|tenths| one(Family::Neighbours(tenths), 100.0, values, 0.0)));
    }
    cells
}

/// A change that is to be shown: what it is, its cell, and how often at least.
pub(crate) fn powers() -> Vec<(&'static str, Cell, f64)> {
    let normal =
        |values, season, change| Cell { family: Family::Normal, mean: 100.0, values, season, change };
    let mut all = Vec::new();
    for season in [0.0, 1.0, 2.0] {
        all.push(("a year 2 sd worse, of 24 quarters", normal(24, season, Change::Last(4, 2.0)), 0.65));
    }
    for season in [0.0, 1.0, 2.0] {
        all.push(("0.2 sd worse each quarter, of 24", normal(24, season, Change::Trend(0.2)), 0.80));
    }
    let doubled =
        Cell { family: Family::Count, mean: 3.0, values: 24, season: 0.0, change: Change::Times(4, 2.0) };
    all.push(("a count of mean 3 doubles for the last four of 24", doubled, 0.35));
    // 40% where the standard deviation is 5% of the mean: 8 of them, in the last value.
    all.push((
        "20 values, then 40% up where sd is 5% of the mean",
        normal(21, 0.0, Change::Last(1, 8.0)),
        0.99,
    ));
    let forty =
        Cell { family: Family::Count, mean: 400.0, values: 21, season: 0.0, change: Change::Times(1, 1.4) };
    all.push(("20 counts of mean 400, then 40% up", forty, 0.99));
    for season in [1.0, 2.0] {
        all.push(("a step of 6 sd six quarters ago, of 24", normal(24, season, Change::Last(6, 6.0)), 0.95));
    }
    all
}

/// The name of a family in a table.
pub(crate) fn name(family: Family) -> String {
    match family {
        Family::Normal => "normal".to_owned(),
        Family::Count => "count".to_owned(),
        Family::Clustered => "clustered count".to_owned(),
        Family::Percentage => "percentage".to_owned(),
        Family::Rate => "rate".to_owned(),
        Family::Neighbours(tenths) => format!("AR 0.{tenths}"),
    }
}
