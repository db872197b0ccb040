//! Searches an imported file for words: all of a workbook, or a text in any encoding.

use super::{
    limits::Limits,
    text::{Nature, nature, whole},
    workbook,
};
use crate::Fault;
use domain::redaction::{Phrase, Searched};
use std::io::Cursor;

/// Whether a file holds some words.
#[must_use]
pub fn search(bytes: &[u8], phrase: &Phrase) -> Searched {
    match holds(bytes, phrase) {
        Ok(true) => Searched::Holds,
        Ok(false) => Searched::Lacks,
        Err(fault) => Searched::Unread(fault.to_string()),
    }
}

fn holds(bytes: &[u8], phrase: &Phrase) -> Result<bool, Fault> {
    if bytes.is_empty() {
        return Ok(false);
    }
    let limits = Limits::default();
    let mut input = Cursor::new(bytes);
    match nature(&mut input)? {
        Nature::Zip => workbook::holds(&mut input, limits, phrase),
        Nature::Text => {
            let (text, words) = (whole(bytes, limits.bytes)?, phrase.as_str());
            // Quotation marks are doubled within a cell, and a line may end in two characters.
            let doubled = words.replace('"', "\"\"");
            Ok(text.contains(words)
                || text.contains(&doubled)
                || text.replace("\r\n", "\n").contains(&doubled))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8], words: &str) -> Searched {
        search(bytes, &Phrase::new(words).expect("words"))
    }

    #[test]
    fn a_text_is_searched_however_it_is_encoded() {
        assert_eq!(found(b"note\nZo\xEB Lee moved\n", "Zoë Lee"), Searched::Holds, "Windows-1252");
        let wide: Vec<u8> = "note\nZoë Lee moved\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(found(&wide, "Zoë Lee"), Searched::Holds, "UTF-16");
        assert_eq!(found(&wide, "Zoe Lee"), Searched::Lacks);
        assert_eq!(found(b"note\n\"Jo \"\"Bee\"\" Lee\"\n", "Jo \"Bee\" Lee"), Searched::Holds, "doubled");
        assert_eq!(found(b"", "Zoe"), Searched::Lacks);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let Searched::Unread(why) = found(b"PK\x03\x04 and nothing", "Zoe") else { panic!("it was read") };
        assert!(why.contains("damaged or cut short"), "{why}");
    }
}
