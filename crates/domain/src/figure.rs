//! The figures of a series and a period. Figures are never overwritten: a correction supersedes them.

/// The origin of a figure.
pub(crate) mod origin;
/// The status of a figure.
pub(crate) mod status;
mod step;

use crate::{indicator::Measure, period::Period, series::name::Series};

pub use origin::Origin;
pub use status::Status;
pub use step::{NoReason, Step};

/// One recorded figure, as of a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// A value, or why there is none.
    pub reading: Reading,
    /// Its status.
    pub status: Status,
    /// Its origin.
    pub origin: Origin,
    /// Its approval.
    pub approval: Approval,
    /// A note for readers on this one figure.
    pub note: Option<String>,
    /// Why it is right though it is unlikely, as explained by whoever handed it in.
    pub explanation: Option<String>,
}

/// Printed before an explanation.
const EXPLAINED: &str = "Explained: ";

impl Figure {
    /// The remarks printed with it: its note, then its explanation.
    #[must_use]
    pub fn remarks(&self) -> Option<String> {
        remarks(self.note.as_deref(), self.explanation.as_deref())
    }
}

/// A note and an explanation as they are printed.
#[must_use]
pub fn remarks(note: Option<&str>, explanation: Option<&str>) -> Option<String> {
    let explained = explanation.map(|explanation| format!("{EXPLAINED}{explanation}"));
    match (note, explained) {
        (Some(note), Some(explained)) => Some(format!("{note} {explained}")),
        (note, explained) => note.map(str::to_owned).or(explained),
    }
}

/// A note and an explanation from one text that somebody edited after [`Figure::remarks`] returned it: the explanation if it
/// is still unchanged at the end; everything else is the note.
#[must_use]
pub fn note_and_explanation(text: &str, before: Option<&Figure>) -> (Option<String>, Option<String>) {
    let explanation = before.and_then(|figure| figure.explanation.clone());
    let explained = explanation.as_ref().map(|explanation| format!("{EXPLAINED}{explanation}"));
    let note = explained.as_deref().and_then(|explained| text.trim().strip_suffix(explained));
    let (note, explanation) = note.map_or((text, None), |note| (note, explanation));
    let note = note.trim();
    ((!note.is_empty()).then(|| note.to_owned()), explanation)
}

/// A value, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// There is a value.
    Value(Measured),
    /// There is none, for a stated reason.
    Absent(Absence),
}

/// A valid value of its measure, with the parts that it was made from if they are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    value: f64,
    fraction: Option<Fraction>,
    interval: Option<Interval>,
}

/// The parts of a percentage or rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fraction {
    /// The numerator.
    pub numerator: f64,
    /// The denominator.
    pub denominator: f64,
}

/// A published confidence interval, kept as supplied and never recomputed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end, in the unit of the value.
    pub lower: f64,
    /// The upper end, in the unit of the value.
    pub upper: f64,
}

/// Why a value is impossible.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Impossible {
    /// Infinite, or not a number.
    #[error("a figure must be a finite number")]
    NotFinite,
    /// Larger than a double can count in ones.
    #[error("a figure must be below 1,000,000,000,000,000: larger numbers cannot be stored exactly")]
    TooLarge,
    /// Below zero where nothing can be.
    #[error("a {0} cannot be below 0")]
    Negative(&'static str),
    /// Part of a thing counted whole.
    #[error("a count must be a whole number")]
    PartOfOne,
    /// More than all of it.
    #[error("a percentage cannot be above 100")]
    AboveHundred,
    /// Nothing to divide by.
    #[error("the denominator must be above 0")]
    NothingToDivideBy,
    /// More counted than there are.
    #[error("the numerator of a percentage cannot be above its denominator")]
    MoreThanAll,
    /// Neither a value nor the parts to compute it from.
    #[error("give a value, or a numerator and a denominator")]
    Nothing,
    /// A value that its own parts contradict.
    #[error("the value does not match its numerator and denominator")]
    Contradiction,
    /// An interval that does not contain its value.
    #[error("the value is outside its interval")]
    OutsideInterval,
    /// An interval that ends before it starts.
    #[error("the lower end of an interval cannot be above its upper end")]
    BackwardsInterval,
}

/// All figures are below this: a double keeps 15 digits.
const LARGEST: f64 = 1e15;

impl Measured {
    /// A value of a measure. A percentage or rate with both its parts is computed from them; a value given as well must agree
    /// to within half a unit of its own last decimal (`decimals`).
    ///
    /// # Errors
    /// When the measure cannot have such a value.
    pub fn new(
        measure: Measure,
        decimals: u8,
        value: Option<f64>,
        fraction: Option<Fraction>,
        interval: Option<Interval>,
    ) -> Result<Self, Impossible> {
        // Published numbers are rounded separately: half a unit of the last decimal, and a hair.
        let slack = 0.51 * 10_f64.powi(-i32::from(decimals));
        let computed = fraction.map(|fraction| fraction.value(measure)).transpose()?.flatten();
        let value = match (value, computed) {
            (Some(given), Some(computed)) if (given - computed).abs() > slack => {
                return Err(Impossible::Contradiction);
            }
            (_, Some(computed)) => computed,
            (Some(given), None) => given,
            (None, None) => return Err(Impossible::Nothing),
        };
        measure.check(value)?;
        if let Some(Interval { lower, upper }) = interval {
            measure.check_finite(lower)?;
            measure.check_finite(upper)?;
            if lower > upper {
                return Err(Impossible::BackwardsInterval);
            }
            if value < lower - slack || value > upper + slack {
                return Err(Impossible::OutsideInterval);
            }
        }
        Ok(Self { value, fraction, interval })
    }

