//! XmR, p' and u' charts of a group, with or without a season (rules 4, 6, 7, 14, 15).

use super::{
    Chart, Mark,
    chance::{self, Expected, RARE},
    lag,
    laney::{self, Scaled},
    last_four,
    reading::{Band, Found, Marks, Range, Reading},
    runs::{self, Judged},
    season::{self, MOST_SEASONS, Means, Seasons},
    signal::Signal,
    tie,
    values::{self, Parts, Value},
    wild,
    withheld::Reason,
};
use crate::control_chart::{Refusal, Screening, Side};

/// From the centre to a limit, in mean moving ranges: 3 / 1.128, as the XmR method rounds it.
const LIMIT: f64 = 2.66;
/// The mean moving range of a standard deviation of 1, as Laney's method rounds it.
const D2: f64 = 1.128;
/// A moving range above this, in mean moving ranges, is itself unusual.
const SCREEN: f64 = 3.267;
/// A count of this mean or more agrees with its own chance.
pub(super) const OFTEN: f64 = 5.0;

/// A group to be read.
pub(super) struct Group<'a> {
    pub(super) values: &'a [Value],
    pub(super) parts: Parts,
    pub(super) chart: Chart,
    /// How many seasons a cycle has, where they may differ.
    pub(super) seasons: Option<usize>,
    pub(super) screening: Screening,
    /// How many values make the limits, where they are fixed.
    pub(super) fixed: Option<usize>,
    /// What people set apart or took back, by the value's place among the observations.
    pub(super) by_hand: &'a dyn Fn(usize) -> Option<Mark>,
}

/// What a group is judged by.
struct Basis {
    scaled: Scaled,
    seasons: Option<Seasons>,
    apart: Vec<bool>,
    /// The centre of each value, and how far it is from that, on the chart's scale.
    centres: Vec<f64>,
    off: Vec<f64>,
    /// How far it is from its season, or the mean, with itself.
    about: Vec<f64>,
    width: f64,
    range: Range,
}

/// Reads a group.
pub(super) fn read(group: &Group<'_>) -> Reading {
    let count = group.values.len();
    let basis = match basis(group) {
        Ok(basis) => basis,
        Err((apart, reason)) => return Reading::without_limits(count, apart, reason),
    };
    let bands = bands(&basis);
    let (mut marks, is_chance) = outside(group, &basis, &bands);
    let sizes: Vec<f64> =
        (0..count).map(|at| basis.scaled.values[at].abs().max(basis.centres[at].abs())).collect();
    let judged = Judged {
        values: group.values,
        off: &basis.off,
        sizes: &sizes,
        width: basis.width,
        apart: &basis.apart,
    };
    let is_short = runs::mark(&judged, &mut marks);
    let moves_together = lag::is_high(group.values, &basis.off, |at| !basis.apart[at]);
    let last = found(group, &basis, &judged, marks.last().copied().unwrap_or_default());
    Reading {
        bands,
        marks,
        seasons: basis.seasons,
        apart: basis.apart,
        refusal: None,
        last,
        is_hushed: is_chance || is_short,
        moves_together,
        range: basis.range,
    }
}

/// The season, the values set apart, the centres and the limits, in this order.
fn basis(group: &Group<'_>) -> Result<Basis, (Vec<bool>, Reason)> {
    let count = group.values.len();
    let mut apart = vec![false; count];
    let constant = Reason::NoLimits(Refusal::Constant);
    let Some(first) = scaled(group, &apart) else { return Err((apart, constant)) };
    let seasons = group.seasons.and_then(|count| season::find(group.values, &first.values, count));
    set_apart(group, &first.values, seasons.as_ref(), &mut apart);
    let makes: Vec<bool> =
        (0..count).map(|at| !apart[at] && group.fixed.is_none_or(|fixed| at < fixed)).collect();
    let made = |makes: &[bool]| makes.iter().filter(|makes| **makes).count();
    match (count, made(&makes)) {
        (0, _) => return Err((apart, Reason::NoLimits(Refusal::NoValues))),
        (_, 0 | 1) => return Err((apart, Reason::NoLimits(Refusal::OnePoint))),
        _ => {}
    }
    let Some(scaled) = scaled(group, &makes.iter().map(|makes| !makes).collect::<Vec<_>>()) else {
        return Err((apart, constant));
    };
    let (centres, about) = centred(&scaled, seasons.as_ref(), &makes, group.chart);
    let width = match width(group, &scaled, &about, seasons.as_ref(), &makes) {
        Ok(width) => width,
        Err(reason) => return Err((apart, reason)),
    };
    let off = scaled.values.iter().zip(&centres).map(|(value, centre)| value - centre).collect();
    let range = range(&scaled, seasons.as_ref(), &makes, &centres, width);
    Ok(Basis { scaled, seasons, apart, centres, off, about, width, range })
}

