//! One reading of the dependencies for three tools: while rustc compiles a crate of ours, Clippy and rustdoc read the same source
//! against the same compiled dependencies.
//!
//! `cargo clippy` and `cargo doc` would each want every dependency compiled once more, in a form of their own. So Cargo is told
//! to call this program for rustc (`RUSTC_WORKSPACE_WRAPPER`), for the crates of the workspace only; it stops where one of the
//! three does.

use crate::failure::{Because, Failure, Outcome};
use crate::{tool, workspace};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::sync::{Mutex, PoisonError};

/// The name of the copy of this program that Cargo calls. It knows by this name what it is called for.
const NAME: &str = "checking-rustc";

/// Whether crates of ours are checked while they are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checks {
    /// They are, and what either check finds fails the build.
    Made,
    /// They are only compiled, for somebody who wants to run them.
    Left,
}

impl Checks {
    /// Cargo, compiling so.
    pub(crate) fn cargo(self) -> Outcome<Command> {
        let mut cargo = tool::cargo();
        if self == Self::Made {
            cargo.env("RUSTC_WORKSPACE_WRAPPER", copy()?);
        }
        Ok(cargo)
    }
}

/// The copy of this program that Cargo calls. It is made once, at the start: building xtask replaces the file that this runs from.
fn copy() -> Outcome<PathBuf> {
    static COPY: Mutex<Option<PathBuf>> = Mutex::new(None);
    // Steps are taken beside each other. One that panicked left nothing half done: the file is put in its place whole.
    let mut copy = COPY.lock().unwrap_or_else(PoisonError::into_inner);
    match copy.as_ref() {
        Some(path) => Ok(path.clone()),
        None => Ok(copy.insert(make_copy()?).clone()),
    }
}

fn make_copy() -> Outcome<PathBuf> {
    let path = workspace::tools().join(format!("{NAME}{}", env::consts::EXE_SUFFIX));
    let failed = || format!("{} could not be made", path.display());
    fs::create_dir_all(workspace::tools()).because(failed)?;
    // Never written in place: another Cargo may be calling it.
    let fresh = path.with_extension("new");
    fs::copy(env::current_exe().because(failed)?, &fresh).because(failed)?;
    fs::rename(&fresh, &path).because(failed)?;
    Ok(path)
}

/// What Cargo asks for, where this program was called for rustc: the compiler and its arguments.
pub(crate) fn asked(mut arguments: impl Iterator<Item = OsString>) -> Option<Vec<OsString>> {
    let program = arguments.next()?;
    (Path::new(&program).file_stem()? == NAME).then(|| arguments.collect())
}

