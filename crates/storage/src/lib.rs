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
/// Rows as any table has them.
mod cell;
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
/// The story behind the numbers.
pub mod narrative;
/// Reading the parts of a plan.
pub mod outline;
/// What meetings are given, and what they decide.
pub mod pack;
/// Loading a plan file.
pub mod plan;
/// A lead's own rating of a priority.
pub mod priority_rating;
/// Putting a row in the place of the one that its writer saw.
mod replacing;
/// What organisations hand in for a quarter.
pub mod returns;
/// What a plan year's review comes to.
pub mod review;
/// Every table that keeps its versions.
mod table;
/// What tests need and nobody else may have.
#[cfg(feature = "testing")]
pub mod testing;
/// Rows with whose write put them there.
mod whose;
/// Numbered, audited transactions.
mod write;

pub use db::Record;
pub use desk::{AsAt, Desk, Look};
pub use error::Error;
pub use replacing::Outcome;
