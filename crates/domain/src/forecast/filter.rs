//! Exponential smoothing as a state space with one source of error (Hyndman and others 2008, chapters 2, 5 and 6).
//!
//! `y = level + phi slope + season + e`, and then `level += phi slope + alpha e`, `slope = phi slope + beta e`, `season += gamma e`.
//!
//! Given the weights, every error is a linear function of the states at the start. So the best start is found exactly, by
//! least squares rather than by a search; and the uncertainty about it widens the fan by as much as the regression shows.

use super::{Model, SEASONS};

/// How much of each error stays in level, slope and season, and how much of the slope is left a quarter later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weights {
    pub(super) alpha: f64,
    pub(super) beta: f64,
    pub(super) gamma: f64,
    pub(super) phi: f64,
}

/// The state of a series.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    level: f64,
    slope: f64,
    /// The season of each quarter of a year, counted from the series' first value.
    seasons: [f64; SEASONS],
}

/// A series smoothed from its best start.
pub(super) struct Smoothed {
    /// The sum of the squared errors.
    pub(super) squares: f64,
    weights: Weights,
    values: usize,
    /// The state of the series after its last value.
    end: State,
    /// The end states that correspond to each unit of the start.
    ends: Vec<State>,
    fitted: Regression,
}

/// The most states that a model has.
const MOST: usize = 1 + SEASONS;

impl State {
    /// The next value.
    fn next(&self, weights: &Weights, place: usize) -> f64 {
        self.level + weights.phi * self.slope + self.seasons[place % SEASONS]
    }

    /// Updates the state by the difference between the value and the forecast.
    fn learn(&mut self, weights: &Weights, place: usize, error: f64) {
        let slope = weights.phi * self.slope;
        self.level += slope + weights.alpha * error;
        self.slope = slope + weights.beta * error;
        self.seasons[place % SEASONS] += weights.gamma * error;
    }

    fn plus(&self, other: &Self, times: f64) -> Self {
        let mut sum = *self;
        sum.level += times * other.level;
        sum.slope += times * other.slope;
        sum.seasons.iter_mut().zip(other.seasons).for_each(|(season, other)| *season += times * other);
        sum
    }
}

/// The unit starts that a model's own start is combined from.
fn units(model: Model) -> impl Iterator<Item = State> {
    let level = State { level: 1.0, ..State::default() };
    let slope = model.has_trend().then_some(State { slope: 1.0, ..State::default() });
    let places = if model.has_season() { SEASONS - 1 } else { 0 };
    let seasons = (0..places).map(|place| {
        let mut seasons = [0.0; SEASONS];
        seasons[place] = 1.0;
        seasons[SEASONS - 1] = -1.0;
        State { seasons, ..State::default() }
    });
    std::iter::once(level).chain(slope).chain(seasons)
}

/// Smooths values with weights.
pub(super) fn smoothed(model: Model, weights: &Weights, values: &[f64]) -> Smoothed {
    // The series itself from a start of zeros, and each unit start followed by zeros.
    let mut end = State::default();
    let mut ends: Vec<State> = units(model).collect();
    let mut fitted = Regression::new(ends.len());
    let mut row = [0.0; MOST];
    for (place, value) in values.iter().enumerate() {
        let error = value - end.next(weights, place);
        end.learn(weights, place, error);
        for (unit, cell) in ends.iter_mut().zip(&mut row) {
            *cell = unit.next(weights, place);
            unit.learn(weights, place, -*cell);
        }
        fitted.take(&row, error);
    }
    let (start, squares) = fitted.solve();
    let end = ends.iter().zip(start).fold(end, |end, (unit, times)| end.plus(unit, times));
    Smoothed { squares, weights: *weights, values: values.len(), end, ends, fitted }
}

impl Smoothed {
    /// The log-likelihood of the weights given the values, up to a constant, over all starts and variances.
    pub(super) fn likelihood(&self) -> f64 {
        let columns = (0..self.fitted.columns).filter(|place| !self.fitted.is_empty(*place));
        let sizes: f64 = columns.map(|place| self.fitted.triangle[place][place].abs().ln()).sum();
        -0.5 * self.freedom() * self.squares.max(f64::MIN_POSITIVE).ln() - sizes
    }

