//! The text of a file, whatever its encoding, as UTF-8 and never as a whole.

use crate::Fault;
use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// A source that a file can be read from more than once.
pub(super) trait Input: BufRead + Seek {}
impl<T: BufRead + Seek> Input for T {}

/// How a file's text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, after a byte order mark of this many bytes.
    Utf8(u64),
    /// What Excel on Windows saves as plain CSV.
    Windows1252,
    /// Two bytes each, the low one first, after a byte order mark of this many bytes.
    Utf16Little(u64),
    /// Two bytes each, the high one first, after a byte order mark of this many bytes.
    Utf16Big(u64),
}

/// What a first pass through a file finds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan {
    pub(super) encoding: Encoding,
    /// How many bytes it has.
    pub(super) bytes: u64,
    /// Whether its last byte ends a line.
    pub(super) ends_in_newline: bool,
}

/// The type of a file, as its first bytes show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A ZIP archive: a workbook.
    Zip,
    /// Perhaps text.
    Text,
}

/// The type of a file by its first bytes.
pub(super) fn nature(input: &mut dyn Input) -> Result<Nature, Fault> {
    input.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut start = Vec::new();
    (&mut *input).take(8).read_to_end(&mut start).map_err(unreadable)?;
    let refused = |what: &str| Err(Fault::new(0, what));
    match start.as_slice() {
        [] => refused("it is empty"),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Ok(Nature::Zip),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => refused(
            "it is a workbook of Excel 97-2003 (.xls), or one locked with a password: save it as .xlsx without a password",
        ),
        [b'%', b'P', b'D', b'F', ..] => refused("it is a PDF: we read figures from CSV, XLSX and ODS files"),
        [0x1F, 0x8B, ..] => refused("it is compressed (gzip): unpack it first"),
        _ => Ok(Nature::Text),
    }
}

/// Reads a file once to find its encoding and size.
pub(super) fn scan(input: &mut dyn Input, most_bytes: u64) -> Result<Scan, Fault> {
    let bytes = input.seek(SeekFrom::End(0)).map_err(unreadable)?;
    if bytes > most_bytes {
        let message = format!("it has {bytes} bytes: we read at most {most_bytes}");
        return Err(Fault::new(0, message));
    }
    input.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut chunk = vec![0; 1 << 16];
    let (mut held, mut is_first, mut is_utf8) = (0, true, true);
    let mut wide = None;
    let (mut controls, mut lines, mut last) = (0_u64, 0_usize, b'\n');
    loop {
        let read = input.read(&mut chunk[held..]).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        let filled = held + read;
        if is_first {
            wide = wide_encoding(&chunk[..filled]);
            is_first = false;
        }
        let new = &chunk[held..filled];
        if wide.is_none() {
            controls += new.iter().map(|byte| u64::from(is_control(*byte))).sum::<u64>();
            if new.contains(&0) {
                let before = new.iter().take_while(|byte| **byte != 0);
                let row = 1 + lines + before.filter(|byte| **byte == b'\n').count();
                let message = format!("it is not a text file: there is a zero byte near row {row}");
                return Err(Fault::new(0, message));
            }
            lines += new.iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
        }
        last = chunk[filled - 1];
        held = 0;
        if is_utf8 && let Err(error) = std::str::from_utf8(&chunk[..filled]) {
            is_utf8 = error.error_len().is_none();
            if is_utf8 {
                // A character that the end of the chunk cuts in two: its first half goes before the next chunk.
                held = filled - error.valid_up_to();
                chunk.copy_within(error.valid_up_to()..filled, 0);
            }
        }
    }
    if controls > bytes / 50 {
        return Err(Fault::new(0, "it is not a text file: we read figures from CSV, XLSX and ODS files"));
    }
    let encoding = match wide {
        Some(encoding) => encoding,
        None if is_utf8 => Encoding::Utf8(mark_length(input)?),
        None => Encoding::Windows1252,
    };
    let ends_in_newline = match encoding {
        Encoding::Utf16Little(_) => last == 0,
        _ => matches!(last, b'\n' | b'\r'),
    };
    Ok(Scan { encoding, bytes, ends_in_newline })
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0)
}

fn mark_length(input: &mut dyn Input) -> Result<u64, Fault> {
    input.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut start = Vec::new();
    (&mut *input).take(3).read_to_end(&mut start).map_err(unreadable)?;
    Ok(if start == b"\xEF\xBB\xBF" { 3 } else { 0 })
}

/// UTF-16, by its byte order mark or by the zeros in every other byte of English text.
fn wide_encoding(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xFF, 0xFE, ..] => return Some(Encoding::Utf16Little(2)),
        [0xFE, 0xFF, ..] => return Some(Encoding::Utf16Big(2)),
        _ => {}
    }
    let sample = &start[..start.len().min(2048)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = sample.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    match most {
        0..4 => None,
        _ if odd * 2 > most && even * 8 < odd => Some(Encoding::Utf16Little(0)),
        _ if even * 2 > most && odd * 8 < even => Some(Encoding::Utf16Big(0)),
        _ => None,
    }
}

