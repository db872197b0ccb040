//! A small line without axes, for a table's cell: the shape of a series and where it ends.

use super::{
    backend::Svg,
    canvas::{Canvas, Coordinates, Drawn},
    marker::Marker,
};
use crate::{
    place::density::Density,
    role::{Part, Series},
    run::runs,
    text::escape,
};
use domain::chart::{Line, Point};

const WIDTH: u16 = 120;
const HEIGHT: u16 = 32;
/// Room for the dot at the edge.
const EDGE: i32 = 45;

/// A line as a small `<svg>`, with a description in words. Empty where there is no value. It has its own scale: from its
/// least to its greatest value.
#[must_use]
pub fn sparkline(line: &Line<'_>, label: &str) -> String {
    let values = || line.points.iter().filter_map(Point::value);
    let Some(last) = line.points.iter().rev().find(|point| point.value().is_some()) else {
        return String::new();
    };
    let (least, most) = values()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    // A level line goes through the middle.
    let (least, most) = if least < most { (least, most) } else { (least - 1.0, least + 1.0) };
    let days = || line.points.iter().map(|point| point.figure.period.middle());
    let (Some(first), Some(end)) = (days().min(), days().max()) else { return String::new() };
    let place =
        |point: &Point<'_>| Some(((point.figure.period.middle() - first).num_days() as f64, point.value()?));

    let span = ((end - first).num_days() as f64).max(1.0);
    let (right, bottom) = (i32::from(WIDTH) * 10 - EDGE, i32::from(HEIGHT) * 10 - EDGE);
    let coordinates = Coordinates::new(0.0..span, least..most, (EDGE..right, bottom..EDGE));

    let mut out = String::with_capacity(512);
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"spark\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\""
    ));
    escape(label, &mut out);
    out.push_str("\">");
    let draw = |canvas: &Canvas<'_>| -> Drawn {
        for run in runs(line) {
            let mut through: Vec<_> = run.iter().filter_map(place).collect();
            if let [alone] = through[..] {
                // A path of no length: the style sheet's round ends make it a dot.
                through.push(alone);
            }
            canvas.line(through, Part::Line.of(Series::Main))?;
        }
        match place(last) {
            Some(at) => canvas.marker(&Marker::new(at, Part::Point.into(), Density::Dense)),
            None => Ok(()),
        }
    };
    let drawn = draw(&Canvas::new(Svg::new(&mut out, WIDTH, HEIGHT), coordinates));
    debug_assert!(drawn.is_ok(), "writing to a string cannot fail");
    out.push_str("</svg>");
    out
}