    /// A value that was validated when it was recorded, as read from the record. `None` if it is not a number.
    #[must_use]
    pub fn recorded(value: f64, fraction: Option<Fraction>, interval: Option<Interval>) -> Option<Self> {
        value.is_finite().then_some(Self { value, fraction, interval })
    }

    /// The value, unrounded.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The parts it was computed from, if they were recorded.
    #[must_use]
    pub fn fraction(&self) -> Option<Fraction> {
        self.fraction
    }

    /// The interval that was published with it.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.interval
    }
}

impl Fraction {
    /// numerator x 100 / denominator for a percentage, x the multiplier for a rate; `None` for other measures. Multiplied
    /// first: 48 of 10,000 is then exactly 48 per 10,000.
    pub(crate) fn value(self, measure: Measure) -> Result<Option<f64>, Impossible> {
        let Self { numerator, denominator } = self;
        measure.check_finite(numerator)?;
        measure.check_finite(denominator)?;
        if numerator < 0.0 {
            return Err(Impossible::Negative("numerator"));
        }
        if denominator <= 0.0 {
            return Err(Impossible::NothingToDivideBy);
        }
        match measure {
            Measure::Percentage if numerator > denominator => Err(Impossible::MoreThanAll),
            Measure::Percentage => Ok(Some(numerator * 100.0 / denominator)),
            Measure::Rate { per } => Ok(Some(numerator * f64::from(per) / denominator)),
            _ => Ok(None),
        }
    }
}

impl Measure {
    fn check(self, value: f64) -> Result<(), Impossible> {
        self.check_finite(value)?;
        match self {
            Self::Count if value < 0.0 => Err(Impossible::Negative("count")),
            Self::Count if value.fract() != 0.0 => Err(Impossible::PartOfOne),
            Self::Percentage if value < 0.0 => Err(Impossible::Negative("percentage")),
            Self::Percentage if value > 100.0 => Err(Impossible::AboveHundred),
            Self::Rate { .. } if value < 0.0 => Err(Impossible::Negative("rate")),
            _ => Ok(()),
        }
    }

    fn check_finite(self, value: f64) -> Result<(), Impossible> {
        if !value.is_finite() {
            Err(Impossible::NotFinite)
        } else if value.abs() >= LARGEST {
            Err(Impossible::TooLarge)
        } else {
            Ok(())
        }
    }
}

impl Reading {
    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        match self {
            Self::Value(measured) => Some(measured.value),
            Self::Absent(_) => None,
        }
    }

    /// Why there is no value, if there is none.
    #[must_use]
    pub fn absence(&self) -> Option<Absence> {
        match self {
            Self::Value(_) => None,
            Self::Absent(absence) => Some(*absence),
        }
    }
}

crate::vocabulary! {
    /// Why there is no value. A nil return is not one of these: it is a true 0.
    pub enum Absence {
        /// It is meaningless here.
        NotApplicable = "not applicable",
        /// It is not available to us from anywhere.
        NotAvailable = "not available",
        /// Showing it could identify a child.
        Confidential = "confidential",
        /// It rounds to 0 but is not 0.
        Low = "low",
        /// Too unreliable to show.
        LowReliability = "low reliability",
        /// It will come.
        Awaited = "awaited",
        /// Nobody collected it.
        NotCollected = "not collected",
    }
}

impl Absence {
    /// The symbol that UK official statistics print for it, without its brackets.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::NotApplicable => "z",
            Self::NotAvailable | Self::Awaited | Self::NotCollected => "x",
            Self::Confidential => "c",
            Self::Low => "low",
            Self::LowReliability => "u",
        }
    }

    /// The absence of a symbol in a plan file; a word of the vocabulary is also accepted.
    #[must_use]
    pub fn of_symbol(text: &str) -> Option<Self> {
        Some(match text {
            "z" => Self::NotApplicable,
            "x" => Self::NotAvailable,
            "c" => Self::Confidential,
            "low" | "k" => Self::Low,
            "u" => Self::LowReliability,
            word => return Self::parse(word),
        })
    }
}

