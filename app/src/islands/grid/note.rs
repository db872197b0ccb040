//! What the line about all rows says.

/// What that line says besides the number of rows that are not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// A sentence.
    Text(String),
    /// That the session has ended, with the way to sign in.
    SignIn,
}

impl Default for Note {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<&str> for Note {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