/// Compiles as asked, and checks the same crate.
pub(crate) fn compile(asked: &[OsString]) -> ExitCode {
    match checked(asked) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn checked(asked: &[OsString]) -> Outcome<ExitCode> {
    let Some((rustc, arguments)) = asked.split_first() else {
        return Err(Failure::new("Cargo named no compiler."));
    };
    let arguments: Vec<String> =
        arguments.iter().map(|argument| argument.clone().into_string()).collect::<Result<_, _>>().map_err(
            |argument| Failure::new(format!("Cargo passed what is not text: {}", argument.display())),
        )?;
    let failed = || format!("{} could not be started", rustc.display());
    let mut compiler = Command::new(rustc).args(&arguments).spawn().because(failed)?;
    // Beside the compiler: all that either reads was there when Cargo called.
    let checks = Unit::of(&arguments).map(|unit| unit.check(rustc));
    let compiled = compiler.wait().because(failed)?;
    let mut fine = compiled.success();
    if let (true, Some(checks)) = (fine, checks) {
        // Kept back until now, so that no line of theirs falls into one of the compiler's, which Cargo reads.
        for check in checks? {
            io::stderr().write_all(&check.stderr).because(failed)?;
            fine &= check.status.success();
        }
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A crate that is compiled, as the arguments of its compiler say.
struct Unit<'a> {
    arguments: &'a [String],
    /// Where what the checks write is put, and removed from.
    scratch: PathBuf,
    /// Whether rustdoc reads it.
    is_documented: bool,
}

impl<'a> Unit<'a> {
    /// `None` where Cargo only asks what the compiler is and has.
    fn of(arguments: &'a [String]) -> Option<Self> {
        let value = |name: &str| {
            let at = arguments.iter().position(|argument| argument == name)?;
            arguments.get(at + 1).map(String::as_str)
        };
        let name = value("--crate-name")?;
        let out = value("--out-dir")?;
        let extra =
            arguments.iter().find_map(|argument| argument.strip_prefix("extra-filename=")).unwrap_or("");
        // What browsers run is documented with what the server runs.
        let is_documented = name != "build_script_build"
            && !arguments.iter().any(|argument| argument == "--test")
            && value("--target").is_none();
        Some(Self { arguments, scratch: Path::new(out).join(format!("{name}{extra}.checks")), is_documented })
    }

    /// Has Clippy read it, then rustdoc.
    fn check(&self, rustc: &OsString) -> Outcome<Vec<Output>> {
        let failed = || format!("{} could not be checked", self.scratch.display());
        fs::create_dir_all(&self.scratch).because(failed)?;
        let mut clippy = Command::new("clippy-driver");
        clippy.arg(rustc).args(self.for_clippy());
        let mut outputs = vec![clippy.output().because(|| "clippy-driver could not be started".to_owned())?];
        if self.is_documented {
            let mut rustdoc = Command::new("rustdoc");
            rustdoc.args(self.for_rustdoc());
            outputs.push(rustdoc.output().because(|| "rustdoc could not be started".to_owned())?);
        }
        fs::remove_dir_all(&self.scratch).because(failed)?;
        Ok(outputs)
    }

    /// The compiler's arguments, so that types are checked and nothing is generated.
    fn for_clippy(&self) -> Vec<String> {
        let mut arguments = self.common();
        arguments.extend(["--emit=metadata", "--out-dir"].map(str::to_owned));
        arguments.extend([self.scratch(), "-D".to_owned(), "warnings".to_owned()]);
        arguments
    }

    fn for_rustdoc(&self) -> Vec<String> {
        let mut arguments = self.common();
        arguments.extend(["--document-private-items", "-D", "warnings", "--out-dir"].map(str::to_owned));
        arguments.push(self.scratch());
        arguments
    }

    fn scratch(&self) -> String {
        self.scratch.display().to_string()
    }

    /// The arguments that all three tools take: without what is written, where, and which of it Cargo is told of.
    fn common(&self) -> Vec<String> {
        let mut kept = Vec::new();
        let mut arguments = self.arguments.iter().peekable();
        while let Some(argument) = arguments.next() {
            let next = arguments.peek().map_or("", |next| next.as_str());
            match argument.as_str() {
                "-C" if next.starts_with("incremental=") => drop(arguments.next()),
                "--out-dir" => drop(arguments.next()),
                json if json.starts_with("--json=") => {
                    kept.push("--json=diagnostic-rendered-ansi".to_owned())
                }
                emit if emit.starts_with("--emit=") => {}
                other => kept.push(other.to_owned()),
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIBRARY: &str = "--crate-name domain --edition=2024 crates/domain/src/lib.rs --error-format=json \
        --json=diagnostic-rendered-ansi,artifacts --crate-type lib --emit=dep-info,metadata,link -C opt-level=2 \
        -C metadata=1a -C extra-filename=-2b --out-dir /t/deps -C incremental=/t/incremental \
        -L dependency=/t/deps --extern chrono=/t/deps/libchrono-3c.rmeta";

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn it_is_called_for_rustc_by_its_name_only() {
        let called = |line: &str| asked(words(line).into_iter().map(OsString::from));
        assert_eq!(called("/t/tools/checking-rustc rustc -vV"), Some(vec!["rustc".into(), "-vV".into()]));
        assert_eq!(called("target/debug/xtask rustc -vV"), None);
    }

    #[test]
    fn clippy_writes_nothing_that_cargo_counts_on() {
        let arguments = words(LIBRARY);
        let clippy = Unit::of(&arguments).expect("a crate").for_clippy().join(" ");
        assert_eq!(
            clippy,
            "--crate-name domain --edition=2024 crates/domain/src/lib.rs --error-format=json \
             --json=diagnostic-rendered-ansi --crate-type lib -C opt-level=2 -C metadata=1a -C extra-filename=-2b \
             -L dependency=/t/deps --extern chrono=/t/deps/libchrono-3c.rmeta \
             --emit=metadata --out-dir /t/deps/domain-2b.checks -D warnings"
        );
    }

    #[test]
    fn tests_and_build_scripts_have_no_documentation() {
        let is_documented = |line: &str| Unit::of(&words(line)).map(|unit| unit.is_documented);
        assert_eq!(is_documented(LIBRARY), Some(true));
        assert_eq!(is_documented(&format!("{LIBRARY} --test")), Some(false));
        assert_eq!(
            is_documented(&LIBRARY.replace("--crate-name domain", "--crate-name build_script_build")),
            Some(false)
        );
        assert_eq!(is_documented(&format!("{LIBRARY} --target wasm32-unknown-unknown")), Some(false));
        assert_eq!(is_documented("- --crate-name ___ --print=file-names"), None);
    }
}
