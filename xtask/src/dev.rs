//! `cargo xtask dev`: serves, watches the sources, and serves again after each change that builds.

use crate::change::{self, Change};
use crate::compile::Checks;
use crate::failure::{Because, Failure, Outcome};
use crate::server::Server;
use crate::workspace::{self, Profile};
use crate::{bundle, record, run, toolchain};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::ffi::OsString;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// Editors write several files, and several times; a change is over when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(300);

/// Serves until interrupted.
pub(crate) fn serve(arguments: &[OsString]) -> Outcome<()> {
    toolchain::add_wasm()?;
    let (events, changes) = mpsc::channel();
    // Kept to the end: a watcher that is dropped stops watching. It starts before the first build, so
    // that nothing saved during that is missed.
    let _watcher = watch(events)?;
    let mut server = None;
    let mut due = Change::Bundle;
    loop {
        let left = match build(due) {
            Ok(()) => {
                // The old one first: both want the same port.
                drop(server);
                server = Some(Server::start(&workspace::program(Profile::Dev), arguments)?);
                Change::Program
            }
            Err(failure) => {
                eprintln!("xtask: {failure}");
                match server {
                    Some(_) => eprintln!("xtask: the server from before this change goes on"),
                    None => eprintln!("xtask: nothing is served yet; waiting for a change"),
                }
                due
            }
        };
        due = left.max(next(&changes)?);
        println!("xtask: building again");
    }
}

/// Builds what the change asks for and brings the record up to date.
fn build(change: Change) -> Outcome<()> {
    if change == Change::Bundle {
        bundle::build(Checks::Left)?;
    }
    run::program(Profile::Dev)?;
    record::prepare(&workspace::program(Profile::Dev))
}

/// Sends what each change asks for.
fn watch(changes: mpsc::Sender<Change>) -> Outcome<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let change = event.as_ref().ok().and_then(change::of);
        // Nobody listens any more only when we are ending.
        let _ = change.map(|change| changes.send(change));
    })
    .because(|| "The sources cannot be watched".to_owned())?;
    let root = workspace::root();
    let folders = change::FOLDERS.iter().map(|folder| (root.join(folder), RecursiveMode::Recursive));
    // The root itself for its Cargo files: an editor that saves by renaming would be lost by watching them.
    for (folder, mode) in folders.chain([(root.to_owned(), RecursiveMode::NonRecursive)]) {
        watcher.watch(&folder, mode).because(|| format!("{} cannot be watched", folder.display()))?;
    }
    Ok(watcher)
}

/// Waits for a change and for the quiet after it. Returns the most that was asked for.
fn next(changes: &Receiver<Change>) -> Outcome<Change> {
    let mut change = changes.recv().map_err(|_| Failure::new("The sources are no longer watched."))?;
    while let Ok(another) = changes.recv_timeout(QUIET) {
        change = change.max(another);
    }
    Ok(change)
}
