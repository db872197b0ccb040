//! Fitting: which models are tried, which is chosen, and what it predicts for the quarters ahead.

use super::{
    Forecast, LEAST, MOST_STEPS, Model, Refusal, SEASONS, Step, Stop,
    filter::{self, Smoothed, Weights},
    search,
};
use crate::{
    change_note::{ChangeNote, break_between},
    figure::Figure,
    indicator::{Indicator, Measure},
    observation::{self, Cadence, Join, Observation},
    period::Period,
    plan::{PlanYear, Standing, standing},
};

/// The forecast of a series' quarters to the end of the plan. `figures` are of one series, in order of time.
///
/// # Errors
/// When it cannot be forecast.
pub fn of(
    figures: &[Figure],
    notes: &[ChangeNote],
    indicator: &Indicator,
    years: &[PlanYear],
) -> Result<Forecast, Refusal> {
    let (observations, cadence) = observation::of(figures, notes, &indicator.slug);
    let values = forecastable(&observations, cadence)?;
    let last = figures.iter().rfind(|figure| figure.reading.value().is_some());
    let last = last.ok_or(Refusal::NoValues)?.period;
    let is_the_plans = |period: &Period| !years.is_empty() && standing(years, period) != Standing::After;
    let ahead = std::iter::successors(last.next(), Period::next).take_while(is_the_plans);
    let mut ahead: Vec<Period> = ahead.collect();
    if ahead.is_empty() {
        return Err(Refusal::PlanOver);
    }
    let mut stops = None;
    if let Some(day) = indicator.retired
        && let Some(place) = ahead.iter().position(|period| period.first() > day)
    {
        ahead.truncate(place);
        stops = Some((Stop::Retired(day), Refusal::Retired));
    }
    let broken = ahead.iter().enumerate().find_map(|(place, period)| {
        break_between(notes, &indicator.slug, &last, period).map(|note| (place, note.on))
    });
    if let Some((place, day)) = broken {
        ahead.truncate(place);
        stops = Some((Stop::Break(day), Refusal::BreakAhead));
    }
    match (ahead.len(), stops) {
        (0, Some((_, refusal))) => return Err(refusal),
        (steps, _) if steps > MOST_STEPS => return Err(Refusal::TooFar { steps }),
        _ => {}
    }
    let stops = stops.map(|(stop, _)| stop);
    Ok(Forecast { stops, ..over(&values, ahead, indicator.measure)? })
}

/// The forecast of so many quarters after the last value of any series, which was for the quarter `last`. No plan ends it.
///
/// # Errors
/// When it cannot be forecast.
pub fn ahead(
    observations: &[Observation],
    cadence: Cadence,
    measure: Measure,
    last: &Period,
    steps: usize,
) -> Result<Forecast, Refusal> {
    let values = forecastable(observations, cadence)?;
    match steps {
        0 => return Err(Refusal::PlanOver),
        steps if steps > MOST_STEPS => return Err(Refusal::TooFar { steps }),
        _ => {}
    }
    over(&values, std::iter::successors(last.next(), Period::next).take(steps).collect(), measure)
}

/// The forecast of some quarters from the values before them.
fn over(values: &[f64], ahead: Vec<Period>, measure: Measure) -> Result<Forecast, Refusal> {
    let Fitted { model, outlooks } = fitted(values, ahead.len())?;
    let ends = measure.ends();
    let steps = ahead.into_iter().zip(outlooks).map(|(period, outlook)| {
        let Outlook { mean, spread, freedom } = outlook;
        Step { period, mean, spread, freedom, ends }
    });
    Ok(Forecast { model, values: values.len(), steps: steps.collect(), stops: None })
}

/// The distribution of a step ahead: Student's t with its degrees of freedom, scale and mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outlook {
    pub(super) mean: f64,
    pub(super) spread: f64,
    pub(super) freedom: f64,
}

/// A model with its predictions for the steps ahead.
#[derive(Debug)]
pub(super) struct Fitted {
    pub(super) model: Model,
    pub(super) outlooks: Vec<Outlook>,
}

/// How many of each quarter of the year are needed before a season is distinguished from chance.
const LEAST_YEARS: usize = 3;

/// Errors smaller than this, relative to the variation of the series, are rounding noise: their fan would claim to be exact.
const NEGLIGIBLE: f64 = 1e-6;

