//! Files in and out: the contents of a file as values of `domain`, or every fault in it with its line; and figures as files.
//!
//! Absent on purpose: writing to the record. A file proposes; the caller decides what to do with it.

/// What every workbook of ours has in common.
mod book;
/// Figures out, for people and for other programs.
pub mod export;
/// What is wrong with a file.
mod fault;
/// Texts that a spreadsheet would take for a formula.
mod guard;
/// A file in, what it proposes to the record out.
pub mod import;
/// Any series as a CSV file, for those who have no record.
pub mod series;
/// Reading a CSV file row by row.
mod sheet;
/// The template of a return.
pub mod template;
/// Workbooks opened again, for tests.
#[cfg(test)]
mod testing;

pub use fault::Fault;
pub use guard::unguarded;
