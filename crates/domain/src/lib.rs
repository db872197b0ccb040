//! The terms of the field, and the calculations.
//!
//! Absent on purpose: input and output, the clock, async, SQL and HTML. Everything here is a value or a
//! function of values, so that it gives the same answer on the server, in the browser and in a test.

#[macro_use]
mod vocabulary;

// Simulations are shared with the benchmarks, which know this crate by its name.
#[cfg(test)]
extern crate self as domain;

/// Visitors, and what they may see.
pub mod access;
/// The actions that the partnership agreed on.
pub mod action;
/// Places with official codes.
pub mod area;
mod baseline;
/// Every priority and indicator at a glance.
pub mod board;
/// Who made a write.
pub mod by;
/// What people write in a cell.
pub mod cell;
/// Dated explanations of a series; some break it.
pub mod change_note;
/// The content of a chart, before anything is drawn.
pub mod chart;
/// Whether a claim holds.
pub mod checking;
/// What a text claims of the figures.
pub mod claim;
/// A claim as people choose it.
pub mod claiming;
/// One area's figure compared with another's.
pub mod comparison;
/// Which changes are more than the usual variation.
pub mod control_chart;
/// Days as people write them.
mod day;
/// The distance travelled of an indicator, from its baseline to its target.
pub mod distance;
/// A document as it was issued.
#[cfg(feature = "document")]
pub mod document;
/// How a series ends.
pub mod ending;
/// Input for one figure.
pub mod entry;
/// The figures of a series and a period.
pub mod figure;
/// The forecast of a series.
pub mod forecast;
/// Frozen documents.
pub mod frozen;
/// Money set aside for a priority, and money spent.
pub mod funding;
/// The limits of chance for places of different size.
pub mod funnel;
/// One group against the total.
pub mod gap;
/// The grid in which a return is filled in.
pub mod grid;
/// What is measured, and how.
pub mod indicator;
/// Confidence intervals.
pub mod interval;
/// What a page may claim of a series.
pub mod judgement;
/// Comparing like with like.
pub mod like;
/// Moments by the clocks of Europe/London.
#[cfg(feature = "london")]
pub mod london;
/// Reading Markdown.
#[cfg(feature = "markdown")]
pub mod markdown;
/// Money in whole pence.
pub mod money;
/// The story behind the numbers.
pub mod narrative;
/// Similar places.
pub mod neighbours;
/// Numbers as people read them.
pub mod number;
/// The observations behind the calculations.
pub mod observation;
/// Who owns and returns the figures.
pub mod organisation;
/// A plan, all its parts together.
pub mod outline;
/// The pack of a meeting.
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
/// What people say of single figures.
pub mod point_mark;
/// A plan lead's view of a priority.
pub mod priority_rating;
/// The proposal of a file to the record.
pub mod proposal;
/// Numbers that look random and are the same each time.
pub mod random;
/// The rank of a value among others.
pub mod rank;
/// Red, amber or green.
pub mod rating;
/// Reading a chart one period at a time.
pub mod reader;
/// Recording one figure by hand.
pub mod recording;
/// Removing a text that names a child.
pub mod redaction;
/// What an organisation hands in for a quarter.
pub mod returns;
/// The outcome of a plan year, and the priorities of the next.
pub mod review;
/// An indicator, in an area, for a breakdown.
pub mod series;
/// The signals of a series.
pub mod signals;
/// Names for addresses.
pub mod slug;
/// The source of a write.
pub mod source;
/// The targets of series.
pub mod target;
/// Whether a series rises or falls over the years.
pub mod trend;
mod unit;
/// Findings in plain words.
pub mod wording;