/// A fault of the reading itself.
pub(super) fn unreadable(error: impl std::fmt::Display) -> Fault {
    Fault::new(0, format!("it cannot be read: {error}"))
}

/// A file's text in UTF-8.
pub(super) struct Decoder<'a> {
    input: &'a mut dyn Input,
    encoding: Encoding,
    /// Text that is decoded and not yet returned.
    ready: Vec<u8>,
    given: usize,
    /// The first half of a pair of surrogates.
    half: Option<u16>,
    /// The first byte of two.
    byte: Option<u8>,
}

impl<'a> Decoder<'a> {
    /// The text from its beginning.
    pub(super) fn new(input: &'a mut dyn Input, encoding: Encoding) -> Result<Self, Fault> {
        let skipped = match encoding {
            Encoding::Utf8(mark) | Encoding::Utf16Little(mark) | Encoding::Utf16Big(mark) => mark,
            Encoding::Windows1252 => 0,
        };
        input.seek(SeekFrom::Start(skipped)).map_err(unreadable)?;
        Ok(Self { input, encoding, ready: Vec::new(), given: 0, half: None, byte: None })
    }

    fn push(&mut self, character: char) {
        let mut bytes = [0; 4];
        self.ready.extend_from_slice(character.encode_utf8(&mut bytes).as_bytes());
    }

    fn push_unit(&mut self, unit: u16) {
        if let Some(first) = self.half.take() {
            match char::decode_utf16([first, unit]).next() {
                Some(Ok(character)) => return self.push(character),
                _ => self.push(char::REPLACEMENT_CHARACTER),
            }
        }
        match unit {
            0xD800..0xDC00 => self.half = Some(unit),
            _ => self.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        let chunk = self.input.fill_buf()?.to_vec();
        self.input.consume(chunk.len());
        for byte in &chunk {
            match (self.encoding, self.byte.take()) {
                (Encoding::Windows1252, _) => self.push(of_windows_1252(*byte)),
                (_, None) => self.byte = Some(*byte),
                (Encoding::Utf16Little(_), Some(low)) => self.push_unit(u16::from_le_bytes([low, *byte])),
                (_, Some(high)) => self.push_unit(u16::from_be_bytes([high, *byte])),
            }
        }
        if chunk.is_empty() && (self.byte.take().is_some() || self.half.take().is_some()) {
            self.push(char::REPLACEMENT_CHARACTER);
        }
        Ok(())
    }
}

impl Read for Decoder<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Encoding::Utf8(_) = self.encoding {
            return self.input.read(buffer);
        }
        while self.given == self.ready.len() {
            let is_over = self.input.fill_buf()?.is_empty() && self.byte.is_none() && self.half.is_none();
            if is_over {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = buffer.len().min(self.ready.len() - self.given);
        buffer[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

/// The characters of 0x80 to 0x9F, where Windows-1252 is not Latin-1.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn of_windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The whole text of a small file that goes with another.
pub(super) fn whole(bytes: &[u8], most_bytes: u64) -> Result<String, Fault> {
    let mut input = io::Cursor::new(bytes);
    let scan = scan(&mut input, most_bytes)?;
    let mut text = Vec::new();
    Decoder::new(&mut input, scan.encoding)?.read_to_end(&mut text).map_err(unreadable)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Encoding, scan, whole};
    use std::io::Cursor;

    const TEXT: &str = "area,name\nE10000025,Café “£” 😀\n";

    fn utf16(to_bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn texts_read_the_same_in_every_encoding() {
        let read = |bytes: &[u8]| whole(bytes, 1000).expect("a text");
        assert_eq!(read(TEXT.as_bytes()), TEXT);
        assert_eq!(read(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()), TEXT);
        for (mark, bytes) in [
            (&b""[..], utf16(u16::to_le_bytes)),
            (b"\xFF\xFE", utf16(u16::to_le_bytes)),
            (b"", utf16(u16::to_be_bytes)),
            (b"\xFE\xFF", utf16(u16::to_be_bytes)),
        ] {
            assert_eq!(read(&[mark, &bytes].concat()), TEXT);
        }
        assert_eq!(read(b"Caf\xE9 \x93\xA3\x94 \x80"), "Café “£” €");
    }

    #[test]
    fn a_character_across_two_chunks_is_still_utf8() {
        for shift in 0..4 {
            let text = format!("{}{}", "x".repeat((1 << 16) - shift), "é€😀".repeat(40_000));
            let scan = scan(&mut Cursor::new(text.as_bytes()), u64::MAX).expect("a text");
            assert_eq!(scan.encoding, Encoding::Utf8(0), "{shift}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(whole(b"a,b\n1,\0\n", 100).is_err());
        assert!(whole(&[1, 2, 3, 4, 5, 6, 7].repeat(10), 100).is_err());
        assert!(whole(b"a,b\n", 3).is_err());
    }
}
