//! Where things are: the workspace, what Cargo builds, and the program itself.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// How the program is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build; what the tests use.
    Dev,
    /// Quick to run; what is deployed.
    Release,
}

/// The folder of the workspace's Cargo.toml. Every command runs from here.
///
/// Cargo gives the package's folder at run time. The one that it gave at compile time is second best: two checkouts that
/// share a target folder share this program too.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Path::new(&xtask).parent().map(Path::to_owned).unwrap_or_default()
    });
    &ROOT
}

/// Cargo's target folder: `CARGO_TARGET_DIR` when set, else `target/`.
pub(crate) fn target() -> PathBuf {
    let given = env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    root().join(given.unwrap_or_else(|| "target".into()))
}

/// Where the browser bundle goes. The server's build script embeds what it finds here.
pub(crate) fn site() -> PathBuf {
    target().join("site")
}

/// Where the test command keeps what it downloads.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The program `outcomes` as this profile leaves it.
pub(crate) fn program(profile: Profile) -> PathBuf {
    named("outcomes", profile)
}

/// The program that serves in a fresh clone until the whole one is built.
pub(crate) fn first_program(profile: Profile) -> PathBuf {
    named("outcomes-first", profile)
}

fn named(name: &str, profile: Profile) -> PathBuf {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    target().join(folder).join(format!("{name}{}", env::consts::EXE_SUFFIX))
}
