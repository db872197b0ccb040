//! A spreadsheet of what was frozen, as the guidance for spreadsheets of official statistics has it: a cover, a list of the
//! sheets, notes, and one table a sheet with its name above it and a first row that names the columns. No cell is merged.
//!
//! Every text is written as a text, never as a formula, whatever it begins with.

/// What each sheet says.
mod sheets;
/// How a sheet is written.
mod write;

use crate::Error;
use chrono::{DateTime, Datelike, Timelike, Utc};
use domain::{figure::Absence, pack::Frozen};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// The most figures that a sheet is given: each needs about 2 kB of memory while it is made.
pub(crate) const MOST: usize = 100_000;
/// The longest text that a cell may hold, in UTF-16 units.
const LONGEST: usize = 32_767;
/// Where a table begins: under its title and its description.
const HEAD: u32 = 2;

/// Headings with the widths of their columns, in letters.
type Columns = [(&'static str, f64)];

/// What a cell holds.
enum Value<'a> {
    Nothing,
    Text(&'a str),
    /// A number, and to how many decimals it is shown.
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

/// What was frozen as a workbook. It is the same file when it is made again of the same with the same moment.
///
/// # Errors
/// When there are more figures than a sheet is given, when the moment is none that a workbook can name, and when the workbook
/// cannot be written.
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

/// A text of so many UTF-16 units at most, which is what spreadsheets count: a longer one ends in an ellipsis.
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
