//! Red, amber or green: a value against its target, with the calculation.

use crate::{
    figure::{Figure, Status},
    indicator::{Indicator, Measure, Polarity},
    number,
    slug::Slug,
    target::{Aim, Target},
};

/// A value against its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rating {
    /// Green, amber or red.
    pub colour: Colour,
    /// The value as it was rated: rounded to the indicator's decimals.
    pub value: f64,
    /// The target that it was rated against.
    pub aim: Aim,
    /// How far it is on the wrong side of the nearest value that is green: above 0 if it is too high, below if it is too low,
    /// 0 if it is green.
    pub off: f64,
    /// The tolerance for amber.
    pub tolerance: Tolerance,
    /// Whether the value may still change, and the rating with it.
    pub is_provisional: bool,
}

crate::vocabulary! {
    /// The rating of a value against its target.
    pub enum Colour {
        /// It meets it.
        Green = "green",
        /// It misses it, by no more than the tolerance.
        Amber = "amber",
        /// It misses it by more.
        Red = "red",
    }
}

/// How far from its target a value may be and still be amber.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// A percentage of the target.
    Percent(f64),
    /// An amount in the unit of the indicator.
    Absolute(f64),
}

crate::vocabulary! {
    /// What the number of a tolerance counts.
    pub enum Scale {
        /// Per cent of the target.
        Percent = "percent",
        /// The unit of the indicator.
        Absolute = "absolute",
    }
}

/// The tolerance of an indicator from a plan year on, until a later rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingRule {
    /// The indicator.
    pub indicator: Slug,
    /// The first plan year to which it applies.
    pub from: Slug,
    /// The tolerance for amber.
    pub tolerance: Tolerance,
}

/// Why a value has no rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unrated {
    /// Nothing to rate against.
    #[error("no target is set")]
    NoTarget,
    /// Nothing to rate.
    #[error("there is no value")]
    NoValue,
    /// The target is for another period than the value.
    #[error("the target is for a different period")]
    OtherPeriod,
    /// Neither direction is worse.
    #[error("neither higher nor lower is better, so the target has to be a range")]
    NeedsRange,
    /// A percentage of 0 is 0.
    #[error("the target is 0, so it needs a tolerance in its own unit, not a percentage")]
    NeedsAbsolute,
    /// Something is not a number.
    #[error("a value is not a finite number")]
    NotFinite,
}

impl Tolerance {
    /// The default where there is no rule: 5% of the target.
    pub const USUAL: Self = Self::Percent(5.0);

    /// An amount on a scale.
    #[must_use]
    pub fn new(scale: Scale, number: f64) -> Self {
        match scale {
            Scale::Percent => Self::Percent(number),
            Scale::Absolute => Self::Absolute(number),
        }
    }

    /// Its scale, and the amount on it.
    #[must_use]
    pub fn on_scale(self) -> (Scale, f64) {
        match self {
            Self::Percent(percent) => (Scale::Percent, percent),
            Self::Absolute(amount) => (Scale::Absolute, amount),
        }
    }

    /// The amount around a target; `None` for a percentage of 0.
    fn around(self, target: f64) -> Option<f64> {
        match self {
            Self::Absolute(amount) => Some(amount),
            Self::Percent(_) if target == 0.0 => None,
            Self::Percent(percent) => Some(target.abs() * percent / 100.0),
        }
    }
}

/// The rating of a figure against the target of its own period.
///
/// # Errors
/// When it has none.
pub fn rate(
    indicator: &Indicator,
    figure: Option<&Figure>,
    target: Option<&Target>,
    tolerance: Tolerance,
) -> Result<Rating, Unrated> {
    let target = target.ok_or(Unrated::NoTarget)?;
    let figure = figure.ok_or(Unrated::NoValue)?;
    let value = figure.reading.value().ok_or(Unrated::NoValue)?;
    if figure.period != target.period {
        return Err(Unrated::OtherPeriod);
    }
    let rating = rate_value(indicator.polarity, indicator.decimals, value, target.aim, tolerance)?;
    Ok(Rating { is_provisional: figure.status == Status::Provisional, ..rating })
}

/// The rating of a value, rounded to so many decimals: green if it reaches the target (for a range: is within it), amber
/// within the tolerance of it (of the nearer end), else red.
///
/// # Errors
/// When the polarity has no rating against such a target, or the tolerance is a percentage of 0.
pub fn rate_value(
    polarity: Polarity,
    decimals: u8,
    value: f64,
    aim: Aim,
    tolerance: Tolerance,
) -> Result<Rating, Unrated> {
    let (lower, upper) = aim.ends();
    if !value.is_finite() || !lower.is_finite() || !upper.is_finite() {
        return Err(Unrated::NotFinite);
    }
    let value = number::rounded(value, decimals);
    let (least, most) = match (aim, polarity) {
        (Aim::Range(..), _) => (lower, upper),
        (Aim::Value(target), Polarity::Higher) => (target, f64::INFINITY),
        (Aim::Value(target), Polarity::Lower) => (f64::NEG_INFINITY, target),
        (Aim::Value(_), Polarity::Neither) => return Err(Unrated::NeedsRange),
    };
    let (off, end) = match value {
        value if value > most => (number::difference(value, most), most),
        value if value < least => (number::difference(value, least), least),
        _ => (0.0, lower),
    };
    if !off.is_finite() {
        return Err(Unrated::NotFinite);
    }
    let colour = if off == 0.0 {
        Colour::Green
    } else {
        // A hair of slack: 5% of 10.2 is not a binary fraction, and 10.71 is still within it.
        let allowed = tolerance.around(end).ok_or(Unrated::NeedsAbsolute)? * (1.0 + 1e-12);
        if off.abs() <= allowed { Colour::Amber } else { Colour::Red }
    };
    Ok(Rating { colour, value, aim, off, tolerance, is_provisional: false })
}

