//! Why a document cannot be made.

use std::error::Error;

/// Why a pack or a review cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// The plan is not what it was when the pack was put together.
    #[error("{0}: change the pack, then freeze it")]
    Gone(String),
    /// There is nothing to show.
    #[error("no priority is chosen, so the pack would be of nothing: choose what the meeting is to look at")]
    OfNothing,
    /// There is no plan.
    #[error("the record holds no plan")]
    NoPlan,
    /// There is no such pack.
    #[error("there is no pack \"{0}\"; `outcomes pack list` tells which there are")]
    NoPack(String),
    /// It cannot be written down.
    #[error("the pack cannot be written down or read: {0}")]
    Unwritten(String),
    /// A later version of the program wrote it.
    #[error(
        "a newer version of this program froze it (format {0}): open it with that version. Its files can be had all the same"
    )]
    Newer(u32),
    /// It cannot be set as a document.
    #[error(transparent)]
    Unset(Box<dyn Error + Send + Sync>),
    /// The record failed.
    #[error(transparent)]
    Record(#[from] storage::Error),
}
