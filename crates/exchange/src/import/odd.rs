//! Cells of a workbook that cannot be taken at face value.

use std::collections::HashMap;

/// Why a cell of a workbook cannot be taken at face value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Odd {
    /// Its value is computed, as of the last time somebody opened the workbook.
    Formula,
    /// A day, which a spreadsheet made of a period.
    Date,
    /// `#REF!` and its like.
    Error,
    /// Part of a merged cell, and not its first: its content is elsewhere.
    Merged,
}

/// The odd cells of a sheet, by row (from 1) and column (from 0).
pub(super) type Odds = HashMap<(u32, usize), Odd>;

/// A cell's name in a spreadsheet: `B7`.
pub(super) fn cell_name(row: u32, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().chain(row.to_string().chars().collect::<Vec<_>>().iter()).collect()
}