impl Rating {
    /// The calculation: `Amber: 10.6 against 10.2, 3.9% over; amber is up to 5%`.
    #[must_use]
    pub fn sum(&self, indicator: &Indicator) -> String {
        let against = match self.aim {
            Aim::Value(target) => indicator.print_exactly(target),
            Aim::Range(lower, upper) => {
                format!("{} to {}", indicator.print_exactly(lower), indicator.print_exactly(upper))
            }
        };
        let word = match self.colour {
            Colour::Green => "Green",
            Colour::Amber => "Amber",
            Colour::Red => "Red",
        };
        let provisional = if self.is_provisional { " (provisional)" } else { "" };
        let start = format!("{word}{provisional}: {} against {against}", indicator.print(self.value));
        if self.off == 0.0 {
            return start;
        }
        let side = if self.off > 0.0 { "over" } else { "under" };
        format!("{start}, {} {side}; amber is up to {}", self.missed_by(indicator), self.allowed(indicator))
    }

    /// How far off it is in the terms of its tolerance: `3.9%`, `0.4`.
    #[must_use]
    pub fn missed_by(&self, indicator: &Indicator) -> String {
        let (lower, upper) = self.aim.ends();
        let end = if self.off > 0.0 { upper } else { lower };
        match self.tolerance {
            Tolerance::Percent(_) if end != 0.0 => {
                let percent = 100.0 * self.off.abs() / end.abs();
                // If one decimal would suggest wrongly that the tolerance was kept, or exceeded, two are shown.
                let decimals = u8::from(self.is_near_its_edge(percent)) + 1;
                format!("{}%", number::print(percent, decimals))
            }
            Tolerance::Percent(_) | Tolerance::Absolute(_) => amount(indicator, self.off.abs()),
        }
    }

    fn is_near_its_edge(&self, percent: f64) -> bool {
        matches!(self.tolerance, Tolerance::Percent(edge)
            if number::rounded(percent, 1) == edge && number::rounded(percent, 6) != edge)
    }

    /// The tolerance in words: `5%`, `0.5`.
    fn allowed(&self, indicator: &Indicator) -> String {
        match self.tolerance {
            Tolerance::Percent(percent) => format!("{}%", number::shortest(percent)),
            Tolerance::Absolute(off) => amount(indicator, off),
        }
    }
}

/// A difference in the unit of an indicator; for percentages in points. As exact as its target, or a small one would be
/// printed as none.
fn amount(indicator: &Indicator, off: f64) -> String {
    match indicator.measure {
        Measure::Percentage => {
            format!("{} points", number::print(off, number::enough(off, indicator.decimals)))
        }
        _ => indicator.print_exactly(off),
    }
}

/// How many of some indicators are green, amber and red, and how many have no rating.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RollUp {
    /// How many meet their target.
    pub green: usize,
    /// How many miss it within the tolerance.
    pub amber: usize,
    /// How many miss it by more.
    pub red: usize,
    /// How many have no rating.
    pub unrated: usize,
}

