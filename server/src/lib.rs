//! The program `outcomes`: command line, server, and what surrounds every request.

/// Inviting people from the command line.
mod account;
/// Files that the program carries.
mod assets;
/// Random bytes.
mod chance;
/// The one place that asks what time it is.
mod clock;
/// The command line.
pub mod command;
/// Large pages, compressed by what a page needs.
mod compressed;
/// Which record a command works on.
mod database;
/// Illustrative figures, to show what the program does.
mod demo;
/// What any series shows, without a record.
mod explain;
/// Figures out of the record, as files.
mod export;
/// What stops a command, in one sentence.
mod failure;
/// The plan that the program carries.
mod first_plan;
/// Taking in files of figures from the command line.
mod import;
/// What makes the files of packs and reviews.
mod maker;
/// Packs from the command line.
mod pack;
/// Checking and loading plan files.
mod plan;
/// Removing a text that names a child from the command line.
mod redact;
/// Starting and stopping the server.
mod serve;
/// Who makes a request.
mod visitor;
/// What surrounds every request.
pub mod web;

pub use failure::Failure;
pub use maker::maker;
