//! Fitting: which models are tried, which is chosen, and what it says of the quarters ahead.

use super::{
    Forecast, LEAST, MOST_STEPS, Model, Refusal, Step,
    filter::{self, Smoothed, Weights},
    search,
};
use crate::{
    change_note::ChangeNote,
    figure::Figure,
    indicator::Indicator,
    observation::{self, Cadence, Join, Observation},
    period::Period,
};
use chrono::NaiveDate;

/// The forecast of a series' quarters until a day. `figures` are of one series, in time's order.
///
/// # Errors
/// When it cannot be forecast.
pub fn of(
    figures: &[Figure],
    notes: &[ChangeNote],
    indicator: &Indicator,
    until: NaiveDate,
) -> Result<Forecast, Refusal> {
    let (observations, cadence) = observation::of(figures, notes, &indicator.slug);
    let values = forecastable(&observations, cadence)?;
    let last = figures.iter().rfind(|figure| figure.reading.value().is_some());
    let last = last.ok_or(Refusal::NoValues)?.period;
    let ahead = std::iter::successors(last.next(), Period::next).take_while(|period| period.last() <= until);
    let ahead: Vec<Period> = ahead.collect();
    match ahead.len() {
        0 => return Err(Refusal::PlanOver),
        steps if steps > MOST_STEPS => return Err(Refusal::TooFar { steps }),
        _ => {}
    }
    let Fitted { model, outlooks } = fitted(&values, ahead.len())?;
    let ends = indicator.measure.ends();
    let steps = ahead.into_iter().zip(outlooks).map(|(period, outlook)| {
        let Outlook { mean, spread, freedom } = outlook;
        Step { period, mean, spread, freedom, ends }
    });
    Ok(Forecast { model, values: values.len(), steps: steps.collect() })
}

/// What is known of a step ahead: Student's t with so many degrees of freedom and such a scale around a mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outlook {
    pub(super) mean: f64,
    pub(super) spread: f64,
    pub(super) freedom: f64,
}

/// A model with what it says of the steps ahead.
#[derive(Debug)]
pub(super) struct Fitted {
    pub(super) model: Model,
    pub(super) outlooks: Vec<Outlook>,
}

/// The quarters of a year.
pub(super) const SEASONS: usize = 4;
/// So many of each quarter of the year, before a season is told from chance.
const LEAST_YEARS: usize = 3;

/// Errors so much smaller than the series varies are the noise of the sum: their fan would promise to be exact.
const NEGLIGIBLE: f64 = 1e-6;

/// The values up to the last that follow each other without a gap or a break.
pub(super) fn forecastable(observations: &[Observation], cadence: Cadence) -> Result<Vec<f64>, Refusal> {
    let last = observations.iter().rposition(|observation| observation.value.is_some());
    let known = &observations[..=last.ok_or(Refusal::NoValues)?];
    match cadence {
        Cadence::Seasons(4) => {}
        Cadence::Overlapping => return Err(Refusal::Overlapping),
        Cadence::Mixed => return Err(Refusal::MixedKinds),
        Cadence::Seasons(_) | Cadence::Years | Cadence::Weeks | Cadence::Irregular => {
            return Err(Refusal::NotQuarterly);
        }
    }
    // From the end backwards, until something parts a value from the one before it.
    let mut values = Vec::with_capacity(known.len());
    let mut parted = None;
    for observation in known.iter().rev() {
        let Some(value) = observation.value else {
            parted = Some(Join::Gap);
            break;
        };
        values.push(value);
        if observation.join != Join::Follows {
            parted = Some(observation.join);
            break;
        }
    }
    values.reverse();
    let have = values.len();
    match parted {
        _ if values.iter().any(|value| !value.is_finite()) => Err(Refusal::NotFinite),
        Some(Join::Break) if have < LEAST => Err(Refusal::RecentBreak { have }),
        Some(Join::Gap) if have < LEAST => Err(Refusal::RecentGap { have }),
        _ if have < LEAST => Err(Refusal::TooFew { have }),
        _ if values.windows(2).all(|pair| pair[0] == pair[1]) => Err(Refusal::Constant),
        _ => Ok(values),
    }
}

