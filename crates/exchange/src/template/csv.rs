//! The template as CSV, as RFC 4180 writes it.

use super::{Cell, Template};
use crate::guard::guarded;
use csv::{Terminator, WriterBuilder};
use std::io::{self, Write};

/// Writes a template as CSV. It begins with a byte order mark: without one Excel does not take it for UTF-8.
///
/// # Errors
/// When it cannot be written.
pub fn csv(mut out: impl Write, template: &Template) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(template.headings())?;
    for row in &template.rows {
        for cell in template.cells(row) {
            match cell {
                Cell::Blank => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(guarded(&text).as_bytes())?,
                Cell::Number(number) => writer.write_field(number.to_string())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}
