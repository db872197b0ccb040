//! The rows of a delimited text, one at a time, as a spreadsheet counts them: blank lines are rows too, and a line break
//! inside quotes does not begin one.

use super::text::{Decoder, unreadable};
use crate::Fault;
use std::io::Read;

/// The most bytes of a row: a longer one has a quote that is never closed.
const LONGEST: usize = 4 << 20;

/// One row's cells.
#[derive(Debug, Default)]
pub(super) struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The row, the first being 1.
    pub(super) row: u32,
    /// How many line breaks are inside its quotes.
    pub(super) breaks: usize,
    /// Whether the file ends inside its quotes.
    pub(super) is_open: bool,
}

impl Record {
    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell without the spaces around it; blank where the row is shorter.
    pub(super) fn text(&self, column: usize) -> &str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        let bytes = &self.bytes[start..*end];
        let is_tight = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        match std::str::from_utf8(bytes) {
            Err(_) => "\u{fffd}",
            // Most cells have no spaces to trim.
            Ok(text) if is_tight(bytes.first()) && is_tight(bytes.last()) => text,
            Ok(text) => text.trim(),
        }
    }

    /// Whether it is empty.
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

/// The rows of a text.
pub(super) struct Records<'a> {
    input: Decoder<'a>,
    separator: u8,
    buffer: Vec<u8>,
    from: usize,
    to: usize,
    row: u32,
    /// How many bytes of text were read.
    pub(super) bytes: u64,
}

/// The position of the reader within a cell.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    Bare,
    Quoted,
    /// After a quote that closes the cell, or is the first of two that mean one.
    Quote,
}

impl<'a> Records<'a> {
    /// The rows of a text from its beginning.
    pub(super) fn new(input: Decoder<'a>, separator: u8) -> Self {
        Self { input, separator, buffer: vec![0; 1 << 16], from: 0, to: 0, row: 0, bytes: 0 }
    }

    fn refill(&mut self) -> Result<bool, Fault> {
        if self.from == self.to {
            self.from = 0;
            self.to = self.input.read(&mut self.buffer).map_err(unreadable)?;
            self.bytes += self.to as u64;
        }
        Ok(self.to > 0)
    }

    /// Reads the next row into `record`; false at the end.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<bool, Fault> {
        record.bytes.clear();
        record.ends.clear();
        (record.breaks, record.is_open) = (0, false);
        self.row = self.row.saturating_add(1);
        record.row = self.row;
        let mut at = At::Start;
        let mut is_begun = false;
        while self.refill()? {
            is_begun = true;
            let separator = self.separator;
            let rest = &self.buffer[self.from..self.to];
            if at == At::Start && rest[0] != b'"' {
                at = At::Bare;
            }
            let run = match at {
                At::Quoted => rest.iter().position(|byte| *byte == b'"'),
                At::Bare => rest.iter().position(|byte| *byte == separator || matches!(byte, b'\n' | b'\r')),
                At::Start | At::Quote => Some(0),
            };
            let run = run.unwrap_or(rest.len());
            if at == At::Quoted {
                record.breaks += rest[..run].iter().filter(|byte| **byte == b'\n').count();
            }
            record.bytes.extend_from_slice(&rest[..run]);
            if record.bytes.len() > LONGEST {
                let message = "the row is too long: a quotation mark in it is probably not closed";
                return Err(Fault::new(u64::from(self.row), message));
            }
            let next = rest.get(run).copied();
            self.from += run + usize::from(next.is_some());
            let Some(byte) = next else { continue };
            match (at, byte) {
                (At::Start, b'"') => at = At::Quoted,
                (At::Quoted, _) => at = At::Quote,
                (At::Quote, b'"') => {
                    record.bytes.push(b'"');
                    at = At::Quoted;
                }
                (_, b'\n') => {
                    record.ends.push(record.bytes.len());
                    return Ok(true);
                }
                (_, b'\r') => {
                    record.ends.push(record.bytes.len());
                    if self.refill()? && self.buffer[self.from] == b'\n' {
                        self.from += 1;
                    }
                    return Ok(true);
                }
                (_, byte) if byte == separator => {
                    record.ends.push(record.bytes.len());
                    at = At::Start;
                }
                (_, byte) => {
                    record.bytes.push(byte);
                    at = At::Bare;
                }
            }
        }
        record.is_open = at == At::Quoted;
        record.ends.push(record.bytes.len());
        Ok(is_begun)
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Records};
    use crate::import::text::{Decoder, Encoding};
    use proptest::prelude::{prop_assert_eq, proptest};
    use std::io::Cursor;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut input = Cursor::new(text.as_bytes());
        let decoder = Decoder::new(&mut input, Encoding::Utf8(0)).expect("a text");
        let mut records = Records::new(decoder, b',');
        let mut record = Record::default();
        let mut rows = Vec::new();
        while records.next(&mut record).expect("a row") {
            rows.push((record.row, (0..record.len()).map(|cell| record.text(cell).to_owned()).collect()));
        }
        rows
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let text = "a,b\r\n\r\n\"two\nlines\",\"a \"\"b\"\"\"\r\nlast,\n\n";
        let expected: Vec<(u32, Vec<&str>)> = vec![
            (1, vec!["a", "b"]),
            (2, vec![""]),
            (3, vec!["two\nlines", "a \"b\""]),
            (4, vec!["last", ""]),
            (5, vec![""]),
        ];
        let rows = rows(text);
        let rows: Vec<(u32, Vec<&str>)> =
            rows.iter().map(|(row, cells)| (*row, cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn old_line_ends_and_no_last_line_end_are_read() {
        assert_eq!(rows("a,b\rc,d"), [(1, vec!["a".into(), "b".into()]), (2, vec!["c".into(), "d".into()])]);
        assert_eq!(rows(""), []);
    }

    proptest! {
        #[test]
        fn what_a_csv_writer_writes_reads_back(table in proptest::collection::vec(
            proptest::collection::vec("[a-z\",\n\r;é]{0,6}", 2..4), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).expect("written");
            }
            let text = String::from_utf8(writer.into_inner().expect("all")).expect("text");
            let read: Vec<Vec<String>> = rows(&text).into_iter().map(|(_, cells)| cells).collect();
            let trimmed: Vec<Vec<String>> =
                table.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            prop_assert_eq!(read, trimmed);
        }
    }
}
