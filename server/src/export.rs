//! Figures out of the record, as files.

pub(crate) mod whole;

use crate::{Failure, clock};
use clap::{Args, ValueEnum};
use domain::{
    access::{Audience, Visitor},
    figure::{Approval, Figure},
    indicator::Indicator,
    outline::Outline,
    plan::Nature,
};
use exchange::export::{Setting, dfe, tidy, xlsx};
use std::{
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use storage::{AsAt, Desk, Record};
use whole::Whole;

/// Which figures to write, and how.
#[derive(Clone, Debug, Args)]
pub(crate) struct ExportSettings {
    /// The layout to write
    #[arg(long)]
    layout: Layout,
    /// The file to write; the layout dfe writes two, FILE.csv and FILE.meta.csv, or figures.csv and figures.meta.csv in a
    /// folder
    #[arg(long, value_name = "FILE", required_if_eq_any([("layout", "dfe"), ("layout", "xlsx")]))]
    out: Option<PathBuf>,
    /// Only the figures of this indicator, by its short name; may be given more than once
    #[arg(long = "indicator", value_name = "SLUG")]
    indicators: Vec<String>,
    /// Only what the public may see
    #[arg(long)]
    public: bool,
    /// Include figures awaiting approval, in place of those that they would replace
    #[arg(long, conflicts_with = "public")]
    with_drafts: bool,
    /// The record as it was at a moment, such as 2019-03-31T17:00:00Z, or after a change, by its number
    #[arg(long, value_name = "MOMENT|NUMBER", value_parser = as_at)]
    as_at: Option<AsAt>,
}

/// How to write figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Layout {
    /// DfE's open data layout: a row for each period, place and group, a column for each indicator
    Dfe,
    /// CSV with a row for each figure and everything known about it; to standard output if --out is not given
    Tidy,
    /// A workbook for people
    Xlsx,
}

/// A moment, or the number of a write.
fn as_at(text: &str) -> Result<AsAt, String> {
    if let Ok(number) = text.parse() {
        return Ok(AsAt::Number(number));
    }
    let moment = chrono::DateTime::parse_from_rfc3339(text);
    moment.map(|moment| AsAt::Moment(moment.to_utc())).map_err(|_| {
        "write a moment such as 2019-03-31T17:00:00Z, or the number of a change such as 12".to_owned()
    })
}

/// What is exported.
struct Export<'a> {
    desk: &'a Desk,
    outline: &'a Outline,
    settings: &'a ExportSettings,
    /// The indicators that were chosen, in the record's order.
    indicators: Vec<Indicator>,
}

/// Writes figures as files, whole or not at all, and says on standard error for whom they are and what was left out.
pub(crate) async fn export(record: &Record, settings: &ExportSettings) -> Result<(), Failure> {
    let visitor = if settings.public { Visitor::Stranger } else { Visitor::Operator };
    let desk = record.desk(visitor, settings.as_at.unwrap_or(AsAt::Now)).await?;
    match settings.as_at {
        Some(AsAt::Number(number)) if number != desk.number() => {
            return Err(Failure::NoSuchWrite { number, newest: desk.number() });
        }
        Some(AsAt::Moment(moment)) if moment > clock::now() => return Err(Failure::NotYet),
        _ => {}
    }
    let outline = storage::outline::current(&desk, clock::today()).await?.ok_or(Failure::NoPlan)?;
    let indicators = chosen(&outline, &settings.indicators)?;
    let export = Export { desk: &desk, outline: &outline, settings, indicators };
    eprintln!("{}", export.audience());
    for warning in export.warnings() {
        eprintln!("{warning}");
    }
    let told = match (settings.layout, settings.out.as_deref()) {
        (Layout::Tidy, None) => match export.tidy(&mut io::stdout()).await {
            // A reader that has seen enough, such as head, is no failure of ours.
            Err(Stopped::Writing(error)) if error.kind() == io::ErrorKind::BrokenPipe => Vec::new(),
            written => written.map_err(|stopped| stopped.at(Path::new("standard output")))?,
        },
        (Layout::Tidy, Some(path)) => {
            let mut file = Whole::begin(path)?;
            let told = export.tidy(&mut file).await.map_err(|stopped| stopped.at(path))?;
            whole::keep([file])?;
            told
        }
        (Layout::Dfe, Some(path)) => export.dfe(path).await?,
        (Layout::Xlsx, Some(path)) => export.xlsx(path).await?,
        (_, None) => return Err(Failure::OutNeeded),
    };
    for sentence in told {
        eprintln!("{sentence}");
    }
    Ok(())
}

