//! A small chart without axes, for a row of a table: the shape of a series and where it ends, with its comparator and its target
//! on the same scale.

use crate::{run::runs, text::escape};
use domain::{
    chart::{Chart, Line, Point},
    target::Aim,
};
use std::fmt::Write as _;

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 72.0;
/// Room for the dot at the edge.
const EDGE: f64 = 10.0;

/// A chart as a small `<svg>`, with a description in words: its own line with a dot at its last value, thin the first line that
/// it is compared with, and its target as dashes and dots. Empty where there is no value. Coordinates are whole numbers, and
/// each point is written as the step from the one before: a board has hundreds of these.
#[must_use]
pub fn sparkline(chart: &Chart<'_>, label: &str) -> String {
    let Some(own) = chart.lines.first() else { return String::new() };
    let Some(last) = own.points.iter().rev().find(|point| point.value().is_some()) else {
        return String::new();
    };
    let Some(scale) = Scale::of(chart) else { return String::new() };
    let mut out = String::with_capacity(768);
    out.push_str("<svg class=\"spark\" viewBox=\"0 0 320 72\" role=\"img\" aria-label=\"");
    escape(label, &mut out);
    out.push_str("\">");
    if let Some(target) = chart.target {
        add_target(target, &scale, &mut out);
    }
    if let Some(other) = chart.lines.get(1) {
        add_line(other, "beside", &scale, &mut out);
    }
    add_line(own, "line", &scale, &mut out);
    if let Some((x, y)) = scale.place(last) {
        // Writing to a string cannot fail.
        let _ = write!(out, "<circle class=\"point\" cx=\"{x}\" cy=\"{y}\" r=\"7\"/>");
    }
    out.push_str("</svg>");
    out
}

/// Where days and values are.
struct Scale {
    first: chrono::NaiveDate,
    days: f64,
    least: f64,
    most: f64,
}

impl Scale {
    /// From the first to the last period that is drawn, and from the least to the greatest of values and target.
    fn of(chart: &Chart<'_>) -> Option<Self> {
        let drawn = || chart.lines.iter().take(2).flat_map(|line| &line.points);
        let days = || drawn().map(|point| point.figure.period.middle());
        let (first, end) = (days().min()?, days().max()?);
        let aims = chart.target.map(Aim::ends).into_iter().flat_map(|(lower, upper)| [lower, upper]);
        let (least, most) = drawn()
            .filter_map(Point::value)
            .chain(aims)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
                (least.min(value), most.max(value))
            });
        // A level line goes through the middle.
        let (least, most) = if least < most { (least, most) } else { (least - 1.0, least + 1.0) };
        Some(Self { first, days: ((end - first).num_days() as f64).max(1.0), least, most })
    }

    fn place(&self, point: &Point<'_>) -> Option<(i32, i32)> {
        let days = (point.figure.period.middle() - self.first).num_days() as f64;
        let x = EDGE + (WIDTH - 2.0 * EDGE) * days / self.days;
        Some((x.round() as i32, self.height(point.value()?)))
    }

    fn height(&self, value: f64) -> i32 {
        let share = (value - self.least) / (self.most - self.least);
        (HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * share).round() as i32
    }
}

fn add_target(target: Aim, scale: &Scale, out: &mut String) {
    let (lower, upper) = target.ends();
    out.push_str("<path class=\"target\" d=\"");
    let _ = write!(out, "M0 {}h320", scale.height(lower));
    if upper != lower {
        let _ = write!(out, "M0 {}h320", scale.height(upper));
    }
    out.push_str("\"/>");
}

/// A line as one path: a gap or a break starts it anew, and a value by itself is a path of no length, which round ends make a
/// dot.
fn add_line(line: &Line<'_>, class: &str, scale: &Scale, out: &mut String) {
    let _ = write!(out, "<path class=\"{class}\" d=\"");
    for run in runs(line) {
        let mut before = None;
        for (x, y) in run.iter().filter_map(|point| scale.place(point)) {
            match before {
                None => {
                    let _ = write!(out, "M{x} {y}l0 0");
                }
                Some((from_x, from_y)) => {
                    let (x, y) = (x - from_x, y - from_y);
                    let space = if y < 0 { "" } else { " " };
                    let _ = write!(out, " {x}{space}{y}");
                }
            }
            before = Some((x, y));
        }
    }
    out.push_str("\"/>");
}
