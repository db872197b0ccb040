//! What is wrong with a file.

use std::fmt;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, the first being 1; 0 for the file as a whole.
    pub line: u64,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault at a line.
    pub(crate) fn new(line: u64, message: impl Into<String>) -> Self {
        // A message repeats the file's text, and a terminal may show it: control characters are removed.
        let message = message.into().replace(char::is_control, "\u{fffd}");
        Self { line, message }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "line {line}: {}", self.message),
        }
    }
}
