//! Why a document cannot be made.

use std::error::Error;

/// Why a pack or a review cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// The plan has changed since the pack was put together.
    #[error("{0}: change the pack, then freeze it")]
    Gone(String),
    /// There is nothing to show.
    #[error("no priority is chosen, so the pack would be empty: choose what the meeting will look at")]
    OfNothing,
    /// There is no plan.
    #[error("the record has no plan")]
    NoPlan,
    /// There is no such pack.
    #[error("there is no pack \"{0}\": `outcomes pack list` lists them")]
    NoPack(String),
    /// It cannot be serialised.
    #[error("the pack cannot be stored or read: {0}")]
    Unwritten(String),
    /// A later version of the program wrote it.
    #[error(
        "a newer version of this program froze it (format {0}): open it with that version. You can still download its files"
    )]
    Newer(u32),
    /// It cannot be typeset.
    #[error(transparent)]
    Unset(Box<dyn Error + Send + Sync>),
    /// The record failed.
    #[error(transparent)]
    Record(#[from] storage::Error),
}
