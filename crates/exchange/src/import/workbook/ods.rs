//! ODS, cell by cell. A row or cell of an ODS sheet may be repeated a million times: only non-blank cells are written out,
//! and no more of them than are read.

use super::{Sheet, Wanted, broken, lines::Lines, number_text};
use crate::{
    Fault,
    import::{
        odd::Odd,
        text::{Input, unreadable},
    },
};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::io::{BufReader, Read, SeekFrom};
use zip::ZipArchive;

/// An open ODS workbook.
pub(super) struct Book<'a> {
    archive: ZipArchive<&'a mut dyn Input>,
}

/// The most bytes of one cell's text.
const LONGEST_CELL: usize = 1 << 20;

type Xml<'a> = Reader<BufReader<Box<dyn Read + 'a>>>;

/// A cell as its element describes it.
#[derive(Clone, Default)]
struct Cell {
    text: String,
    odd: Option<Odd>,
    repeats: usize,
}

impl<'a> Book<'a> {
    pub(super) fn open(input: &'a mut dyn Input) -> Result<Self, Fault> {
        input.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        Ok(Self { archive: ZipArchive::new(input).map_err(broken)? })
    }

    fn content(&mut self) -> Result<Xml<'_>, Fault> {
        let part: Box<dyn Read> = Box::new(self.archive.by_name("content.xml").map_err(broken)?);
        let mut xml = Reader::from_reader(BufReader::new(part));
        xml.config_mut().expand_empty_elements = true;
        Ok(xml)
    }

    pub(super) fn names(&mut self) -> Result<Vec<String>, Fault> {
        let mut xml = self.content()?;
        let (mut names, mut buffer) = (Vec::new(), Vec::new());
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(broken)? {
                Event::Start(element) if element.local_name().as_ref() == "table" && names.len() < 1_000 => {
                    names.push(attribute(&element, "name").unwrap_or_default());
                }
                Event::Eof => return Ok(names),
                _ => {}
            }
        }
    }

    /// One sheet.
    pub(super) fn sheet(&mut self, name: &str, wanted: Wanted) -> Result<Sheet, Fault> {
        let mut xml = self.content()?;
        let mut lines = Lines::new(wanted);
        let (mut buffer, mut is_in, mut row) = (Vec::new(), false, 1_u32);
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(broken)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "table" => is_in = attribute(&element, "name").unwrap_or_default() == name,
                    "table-row" if is_in => {
                        let repeats = number(&element, "number-rows-repeated").max(1);
                        let cells = cells(&mut xml)?;
                        let is_blank = cells.iter().all(|cell| cell.text.is_empty() && cell.odd.is_none());
                        if !is_blank && !rows(&mut lines, row, repeats, &cells)? {
                            return lines.sheet();
                        }
                        row = row.saturating_add(u32::try_from(repeats).unwrap_or(u32::MAX));
                    }
                    _ => {}
                },
                Event::End(element) if is_in && element.local_name().as_ref() == "table" => {
                    return lines.sheet();
                }
                Event::Eof => return Err(broken("the end is missing")),
                _ => {}
            }
        }
    }
}

/// Writes a row as often as it is repeated; false when no more rows are wanted.
fn rows(lines: &mut Lines, first: u32, repeats: usize, cells: &[Cell]) -> Result<bool, Fault> {
    for row in (0..u32::try_from(repeats).unwrap_or(u32::MAX)).map(|more| first.saturating_add(more)) {
        let mut column = 0_usize;
        for cell in cells {
            if !cell.text.is_empty() || cell.odd.is_some() {
                for more in 0..cell.repeats {
                    if !lines.take(row, column.saturating_add(more), cell.text.clone(), cell.odd.clone())? {
                        return Ok(false);
                    }
                }
            }
            column = column.saturating_add(cell.repeats);
        }
    }
    Ok(true)
}

