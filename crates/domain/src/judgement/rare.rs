//! Rule 5, rare counts: one period, a run and the last four against what chance would make of the same total. No XmR, no trend,
//! no two-in-three.

use super::{
    chance::{self, Expected, RARE, is_run_rare},
    last_four,
    reading::{Band, Found, Marks, Range, Reading},
    signal::Signal,
    tie,
    values::{Parts, Value},
    withheld::Reason,
};
use crate::control_chart::Side;

/// The fewest values in a run on one side.
const RUN: usize = 5;
/// A run is measured in these.
const SEVEN: f64 = 7.0;
/// How near an end of the band is found, in the unit of the count.
const NEAR: f64 = 1e-9;

/// A group of rare counts, or of ratios with rare numerators.
pub(super) fn read(values: &[Value], parts: Parts) -> Reading {
    let count = values.len();
    let total: f64 = values.iter().map(|value| value.x).sum();
    let of: f64 = values.iter().map(|value| value.n).sum();
    let apart = vec![false; count];
    let Some(last) = values.last() else {
        return Reading::without_limits(count, apart, Reason::TooRare);
    };
    let dispersion = chance::dispersion(values, |_| true, count - 1).max(1.0);
    let expected = |value: &Value| Expected { total, share: value.n / of, dispersion };
    if total <= 0.0 || expected(last).high(total) >= RARE {
        return Reading::without_limits(count, apart, Reason::TooRare);
    }
    let off: Vec<f64> = values.iter().map(|value| value.x - total * value.n / of).collect();
    let marks = marks(values, &off, expected);
    let found = found(values, &off, marks[count - 1], expected(last));
    let bands = bands(values, parts, expected);
    let range =
        bands.last().map_or_else(Range::default, |band| Range { lower: band.lower, upper: band.upper });
    Reading {
        bands,
        marks,
        apart,
        seasons: None,
        refusal: None,
        last: found,
        is_hushed: false,
        moves_together: false,
        range,
    }
}

fn marks(values: &[Value], off: &[f64], expected: impl Fn(&Value) -> Expected) -> Vec<Marks> {
    let outside =
        |value: &Value| match (expected(value).high(value.x) < RARE, expected(value).low(value.x) < RARE) {
            (true, _) => Some(Side::Above),
            (_, true) => Some(Side::Below),
            _ => None,
        };
    let mut marks: Vec<_> =
        values.iter().map(|value| Marks { outside: outside(value), ..Marks::default() }).collect();
    let mut from = 0;
    while from < off.len() {
        let (to, side) = run(values, off, from);
        if let Some(side) = side.filter(|side| is_rare(off, to - from, *side)) {
            marks[from..to].iter_mut().for_each(|mark| mark.shift = Some(side));
        }
        from = to;
    }
    marks
}

/// Where the run that begins at a value ends, and its side.
fn run(values: &[Value], off: &[f64], from: usize) -> (usize, Option<Side>) {
    let side = side(values, off, from);
    let mut to = from + 1;
    while to < off.len() && values[to].follows && self::side(values, off, to) == side {
        to += 1;
    }
    (to, side)
}

fn side(values: &[Value], off: &[f64], at: usize) -> Option<Side> {
    let off = off[at];
    tie::differs(off, values[at].x + off.abs()).then_some(if off > 0.0 { Side::Above } else { Side::Below })
}

fn is_rare(off: &[f64], length: usize, side: Side) -> bool {
    let on_side =
        off.iter().filter(|off| if side == Side::Above { **off > 0.0 } else { **off < 0.0 }).count();
    length >= RUN && is_run_rare(length, on_side, off.len())
}

fn found(values: &[Value], off: &[f64], marks: Marks, expected: Expected) -> Vec<Found> {
    let last = values.len() - 1;
    let length = (0..=last).rev().take_while(|at| run(values, off, *at).0 > last).count();
    let strength = |signal, side| match signal {
        Signal::Outside => {
            let x = values[last].x;
            let tail = if side == Side::Above { expected.high(x) } else { expected.low(x) };
            tail.max(1e-300).ln() / RARE.ln()
        }
        _ => length as f64 / SEVEN,
    };
    let of = |(signal, side)| Found { signal, side, strength: strength(signal, side) };
    let mut found: Vec<_> = marks.all().map(of).collect();
    found.extend(last_four::find(values, off, None).map(|four| Found {
        signal: Signal::LastFour,
        side: four.side,
        strength: last_four::strength(four.share),
    }));
    found
}

/// For each value the most and the least that would be no signal, in the unit of the indicator.
fn bands(values: &[Value], parts: Parts, expected: impl Fn(&Value) -> Expected) -> Vec<Band> {
    let per = if let Parts::Ratios(per) = parts { per } else { 1.0 };
    let mut before: Option<(f64, Band)> = None;
    let mut bands = Vec::with_capacity(values.len());
    for value in values {
        // Counts all have the same share.
        let band = match before {
            Some((n, band)) if n == value.n => band,
            _ => {
                let expected = expected(value);
                let scaled = |x: f64| x / value.n * per;
                Band {
                    centre: Some(scaled(expected.total * expected.share)),
                    lower: lower(expected).map(scaled),
                    upper: upper(expected).map(scaled),
                }
            }
        };
        before = Some((value.n, band));
        bands.push(band);
    }
    bands
}

/// The most that is no signal; `None` where even the whole total is none.
fn upper(expected: Expected) -> Option<f64> {
    let off = |x: f64| expected.high(x).max(1e-300).ln() / RARE.ln() - 1.0;
    let (low, high) = (expected.total * expected.share, expected.total);
    (off(high) > 0.0).then(|| root(off, low, high))
}

/// The least that is no signal; `None` where even 0 is none.
fn lower(expected: Expected) -> Option<f64> {
    let off = |x: f64| 1.0 - expected.low(x).max(1e-300).ln() / RARE.ln();
    let (low, high) = (0.0, expected.total * expected.share);
    (off(low) < 0.0).then(|| root(off, low, high))
}

/// Where a rising function is 0 (the Illinois variant of the false position: Dowell and Jarratt 1971).
fn root(of: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut a, mut b) = (low, high);
    let (mut at_a, mut at_b) = (of(a), of(b));
    let mut kept = 0;
    for _ in 0..60 {
        let next = (a * at_b - b * at_a) / (at_b - at_a);
        if !next.is_finite() || (b - a).abs() < NEAR {
            break;
        }
        let at_next = of(next);
        if at_next == 0.0 || (at_next.abs() < 1e-12) {
            return next;
        }
        if at_next < 0.0 {
            (a, at_a) = (next, at_next);
            at_b *= if kept < 0 { 0.5 } else { 1.0 };
            kept = -1;
        } else {
            (b, at_b) = (next, at_next);
            at_a *= if kept > 0 { 0.5 } else { 1.0 };
            kept = 1;
        }
    }
    f64::midpoint(a, b)
}

#[cfg(test)]
mod tests;
