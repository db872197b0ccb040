//! The parts of a workbook: checked before it is opened, whatever sizes it claims.

use super::broken;
use crate::{
    Fault,
    import::{
        limits::Limits,
        text::{Input, unreadable},
    },
};
use std::io::{Read, SeekFrom};
use zip::ZipArchive;

/// The format of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Ods,
}

/// The most parts of a workbook.
const MOST_PARTS: u64 = 5_000;
/// The longest run of a part's text without a `<`, in bytes: no cell holds as much.
const LONGEST_RUN: usize = 1 << 20;
/// The most bytes of the texts that cells share: each becomes a text of its own in memory.
const MOST_STRINGS: u64 = 32 << 20;
/// The most bytes of the styles, and the most formats of cells: Excel has 64,000 at most.
const MOST_STYLES: u64 = 4 << 20;
const MOST_FORMATS: usize = 65_000;

/// Checks a workbook: the sizes that it claims, and those that unpacking really yields.
///
/// # Errors
/// When it is not one, or exceeds the limits.
pub(super) fn look_through(input: &mut dyn Input, limits: Limits) -> Result<Kind, Fault> {
    let bytes = input.seek(SeekFrom::End(0)).map_err(unreadable)?;
    if bytes > limits.workbook {
        let message = format!("the workbook has {bytes} bytes: we read at most {}", limits.workbook);
        return Err(Fault::new(0, message));
    }
    count_parts(input, bytes)?;
    input.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut archive = ZipArchive::new(input).map_err(broken)?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_lowercase()).collect();
    let has = |ending: &str| names.iter().any(|name| name.ends_with(ending));
    let kind = if names.iter().any(|name| name == "content.xml") {
        Kind::Ods
    } else if has("workbook.bin") {
        return Err(Fault::new(0, "it is a binary workbook (.xlsb): save it as .xlsx"));
    } else if has("workbook.xml") {
        Kind::Xlsx
    } else {
        let message = "it is a ZIP archive, not a workbook: unpack it and choose the CSV or XLSX file in it";
        return Err(Fault::new(0, message));
    };
    let mut left = limits.unpacked;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => Fault::new(
                0,
                "the workbook is locked with a password, or packed in an unusual way: save it again as .xlsx",
            ),
            error => broken(error),
        })?;
        let name = part.name().map_err(broken)?.to_lowercase();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            left = unpacked(part, &name, left)?;
        }
    }
    Ok(kind)
}

/// Checks how many parts the archive claims to have, before all of them are listed in memory.
fn count_parts(input: &mut dyn Input, bytes: u64) -> Result<(), Fault> {
    let tail_length = bytes.min(66_000);
    input.seek(SeekFrom::Start(bytes - tail_length)).map_err(unreadable)?;
    let mut tail = Vec::new();
    (&mut *input).take(tail_length).read_to_end(&mut tail).map_err(unreadable)?;
    let mut has_end = false;
    for (place, window) in tail.windows(12).enumerate() {
        if window.starts_with(b"PK\x05\x06") {
            has_end = true;
            let parts = u64::from(u16::from_le_bytes([window[10], window[11]]));
            if parts > MOST_PARTS {
                return Err(Fault::new(
                    0,
                    format!("the workbook has {parts} parts: we read at most {MOST_PARTS}"),
                ));
            }
        }
        if window.starts_with(b"PK\x06\x06") && tail.len() >= place + 40 {
            let parts: [u8; 8] = tail[place + 32..place + 40].try_into().unwrap_or([255; 8]);
            if u64::from_le_bytes(parts) > MOST_PARTS {
                return Err(Fault::new(0, format!("the workbook has more than {MOST_PARTS} parts")));
            }
        }
    }
    if has_end { Ok(()) } else { Err(broken("the end is missing")) }
}

/// Unpacks a part to see its size, and returns what is left of the bytes allowed.
fn unpacked(mut part: impl Read, name: &str, left: u64) -> Result<u64, Fault> {
    let most = if name.ends_with("sharedstrings.xml") {
        MOST_STRINGS.min(left)
    } else if name.ends_with("styles.xml") && !name.contains("content") {
        MOST_STYLES.min(left)
    } else {
        left
    };
    let mut chunk = vec![0; 1 << 16];
    let (mut bytes, mut run, mut formats) = (0_u64, 0_usize, 0_usize);
    loop {
        let read = part.read(&mut chunk).map_err(broken)?;
        if read == 0 {
            return Ok(left - bytes);
        }
        bytes += read as u64;
        if bytes > most {
            let message =
                format!("the workbook's part {name} unpacks to more than the {most} bytes that we read");
            return Err(Fault::new(0, message));
        }
        for byte in &chunk[..read] {
            run = if *byte == b'<' { 0 } else { run + 1 };
            if run > LONGEST_RUN {
                return Err(Fault::new(
                    0,
                    format!("the workbook's part {name} has a text that is longer than a cell can be"),
                ));
            }
        }
        formats += chunk[..read].windows(3).filter(|window| *window == b"<xf").count();
        if formats > MOST_FORMATS {
            return Err(Fault::new(0, "the workbook has more cell formats than Excel allows"));
        }
    }
}
