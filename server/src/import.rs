//! Taking in files of figures from the command line: a look at what a file would change, taking it in, and taking it back.

mod progress;
mod said;

use crate::{Failure, clock, explain::Format, plan};
use clap::Args;
use domain::{
    access::Visitor,
    figure::Origin,
    outline::Outline,
    period::Kind,
    proposal::{NotTaken, Proposal, RefusedCells},
    slug::Slug,
};
use exchange::import::{Known, Layout, Mapping, Options};
use progress::Progress;
use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};
use storage::{
    AsAt, Record,
    import::{self, Imported, Kept},
};

/// What is to be imported, and how.
#[derive(Clone, Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["file", "undo", "list"])))]
pub(crate) struct ImportSettings {
    /// The file of figures
    file: Option<PathBuf>,
    /// The .meta.csv of a DfE open data file
    #[arg(long, value_name = "FILE", requires = "file")]
    meta: Option<PathBuf>,
    /// Show what the file would change, and write nothing; needs no record
    #[arg(long, requires = "file")]
    preview: bool,
    /// Print one JSON object
    #[arg(long, conflicts_with = "undo")]
    json: bool,
    /// The layout of the file, if its headings do not show it
    #[arg(long = "as", value_name = "LAYOUT", value_parser = layout, requires = "file")]
    layout: Option<Layout>,
    /// The kind of period that the file's labels mean if they do not show it, such as "academic year": for one indicator as
    /// INDICATOR=KIND, or for all
    #[arg(long = "kind", value_name = "KIND|INDICATOR=KIND", value_parser = kind, requires = "file")]
    kinds: Vec<(Option<Slug>, Kind)>,
    /// A look-up of areas (CSV: old_la_code,new_la_code,la_name), for files that name areas without their official codes
    #[arg(long, value_name = "FILE", requires = "file")]
    areas: Option<PathBuf>,
    /// What a column of the table is, such as "Rate=value" or "Year=period"; "*indicator=NAME", "*area=CODE" and
    /// "*period=LABEL" apply to the whole file
    #[arg(long = "map", value_name = "COLUMN=ROLE", requires = "file")]
    columns: Vec<String>,
    /// The sheet of a workbook; if not given, the first with headings that we know
    #[arg(long, value_name = "NAME", requires = "file")]
    sheet: Option<String>,
    /// The origin of figures of indicators that the record lacks: published, which everybody is shown at once, or partner.
    /// If not given, those of DfE, Fingertips and LAIT files are published, and all others partners' own
    #[arg(long, value_name = "ORIGIN", value_parser = origin, requires = "file")]
    origin: Option<Origin>,
    /// Import the file without the cells that are refused; otherwise one refused cell stops the import
    #[arg(long, requires = "file")]
    skip_refused: bool,
    /// Undo this import: its figures end, those that they replaced are restored, and nothing is deleted
    #[arg(long, value_name = "NUMBER")]
    undo: Option<i64>,
    /// List the imports, newest first
    #[arg(long)]
    list: bool,
}

/// A layout by its word.
fn layout(text: &str) -> Result<Layout, String> {
    Layout::parse(&text.to_lowercase()).ok_or_else(|| {
        let known: Vec<_> = Layout::ALL.iter().map(|layout| layout.as_str()).collect();
        format!("the layouts are {}", known.join(", "))
    })
}

/// The origin of figures, by its word.
fn origin(text: &str) -> Result<Origin, String> {
    Origin::parse(&text.to_lowercase()).ok_or_else(|| "figures are published or partner".to_owned())
}

/// A kind of period by its words, for one indicator or for all; hyphens will do for the spaces.
fn kind(text: &str) -> Result<(Option<Slug>, Kind), String> {
    let (indicator, kind) = match text.split_once('=') {
        Some((indicator, kind)) => {
            (Some(Slug::new(indicator.trim()).map_err(|error| error.to_string())?), kind)
        }
        None => (None, text),
    };
    let kind = Kind::parse(&kind.trim().to_lowercase().replace('-', " ")).ok_or_else(|| {
        let known: Vec<_> = Kind::ALL.iter().map(|kind| format!("\"{kind}\"")).collect();
        format!("the kinds of period are {}", known.join(", "))
    })?;
    Ok((indicator, kind))
}

/// Imports, previews, lists or undoes.
pub(crate) async fn run(settings: &ImportSettings, database: &str) -> Result<(), Failure> {
    match (&settings.file, settings.undo) {
        (Some(file), _) if settings.preview => preview(settings, file, database).await,
        (Some(file), _) => take(settings, file, database).await,
        (None, Some(number)) => {
            let record = ready(database).await?;
            let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
            println!("{}", said::undone(number, &import::undo(&desk, number, clock::now).await?));
            record.close().await;
            Ok(())
        }
        (None, None) => {
            let record = ready(database).await?;
            let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
            let imports = import::list(&desk).await?;
            let told = match format(settings) {
                Format::Json => said::imports_as_json(&imports),
                Format::Text => said::imports(&imports),
            };
            print!("{told}");
            record.close().await;
            Ok(())
        }
    }
}

fn format(settings: &ImportSettings) -> Format {
    if settings.json { Format::Json } else { Format::Text }
}

async fn ready(database: &str) -> Result<Record, Failure> {
    let record = Record::open(database).await?;
    record.check_ready().await?;
    Ok(record)
}

