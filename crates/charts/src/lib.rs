//! From a domain chart to semantic SVG.
//!
//! Drawn with plotters, on a backend of our own that writes classes where others write colours: the style sheet
//! (`style/chart.css`, and `style/icon.css` for icons) gives colour, weight and dash, so that one drawing serves light,
//! dark, print and forced colours.
//!
//! Absent on purpose: storage, pages, colours and inline style. What a chart shows is decided in `domain::chart`; here it is
//! only laid out and drawn. A chart that leaves the page as a file has neither the style sheet nor the reader's fonts: there
//! the light colours of the style sheet are written out, and PNG is drawn with a font of ours.

/// Draws the placed parts as SVG.
mod draw;
/// The layout of a chart.
mod place;
/// Where a reader of the chart can stop.
mod reading;
/// The role of a part of the drawing, and so its class.
mod role;
/// Points that are joined.
mod run;
/// How large a drawing is.
mod size;
/// A chart as a file of its own.
mod stand_alone;
/// Escaping, and the estimated width of a text.
mod text;

#[cfg(test)]
mod tests;

pub use draw::{
    RatingIcon, assurance_icon, line_chart, point_icon, rating_icon, small_chart, sparkline, variation_icon,
};
pub use reading::{Place, reading_places};
pub use size::Size;
pub use stand_alone::{Drawing, Sheet, Undrawable, coloured, png, stand_alone};
