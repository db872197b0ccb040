//! Handing a return in: every row has an answer, and unlikely ones are explained.

use super::{Asked, Because, Filled, Sheet, Step, Typed, as_typed, origin, read};
use crate::{
    change_note::{ChangeNote, Effect, Kind, merged},
    figure::{Absence, Approval, Figure, Measured, Reading, Status},
    indicator::{Indicator, Measure},
    outline::Outline,
    period::Period,
    series::Series,
    slug::Slug,
    wording,
};
use chrono::NaiveDate;

/// How a return is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handing {
    /// Whether it is a nil return.
    pub step: HandingStep,
    /// Why blank rows have no figure, if somebody gave one reason for all.
    pub blank: Option<Absence>,
    /// The day on which it is handed in.
    pub today: NaiveDate,
}

/// The two ways in which a return is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandingStep {
    /// As it is.
    Submit,
    /// As nil: 0 for every count that is blank.
    SubmitNil,
}

/// A row of a return, as seen by whoever hands it in or agrees to it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenRow {
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// The number of what was seen there: of the input, else of the figure.
    pub seen: Option<i64>,
    /// The figure made from the input, if there is any.
    pub figure: Option<Figure>,
}

/// What a row lacks before its return can be handed in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lack {
    /// It was added after whoever hands the return in looked at it.
    AddedSince,
    /// Its period is not over.
    NotOver,
    /// It has this count, and the return is to be nil.
    NotNil(f64),
    /// A figure was recorded after the input, and nobody has chosen between the two.
    Outdone,
    /// It is blank, without a reason.
    Blank,
    /// It is unlikely, without an explanation.
    Unexplained,
    /// It was valid when it was typed, and is not now.
    Unreadable,
}

impl HandingStep {
    /// The same as a step of the return.
    #[must_use]
    pub fn step(self) -> Step {
        match self {
            Self::Submit => Step::Submit,
            Self::SubmitNil => Step::SubmitNil,
        }
    }

    /// The way of handing in of a step, if it is one.
    #[must_use]
    pub fn of(step: Step) -> Option<Self> {
        match step {
            Step::Submit => Some(Self::Submit),
            Step::SubmitNil => Some(Self::SubmitNil),
            Step::Approve | Step::SendBack | Step::Reopen => None,
        }
    }
}

impl Lack {
    /// What is to be done about it in a row, in a sentence.
    #[must_use]
    pub fn sentence(self, outline: &Outline, row: &Asked<'_>) -> String {
        let whose = format!("{}, {}, {}", row.indicator.name, row.where_and_whom(outline), row.period);
        match self {
            Self::AddedSince => format!(
                "{whose}: this row was added after you opened the form. Look at it before you hand in."
            ),
            Self::NotOver => format!("{whose}: the period has not ended yet."),
            Self::NotNil(count) => {
                let count = row.indicator.print(count);
                format!("{whose} is {count}: a return is nil only if nothing happened.")
            }
            Self::Outdone => {
                format!("{whose}: a figure was recorded after this was typed. Choose which to use.")
            }
            Self::Blank => {
                format!("{whose} is blank: type a figure, or choose below why blank rows have none.")
            }
            Self::Unexplained => format!("{whose} is unlikely: say why it is right."),
            Self::Unreadable => format!("{whose} cannot be handed in as it is: type it again."),
        }
    }
}

/// A row that cannot be handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct LackingRow {
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// What it lacks.
    pub lacks: Vec<Lack>,
}

/// The figures of each row as it is handed in; or what some rows lack.
///
/// # Errors
/// What is missing.
pub fn handed_in(
    outline: &Outline,
    sheet: &Sheet,
    handing: Handing,
) -> Result<Vec<SeenRow>, Vec<LackingRow>> {
    let mut lacking = Vec::new();
    let mut rows = Vec::new();
    for row in &sheet.rows(outline) {
        let (series, period) = (row.asked.series.clone(), row.asked.period);
        match handed_in_row(sheet, row, handing) {
            Ok(figure) => {
                rows.push(SeenRow { series, period, seen: sheet.seen(&row.asked), figure });
            }
            Err(lacks) => lacking.push(LackingRow { series, period, lacks }),
        }
    }
    if lacking.is_empty() { Ok(rows) } else { Err(lacking) }
}