/// The indicators by the names that were given, or all of them.
fn chosen(outline: &Outline, names: &[String]) -> Result<Vec<Indicator>, Failure> {
    if let Some(unknown) = names.iter().find(|name| outline.indicator_named(name).is_none()) {
        return Err(Failure::NoIndicator(unknown.clone()));
    }
    let is_chosen =
        |indicator: &&Indicator| names.is_empty() || names.iter().any(|name| name == indicator.slug.as_str());
    Ok(outline.indicators.iter().filter(is_chosen).cloned().collect())
}

impl Export<'_> {
    fn setting(&self) -> Setting<'_> {
        Setting {
            indicators: &self.indicators,
            areas: &self.outline.areas,
            change_notes: &self.outline.change_notes,
        }
    }

    /// For whom the file is.
    fn audience(&self) -> &'static str {
        match self.desk.visitor().audience() {
            Audience::Partner => {
                "For partners only: the file contains figures that the public \
                    cannot see. Use --public for a file without them."
            }
            Audience::Public => "For anyone: figures that partners recorded are shown as confidential.",
        }
    }

    /// What a reader has to know before anything else.
    fn warnings(&self) -> Vec<String> {
        let is_made_up = self.outline.plan.nature == Nature::Illustrative;
        let made_up = "The figures are made up, to show what the program does.";
        is_made_up.then(|| made_up.to_owned()).into_iter().collect()
    }

    /// Writes a row a figure, an indicator at a time.
    async fn tidy(&self, out: &mut impl Write) -> Result<Vec<String>, Stopped> {
        let mut out = BufWriter::new(out);
        tidy::head(&mut out, self.setting())?;
        let (mut told, mut read) = (Vec::new(), Reading::begin(self));
        for indicator in &self.indicators {
            let figures = read.next(indicator).await?;
            told.extend(tidy::rows(&mut out, self.setting(), &figures)?);
        }
        out.flush()?;
        told.extend(read.told());
        Ok(told)
    }

    /// Writes the two files of DfE's layout.
    async fn dfe(&self, path: &Path) -> Result<Vec<String>, Failure> {
        let (figures, read) = self.figures().await?;
        let stem = if path.is_dir() { path.join("figures") } else { path.to_owned() };
        let is_csv = stem.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let stem = if is_csv { stem.with_extension("") } else { stem };
        let named = |ending: &str| {
            let mut name = stem.clone().into_os_string();
            name.push(ending);
            PathBuf::from(name)
        };
        let (mut data, mut meta) = (Whole::begin(&named(".csv"))?, Whole::begin(&named(".meta.csv"))?);
        let grouping = match self.outline.plan.nature {
            Nature::Real => self.outline.plan.name.clone(),
            Nature::Illustrative => format!("{} (made up)", self.outline.plan.name),
        };
        let written = dfe::write(&mut data, &mut meta, self.setting(), &figures, &grouping);
        let told = written.map_err(|error| Stopped::Writing(error).at(&named(".csv")))?;
        whole::keep([data, meta])?;
        Ok(read.told().into_iter().chain(told).collect())
    }

    /// Writes the workbook.
    async fn xlsx(&self, path: &Path) -> Result<Vec<String>, Failure> {
        let (figures, read) = self.figures().await?;
        let as_at = self.settings.as_at.and_then(|as_at| match as_at {
            AsAt::Now => None,
            AsAt::Moment(moment) => Some(format!("at {}", moment.format("%Y-%m-%d %H:%M:%S UTC"))),
            AsAt::Number(number) => Some(format!("after change {number}")),
        });
        let plan = &self.outline.plan;
        let warnings: Vec<String> = self.warnings().into_iter().chain(read.drafts()).collect();
        let cover = xlsx::Cover {
            title: &plan.name,
            partnership: &plan.partnership,
            source: &format!(
                "The sheet Indicators gives the source of each indicator. The plan: {}",
                plan.source
            ),
            audience: self.desk.visitor().audience(),
            as_at: as_at.as_deref(),
            warnings: &warnings,
            made: clock::today(),
        };
        let mut file = Whole::begin(path)?;
        let written = xlsx::write(&mut file, &cover, self.setting(), &figures);
        let more = written.map_err(|error| Stopped::Writing(error).at(path))?;
        whole::keep([file])?;
        Ok(read.told().into_iter().chain(more).collect())
    }

    /// All figures at once, and what is known of how they were read.
    async fn figures(&self) -> Result<(Vec<Figure>, Reading<'_>), Failure> {
        let (mut figures, mut read) = (Vec::new(), Reading::begin(self));
        for indicator in &self.indicators {
            figures.append(&mut read.next(indicator).await?);
        }
        Ok((figures, read))
    }
}

