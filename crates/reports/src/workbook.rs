//! A spreadsheet of what was frozen, following the guidance for spreadsheets of official statistics: a cover, a list of the
//! sheets, notes, and one table per sheet with its name above it and a heading row. No cell is merged.
//!
//! Every text is written as a text, never as a formula, whatever it begins with.

/// The contents of each sheet.
mod sheets;
/// How a sheet is written.
mod write;

use crate::Error;
use chrono::{DateTime, Datelike, Timelike, Utc};
use domain::{figure::Absence, pack::Frozen};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// The most figures of a sheet: each needs about 2 kB of memory while it is made.
pub(crate) const MOST: usize = 100_000;
/// The longest text that a cell may hold, in UTF-16 units.
const LONGEST: usize = 32_767;
/// The row where a table begins: under its title and its description.
const HEAD: u32 = 2;

/// Headings with the widths of their columns, in letters.
type Columns = [(&'static str, f64)];

/// The content of a cell.
enum Value<'a> {
    Nothing,
    Text(&'a str),
    /// A number, and how many decimals are shown.
    Number(f64, u8),
}

/// A sheet with its table.
struct Sheet<'a> {
    name: &'static str,
    title: String,
    description: &'static str,
    columns: &'static Columns,
    rows: Vec<Vec<Value<'a>>>,
}

/// A frozen document as a workbook. The same document with the same moment gives the same file.
///
/// # Errors
/// When there are more figures than a sheet may have, when the moment is outside the years of a workbook, and when the
/// workbook cannot be written.
pub fn workbook(frozen: &Frozen, made: DateTime<Utc>) -> Result<Vec<u8>, Error> {
    if frozen.figures.len() > MOST {
        return Err(Error::TooMany(frozen.figures.len()));
    }
    let symbols: Vec<_> = Absence::ALL.iter().map(|absence| (sheets::symbol(*absence), *absence)).collect();
    let number = frozen.number.to_string();
    let mut sheets =
        vec![sheets::notes(frozen, &symbols), sheets::figures(frozen), sheets::indicators(frozen)];
    if !frozen.forecasts.is_empty() {
        sheets.push(sheets::forecasts(frozen));
    }
    let contents = sheets::contents(&sheets);
    let cover = sheets::cover(frozen, &number);
    let mut book = Workbook::new();
    book.set_properties(&properties(frozen, made)?);
    for sheet in [&cover, &contents].into_iter().chain(&sheets) {
        write::write(book.add_worksheet(), sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn properties(frozen: &Frozen, made: DateTime<Utc>) -> Result<DocProperties, Error> {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    // A workbook counts its days from 1900.
    let year = u16::try_from(made.year()).ok().filter(|year| (1900..=9999).contains(year));
    let year = year.ok_or(Error::Moment(made))?;
    let day = ExcelDateTime::from_ymd(year, small(made.month()), small(made.day()))?;
    let moment = day.and_hms(made.hour() as u16, small(made.minute()), f64::from(made.second()))?;
    let document = &frozen.document;
    Ok(DocProperties::new()
        .set_title(shortened(&document.title, 255))
        .set_subject(shortened(&document.subtitle, 255))
        .set_company(shortened(&document.partnership, 255))
        .set_creation_datetime(&moment))
}

/// A text of at most so many UTF-16 units, which is what spreadsheets count: a longer one ends in an ellipsis.
fn shortened(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 1;
    let is_room = |letter: &char| {
        units += letter.len_utf16();
        units <= most
    };
    text.chars().take_while(is_room).chain(['…']).collect()
}
