//! `cargo xtask run` and `cargo xtask build`: from a fresh clone to a served board, or to the one file to deploy.

use crate::compile::Checks;
use crate::failure::{Because, Outcome};
use crate::step::beside;
use crate::workspace::{self, Profile};
use crate::{bundle, handover, record, size, tool, toolchain};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

/// Builds, prepares the record and serves. Returns only when that fails.
pub(crate) fn serve(profile: Profile, arguments: &[OsString]) -> Outcome<()> {
    let program = built(profile)?;
    record::prepare(&program)?;
    record::invite_first(&program, arguments)?;
    handover::hand_over(tool::command(&program).arg("serve").args(arguments))
}

/// Builds, makes a new record of illustrative figures and serves that. Returns only when that fails.
pub(crate) fn demo(profile: Profile, arguments: &[OsString]) -> Outcome<()> {
    let program = built(profile)?;
    let database = record::demonstrate(&program)?;
    handover::hand_over(
        tool::command(&program).args(["serve", "--database", database.as_str()]).args(arguments),
    )
}

/// The program, with the browser bundle where that can be built. They are built beside each other; then the program is built
/// once more, which takes the bundle in and compiles nothing else.
fn built(profile: Profile) -> Outcome<PathBuf> {
    let bundled = || Ok(toolchain::add_wasm().and_then(|()| bundle::build(Checks::Left)));
    let ((), bundled) = beside(|| program(profile), bundled)?;
    if let Err(failure) = bundled {
        eprintln!("xtask: the pages will be served without the browser program. {failure}");
        bundle::remove()?;
    }
    program(profile)?;
    Ok(workspace::program(profile))
}

/// Builds the program for deployment, the bundle inside it, and says where it is.
pub(crate) fn build() -> Outcome<()> {
    toolchain::add_wasm()?;
    bundle::build(Checks::Left)?;
    program(Profile::Release)?;
    let program = workspace::program(Profile::Release);
    let bytes = fs::metadata(&program).because(|| format!("{} was not built", program.display()))?.len();
    println!("{}: {}", program.display(), size::text(bytes));
    Ok(())
}

/// Builds only the program.
pub(crate) fn program(profile: Profile) -> Outcome<()> {
    let release = match profile {
        Profile::Dev => None,
        Profile::Release => Some("--release"),
    };
    tool::call(tool::cargo().args(["build", "-p", "outcomes"]).args(release))
}
