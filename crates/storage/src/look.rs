//! Which of a cell's figures somebody looks at.

/// Which of a cell's figures a partner looks at; the public is given approved ones alone, whatever it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// What is approved: what the board goes by.
    Approved,
    /// What is proposed, where something is: what it would go by if that were approved.
    Ahead,
}
