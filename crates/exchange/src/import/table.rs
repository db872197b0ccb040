//! A file as a table: its headings, and its rows as often as they are asked for.

use super::{
    Options,
    layout::{self, Layout},
    limits::Limits,
    odd::{Odd, Odds, cell_name},
    records::{Record, Records},
    text::{self, Decoder, Input, Nature, Scan},
    workbook,
};
use crate::{Fault, sheet::shortened};
use domain::cell::{self, Cell};
use std::io::{BufRead, Cursor, Seek};

/// A file as a table.
pub(super) struct Table<'a> {
    /// How it is laid out.
    pub(super) layout: Layout,
    /// Its headings as they are written.
    pub(super) headings: Vec<String>,
    /// Its headings as they are compared.
    pub(super) plain: Vec<String>,
    /// How many times it will be read through.
    pub(super) passes: u64,
    passed: u64,
    input: Box<dyn Input + 'a>,
    scan: Scan,
    separator: u8,
    head: u32,
    odds: Odds,
    limits: Limits,
    progress: &'a mut dyn FnMut(u64),
}

/// One row of data.
pub(super) struct Row<'r> {
    record: &'r Record,
    odds: &'r Odds,
    /// The row, the first of the file being 1.
    pub(super) number: u32,
    /// Why it cannot be read as a whole.
    pub(super) fault: Option<&'r str>,
}

impl Row<'_> {
    /// The text of a cell; blank where there is none.
    pub(super) fn text(&self, column: usize) -> &str {
        self.record.text(column)
    }

    /// The text of a cell of a column that may be missing.
    pub(super) fn text_of(&self, column: Option<usize>) -> &str {
        column.map_or("", |column| self.record.text(column))
    }

    /// A number or symbol; `None` where the cell is blank.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn cell(&self, column: usize) -> Result<Option<Cell>, String> {
        if let Some(reason) = self.oddity(column, "a value") {
            return Err(reason);
        }
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        cell::read(text).map(Some).map_err(|error| error.to_string())
    }

    /// A number; `None` where the cell is blank, or holds a symbol.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn number(&self, column: Option<usize>) -> Result<Option<f64>, String> {
        let Some(column) = column else { return Ok(None) };
        if let Some(reason) = self.oddity(column, "a value") {
            return Err(reason);
        }
        match self.text(column) {
            text if text.is_empty() || cell::absence(text).is_some() => Ok(None),
            text => cell::number(text).map(|number| Some(number.value)).map_err(|error| error.to_string()),
        }
    }

    /// Why a cell of a workbook cannot be taken at face value, if it cannot.
    pub(super) fn oddity(&self, column: usize, wanted: &str) -> Option<String> {
        if self.odds.is_empty() {
            return None;
        }
        let odd = self.odds.get(&(self.number, column))?;
        let name = cell_name(self.number, column);
        Some(match odd {
            Odd::Formula => format!("{name} is a formula: paste its result as {wanted}"),
            Odd::Date => {
                let shown = shortened(self.text(column));
                format!(
                    "{name} is a date ({shown}) where {wanted} was expected: format the cell as text and write it as text"
                )
            }
            Odd::Merged => {
                format!("{name} is part of a merged cell: unmerge it and write {wanted} in each row")
            }
            Odd::Error => format!("{name} is an error ({}): write {wanted}", shortened(self.text(column))),
        })
    }
}

/// The most rows above the headings.
const MOST_TITLES: usize = 20;

/// More line breaks than this in one row mean a quote that is not closed.
const MOST_BREAKS: usize = 20;

