//! Names for addresses, which identify a thing permanently in the record.

use std::fmt;

/// A name for an address: lower-case letters, digits and single hyphens, 1 to 80 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// Why a text is not a [`Slug`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a short name: use lower-case letters, digits and single hyphens, at most 80")]
pub struct NotASlug(pub String);

impl Slug {
    /// Reads a slug.
    ///
    /// # Errors
    /// When the text holds anything but lower-case letters, digits and single inner hyphens.
    pub fn new(text: &str) -> Result<Self, NotASlug> {
        let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_slug = (1..=80).contains(&text.len())
            && text.chars().all(is_allowed)
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if is_slug { Ok(Self(text.to_owned())) } else { Err(NotASlug(shortened(text))) }
    }

    /// The slug of a name: its plain letters and digits, with hyphens for the rest. `None` if none are left.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let kept = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let spaced: String = name.chars().filter(|c| *c != '\'' && *c != '’').map(kept).collect();
        let words: Vec<_> = spaced.split('-').filter(|word| !word.is_empty()).collect();
        let joined: String = words.join("-").chars().take(80).collect();
        Self::new(joined.trim_end_matches('-')).ok()
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 80 { text.to_owned() } else { text.chars().take(79).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::Slug;

    #[test]
    fn a_name_gives_a_slug() {
        let of = |name: &str| Slug::of_name(name).map(|slug| slug.as_str().to_owned());
        assert_eq!(of("Children's Trust: be safe!").as_deref(), Some("childrens-trust-be-safe"));
        assert_eq!(of("--").as_deref(), None);
        assert_eq!(of(&"long name ".repeat(50)).map(|slug| slug.len() <= 80), Some(true));
    }

    #[test]
    fn only_address_names_are_slugs() {
        for good in ["board", "neet-16-17", "a"] {
            assert!(Slug::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "é", "../x", &"x".repeat(81)] {
            assert!(Slug::new(bad).is_err(), "{bad}");
        }
    }
}
