//! Finds the weights with the least squared errors: the best of a coarse grid, and from there by ever smaller steps (Hooke
//! and Jeeves, 1961).

use super::{Model, filter::Weights};

/// The search coordinates of a model's weights: each between 0 and 1, as a share of what the others leave to it.
type Point = [f64; 4];

/// The weights with the least `squares`, and that value.
pub(super) fn least(model: Model, squares: impl Fn(&Weights) -> f64) -> (Weights, f64) {
    let of = |point: &Point| {
        let squares = squares(&weights(model, point));
        if squares.is_nan() { f64::INFINITY } else { squares }
    };
    let free = free(model);
    let (mut best, mut found) = grid(model).fold(([0.0; 4], f64::INFINITY), |(best, found), point| {
        let squares = of(&point);
        if squares < found { (point, squares) } else { (best, found) }
    });
    let mut step = 0.125;
    while step > 1e-4 {
        let mut is_better = false;
        for place in free.iter().copied() {
            for towards in [step, -step] {
                let mut point = best;
                point[place] = (point[place] + towards).clamp(0.0, 1.0);
                let squares = of(&point);
                // A smaller improvement is rounding noise.
                if squares < found * (1.0 - 1e-12) {
                    (best, found, is_better) = (point, squares, true);
                    break;
                }
            }
        }
        if !is_better {
            step /= 2.0;
        }
    }
    (weights(model, &best), found)
}

const ALPHA: usize = 0;
const BETA: usize = 1;
const GAMMA: usize = 2;
const PHI: usize = 3;

/// Which coordinates of a point the model uses.
fn free(model: Model) -> &'static [usize] {
    match model {
        Model::Level => &[ALPHA],
        Model::Trend => &[ALPHA, BETA, PHI],
        Model::Season => &[ALPHA, GAMMA],
        Model::TrendAndSeason => &[ALPHA, BETA, GAMMA, PHI],
    }
}

/// Possible starts of the search.
fn grid(model: Model) -> impl Iterator<Item = Point> {
    points(model, [&[0.0, 0.1, 0.25, 0.5, 0.8], &[0.0, 0.3], &[0.0, 0.3], &[0.5, 1.0]])
}

/// Weights spread over the model's range, closer together where they are small: most series forget little.
pub(super) fn spread(model: Model) -> impl Iterator<Item = Weights> {
    const ALPHAS: &[f64] = &[0.0025, 0.0225, 0.0625, 0.1225, 0.2025, 0.3025, 0.4225, 0.5625, 0.7225, 0.9025];
    const OTHERS: &[f64] = &[0.0156, 0.1406, 0.3906, 0.7656];
    points(model, [ALPHAS, OTHERS, OTHERS, &[0.0, 0.5, 1.0]]).map(move |point| weights(model, &point))
}

/// The points with these weights, in the coordinates that count.
fn points(model: Model, marks: [&'static [f64]; 4]) -> impl Iterator<Item = Point> {
    let free = free(model);
    let mark = move |place: usize| if free.contains(&place) { marks[place] } else { &[0.0][..] };
    mark(ALPHA).iter().flat_map(move |alpha| {
        mark(BETA).iter().flat_map(move |beta| {
            mark(GAMMA)
                .iter()
                .flat_map(move |gamma| mark(PHI).iter().map(move |phi| [*alpha, *beta, *gamma, *phi]))
        })
    })
}

/// The weights of a point, within the usual bounds: `beta` at most `alpha`, `gamma` at most `1 - alpha`, and a trend that fades by
/// 2 to 20% a quarter (Hyndman and Khandakar, 2008).
fn weights(model: Model, point: &Point) -> Weights {
    let alpha = 0.9999 * point[ALPHA];
    Weights {
        alpha,
        beta: if model.has_trend() { alpha * point[BETA] } else { 0.0 },
        gamma: if model.has_season() { (1.0 - alpha) * point[GAMMA] } else { 0.0 },
        phi: if model.has_trend() { 0.8 + 0.18 * point[PHI] } else { 1.0 },
    }
}
