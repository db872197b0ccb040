//! Workbooks: XLSX by calamine, ODS by a reader of our own, both as the text of one sheet. A workbook is checked before it is
//! opened: a file that is small on disk can be huge unpacked, and one cell at the far corner makes a sheet of 17,000,000,000.

mod lines;
mod ods;
mod parts;
mod words;
mod xlsx;

use super::{Options, limits::Limits, odd::Odds, text::Input};
use crate::{Fault, sheet::shortened};
use parts::Kind;
pub(super) use words::holds;

/// One sheet.
pub(super) struct Sheet {
    /// Its cells as CSV.
    pub(super) text: Vec<u8>,
    /// The cells that cannot be taken at face value.
    pub(super) odds: Odds,
}

/// How many rows are read to see whether a sheet is the right one.
const FIRST_ROWS: u32 = 250;

/// What is read of a sheet.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    rows: u32,
    limits: Limits,
}

/// Finds the right sheet: the one that is named, else the first whose headings `is_ours` recognises.
///
/// # Errors
/// When it is not a workbook, or a dangerous one, or has no such sheet.
pub(super) fn find(
    input: &mut dyn Input,
    options: &Options,
    is_ours: &mut dyn FnMut(Vec<u8>) -> Result<(), Fault>,
) -> Result<Sheet, Fault> {
    let limits = options.limits;
    let kind = parts::look_through(input, limits)?;
    let mut book = Book::open(input, kind)?;
    let names = book.names()?;
    let named = options.sheet.as_deref();
    if let Some(name) = named.filter(|name| !names.iter().any(|other| other == name)) {
        let names: Vec<String> =
            names.iter().take(20).map(|name| format!("\"{}\"", shortened(name))).collect();
        let message = format!("it has no sheet \"{}\": its sheets are {}", shortened(name), names.join(", "));
        return Err(Fault::new(0, message));
    }
    let whole = Wanted { rows: limits.rows.saturating_add(1_000), limits };
    if let Some(name) = named {
        return book.sheet(name, whole);
    }
    let mut first_fault = None;
    for name in names.iter().take(100) {
        let start = Wanted { rows: FIRST_ROWS, limits };
        let fault = match book.sheet(name, start) {
            Ok(sheet) if sheet.text.iter().all(u8::is_ascii_whitespace) => continue,
            Ok(sheet) => match is_ours(sheet.text) {
                Ok(()) => return book.sheet(name, whole),
                Err(fault) => fault,
            },
            Err(fault) => fault,
        };
        first_fault.get_or_insert(Fault::new(0, format!("sheet \"{}\": {fault}", shortened(name))));
    }
    Err(first_fault.unwrap_or_else(|| Fault::new(0, "it is empty: none of its sheets has any cells")))
}

/// An open workbook.
enum Book<'a> {
    Xlsx(Box<xlsx::Book<'a>>),
    Ods(ods::Book<'a>),
}

impl<'a> Book<'a> {
    fn open(input: &'a mut dyn Input, kind: Kind) -> Result<Self, Fault> {
        Ok(match kind {
            Kind::Xlsx => Self::Xlsx(Box::new(xlsx::Book::open(input)?)),
            Kind::Ods => Self::Ods(ods::Book::open(input)?),
        })
    }

    fn names(&mut self) -> Result<Vec<String>, Fault> {
        match self {
            Self::Xlsx(book) => Ok(book.names()),
            Self::Ods(book) => book.names(),
        }
    }

    fn sheet(&mut self, name: &str, wanted: Wanted) -> Result<Sheet, Fault> {
        match self {
            Self::Xlsx(book) => book.sheet(name, wanted),
            Self::Ods(book) => book.sheet(name, wanted),
        }
    }
}

/// The fault of a workbook that cannot be read.
fn broken(error: impl std::fmt::Display) -> Fault {
    Fault::new(0, format!("the workbook is damaged or cut short and cannot be read: {error}"))
}

/// A number as a spreadsheet shows it: 15 digits at most, so that 8.1999999999999993 is 8.2; a percentage as a percentage.
fn number_text(value: f64, is_percent: bool) -> String {
    let value = if is_percent { value * 100.0 } else { value };
    let shown: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if is_percent { format!("{shown}%") } else { shown.to_string() }
}

#[cfg(test)]
mod tests {
    use super::number_text;

    #[test]
    fn numbers_are_without_noise() {
        assert_eq!(number_text("8.1999999999999993".parse().expect("a number"), false), "8.2");
        assert_eq!(number_text(0.1 + 0.2, false), "0.3");
        assert_eq!(number_text(0.1065, true), "10.65%");
        assert_eq!(number_text(-48.0, false), "-48");
    }
}
