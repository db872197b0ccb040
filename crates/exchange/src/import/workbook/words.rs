//! Searches a whole workbook for words: the cells of every sheet, hidden ones too, comments, the names of sheets and the
//! properties of the workbook.

use super::{
    broken,
    ods::{character, number},
    parts,
};
use crate::{
    Fault,
    import::{
        limits::Limits,
        text::{Input, unreadable},
    },
};
use domain::redaction::{Phrase, Search};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::io::{BufReader, Read, SeekFrom};
use zip::ZipArchive;

/// Whether a workbook holds some words.
///
/// # Errors
/// When it is not a workbook, or a dangerous or damaged one.
pub(in crate::import) fn holds(
    input: &mut dyn Input,
    limits: Limits,
    phrase: &Phrase,
) -> Result<bool, Fault> {
    parts::look_through(input, limits)?;
    input.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut archive = ZipArchive::new(input).map_err(broken)?;
    let mut left = limits.unpacked;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        let is_found = if name.ends_with(".xml") || name.ends_with(".rels") {
            in_xml(part, phrase)?
        } else {
            in_bytes(part, phrase, &mut left)?
        };
        if is_found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a picture, or anything else in a workbook, holds the words as plain bytes. `left` is how many bytes may still be unpacked.
fn in_bytes(mut part: impl Read, phrase: &Phrase, left: &mut u64) -> Result<bool, Fault> {
    let (mut search, mut chunk) = (Search::of(phrase), vec![0; 1 << 16]);
    loop {
        let read = part.read(&mut chunk).map_err(broken)?;
        if read == 0 {
            return Ok(search.is_found());
        }
        *left = left.checked_sub(read as u64).ok_or_else(|| {
            Fault::new(0, "its pictures, or whatever else it carries, unpack to more than is read")
        })?;
        search.look(chunk.get(..read).unwrap_or_default());
    }
}

/// Whether the texts of a part hold the words. A cell with letters in several formats is in several pieces, which are joined;
/// where a cell ends, a text ends.
fn in_xml(part: impl Read, phrase: &Phrase) -> Result<bool, Fault> {
    let mut xml = Reader::from_reader(BufReader::new(part));
    xml.config_mut().expand_empty_elements = true;
    let (mut search, mut buffer) = (Search::of(phrase), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(element) => {
                if in_attributes(&element, phrase) {
                    return Ok(true);
                }
                search.look(space(&element).as_bytes());
            }
            Event::End(element) if TEXTS.contains(&element.local_name().as_ref()) => search.look(b"\n"),
            Event::Text(text) => search.look(text.xml10_content().as_bytes()),
            Event::CData(text) => search.look(text.as_bytes()),
            Event::GeneralRef(entity) => search.look(character(&entity).as_bytes()),
            Event::Eof => return Ok(search.is_found()),
            _ => {}
        }
        if search.is_found() {
            return Ok(true);
        }
    }
}

/// The elements of XLSX and ODS that hold a whole text.
const TEXTS: [&str; 10] = ["si", "is", "c", "v", "f", "text", "p", "h", "table-cell", "definedName"];

/// The attributes of XLSX and ODS that hold what people wrote.
const WRITTEN: [&str; 12] = [
    "name",
    "string-value",
    "formula",
    "display",
    "tooltip",
    "href",
    "Target",
    "title",
    "descr",
    "prompt",
    "promptTitle",
    "error",
];

/// Whether an attribute that people write holds the words. Names of styles are left out: they are often names of fonts.
fn in_attributes(element: &BytesStart<'_>, phrase: &Phrase) -> bool {
    element.attributes().with_checks(false).flatten().any(|attribute| {
        let key = attribute.key.local_name();
        let is_written = WRITTEN.contains(&key.as_ref()) && !attribute.key.as_ref().starts_with("style:");
        is_written
            && attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .is_ok_and(|value| value.contains(phrase.as_str()))
    })
}

/// The blanks that ODS writes as elements.
fn space(element: &BytesStart<'_>) -> String {
    match element.name().as_ref() {
        "text:s" => " ".repeat(number(element, "c").clamp(1, 1_000)),
        "text:tab" | "text:line-break" => " ".to_owned(),
        _ => String::new(),
    }
}
