//! Calling other programs, always by name and arguments and never through a shell.

use crate::failure::{Because, Failure, Outcome};
use crate::workspace::{self, Profile};
use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A program that will run from the workspace root.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command
}

/// The Cargo that started us, as a person at the workspace root would call it.
///
/// `cargo run` passes its program variables about the package that it belongs to. Were these passed on, build scripts that
/// watch them (ring's does) would run again after every `cargo build` by hand.
pub(crate) fn cargo() -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let is_about_us = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "OUT_DIR"
        });
        if is_about_us {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Runs to the end with our own input and output, so that a long step shows what it is doing.
pub(crate) fn call(command: &mut Command) -> Outcome<()> {
    let words = words(command);
    let status = command.status().because(|| format!("`{words}` could not be started"))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{words}` failed ({status})"))) }
}

/// Runs to the end quietly and returns what was printed on standard output.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let words = words(command);
    let output =
        command.stdin(Stdio::null()).output().because(|| format!("`{words}` could not be started"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!("`{words}` failed ({}): {}", output.status, said.trim())))
}

/// Whether a quiet call ends well.
pub(crate) fn is_fine(command: &mut Command) -> bool {
    read(command).is_ok()
}

/// The first of these programs that `PATH` has. The folders for system programs are looked in too: a
/// person's own `PATH` often lacks them.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).chain(["/usr/sbin".into(), "/sbin".into()]).collect();
    names.iter().find_map(|name| {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
    })
}

/// The call as a person would type it, with the program's folder left out.
fn words(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        words.push(' ');
        words.push_str(&argument.to_string_lossy());
    }
    words
}

/// The call of Cargo that builds the program.
pub(crate) fn cargo_build(profile: Profile) -> Command {
    let release = match profile {
        Profile::Dev => None,
        Profile::Release => Some("--release"),
    };
    let mut cargo = cargo();
    cargo.args(["build", "-p", "outcomes"]).args(release);
    cargo
}