crate::vocabulary! {
    /// How far a figure is approved, whatever its status. The public sees only approved ones.
    pub enum Approval {
        /// Recorded, and still with the analyst.
        Draft = "draft",
        /// Submitted to the approver.
        Submitted = "submitted",
        /// Approved; published figures are approved from the start.
        Approved = "approved",
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Absence, Approval, Figure, Fraction, Impossible, Interval, Measured, Origin, Reading, Status,
        note_and_explanation, remarks,
    };
    use crate::indicator::Measure;
    use crate::series::{Breakdown, Series};

    fn of(measure: Measure, value: f64) -> Result<f64, Impossible> {
        Measured::new(measure, 1, Some(value), None, None).map(|measured| measured.value())
    }

    #[test]
    fn a_measure_holds_only_what_it_can() {
        assert_eq!(of(Measure::Percentage, 140.0), Err(Impossible::AboveHundred));
        assert_eq!(of(Measure::Percentage, -0.1), Err(Impossible::Negative("percentage")));
        assert_eq!(of(Measure::Count, 2.5), Err(Impossible::PartOfOne));
        assert_eq!(of(Measure::Count, -1.0), Err(Impossible::Negative("count")));
        assert_eq!(of(Measure::Rate { per: 100 }, f64::NAN), Err(Impossible::NotFinite));
        assert_eq!(of(Measure::Rate { per: 100 }, 140.0), Ok(140.0));
        assert_eq!(of(Measure::Average, -3.5), Ok(-3.5));
    }

    #[test]
    fn a_percentage_is_computed_from_its_parts() {
        let fraction = |numerator, denominator| Some(Fraction { numerator, denominator });
        let percentage = |value, fraction| Measured::new(Measure::Percentage, 1, value, fraction, None);
        assert_eq!(percentage(None, fraction(1.0, 8.0)).map(|measured| measured.value()), Ok(12.5));
        assert_eq!(percentage(Some(12.5), fraction(1.0, 8.0)).map(|measured| measured.value()), Ok(12.5));
        assert_eq!(percentage(Some(13.0), fraction(1.0, 8.0)), Err(Impossible::Contradiction));
        assert_eq!(percentage(None, fraction(9.0, 8.0)), Err(Impossible::MoreThanAll));
        assert_eq!(percentage(None, fraction(1.0, 0.0)), Err(Impossible::NothingToDivideBy));
        assert_eq!(percentage(None, None), Err(Impossible::Nothing));
        let rate = Measured::new(Measure::Rate { per: 10_000 }, 1, None, fraction(48.0, 10_000.0), None);
        assert_eq!(rate.map(|measured| measured.value()), Ok(48.0));
    }

    #[test]
    fn an_interval_runs_forwards() {
        let backwards = Some(Interval { lower: 2.0, upper: 1.0 });
        assert_eq!(
            Measured::new(Measure::Average, 1, Some(1.5), None, backwards),
            Err(Impossible::BackwardsInterval)
        );
    }

    #[test]
    fn symbols_stand_for_absences() {
        assert_eq!(Absence::of_symbol("x"), Some(Absence::NotAvailable));
        assert_eq!(Absence::of_symbol("k"), Some(Absence::Low));
        assert_eq!(Absence::of_symbol("awaited"), Some(Absence::Awaited));
        assert_eq!(Absence::of_symbol("0"), None);
    }

    #[test]
    fn remarks_are_taken_apart_only_where_the_explanation_is_as_it_was() {
        let figure = |explanation: Option<&str>| Figure {
            series: Series {
                indicator: crate::slug::Slug::new("a").expect("a slug"),
                area: crate::area::AreaCode::new("E10000025").expect("a code"),
                breakdown: Breakdown::Total,
            },
            period: "2018-19".parse().expect("a period"),
            reading: Reading::Absent(Absence::Awaited),
            status: Status::Final,
            origin: Origin::Partner,
            approval: Approval::Draft,
            note: Some("By hand.".to_owned()),
            explanation: explanation.map(str::to_owned),
        };
        let before = figure(Some("a new clinic"));
        assert_eq!(before.remarks().as_deref(), Some("By hand. Explained: a new clinic"));
        assert_eq!(remarks(None, Some("why")).as_deref(), Some("Explained: why"));
        assert_eq!(remarks(Some("Explained: why"), None).as_deref(), Some("Explained: why"));
        assert_eq!(remarks(None, None), None);
        for (text, note, explanation) in [
            ("By hand. Explained: a new clinic", Some("By hand."), Some("a new clinic")),
            ("Explained: a new clinic", None, Some("a new clinic")),
            ("By hand. Explained: an old clinic", Some("By hand. Explained: an old clinic"), None),
            ("By hand.", Some("By hand."), None),
            ("", None, None),
        ] {
            let expected = (note.map(str::to_owned), explanation.map(str::to_owned));
            assert_eq!(note_and_explanation(text, Some(&before)), expected, "{text}");
        }
        let plain = figure(None);
        let text = "Counted by hand. Explained: the new system went live on 8 March.";
        assert_eq!(note_and_explanation(text, Some(&plain)), (Some(text.to_owned()), None));
        assert_eq!(note_and_explanation(text, None), (Some(text.to_owned()), None));
    }
}