    fn freedom(&self) -> f64 {
        (self.values - self.fitted.columns) as f64
    }

    /// The mean of each step ahead and its squared spread.
    ///
    /// The errors still to come add `1 + c1^2 + ... + c(h-1)^2` with `cj = alpha + beta (phi + ... + phi^j) + gamma [j is a multiple
    /// of 4]` (table 6.1, class 1), the start `u' (Z'Z)^-1 u`.
    pub(super) fn ahead(&self, steps: usize) -> Vec<(f64, f64)> {
        let Weights { alpha, beta, gamma, phi } = self.weights;
        let (mut end, mut ends) = (self.end, self.ends.clone());
        let variance = self.squares / self.freedom();
        let (mut sum, mut power, mut faded) = (1.0, 1.0, 0.0);
        let step = |step: usize| {
            let place = self.values + step;
            if step > 0 {
                power *= phi;
                faded += power;
                let season = if step.is_multiple_of(SEASONS) { gamma } else { 0.0 };
                let c: f64 = alpha + beta * faded + season;
                sum += c * c;
            }
            let mean = end.next(&self.weights, place);
            end.learn(&self.weights, place, 0.0);
            let mut row = [0.0; MOST];
            for (unit, cell) in ends.iter_mut().zip(&mut row) {
                *cell = unit.next(&self.weights, place);
                unit.learn(&self.weights, place, 0.0);
            }
            (mean, variance * (sum + self.fitted.leverage(&row)))
        };
        (0..steps).map(step).collect()
    }
}

/// Least squares of a few columns, row by row: the triangle of their QR decomposition (Givens, 1958).
struct Regression {
    columns: usize,
    /// The triangle, and after each row its right-hand side.
    triangle: [[f64; MOST + 1]; MOST],
    /// The sum of squares that no column explains.
    squares: f64,
}

/// A column smaller than this, relative to its row's largest, depends on those before it.
const NEGLIGIBLE: f64 = 1e-9;

impl Regression {
    fn new(columns: usize) -> Self {
        Self { columns, triangle: [[0.0; MOST + 1]; MOST], squares: 0.0 }
    }

    /// Rotates a row into the triangle.
    fn take(&mut self, row: &[f64; MOST], value: f64) {
        let mut rest = [0.0; MOST + 1];
        rest[..MOST].copy_from_slice(row);
        rest[MOST] = value;
        for place in 0..self.columns {
            if rest[place] == 0.0 {
                continue;
            }
            let own = &mut self.triangle[place];
            let length = own[place].hypot(rest[place]);
            let (cosine, sine) = (own[place] / length, rest[place] / length);
            for (own, rest) in own.iter_mut().zip(&mut rest).skip(place) {
                (*own, *rest) = (cosine * *own + sine * *rest, cosine * *rest - sine * *own);
            }
        }
        self.squares += rest[MOST] * rest[MOST];
    }

    fn is_empty(&self, place: usize) -> bool {
        self.triangle[place][place].abs() <= NEGLIGIBLE
    }

    /// The coefficients of the columns, and the remaining squares.
    fn solve(&self) -> ([f64; MOST], f64) {
        let mut times = [0.0; MOST];
        let mut squares = self.squares;
        for place in (0..self.columns).rev() {
            let row = &self.triangle[place];
            let known: f64 = (place + 1..self.columns).map(|other| row[other] * times[other]).sum();
            if self.is_empty(place) {
                let left = row[MOST] - known;
                squares += left * left;
            } else {
                times[place] = (row[MOST] - known) / row[place];
            }
        }
        (times, squares)
    }

    /// The extra variance where the columns have these values, in variances of the errors.
    fn leverage(&self, row: &[f64; MOST]) -> f64 {
        let mut solved = [0.0; MOST];
        for place in (0..self.columns).filter(|place| !self.is_empty(*place)) {
            let known: f64 = (0..place).map(|other| self.triangle[other][place] * solved[other]).sum();
            solved[place] = (row[place] - known) / self.triangle[place][place];
        }
        solved.iter().map(|part| part * part).sum()
    }
}
