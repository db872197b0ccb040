//! The template of a return: what one organisation is asked for one quarter, to be filled in in a spreadsheet.
//!
//! Two ways to write the same rows: `xlsx` with drop-downs and cells that only take what is asked, and `csv` for
//! everything else. Both have the columns of `HEADINGS`, and after them what helps to fill them in and is read by nobody.

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

/// What one organisation is asked for one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// What the file is called where it is opened.
    pub title: String,
    /// Who is asked.
    pub organisation: String,
    /// The quarter, as people say it.
    pub quarter: String,
    /// The day that it is made on.
    pub made: NaiveDate,
    /// What is asked, in the order that it is asked in.
    pub rows: Vec<TemplateRow>,
}

/// One figure that is asked for, with what is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    /// The indicator's name.
    pub indicator: String,
    /// Its name in addresses.
    pub slug: String,
    /// The area's name.
    pub area: String,
    /// Its official code.
    pub area_code: String,
    /// `Total` or `dimension=category`.
    pub breakdown: String,
    /// The label of the period.
    pub period: String,
    /// The unit as a heading says it: `% of pupils`.
    pub unit: String,
    /// Which numbers make the figure.
    pub asked: Asked,
    /// The numerator that is there already, as it was typed.
    pub numerator: Option<String>,
    /// The denominator that is there already, as it was typed.
    pub denominator: Option<String>,
    /// The value that is there already, as it was typed.
    pub value: Option<String>,
    /// The reason that is there already.
    pub absence: Option<Absence>,
    /// How settled the figure is that is there already.
    pub status: Option<Status>,
    /// The note that is there already.
    pub note: Option<String>,
    /// Why nothing can be filled in here, where nothing can.
    pub locked: Option<String>,
    /// The figures of the periods before, the newest first, each by its label and as people read it; at most four are shown.
    pub previous: Vec<(String, String)>,
}

/// Which numbers make a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A numerator and a denominator; the value too, which is compared with them, or alone where the two are not known.
    Fraction,
    /// A value alone.
    Value,
}

/// How many periods before are shown at most.
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

    /// How many periods before have a column.
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
            // What was typed and is no number stays as it was typed.
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
