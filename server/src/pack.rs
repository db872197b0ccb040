//! Packs from the command line: which there are, freezing one, and the files of one.

use crate::{
    Failure, clock,
    database::DatabaseSettings,
    export::whole::{self, Whole},
    maker,
};
use clap::{Args, Subcommand};
use documents::freeze::{self, PDF, Saw, WORKBOOK};
use domain::{access::Visitor, frozen::Kind, london, outline::Outline};
use std::{
    fmt::Write as _,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};
use storage::{
    AsAt, Desk, Record,
    frozen::{self, Frozen},
    pack::{Froze, PackVersion},
};

/// What is done with packs.
#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// List the packs of the plan, the last meeting first
    List {
        /// Print a JSON object on a line for each pack
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// Freeze a pack as the record is now; after that it cannot be changed
    Freeze {
        /// The pack, by its short name
        id: String,
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// Write the PDF of a frozen pack, exactly as it was frozen
    Pdf(FileSettings),
    /// Write the workbook of a frozen pack, exactly as it was frozen
    Data(FileSettings),
}

/// Which pack, and where its file goes.
#[derive(Debug, Args)]
pub(crate) struct FileSettings {
    /// The pack, by its short name
    id: String,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    database: DatabaseSettings,
}

/// Runs a command about packs.
pub(crate) async fn run(command: &PackCommand) -> Result<(), Failure> {
    let settings = match command {
        PackCommand::List { database, .. } | PackCommand::Freeze { database, .. } => database,
        PackCommand::Pdf(settings) | PackCommand::Data(settings) => &settings.database,
    };
    let record = Record::open(settings.address()).await?;
    record.check_ready().await?;
    let done = on(&record, command).await;
    record.close().await;
    done
}

async fn on(record: &Record, command: &PackCommand) -> Result<(), Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let today = london::day(clock::now());
    let outline = storage::outline::current(&desk, today).await?.ok_or(Failure::NoPlan)?;
    match command {
        PackCommand::List { json, .. } => list(&desk, &outline, *json).await,
        PackCommand::Freeze { id, .. } => {
            match freeze::freeze(&desk, maker::maker(), &outline.plan.slug, (id, Saw::Newest), clock::now)
                .await?
            {
                Froze::Done(number) => println!("{id} is frozen, by change {number}"),
                Froze::Before => return Err(Failure::FrozenBefore(id.clone())),
                Froze::Stale => return Err(Failure::PackChanged(id.clone())),
            }
            Ok(())
        }
        PackCommand::Pdf(settings) => file(&desk, &outline, settings, PDF).await,
        PackCommand::Data(settings) => file(&desk, &outline, settings, WORKBOOK).await,
    }
}

async fn list(desk: &Desk, outline: &Arc<Outline>, json: bool) -> Result<(), Failure> {
    let plan = &outline.plan.slug;
    let packs = storage::pack::all(desk, plan).await?;
    let kept = frozen::all(desk, plan, Kind::Pack).await?;
    let mut said = String::new();
    for entry in &packs {
        let frozen = kept.iter().find(|frozen| frozen.slug == entry.pack.slug);
        let line = if json { object(entry, frozen) } else { row(entry, frozen) };
        let _ = writeln!(said, "{line}");
    }
    if packs.is_empty() && !json {
        said.push_str("No packs have been made yet.\n");
    }
    // A reader that has seen enough, such as head, is no failure of ours.
    let _ = io::stdout().write_all(said.as_bytes());
    Ok(())
}

fn row(entry: &PackVersion, frozen: Option<&Frozen>) -> String {
    let pack = &entry.pack;
    let state = frozen.map_or_else(
        || "in preparation".to_owned(),
        |frozen| {
            format!("frozen {}, by change {}", frozen.by.at.format("%Y-%m-%dT%H:%M:%SZ"), frozen.by.number)
        },
    );
    format!("{:<40} {}  {}  {}  {state}", pack.slug, pack.on, pack.year, pack.meeting)
}

fn object(entry: &PackVersion, frozen: Option<&Frozen>) -> String {
    let pack = &entry.pack;
    let frozen = frozen.map(|frozen| {
        serde_json::json!({
            "at": frozen.by.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            "number": frozen.by.number,
            "seen": frozen.seen,
            "program": frozen.program,
            "sha256": frozen.sha256,
        })
    });
    let priorities: Vec<_> = pack.priorities.iter().map(ToString::to_string).collect();
    serde_json::json!({
        "id": pack.slug.as_str(),
        "meeting": pack.meeting,
        "on": pack.on.to_string(),
        "year": pack.year.as_str(),
        "priorities": priorities,
        "frozen": frozen,
    })
    .to_string()
}

async fn file(desk: &Desk, outline: &Outline, settings: &FileSettings, name: &str) -> Result<(), Failure> {
    let plan = &outline.plan.slug;
    let id = &settings.id;
    let entry = storage::pack::one(desk, plan, id).await?.ok_or_else(|| Failure::NoPack(id.clone()))?;
    let found = frozen::one(desk, plan, Kind::Pack, &entry.pack.slug).await?;
    let frozen = found.ok_or_else(|| Failure::NotFrozen(id.clone()))?;
    let missing = match frozen.redacted {
        Some(_) => Failure::FilesRemoved(id.clone()),
        None => Failure::NoPack(id.clone()),
    };
    let bytes = frozen::file(desk, &frozen, name).await?.ok_or(missing)?;
    write(&settings.out, &bytes)
}

/// Writes a file whole, or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let unwritten =
        |error: io::Error| Failure::NotWritten { path: path.to_owned(), reason: error.to_string() };
    let mut whole = Whole::begin(path)?;
    whole.write_all(bytes).map_err(unwritten)?;
    whole::keep([whole])
}