/// The values on the chart's scale, made of those not set apart.
fn scaled(group: &Group<'_>, apart: &[bool]) -> Option<Scaled> {
    match group.chart {
        Chart::P | Chart::U => laney::scaled(group.values, group.parts, group.chart, |at| !apart[at]),
        Chart::Xmr | Chart::Poisson => Some(Scaled {
            centre: 0.0,
            unit: vec![1.0; group.values.len()],
            values: group.values.iter().map(|value| value.y).collect(),
        }),
    }
}

/// Sets wild values apart, the farthest first. Then what people say.
fn set_apart(group: &Group<'_>, charted: &[f64], seasons: Option<&Seasons>, apart: &mut [bool]) {
    let less = seasons.map(|seasons| season::less_median(charted, seasons));
    for _ in 0..wild::most(charted.len()) {
        let Some(at) = wild::farthest(group.values, less.as_deref().unwrap_or(charted), apart) else { break };
        apart[at] = true;
    }
    for (at, value) in group.values.iter().enumerate() {
        match (group.by_hand)(value.place) {
            Some(Mark::Apart) => apart[at] = true,
            Some(Mark::Kept) => apart[at] = false,
            None => {}
        }
    }
}

/// How far values are from the mean of their season, themselves included.
fn less_season(charted: &[f64], seasons: &Seasons, makes: &[bool]) -> Vec<f64> {
    let means = Means::of(charted, seasons, makes);
    let less = |(value, season): (&f64, &usize)| means.of_season(*season).map_or(0.0, |mean| value - mean);
    charted.iter().zip(&seasons.of).map(less).collect()
}

/// What each value is judged against (with a season, the mean of its season without itself), and how far it is from the mean
/// with itself.
fn centred(scaled: &Scaled, seasons: Option<&Seasons>, makes: &[bool], chart: Chart) -> (Vec<f64>, Vec<f64>) {
    let charted = &scaled.values;
    let Some(seasons) = seasons else {
        let made = || charted.iter().zip(makes).filter(|(_, makes)| **makes).map(|(value, _)| *value);
        let mean = if chart == Chart::Xmr { values::mean(made()).unwrap_or(0.0) } else { 0.0 };
        return (vec![mean; charted.len()], charted.iter().map(|value| value - mean).collect());
    };
    let means = Means::of(charted, seasons, makes);
    let centre = |at: usize| {
        let season = seasons.of[at];
        let own = if makes[at] { means.without(season, charted[at]) } else { means.of_season(season) };
        // The only one of its season is judged against itself: nothing else is known.
        own.unwrap_or(charted[at])
    };
    ((0..charted.len()).map(centre).collect(), less_season(charted, seasons, makes))
}

/// How far from its centre a value may be, on the chart's scale.
fn width(
    group: &Group<'_>,
    scaled: &Scaled,
    about: &[f64],
    seasons: Option<&Seasons>,
    makes: &[bool],
) -> Result<f64, Reason> {
    let ranges = || {
        let pairs = (1..about.len()).filter(|at| group.values[*at].follows && makes[*at] && makes[*at - 1]);
        pairs.map(|at| (about[at] - about[at - 1]).abs())
    };
    let all = values::mean(ranges()).ok_or(Reason::NoLimits(Refusal::NothingFollows))?;
    let size = scaled.values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    if !all.is_finite() {
        return Err(Reason::NoLimits(Refusal::NotFinite));
    }
    if !tie::differs(all, size) {
        let is_seasonal = seasons.is_some();
        return Err(if is_seasonal { Reason::OnlySeason } else { Reason::NoLimits(Refusal::Constant) });
    }
    // Laney's method screens nothing, but where the season is taken off.
    let is_screened = group.screening == Screening::On && (group.chart == Chart::Xmr || seasons.is_some());
    let screened =
        if is_screened { values::mean(ranges().filter(|range| *range < SCREEN * all)) } else { None };
    let range = screened.filter(|range| tie::differs(*range, size)).unwrap_or(all);
    Ok(match seasons {
        Some(seasons) => {
            let cycles = seasons.cycles as f64;
            LIMIT * range * (cycles / (cycles - 1.0)).sqrt()
        }
        None if group.chart == Chart::Xmr => LIMIT * range,
        None => 3.0 * range / D2,
    })
}

/// What nearly all values are within now: for the denominator of the last value, and in any season.
fn range(scaled: &Scaled, seasons: Option<&Seasons>, makes: &[bool], centres: &[f64], width: f64) -> Range {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    match seasons {
        None => {
            let centre = centres.last().copied().unwrap_or(0.0);
            (least, most) = (centre, centre);
        }
        Some(seasons) => {
            let means = Means::of(&scaled.values, seasons, makes);
            for mean in (0..seasons.count).filter_map(|season| means.of_season(season)) {
                (least, most) = (least.min(mean), most.max(mean));
            }
        }
    }
    let unit = scaled.unit.last().copied().unwrap_or(1.0);
    let shown = |value: f64| Some(value.mul_add(unit, scaled.centre)).filter(|value| value.is_finite());
    Range { lower: shown(least - width), upper: shown(most + width) }
}

