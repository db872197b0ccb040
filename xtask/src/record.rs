//! The record that `run` and `dev` serve from.

use crate::failure::{Because, Outcome};
use crate::{tool, workspace};
use std::fs;
use std::path::Path;

/// The plan that a new record starts with.
const PLAN: &str = "plans/oxfordshire-2018-21.toml";

/// Brings the record up to date and loads the plan; both change nothing when there is nothing to do.
///
/// The record is what OUTCOMES_DATABASE says, else the program's default, a file under `data/`.
pub(crate) fn prepare(program: &Path) -> Outcome<()> {
    fs::create_dir_all(workspace::root().join("data"))
        .because(|| "The folder data/ could not be made".to_owned())?;
    tool::call(tool::command(program).arg("migrate"))?;
    tool::call(tool::command(program).args(["plan", "load", PLAN]))
}
