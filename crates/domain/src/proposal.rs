//! What a file proposes to the record: figures, and the indicators and areas that they need. Nothing of it stands yet.

use crate::{
    area::Area,
    figure::{Approval, Origin, Reading, Status},
    indicator::Measure,
    indicator::Polarity,
    period::{Kind, Period},
    series::Series,
    slug::Slug,
};

/// All that a file proposes. Built for a million rows: what repeats stands once, and figures point at it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// How the file was read, by the word of its layout.
    pub layout: &'static str,
    /// How many rows of data the file has, blank ones left out.
    pub rows: u64,
    /// The indicators that its figures are of, each once.
    pub indicators: Vec<ProposedIndicator>,
    /// The areas that its figures are about, each once.
    pub areas: Vec<Area>,
    /// The series that its figures are of, each once.
    pub series: Vec<Series>,
    /// The figures, in the order of their series and periods, each series and period once.
    pub figures: Vec<ProposedFigure>,
    /// What was refused, in the file's order; no more than are worth reading.
    pub problems: Vec<Problem>,
    /// How many cells (or rows, where a row as a whole cannot be read) were refused, those that `problems` leaves out included.
    pub refused: u64,
    /// What somebody has to say before the file can be taken: until then the reading is a guess.
    pub questions: Vec<Question>,
    /// How the file was read where there was a choice: its symbols, its blank cells, what repeats. Each a sentence.
    pub notes: Vec<String>,
}

/// What is done about cells of a file that were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedCells {
    /// One of them, and nothing of the file is taken in.
    Stop,
    /// The rest is taken in without them.
    LeftOut,
}

/// Why nothing of a file is taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It leaves open what somebody has to say: of these indicators.
    #[error("the file does not show what kind of periods it has ({0}): choose it, and try again")]
    Questions(String),
    /// So many of its cells were refused.
    #[error("{0} of the file's cells are refused: correct the file, or import the rest without them")]
    Refused(u64),
    /// It has no figure.
    #[error("the file has no figures that can be imported")]
    Nothing,
}

/// So many questions are named.
const NAMED: usize = 5;

impl Proposal {
    /// That it can be taken in.
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

/// How far a figure of a file has come once it is taken in: published ones are agreed from the start, a partner's is for its
/// approver.
#[must_use]
pub fn approval(origin: Origin) -> Approval {
    match origin {
        Origin::Published => Approval::Approved,
        Origin::Partner => Approval::Submitted,
    }
}

/// An indicator as a file tells of it. Where the record has one of this slug, the record's word holds.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedIndicator {
    /// Its name in addresses.
    pub slug: Slug,
    /// The file's label.
    pub name: String,
    /// What kind of number it is.
    pub measure: Measure,
    /// What is counted, or out of whom; empty where the file does not say.
    pub unit: String,
    /// How many decimals people are shown.
    pub decimals: u8,
    /// Which way is better, as far as the file says.
    pub polarity: Polarity,
    /// The kind of period that its figures are for.
    pub frequency: Kind,
    /// What it means, in a sentence: the file's own words for it.
    pub definition: String,
    /// Where its figures come from.
    pub source: String,
    /// Whose they are: the public is shown published ones alone.
    pub origin: Origin,
}

/// A figure that a file proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedFigure {
    /// Its series' place in [`Proposal::series`].
    pub series: u32,
    /// When it is about.
    pub period: Period,
    /// A value, or why there is none.
    pub reading: Reading,
    /// How settled it is.
    pub status: Status,
    /// The row of the file that it stands in, the first being 1.
    pub row: u32,
    /// What the file says of this one figure.
    pub note: Option<Box<str>>,
    /// Why it is right though it is unlikely, where the file says that.
    pub explanation: Option<Box<str>>,
}

/// A cell or row that was refused, or read in another way than it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row, the first being 1; 0 where it is the file as a whole.
    pub row: u32,
    /// The column by its heading; empty where it is the row as a whole.
    pub column: String,
    /// What is wrong, and what would be right.
    pub reason: String,
}

/// Something that a file does not say and that cannot be known from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is about: the indicator.
    pub about: Slug,
    /// The question, as a sentence.
    pub text: String,
    /// The kinds of period that its labels could be read as; the first is how they were read for now.
    pub kinds: Vec<Kind>,
}