impl<'a> Table<'a> {
    /// Finds the encoding and the layout of a file.
    ///
    /// # Errors
    /// When it is not one that we can read.
    pub(super) fn open<R: BufRead + Seek + 'a>(
        mut input: R,
        options: &Options,
        progress: &'a mut dyn FnMut(u64),
    ) -> Result<Self, Fault> {
        match text::nature(&mut input)? {
            Nature::Text => Self::of_text(Box::new(input), Odds::new(), options, progress),
            Nature::Zip => {
                let sheet = workbook::find(&mut input, options, &mut |text| {
                    let mut silent = |_| ();
                    Table::of_text(Box::new(Cursor::new(text)), Odds::new(), options, &mut silent).map(|_| ())
                })?;
                Self::of_text(Box::new(Cursor::new(sheet.text)), sheet.odds, options, progress)
            }
        }
    }

    fn of_text(
        mut input: Box<dyn Input + 'a>,
        odds: Odds,
        options: &Options,
        progress: &'a mut dyn FnMut(u64),
    ) -> Result<Self, Fault> {
        let limits = options.limits;
        let scan = text::scan(&mut *input, limits.bytes)?;
        let mut most: Vec<String> = Vec::new();
        for separator in [b',', b'\t', b';', b'|'] {
            for record in first_rows(&mut *input, scan, separator)? {
                let (row, headings) = record;
                if headings.len() > limits.columns {
                    let message =
                        format!("it has {} columns: we read at most {}", headings.len(), limits.columns);
                    return Err(Fault::new(u64::from(row), message));
                }
                let plain: Vec<String> = headings.iter().map(|heading| layout::plain(heading)).collect();
                if let Some(layout) = Layout::of(&plain, options) {
                    let table = Self {
                        layout,
                        headings: headings.iter().map(|heading| trimmed(heading)).collect(),
                        plain,
                        passes: 1,
                        passed: 0,
                        input,
                        scan,
                        separator,
                        head: row,
                        odds,
                        limits,
                        progress,
                    };
                    return table.with_each_heading_once();
                }
                if headings.len() > most.len() {
                    most = headings;
                }
            }
        }
        Err(not_recognised(&most, options))
    }

    fn with_each_heading_once(self) -> Result<Self, Fault> {
        for (place, heading) in self.plain.iter().enumerate() {
            if !heading.is_empty() && self.plain[..place].contains(heading) {
                let message = format!("the column \"{}\" appears twice", shortened(&self.headings[place]));
                return Err(Fault::new(u64::from(self.head), message));
            }
        }
        Ok(self)
    }

    /// The index of the first of these columns that exists, by its plain heading.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.plain.iter().position(|heading| heading == name))
    }

    /// The row of the headings.
    pub(super) fn head(&self) -> u32 {
        self.head
    }

    /// Reads its rows of data, except blank ones.
    ///
    /// # Errors
    /// When reading fails, or it is too long.
    pub(super) fn each(&mut self, take: &mut dyn FnMut(&Row<'_>)) -> Result<(), Vec<Fault>> {
        let (passes, passed, bytes) = (self.passes, self.passed, self.scan.bytes);
        self.passed += 1;
        let decoder = Decoder::new(&mut *self.input, self.scan.encoding).map_err(|fault| vec![fault])?;
        let mut records = Records::new(decoder, self.separator);
        let (mut record, mut next) = (Record::default(), Record::default());
        let (mut rows, mut short, mut told) = (0_u32, 0_u32, 0_u64);
        let columns = self.headings.len();
        let mut has_row = records.next(&mut record).map_err(|fault| vec![fault])?;
        while has_row {
            let has_next = records.next(&mut next).map_err(|fault| vec![fault])?;
            if record.row > self.head && !record.is_blank() {
                rows += 1;
                if rows > self.limits.rows {
                    let message =
                        format!("it has more than {} rows, the most that we read", self.limits.rows);
                    return Err(vec![Fault::new(u64::from(record.row), message)]);
                }
                let is_short = record.len() < columns;
                let is_cut = is_short && short == 0 && !has_next && !self.scan.ends_in_newline && columns > 1;
                short += u32::from(is_short);
                let fault = row_fault(&record, columns, is_cut);
                take(&Row { record: &record, odds: &self.odds, number: record.row, fault });
            }
            std::mem::swap(&mut record, &mut next);
            has_row = has_next;
            if records.bytes > told {
                told = records.bytes;
                (self.progress)((passed * bytes + told.min(bytes)) / passes.max(1));
            }
        }
        Ok(())
    }
}

/// Why a row cannot be read as a whole, if it cannot.
fn row_fault(record: &Record, columns: usize, is_cut: bool) -> Option<&'static str> {
    if record.is_open {
        return Some(
            "a quotation mark in this row is never closed: nothing from here to the end of the file was read",
        );
    }
    if record.breaks > MOST_BREAKS {
        return Some(
            "it runs over many lines: a quotation mark in it is probably not closed where it should be",
        );
    }
    if is_cut {
        return Some("the file ends in the middle of this row: it has been cut short");
    }
    // A number with commas but no quotes falls into several cells, and would be read as its first digits.
    let is_too_long = (columns..record.len()).any(|cell| !record.text(cell).is_empty());
    is_too_long
        .then_some("it has more cells than there are headings: put quotation marks around text with a comma")
}

type Headings = (u32, Vec<String>);

/// The first rows, where the headings may be.
fn first_rows(input: &mut dyn Input, scan: Scan, separator: u8) -> Result<Vec<Headings>, Fault> {
    let mut records = Records::new(Decoder::new(input, scan.encoding)?, separator);
    let mut record = Record::default();
    let mut rows = Vec::new();
    while rows.len() <= MOST_TITLES && records.next(&mut record)? {
        if record.row as usize > 10 * MOST_TITLES {
            break;
        }
        if !record.is_blank() {
            rows.push((record.row, (0..record.len()).map(|cell| record.text(cell).to_owned()).collect()));
        }
    }
    Ok(rows)
}

fn trimmed(heading: &str) -> String {
    heading.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
}

fn not_recognised(most: &[String], options: &Options) -> Fault {
    if most.is_empty() {
        return Fault::new(0, "it is empty: the first row should name the columns");
    }
    let found: Vec<String> =
        most.iter().take(12).map(|heading| format!("\"{}\"", shortened(heading))).collect();
    let found = found.join(", ");
    let message = match options.layout {
        Some(layout) => {
            format!("no row near the top has the headings of the layout {layout}. We found {found}")
        }
        None => format!(
            "no row near the top has the headings of a layout that we know ({}): choose what each column is. We found {found}",
            Layout::ALL.iter().map(|layout| layout.as_str()).collect::<Vec<_>>().join(", "),
        ),
    };
    Fault::new(0, message)
}
