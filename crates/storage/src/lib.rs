//! The record, on SQLite and PostgreSQL: the only crate with SQL.
//!
//! Absent on purpose: a pool or connection that anybody else could hold. [`Record::desk`] is the one way in; it gives the
//! record as one visitor may see and change it, at one moment.

/// People: invitations, sessions, roles.
pub mod account;
/// The actions that the partnership agreed on.
pub mod action;
/// A cache of what was read last.
mod at_hand;
/// The audit: what was done, by whom and when.
pub mod audit;
/// Who wrote something.
mod by;
/// The claims of a plan, once they are read.
mod carried;
/// The claims of evidence statements and narratives, and what they are checked against.
pub mod claim;
/// The two engines behind one interface.
mod db;
/// The record as one visitor may see and change it.
mod desk;
/// Bytes as hexadecimal digits.
mod digest;
/// Changing targets, change notes and definitions.
pub mod edit;
/// What can go wrong.
mod error;
/// The figures of a series and a period.
pub mod figure;
/// Documents as they were issued.
pub mod frozen;
/// Money set aside, and money spent.
pub mod funding;
/// Importing the figures of a file.
pub mod import;
/// Which of a cell's figures somebody looks at.
mod look;
/// The migrations that the program carries.
mod migrations;
/// The story behind the numbers.
pub mod narrative;
/// A transaction of one of the two engines.
mod open;
/// Reading the parts of a plan.
pub mod outline;
/// What meetings are given, and what they decide.
pub mod pack;
/// Loading a plan file.
pub mod plan;
/// What people say of single figures.
pub mod point_mark;
/// A lead's own rating of a priority.
pub mod priority_rating;
/// Removing a text that names a child.
pub mod redaction;
/// Putting a row in place of the one that its writer saw.
mod replacing;
/// What organisations hand in for a quarter.
pub mod returns;
/// The review of a plan year.
pub mod review;
/// Statements and rows, independent of the engine.
mod sql;
/// The tables that keep their versions, one file each.
mod table;
/// Functions for tests only.
#[cfg(feature = "testing")]
pub mod testing;
/// Rows of any table, as they were at a desk's moment.
mod versions;
/// Numbered, audited transactions.
mod write;

pub use db::Record;
pub use desk::{AsAt, Desk};
pub use error::Error;
pub use look::Look;
pub use replacing::Outcome;
