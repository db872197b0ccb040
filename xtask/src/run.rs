//! `cargo xtask run` and `cargo xtask build`: from a fresh clone to a served board, or to the one file to deploy.

use crate::compile::Checks;
use crate::failure::{Because, Outcome};
use crate::step::beside;
use crate::workspace::{self, Profile};
use crate::{bundle, first, handover, record, size, tool, toolchain};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

/// Builds, prepares the record and serves; a clone in which nothing was built yet serves with the first program meanwhile.
/// Returns only when that fails.
pub(crate) fn serve(profile: Profile, arguments: &[OsString]) -> Outcome<()> {
    let whole = workspace::program(profile);
    if whole.is_file() {
        bundled(|| program(profile))?;
        prepare(&whole, arguments)?;
    } else {
        bundled(|| first::build(profile))?;
        let first = first::put_aside(profile)?;
        prepare(&first, arguments)?;
        first::serve(&first, profile, arguments)?;
    }
    handover::hand_over(tool::command(&whole).arg("serve").args(arguments))
}

fn prepare(program: &Path, arguments: &[OsString]) -> Outcome<()> {
    record::prepare(program)?;
    record::invite_first(program, arguments)
}

/// Builds, makes a new record of illustrative figures and serves that. Returns only when that fails. Packs are among them, so
/// that nothing less than the whole program will do.
pub(crate) fn demo(profile: Profile, arguments: &[OsString]) -> Outcome<()> {
    bundled(|| program(profile))?;
    let whole = workspace::program(profile);
    let database = record::demonstrate(&whole)?;
    handover::hand_over(
        tool::command(&whole).args(["serve", "--database", database.as_str()]).args(arguments),
    )
}

/// Builds a program, with the browser bundle where that can be built. They are built beside each other; then the program is built
/// once more, which takes the bundle in and compiles nothing else.
fn bundled(program: impl Fn() -> Outcome<()> + Sync) -> Outcome<()> {
    let bundle = || Ok(toolchain::add_wasm().and_then(|()| bundle::build(Checks::Left)));
    let ((), bundle) = beside(&program, bundle)?;
    if let Err(failure) = bundle {
        eprintln!("xtask: the pages will be served without the browser program. {failure}");
        bundle::remove()?;
    }
    program()
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
    tool::call(&mut tool::cargo_build(profile))
}
