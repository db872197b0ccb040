//! The server that a command here starts and, before it starts another, stops.

use crate::failure::{Because, Failure, Outcome};
use crate::tool;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Child, Stdio};

/// A server of ours. It stops when its input ends: when this is dropped, and also where we are killed.
pub(crate) struct Server(Child);

impl Server {
    /// Serves with this program and these arguments.
    pub(crate) fn start(program: &Path, arguments: &[OsString]) -> Outcome<Self> {
        tool::command(program)
            .args(["serve", "--until-input-ends"])
            .args(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .map(Self)
            .because(|| "The server could not be started".to_owned())
    }

    /// Fails where it has stopped by itself, as where its port is taken.
    pub(crate) fn still_serves(&mut self) -> Outcome<()> {
        match self.0.try_wait().because(|| "The server could not be watched".to_owned())? {
            None => Ok(()),
            Some(status) => Err(Failure::new(format!("The server stopped ({status})."))),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Answers under way are given first.
        drop(self.0.stdin.take());
        // It may have stopped by itself, and then there is nothing to wait for.
        let _ = self.0.wait();
    }
}
