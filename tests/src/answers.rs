//! Files of answers that other programs gave.

use chrono::NaiveDate;
use std::{collections::HashMap, path::PathBuf};

/// A row of a file, by the names of its columns.
pub struct Answer(HashMap<String, String>);

impl Answer {
    /// The text of a column.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    /// The number of a column; nothing where it is blank.
    #[must_use]
    pub fn number(&self, column: &str) -> Option<f64> {
        let text = self.text(column);
        (!text.is_empty()).then(|| text.parse().unwrap_or_else(|_| panic!("{column} is no number: {text}")))
    }

    /// The number of a column that is never blank.
    #[must_use]
    pub fn given(&self, column: &str) -> f64 {
        self.number(column).unwrap_or_else(|| panic!("{column} is blank"))
    }

    /// The day of a column.
    #[must_use]
    pub fn day(&self, column: &str) -> NaiveDate {
        self.text(column).parse().unwrap_or_else(|_| panic!("{column} is no day: {}", self.text(column)))
    }
}

/// The rows of a file that the project carries: `computed/spc_cases.csv`.
#[must_use]
pub fn carried(file: &str) -> Vec<Answer> {
    read(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("reference").join(file))
}

/// The rows of a published file that lies beside the project; nothing, and a line that says so, where it does not.
///
/// # Panics
/// When it is not there and has to be: see [`must_lie_beside`].
#[must_use]
pub fn beside(file: &str) -> Option<Vec<Answer>> {
    let path = path_beside(&format!("reference/public/{file}"))?;
    Some(read(&path))
}

/// The path of a published file that lies beside the project; nothing, and a line that says so, where it does not.
///
/// # Panics
/// When it is not there and has to be: see [`must_lie_beside`].
#[must_use]
pub fn path_beside(file: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(file);
    if path.is_file() {
        return Some(path);
    }
    assert!(
        !must_lie_beside(),
        "{file} has to lie beside the project here, and is not there: {}",
        path.display()
    );
    println!("NOT RUN: {file} is not beside the project, so nothing was compared with it.");
    None
}

/// Whether this is a place where published files have to be: OUTCOMES_TEST_BESIDE says `required`, as `.ci/run` does. There a
/// test that cannot find them fails; elsewhere it has nothing to compare with and says so.
#[must_use]
pub fn must_lie_beside() -> bool {
    std::env::var_os("OUTCOMES_TEST_BESIDE").is_some_and(|word| word == "required")
}

fn read(path: &std::path::Path) -> Vec<Answer> {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows: Vec<Answer> =
        reader.deserialize().map(|row| Answer(row.expect("a row of the answers"))).collect();
    assert!(!rows.is_empty(), "{} holds no answers", path.display());
    rows
}

/// Whether two numbers agree to 1e-9 of the larger.
#[must_use]
pub fn agrees(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() <= 1e-9 * ours.abs().max(theirs.abs())
}
