//! An indicator, in an area, for a breakdown.

use crate::{area::AreaCode, figure::Figure, slug::Slug};
use std::fmt;

/// What a run of figures over time is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// What is measured.
    pub indicator: Slug,
    /// Where.
    pub area: AreaCode,
    /// For whom.
    pub breakdown: Breakdown,
}

/// One category of a dimension (sex, age band, district, SEND...), or everyone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breakdown {
    /// Everyone.
    Total,
    /// Those in one category of one dimension.
    Category {
        /// What they are grouped by, such as `sex`.
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

/// The figures of everyone in one area for one indicator, in time's order.
///
/// `figures` are in the order of their series and, within one, of their periods, as the record gives them.
#[must_use]
pub fn of<'a>(figures: &'a [Figure], indicator: &Slug, area: &AreaCode) -> &'a [Figure] {
    of_group(figures, indicator, area, &Breakdown::Total)
}

/// The figures of one group in one area for one indicator, in time's order. `figures` are as for [`of`].
#[must_use]
pub fn of_group<'a>(
    figures: &'a [Figure],
    indicator: &Slug,
    area: &AreaCode,
    group: &Breakdown,
) -> &'a [Figure] {
    let order = |figure: &Figure| {
        let series = &figure.series;
        (&series.indicator, &series.area, &series.breakdown).cmp(&(indicator, area, group))
    };
    let from = figures.partition_point(|figure| order(figure).is_lt());
    let to = figures.partition_point(|figure| order(figure).is_le());
    &figures[from..to]
}

/// The groups in one area that an indicator has figures of, each once, in order; everyone left out.
#[must_use]
pub fn groups_of<'a>(figures: &'a [Figure], indicator: &Slug, area: &AreaCode) -> Vec<&'a Breakdown> {
    let of_area = |figure: &&Figure| figure.series.indicator == *indicator && figure.series.area == *area;
    let mut groups: Vec<_> = figures.iter().filter(of_area).map(|figure| &figure.series.breakdown).collect();
    groups.dedup();
    groups.retain(|group| **group != Breakdown::Total);
    groups
}

/// Puts figures into the order that [`of`] expects.
pub fn sort(figures: &mut [Figure]) {
    figures.sort_by(|a, b| (&a.series, a.period).cmp(&(&b.series, b.period)));
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
