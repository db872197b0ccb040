//! The layout of a chart: rectangles, lines and texts as data. Nothing is drawn here, and nothing here knows what it is drawn
//! on.

/// Symbols of absences, in place of points.
pub(crate) mod absence;
/// Days across the drawing.
pub(crate) mod across;
/// Rectangles on the drawing, and whether things overlap.
pub(crate) mod bounds;
/// Means, limits and targets, with their places.
pub(crate) mod control;
/// How much room the shapes have.
pub(crate) mod density;
/// The names of lines and levels, moved apart.
pub(crate) mod ends;
/// A forecast, with its places.
pub(crate) mod fan;
/// A text with its place.
pub(crate) mod label;
/// A large chart.
pub(crate) mod layout;
/// Levels and groups of a control chart.
pub(crate) mod level;
/// The names of limits that end before the chart does.
pub(crate) mod limit_name;
/// A name in lines of text.
pub(crate) mod name;
/// Change notes, in rows.
pub(crate) mod note;
/// What a text should not cover.
pub(crate) mod obstacle;
/// The marks of the vertical axis.
pub(crate) mod scale;
/// A small chart.
pub(crate) mod small;
/// The labels of the horizontal axis.
pub(crate) mod tick;
/// The values printed at a line's ends.
pub(crate) mod value;
/// The bands of the plan years.
pub(crate) mod year;
