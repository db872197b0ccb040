use super::super::{
    Coverage, Model, Refusal, Step,
    filter::{self, Weights},
    smoothing,
};
use super::quarter;
use crate::observation::{
    Cadence, Join, Observation,
    tests::{any_number, quarters, spaced},
};

/// Numbers that look random and are the same each time (splitmix64, Steele and others 2014).
struct Dice(u64);

impl Dice {
    /// Between 0 and 1, both excluded.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        ((mixed >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Around 0 with a standard deviation of 1 (Box and Muller, 1958).
    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.uniform() * limit as f64) as usize
    }
}

/// How a series is made: how much of each shock stays in level, slope and season; how large season and slope are, and how
/// fast the slope fades.
#[derive(Clone, Copy)]
struct Recipe {
    alpha: f64,
    beta: f64,
    gamma: f64,
    phi: f64,
    season: f64,
    slope: f64,
}

const STEADY: Recipe = Recipe { alpha: 0.02, beta: 0.0, gamma: 0.0, phi: 1.0, season: 0.0, slope: 0.0 };
/// Typical quarterly series of children's services, around 200 with a noise of 8.
const RECIPES: [(&str, Recipe); 11] = [
    ("steady", STEADY),
    ("wandering", Recipe { alpha: 0.3, ..STEADY }),
    ("a season", Recipe { alpha: 0.2, season: 15.0, ..STEADY }),
    ("a season that changes", Recipe { alpha: 0.2, gamma: 0.1, season: 15.0, ..STEADY }),
    ("rising with a season", Recipe { alpha: 0.1, season: 15.0, slope: 2.0, ..STEADY }),
    ("rising for a while", Recipe { alpha: 0.6, beta: 0.05, phi: 0.9, slope: 2.0, ..STEADY }),
    ("mostly season", Recipe { alpha: 0.05, season: 25.0, ..STEADY }),
    ("rising", Recipe { alpha: 0.1, slope: 2.0, ..STEADY }),
    ("rising fast", Recipe { alpha: 0.1, slope: 4.0, ..STEADY }),
    ("a walk", Recipe { alpha: 1.0, ..STEADY }),
    ("a walk upwards", Recipe { alpha: 1.0, slope: 4.0, ..STEADY }),
];

fn made(recipe: Recipe, quarters: usize, dice: &mut Dice) -> Vec<f64> {
    let Recipe { alpha, beta, gamma, phi, season, slope } = recipe;
    let turn = dice.below(4);
    let mut seasons = [1.0, -0.5, -1.0, 0.5].map(|part| part * season);
    seasons.rotate_left(turn);
    let mut level = 200.0;
    let mut slope = if dice.uniform() < 0.5 { slope } else { -slope };
    (0..quarters)
        .map(|place| {
            let surprise = 8.0 * dice.normal();
            let value = level + phi * slope + seasons[place % 4] + surprise;
            level += phi * slope + alpha * surprise;
            slope = phi * slope + beta * surprise;
            seasons[place % 4] += gamma * surprise;
            value
        })
        .collect()
}

fn steps_of(values: &[f64], steps: usize) -> Vec<Step> {
    let fitted = smoothing::fitted(values, steps).expect("a forecast");
    let step = |outlook: smoothing::Outlook| Step {
        period: quarter(),
        mean: outlook.mean,
        spread: outlook.spread,
        freedom: outlook.freedom,
        ends: (f64::NEG_INFINITY, f64::INFINITY),
    };
    fitted.outlooks.into_iter().map(step).collect()
}

const AHEAD: usize = 8;

/// The percentages of values within the 80% and the 95% band of each step ahead. Each call has a seed of its own, or the same
/// noise would be counted as many times as there are kinds of series.
fn covered(
    recipe: Recipe,
    lengths: std::ops::RangeInclusive<usize>,
    series: usize,
    seed: u64,
) -> [[f64; AHEAD]; 2] {
    let mut dice = Dice(seed);
    let mut within = [[0.0; AHEAD]; 2];
    for _ in 0..series {
        let length = lengths.start() + dice.below(lengths.end() - lengths.start() + 1);
        let values = made(recipe, length + AHEAD, &mut dice);
        let (known, after) = values.split_at(length);
        for (place, (step, value)) in steps_of(known, AHEAD).iter().zip(after).enumerate() {
            for (coverage, within) in [Coverage::Eighty, Coverage::NinetyFive].into_iter().zip(&mut within) {
                let (lower, upper) = step.within(coverage);
                within[place] += if lower <= *value && *value <= upper { 100.0 / series as f64 } else { 0.0 };
            }
        }
    }
    within
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len() as f64
}

