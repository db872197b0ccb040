//! A block of cells as spreadsheets copy it, and where its cells go in the grid.

/// A box that a cell may go into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// The column's name.
    pub column: String,
    /// The choices of a list: each by its word and its label. `None` where any text may be typed.
    pub choices: Option<Vec<(String, String)>>,
}

/// Where the cells of a block go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fitted {
    /// Each cell's row and box, counted from the first row and from its row's first box, and its text.
    pub cells: Vec<(usize, usize, String)>,
    /// How many non-empty cells have no place, or are not among a list's choices.
    pub lost: usize,
}

/// The lines and cells of a copied text; `None` if it is one cell, which the browser itself pastes.
#[must_use]
pub fn lines(text: &str) -> Option<Vec<Vec<String>>> {
    let text = with_one_kind_of_break(text);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    text.contains(['\t', '\n']).then(|| quoted(text).unwrap_or_else(|| plain(text)))
}

/// The same text with one kind of line end, whichever the spreadsheet uses.
fn with_one_kind_of_break(text: &str) -> String {
    let mut before = ' ';
    let mut same = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter != '\n' || before != '\r' {
            same.push(if letter == '\r' { '\n' } else { letter });
        }
        before = letter;
    }
    same
}

/// The cells where one with a line break or a quote is quoted. `None` if a quote never ends.
fn quoted(text: &str) -> Option<Vec<Vec<String>>> {
    let mut lines = vec![Vec::new()];
    let mut cell = String::new();
    let mut is_quoted = false;
    let end = |lines: &mut Vec<Vec<String>>, cell: &mut String| {
        let words: Vec<_> = cell.split_whitespace().collect();
        if let Some(line) = lines.last_mut() {
            line.push(words.join(" "));
        }
        cell.clear();
    };
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push(letter);
            }
            '"' if is_quoted => is_quoted = false,
            letter if is_quoted => cell.push(letter),
            '"' if cell.is_empty() => is_quoted = true,
            '\t' => end(&mut lines, &mut cell),
            '\n' => {
                end(&mut lines, &mut cell);
                lines.push(Vec::new());
            }
            letter => cell.push(letter),
        }
    }
    end(&mut lines, &mut cell);
    (!is_quoted).then_some(lines)
}

/// The cells where a quote is an ordinary character.
fn plain(text: &str) -> Vec<Vec<String>> {
    text.split('\n').map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// Places a block on the grid, rows down and columns across, from a row and a column.
#[must_use]
pub fn fit(lines: &[Vec<String>], rows: &[Vec<Slot>], from: usize, column: &str) -> Fitted {
    let mut fitted = Fitted::default();
    for (down, line) in lines.iter().enumerate() {
        let slots = rows.get(from + down);
        let start = slots.and_then(|slots| slots.iter().position(|slot| slot.column == column));
        for (across, cell) in line.iter().enumerate() {
            let at = start.map(|start| start + across);
            let slot = slots.zip(at).and_then(|(slots, at)| slots.get(at));
            match (at, slot.map(|slot| filled(slot, cell))) {
                (Some(at), Some(Some(text))) => fitted.cells.push((from + down, at, text)),
                (_, Some(None)) => fitted.lost += 1,
                _ if !cell.is_empty() => fitted.lost += 1,
                _ => {}
            }
        }
    }
    fitted
}

/// The text that a cell puts into a box; `None` if it is not among the choices.
fn filled(slot: &Slot, cell: &str) -> Option<String> {
    let Some(choices) = &slot.choices else { return Some(cell.to_owned()) };
    let is_meant = |word: &str| word.eq_ignore_ascii_case(cell);
    choices.iter().find(|(word, said)| is_meant(word) || is_meant(said)).map(|(word, _)| word.clone())
}

/// The message on cells that have no place.
#[must_use]
pub fn lost_said(lost: usize) -> String {
    match lost {
        0 => String::new(),
        1 => "1 pasted cell did not fit and was left out. ".to_owned(),
        more => format!("{more} pasted cells did not fit and were left out. "),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fitted, Slot, fit, lines, lost_said};

    fn cells(text: &str) -> Vec<Vec<String>> {
        lines(text).expect("a block")
    }

    #[test]
    fn cells_are_read_as_spreadsheets_copy_them() {
        assert_eq!(cells("1\t2\r\n3\t\r\n"), [["1", "2"], ["3", ""]]);
        assert_eq!(cells("1\r2\r\r"), [["1"], ["2"], [""]]);
        assert_eq!(
            cells("53\t\"one\nnote, \"\"quoted\"\"\"\n75\tok"),
            [["53", "one note, \"quoted\""], ["75", "ok"]]
        );
        assert_eq!(cells("a \"b\"\t  c  d "), [["a \"b\"", "c d"]]);
        assert_eq!(lines("one cell"), None);
        assert_eq!(lines("one cell\r\n"), None);
    }

    #[test]
    fn a_quote_that_never_ends_is_a_letter() {
        assert_eq!(cells("\"a\tb\nc\td"), [["\"a", "b"], ["c", "d"]]);
    }

    /// Two rows of a value, a list and a note.
    fn rows() -> Vec<Vec<Slot>> {
        let slot = |column: &str| Slot { column: column.into(), choices: None };
        let choices =
            Some(vec![(String::new(), String::new()), ("not available".into(), "Not available".into())]);
        let row = vec![slot("value"), Slot { column: "absence".into(), choices }, slot("note")];
        vec![row.clone(), row]
    }

    #[test]
    fn a_block_goes_down_and_across() {
        let fitted = fit(&cells("1\tNOT AVAILABLE\n2\t"), &rows(), 0, "value");
        let cell = |row, at, text: &str| (row, at, text.to_owned());
        let wanted = vec![cell(0, 0, "1"), cell(0, 1, "not available"), cell(1, 0, "2"), cell(1, 1, "")];
        assert_eq!(fitted, Fitted { cells: wanted, lost: 0 });
    }

    #[test]
    fn what_has_no_place_is_counted() {
        // A word that the list does not offer; a column and a row that are not there; a blank is no loss.
        let fitted = fit(&cells("whatever\tnote\tbeyond\n\tnote\t\nmore\t\t"), &rows(), 0, "absence");
        assert_eq!(fitted.lost, 3);
        assert_eq!(fitted.cells.len(), 3);
        assert_eq!(fit(&cells("1\n2"), &rows(), 0, "no such column").lost, 2);
        assert_eq!(lost_said(1), "1 pasted cell did not fit and was left out. ");
        assert_eq!(lost_said(3), "3 pasted cells did not fit and were left out. ");
        assert_eq!(lost_said(0), "");
    }
}
