//! What is unlikely about a figure. Impossible figures are refused before they get here ([`crate::entry`]); an unlikely one
//! may be right, and needs a reason.

use super::Sum;
use crate::{
    change_note::{ChangeNote, break_between},
    control_chart::{self, Settings},
    figure::{Figure, Measured, Reading},
    indicator::{Indicator, Measure},
    number, observation,
    period::Period,
};

/// Why a figure is unlikely.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubt {
    /// It is outside the limits of its series.
    OutsideLimits {
        /// The lower limit.
        lower: f64,
        /// The upper limit.
        upper: f64,
    },
    /// It is over three times what it was in the same period last year.
    OverThreeTimes {
        /// That period.
        period: Period,
        /// The figure then.
        then: f64,
    },
    /// Its parts do not add up to it.
    DoesNotSum(Sum),
    /// The denominator changed by more than a twentieth.
    DenominatorMoved {
        /// The earlier period.
        period: Period,
        /// The denominator then.
        then: f64,
    },
    /// It is the same as the period before, to the last digit.
    SameAsBefore(Period),
    /// It may be a fraction where a percentage is asked for.
    LooksLikeFraction,
}

crate::vocabulary! {
    /// Why an unlikely figure is right.
    pub enum Because {
        /// It was looked at, and is so.
        Checked = "checked",
        /// It is recorded differently from this period on, which readers should know.
        RecordingChanged = "recording changed",
        /// It is recorded differently, and cannot be compared with earlier figures.
        SeriesBreaks = "series breaks",
    }
}

/// With fewer values before it there are no limits.
const FEWEST: usize = 8;

/// What is unlikely about a reading for a period. `earlier` are the figures of its series before that period, in order of
/// time; nothing is compared across a break.
#[must_use]
pub fn doubts(
    indicator: &Indicator,
    notes: &[ChangeNote],
    earlier: &[Figure],
    period: &Period,
    reading: &Reading,
    sums: &[Sum],
) -> Vec<Doubt> {
    let Reading::Value(measured) = reading else { return Vec::new() };
    let from = earlier.iter().position(|figure| {
        break_between(notes, &indicator.slug, &figure.period, period).is_none()
            && figure.period.kind() == period.kind()
    });
    let earlier = from.and_then(|from| earlier.get(from..)).unwrap_or_default();
    let value = measured.value();
    let last_year = period.year_before().and_then(|before| of(earlier, &before));
    // A pooled period shares years with the one before it, and the one before that: it is not judged by itself.
    let before = earlier.last().filter(|figure| figure.period.next() == Some(*period));
    let mut doubts = Vec::new();
    doubts.extend(outside(indicator, notes, earlier, value));
    if let Some((period, then)) = last_year.filter(|(_, then)| *then > 0.0 && value > 3.0 * then) {
        doubts.push(Doubt::OverThreeTimes { period, then });
    }
    doubts.extend(
        sums.iter()
            .filter(|sum| sum.whole.is_some_and(|whole| !is_same(whole, sum.parts)))
            .map(|sum| Doubt::DoesNotSum(sum.clone())),
    );
    if let Some(before) = before {
        doubts.extend(denominator_moved(before, measured));
        if value != 0.0 && before.reading.value().is_some_and(|then| is_same(then, value)) {
            doubts.push(Doubt::SameAsBefore(before.period));
        }
    }
    if indicator.measure == Measure::Percentage && measured.fraction().is_none() {
        let usual = earlier.iter().rev().find_map(|figure| figure.reading.value());
        // 0.12 where 12 was usual; without earlier figures, any value below 1 that is not 0.
        let is_fraction = (0.0..=1.0).contains(&value) && value != 0.0;
        if is_fraction && usual.is_none_or(|usual| usual > 20.0 * value) {
            doubts.push(Doubt::LooksLikeFraction);
        }
    }
    doubts
}

fn of(earlier: &[Figure], period: &Period) -> Option<(Period, f64)> {
    let figure = earlier.iter().find(|figure| figure.period == *period)?;
    Some((figure.period, figure.reading.value()?))
}

fn outside(indicator: &Indicator, notes: &[ChangeNote], earlier: &[Figure], value: f64) -> Option<Doubt> {
    if earlier.iter().filter(|figure| figure.reading.value().is_some()).count() < FEWEST {
        return None;
    }
    let (observations, cadence) = observation::of(earlier, notes, &indicator.slug);
    let chart = control_chart::chart(&observations, cadence, indicator.polarity, Settings::USUAL).ok()?;
    let limits = chart.limits_of_last().ok()?;
    let is_outside = value < limits.lower || value > limits.upper;
    is_outside.then_some(Doubt::OutsideLimits { lower: limits.lower, upper: limits.upper })
}

fn denominator_moved(before: &Figure, measured: &Measured) -> Option<Doubt> {
    let Reading::Value(was) = &before.reading else { return None };
    let then = was.fraction()?.denominator;
    let now = measured.fraction()?.denominator;
    let has_moved = (now - then).abs() > 0.05 * then;
    has_moved.then_some(Doubt::DenominatorMoved { period: before.period, then })
}

/// Whether two numbers are the same apart from the rounding noise of sums.
fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

impl Doubt {
    /// The doubt as a sentence for whoever typed the figure.
    #[must_use]
    pub fn sentence(&self, indicator: &Indicator) -> String {
        let plain = |number: f64| number::print(number, if number.fract() == 0.0 { 0 } else { 1 });
        match self {
            Self::OutsideLimits { lower, upper } => format!(
                "Outside the usual range of this series, {} to {}.",
                indicator.print_mean(*lower),
                indicator.print_mean(*upper)
            ),
            Self::OverThreeTimes { period, then } => {
                format!("More than three times the figure for {period}, {}.", indicator.print(*then))
            }
            Self::DoesNotSum(Sum { by, parts, whole }) => {
                let what =
                    if by == "districts" { "The districts".to_owned() } else { format!("The parts by {by}") };
                let whole = whole.map_or(String::new(), |whole| format!(", not {}", plain(whole)));
                format!("{what} add up to {}{whole}.", plain(*parts))
            }
            Self::DenominatorMoved { period, then } => {
                format!(
                    "The denominator has changed by more than 5% since {period}, when it was {}.",
                    plain(*then)
                )
            }
            Self::SameAsBefore(period) => format!("Exactly the same as in {period}."),
            Self::LooksLikeFraction => "Give a percentage: 12.5 for 12.5%, not 0.125.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
