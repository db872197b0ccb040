//! What a text claims of the figures, in a form that can be checked: a comparison, a trend, a level or a gap.

use crate::{
    area::AreaCode,
    indicator::Indicator,
    period::{Kind, Period},
    series::name::Breakdown,
    slug::Slug,
};

/// The claim of an evidence statement or a narrative. A person writes the text; the claim is what the text says of one
/// indicator in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The indicator.
    pub indicator: Slug,
    /// The place.
    pub area: AreaCode,
    /// What is claimed of it.
    pub says: Says,
    /// The period that the text was written about.
    pub period: Period,
}

/// What is claimed of an indicator in a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// Its figure against that of another place for the same period.
    Comparison(Compared, AreaCode),
    /// Its figure against that of an earlier period, which has the same season.
    Trend(Way, Period),
    /// Its figure against a number in the indicator's unit.
    Level(Side, f64),
    /// The figure of one group there against that of everyone there.
    Gap(Rank, Breakdown),
}

/// How a figure compares with another place's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Worse, by the indicator's polarity.
    Worse,
    /// Better, by the indicator's polarity.
    Better,
    /// Higher, whether or not that is better.
    Higher,
    /// Lower, whether or not that is better.
    Lower,
}

/// The direction of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The figure has risen.
    Up,
    /// It has fallen.
    Down,
}

/// The side of a number that a figure is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is more than the number.
    Above,
    /// It is less than the number.
    Below,
}

/// How a group does beside everyone, by the indicator's polarity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// Worse than everyone.
    Behind,
    /// Better than everyone.
    Ahead,
}

crate::vocabulary! {
    /// The word of a claim in files, tables and forms.
    pub enum Word {
        /// Worse than another place.
        Worse = "worse",
        /// Better than another place.
        Better = "better",
        /// Higher than another place.
        Higher = "higher",
        /// Lower than another place.
        Lower = "lower",
        /// Up since an earlier period.
        Up = "up",
        /// Down since an earlier period.
        Down = "down",
        /// Above a number.
        Above = "above",
        /// Below a number.
        Below = "below",
        /// One group behind everyone.
        Behind = "behind",
        /// One group ahead of everyone.
        Ahead = "ahead",
    }
}

/// What a word of a claim is said against.
#[derive(Clone, Debug, PartialEq)]
pub enum Against {
    /// Another place.
    Place(AreaCode),
    /// One group of the same place.
    Group(Breakdown),
    /// A number in the indicator's unit.
    Number(f64),
    /// The figure of an earlier period.
    Since(Period),
}

/// Why a claim is none, in a sentence that says what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The word needs another place.
    #[error("\"{0}\" needs another place: name it by its official code, such as E92000001")]
    NoPlace(Word),
    /// The word needs an earlier period.
    #[error("\"{0}\" needs an earlier period to start from, such as 2015/16")]
    NoStart(Word),
    /// The word needs a number.
    #[error("\"{0}\" needs a number, such as 12.5")]
    NoNumber(Word),
    /// The word needs a group.
    #[error("\"{0}\" needs one group: name it by its dimension and category, such as sex=Female")]
    NoGroup(Word),
    /// The place is compared with itself.
    #[error("a place cannot be compared with itself: name another")]
    Itself,
    /// A period is of another kind than the indicator's figures.
    #[error("\"{0}\" is a period of the kind \"{1}\", but the indicator has figures for the kind \"{2}\"")]
    OtherKind(Period, Kind, Kind),
    /// A trend begins when it ends, or later.
    #[error("a trend begins before the period that the text was written about, {0}")]
    Backwards(Period),
    /// A trend begins in another season than it ends.
    #[error(
        "a trend goes between periods of the same season: write the one of an earlier year that matches {0}"
    )]
    OtherSeason(Period),
    /// The two ends of a trend overlap.
    #[error("the years of {0} and {1} overlap: a trend needs periods that share no days")]
    Overlapping(Period, Period),
}

