//! `cargo xtask bench import`: how long a million rows take, beside what the engines' own loaders take for the same rows into
//! the same table and indexes. Fails where a limit is not held.

mod board;
mod engine;
mod rows;

pub(crate) use board::{Server, board};

use crate::failure::{Because, Failure, Outcome};
use crate::measure::Row;
use crate::workspace::Profile;
use crate::{postgres, run, tool};
use engine::{Engine, Spent};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// The most time, as a multiple of what the engine's own loader takes.
const TIMES: f64 = 5.0;
/// The most memory, in KiB.
const MEMORY: u64 = 200 * 1024;

/// Measures an import of a million rows on both engines, prints a table, and gives its lines for README.
pub(crate) fn import() -> Outcome<Vec<Row>> {
    run::program(Profile::Release)?;
    let folder = Folder::make()?;
    let file = folder.0.join("million.csv");
    rows::write(&file)?;
    let server = postgres::start()?;
    let engines = [Engine::sqlite(&folder.0)?, Engine::postgres(&server.url())?];
    let mut measured = Vec::new();
    for engine in &engines {
        println!("\n== {}", engine.name());
        measured.push((engine.name(), measure(engine, &file, &folder.0)?));
    }
    println!();
    for (name, measured) in &measured {
        print!("{}", table(name, measured));
    }
    let faults: Vec<String> = measured.iter().flat_map(|(name, measured)| faults(name, measured)).collect();
    if faults.is_empty() { Ok(lines(&measured)) } else { Err(Failure::new(faults.join(" "))) }
}

fn lines(measured: &[(&str, Measured)]) -> Vec<Row> {
    let joined = |said: fn(&Measured) -> String| {
        let each: Vec<String> =
            measured.iter().map(|(name, measured)| format!("{name} {}", said(measured))).collect();
        each.join("; ")
    };
    let first = joined(|measured| {
        format!(
            "{:.1} s, {:.1} times its own loader, {} MiB at most",
            measured.first.seconds(),
            times(measured),
            measured.first.peak / 1024
        )
    });
    let what = "a million rows of CSV into an empty record, judged, with history, audit and the file kept (`cargo xtask bench import`)";
    vec![
        Row { what: what.into(), measured: first },
        Row {
            what: "the same file again, which changes nothing".into(),
            measured: joined(|measured| format!("{:.1} s", measured.again.seconds())),
        },
    ]
}

/// What was measured on an engine.
struct Measured {
    first: Spent,
    again: Spent,
    loader: Spent,
}

fn measure(engine: &Engine, file: &Path, folder: &Path) -> Outcome<Measured> {
    engine.migrate()?;
    let (first, said) = engine.import(file)?;
    expect(&said, &["\"new\":1000000", "\"refused\":0", "\"written\":true"])?;
    println!("first import: {first}");
    let (again, said) = engine.import(file)?;
    expect(&said, &["\"same\":1000000", "\"new\":0", "\"written\":false"])?;
    println!("again: {again}");
    let loader = engine.load(folder)?;
    println!("{}: {loader}", engine.loader());
    Ok(Measured { first, again, loader })
}

fn expect(said: &str, wanted: &[&str]) -> Outcome<()> {
    match wanted.iter().find(|wanted| !said.contains(**wanted)) {
        None => Ok(()),
        Some(missing) => {
            let said: String = said.chars().take(400).collect();
            Err(Failure::new(format!("The import did not say {missing}; it said: {said}")))
        }
    }
}

fn times(measured: &Measured) -> f64 {
    measured.first.seconds() / measured.loader.seconds()
}

fn table(name: &str, measured: &Measured) -> String {
    let Measured { first, again, loader } = measured;
    format!(
        "{name:<11} its own loader {:>6.1} s   first import {:>6.1} s ({:.1} times, {} MiB)   again {:>6.1} s ({} MiB)\n",
        loader.seconds(),
        first.seconds(),
        times(measured),
        first.peak / 1024,
        again.seconds(),
        again.peak / 1024
    )
}

/// Which limits are not held, a sentence each.
fn faults(name: &str, measured: &Measured) -> Vec<String> {
    let mut faults = Vec::new();
    if times(measured) > TIMES {
        faults.push(format!("On {name} an import takes {:.1} times what the loader does.", times(measured)));
    }
    let peak = measured.first.peak.max(measured.again.peak);
    if peak > MEMORY {
        faults.push(format!("On {name} an import takes {} MiB.", peak / 1024));
    }
    if measured.again.seconds() >= measured.first.seconds() {
        faults.push(format!("On {name} an import that changes nothing is no faster than the first."));
    }
    faults
}

/// A temporary folder, removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Outcome<Self> {
        let path = env::temp_dir().join(format!("outcomes-bench-{}", process::id()));
        fs::create_dir(&path).because(|| format!("{} could not be made", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("xtask: {} could not be removed: {error}", self.0.display());
        }
    }
}

/// A program that the measuring needs, or which package has it.
fn needed(name: &'static str, package: &str) -> Outcome<PathBuf> {
    let found = match postgres::programs().map(|folder| folder.join(name)).filter(|path| path.is_file()) {
        Some(path) => Some(path),
        None => tool::find(&[name]),
    };
    found.ok_or_else(|| Failure::new(format!("{name} was not found: `apt-get install {package}` brings it.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_limit_that_is_not_held_is_told() {
        let spent = |seconds, peak| Spent { time: Duration::from_secs(seconds), peak };
        let good = Measured { first: spent(20, 1000), again: spent(5, 1000), loader: spent(5, 0) };
        assert!(faults("SQLite", &good).is_empty());
        let bad = Measured { first: spent(26, 1000), again: spent(27, 300 * 1024), loader: spent(5, 0) };
        assert_eq!(faults("SQLite", &bad).len(), 3);
    }
}
