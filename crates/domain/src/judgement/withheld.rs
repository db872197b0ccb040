//! What a page may not say of a series, and why.

use super::{late, signal::Signal};
use crate::control_chart::Refusal;
use chrono::NaiveDate;

crate::vocabulary! {
    /// Something that a page says of a series.
    pub enum Claim {
        /// Whether the last value is more than the usual ups and downs.
        Variation = "variation",
        /// Whether the target can be relied on.
        Assurance = "assurance",
        /// That values side by side mean something together: a shift, a trend, two in three, the last four.
        Runs = "runs",
        /// That one period shows a fall.
        Fall = "fall",
    }
}

/// A claim that is not made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Withheld {
    /// The claim.
    pub claim: Claim,
    /// Why not.
    pub reason: Reason,
}

/// Why a claim is not made, as text that follows "because".
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Reason {
    /// Rule 1.
    #[error("there {} since the series began or broke, and it takes {need}", only(*.have))]
    FewPoints {
        /// How many values the last group has.
        have: usize,
        /// How many it takes.
        need: usize,
    },
    /// Rule 2, by a trend test.
    #[error("the series is going {}, so its usual range does not show what comes next", if *.is_up { "up" } else { "down" })]
    Trend {
        /// Whether it rises.
        is_up: bool,
    },
    /// Rule 2, by the last point.
    #[error("the latest figures are unusual, so the usual range does not show what comes next")]
    Unusual {
        /// What the last point shows.
        signal: Signal,
    },
    /// Rule 3.
    #[error("the next figure has been due since {}", late::day(*.due))]
    Stale {
        /// The day on which the period after the last value was due.
        due: NaiveDate,
    },
    /// Rule 5.
    #[error("it is too rare to tell: even all of them in one period could be chance")]
    TooRare,
    /// Rule 5.
    #[error("the usual range reaches down to 0, so one period cannot show a fall")]
    NoLowerLimit,
    /// Rule 6.
    #[error("its numerators and denominators are not all known")]
    NoParts,
    /// Rule 8.
    #[error("neighbouring figures move together")]
    MoveTogether,
    /// Rule 4: nothing is left of the values without their season.
    #[error("its values change with the season only")]
    OnlySeason,
    /// The chart has no limits.
    #[error("{0}")]
    NoLimits(Refusal),
}

impl Reason {
    /// The rule of "What a page may claim" that it comes from; `None` where the chart itself has no limits.
    #[must_use]
    pub fn rule(self) -> Option<u8> {
        match self {
            Self::FewPoints { .. } => Some(1),
            Self::Trend { .. } | Self::Unusual { .. } => Some(2),
            Self::Stale { .. } => Some(3),
            Self::OnlySeason => Some(4),
            Self::TooRare | Self::NoLowerLimit => Some(5),
            Self::NoParts => Some(6),
            Self::MoveTogether => Some(8),
            Self::NoLimits(_) => None,
        }
    }
}

fn only(have: usize) -> String {
    match have {
        1 => "is only 1 figure".to_owned(),
        _ => format!("are only {have} figures"),
    }
}
