//! The program `outcomes`: command line, server, and what lies around every request.

/// Files that the program carries.
mod assets;
/// The one place that asks what time it is.
mod clock;
/// The command line.
pub mod command;
/// What stops a command, in one sentence.
mod failure;
/// The plan that the program carries.
mod first_plan;
/// Checking and loading plan files.
mod plan;
/// Starting and stopping the server.
mod serve;
/// What lies around every request.
pub mod web;

pub use failure::Failure;
