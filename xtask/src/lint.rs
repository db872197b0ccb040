//! What is checked without running anything of ours.

use crate::failure::Outcome;
use crate::{tool, toolchain, workspace};
use std::process::Command;

/// Everything that the host compiles. The browser crate is WebAssembly alone, and building it here
/// would turn on the app's `hydrate` beside its `ssr`.
const HOST: [&str; 3] = ["--workspace", "--exclude", "browser"];

/// Fails when rustfmt would change a file.
pub(crate) fn format() -> Outcome<()> {
    tool::call(tool::cargo().args(["fmt", "--all", "--check"]))
}

/// Clippy on everything the host compiles, tests included.
pub(crate) fn clippy_host() -> Outcome<()> {
    tool::call(checking("clippy").args(HOST).args(["--all-targets", "--", "-D", "warnings"]))
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

/// Cargo in a folder of its own, saying no more than what is wrong: it runs beside the build, whose lock and whose lines are not
/// to be shared.
fn checking(command: &str) -> Command {
    let mut cargo = tool::cargo();
    cargo.args([command, "--quiet", "--target-dir"]).arg(workspace::checks());
    cargo
}
