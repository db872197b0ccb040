//! Texts that a spreadsheet would take for a formula.
//!
//! A note such as `=HYPERLINK(...)` is harmless in a record and runs when a CSV file is opened in a spreadsheet. It is written
//! with an apostrophe in front, which reading takes off again. Numbers need no guard: a negative one stays a number.

use std::borrow::Cow;

/// The character put in front of a text that begins like a formula.
const GUARD: char = '\'';

/// A text as a CSV file may hold it.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if is_like_a_formula(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was guarded.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix(GUARD) {
        Some(rest) if is_like_a_formula(rest) => rest,
        _ => text,
    }
}

/// Whether a text begins like a formula, ignoring apostrophes in front of it: a text that already had some gets one more, so
/// exactly one comes off again.
fn is_like_a_formula(text: &str) -> bool {
    text.trim_start_matches(GUARD).starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn a_text_that_begins_like_a_formula_is_guarded() {
        for text in ["=1+1", "+44", "-5", "@SUM(A1)", "\t=1", "\r=1", "'=1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "5 = five", "'tis", "a-b", "'"] {
            assert_eq!(guarded(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_guarded_comes_back(text in "['=+@a -]{0,6}") {
            let guarded = guarded(&text);
            proptest::prop_assert_eq!(unguarded(&guarded), text.as_str());
        }
    }
}