fn bands(basis: &Basis) -> Vec<Band> {
    let Basis { scaled, centres, width, .. } = basis;
    let band = |(centre, unit): (&f64, &f64)| {
        let shown = |value: f64| Some(value.mul_add(*unit, scaled.centre));
        Band { centre: shown(*centre), lower: shown(centre - width), upper: shown(centre + width) }
    };
    centres.iter().zip(&scaled.unit).map(band).collect()
}

/// Which values are outside their band, and whether chance explains the last one that would be.
fn outside(group: &Group<'_>, basis: &Basis, bands: &[Band]) -> (Vec<Marks>, bool) {
    let mut is_hushed = false;
    let last = bands.len().saturating_sub(1);
    let mark = |(at, band): (usize, &Band)| {
        let value = group.values[at].y;
        let side = match band {
            Band { upper: Some(upper), .. } if tie::exceeds(value, *upper) => Side::Above,
            Band { lower: Some(lower), .. } if tie::exceeds(*lower, value) => Side::Below,
            _ => return Marks::default(),
        };
        if basis.apart[at] {
            return Marks::default();
        }
        let is_agreed = agrees(group, basis, at, side);
        is_hushed |= at == last && !is_agreed;
        Marks { outside: is_agreed.then_some(side), ..Marks::default() }
    };
    (bands.iter().enumerate().map(mark).collect(), is_hushed)
}

/// Rule 14: whether a value's own chance agrees that it is outside.
fn agrees(group: &Group<'_>, basis: &Basis, at: usize, side: Side) -> bool {
    let own = |other: usize| !basis.apart[other];
    let mean = || values::mean(group.values.iter().map(|value| value.x)).unwrap_or(0.0);
    match (group.chart, group.parts) {
        (Chart::Xmr, Parts::Counts) if mean() >= OFTEN => {}
        (Chart::P | Chart::U, Parts::Ratios(_)) => {}
        _ => return true,
    }
    let expected = match &basis.seasons {
        None => Some(of_group(group.values, own, at)),
        Some(seasons) => of_season(group.values, seasons, own, at),
    };
    let Some(expected) = expected else { return true };
    let x = group.values[at].x;
    RARE > if side == Side::Above { expected.high(x) } else { expected.low(x) }
}

/// A value given the total of its group.
fn of_group(values: &[Value], is_used: impl Fn(usize) -> bool, at: usize) -> Expected {
    let used = || values.iter().enumerate().filter(|(other, _)| is_used(*other)).map(|(_, value)| value);
    let (total, of) = (used().map(|value| value.x).sum(), used().map(|value| value.n).sum::<f64>());
    Expected { total, share: values[at].n / of, dispersion: chance::dispersion(values, &is_used, at) }
}

/// A value given the total of its season; the dispersion is that of the others about what their seasons would give them. `None`
/// where it is the only one of its season.
fn of_season(
    values: &[Value],
    seasons: &Seasons,
    is_used: impl Fn(usize) -> bool,
    at: usize,
) -> Option<Expected> {
    let others = || (0..values.len()).filter(|other| *other != at && is_used(*other));
    let mut sums = [(0.0, 0.0); MOST_SEASONS];
    let mut count = 0.0;
    for other in others() {
        let (x, n) = &mut sums[seasons.of[other]];
        *x += values[other].x;
        *n += values[other].n;
        count += 1.0;
    }
    let square = |other: usize| {
        let (x, n) = sums[seasons.of[other]];
        chance::square(values[other].x, x * values[other].n / n)
    };
    let squares = others().map(square).sum::<f64>();
    let (x, n) = sums[seasons.of[at]];
    let Value { x: own, n: of, .. } = values[at];
    let dispersion = chance::least(squares / (count - seasons.count as f64));
    (n > 0.0).then_some(Expected { total: x + own, share: of / (n + of), dispersion })
}

/// Everything that the last value shows.
fn found(group: &Group<'_>, basis: &Basis, judged: &Judged<'_>, marks: Marks) -> Vec<Found> {
    let Some(last) = basis.off.len().checked_sub(1) else { return Vec::new() };
    let strength = |signal| match signal {
        Signal::Outside => basis.off[last].abs() / basis.width,
        Signal::Shift => runs::last_run(judged) as f64 / 7.0,
        Signal::Trend | Signal::TwoInThree | Signal::LastFour => 1.0,
    };
    let mut found: Vec<_> =
        marks.all().map(|(signal, side)| Found { signal, side, strength: strength(signal) }).collect();
    let about: Vec<f64> =
        basis.about.iter().zip(&basis.apart).map(|(off, apart)| if *apart { 0.0 } else { *off }).collect();
    found.extend(last_four::find(group.values, &about, basis.seasons.as_ref()).map(|four| Found {
        signal: Signal::LastFour,
        side: four.side,
        strength: last_four::strength(four.share),
    }));
    found
}
