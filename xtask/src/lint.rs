//! What is checked without running anything of ours.

use crate::failure::Outcome;
use crate::suite::JOURNEYS;
use crate::{tool, toolchain};
use std::process::Command;

/// Everything that the host compiles. The browser crate is only WebAssembly, and building it here would turn on the app's
/// `hydrate` beside its `ssr`.
const HOST: [&str; 3] = ["--workspace", "--exclude", "browser"];

/// Fails when rustfmt would change a file.
pub(crate) fn format() -> Outcome<()> {
    tool::call(tool::cargo().args(["fmt", "--all", "--check"]))
}

/// Clippy on everything the host compiles, tests included.
pub(crate) fn clippy_host() -> Outcome<()> {
    tool::call(
        checking("clippy").args(HOST).arg("--all-targets").args(JOURNEYS).args(["--", "-D", "warnings"]),
    )
}

/// Clippy on what a browser runs: the islands of both bundles at once.
pub(crate) fn clippy_browser() -> Outcome<()> {
    tool::call(
        checking("clippy")
            .args(["-p", "browser", "-p", "app", "--features", "browser/grid"])
            .args(["--target", toolchain::WASM])
            .args(["--", "-D", "warnings"]),
    )
}

/// Rustdoc's lints: broken links, bare addresses.
pub(crate) fn documentation() -> Outcome<()> {
    tool::call(
        checking("doc")
            .args(HOST)
            .args(["--no-deps", "--document-private-items"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// Cargo, saying no more than what is wrong. It works in the folder of the build, so that what is compiled for the compiler itself
/// (macros, build scripts) is compiled once for both.
fn checking(command: &str) -> Command {
    let mut cargo = tool::cargo();
    cargo.args([command, "--quiet"]);
    cargo
}
