//! Files in and out: what a file holds, as values of `domain`, or every fault in it with its line.
//!
//! Absent on purpose: writing to the record. A file proposes; what is done with it is for others to say.

/// What one cell says.
mod cell;
/// What is wrong with a file.
mod fault;
/// A file in, what it proposes to the record out.
pub mod import;
/// Any series as a CSV file, for those who have no record.
pub mod series;
/// Reading a CSV file row by row.
mod sheet;

pub use fault::Fault;