/// Reading the figures of one indicator after another.
struct Reading<'a> {
    export: &'a Export<'a>,
    begun: Instant,
    indicators: usize,
    figures: usize,
    drafts: usize,
}

impl<'a> Reading<'a> {
    fn begin(export: &'a Export<'a>) -> Self {
        Self { export, begun: Instant::now(), indicators: 0, figures: 0, drafts: 0 }
    }

    async fn next(&mut self, indicator: &Indicator) -> Result<Vec<Figure>, storage::Error> {
        let mut figures = storage::figure::of_indicator(self.export.desk, indicator).await?;
        let drafts = figures.iter().filter(|figure| figure.approval != Approval::Approved).count();
        if drafts > 0 && !self.export.settings.with_drafts {
            // Approved figures, rather than the proposals that would replace them.
            figures = storage::figure::approved_of_indicator(self.export.desk, indicator).await?;
        }
        self.drafts += drafts;
        self.figures += figures.len();
        self.indicators += 1;
        if self.begun.elapsed() > Duration::from_secs(2) && io::stderr().is_terminal() {
            eprint!("\r{} of {} indicators", self.indicators, self.export.indicators.len());
            if self.indicators == self.export.indicators.len() {
                eprintln!();
            }
        }
        Ok(figures)
    }

    /// How many were read, and what was left out of them, as sentences.
    fn told(&self) -> Vec<String> {
        let read = format!(
            "{} of {}.",
            counted(self.figures, "figure", "figures"),
            counted(self.indicators, "indicator", "indicators")
        );
        std::iter::once(read).chain(self.drafts()).collect()
    }

    /// What became of the figures that nobody has approved yet, where there are any.
    fn drafts(&self) -> Option<String> {
        let drafts = counted(self.drafts, "figure", "figures");
        match (self.drafts, self.export.settings.with_drafts) {
            (0, _) => None,
            (_, true) => Some(format!("Awaiting approval: {drafts} of these.")),
            (_, false) => Some(format!(
                "Left out, because not yet approved: {drafts}. Any approved figures that they would replace are included."
            )),
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// What stopped the writing of a file.
enum Stopped {
    Reading(storage::Error),
    Writing(io::Error),
}

impl Stopped {
    /// As a failure of the file that was written.
    fn at(self, path: &Path) -> Failure {
        match self {
            Self::Reading(error) => error.into(),
            Self::Writing(error) => Failure::NotWritten { path: path.to_owned(), reason: error.to_string() },
        }
    }
}

impl From<storage::Error> for Stopped {
    fn from(error: storage::Error) -> Self {
        Self::Reading(error)
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Writing(error)
    }
}

#[cfg(test)]
mod tests {
    use super::as_at;
    use storage::AsAt;

    #[test]
    fn a_moment_or_a_number_is_looked_back_to() {
        assert_eq!(as_at("12"), Ok(AsAt::Number(12)));
        let moment = "2019-03-31T17:00:00Z".parse().expect("a moment");
        assert_eq!(as_at("2019-03-31T18:00:00+01:00"), Ok(AsAt::Moment(moment)));
        for text in ["", "yesterday", "2019-03-31", "1.5"] {
            assert!(as_at(text).is_err(), "{text}");
        }
    }
}
