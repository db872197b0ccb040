//! The cells of a sheet as lines of CSV, in the order of their rows.

use super::{Sheet, Wanted};
use crate::{
    Fault,
    import::odd::{Odd, Odds, cell_name},
};

/// The most bytes of a sheet's text.
const MOST_BYTES: usize = 128 << 20;

/// The most odd cells that are remembered one by one.
const MOST_ODD: usize = 500_000;

/// A sheet as far as it has been read.
pub(super) struct Lines {
    text: Vec<u8>,
    odds: Odds,
    /// The row that `cells` are of, the first being 1.
    row: u32,
    cells: Vec<(usize, String)>,
    wanted: Wanted,
}

impl Lines {
    /// Without any cell yet.
    pub(super) fn new(wanted: Wanted) -> Self {
        Self { text: Vec::new(), odds: Odds::new(), row: 1, cells: Vec::new(), wanted }
    }

    /// Takes a cell (its row from 1, its column from 0); false when no more rows are wanted.
    ///
    /// # Errors
    /// When it is too far out, or its row comes out of order.
    pub(super) fn take(
        &mut self,
        row: u32,
        column: usize,
        text: String,
        odd: Option<Odd>,
    ) -> Result<bool, Fault> {
        let limits = self.wanted.limits;
        if row > self.wanted.rows {
            if self.wanted.rows < limits.rows {
                return Ok(false);
            }
            let message =
                format!("cell {} is beyond the {} rows that we read", cell_name(row, column), limits.rows);
            return Err(Fault::new(u64::from(row), message));
        }
        if text.is_empty() && odd.is_none() {
            return Ok(true);
        }
        if column >= limits.columns {
            let (name, most) = (cell_name(row, column), limits.columns);
            let message = format!(
                "cell {name} is beyond the {most} columns that we read: delete what is far to the right"
            );
            return Err(Fault::new(u64::from(row), message));
        }
        if row < self.row {
            return Err(Fault::new(u64::from(row), "the sheet's rows are not in order: save it again"));
        }
        self.end_rows_before(row)?;
        if let Some(odd) = odd {
            if self.odds.len() >= MOST_ODD {
                return Err(Fault::new(
                    u64::from(row),
                    "the sheet has too many formulas, dates or merged cells",
                ));
            }
            self.odds.insert((row, column), odd);
        }
        self.cells.push((column, text));
        Ok(true)
    }

    /// Marks a cell, taken already or still to come, as odd.
    pub(super) fn mark(&mut self, row: u32, column: usize, odd: Odd) {
        if self.odds.len() < MOST_ODD {
            self.odds.entry((row, column)).or_insert(odd);
        }
    }

    fn end_rows_before(&mut self, row: u32) -> Result<(), Fault> {
        while self.row < row {
            self.cells.sort_by_key(|(column, _)| *column);
            let mut at = 0;
            for (column, text) in self.cells.drain(..) {
                self.text.extend(std::iter::repeat_n(b',', column - at.min(column)));
                at = column;
                self.text.push(b'"');
                for byte in text.bytes() {
                    if byte == b'"' {
                        self.text.push(b'"');
                    }
                    self.text.push(byte);
                }
                self.text.push(b'"');
            }
            self.text.push(b'\n');
            if self.text.len() > MOST_BYTES {
                return Err(Fault::new(u64::from(self.row), "the sheet has more text than we read"));
            }
            self.row += 1;
        }
        Ok(())
    }

    /// The sheet.
    pub(super) fn sheet(mut self) -> Result<Sheet, Fault> {
        let next = self.row.saturating_add(1);
        self.end_rows_before(next)?;
        Ok(Sheet { text: self.text, odds: self.odds })
    }
}
