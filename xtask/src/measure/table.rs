//! The table of measurements in README.

use crate::failure::{Failure, Outcome};

/// The head of the table, above its rows, in README.
const HEAD: &str = "| what | measured | on |\n|---|---|---|\n";

/// One measurement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// What was measured: by this it is found again.
    pub(crate) what: String,
    /// What came of it, with its unit.
    pub(crate) measured: String,
}

/// The text with each row in the place of the one of the same name, or after the last.
///
/// # Errors
/// Where the text has no such table.
pub(super) fn updated(text: &str, rows: &[Row], day: &str) -> Outcome<String> {
    let Some((before, rest)) = text.split_once(HEAD) else {
        return Err(Failure::new("README.md has no table of what was measured, on which day."));
    };
    let end = rest.lines().take_while(|line| line.starts_with('|')).map(|line| line.len() + 1).sum::<usize>();
    let (table, after) = rest.split_at(end.min(rest.len()));
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    for row in rows {
        let line = format!("| {} | {} | {day} |", row.what, row.measured);
        let begins = format!("| {} |", row.what);
        match lines.iter_mut().find(|line| line.starts_with(&begins)) {
            Some(old) => *old = line,
            None => lines.push(line),
        }
    }
    Ok(format!("{before}{HEAD}{}\n{after}", lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(what: &str, measured: &str) -> Row {
        Row { what: what.into(), measured: measured.into() }
    }

    #[test]
    fn a_row_takes_the_place_of_its_elder_and_others_stay() {
        let text =
            format!("Before\n\n{HEAD}| one | 1 s | 2026-01-01 |\n| two | 2 s | 2026-01-01 |\n\nAfter\n");
        let made = updated(&text, &[row("two", "3 s"), row("three", "4 s")], "2026-02-02").expect("a table");
        let expected = format!(
            "Before\n\n{HEAD}| one | 1 s | 2026-01-01 |\n| two | 3 s | 2026-02-02 |\n| three | 4 s | 2026-02-02 |\n\nAfter\n"
        );
        assert_eq!(made, expected);
    }

    #[test]
    fn a_text_without_the_table_is_refused() {
        assert!(updated("No table.", &[row("one", "1 s")], "2026-01-01").is_err());
    }
}