/// How many series of each kind and length the fan is tested on: 400 in the long form of the tests
/// (`cargo xtask test --long`). Each takes a millisecond, so the short form takes fewer and allows for more chance variation.
fn series_of_each() -> usize {
    if std::env::var_os("OUTCOMES_TEST_LONG").is_some() { 400 } else { 60 }
}

/// How far off a share of so many series may be by chance: three standard errors more than with 400, in per cent. The steps
/// of one series count as one, because they succeed or fail together.
fn by_chance(held: f64, series: usize) -> f64 {
    let deviation = (held * (100.0 - held)).sqrt();
    3.0 * deviation * (1.0 / (series as f64).sqrt() - 1.0 / 400_f64.sqrt())
}

/// Over all kinds of series the fan has its nominal coverage; for one kind it may have more, where a season is not yet
/// distinguished from chance, or less, where few quarters do not show how far a series wanders. How much less is bounded, and
/// `wording::forecast::basis` says so.
#[test]
fn the_fan_holds_what_it_says_it_holds() {
    const KINDS: f64 = RECIPES.len() as f64;
    let series = series_of_each();
    let (mut all, mut said) = ([[0.0; AHEAD]; 2], String::new());
    for (lengths, least) in [(8..=11, [60.0, 80.0]), (12..=19, [68.0, 85.0]), (20..=40, [72.0, 90.0])] {
        for (kind, (name, recipe)) in (0..).zip(RECIPES) {
            let seed = 2018 + 1000 * kind + *lengths.start() as u64;
            let within = covered(recipe, lengths.clone(), series, seed);
            let means = within.map(|within| mean(&within));
            let least = least.map(|least| least - by_chance(least, series));
            let told = format!("{name}, {lengths:?}: {means:.1?}");
            assert!(means[0] >= least[0] && means[1] >= least[1], "{told}");
            said = said + &told + "\n";
            for (sum, held) in all.iter_mut().flatten().zip(within.iter().flatten()) {
                *sum += held / (3.0 * KINDS);
            }
        }
    }
    // All kinds and lengths together are as many series as there are kinds times three.
    let by_chance = |nominal: f64| by_chance(nominal, series) / (3.0 * KINDS).sqrt();
    for (held, nominal, widest) in [(all[0], 80.0, 5.0), (all[1], 95.0, 3.0)] {
        let widest = widest + by_chance(nominal);
        assert!(
            (mean(&held) - nominal).abs() <= 3.0 + by_chance(nominal),
            "{held:.1?}: mean {:.1}\n{said}",
            mean(&held)
        );
        assert!(held.iter().all(|held| (held - nominal).abs() <= widest), "{held:.1?}\n{said}");
    }
}

/// A rising series goes on rising, even if few quarters show it, and is not taken to be level.
#[test]
fn a_short_series_that_rises_goes_on() {
    let rising = [100.0, 104.0, 103.0, 110.0, 113.0, 115.0, 121.0, 122.0];
    let fitted = smoothing::fitted(&rising, 8).expect("a forecast");
    assert_eq!(fitted.model, Model::Trend);
    let last = fitted.outlooks[7];
    assert!(last.mean > 130.0 && last.mean < 150.0, "{}", last.mean);
    assert!(last.spread > fitted.outlooks[0].spread * 1.5, "{} {}", fitted.outlooks[0].spread, last.spread);
}

