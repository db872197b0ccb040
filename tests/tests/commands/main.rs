//! The program as it is called from a command line.

mod command;
mod explain;
mod import_command;
mod killed;
mod pack_command;
mod redact_command;
