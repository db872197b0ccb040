//! The rows of a board by one of its columns.

use super::{Row, exceptions_first};
use crate::{
    comparison::Comparison,
    control_chart::{Assurance, Variation},
    indicator::{Indicator, Polarity},
    rating::Colour,
};
use std::cmp::Ordering;

crate::vocabulary! {
    /// A column that orders a board.
    pub enum Column {
        /// The indicator's name, from A to Z.
        Indicator = "indicator",
        /// The period of the last value, the oldest first.
        Latest = "latest",
        /// The difference from the main comparator, the worst first.
        Difference = "difference",
        /// The change in a year or, where that is not known, since the baseline, the worst first.
        Change = "change",
        /// The rating: red, amber, green, none.
        Rating = "rating",
        /// Whether the latest figures are unusual, the worst first.
        Variation = "variation",
        /// Whether the target will be met: those that will not first.
        Outlook = "outlook",
    }
}

/// Which end of a column comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As the column is usually read.
    Usual,
    /// The other way round.
    Reversed,
}

/// Rows in the order of a column. Those of which it says nothing come last, whichever end is first; what is equal stays in the
/// order of what stands out.
#[must_use]
pub fn ordered<'a>(rows: Vec<&'a Row<'a>>, column: Column, direction: Direction) -> Vec<&'a Row<'a>> {
    let mut rows: Vec<_> = exceptions_first(rows).into_iter().map(|row| (key(row, column), row)).collect();
    rows.sort_by(|(a, one), (b, other)| match (a, b) {
        (Some(a), Some(b)) => {
            let order = match column {
                Column::Indicator => {
                    one.indicator.name.to_lowercase().cmp(&other.indicator.name.to_lowercase())
                }
                _ => a.total_cmp(b),
            };
            if direction == Direction::Reversed { order.reverse() } else { order }
        }
        (None, None) => Ordering::Equal,
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Where a row is in a column: the least first. `None` where the column says nothing of it.
fn key(row: &Row<'_>, column: Column) -> Option<f64> {
    match column {
        Column::Indicator => Some(0.0),
        Column::Latest => {
            let last = row.latest?.period.last();
            Some(f64::from(chrono::Datelike::num_days_from_ce(&last)))
        }
        Column::Difference => worst_first(row.indicator, row.comparison.as_ref()?),
        Column::Change => worst_first(row.indicator, change(row)?.0),
        Column::Rating => row.signals.rating.as_ref().ok().map(|rating| match rating.colour {
            Colour::Red => 0.0,
            Colour::Amber => 1.0,
            Colour::Green => 2.0,
        }),
        Column::Variation => row.signals.variation().ok().map(|variation| match variation {
            Variation::ConcernHigh | Variation::ConcernLow => 0.0,
            Variation::NeutralHigh | Variation::NeutralLow => 1.0,
            Variation::CommonCause => 2.0,
            Variation::ImprovementHigh | Variation::ImprovementLow => 3.0,
        }),
        Column::Outlook => row.signals.assurance().ok().map(|assurance| match assurance {
            Assurance::Fail => 0.0,
            Assurance::HitOrMiss => 1.0,
            Assurance::Pass => 2.0,
        }),
    }
}

/// From when to when the change of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The same period a year before.
    LastYear,
    /// The baseline.
    Baseline,
}

/// The change that a row shows in short: in a year, else since the baseline. `None` where neither is comparable.
#[must_use]
pub fn change<'a>(row: &'a Row<'_>) -> Option<(&'a Comparison, Since)> {
    let last_year = row.since_last_year.as_ref().ok().map(|change| (change, Since::LastYear));
    last_year.or_else(|| row.since_baseline.as_ref().ok().map(|change| (change, Since::Baseline)))
}

/// A difference as a share of what it is from, so that indicators of different size stand beside each other: the worst is the
/// least. `None` where neither direction is better.
fn worst_first(indicator: &Indicator, difference: &Comparison) -> Option<f64> {
    let sign = match indicator.polarity {
        Polarity::Higher => 1.0,
        Polarity::Lower => -1.0,
        Polarity::Neither => return None,
    };
    let share = sign * difference.difference / difference.other.abs();
    Some(if share.is_finite() { share } else { sign * difference.difference })
}
