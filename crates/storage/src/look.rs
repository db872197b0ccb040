//! Which of a cell's figures somebody looks at.

/// Which of a cell's figures a partner looks at; the public is only ever given approved ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The approved figure, which the board uses.
    Approved,
    /// The proposed figure, if there is one: the board as it would be if that were approved.
    Ahead,
}
