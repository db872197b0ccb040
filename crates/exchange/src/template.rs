//! The template of a return: what one organisation is asked for in one quarter, to be filled in with a spreadsheet.
//!
//! Two formats for the same rows: `xlsx` with drop-downs and cells that only accept what is asked for, and `csv` for
//! everything else. Both have the columns of `HEADINGS`, and after them columns that help to fill them in and are not read.

mod csv;
#[cfg(test)]
mod tests;
mod xlsx;

use chrono::NaiveDate;
use domain::figure::{Absence, Status};

pub use self::{csv::csv, xlsx::xlsx};

/// The columns that a return is read by.
pub const HEADINGS: [&str; 12] = [
    "Indicator",
    "Slug",
    "Area",
    "Area code",
    "Breakdown",
    "Period",
    "Numerator",
    "Denominator",
    "Value",
    "Reason if there is no value",
    "Status",
    "Note",
];

/// What one organisation is asked for in one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The title of the file.
    pub title: String,
    /// Who is asked.
    pub organisation: String,
    /// The quarter, as people write it.
    pub quarter: String,
    /// The day on which it is made.
    pub made: NaiveDate,
    /// What is asked for, in the order of the return.
    pub rows: Vec<TemplateRow>,
}

/// One figure that is asked for, with what is recorded already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    /// The indicator's name.
    pub indicator: String,
    /// Its slug.
    pub slug: String,
    /// The area's name.
    pub area: String,
    /// Its official code.
    pub area_code: String,
    /// `Total` or `dimension=category`.
    pub breakdown: String,
    /// The label of the period.
    pub period: String,
    /// The unit as a heading gives it: `% of pupils`.
    pub unit: String,
    /// Which numbers make the figure.
    pub asked: Asked,
    /// The numerator recorded already, as it was typed.
    pub numerator: Option<String>,
    /// The denominator recorded already, as it was typed.
    pub denominator: Option<String>,
    /// The value recorded already, as it was typed.
    pub value: Option<String>,
    /// The reason recorded already.
    pub absence: Option<Absence>,
    /// The status of the figure recorded already.
    pub status: Option<Status>,
    /// The note recorded already.
    pub note: Option<String>,
    /// Why nothing can be filled in here, if nothing can.
    pub locked: Option<String>,
    /// The figures of earlier periods, the newest first, each by its label and as people read it; at most four are shown.
    pub previous: Vec<(String, String)>,
}

/// Which numbers make a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A numerator and a denominator; the value too, which is compared with them, or is enough where the two are not known.
    Fraction,
    /// Only a value.
    Value,
}

/// How many earlier periods are shown at most.
const MOST_PREVIOUS: usize = 4;

/// A cell of a row.
#[derive(Clone, Debug, PartialEq)]
enum Cell<'a> {
    /// Words.
    Text(std::borrow::Cow<'a, str>),
    /// A number.
    Number(f64),
    /// Nothing.
    Blank,
}

impl Template {
    /// The headings: those that a return is read by, and those that help to fill it in.
    fn headings(&self) -> Vec<String> {
        let before = |place: usize| match place {
            0 => "Period before".to_owned(),
            place => format!("{} periods before", place + 1),
        };
        let mut headings: Vec<_> = HEADINGS.iter().map(|heading| (*heading).to_owned()).collect();
        headings.extend((0..self.previous()).map(before));
        headings.push("Unit".to_owned());
        headings.extend(self.is_any_locked().then(|| "Locked because".to_owned()));
        headings
    }

    /// How many earlier periods have a column.
    fn previous(&self) -> usize {
        self.rows.iter().map(|row| row.previous.len()).max().unwrap_or(0).min(MOST_PREVIOUS)
    }

    fn is_any_locked(&self) -> bool {
        self.rows.iter().any(|row| row.locked.is_some())
    }

    /// The cells of a row, one for each heading.
    fn cells<'a>(&self, row: &'a TemplateRow) -> Vec<Cell<'a>> {
        let words = |text: &'a str| if text.is_empty() { Cell::Blank } else { Cell::Text(text.into()) };
        let maybe = |text: Option<&'a str>| text.map_or(Cell::Blank, words);
        let number = |typed: &'a Option<String>| match typed.as_deref() {
            None => Cell::Blank,
            // A text that is not a number stays as it was typed.
            Some(text) => domain::number::read(text).map_or_else(|_| words(text), Cell::Number),
        };
        let mut cells = vec![
            words(&row.indicator),
            words(&row.slug),
            words(&row.area),
            words(&row.area_code),
            words(&row.breakdown),
            words(&row.period),
            number(&row.numerator),
            number(&row.denominator),
            number(&row.value),
            maybe(row.absence.map(Absence::as_str)),
            maybe(row.status.map(Status::as_str)),
            maybe(row.note.as_deref()),
        ];
        let before = row.previous.iter().map(|(label, text)| Cell::Text(format!("{label}: {text}").into()));
        cells.extend(before.chain(std::iter::repeat(Cell::Blank)).take(self.previous()));
        cells.push(words(&row.unit));
        if self.is_any_locked() {
            cells.push(maybe(row.locked.as_deref()));
        }
        cells
    }
}

impl TemplateRow {
    /// Whether the cell of a column is to be filled in.
    fn is_asked(&self, column: usize) -> bool {
        let is_part = matches!(HEADINGS.get(column), Some(&("Numerator" | "Denominator")));
        let is_open = (6..HEADINGS.len()).contains(&column) && self.locked.is_none();
        is_open && (!is_part || self.asked == Asked::Fraction)
    }
}
