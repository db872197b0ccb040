//! `cargo xtask bench board`: what a board of two hundred indicators with ten years of quarters costs the server. Fails where it
//! costs more than it may.

use super::Folder;
use crate::failure::{Because, Failure, Outcome};
use crate::measure::Row;
use crate::workspace::{self, Profile};
use crate::{postgres, run, size, tool};
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const INDICATORS: u32 = 200;
const YEARS: u32 = 10;
/// How many times each page is asked for.
const TIMES: u32 = 200;
/// The most milliseconds of a core for one board, from the request to its last byte, compressed.
const MOST: f64 = 25.0;
/// The kernel counts the time of a process in hundredths of a second.
const TICK: f64 = 10.0;

/// What the board of many indicators costs.
pub(crate) struct Board {
    first: Cost,
    usual: Cost,
}

impl Board {
    /// Its line in README.
    pub(crate) fn row(&self) -> Row {
        Row {
            what: format!(
                "a board of {INDICATORS} indicators with ten years of quarters, asked for as browsers do (`cargo xtask bench board`)"
            ),
            measured: format!(
                "{:.0} ms of a core, {}; {:.1} s the first time after a start or a change",
                self.usual.milliseconds,
                size::text(u64::try_from(self.usual.bytes).unwrap_or(u64::MAX)),
                self.first.milliseconds / 1000.0
            ),
        }
    }
}

/// Measures the board on SQLite, and prints a line for each way of asking.
pub(crate) fn board() -> Outcome<Board> {
    run::program(Profile::Release)?;
    let folder = Folder::make()?;
    let (plan, database) = (folder.0.join("plan.toml"), folder.0.join("board.db"));
    fs::write(&plan, text()).because(|| format!("{} could not be written", plan.display()))?;
    let url = format!("sqlite://{}", database.display());
    tool::read(&mut outcomes(&["migrate"], &url))?;
    tool::read(outcomes(&["plan", "load"], &url).arg(&plan))?;
    let server = Server::start(&url, folder)?;
    let first = server.costs("/board", "br, gzip", 1)?;
    println!("a board of {INDICATORS} indicators with {YEARS} years of quarters of two areas");
    println!(
        "  the first after a start      {:>6.1} ms of a core, {} bytes",
        first.milliseconds, first.bytes
    );
    let mut faults = Vec::new();
    let mut usual = None;
    for (said, page, encodings) in [
        ("as browsers ask             ", "/board", "br, gzip"),
        ("not compressed              ", "/board", "identity"),
        ("exceptions first            ", "/board?order=exceptions", "br, gzip"),
    ] {
        let cost = server.costs(page, encodings, TIMES)?;
        println!("  {said} {:>6.1} ms of a core, {} bytes", cost.milliseconds, cost.bytes);
        if cost.milliseconds > MOST {
            faults.push(format!("{page} ({encodings}) takes {:.1} ms of a core.", cost.milliseconds));
        }
        usual.get_or_insert(cost);
    }
    match usual.filter(|_| faults.is_empty()) {
        Some(usual) => Ok(Board { first, usual }),
        None => Err(Failure::new(faults.join(" "))),
    }
}

fn outcomes(arguments: &[&str], url: &str) -> Command {
    let mut command = tool::command(workspace::program(Profile::Release));
    command.args(arguments).args(["--database", url]);
    command
}

/// What one answer cost.
struct Cost {
    milliseconds: f64,
    bytes: usize,
}

/// The program, serving a record in a folder of its own.
pub(crate) struct Server {
    child: Child,
    port: u16,
    /// Removed once the program has stopped.
    _folder: Folder,
}

impl Server {
    /// The program as it is released, serving the first plan.
    pub(crate) fn of_the_first_plan() -> Outcome<Self> {
        let folder = Folder::make()?;
        let url = format!("sqlite://{}", folder.0.join("first.db").display());
        Self::start(&url, folder)
    }

