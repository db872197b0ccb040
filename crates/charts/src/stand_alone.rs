//! A chart as a file of its own: with its title above and its source below, the light colours of the style sheet written out,
//! and a font family of which every reader has some member.

/// The rules of the style sheet, written out.
mod colours;
/// A raster picture.
mod dots;

use crate::text::{escape, wrap};
use std::fmt::Write;

pub use dots::{Undrawable, png};

/// The texts around the drawings of a file.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its subject: the unit, the place.
    pub subtitle: &'a str,
    /// A description for those who do not see it.
    pub description: &'a str,
    /// Necessary information, one paragraph each: the meaning of the numbers on the chart, the source, the moment.
    pub foot: &'a [String],
}

/// A drawing of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'a> {
    /// Its heading; empty if it is the only drawing.
    pub name: &'a str,
    /// As [`crate::line_chart()`] or [`crate::small_chart()`] made it.
    pub svg: &'a str,
}

/// The margin on all sides.
const MARGIN: f64 = 24.0;
/// From one drawing to the next beside it.
const GUTTER: f64 = 24.0;
/// The width that the texts need where the drawings are narrower.
const NARROWEST: f64 = 560.0;
/// How many drawings are side by side at most.
const COLUMNS: usize = 3;
/// How many lines a paragraph has at most.
const LINES: usize = 8;

/// The style of a text of the sheet: size, line height, weight, colour in the style sheet.
struct Style {
    size: f64,
    line: f64,
    weight: &'static str,
    colour: &'static str,
}

const TITLE: Style = Style { size: 20.0, line: 26.0, weight: "600", colour: "text" };
const SUBTITLE: Style = Style { size: 14.0, line: 20.0, weight: "400", colour: "quiet" };
const NAME: Style = Style { size: 14.0, line: 18.0, weight: "600", colour: "text" };
const FOOT: Style = Style { size: 12.0, line: 17.0, weight: "400", colour: "quiet" };

/// Drawings as one SVG file.
#[must_use]
pub fn stand_alone(drawings: &[Drawing<'_>], sheet: &Sheet<'_>) -> String {
    let (wide, high) = drawings.iter().map(|drawing| size(drawing.svg)).fold((0.0, 0.0), larger);
    let columns = drawings.len().clamp(1, COLUMNS);
    let inside = (columns as f64 * wide + (columns - 1) as f64 * GUTTER).max(NARROWEST);
    let mut body = String::with_capacity(drawings.iter().map(|drawing| 3 * drawing.svg.len()).sum());
    let mut y = MARGIN;
    for (text, style) in [(sheet.title, &TITLE), (sheet.subtitle, &SUBTITLE)] {
        y = paragraph(&mut body, text, style, (MARGIN, y), inside);
    }
    y += 10.0;
    for row in drawings.chunks(columns) {
        let mut under = y;
        for (column, drawing) in row.iter().enumerate() {
            let x = MARGIN + column as f64 * (wide + GUTTER);
            under = under.max(paragraph(&mut body, drawing.name, &NAME, (x, y), wide));
        }
        for (column, drawing) in row.iter().enumerate() {
            let x = MARGIN + column as f64 * (wide + GUTTER);
            let _ = write!(body, "<g transform=\"translate({x} {under})\">");
            colours::write_out(drawing.svg, &mut body);
            body.push_str("</g>");
        }
        y = under + high + 12.0;
    }
    for text in sheet.foot {
        y = paragraph(&mut body, text, &FOOT, (MARGIN, y), inside) + 3.0;
    }
    let (width, height) = ((inside + 2.0 * MARGIN).ceil(), (y + MARGIN).ceil());
    let mut out = String::with_capacity(body.len() + 1024);
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" role=\"img\" \
         aria-labelledby=\"title desc\"><title id=\"title\">"
    );
    escape(sheet.title, &mut out);
    out.push_str("</title><desc id=\"desc\">");
    escape(sheet.description, &mut out);
    let ground = colours::of("ground");
    let _ = write!(out, "</desc><rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>");
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

/// A single drawing, with its colours written out, for a printed page with its own text around it.
///
/// `font` is the family that its texts are set in.
#[must_use]
pub fn coloured(svg: &str, font: &str) -> String {
    let (width, height) = size(svg);
    let mut out = String::with_capacity(3 * svg.len());
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\""
    );
    escape(font, &mut out);
    out.push_str("\">");
    colours::write_out(svg, &mut out);
    out.push_str("</svg>");
    out
}

/// Writes a text in as many lines as it needs from a point down. Returns where the next may begin.
fn paragraph(out: &mut String, text: &str, style: &Style, (x, y): (f64, f64), widest: f64) -> f64 {
    let mut y = y;
    for line in wrap(text, style.size, widest, LINES) {
        let baseline = y + style.size;
        let colour = colours::of(style.colour);
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{baseline}\" font-size=\"{}\" font-weight=\"{}\" fill=\"{colour}\">",
            style.size, style.weight
        );
        escape(&line, out);
        out.push_str("</text>");
        y += style.line;
    }
    y
}

/// The size of a drawing, from its view box.
fn size(svg: &str) -> (f64, f64) {
    let numbers = svg.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split('"').next());
    let mut numbers = numbers.unwrap_or_default().split(' ').map(|text| text.parse().unwrap_or(0.0));
    (numbers.next().unwrap_or(0.0), numbers.next().unwrap_or(0.0))
}

fn larger(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    (one.0.max(other.0), one.1.max(other.1))
}
