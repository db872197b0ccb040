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
#[must_use]
pub fn beside(file: &str) -> Option<Vec<Answer>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/public").join(file);
    if !path.is_file() {
        println!("NOT RUN: {file} is not beside the project, so nothing was compared with it.");
        return None;
    }
    Some(read(&path))
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