/// The cells of the row that has begun.
fn cells(xml: &mut Xml<'_>) -> Result<Vec<Cell>, Fault> {
    let (mut cells, mut buffer) = (Vec::new(), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "table-cell" => {
                    let begun = begun(&element);
                    cells.push(ended(xml, begun)?);
                }
                "covered-table-cell" => {
                    let repeats = number(&element, "number-columns-repeated").max(1);
                    ended(xml, Begun { takes_text: false, cell: Cell::default() })?;
                    cells.push(Cell { odd: Some(Odd::Merged), repeats, ..Cell::default() });
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "table-row" => return Ok(cells),
            Event::Eof => return Err(broken("the end is missing")),
            _ => {}
        }
        if cells.len() > 100_000 {
            return Err(broken("a row has more cells than a sheet has columns"));
        }
    }
}

struct Begun {
    cell: Cell,
    /// Whether the text inside the element is the content of the cell.
    takes_text: bool,
}

/// What a cell's attributes say.
fn begun(element: &BytesStart<'_>) -> Begun {
    let value = attribute(element, "value").and_then(|text| text.parse::<f64>().ok());
    let kind = attribute(element, "value-type").unwrap_or_default();
    let repeats = number(element, "number-columns-repeated").max(1);
    let (text, odd) = match (kind.as_str(), value) {
        ("percentage", Some(value)) => (Some(number_text(value, true)), None),
        ("float" | "currency", Some(value)) => (Some(number_text(value, false)), None),
        ("date", _) => (attribute(element, "date-value"), Some(Odd::Date)),
        ("time", _) => (attribute(element, "time-value"), Some(Odd::Date)),
        ("boolean", _) => (attribute(element, "boolean-value"), None),
        ("string", _) => (attribute(element, "string-value"), None),
        _ => (None, None),
    };
    let is_formula = attribute(element, "formula").is_some();
    let odd = if is_formula { Some(Odd::Formula) } else { odd };
    Begun { takes_text: text.is_none(), cell: Cell { text: text.unwrap_or_default(), odd, repeats } }
}

/// A cell with the text inside its element, where that is its content; comments on it are left out.
fn ended(xml: &mut Xml<'_>, begun: Begun) -> Result<Cell, Fault> {
    let Begun { mut cell, takes_text } = begun;
    let (mut buffer, mut depth, mut in_comment, mut paragraphs) = (Vec::new(), 0_usize, None, 0_usize);
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(broken)?;
        let takes = takes_text && in_comment.is_none();
        match event {
            Event::Start(element) => {
                depth += 1;
                match element.local_name().as_ref() {
                    "annotation" if in_comment.is_none() => in_comment = Some(depth),
                    "p" if takes => {
                        if paragraphs > 0 {
                            cell.text.push('\n');
                        }
                        paragraphs += 1;
                    }
                    "s" if takes => {
                        let spaces = number(&element, "c").clamp(1, 1_000);
                        cell.text.extend(std::iter::repeat_n(' ', spaces));
                    }
                    "tab" | "line-break" if takes => cell.text.push(' '),
                    _ => {}
                }
            }
            Event::End(_) if depth == 0 => return Ok(cell),
            Event::End(_) => {
                if in_comment == Some(depth) {
                    in_comment = None;
                }
                depth -= 1;
            }
            Event::Text(text) if takes => cell.text.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if takes => cell.text.push_str(&character(&entity)),
            Event::Eof => return Err(broken("the end is missing")),
            _ => {}
        }
        if cell.text.len() > LONGEST_CELL {
            return Err(broken("a cell is longer than a cell can be"));
        }
    }
}

/// The character of an entity such as `&amp;`.
pub(super) fn character(entity: &str) -> String {
    match entity {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => {
            let code = other.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
            let code = code.or_else(|| other.strip_prefix('#').map(str::parse));
            code.and_then(Result::ok).and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
    }
}

/// An attribute by its name without its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let attribute = attributes.with_checks(false).flatten().find(|attribute| {
        let key = attribute.key.local_name();
        let has_office_prefix = !attribute.key.as_ref().starts_with("calcext:");
        key.as_ref() == name && has_office_prefix
    })?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

pub(super) fn number(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}