/// The spread of each step compared with that of 20,000 futures of the same model, whose start is long forgotten.
#[test]
fn the_spread_is_that_of_the_models_own_futures() {
    let mut dice = Dice(7);
    let level = Weights { alpha: 0.5, beta: 0.0, gamma: 0.0, phi: 1.0 };
    let models = [
        (Model::Level, level),
        (Model::Season, Weights { gamma: 0.4, ..level }),
        (Model::TrendAndSeason, Weights { beta: 0.2, gamma: 0.4, phi: 0.9, ..level }),
    ];
    for (model, weights) in models {
        let values = made(RECIPES[1].1, 100, &mut dice);
        let ahead = filter::smoothed(model, &weights, &values).ahead(AHEAD);
        let mut squares = [0.0; AHEAD];
        for _ in 0..20_000 {
            let (mut level, mut slope, mut seasons) = (0.0, 0.0, [0.0; 4]);
            for (place, square) in squares.iter_mut().enumerate() {
                let surprise = dice.normal();
                let value: f64 = level + weights.phi * slope + seasons[place % 4] + surprise;
                level += weights.phi * slope + weights.alpha * surprise;
                slope = weights.phi * slope + weights.beta * surprise;
                seasons[place % 4] += weights.gamma * surprise;
                *square += value * value / 20_000.0;
            }
        }
        for ((_, variance), square) in ahead.iter().zip(squares) {
            let ratio = (variance / ahead[0].1 / square).sqrt();
            assert!((ratio - 1.0).abs() < 0.02, "{model}: {ratio}");
        }
    }
}

/// Where nothing is smoothed the model is a mean, and its next value the textbook's: `s2 (1 + 1/n)`.
#[test]
fn what_is_not_known_of_the_start_widens_the_fan() {
    let values = [4.0, 8.0, 6.0, 5.0, 7.0, 9.0, 3.0, 6.0, 6.0, 6.0];
    let weights = Weights { alpha: 0.0, beta: 0.0, gamma: 0.0, phi: 1.0 };
    let ahead = filter::smoothed(Model::Level, &weights, &values).ahead(3);
    let squares: f64 = values.iter().map(|value| (value - 6.0) * (value - 6.0)).sum();
    for (mean, variance) in ahead {
        assert!(
            (mean - 6.0).abs() < 1e-12 && (variance - squares / 9.0 * 1.1).abs() < 1e-12,
            "{mean} {variance}"
        );
    }
}

#[test]
fn a_season_and_a_trend_go_on() {
    let season = [12.0, -4.0, -10.0, 2.0];
    let noise = [0.3, -0.2, 0.1, -0.4, 0.2, 0.0, -0.1, 0.4, -0.3, 0.1, 0.2, -0.3];
    let values: Vec<f64> = (0..24).map(|place| 100.0 + season[place % 4] + noise[(place * 5) % 12]).collect();
    let fitted = smoothing::fitted(&values, 4).expect("a forecast");
    assert_eq!(fitted.model, Model::Season);
    for (outlook, season) in fitted.outlooks.iter().zip(season) {
        assert!((outlook.mean - 100.0 - season).abs() < 1.0, "{}", outlook.mean);
    }
    let rising: Vec<f64> =
        (0..24).map(|place| 50.0 + 3.0 * f64::from(place) + noise[(place as usize * 5) % 12]).collect();
    let fitted = smoothing::fitted(&rising, 4).expect("a forecast");
    assert_eq!(fitted.model, Model::Trend);
    assert!(fitted.outlooks[3].mean > 126.0, "{}", fitted.outlooks[3].mean);
    assert!(fitted.outlooks.windows(2).all(|pair| pair[0].spread <= pair[1].spread));
}

/// The fits of statsmodels for the same series (`tests/reference/forecast`). Ours leaves no more squared errors than its
/// search; where both end at the same point, so do the forecasts.
#[test]
fn the_fit_is_as_good_as_that_of_statsmodels() {
    let rows = include_str!("../../../../../tests/reference/forecast/series.csv").lines();
    let (mut compared, mut agreed) = (0, 0);
    for row in rows {
        let (name, numbers) = row.split_once(',').expect("a row");
        let numbers: Vec<f64> = numbers.split(',').map(|number| number.parse().expect("a number")).collect();
        let model = Model::ALL.iter().copied().find(|model| notation(*model) == name).expect("a model");
        let (theirs, values) = numbers.split_at(9);
        let (weights, squares) = smoothing::fit(model, values);
        assert!(squares <= theirs[0] * 1.001, "{row}: {squares}");
        let deviation = (squares / values.len() as f64).sqrt();
        let means = filter::smoothed(model, &weights, values).ahead(8);
        let apart =
            means.iter().zip(&theirs[1..]).map(|((mean, _), theirs)| (mean - theirs).abs() / deviation);
        let apart = apart.fold(0.0, f64::max);
        compared += 1;
        agreed += usize::from(apart < 0.1);
    }
    assert!(compared == 48 && agreed >= 36, "{agreed} of {compared}");
}

