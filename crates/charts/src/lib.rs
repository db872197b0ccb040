//! From a domain chart to semantic SVG.
//!
//! Drawn with plotters, on a backend of our own that writes classes where others write colours: the style sheet
//! (`style/chart.css`, and `style/icon.css` for icons) gives colour, weight and dash, so that one drawing serves light,
//! dark, print and forced colours.
//!
//! Absent on purpose: storage, pages, colours and inline style. What a chart shows is decided in
//! `domain::chart`; here it is only set out and drawn. A chart that leaves the page as a file has neither the style sheet nor the
//! reader's fonts: there the light colours of the style sheet are written out, and PNG is drawn with a font of ours.

/// Where a named absence stands, in place of a point.
mod absence;
/// The drawing backend that writes SVG.
mod backend;
/// Rectangles on the drawing, and whether things meet.
mod bounds;
/// What the parts of a chart are drawn on.
mod canvas;
/// Means, limits and targets.
mod control;
mod fan;
/// Icons for a line of text or a table's cell.
mod icon;
/// A text with its place.
mod label;
/// Where everything of a chart stands.
mod layout;
/// A chart of lines over time.
mod line_chart;
/// The shapes that stand at the values.
mod marker;
/// The names of the lines, at their ends.
mod name;
/// The change notes: numbered markers over vertical lines.
mod note;
/// Where a reader of the chart may stop.
mod reading;
/// What a thing on the drawing is, and so its class.
mod role;
/// Points that are joined.
mod run;
/// How large a drawing is.
mod size;
/// A small chart, one of many on a page.
mod small;
/// A small line without axes.
mod sparkline;
/// A chart as a file by itself.
mod stand_alone;
/// Escaping, and how wide a text will be.
mod text;
/// The labels of the horizontal axis.
mod tick;
/// The values printed at a line's ends.
mod value;
/// The bands of the plan years.
mod year;

#[cfg(test)]
mod tests;

pub use icon::{RatingIcon, assurance_icon, point_icon, rating_icon, variation_icon};
pub use line_chart::line_chart;
pub use reading::{Place, reading_places};
pub use size::Size;
pub use small::small_chart;
pub use sparkline::sparkline;
pub use stand_alone::{Drawing, Sheet, Undrawable, coloured, png, stand_alone};