    fn start(url: &str, folder: Folder) -> Outcome<Self> {
        let port = postgres::free_port()?;
        let log =
            fs::File::create(folder.0.join("log")).because(|| "A log could not be written".to_owned())?;
        let child = outcomes(&["serve"], url)
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .because(|| "The program could not be started".to_owned())?;
        let server = Self { child, port, _folder: folder };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if start.elapsed() > Duration::from_secs(30) {
                return Err(Failure::new("The program did not begin to serve."));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// The cost of a number of requests, one after another.
    fn costs(&self, page: &str, encodings: &str, times: u32) -> Outcome<Cost> {
        let before = self.spent()?;
        let mut bytes = 0;
        for _ in 0..times {
            bytes = self.answer(page, encodings)?.len();
        }
        Ok(Cost { milliseconds: (self.spent()? - before) / f64::from(times), bytes })
    }

    /// One answer with its head, as it comes over the wire.
    pub(crate) fn answer(&self, page: &str, encodings: &str) -> Outcome<Vec<u8>> {
        let failed = || format!("{page} was not answered");
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).because(failed)?;
        let request = format!(
            "GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: {encodings}\r\nConnection: close\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).because(failed)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).because(failed)?;
        if !answer.starts_with(b"HTTP/1.1 200 ") {
            return Err(Failure::new(format!("{page} was not answered with 200.")));
        }
        Ok(answer)
    }

    /// The milliseconds of a core that the program has had since it started.
    fn spent(&self) -> Outcome<f64> {
        let failed = || "The kernel did not say how much time the program had".to_owned();
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).because(failed)?;
        // Behind the program's name, which may hold spaces, the twelfth and thirteenth.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks: Option<f64> =
            fields.get(11..13).map(|both| both.iter().filter_map(|one| one.parse::<f64>().ok()).sum());
        ticks.map(|ticks| ticks * TICK).ok_or_else(|| Failure::new(failed()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A plan file of invented figures: twelve priorities in four focus areas, and a target for every indicator.
fn text() -> String {
    let mut text = String::from(
        "[plan]\nslug = \"large\"\nname = \"Large plan\"\npartnership = \"A partnership\"\nvision = \"All is well\"\narea = \"E10000025\"\n\
         comparators = [\"E92000001\"]\nsource = \"Invented for a benchmark\"\n\
         [[organisation]]\nslug = \"council\"\nname = \"Council\"\n\
         [[area]]\ncode = \"E10000025\"\nname = \"Oxfordshire\"\nlevel = \"local authority\"\n\
         [[area]]\ncode = \"E92000001\"\nname = \"England\"\nlevel = \"country\"\n",
    );
    let first = 2018;
    for year in first..first + 3 {
        let next = year + 1;
        let _ = write!(
            text,
            "[[year]]\nslug = \"{year}-{:02}\"\nfirst = {year}-04-01\nlast = {next}-03-31\n",
            next % 100
        );
    }
    for area in 0..4 {
        let _ = write!(
            text,
            "[[focus-area]]\nslug = \"area-{area}\"\nname = \"Focus area {area}\"\nsummary = \"What it is for.\"\n"
        );
        for priority in 0..3 {
            let _ = write!(
                text,
                "[[priority]]\nslug = \"priority-{area}-{priority}\"\nname = \"Priority {area} {priority}\"\nsummary = \"What it is for.\"\n\
                 focus-area = \"area-{area}\"\nyears = [\"2018-19\", \"2019-20\", \"2020-21\"]\n"
            );
        }
    }
    for number in 0..INDICATORS {
        let (area, priority) = (number % 4, number / 4 % 3);
        let _ = write!(
            text,
            "[[indicator]]\nslug = \"indicator-{number}\"\nname = \"Children of sort {number}\"\nmeasure = \"rate\"\nper = 10000\n\
             unit = \"under 18s\"\ndecimals = 1\npolarity = \"lower\"\nfrequency = \"financial quarter\"\nowner = \"council\"\n\
             origin = \"published\"\nbasis = \"where the child lives\"\nsource = \"Invented\"\nlag = 30\n\
             [[indicator.definition]]\nfrom = 2010-04-01\ntiming = \"flow\"\ntext = \"Invented.\"\n\
             [[indicator.placement]]\nfocus-area = \"area-{area}\"\npriority = \"priority-{area}-{priority}\"\n\
             [[indicator.tolerance]]\nfrom-year = \"2018-19\"\npercent = 5\n\
             [[target]]\nindicator = \"indicator-{number}\"\narea = \"E10000025\"\nperiod = \"2020-21 Q4\"\nvalue = 48.0\n"
        );
        for (place, code) in [(0, "E10000025"), (1, "E92000001")] {
            let _ = write!(
                text,
                "[[series]]\nindicator = \"indicator-{number}\"\narea = \"{code}\"\n[series.figures]\n"
            );
            for quarter in 0..YEARS * 4 {
                let year = first + 3 - YEARS + quarter / 4;
                let noise = (number * 7919 + quarter * 104_729 + place * 31) % 97;
                let value = 40.0 + f64::from(noise) / 8.0 + f64::from(quarter) / 10.0;
                let _ =
                    writeln!(text, "\"{year}-{:02} Q{}\" = {value:.1}", (year + 1) % 100, quarter % 4 + 1);
            }
        }
    }
    text
}
