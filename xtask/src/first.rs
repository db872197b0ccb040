//! The first program of a fresh clone: it is built without what typesets, which is two fifths of the work, and serves while the
//! whole program is built.

use crate::failure::{Because, Outcome};
use crate::server::Server;
use crate::tool;
use crate::workspace::{self, Profile};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, thread};

/// How often we look whether the build is done.
const WATCH: Duration = Duration::from_millis(100);

/// Builds only the first program. `reports` is named so that Cargo chooses the features of shared libraries as for the whole
/// program, and compiles none of them twice; nothing of it is built, since it has no program called so.
pub(crate) fn build(profile: Profile) -> Outcome<()> {
    let features = ["-p", "reports", "--bin", "outcomes", "--no-default-features"];
    tool::call(tool::cargo_build(profile).args(features))
}

/// Puts the first program where the whole one does not take its place, and says where that is.
pub(crate) fn put_aside(profile: Profile) -> Outcome<PathBuf> {
    let first = workspace::first_program(profile);
    fs::rename(workspace::program(profile), &first)
        .because(|| format!("{} could not be made", first.display()))?;
    Ok(first)
}

/// Serves with the first program until the whole one is built. Where that fails, goes on serving.
pub(crate) fn serve(first: &Path, profile: Profile, arguments: &[OsString]) -> Outcome<()> {
    let mut server = Server::start(first, arguments)?;
    println!("xtask: PDFs and workbooks follow in a few minutes, once the whole program is built");
    let mut build =
        tool::cargo_build(profile).spawn().because(|| "The whole program could not be built".to_owned())?;
    let built = loop {
        if let Err(failure) = server.still_serves() {
            // It may be done just now.
            let _ = build.kill();
            return Err(failure);
        }
        if let Some(status) = build.try_wait().because(|| "The build could not be watched".to_owned())? {
            break status;
        }
        thread::sleep(WATCH);
    };
    if built.success() {
        println!("xtask: the whole program takes over");
        return Ok(());
    }
    eprintln!("xtask: the whole program could not be built ({built}); served on without PDFs and workbooks");
    loop {
        server.still_serves()?;
        thread::sleep(WATCH);
    }
}