/// Fits the models that so many values can carry, and takes the one with the least AICc (Hurvich and Tsai, 1989).
///
/// # Errors
/// When none fits.
pub(super) fn fitted(values: &[f64], steps: usize) -> Result<Fitted, Refusal> {
    // Around their mean, in units of how far they vary: no series is too large or too small to be added up.
    let n = values.len() as f64;
    let mean = values.iter().map(|value| value / n).sum::<f64>();
    let unit = values.iter().map(|value| (value - mean).abs()).fold(0.0, f64::max);
    let scaled: Vec<f64> = values.iter().map(|value| (value - mean) / unit).collect();
    if !(unit > 0.0 && scaled.iter().all(|value| value.is_finite())) {
        return Err(Refusal::NoFit);
    }
    let tried = Model::ALL.iter().copied().filter(|model| model.is_carried_by(values.len()));
    let fits = tried.map(|model| {
        let (_, squares) = fit(model, &scaled);
        // The variance is estimated too.
        let k = model.parameters() as f64 + 1.0;
        (n * (squares / n).ln() + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0), model, squares)
    });
    let chosen = fits.filter(|(aicc, ..)| !aicc.is_nan()).min_by(|a, b| a.0.total_cmp(&b.0));
    let (_, model, squares) = chosen.ok_or(Refusal::NoFit)?;
    if squares < n * NEGLIGIBLE * NEGLIGIBLE {
        return Err(Refusal::Exact);
    }
    let freedom = (values.len() - model.states()) as f64;
    let outlooks = averaged(model, &scaled, steps).into_iter().map(|(ahead, spread)| {
        let outlook = Outlook { mean: mean + unit * ahead, spread: unit * spread, freedom };
        let is_said = outlook.mean.is_finite() && outlook.spread.is_finite() && outlook.spread > 0.0;
        is_said.then_some(outlook).ok_or(Refusal::NoFit)
    });
    Ok(Fitted { model, outlooks: outlooks.collect::<Result<_, _>>()? })
}

/// The mean and the spread of each step ahead, averaged over the weights that a model may have, each as likely as it makes the
/// values. The single best weights are too sure of themselves: their fan holds 77% where it says 80%.
fn averaged(model: Model, values: &[f64], steps: usize) -> Vec<(f64, f64)> {
    let all: Vec<_> = search::even(model).map(|weights| filter::smoothed(model, &weights, values)).collect();
    let most = all.iter().map(Smoothed::likelihood).fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = all.iter().map(|one| (one.likelihood() - most).exp()).collect();
    let total: f64 = shares.iter().sum();
    let mut sums = vec![(0.0, 0.0, 0.0); steps];
    for (one, share) in all.iter().zip(shares).filter(|(_, share)| *share > 1e-9) {
        for ((mean, square, spread), (ahead, variance)) in sums.iter_mut().zip(one.ahead(steps)) {
            let share = share / total;
            *mean += share * ahead;
            *square += share * ahead * ahead;
            *spread += share * variance;
        }
    }
    // How far the means differ adds to how far values lie around each.
    let spread = |(mean, square, spread): (f64, f64, f64)| (spread + (square - mean * mean).max(0.0)).sqrt();
    sums.into_iter().map(|sums| (sums.0, spread(sums))).collect()
}

/// The weights of a model that leave the least squared errors, and these.
pub(super) fn fit(model: Model, values: &[f64]) -> (Weights, f64) {
    let squares = |weights: &Weights| filter::smoothed(model, weights, values).squares;
    search::least(model, squares)
}

impl Model {
    /// Whether it follows a trend.
    pub(super) fn has_trend(self) -> bool {
        matches!(self, Self::Trend | Self::TrendAndSeason)
    }

    /// Whether it follows a season.
    pub(super) fn has_season(self) -> bool {
        matches!(self, Self::Season | Self::TrendAndSeason)
    }

    /// How many states are estimated: the first level, slope and seasons, which sum to 0.
    pub(super) fn states(self) -> usize {
        let trend = if self.has_trend() { 1 } else { 0 };
        let season = if self.has_season() { SEASONS - 1 } else { 0 };
        1 + trend + season
    }

    /// How many numbers are estimated but for the variance: the states, and how fast each is forgotten.
    fn parameters(self) -> usize {
        let trend = if self.has_trend() { 2 } else { 0 };
        let season = if self.has_season() { 1 } else { 0 };
        self.states() + 1 + trend + season
    }

    /// Whether so many values suffice: three more than are estimated, and of a season three years.
    fn is_carried_by(self, values: usize) -> bool {
        let years = if self.has_season() { LEAST_YEARS } else { 0 };
        values >= self.parameters() + 3 && values >= years * SEASONS
    }
}
