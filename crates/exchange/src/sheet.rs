//! Reading a CSV file row by row, by the names of its columns.

use crate::Fault;
use csv::{ByteRecord, ReaderBuilder, Trim};

/// The rows of a CSV file in UTF-8, with or without a byte order mark.
pub(crate) struct Sheet {
    columns: Vec<String>,
    rows: Vec<ByteRecord>,
}

/// One row.
pub(crate) struct Row<'a> {
    columns: &'a [String],
    cells: &'a ByteRecord,
    /// Its line in the file.
    pub(crate) line: u64,
}

/// The most faults that are reported: a file that is wrong throughout is reported as such.
pub(crate) const MOST_FAULTS: usize = 50;

impl Sheet {
    /// Reads a file whose columns may be any of `known`, and must hold all of `needed`.
    pub(crate) fn read(bytes: &[u8], known: &[&str], needed: &[&str]) -> Result<Self, Vec<Fault>> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(bytes);
        let mut rows = Vec::new();
        let mut faults = Vec::new();
        for row in reader.byte_records() {
            match row {
                Ok(row) if row.iter().all(<[u8]>::is_empty) => {}
                Ok(row) => rows.push(row),
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    return Err(vec![Fault::new(line, format!("the row cannot be read: {error}"))]);
                }
            }
        }
        if rows.is_empty() {
            return Err(vec![Fault::new(0, "it is empty: the first line should name the columns")]);
        }
        let head = rows.remove(0);
        let columns: Vec<String> =
            head.iter().map(|name| String::from_utf8_lossy(name).to_lowercase()).collect();
        for (place, column) in columns.iter().enumerate() {
            if !known.contains(&column.as_str()) {
                let message =
                    format!("there is no column \"{}\": use {}", shortened(column), known.join(", "));
                faults.push(Fault::new(1, message));
            } else if columns[..place].contains(column) {
                faults.push(Fault::new(1, format!("the column \"{column}\" appears twice")));
            }
        }
        for column in needed.iter().filter(|column| !columns.iter().any(|name| name == *column)) {
            faults.push(Fault::new(1, format!("the column \"{column}\" is missing")));
        }
        // A number with commas but no quotes falls into several cells, and would be read as its first digits.
        let is_too_long = |row: &&ByteRecord| row.iter().skip(columns.len()).any(|cell| !cell.is_empty());
        faults.extend(rows.iter().filter(is_too_long).take(MOST_FAULTS).map(|row| {
            let message =
                "it has more cells than the first line has columns: put quotation marks around text with a comma";
            Fault::new(row.position().map_or(0, csv::Position::line), message)
        }));
        if faults.is_empty() { Ok(Self { columns, rows }) } else { Err(faults) }
    }

    /// Whether there is a column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// The rows in the file's order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row {
            columns: &self.columns,
            cells,
            line: cells.position().map_or(0, csv::Position::line),
        })
    }
}

impl<'a> Row<'a> {
    /// The text of a cell; `None` where it is blank, or the row is shorter, or there is no such column.
    pub(crate) fn text(&self, column: &str) -> Result<Option<&'a str>, Fault> {
        let Some(place) = self.columns.iter().position(|name| name == column) else { return Ok(None) };
        let Some(cell) = self.cells.get(place).filter(|cell| !cell.is_empty()) else { return Ok(None) };
        let text = std::str::from_utf8(cell);
        text.map(Some).map_err(|_| self.fault(format!("{column} is not text in UTF-8")))
    }

    /// A cell as parsed by some function.
    pub(crate) fn read<T>(
        &self,
        column: &str,
        wanted: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        let wrong = || self.fault(format!("{column} \"{}\" is not {wanted}", shortened(text)));
        read(text).map(Some).ok_or_else(wrong)
    }

    /// A number: `12.5`, `1,234`, `1e5`. Non-finite numbers are read too, and left to the calculations to reject.
    pub(crate) fn number(&self, column: &str) -> Result<Option<f64>, Fault> {
        self.read(column, "a number", number)
    }

    /// A fault of this row.
    pub(crate) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::new(self.line, message)
    }
}

/// A number as files write it. Non-finite numbers are read too.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.parse().ok().or_else(|| domain::cell::number(text).ok().map(|number| number.value))
}

/// A text as a message repeats it.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}
