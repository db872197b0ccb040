//! Printed documents: the pack of a meeting, the page for the board above it, and the review of a plan year.
//!
//! Each is gathered from the record through a desk, at one moment, into a value of [`domain::pack::Frozen`], and everything
//! printed comes from that value. Freezing is one function, which page, command line and demonstration call. The typesetting
//! is passed in as a [`Maker`], so that this crate, and the pages, are built without it.

/// A page for the board above: what is red, what signals, what is asked.
mod exceptions;
/// Freezing a pack.
pub mod freeze;
/// An indicator of a document.
mod indicator;
/// The functions that make a document's files.
mod maker;
/// The pack of a meeting.
mod pack;
/// A priority of a document.
mod priority;
/// The review of a plan year.
pub mod review;
/// The forecasts of packs, compared with later figures.
pub mod scored;
/// The contents of a pack, and how they were at the meeting before.
mod shown;
/// What was revised since a document was frozen.
pub mod since;
/// The data for a document.
mod source;
/// Why a document cannot be made.
mod unmade;

pub use maker::{Bytes, Maker};
pub use unmade::Unmade;
