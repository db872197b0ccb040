//! The two engines: what our program takes on each, and what each one's own loader takes.

use super::needed;
use crate::failure::{Because, Failure, Outcome};
use crate::tool;
use crate::workspace::{self, Profile};
use std::fmt;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long something took, and its peak memory in KiB (0 where it was not measured).
#[derive(Clone, Copy, Debug)]
pub(super) struct Spent {
    pub(super) time: Duration,
    pub(super) peak: u64,
}

impl Spent {
    pub(super) fn seconds(self) -> f64 {
        self.time.as_secs_f64()
    }
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} s, {} MiB", self.seconds(), self.peak / 1024)
    }
}

/// One of the two engines.
pub(super) enum Engine {
    Sqlite { file: PathBuf, program: PathBuf },
    Postgres { url: String, program: PathBuf },
}

/// The columns of a figure that hold anything for these rows. sqlite3 cannot import a null, so its loader is given a table
/// of only these, without checks and strict types, which if anything favours it.
const COLUMNS: &str = "indicator, area, breakdown, period_kind, first, last, approval, value, absence, status, origin, recorded_in, import";

/// The same indexes as the record's, but for the condition that a null would be needed for.
const TABLE: &str = "CREATE TABLE figure (indicator TEXT NOT NULL, area TEXT NOT NULL, breakdown TEXT NOT NULL, \
     period_kind TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, approval TEXT NOT NULL, value REAL, absence TEXT, \
     status TEXT NOT NULL, origin TEXT NOT NULL, recorded_in INTEGER NOT NULL, import INTEGER);
     CREATE UNIQUE INDEX figure_current ON figure (indicator, area, breakdown, period_kind, first, last, (approval = 'approved'));
     CREATE INDEX figure_as_at ON figure (area, recorded_in);
     CREATE INDEX figure_of_indicator ON figure (indicator, recorded_in);";

impl Engine {
    pub(super) fn sqlite(folder: &Path) -> Outcome<Self> {
        Ok(Self::Sqlite { file: folder.join("outcomes.db"), program: needed("sqlite3", "sqlite3")? })
    }

    pub(super) fn postgres(url: &str) -> Outcome<Self> {
        Ok(Self::Postgres { url: url.to_owned(), program: needed("psql", "postgresql-client")? })
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }

    /// What its own loader is called.
    pub(super) fn loader(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite3 .import",
            Self::Postgres { .. } => "COPY",
        }
    }

    fn address(&self) -> String {
        match self {
            Self::Sqlite { file, .. } => format!("sqlite://{}", file.display()),
            Self::Postgres { url, .. } => url.clone(),
        }
    }

    fn outcomes(&self, arguments: &[&str]) -> Command {
        let mut command = tool::command(workspace::program(Profile::Release));
        command.args(arguments).args(["--database", &self.address()]);
        command
    }

    pub(super) fn migrate(&self) -> Outcome<()> {
        tool::read(&mut self.outcomes(&["migrate"])).map(drop)
    }

    /// Imports a file, and gives the program's output.
    pub(super) fn import(&self, file: &Path) -> Outcome<(Spent, String)> {
        let mut command = self.outcomes(&["import", "--json", "--origin", "published"]);
        command.arg(file);
        watched(command)
    }

    /// Has the engine's own loader load the rows that the import left, into the same table and indexes.
    pub(super) fn load(&self, folder: &Path) -> Outcome<Spent> {
        let rows = folder.join("rows.csv");
        match self {
            Self::Sqlite { file, program } => {
                let out =
                    File::create(&rows).because(|| format!("{} could not be written", rows.display()))?;
                let select = format!("SELECT {COLUMNS} FROM figure ORDER BY rowid");
                called(tool::command(program).arg("-csv").arg(file).arg(&select).stdout(out))?;
                let other = folder.join("loaded.db");
                tool::read(
                    tool::command(program).arg(&other).arg(format!("PRAGMA journal_mode = WAL; {TABLE}")),
                )?;
                let import = format!(".import {} figure", rows.display());
                let (spent, _) = watched(command_of(program, &other, &[".mode csv", &import]))?;
                let count =
                    tool::read(tool::command(program).arg(&other).arg("SELECT count(*) FROM figure"))?;
                checked(spent, &count)
            }
            Self::Postgres { url, program } => {
                let psql = |sql: &str| {
                    let mut command = tool::command(program);
                    command.args([url.as_str(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-At", "-c", sql]);
                    command
                };
                tool::read(&mut psql(&format!("\\copy figure TO '{}'", rows.display())))?;
                // A record refuses to lose a figure: only here, in a copy that is thrown away, are its triggers passed by.
                tool::read(&mut psql("SET session_replication_role = replica; TRUNCATE figure"))?;
                let (spent, _) = watched(psql(&format!("\\copy figure FROM '{}'", rows.display())))?;
                let count = tool::read(&mut psql("SELECT count(*) FROM figure"))?;
                checked(spent, &count)
            }
        }
    }
}

fn command_of(program: &Path, file: &Path, lines: &[&str]) -> Command {
    let mut command = tool::command(program);
    command.arg("-bail").arg(file).args(lines);
    command
}

fn checked(spent: Spent, count: &str) -> Outcome<Spent> {
    if count.trim() == "1000000" {
        return Ok(spent);
    }
    Err(Failure::new(format!("The loader loaded {} rows and not a million.", count.trim())))
}

fn called(command: &mut Command) -> Outcome<()> {
    let status = command.status().because(|| "A program could not be started".to_owned())?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("A program failed ({status})."))) }
}

/// Runs a program to its end, and looks at its memory on the way: the kernel keeps the peak.
fn watched(mut command: Command) -> Outcome<(Spent, String)> {
    let failed = || "The program could not be run".to_owned();
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().because(failed)?;
    let mut out = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut said = String::new();
        // Output that cannot be read is missed by whoever looks for it.
        let _ = out.as_mut().map(|out| out.read_to_string(&mut said));
        said
    });
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_of(child.id()));
        if let Some(status) = child.try_wait().because(failed)? {
            break status;
        }
        thread::sleep(Duration::from_millis(5));
    };
    let spent = Spent { time: start.elapsed(), peak };
    let said = reader.join().unwrap_or_default();
    if status.success() {
        Ok((spent, said))
    } else {
        Err(Failure::new(format!("It failed ({status}): {said}")))
    }
}

/// The most memory that a process has had at once, in KiB; 0 without /proc.
fn peak_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}
