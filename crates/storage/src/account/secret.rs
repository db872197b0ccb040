//! A random secret that somebody holds, and of which the record has only the hash.

use crate::digest::hex;
use sha2::{Digest, Sha256};
use std::fmt;

/// 32 random bytes, written as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret of random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(hex(&bytes))
    }

    /// A secret as somebody presents it, if it has the form of one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let is_secret =
            text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_secret.then(|| Self(text.to_owned()))
    }

    /// The text given to its holder.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The hash that the record keeps.
    pub(super) fn hash(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }
}

/// Keeps the secret out of logs.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_reads_back_and_is_told_by_nothing() {
        let secret = Secret::new([7; 32]);
        assert_eq!(Secret::read(secret.text()), Some(secret.clone()));
        assert_ne!(secret.hash(), secret.text());
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        for text in ["", "07", &"G".repeat(64), &"7".repeat(65), &"A".repeat(64)] {
            assert_eq!(Secret::read(text), None, "{text}");
        }
    }
}
