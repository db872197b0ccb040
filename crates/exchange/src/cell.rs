//! What one cell of a file says: a number, or a symbol for why there is none.

use domain::figure::{Absence, Status};

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell {
    /// A number, finite.
    Number {
        /// The number.
        value: f64,
        /// With how many decimals it is written, six at most.
        decimals: u8,
        /// What a mark behind it says of how settled it is: `12.5 [p]`.
        status: Option<Status>,
        /// What a mark behind it says otherwise.
        note: Option<&'static str>,
    },
    /// A symbol or word for why there is no number.
    Absent(Absence),
}

/// Reads a cell that is not blank; nothing where it is neither a number nor a symbol.
pub(crate) fn read(text: &str) -> Option<Cell> {
    if let Some(value) = number(text).filter(|value| value.is_finite()) {
        return Some(Cell::Number { value, decimals: decimals_of(text, value), status: None, note: None });
    }
    absence(text).map(Cell::Absent).or_else(|| marked(text))
}

/// A number as files write it: `12.5`, `1,234`, `1e5`, `8.1999999999999993`. What is not finite is read too.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.parse().ok().or_else(|| domain::number::read(text).ok())
}

/// What a symbol means, in brackets or without: the ones that DfE writes now, and those of older files.
pub(crate) fn absence(text: &str) -> Option<Absence> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).trim();
    if bare.len() > 20 {
        return None;
    }
    let lower = bare.to_ascii_lowercase();
    Some(match lower.as_str() {
        "*" | "supp" | "suppressed" | "s" => Absence::Confidential,
        // A dash is nil to some and "not available" to others, so it is given no value.
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

/// A number with a mark of UK official statistics behind it: `12.5 [p]`, `12.5p`, `12.5 (r)`.
fn marked(text: &str) -> Option<Cell> {
    let bare = text.strip_suffix([']', ')']).unwrap_or(text);
    let mark = bare.chars().next_back()?;
    let (status, note) = match mark {
        'p' => (Some(Status::Provisional), None),
        'r' => (Some(Status::Revised), None),
        'e' => (None, Some("Marked as estimated in the file.")),
        'f' => (None, Some("Marked as a forecast in the file.")),
        'b' => (None, Some("Marked as a break in the series in the file.")),
        'u' => (None, Some("Marked as of low reliability in the file.")),
        _ => return None,
    };
    let number_text = bare.strip_suffix(mark)?.trim_end_matches(['[', '(']).trim_end();
    let value = domain::number::read(number_text).ok()?;
    Some(Cell::Number { value, decimals: decimals_of(number_text, value), status, note })
}

/// With how many decimals a number is written, six at most: of 1.5e-3 they are four, and of 8.1999999999999993, which is what
/// spreadsheets write for 8.2, one.
pub(crate) fn decimals_of(text: &str, value: f64) -> u8 {
    let (digits, power) = match text.split_once(['e', 'E']) {
        Some((digits, power)) => (digits, power.parse::<i32>().unwrap_or(0)),
        None => (text, 0),
    };
    if digits.len() > 16 {
        let shortest = value.to_string();
        let written = shortest.split_once('.').map_or(0, |(_, rest)| rest.len());
        return u8::try_from(written.min(6)).unwrap_or(6);
    }
    let written =
        digits.split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    let written = i32::try_from(written).unwrap_or(i32::MAX).saturating_sub(power);
    u8::try_from(written.clamp(0, 6)).unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::{Cell, read};
    use domain::figure::{Absence, Status};

    #[test]
    fn cells_are_numbers_or_symbols() {
        let number = |text: &str| match read(text) {
            Some(Cell::Number { value, decimals, .. }) => Some((value, decimals)),
            _ => None,
        };
        let cases = [
            ("0", 0.0, 0),
            ("12.50", 12.5, 2),
            ("1,234", 1234.0, 0),
            ("8.1999999999999993", 8.2, 1),
            ("18.600000000000001", 18.6, 1),
            ("7.2639999999999996E-2", 0.07264, 5),
            ("115.2166797", 115.216_679_7, 6),
            ("-3.5", -3.5, 1),
            ("12.5%", 12.5, 1),
        ];
        for (text, value, decimals) in cases {
            assert_eq!(number(text), Some((value, decimals)), "{text}");
        }
        for text in
            ["", "12,5", "inf", "infinity", "twelve", "NaN", "2018/19", "1-5", "12.3*", "$5", "<", "<x"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn symbols_say_why_there_is_no_number() {
        let cases = [
            ("z", Absence::NotApplicable),
            ("[x]", Absence::NotAvailable),
            ("C", Absence::Confidential),
            ("low", Absence::Low),
            ("k", Absence::Low),
            ("u", Absence::LowReliability),
            ("*", Absence::Confidential),
            (":", Absence::NotAvailable),
            ("..", Absence::NotAvailable),
            (".", Absence::NotApplicable),
            ("-", Absence::NotAvailable),
            ("~", Absence::LowReliability),
            ("<5", Absence::Confidential),
            ("SUPP", Absence::Confidential),
            ("NA", Absence::NotAvailable),
            ("not collected", Absence::NotCollected),
        ];
        for (text, absence) in cases {
            assert_eq!(read(text), Some(Cell::Absent(absence)), "{text}");
        }
    }

    #[test]
    fn a_mark_behind_a_number_says_how_settled_it_is() {
        for text in ["12.5 [p]", "12.5p", "12.5 (p)"] {
            let Some(Cell::Number { value, decimals, status, .. }) = read(text) else { panic!("{text}") };
            assert_eq!((value, decimals, status), (12.5, 1, Some(Status::Provisional)), "{text}");
        }
        assert!(read("4,5p").is_none());
    }
}
