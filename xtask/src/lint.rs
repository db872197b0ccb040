//! What is checked without compiling anything. Clippy and rustdoc check while things are compiled: see `compile`.

use crate::failure::Outcome;
use crate::tool;

/// Fails when rustfmt would change a file.
pub(crate) fn format() -> Outcome<()> {
    tool::call(tool::cargo().args(["fmt", "--all", "--check"]))
}
