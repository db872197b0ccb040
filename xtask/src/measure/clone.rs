//! `cargo xtask measure clone`: what somebody who has just cloned the project waits for. Takes as long as it says.

use super::{table::Row, write};
use crate::failure::{Because, Failure, Outcome};
use crate::{postgres, tool, workspace};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// The longest that a first page may take.
const PATIENCE: Duration = Duration::from_secs(60 * 60);
/// The steps of the test command that wait for a network.
const DOWNLOADS: [&str; 3] = ["packages", "toolchain", "axe-core"];

/// Measures `run`, `test` and `test --quick`, each from a clone in which nothing is compiled; what Cargo has downloaded is
/// there already.
pub(crate) fn from_a_clone() -> Outcome<()> {
    let mut rows = Vec::new();
    {
        let clone = Clone::make("run")?;
        tool::call(clone.cargo().args(["fetch", "--quiet"]))?;
        let (first, whole) = clone.until_it_serves()?;
        rows.push(row("from a clone to the first page (`cargo xtask run`), downloads apart", first));
        rows.push(row("from a clone to the first PDF (`cargo xtask run`), downloads apart", whole));
    }
    let clone = Clone::make("test")?;
    let said = shown(clone.cargo().args(["xtask", "test", "--install"]))?;
    let spent = whole(&said).ok_or_else(|| Failure::new("The tests printed no table of their steps."))?;
    rows.push(row("the whole test command from a clone (`cargo xtask test`), downloads apart", spent));
    // Warm: what it compiles is there from the first time.
    let quick = |clone: &Clone| shown(clone.cargo().args(["xtask", "test", "--quick"]));
    quick(&clone)?;
    let start = Instant::now();
    quick(&clone)?;
    rows.push(row("the quick tests, warm (`cargo xtask test --quick`)", start.elapsed()));
    write(&rows)
}

fn row(what: &str, spent: Duration) -> Row {
    let seconds = (spent.as_secs_f64()).round() as u64;
    Row { what: what.to_owned(), measured: format!("{} min {} s", seconds / 60, seconds % 60) }
}

/// What all steps took by the clock, without those that download. Those are taken before all others, one after another.
fn whole(said: &str) -> Option<Duration> {
    let of = |name: &str| {
        let line = said.lines().rev().find_map(|line| line.strip_prefix(name))?;
        line.trim().strip_suffix(" s")?.trim().parse::<f64>().ok()
    };
    let downloads: f64 = DOWNLOADS.iter().filter_map(|name| of(name)).sum();
    Some(Duration::from_secs_f64((of("by the clock")? - downloads).max(0.0)))
}

/// Runs to the end, shows the output, and returns it.
fn shown(command: &mut Command) -> Outcome<String> {
    let failed = || "A command could not be run".to_owned();
    let mut child = command.stdout(Stdio::piped()).spawn().because(failed)?;
    let mut said = Vec::new();
    if let Some(mut out) = child.stdout.take() {
        let mut piece = [0; 4096];
        loop {
            let length = out.read(&mut piece).because(failed)?;
            if length == 0 {
                break;
            }
            said.extend_from_slice(&piece[..length]);
            let _ = std::io::stdout().write_all(&piece[..length]);
        }
    }
    let status = child.wait().because(failed)?;
    if status.success() {
        Ok(String::from_utf8_lossy(&said).into_owned())
    } else {
        Err(Failure::new(format!("A command failed in the clone ({status}).")))
    }
}

/// A clone in a temporary folder, removed when dropped.
struct Clone(PathBuf);

impl Clone {
    fn make(what: &str) -> Outcome<Self> {
        let path = env::temp_dir().join(format!("outcomes-clone-{what}-{}", process::id()));
        let mut git = tool::command("git");
        git.args(["clone", "--quiet"]).arg(workspace::root()).arg(&path);
        tool::call(&mut git)?;
        Ok(Self(path))
    }

    /// Cargo in the clone, which knows nothing of what was compiled here.
    fn cargo(&self) -> Command {
        let mut cargo = tool::cargo();
        cargo.current_dir(&self.0).env_remove("CARGO_TARGET_DIR").env_remove("OUTCOMES_DATABASE");
        cargo
    }

    /// The time from `cargo xtask run` to an answer with a page, and to the whole program. Waiting for both leaves no build behind.
    fn until_it_serves(&self) -> Outcome<(Duration, Duration)> {
        let port = postgres::free_port()?;
        let listen = format!("127.0.0.1:{port}");
        let mut cargo = self.cargo();
        cargo.args(["xtask", "run", "--", "--listen", &listen]);
        let start = Instant::now();
        let mut child = cargo.spawn().because(|| "The clone could not be run".to_owned())?;
        let mut first = None;
        let outcome = loop {
            if first.is_none() && answers(&listen) {
                first = Some(start.elapsed());
            }
            match first {
                Some(first) if self.0.join("target/debug/outcomes").is_file() => {
                    break Ok((first, start.elapsed()));
                }
                _ => {}
            }
            match child.try_wait().because(|| "The clone could not be watched".to_owned())? {
                Some(status) => break Err(Failure::new(format!("The clone stopped ({status})."))),
                None if start.elapsed() > PATIENCE => {
                    break Err(Failure::new("The clone never served a page, or never became whole."));
                }
                None => thread::sleep(Duration::from_millis(100)),
            }
        };
        // It may have stopped by itself.
        let _ = child.kill();
        let _ = child.wait();
        outcome
    }
}

impl Drop for Clone {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

fn remove(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        eprintln!("xtask: {} could not be removed: {error}", folder.display());
    }
}

/// Whether there is a page at this address yet.
fn answers(listen: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(listen)?;
        write!(stream, "GET / HTTP/1.1\r\nHost: {listen}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.starts_with("HTTP/1.1 200 "))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn downloads_are_taken_out_of_the_whole() {
        let said = "packages        20.0 s\ntoolchain        1.0 s\naxe-core         4.0 s\ntests          600.0 s\nby the clock  1000.0 s\n";
        assert_eq!(whole(said), Some(Duration::from_secs(975)));
        assert_eq!(row("x", Duration::from_secs(975)).measured, "16 min 15 s");
        assert_eq!(whole("nothing"), None);
    }
}