/// The figure made from a row, if there is one; or what the row lacks.
fn handed_in_row(sheet: &Sheet, row: &Filled<'_>, handing: Handing) -> Result<Option<Figure>, Vec<Lack>> {
    let Asked { indicator, series, period, .. } = &row.asked;
    let mut lacks = Vec::new();
    if period.last() >= handing.today {
        lacks.push(Lack::NotOver);
    }
    let counted = match &row.reading {
        Some(Ok(reading)) if indicator.measure == Measure::Count => reading.value(),
        _ => None,
    };
    let is_nil = handing.step == HandingStep::SubmitNil;
    lacks.extend(counted.filter(|count| is_nil && *count != 0.0).map(Lack::NotNil));
    if sheet.outdone(series, period).is_some() {
        lacks.push(Lack::Outdone);
    }
    let figure = match (&row.reading, sheet.draft(series, period)) {
        (None, _) => match left_blank(row, handing) {
            Some(reading) => Some(figure(sheet, row, reading)),
            None => {
                lacks.push(Lack::Blank);
                None
            }
        },
        (Some(Ok(reading)), Some(_)) => {
            if row.wants_reason() {
                lacks.push(Lack::Unexplained);
            }
            Some(figure(sheet, row, reading.clone()))
        }
        // It was valid when it was typed: the indicator may have changed since.
        (Some(Err(_)), Some(_)) => {
            lacks.push(Lack::Unreadable);
            None
        }
        // An existing figure is handed in as it is.
        (Some(_), None) => None,
    };
    if lacks.is_empty() { Ok(figure) } else { Err(lacks) }
}

/// What a blank row is handed in as: 0 for a count in a nil return, else the reason that was chosen for all.
fn left_blank(row: &Filled<'_>, handing: Handing) -> Option<Reading> {
    let indicator = row.asked.indicator;
    if handing.step == HandingStep::SubmitNil && indicator.measure == Measure::Count {
        let nothing = Measured::new(indicator.measure, indicator.decimals, Some(0.0), None, None).ok()?;
        return Some(Reading::Value(nothing));
    }
    handing.blank.map(Reading::Absent)
}

fn figure(sheet: &Sheet, row: &Filled<'_>, reading: Reading) -> Figure {
    let typed = &row.typed;
    let given = read(row.asked.indicator, typed).ok().flatten();
    let (status, note) = given.map_or_else(
        || (Status::parse(&typed.status).unwrap_or(Status::Provisional), typed.note.clone()),
        |given| (given.status, given.note),
    );
    // An unchanged figure stays as it was recorded: with its interval, and with more digits than people type.
    let stands = sheet.figure(&row.asked.series, &row.asked.period);
    let stands = stands.filter(|stands| is_as_given(row.asked.indicator, stands, typed));
    let reading = stands.map_or(reading, |stands| stands.reading.clone());
    let is_explained = !row.doubts.is_empty() && !typed.reason.is_empty();
    Figure {
        series: row.asked.series.clone(),
        period: row.asked.period,
        reading,
        status,
        origin: origin(row.asked.indicator, typed),
        approval: Approval::Submitted,
        note: (!note.is_empty()).then_some(note),
        explanation: is_explained.then(|| typed.reason.clone()),
    }
}

/// Whether the numbers of a figure are those in the boxes.
fn is_as_given(indicator: &Indicator, stands: &Figure, typed: &Typed) -> bool {
    let given = as_typed(indicator, stands);
    [
        (&given.value, &typed.value),
        (&given.numerator, &typed.numerator),
        (&given.denominator, &typed.denominator),
    ]
    .iter()
    .all(|(given, typed)| given == typed)
        && stands.reading.value().is_some()
}

/// The change notes that explain the input in a return, once somebody agrees to it.
#[must_use]
pub fn notes(outline: &Outline, sheet: &Sheet) -> Vec<ChangeNote> {
    let filled = sheet.rows(outline);
    let is_typed = |row: &&Filled<'_>| sheet.draft(&row.asked.series, &row.asked.period).is_some();
    merged(filled.iter().filter(is_typed).filter_map(|row| note(outline, sheet, row)))
}

/// The change note made from a changed recording.
fn note(outline: &Outline, sheet: &Sheet, row: &Filled<'_>) -> Option<ChangeNote> {
    let effect = match Because::parse(&row.typed.because)? {
        Because::Checked => return None,
        Because::RecordingChanged => Effect::Explains,
        Because::SeriesBreaks => Effect::Breaks,
    };
    if row.doubts.is_empty() {
        return None;
    }
    let on = row.asked.period.first();
    let organisation = outline.organisation_name(&sheet.of.organisation);
    Some(ChangeNote {
        // One for the indicator and its day, whichever of its rows has it.
        slug: Slug::new(&format!("recording-changed-{on}")).ok()?,
        indicator: row.asked.indicator.slug.clone(),
        on,
        kind: Kind::RecordingChange,
        effect,
        text: wording::capital(row.typed.reason.trim()),
        source: format!("{organisation}, return of {}", sheet.of.quarter),
    })
}
