//! The record, on SQLite and PostgreSQL: the only room with SQL.
//!
//! Absent on purpose: a pool or connection that anybody else could hold. [`Record::desk`] is the one door; what comes
//! through it is the record as one visitor may see and change it, as it stood at one moment.

/// People: invitations, sessions, roles.
pub mod account;
/// What the partnership agreed to do.
pub mod action;
/// What was read last, kept at hand.
mod at_hand;
/// What was done, by whom and when.
pub mod audit;
/// Whose write something was.
mod by;
/// The two engines behind one face.
mod db;
/// The record as one visitor may see and change it.
mod desk;
/// Bytes as hexadecimal digits.
mod digest;
/// Changing targets, change notes and definitions.
pub mod edit;
/// What can go wrong.
mod error;
/// What was recorded for a series and a period.
pub mod figure;
/// Documents as they were given.
pub mod frozen;
/// What was set aside, and what was spent.
pub mod funding;
/// Taking in the figures of a file.
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
/// A lead's own rating of a priority.
pub mod priority_rating;
/// Taking out a text that names a child.
pub mod redaction;
/// Putting a row in the place of the one that its writer saw.
mod replacing;
/// What organisations hand in for a quarter.
pub mod returns;
/// What a plan year's review comes to.
pub mod review;
/// Statements and rows without the engine that they go to or come from.
mod sql;
/// The tables that keep their versions, one file each.
mod table;
/// What tests need and nobody else may have.
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