impl Says {
    /// What a word says against something.
    ///
    /// # Errors
    /// When the word is said against something else.
    pub fn of(word: Word, against: Option<Against>) -> Result<Self, Unfit> {
        match (word, against) {
            (Word::Worse, Some(Against::Place(place))) => Ok(Self::Comparison(Compared::Worse, place)),
            (Word::Better, Some(Against::Place(place))) => Ok(Self::Comparison(Compared::Better, place)),
            (Word::Higher, Some(Against::Place(place))) => Ok(Self::Comparison(Compared::Higher, place)),
            (Word::Lower, Some(Against::Place(place))) => Ok(Self::Comparison(Compared::Lower, place)),
            (Word::Up, Some(Against::Since(period))) => Ok(Self::Trend(Way::Up, period)),
            (Word::Down, Some(Against::Since(period))) => Ok(Self::Trend(Way::Down, period)),
            (Word::Above, Some(Against::Number(number))) => Ok(Self::Level(Side::Above, number)),
            (Word::Below, Some(Against::Number(number))) => Ok(Self::Level(Side::Below, number)),
            (Word::Behind, Some(Against::Group(group))) if group != Breakdown::Total => {
                Ok(Self::Gap(Rank::Behind, group))
            }
            (Word::Ahead, Some(Against::Group(group))) if group != Breakdown::Total => {
                Ok(Self::Gap(Rank::Ahead, group))
            }
            (Word::Worse | Word::Better | Word::Higher | Word::Lower, _) => Err(Unfit::NoPlace(word)),
            (Word::Up | Word::Down, _) => Err(Unfit::NoStart(word)),
            (Word::Above | Word::Below, _) => Err(Unfit::NoNumber(word)),
            (Word::Behind | Word::Ahead, _) => Err(Unfit::NoGroup(word)),
        }
    }

    /// Its word, and what that is said against.
    #[must_use]
    pub fn parts(&self) -> (Word, Against) {
        match self {
            Self::Comparison(compared, place) => {
                let word = match compared {
                    Compared::Worse => Word::Worse,
                    Compared::Better => Word::Better,
                    Compared::Higher => Word::Higher,
                    Compared::Lower => Word::Lower,
                };
                (word, Against::Place(place.clone()))
            }
            Self::Trend(Way::Up, since) => (Word::Up, Against::Since(*since)),
            Self::Trend(Way::Down, since) => (Word::Down, Against::Since(*since)),
            Self::Level(Side::Above, number) => (Word::Above, Against::Number(*number)),
            Self::Level(Side::Below, number) => (Word::Below, Against::Number(*number)),
            Self::Gap(Rank::Behind, group) => (Word::Behind, Against::Group(group.clone())),
            Self::Gap(Rank::Ahead, group) => (Word::Ahead, Against::Group(group.clone())),
        }
    }
}

impl Claim {
    /// Whether the claim makes sense of its indicator, whatever the figures are.
    ///
    /// # Errors
    /// When it does not, and why.
    pub fn fits(&self, indicator: &Indicator) -> Result<(), Unfit> {
        let kind = indicator.frequency;
        let is_of_kind = |period: &Period| match period.kind() == kind {
            true => Ok(()),
            false => Err(Unfit::OtherKind(*period, period.kind(), kind)),
        };
        is_of_kind(&self.period)?;
        match &self.says {
            Says::Comparison(_, place) if *place == self.area => Err(Unfit::Itself),
            Says::Trend(_, since) => {
                is_of_kind(since)?;
                if since.first() >= self.period.first() {
                    return Err(Unfit::Backwards(self.period));
                }
                if years_before(&self.period, since) != Some(*since) {
                    return Err(Unfit::OtherSeason(self.period));
                }
                if since.last() >= self.period.first() {
                    return Err(Unfit::Overlapping(*since, self.period));
                }
                Ok(())
            }
            Says::Comparison(..) | Says::Level(..) | Says::Gap(..) => Ok(()),
        }
    }
}

/// The period of the same season as `period`, in an earlier year, that ends with `since` or else is the last before its end.
/// `None` where the years run out.
#[must_use]
pub fn years_before(period: &Period, since: &Period) -> Option<Period> {
    let mut earlier = std::iter::successors(period.year_before(), Period::year_before);
    earlier.find(|earlier| earlier.last() <= since.last())
}

#[cfg(test)]
mod tests;
