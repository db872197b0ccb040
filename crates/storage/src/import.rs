//! Importing the figures of a file: a preview of what it would change, one audited write that changes it, and another that
//! undoes it. Built for a million rows: current figures are streamed past the file's figures, and neither is held twice.

mod added;
mod bulk;
mod compared;
mod confirm;
mod kept;
mod preview;
mod undo;
mod waiting;

pub use added::AddedIndicator;
pub use compared::{Counts, Why};
pub use confirm::{Imported, confirm};
pub use kept::{Import, Kept, file, list};
pub(crate) use kept::{all, give};
pub use preview::{Change, Left, Preview, SHOWN, Said, against_nothing, preview};
pub use undo::{Undone, undo};
pub use waiting::{Waiting, wait, waiting};
