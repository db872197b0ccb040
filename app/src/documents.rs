//! What is given out as a document: the pack of a meeting, the page for the board above it, and the review of a plan year. Each is read
//! from the record at one moment, and printed from what was read then and nothing else.

/// A page for the board above: what is red, what signals, what is asked.
mod exceptions;
/// Freezing a pack.
pub mod freeze;
/// An indicator of a document.
mod indicator;
/// The pack of a meeting.
pub mod pack;
/// A priority of a document.
mod priority;
/// The review of a plan year.
pub mod review;
/// What packs forecast, held against what came.
pub(crate) mod scored;
/// What was revised since a document was frozen.
pub(crate) mod since;
/// What a document is made from.
mod source;
