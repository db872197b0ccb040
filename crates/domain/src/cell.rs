//! The texts that people write in a cell: a number, perhaps with a mark after it, or a symbol for why there is none. The one
//! reader for the grid, for a return filled in without it, for a filled template and for an import.
//!
//! Symbols and marks are those of UK official statistics, in square brackets or without, and those of older files.

mod digits;
mod symbol;

use crate::{
    figure::{Absence, Status},
    indicator::Measure,
    number::NotANumber,
};

pub use symbol::absence;

/// The content of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A number, finite.
    Number(Number),
    /// Why there is no number.
    Absent(Absence),
}

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The number.
    pub value: f64,
    /// The sign that shows what it counts.
    pub sign: Option<Sign>,
    /// The mark after it.
    pub mark: Option<Mark>,
    /// How many characters its digits take, with their separators.
    length: usize,
    /// How many decimals it is written with; below 0 where an exponent adds zeros.
    decimals: i32,
}

/// A sign that shows what a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `%` after it.
    Percent,
    /// `£` before it.
    Pound,
}

/// The meaning of a mark after a number: `12.5 [p]`, `12.5p`, `12.5 (p)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `p`: it may still change.
    Provisional,
    /// `r`: it was changed after its first publication.
    Revised,
    /// `e`: it was estimated.
    Estimated,
    /// `f`: it is for the future.
    Forecast,
    /// `b`: it cannot be compared with those before it.
    Break,
    /// `u`: it is not reliable.
    LowReliability,
}

/// The cell is none of these.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a number or a symbol: write digits, such as 48, 1,234 or 12.5, or a symbol such as c"
)]
pub struct Unreadable(String);

/// Reads a cell that is not blank.
///
/// # Errors
/// When it is neither a number nor a symbol.
pub fn read(text: &str) -> Result<Cell, Unreadable> {
    let text = text.trim();
    let marked = || {
        let (number, mark) = Mark::behind(text)?;
        Some(Number { mark: Some(mark), ..digits::read(number)? })
    };
    digits::read(text)
        .map(Cell::Number)
        .or_else(|| symbol::absence(text).map(Cell::Absent))
        .or_else(|| marked().map(Cell::Number))
        .ok_or_else(|| Unreadable(text.chars().take(40).collect()))
}

/// Reads a cell that accepts only a number, perhaps with a mark after it.
///
/// # Errors
/// When it is anything else.
pub fn number(text: &str) -> Result<Number, NotANumber> {
    match read(text) {
        Ok(Cell::Number(number)) => Ok(number),
        Ok(Cell::Absent(_)) | Err(_) => Err(NotANumber::Text(text.trim().chars().take(40).collect())),
    }
}

/// The status of a figure, by the mark after its value and by the one chosen beside it. A mark overrides "provisional", which
/// is the default choice.
///
/// # Errors
/// When they contradict each other, in a sentence.
pub fn status(mark: Option<Mark>, chosen: Option<Status>) -> Result<Option<Status>, String> {
    match (mark.and_then(Mark::status), chosen) {
        (None, chosen) => Ok(chosen),
        (Some(marked), None | Some(Status::Provisional)) => Ok(Some(marked)),
        (Some(marked), Some(chosen)) if marked == chosen => Ok(Some(marked)),
        (Some(marked), Some(chosen)) => Err(format!(
            "the mark after the value means {marked}, but the status is {chosen}: change one of them"
        )),
    }
}

impl Number {
    /// How many decimals it is written with, six at most: four for 1.5e-3, and one for 8.1999999999999993, which is what
    /// spreadsheets write for 8.2.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        if self.length > 16 {
            let shortest = self.value.to_string();
            let written = shortest.split_once('.').map_or(0, |(_, rest)| rest.len());
            return u8::try_from(written.min(6)).unwrap_or(6);
        }
        u8::try_from(self.decimals.clamp(0, 6)).unwrap_or(6)
    }
}

impl Sign {
    /// Checks whether numbers of a measure have this sign.
    ///
    /// # Errors
    /// What to do about it, in a sentence.
    pub fn fits(self, measure: Measure) -> Result<(), &'static str> {
        match (self, measure) {
            (Self::Percent, Measure::Percentage) | (Self::Pound, Measure::Money) => Ok(()),
            (Self::Percent, _) => Err("write this number without a percent sign"),
            (Self::Pound, _) => Err("write this number without a pound sign"),
        }
    }
}

impl Mark {
    /// A text without the mark after it, and the mark.
    fn behind(text: &str) -> Option<(&str, Self)> {
        let bare = text.strip_suffix([']', ')']).unwrap_or(text);
        let letter = bare.chars().next_back()?;
        let mark = match letter.to_ascii_lowercase() {
            'p' => Self::Provisional,
            'r' => Self::Revised,
            'e' => Self::Estimated,
            'f' => Self::Forecast,
            'b' => Self::Break,
            'u' => Self::LowReliability,
            _ => return None,
        };
        Some((bare.strip_suffix(letter)?.trim_end_matches(['[', '(']).trim_end(), mark))
    }

    /// The status of the number, if the mark gives one.
    #[must_use]
    pub fn status(self) -> Option<Status> {
        match self {
            Self::Provisional => Some(Status::Provisional),
            Self::Revised => Some(Status::Revised),
            Self::Estimated | Self::Forecast | Self::Break | Self::LowReliability => None,
        }
    }

    /// The note for a typed number; `None` if the mark gives a status.
    #[must_use]
    pub fn note(self) -> Option<String> {
        self.remark().map(|remark| format!("Marked as {remark}."))
    }

    /// The words of such a note after "Marked as"; `None` if the mark gives a status.
    #[must_use]
    pub fn remark(self) -> Option<&'static str> {
        match self {
            Self::Provisional | Self::Revised => None,
            Self::Estimated => Some("estimated"),
            Self::Forecast => Some("a forecast"),
            Self::Break => Some("a break in the series"),
            Self::LowReliability => Some("of low reliability"),
        }
    }
}

#[cfg(test)]
mod tests;
