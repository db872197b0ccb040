//! The proposal of a file to the record: figures, and the indicators and areas that they need. None of it is recorded yet.

use crate::{
    area::Area,
    figure::{Approval, Origin, Reading, Status},
    indicator::Measure,
    indicator::Polarity,
    period::{Kind, Period},
    series::Series,
    slug::Slug,
};

/// The whole proposal of a file. Built for a million rows: repeated data are kept once, and figures refer to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// The layout of the file, by its word.
    pub layout: &'static str,
    /// How many rows of data the file has, without blank ones.
    pub rows: u64,
    /// The indicators of its figures, each once.
    pub indicators: Vec<ProposedIndicator>,
    /// The areas of its figures, each once.
    pub areas: Vec<Area>,
    /// The series of its figures, each once.
    pub series: Vec<Series>,
    /// The figures, in the order of their series and periods, each series and period once.
    pub figures: Vec<ProposedFigure>,
    /// The refused cells, in the file's order; no more than are worth reading.
    pub problems: Vec<Problem>,
    /// How many cells (or rows, where a row as a whole cannot be read) were refused, those that `problems` leaves out included.
    pub refused: u64,
    /// What somebody has to answer before the file can be imported: until then the reading is a guess.
    pub questions: Vec<Question>,
    /// How the file was read where there was a choice: its symbols, its blank cells, repeats. Each a sentence.
    pub notes: Vec<String>,
}

/// How refused cells of a file are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedCells {
    /// A single one stops the import.
    Stop,
    /// The rest is imported without them.
    LeftOut,
}

/// Why a file is not imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It leaves questions open about these indicators.
    #[error("the file does not show what kind of periods it has ({0}): choose it, and try again")]
    Questions(String),
    /// This many of its cells were refused.
    #[error("{0} of the file's cells are refused: correct the file, or import the rest without them")]
    Refused(u64),
    /// It has no figure.
    #[error("the file has no figures that can be imported")]
    Nothing,
}

/// How many questions are named.
const NAMED: usize = 5;

impl Proposal {
    /// Checks that it can be imported.
    ///
    /// # Errors
    /// When it cannot.
    pub fn checked(&self, refused: RefusedCells) -> Result<(), NotTaken> {
        if !self.questions.is_empty() {
            let about: Vec<_> =
                self.questions.iter().take(NAMED).map(|question| question.about.as_str()).collect();
            return Err(NotTaken::Questions(about.join(", ")));
        }
        if self.refused > 0 && refused == RefusedCells::Stop {
            return Err(NotTaken::Refused(self.refused));
        }
        if self.figures.is_empty() { Err(NotTaken::Nothing) } else { Ok(()) }
    }
}

/// The approval of an imported figure: published ones are approved from the start, a partner's waits for its approver.
#[must_use]
pub fn approval(origin: Origin) -> Approval {
    match origin {
        Origin::Published => Approval::Approved,
        Origin::Partner => Approval::Submitted,
    }
}

/// An indicator as a file describes it. If the record has one with this slug, its data apply.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedIndicator {
    /// Its slug.
    pub slug: Slug,
    /// The file's label.
    pub name: String,
    /// What kind of number it is.
    pub measure: Measure,
    /// What is counted, or the population; empty where the file does not say.
    pub unit: String,
    /// How many decimals are shown.
    pub decimals: u8,
    /// Which way is better, as far as the file says.
    pub polarity: Polarity,
    /// The kind of period of its figures.
    pub frequency: Kind,
    /// Its definition, in a sentence in the file's own words.
    pub definition: String,
    /// Where its figures come from.
    pub source: String,
    /// Their origin: the public is shown only published ones.
    pub origin: Origin,
}

/// A figure that a file proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedFigure {
    /// The index of its series in [`Proposal::series`].
    pub series: u32,
    /// Its period.
    pub period: Period,
    /// A value, or why there is none.
    pub reading: Reading,
    /// Its status.
    pub status: Status,
    /// Its row in the file, the first being 1.
    pub row: u32,
    /// The file's note on this one figure.
    pub note: Option<Box<str>>,
    /// Why it is right though it is unlikely, if the file explains that.
    pub explanation: Option<Box<str>>,
}

/// A cell or row that was refused, or read differently from how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row, the first being 1; 0 for the file as a whole.
    pub row: u32,
    /// The column by its heading; empty for the row as a whole.
    pub column: String,
    /// What is wrong, and what would be right.
    pub reason: String,
}

/// Something that cannot be known from the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The indicator that it is about.
    pub about: Slug,
    /// The question, as a sentence.
    pub text: String,
    /// The kinds of period that its labels could mean; the first is used for now.
    pub kinds: Vec<Kind>,
}
