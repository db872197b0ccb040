//! The record that `run` and `dev` serve from.

use crate::failure::{Because, Outcome};
use crate::{tool, workspace};
use std::fs;
use std::path::Path;

/// Brings the record up to date; where it holds nothing yet the program itself loads the first plan when it starts.
///
/// The record is what OUTCOMES_DATABASE says, else the program's default, a file under `data/`.
pub(crate) fn prepare(program: &Path) -> Outcome<()> {
    fs::create_dir_all(workspace::root().join("data"))
        .because(|| "The folder data/ could not be made".to_owned())?;
    tool::call(tool::command(program).arg("migrate"))
}
