//! XLSX, cell by cell.

use super::{Sheet, Wanted, broken, lines::Lines, number_text};
use crate::{
    Fault,
    import::{odd::Odd, text::Input},
};
use calamine::{DataRef, Dimensions, Reader, Xlsx};
use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// An open XLSX workbook.
pub(super) struct Book<'a> {
    book: Xlsx<&'a mut dyn Input>,
}

/// The most cells inside merged ones that are remembered one by one.
const MOST_MERGED: u64 = 100_000;

/// A damaged workbook, such as one with a reference `B2:A1`, can make the library that reads it panic; only the workbook is
/// affected then, and it is not read further.
fn guarded<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(broken("it refers to cells that cannot exist")))
}

impl<'a> Book<'a> {
    pub(super) fn open(input: &'a mut dyn Input) -> Result<Self, Fault> {
        guarded(|| Xlsx::new(input).map(|book| Self { book }).map_err(broken))
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// One sheet.
    pub(super) fn sheet(&mut self, name: &str, wanted: Wanted) -> Result<Sheet, Fault> {
        guarded(|| {
            let percents = self.percents(name, wanted)?;
            let mut lines = Lines::new(wanted);
            for merged in self.book.merge_cells_by_sheet_name(name).unwrap_or_default() {
                mark(&mut lines, merged)?;
            }
            let mut cells = self.book.worksheet_cells_reader(name).map_err(broken)?;
            while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
                let (row, column) = cell.pos;
                let is_percent = percents.contains(&cell.pos);
                let (text, odd) = shown(&cell.value, is_percent);
                let odd = if cell.formula.is_some() { Some(Odd::Formula) } else { odd };
                if !lines.take(row.saturating_add(1), column as usize, text, odd)? {
                    break;
                }
            }
            lines.sheet()
        })
    }

    /// The cells that are shown as per cent: 0.125 means 12.5.
    fn percents(&mut self, name: &str, wanted: Wanted) -> Result<HashSet<(u32, u32)>, Fault> {
        let mut cells = self.book.worksheet_cells_reader(name).map_err(broken)?;
        let is_percent: Vec<bool> = cells
            .styles()
            .iter()
            .map(|style| {
                style.number_format.as_ref().is_some_and(|format| shows_per_cent(&format.format_code))
            })
            .collect();
        let mut found = HashSet::new();
        if !is_percent.contains(&true) {
            return Ok(found);
        }
        while let Some((row, column, style)) = cells.next_style_id().map_err(broken)? {
            if row > wanted.rows {
                break;
            }
            if is_percent.get(style) == Some(&true) && (column as usize) < wanted.limits.columns {
                found.insert((row, column));
            }
            if found.len() > 2_000_000 {
                return Err(Fault::new(0, "the sheet has too many cells shown as percentages"));
            }
        }
        Ok(found)
    }
}

/// Marks all of a merged cell but its first.
fn mark(lines: &mut Lines, merged: Dimensions) -> Result<(), Fault> {
    let Dimensions { start, end } = merged;
    let rows = u64::from(end.0.saturating_sub(start.0)) + 1;
    let columns = u64::from(end.1.saturating_sub(start.1)) + 1;
    if rows * columns > MOST_MERGED {
        return Err(Fault::new(
            u64::from(start.0) + 1,
            "a merged cell is larger than a table can be: unmerge it",
        ));
    }
    for row in start.0..=end.0 {
        for column in start.1..=end.1 {
            if (row, column) != start {
                lines.mark(row.saturating_add(1), column as usize, Odd::Merged);
            }
        }
    }
    Ok(())
}

/// A cell's text, and why it cannot be taken as it looks.
fn shown(value: &DataRef<'_>, is_percent: bool) -> (String, Option<Odd>) {
    match value {
        DataRef::Empty => (String::new(), None),
        DataRef::Int(value) => (number_text(*value as f64, is_percent), None),
        DataRef::Float(value) => (number_text(*value, is_percent), None),
        DataRef::String(text) => (text.clone(), None),
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Bool(value) => (value.to_string(), None),
        DataRef::DateTime(day) => {
            let text = if (0.0..2_958_466.0).contains(&day.as_f64()) {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("{year}-{month:02}-{day:02}")
            } else {
                day.as_f64().to_string()
            };
            (text, Some(Odd::Date))
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), Some(Odd::Date)),
        DataRef::Error(error) => (error.to_string(), Some(Odd::Error)),
    }
}

/// Whether a number format multiplies by a hundred. A percent sign in quotes or after a backslash is an ordinary character:
/// `0.0"%"` shows 12.5 as 12.5%.
fn shows_per_cent(format: &str) -> bool {
    let mut letters = format.chars();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            // The character after one of these is literal, or gives a width, or fills the cell.
            '\\' | '_' | '*' => {
                letters.next();
            }
            '%' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::shows_per_cent;

    #[test]
    fn only_a_bare_percent_sign_makes_a_hundred_times() {
        for format in ["0%", "0.00%", "#,##0.0%;-0.0%", "[Red]0%", "\"about \"0%"] {
            assert!(shows_per_cent(format), "{format}");
        }
        for format in ["0.0\"%\"", "0.0\\%", "0.0_%", "0", "", "General", "\"100% of\" 0"] {
            assert!(!shows_per_cent(format), "{format}");
        }
    }
}
