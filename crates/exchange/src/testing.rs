//! Workbooks opened again: as a spreadsheet reads them, and the XML that they are made of.

use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};

/// A sheet as rows of cells.
pub(crate) fn sheet(book: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(book)).expect("a workbook");
    let range = book.worksheet_range(name).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The names of the sheets.
pub(crate) fn sheets(book: &[u8]) -> Vec<String> {
    Xlsx::new(Cursor::new(book)).expect("a workbook").sheet_names()
}

/// A file inside the workbook, such as `xl/worksheets/sheet1.xml`.
pub(crate) fn xml(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// A text cell.
pub(crate) fn words(text: &str) -> Data {
    Data::String(text.to_owned())
}
