//! The subject of a run of figures.

use crate::{area::AreaCode, slug::Slug};
use std::fmt;

/// The subject of a run of figures over time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// What is measured.
    pub indicator: Slug,
    /// The area.
    pub area: AreaCode,
    /// The group.
    pub breakdown: Breakdown,
}

/// One category of a dimension (sex, age band, district, SEND...), or everyone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breakdown {
    /// Everyone.
    Total,
    /// Those in one category of one dimension.
    Category {
        /// What divides them, such as `sex`.
        dimension: String,
        /// Which of the groups, such as `Female`.
        category: String,
    },
}

impl fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total => f.write_str("Total"),
            Self::Category { dimension, category } => write!(f, "{dimension}={category}"),
        }
    }
}

impl Breakdown {
    /// Reads `Total` or `dimension=category`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "Total" {
            return Some(Self::Total);
        }
        let (dimension, category) = text.split_once('=')?;
        let is_word = |word: &str| !word.is_empty() && word.trim() == word;
        let is_said = is_word(dimension) && is_word(category);
        is_said.then(|| Self::Category { dimension: dimension.to_owned(), category: category.to_owned() })
    }
}

/// Everyone, the sexes, and every other group of these, each once: the groups that a form offers.
#[must_use]
pub fn usual_groups<'a>(others: impl Iterator<Item = &'a Breakdown>) -> Vec<Breakdown> {
    let sex =
        |category: &str| Breakdown::Category { dimension: "sex".to_owned(), category: category.to_owned() };
    let mut groups = vec![Breakdown::Total, sex("Female"), sex("Male")];
    for other in others {
        if !groups.contains(other) {
            groups.push(other.clone());
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::Breakdown;

    #[test]
    fn breakdowns_read_back() {
        for text in ["Total", "sex=Female", "age band=10 to 14"] {
            assert_eq!(Breakdown::parse(text).map(|breakdown| breakdown.to_string()).as_deref(), Some(text));
        }
        for bad in ["", "total", "=", "sex=", "=Female", "sex = Female"] {
            assert_eq!(Breakdown::parse(bad), None, "{bad}");
        }
    }
}
