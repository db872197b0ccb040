//! What rustup installs.

use crate::failure::Outcome;
use crate::packages::Missing;
use crate::tool;
use std::path::PathBuf;

/// The compilation target of the browser bundle.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

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

/// Adds the WebAssembly target when it is not there. Asks nobody: it is small and rustup's own.
pub(crate) fn add_wasm() -> Outcome<()> {
    if has_wasm() { Ok(()) } else { tool::call(tool::command("rustup").args(["target", "add", WASM])) }
}

/// Whether this rustc can compile for WebAssembly. The sysroot is asked, as it answers with rustup and without.
fn has_wasm() -> bool {
    let libraries = tool::read(tool::command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    libraries.is_ok_and(|folder| PathBuf::from(folder.trim()).is_dir())
}
