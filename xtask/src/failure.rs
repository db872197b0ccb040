//! Why a command stopped, in a sentence a person can act on.

use std::fmt::{Display, Formatter};

/// The sentence itself. `main` prints it last, on standard error, and exits with 1.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What every command here returns.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// Puts a sentence in front of somebody else's error.
pub(crate) trait Because<T> {
    /// The value, or a failure that reads "`sentence`: the error".
    fn because(self, sentence: impl FnOnce() -> String) -> Outcome<T>;
}

impl Failure {
    /// A failure of our own, with no other error behind it.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl Display for Failure {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<T, E: Display> Because<T> for Result<T, E> {
    fn because(self, sentence: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Failure(format!("{}: {error}", sentence())))
    }
}
