//! What rustup installs, and cargo-deny.

use crate::failure::{Failure, Outcome};
use crate::packages::Missing;
use crate::{tool, workspace};
use std::path::PathBuf;

/// The compilation target of the browser bundle.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// deny.toml is written for this version.
const CARGO_DENY: &str = "0.20.2";

/// Sees to the WebAssembly target, rustfmt and clippy.
pub(crate) fn prepare(missing: Missing) -> Outcome<()> {
    if !has_wasm() {
        missing.settle(&format!("the Rust target {WASM}"), &[&["rustup", "target", "add", WASM]])?;
    }
    let has_components =
        ["fmt", "clippy"].iter().all(|name| tool::is_fine(tool::cargo().args([name, "--version"])));
    if !has_components {
        missing.settle("rustfmt or clippy", &[&["rustup", "component", "add", "rustfmt", "clippy"]])?;
    }
    Ok(())
}

/// cargo-deny, installed where it is missing. It is built without optimisation: it runs for a second, and building it well
/// takes four minutes.
pub(crate) fn cargo_deny(missing: Missing) -> Outcome<PathBuf> {
    if let Some(program) = installed_cargo_deny() {
        return Ok(program);
    }
    let version = format!("={CARGO_DENY}");
    let folder = workspace::tools().display().to_string();
    let install = [
        "cargo",
        "install",
        "cargo-deny",
        "--quiet",
        "--debug",
        "--locked",
        "--version",
        &version,
        "--root",
        &folder,
    ];
    missing.settle(&format!("cargo-deny {CARGO_DENY}"), &[&install])?;
    installed_cargo_deny().ok_or_else(|| Failure::new("cargo-deny was installed and yet cannot be found."))
}

/// Adds the WebAssembly target when it is not there. Asks nobody: it is small and rustup's own.
pub(crate) fn add_wasm() -> Outcome<()> {
    if has_wasm() { Ok(()) } else { tool::call(tool::command("rustup").args(["target", "add", WASM])) }
}

/// Whether this rustc can compile for WebAssembly. The sysroot is asked, as it answers with rustup and without.
fn has_wasm() -> bool {
    let libraries = tool::read(tool::command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    libraries.is_ok_and(|folder| PathBuf::from(folder.trim()).is_dir())
}

/// cargo-deny in exactly our version: the one installed here, else the one on `PATH`.
fn installed_cargo_deny() -> Option<PathBuf> {
    let own = workspace::tools().join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    [Some(own), tool::find(&["cargo-deny"])].into_iter().flatten().find(|program| {
        tool::read(tool::command(program).arg("--version"))
            .is_ok_and(|said| said.split_whitespace().nth(1) == Some(CARGO_DENY))
    })
}
