//! The story behind the numbers. A quarter may have a published narrative, and a draft that is to replace it.
//!
//! The public is given none of it: it is what partners write about figures that the public may not see.

mod read;
mod since;
mod write;

use domain::{by::By, narrative::Narrative};

pub use read::{newest, of, published};
pub use since::{Change, since, since_seen};
pub use write::{Written, withdraw, write, write_claiming};

/// A current narrative, and who wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct NarrativeVersion {
    /// The narrative.
    pub narrative: Narrative,
    /// Who wrote it, and when.
    pub by: By,
}
