//! What every workbook of ours has in common.

use chrono::{Datelike, NaiveDate};
use domain::figure::Absence;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Table, TableColumn, TableStyle,
    Workbook, Worksheet, XlsxError,
};
use std::{borrow::Cow, io};

/// The longest text that a cell may hold, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// A workbook with a title and a date of making: made twice from the same record it is the same file.
pub(crate) fn titled(title: &str, company: &str, made: NaiveDate) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let year = u16::try_from(made.year()).unwrap_or(1900);
    let made = ExcelDateTime::from_ymd(year, made.month() as u8, made.day() as u8)?;
    let properties = DocProperties::new()
        .set_title(shortened(title, 255))
        .set_company(shortened(company, 255))
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    Ok(book)
}

/// The error of a workbook as an I/O error.
pub(crate) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(format!("the workbook cannot be made: {other}")),
    }
}

/// Writes lines of text down the first column from the first row, the first of them as a title. Returns the row after them.
pub(crate) fn lines(sheet: &mut Worksheet, lines: &[String]) -> Result<u32, XlsxError> {
    for (row, line) in (0..).zip(lines) {
        if row == 0 {
            sheet.write_string_with_format(row, 0, text(line), &title())?;
        } else {
            sheet.write_string(row, 0, text(line))?;
        }
    }
    Ok(u32::try_from(lines.len()).unwrap_or(u32::MAX))
}

/// Makes a row as high as its wrapped texts need, given the width of each column: not every program does so itself.
pub(crate) fn height<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl IntoIterator<Item = (&'a str, f64)>,
) -> Result<(), XlsxError> {
    // A line holds about as many characters as its column is wide; words do not break.
    let lines_of = |line: &str, width: f64| (line.chars().count() as f64 / (width * 1.1)).ceil().max(1.0);
    let lines = |(text, width): (&str, f64)| text.lines().map(|line| lines_of(line, width)).sum::<f64>();
    let lines = cells.into_iter().map(lines).fold(1.0, f64::max);
    if lines > 1.0 {
        // No row is higher than 409 points.
        sheet.set_row_height(row, (lines * 15.0).min(409.0))?;
    }
    Ok(())
}

/// A named table: its columns with their widths, and a bold heading row in `row` with `rows` rows below it.
pub(crate) fn table(
    sheet: &mut Worksheet,
    name: &str,
    row: u32,
    columns: &[(String, f64)],
    rows: usize,
) -> Result<(), XlsxError> {
    for (column, (head, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(row, column, text(head), &heading())?;
    }
    height(sheet, row, columns.iter().map(|(head, width)| (head.as_str(), *width)))?;
    let (Ok(rows), Ok(width)) = (u32::try_from(rows), u16::try_from(columns.len())) else { return Ok(()) };
    // A table has at least one row.
    if rows == 0 || width == 0 {
        return Ok(());
    }
    let column =
        |(head, _): &(String, f64)| TableColumn::new().set_header(text(head)).set_header_format(heading());
    let columns: Vec<_> = columns.iter().map(column).collect();
    let table =
        Table::new().set_name(name).set_style(TableStyle::None).set_autofilter(false).set_columns(&columns);
    sheet.add_table(row, 0, row + rows, width - 1, &table)?;
    Ok(())
}

/// The format of a title.
pub(crate) fn title() -> Format {
    Format::new().set_bold().set_font_size(14)
}

/// The format of a table's heading row.
pub(crate) fn heading() -> Format {
    Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin)
}

/// The format of any other cell.
pub(crate) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// A text as a cell can hold it: a longer one ends in an ellipsis.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    shortened(text, LONGEST_TEXT)
}

/// A text of at most so many UTF-16 units, which is what spreadsheets count: a longer one ends in an ellipsis.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // No text has more of these units than bytes.
    if text.len() <= most || text.encode_utf16().count() <= most {
        return Cow::Borrowed(text);
    }
    let mut units = 1;
    let is_room = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    Cow::Owned(text.chars().take_while(is_room).chain(['…']).collect())
}

/// What an absence means, as a sentence.
pub(crate) fn meaning(absence: Absence) -> &'static str {
    match absence {
        Absence::NotApplicable => "The figure does not apply here.",
        Absence::NotAvailable => "The figure is not available from any source.",
        Absence::Confidential => "Showing the figure could identify a child.",
        Absence::Low => "The figure rounds to 0 but is not 0.",
        Absence::LowReliability => "The figure is too unreliable to show.",
        Absence::Awaited => "The figure has not arrived yet.",
        Absence::NotCollected => "The figure was not collected.",
    }
}
