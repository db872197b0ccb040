//! Draws the placed parts as SVG, with plotters.

/// The axes, with their marks and labels.
mod axis;
/// The drawing backend that writes SVG.
mod backend;
/// The surface for the parts of a chart.
mod canvas;
/// The tags around a drawing.
mod frame;
/// The background.
mod ground;
/// Icons for a line of text or a table's cell.
mod icon;
/// How plotters draws a text.
mod label;
/// The lines of a control chart, a target and a forecast.
mod level;
/// A chart of lines over time.
mod line_chart;
/// The shapes at the values.
mod marker;
/// Names and absences.
mod name;
/// The change notes: numbered markers over vertical lines.
mod note;
/// A small chart, one of many on a page.
mod small;
/// A small line without axes.
mod sparkline;

pub use icon::{RatingIcon, assurance_icon, point_icon, rating_icon, variation_icon};
pub use line_chart::line_chart;
pub use small::small_chart;
pub use sparkline::sparkline;