impl<'a> FromIterator<&'a Result<Rating, Unrated>> for RollUp {
    fn from_iter<I: IntoIterator<Item = &'a Result<Rating, Unrated>>>(ratings: I) -> Self {
        let mut counts = Self::default();
        for rating in ratings {
            match rating.as_ref().map(|rating| rating.colour) {
                Ok(Colour::Green) => counts.green += 1,
                Ok(Colour::Amber) => counts.amber += 1,
                Ok(Colour::Red) => counts.red += 1,
                Err(_) => counts.unrated += 1,
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, RollUp, Tolerance, Unrated, rate_value};
    use crate::{
        indicator::{Measure, Polarity, tests::indicator},
        target::Aim,
    };

    fn colour(polarity: Polarity, value: f64, aim: Aim, tolerance: Tolerance) -> Result<Colour, Unrated> {
        rate_value(polarity, 1, value, aim, tolerance).map(|rating| rating.colour)
    }

    #[test]
    fn a_value_is_rated_by_what_is_wanted() {
        let five = Tolerance::USUAL;
        let (higher, lower) = (Polarity::Higher, Polarity::Lower);
        let at = |value| Aim::Value(value);
        for (polarity, value, expected) in [
            (lower, 10.2, Colour::Green),
            (lower, 10.0, Colour::Green),
            (lower, 10.6, Colour::Amber),
            (lower, 10.8, Colour::Red),
            (higher, 10.2, Colour::Green),
            (higher, 10.0, Colour::Amber),
            (higher, 9.7, Colour::Amber),
            (higher, 9.6, Colour::Red),
        ] {
            assert_eq!(colour(polarity, value, at(10.2), five), Ok(expected), "{polarity} {value}");
        }
        // Rated as printed: 10.24 is 10.2.
        assert_eq!(colour(lower, 10.24, at(10.2), five), Ok(Colour::Green));
        assert_eq!(colour(lower, 10.25, at(10.2), five), Ok(Colour::Amber));
        // The very edge: 5% of 20 is 1.
        assert_eq!(colour(lower, 21.0, at(20.0), five), Ok(Colour::Amber));
        assert_eq!(colour(lower, 21.1, at(20.0), five), Ok(Colour::Red));
        assert_eq!(colour(higher, -10.4, at(-10.0), five), Ok(Colour::Amber));
    }

    #[test]
    fn a_range_is_met_from_both_sides() {
        let range = Aim::Range(10.0, 12.0);
        for polarity in Polarity::ALL {
            for (value, expected) in [
                (10.0, Colour::Green),
                (12.0, Colour::Green),
                (12.6, Colour::Amber),
                (12.7, Colour::Red),
                (9.5, Colour::Amber),
                (9.4, Colour::Red),
            ] {
                assert_eq!(colour(*polarity, value, range, Tolerance::USUAL), Ok(expected), "{value}");
            }
        }
    }

    #[test]
    fn what_cannot_be_rated_says_why() {
        let value = Aim::Value(10.0);
        assert_eq!(colour(Polarity::Neither, 9.0, value, Tolerance::USUAL), Err(Unrated::NeedsRange));
        let zero = Aim::Value(0.0);
        assert_eq!(colour(Polarity::Lower, 1.0, zero, Tolerance::USUAL), Err(Unrated::NeedsAbsolute));
        assert_eq!(colour(Polarity::Lower, 0.0, zero, Tolerance::USUAL), Ok(Colour::Green));
        assert_eq!(colour(Polarity::Lower, 1.0, zero, Tolerance::Absolute(2.0)), Ok(Colour::Amber));
        assert_eq!(colour(Polarity::Lower, f64::NAN, value, Tolerance::USUAL), Err(Unrated::NotFinite));
        let far = Aim::Value(-1e308);
        assert_eq!(colour(Polarity::Lower, 1.7e308, far, Tolerance::USUAL), Err(Unrated::NotFinite));
    }

    #[test]
    fn the_sum_is_printed() {
        let mut indicator = indicator(Measure::Rate { per: 100 });
        indicator.decimals = 1;
        let sum = |value, aim, tolerance| {
            rate_value(Polarity::Lower, 1, value, aim, tolerance).expect("a rating").sum(&indicator)
        };
        let five = Tolerance::USUAL;
        assert_eq!(
            sum(10.6, Aim::Value(10.2), five),
            "Amber: 10.6 against 10.2, 3.9% over; amber is up to 5%"
        );
        assert_eq!(sum(9.8, Aim::Value(10.2), five), "Green: 9.8 against 10.2");
        assert_eq!(
            sum(12.0, Aim::Value(10.2), five),
            "Red: 12.0 against 10.2, 17.6% over; amber is up to 5%"
        );
        assert_eq!(
            sum(9.0, Aim::Range(10.0, 12.0), Tolerance::Absolute(1.5)),
            "Amber: 9.0 against 10.0 to 12.0, 1.0 under; amber is up to 1.5"
        );
        // A target with more decimals than printed figures is printed as set.
        assert_eq!(
            sum(10.3, Aim::Value(10.25), five),
            "Amber: 10.3 against 10.25, 0.5% over; amber is up to 5%"
        );
        // A miss by less than the printed precision is still a miss, and is shown.
        assert_eq!(
            sum(10.3, Aim::Value(10.26), Tolerance::Absolute(0.05)),
            "Amber: 10.3 against 10.26, 0.04 over; amber is up to 0.05"
        );
        // 5.03% over is more than 5%, and must not be printed as if it were not.
        assert_eq!(
            sum(41.8, Aim::Value(39.8), five),
            "Red: 41.8 against 39.8, 5.03% over; amber is up to 5%"
        );
    }

    #[test]
    fn a_roll_up_counts() {
        let rate = |value| rate_value(Polarity::Lower, 1, value, Aim::Value(10.0), Tolerance::USUAL);
        let ratings = [rate(9.0), rate(10.4), rate(12.0), rate(13.0), Err(Unrated::NoTarget)];
        let counts: RollUp = ratings.iter().collect();
        assert_eq!(counts, RollUp { green: 1, amber: 1, red: 2, unrated: 1 });
    }
}