fn notation(model: Model) -> &'static str {
    match model {
        Model::Level => "ANN",
        Model::Trend => "AAdN",
        Model::Season => "ANA",
        Model::TrendAndSeason => "AAdA",
    }
}

/// The same four quarters repeated leave no randomness, and no fan to draw.
#[test]
fn what_repeats_exactly_is_refused() {
    let values: Vec<f64> = (0..24).map(|place| [12.0, 8.0, 9.0, 14.0][place % 4]).collect();
    assert_eq!(smoothing::fitted(&values, 4).expect_err("a refusal"), Refusal::Exact);
    let nearly: Vec<f64> =
        values.iter().enumerate().map(|(place, value)| value + if place == 9 { 0.5 } else { 0.0 }).collect();
    assert!(smoothing::fitted(&nearly, 4).is_ok());
}

fn refused(observations: &[Observation], cadence: Cadence) -> Option<Refusal> {
    smoothing::forecastable(observations, cadence).err()
}

#[test]
fn what_cannot_be_forecast_is_refused() {
    let eight = [9.0, 8.0, 7.0, 9.0, 8.0, 9.0, 7.0, 8.0];
    let quarterly = Cadence::Seasons(4);
    assert_eq!(refused(&quarters(&eight), quarterly), None);
    assert_eq!(refused(&quarters(&eight[1..]), quarterly), Some(Refusal::TooFew { have: 7 }));
    assert_eq!(refused(&[], quarterly), Some(Refusal::NoValues));
    assert_eq!(refused(&spaced(&[None; 9], 3), quarterly), Some(Refusal::NoValues));
    assert_eq!(refused(&quarters(&[5.0; 9]), quarterly), Some(Refusal::Constant));
    let endless = [&eight[..], &[f64::INFINITY]].concat();
    assert_eq!(refused(&quarters(&endless), quarterly), Some(Refusal::NotFinite));
    for (cadence, refusal) in [
        (Cadence::Overlapping, Refusal::Overlapping),
        (Cadence::Mixed, Refusal::MixedKinds),
        (Cadence::Years, Refusal::NotQuarterly),
        (Cadence::Seasons(12), Refusal::NotQuarterly),
    ] {
        assert_eq!(refused(&quarters(&eight), cadence), Some(refusal));
    }
}

#[test]
fn only_what_follows_a_break_or_a_gap_counts() {
    let long: Vec<f64> = (0..20).map(|place| f64::from(place % 3)).collect();
    let parted = |from_the_end: usize, join: Join| {
        let mut series = quarters(&long);
        let place = series.len() - from_the_end;
        series[place].join = join;
        series
    };
    let quarterly = Cadence::Seasons(4);
    let have = 7;
    assert_eq!(refused(&parted(7, Join::Break), quarterly), Some(Refusal::RecentBreak { have }));
    assert_eq!(refused(&parted(7, Join::Gap), quarterly), Some(Refusal::RecentGap { have }));
    let counted = smoothing::forecastable(&parted(8, Join::Break), quarterly).expect("values");
    assert_eq!(counted, long[12..]);
    let mut absent = quarters(&long);
    absent[12].value = None;
    assert_eq!(refused(&absent, quarterly), Some(Refusal::RecentGap { have }));
    // An awaited figure breaks nothing.
    let mut awaited = quarters(&long);
    awaited[19].value = None;
    assert_eq!(smoothing::forecastable(&awaited, quarterly).map(|values| values.len()), Ok(19));
}

proptest::proptest! {
    #[test]
    fn nothing_panics_and_every_end_is_a_number(values in proptest::collection::vec(any_number(), 8..30)) {
        if let Ok(values) = smoothing::forecastable(&quarters(&values), Cadence::Seasons(4))
            && let Ok(fitted) = smoothing::fitted(&values, 12)
        {
            for outlook in fitted.outlooks {
                proptest::prop_assert!(outlook.mean.is_finite() && outlook.spread.is_finite() && outlook.spread > 0.0);
            }
        }
    }
}
