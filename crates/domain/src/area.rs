//! Places with official codes.

use std::fmt;

/// An official nine-character code, such as `E10000025` for Oxfordshire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCode(String);

/// Why a text is not an [`AreaCode`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an official area code: write one capital letter and eight digits, such as E10000025")]
pub struct NotAnAreaCode(pub String);

impl AreaCode {
    /// Reads a code: a capital letter and eight digits.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn new(text: &str) -> Result<Self, NotAnAreaCode> {
        let bytes = text.as_bytes();
        let is_code =
            bytes.len() == 9 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit);
        if is_code { Ok(Self(text.to_owned())) } else { Err(NotAnAreaCode(text.chars().take(40).collect())) }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place that figures are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its official code.
    pub code: AreaCode,
    /// Its name, as people use it.
    pub name: String,
    /// How large a place it is.
    pub level: Level,
}

crate::vocabulary! {
    /// How large a place is, largest first.
    pub enum Level {
        /// England, Wales, Scotland, Northern Ireland.
        Country = "country",
        /// One of the nine English regions.
        Region = "region",
        /// A county, unitary authority, metropolitan district or London borough.
        LocalAuthority = "local authority",
        /// A district within a county.
        District = "district",
        /// Any other place with an official code: a ward, a police force area, a combined authority.
        Other = "other area",
    }
}

#[cfg(test)]
mod tests {
    use super::AreaCode;

    #[test]
    fn only_official_codes_are_codes() {
        assert!(AreaCode::new("E92000001").is_ok());
        for bad in ["", "e92000001", "E9200000", "E920000011", "Oxford", "É9200001"] {
            assert!(AreaCode::new(bad).is_err(), "{bad}");
        }
    }
}
