//! PostgreSQL's programs, and an account that they accept.

use crate::failure::{Failure, Outcome};
use crate::tool;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The account that Debian's package makes; used when we are root, whom PostgreSQL refuses.
const ACCOUNT: &str = "postgres";

/// One of PostgreSQL's programs, run by an account that it accepts.
///
/// setpriv comes first because it can also have the kernel end the server when xtask itself is
/// killed and has no time to; SIGINT is PostgreSQL's fast stop.
pub(super) fn run(name: &str) -> Outcome<Command> {
    let program = programs()
        .ok_or_else(|| Failure::new("PostgreSQL is not installed: initdb was not found."))?
        .join(name);
    let mut command = match (tool::find(&["setpriv"]), is_root()) {
        (Some(setpriv), true) => {
            let mut command = tool::command(setpriv);
            command.args([
                "--pdeathsig",
                "INT",
                "--reuid",
                ACCOUNT,
                "--regid",
                ACCOUNT,
                "--init-groups",
                "--",
            ]);
            command.arg(program);
            command
        }
        (Some(setpriv), false) => {
            let mut command = tool::command(setpriv);
            command.args(["--pdeathsig", "INT", "--"]).arg(program);
            command
        }
        (None, true) => {
            let mut command = tool::command("runuser");
            command.args(["-u", ACCOUNT, "--"]).arg(program);
            command
        }
        (None, false) => tool::command(program),
    };
    // The account may have no access to our current folder.
    command.current_dir(env::temp_dir());
    Ok(command)
}

/// Makes a folder the account's own.
pub(super) fn give(folder: &Path) -> Outcome<()> {
    if is_root() { tool::read(tool::command("chown").arg(ACCOUNT).arg(folder)).map(|_| ()) } else { Ok(()) }
}

/// The folder of `initdb` and `postgres`: the newest of Debian's, else the one that `PATH` leads to.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max();
    match newest {
        Some((_, folder)) => Some(folder),
        None => tool::find(&["initdb"])?.canonicalize().ok()?.parent().map(Path::to_owned),
    }
}

/// Whether we are root.
pub(crate) fn is_root() -> bool {
    tool::read(tool::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