/// The consecutive values up to the last, without a gap or a break.
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
    // From the end backwards, until something separates a value from the one before it.
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

/// Fits the models that so many values can support, and averages them, each weighted by Akaike's weights: `exp(-AIC / 2)`
/// (Akaike 1973; Buckland, Burnham and Augustin 1997). The best one on its own is overconfident: AICc, which is used to
/// choose one, takes a rising series of two or three years to be level, and its band of 80% contains a third of the outcomes.
///
/// # Errors
/// When none fits.
pub(super) fn fitted(values: &[f64], steps: usize) -> Result<Fitted, Refusal> {
    // Around their mean, in units of their variation: no series is too large or too small to be added up.
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
        (n * (squares / n).ln() + 2.0 * k, model, squares)
    });
    let fits: Vec<_> = fits.filter(|(aic, ..)| !aic.is_nan()).collect();
    let best = fits.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let (least, model, squares) = *best.ok_or(Refusal::NoFit)?;
    if squares < n * NEGLIGIBLE * NEGLIGIBLE {
        return Err(Refusal::Exact);
    }
    let mut sum = Mixture::new(steps);
    let mut freedom = 0.0;
    for (aic, model, _) in &fits {
        let share = (0.5 * (least - aic)).exp();
        sum.add(share, averaged(*model, &scaled, steps));
        freedom += share * (values.len() - model.states()) as f64;
    }
    let freedom = freedom / sum.total;
    let outlooks = sum.ahead().map(|(ahead, variance)| {
        let outlook = Outlook { mean: mean + unit * ahead, spread: unit * variance.sqrt(), freedom };
        let is_said = outlook.mean.is_finite() && outlook.spread.is_finite() && outlook.spread > 0.0;
        is_said.then_some(outlook).ok_or(Refusal::NoFit)
    });
    Ok(Fitted { model, outlooks: outlooks.collect::<Result<_, _>>()? })
}

/// The mean and the squared spread of each step ahead, averaged over the possible weights of a model, each weighted by its
/// likelihood given the values. The single best weights are overconfident: their fan contains 77% where it claims 80%.
fn averaged(model: Model, values: &[f64], steps: usize) -> impl Iterator<Item = (f64, f64)> {
    let all: Vec<_> =
        search::spread(model).map(|weights| filter::smoothed(model, &weights, values)).collect();
    let most = all.iter().map(Smoothed::likelihood).fold(f64::NEG_INFINITY, f64::max);
    let mut sum = Mixture::new(steps);
    for one in &all {
        let share = (one.likelihood() - most).exp();
        if share > 1e-9 {
            sum.add(share, one.ahead(steps));
        }
    }
    sum.ahead()
}

/// The weighted predictions of several for the steps ahead.
struct Mixture {
    total: f64,
    /// The sums of the means, of their squares, and of the squared spreads.
    sums: Vec<(f64, f64, f64)>,
}

impl Mixture {
    fn new(steps: usize) -> Self {
        Self { total: 0.0, sums: vec![(0.0, 0.0, 0.0); steps] }
    }

    /// Adds a mean and a squared spread for each step.
    fn add(&mut self, share: f64, ahead: impl IntoIterator<Item = (f64, f64)>) {
        self.total += share;
        for ((mean, square, spread), (ahead, variance)) in self.sums.iter_mut().zip(ahead) {
            *mean += share * ahead;
            *square += share * ahead * ahead;
            *spread += share * variance;
        }
    }

    /// The mean and the squared spread of each step: the variance between the means adds to the variance around each.
    fn ahead(self) -> impl Iterator<Item = (f64, f64)> {
        let total = self.total;
        self.sums.into_iter().map(move |(mean, square, spread)| {
            let mean = mean / total;
            (mean, spread / total + (square / total - mean * mean).max(0.0))
        })
    }
}

/// The weights of a model with the least squared errors, and those.
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

    /// How many numbers are estimated apart from the variance: the states, and the smoothing weights.
    fn parameters(self) -> usize {
        let trend = if self.has_trend() { 2 } else { 0 };
        let season = if self.has_season() { 1 } else { 0 };
        self.states() + 1 + trend + season
    }

    /// Whether so many values suffice: three more than are estimated, and for a season three years.
    fn is_carried_by(self, values: usize) -> bool {
        let years = if self.has_season() { LEAST_YEARS } else { 0 };
        values >= self.parameters() + 3 && values >= years * SEASONS
    }
}
