//! Symbols for why there is no number.

use crate::figure::Absence;

/// The longest symbol or word.
const LONGEST: usize = 20;

/// The meaning of a symbol or word, in square brackets or without: those that DfE writes now, and those of older files.
#[must_use]
pub fn absence(text: &str) -> Option<Absence> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).trim();
    if bare.len() > LONGEST {
        return None;
    }
    let lower = bare.to_ascii_lowercase();
    Some(match lower.as_str() {
        "*" | "supp" | "suppressed" | "s" => Absence::Confidential,
        // A dash means nil to some and "not available" to others, so it is given no value.
        ":" | ".." | "-" | "na" | "n/a" | "#n/a" | "null" | "w" => Absence::NotAvailable,
        "." => Absence::NotApplicable,
        "~" => Absence::LowReliability,
        word => match word.strip_prefix('<').map(str::trim) {
            Some(rest) if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) => {
                Absence::Confidential
            }
            _ => return Absence::of_symbol(word),
        },
    })
}