async fn preview(settings: &ImportSettings, file: &Path, database: &str) -> Result<(), Failure> {
    let Some(record) = Record::open_where_there(database).await? else {
        // A new record begins with the first plan, so its places are known there.
        let Outline { areas, .. } = plan::first()?.outline;
        let proposal = read(settings, file, &Known { areas, ..Known::default() })?;
        let preview = import::against_nothing(&proposal)?;
        print!("{}", said::told(format(settings), &proposal, &preview, said::Outcome::Preview));
        return Ok(());
    };
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let proposal = read(settings, file, &known(&record).await?)?;
    let preview = import::preview(&desk, &proposal).await?;
    record.close().await;
    print!("{}", said::told(format(settings), &proposal, &preview, said::Outcome::Preview));
    Ok(())
}

async fn take(settings: &ImportSettings, file: &Path, database: &str) -> Result<(), Failure> {
    let record = ready(database).await?;
    let kept = kept(file)?;
    let proposal = read(settings, file, &known(&record).await?)?;
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let refused = if settings.skip_refused { RefusedCells::LeftOut } else { RefusedCells::Stop };
    let refusal = match proposal.checked(refused) {
        Err(NotTaken::Questions(_)) => {
            let questions = proposal.questions.iter().map(|question| question.text.clone());
            Some(Failure::Questions(questions.collect()))
        }
        Err(NotTaken::Refused(cells)) => Some(Failure::Refused(cells)),
        // The record reports an empty file itself.
        Err(NotTaken::Nothing) | Ok(()) => None,
    };
    if let Some(failure) = refusal {
        let preview = import::preview(&desk, &proposal).await?;
        print!("{}", said::told(format(settings), &proposal, &preview, said::Outcome::Refused));
        return Err(failure);
    }
    let mut progress = Progress::new("Writing figures", proposal.figures.len() as u64);
    let kept = Kept { layout: proposal.layout.to_owned(), ..kept };
    let taken =
        import::confirm(&desk, (&proposal, refused), kept, None, clock::now, &mut |done| progress.at(done))
            .await;
    drop(progress);
    let Imported { number, preview } = taken?;
    record.close().await;
    print!("{}", said::told(format(settings), &proposal, &preview, said::Outcome::Taken(number)));
    Ok(())
}

/// What the record knows of the names in a file.
async fn known(record: &Record) -> Result<Known, Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let (indicators, areas) = storage::outline::known(&desk).await?;
    Ok(Known { indicators, areas })
}

/// Reads a file, and once more if the settings answer its open questions.
fn read(settings: &ImportSettings, file: &Path, known: &Known) -> Result<Proposal, Failure> {
    let beside = |path: &Option<PathBuf>| path.as_deref().map(small).transpose();
    let mapping = (!settings.columns.is_empty()).then(|| Mapping::parse(&settings.columns.join("\n")));
    let mapping = mapping.transpose().map_err(|error| Failure::Mapping(error.to_string()))?;
    let mut options = Options {
        // A description of columns makes a mapped table of any file.
        layout: settings.layout.or(mapping.is_some().then_some(Layout::Mapped)),
        mapping,
        sheet: settings.sheet.clone(),
        meta: beside(&settings.meta)?,
        today: Some(clock::today()),
        name: name(file),
        areas: beside(&settings.areas)?,
        origin: settings.origin,
        ..Options::default()
    };
    for (indicator, kind) in &settings.kinds {
        options.kinds.extend(indicator.clone().map(|indicator| (indicator, *kind)));
    }
    let proposal = read_once(file, known, &options)?;
    let for_all = settings.kinds.iter().filter(|(indicator, _)| indicator.is_none()).map(|(_, kind)| *kind);
    let for_all: Vec<Kind> = for_all.collect();
    let answers: Vec<(Slug, Kind)> = proposal
        .questions
        .iter()
        .filter_map(|question| {
            let kind = for_all.iter().find(|kind| question.kinds.contains(kind))?;
            Some((question.about.clone(), *kind))
        })
        .collect();
    if answers.is_empty() {
        return Ok(proposal);
    }
    options.kinds.extend(answers);
    read_once(file, known, &options)
}

fn read_once(file: &Path, known: &Known, options: &Options) -> Result<Proposal, Failure> {
    let opened = File::open(file).map_err(|error| unreadable(file, &error))?;
    let size = opened.metadata().map_err(|error| unreadable(file, &error))?.len();
    let mut progress = Progress::new("Reading", size);
    exchange::import::read(BufReader::with_capacity(BUFFER, opened), known, options, &mut |done| {
        progress.at(done)
    })
    .map_err(|faults| Failure::Csv { path: file.to_owned(), faults })
}

/// How many bytes are read at once.
const BUFFER: usize = 1 << 16;

/// The largest file that is read whole beside the figures.
const SMALL: u64 = 16 << 20;

fn small(path: &Path) -> Result<Vec<u8>, Failure> {
    let opened = File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut bytes = Vec::new();
    opened.take(SMALL + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > SMALL {
        return Err(Failure::File { path: path.to_owned(), reason: "it is larger than 16 MB".to_owned() });
    }
    Ok(bytes)
}

/// A file as it is to be kept: its name, hash and size as they are now. Keeping it finds out whether it changes after this.
fn kept(path: &Path) -> Result<Kept<BufReader<File>>, Failure> {
    let failed = |error: io::Error| unreadable(path, &error);
    let mut opened = File::open(path).map_err(failed)?;
    let (mut hash, mut size, mut buffer) = (Sha256::new(), 0, vec![0; BUFFER]);
    loop {
        let read = opened.read(&mut buffer).map_err(failed)?;
        if read == 0 {
            break;
        }
        hash.update(buffer.get(..read).unwrap_or_default());
        size += read as u64;
    }
    let sha256 = hash.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    let bytes = BufReader::with_capacity(BUFFER, File::open(path).map_err(failed)?);
    Ok(Kept { name: name(path), layout: String::new(), sha256, size, bytes })
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::File { path: path.to_owned(), reason: error.to_string() }
}
