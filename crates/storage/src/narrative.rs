//! The story behind the numbers. Of a quarter a published narrative may stand, and a draft that is to take its place.
//!
//! The public is given none of it: it is what partners write about figures that the public may not see.

mod read;
mod since;
mod write;

use domain::{by::By, narrative::Narrative};

pub use read::{newest, of, published};
pub use since::{Change, since, since_seen};
pub use write::{Written, withdraw, write};

/// A narrative that stands, and whose write put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct NarrativeVersion {
    /// What it says.
    pub narrative: Narrative,
    /// Whose it is.
    pub by: By,
}
