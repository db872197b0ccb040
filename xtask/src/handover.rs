//! Ending as another program.

pub(crate) use system::hand_over;

/// On Unix the program takes our place: signals and the exit code are its own.
#[cfg(unix)]
mod system {
    use crate::failure::{Failure, Outcome};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    /// Becomes the program; returns only when that cannot be done.
    pub(crate) fn hand_over(command: &mut Command) -> Outcome<()> {
        let error = command.exec();
        let program = command.get_program().to_string_lossy().into_owned();
        Err(Failure::new(format!("{program} could not be started: {error}")))
    }
}

/// Elsewhere we wait for it.
#[cfg(not(unix))]
mod system {
    use crate::failure::Outcome;
    use std::process::Command;

    /// Runs the program to its end.
    pub(crate) fn hand_over(command: &mut Command) -> Outcome<()> {
        crate::tool::call(command)
    }
}
