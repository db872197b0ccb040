//! The tests themselves, and the surroundings that they are given.

use crate::compile::Checks;
use crate::failure::{Because, Failure, Outcome};
use crate::packages::Browser;
use crate::tally::{self, Tally};
use crate::tool;
use crate::workspace::{self, Profile};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs, process};

/// What is built and tested: all but the browser crate, which is only WebAssembly, and xtask, which is running. Building and
/// testing name the same packages, so that nothing is compiled twice.
const PACKAGES: [&str; 5] = ["--workspace", "--exclude", "browser", "--exclude", "xtask"];

/// The kinds of target that are tested; there is no code in documentation.
const KINDS: [&str; 3] = ["--lib", "--bins", "--tests"];

/// What is only built, so that it is checked.
const UNTESTED: [&str; 2] = ["--examples", "--benches"];

/// The program of tests that drives a browser. Its manifest says `test = false`, so that only those who name it build it.
const JOURNEYS: [&str; 2] = ["--test", "journeys"];

/// What a test may need from outside.
pub(crate) struct Surroundings<'a> {
    /// Chromium and its driver.
    pub(crate) browser: &'a Browser,
    /// `axe.min.js`.
    pub(crate) axe: &'a Path,
    /// The address of a PostgreSQL that may be filled and emptied.
    pub(crate) postgres: &'a str,
    /// How much is tried.
    pub(crate) length: Length,
}

/// How much is tried by the tests that could go on for ever: simulations, hostile texts, attackers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// What a change has to pass.
    Short,
    /// What is run before an issue is called resolved.
    Long,
}

/// Builds what tests are of. The crate of the server is built again when the browser bundles are there for it to carry.
pub(crate) fn build_libraries() -> Outcome<()> {
    tool::call(Checks::Made.cargo()?.arg("build").args(PACKAGES).arg("--lib"))
}

/// Builds the tests and the program that the journeys start.
pub(crate) fn build() -> Outcome<()> {
    tool::call(Checks::Made.cargo()?.arg("build").args(PACKAGES).args(KINDS).args(UNTESTED).args(JOURNEYS))
}

/// Which tests are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Those in a real browser.
    Journeys,
    /// All others.
    Others,
}

/// Every test of a part, those marked as needing PostgreSQL or a browser included.
pub(crate) fn run(part: Part, surroundings: &Surroundings<'_>) -> Outcome<Tally> {
    let mut cargo = Checks::Made.cargo()?;
    cargo.arg("test").args(PACKAGES);
    match part {
        // A browser keeps a core busy by itself, so its row takes one test at a time beside the other's.
        Part::Journeys => cargo.args(JOURNEYS).env("RUST_TEST_THREADS", "1"),
        Part::Others => cargo.args(KINDS),
    };
    cargo
        .args(["--", "--include-ignored"])
        .env("OUTCOMES_TEST_POSTGRES", surroundings.postgres)
        .env("OUTCOMES_TEST_CHROMIUM", &surroundings.browser.chromium)
        .env("OUTCOMES_TEST_CHROMEDRIVER", &surroundings.browser.driver)
        .env("OUTCOMES_TEST_AXE", surroundings.axe)
        .env("OUTCOMES_TEST_BIN", workspace::program(Profile::Dev))
        .env_remove("OUTCOMES_DATABASE");
    match surroundings.length {
        Length::Short => cargo.env_remove("OUTCOMES_TEST_LONG"),
        Length::Long => cargo.env("OUTCOMES_TEST_LONG", "1"),
    };
    counted(&mut cargo)
}

/// The tests that need nothing from outside: no PostgreSQL, no browser, no built program.
pub(crate) fn run_quick() -> Outcome<Tally> {
    counted(
        tool::cargo().args(["test", "--quiet"]).args(PACKAGES).args(KINDS).env_remove("OUTCOMES_DATABASE"),
    )
}

/// xtask's own tests, and xtask itself once more, so that it is checked as well.
pub(crate) fn run_own() -> Outcome<Tally> {
    tool::call(Checks::Made.cargo()?.args(["build", "-p", "xtask"]))?;
    counted(Checks::Made.cargo()?.args(["test", "-p", "xtask", "--", "--include-ignored"]))
}

/// Has the program open a new record on both engines, and returns the lines that name their versions.
pub(crate) fn engines(postgres: &str) -> Outcome<Vec<String>> {
    let file = env::temp_dir().join(format!("outcomes-engine-{}.db", process::id()));
    let said = [format!("sqlite://{}", file.display()), postgres.to_owned()].map(|url| migrate(&url));
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        // Absent unless the program made it.
        let _ = fs::remove_file(name);
    }
    let [sqlite, postgres] = said;
    Ok(vec![version_line(&sqlite?, "SQLite")?, version_line(&postgres?, "PostgreSQL")?])
}

fn migrate(url: &str) -> Outcome<String> {
    tool::read(
        tool::command(workspace::program(Profile::Dev))
            .args(["migrate", "--database", url])
            .env_remove("OUTCOMES_DATABASE"),
    )
}

/// The line that names the engine.
fn version_line(said: &str, engine: &str) -> Outcome<String> {
    said.lines()
        .find(|line| line.contains(engine))
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("`outcomes migrate` did not name {engine}; it said: {said}")))
}

/// Runs tests, printing their lines as they come, and counts them.
fn counted(cargo: &mut Command) -> Outcome<Tally> {
    let failed = || "The tests could not be run".to_owned();
    let mut child = cargo.stdout(Stdio::piped()).spawn().because(failed)?;
    let mut lines = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line.because(failed)?).into_owned();
            println!("{line}");
            lines.push(line);
        }
    }
    let status = child.wait().because(failed)?;
    let tally = tally::count(lines.iter().map(String::as_str));
    if status.success() {
        return Ok(tally);
    }
    Err(Failure::new(match tally.failed {
        0 => format!("The tests did not run to the end ({status})."),
        number => format!("{number} failed; their names are above."),
    }))
}
