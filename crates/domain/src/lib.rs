//! What the words mean, and the arithmetic.
//!
//! Absent on purpose: input and output, the clock, async, SQL and HTML. Everything here is a value or a
//! function of values, so that it gives the same answer on the server, in the browser and in a test.

#[macro_use]
mod vocabulary;

/// Who asks, and what they may see.
pub mod access;
/// What the partnership agreed to do.
pub mod action;
/// Places with official codes.
pub mod area;
/// Every priority and indicator at a glance.
pub mod board;
/// Whose write something was.
pub mod by;
/// What people write in a cell.
pub mod cell;
/// Dated explanations of a series; some break it.
pub mod change_note;
/// What a chart shows, before anything is drawn.
pub mod chart;
/// One area's figure beside another's.
pub mod comparison;
/// Which changes are more than the usual ups and downs.
pub mod control_chart;
/// Days as people write them.
mod day;
/// How far an indicator has come from its baseline to its target.
pub mod distance;
/// A document as it was given to somebody.
#[cfg(feature = "document")]
pub mod document;
/// What somebody types for one figure.
pub mod entry;
/// What was recorded for a series and a period.
pub mod figure;
/// Where a series may go.
pub mod forecast;
/// What is frozen.
pub mod frozen;
/// What was set aside for a priority, and what was spent.
pub mod funding;
/// One group against everyone.
pub mod gap;
/// The grid in which a return is filled.
pub mod grid;
/// What is measured, and how.
pub mod indicator;
/// How sure a figure is.
pub mod interval;
/// Moments by the clocks of Europe/London.
#[cfg(feature = "london")]
pub mod london;
/// What people write in Markdown.
#[cfg(feature = "markdown")]
pub mod markdown;
/// Money in whole pence.
pub mod money;
/// The story behind the numbers.
pub mod narrative;
/// Places like one's own.
pub mod neighbours;
/// Numbers as people read them.
pub mod number;
/// What the arithmetic is done on.
pub mod observation;
/// Who owns and returns the figures.
pub mod organisation;
/// A plan, all its parts together.
pub mod outline;
/// What a meeting is given.
#[cfg(feature = "document")]
pub mod pack;
/// Small charts on the same axes.
pub mod panels;
/// Closed ranges of days, each of a kind.
pub mod period;
/// The plan: years, focus areas, priorities, strategies and evidence.
pub mod plan;
/// Changing a plan one part at a time.
pub mod plan_edit;
/// Reading a plan from its file and writing it as one.
#[cfg(feature = "plan-file")]
pub mod plan_file;
/// How a plan lead sees a priority.
pub mod priority_rating;
/// What a file proposes to the record.
pub mod proposal;
/// Where a value stands among others.
pub mod rank;
/// Red, amber or green.
pub mod rating;
/// Reading a chart one period at a time.
pub mod reader;
/// Recording one figure by hand.
pub mod recording;
/// Taking out a text that names a child.
pub mod redaction;
/// What an organisation hands in for a quarter.
pub mod returns;
/// What a plan year came to, and what the next becomes.
pub mod review;
/// An indicator, in an area, for a breakdown.
pub mod series;
/// What a series tells.
pub mod signals;
/// Names that stand in addresses.
pub mod slug;
/// Where a write came from.
pub mod source;
/// What a series is meant to reach.
pub mod target;
/// Whether a series rises or falls over the years.
pub mod trend;
mod unit;
/// Findings in plain words.
pub mod wording;
