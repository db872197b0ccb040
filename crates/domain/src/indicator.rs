//! What is measured, and how.

use crate::{figure::origin::Origin, number, period::Kind, slug::Slug, unit};
use chrono::NaiveDate;

/// One thing that is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its name in addresses, permanent in the record.
    pub slug: Slug,
    /// Its name, as a heading.
    pub name: String,
    /// What kind of number it is.
    pub measure: Measure,
    /// What is counted, or the population: `pupils`, `under 18s`, `points`.
    pub unit: String,
    /// How many decimals are shown.
    pub decimals: u8,
    /// Which way is better.
    pub polarity: Polarity,
    /// The kind of period that it has figures for.
    pub frequency: Kind,
    /// The organisation that answers for it.
    pub owner: Slug,
    /// Whether its figures are published, or recorded by partners.
    pub origin: Origin,
    /// How its figures are assigned to places.
    pub basis: Basis,
    /// Where its figures come from.
    pub source: String,
    /// The last day for which it is measured, if that has been decided.
    pub retired: Option<NaiveDate>,
    /// How many days after its period ends a figure is due.
    pub lag: u16,
    /// Its definitions, each from a day on; in order of time, at least one.
    pub definitions: Vec<Definition>,
    /// Its places in the plan.
    pub placements: Vec<Placement>,
}

/// How many days after its period ends a figure is due by default: four weeks.
pub const USUAL_LAG: u16 = 28;

/// What kind of number an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A count.
    Count,
    /// A percentage.
    Percentage,
    /// A number per `per` of a population.
    Rate {
        /// The multiplier: 100, 10,000, 100,000.
        per: u32,
    },
    /// A mean, such as a score.
    Average,
    /// Pounds.
    Money,
    /// A number on a scale of its own.
    Index,
}

crate::vocabulary! {
    /// Which way is better.
    pub enum Polarity {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// Neither: more reports, for example, can mean better recognition.
        Neither = "neither",
    }
}

crate::vocabulary! {
    /// How an indicator's figures are assigned to places.
    pub enum Basis {
        /// Where the child lives.
        Residence = "where the child lives",
        /// Where the child goes to school.
        School = "where the child goes to school",
        /// The council responsible for the child.
        ResponsibleAuthority = "the council responsible for the child",
        /// Where police recorded it.
        PoliceRecord = "where police recorded it",
        /// Where the child was treated.
        Treatment = "where the child was treated",
        /// The file that brought it did not say.
        NotStated = "not stated",
    }
}

crate::vocabulary! {
    /// How a figure relates to the days of its period.
    pub enum Timing {
        /// All that happened in the period.
        Flow = "flow",
        /// As of the period's last day, or the day named in the definition. Never summed.
        Snapshot = "snapshot",
        /// The mean over the period, or over the months named in the definition.
        Average = "average",
    }
}

/// The definition of an indicator, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The first day on which it applies.
    pub from: NaiveDate,
    /// The definition, in a sentence.
    pub text: String,
    /// How its figures relate to the days of their periods.
    pub timing: Timing,
}

/// The place of an indicator in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The focus area.
    pub focus_area: Slug,
    /// The priority within it, if it serves one.
    pub priority: Option<Slug>,
}

impl Measure {
    /// The word in files and tables, without the multiplier of a rate.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Percentage => "percentage",
            Self::Rate { .. } => "rate",
            Self::Average => "average",
            Self::Money => "money",
            Self::Index => "index",
        }
    }

    /// The measure of a word, and for a rate its multiplier.
    #[must_use]
    pub fn parse(word: &str, per: Option<u32>) -> Option<Self> {
        match (word, per) {
            ("rate", Some(per)) if per > 0 => Some(Self::Rate { per }),
            ("count", None) => Some(Self::Count),
            ("percentage", None) => Some(Self::Percentage),
            ("average", None) => Some(Self::Average),
            ("money", None) => Some(Self::Money),
            ("index", None) => Some(Self::Index),
            _ => None,
        }
    }

    /// The multiplier of a rate.
    #[must_use]
    pub fn per(self) -> Option<u32> {
        match self {
            Self::Rate { per } => Some(per),
            _ => None,
        }
    }
}

impl Indicator {
    /// A value as a table prints it under a heading with the unit: `14.62%`, `£120`, `48`.
    #[must_use]
    pub fn print(&self, value: f64) -> String {
        self.print_to(value, self.decimals)
    }

    /// A mean or a limit of values: with at least one decimal, even if the values have none.
    #[must_use]
    pub fn print_mean(&self, value: f64) -> String {
        self.print_to(value, self.decimals.max(1))
    }

    /// A limit beside values: with as many decimals, up to six, as it takes to see which values are beyond it.
    #[must_use]
    pub fn print_limit(&self, limit: f64, values: &[f64]) -> String {
        let least = self.decimals.max(1);
        let is_seen = |decimals: &u8| {
            let shown = number::rounded(limit, *decimals);
            values
                .iter()
                .all(|value| (*value > limit) == (*value > shown) && (*value < limit) == (*value < shown))
        };
        self.print_to(limit, (least..=6).find(is_seen).unwrap_or(6))
    }

    fn print_to(&self, value: f64, decimals: u8) -> String {
        let text = number::print(value, decimals);
        match self.measure {
            Measure::Percentage => format!("{text}%"),
            Measure::Money => match text.strip_prefix('−') {
                Some(below) => format!("−£{below}"),
                None => format!("£{text}"),
            },
            _ => text,
        }
    }

    /// A value as a sentence prints it, whole: `14.62%`, `48 per 10,000 under 18s`, `46.8 points`.
    #[must_use]
    pub fn say(&self, value: f64) -> String {
        self.with_unit(self.print(value))
    }

    /// The same with as many decimals as show it exactly: a target sometimes has more than printed figures.
    #[must_use]
    pub fn say_exactly(&self, value: f64) -> String {
        self.with_unit(self.print_exactly(value))
    }

    /// A value with as many decimals as show it exactly.
    #[must_use]
    pub fn print_exactly(&self, value: f64) -> String {
        self.print_to(value, number::enough(value, self.decimals))
    }

    fn with_unit(&self, printed: String) -> String {
        match self.measure {
            Measure::Percentage | Measure::Money => printed,
            Measure::Rate { .. } => format!("{printed} {}", self.unit_said()),
            _ => unit::counted(&printed, &self.unit),
        }
    }

    /// The unit for a heading: `% of pupils`, `per 10,000 under 18s`, `points`.
    #[must_use]
    pub fn unit_said(&self) -> String {
        match self.measure {
            Measure::Percentage if self.unit.is_empty() => "%".into(),
            Measure::Percentage => format!("% of {}", self.unit),
            Measure::Rate { per } => {
                format!("per {} {}", number::print(f64::from(per), 0), self.unit).trim_end().into()
            }
            Measure::Money if self.unit.is_empty() => "£".into(),
            _ => self.unit.clone(),
        }
    }

    /// The definition that applies on a day: the last one that has begun, else the first.
    #[must_use]
    pub fn definition_on(&self, day: NaiveDate) -> Option<&Definition> {
        self.definitions.iter().rev().find(|definition| definition.from <= day).or(self.definitions.first())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Basis, Indicator, Measure, Polarity, USUAL_LAG};
    use crate::{figure::Origin, period::Kind, slug::Slug};

    /// An indicator of pupils, to be changed as a test needs.
    pub(crate) fn indicator(measure: Measure) -> Indicator {
        let slug = |text| Slug::new(text).expect("a slug");
        Indicator {
            slug: slug("absence"),
            name: "Absence".into(),
            measure,
            unit: "pupils".into(),
            decimals: 2,
            polarity: Polarity::Lower,
            frequency: Kind::AcademicYear,
            owner: slug("council"),
            origin: Origin::Published,
            basis: Basis::School,
            source: "A source".into(),
            retired: None,
            lag: USUAL_LAG,
            definitions: Vec::new(),
            placements: Vec::new(),
        }
    }

    #[test]
    fn values_are_said_with_their_unit() {
        assert_eq!(indicator(Measure::Percentage).say(14.62), "14.62%");
        assert_eq!(indicator(Measure::Rate { per: 10_000 }).say(48.0), "48.00 per 10,000 pupils");
        assert_eq!(indicator(Measure::Average).say(46.8), "46.80 pupils");
        assert_eq!(indicator(Measure::Money).say(-1200.0), "−£1,200.00");
        assert_eq!(indicator(Measure::Percentage).unit_said(), "% of pupils");
    }

    #[test]
    fn a_limit_shows_what_lies_beyond_it() {
        let mut count = indicator(Measure::Count);
        count.decimals = 0;
        assert_eq!(count.print_limit(267.97, &[252.0, 260.0]), "268.0");
        assert_eq!(count.print_limit(267.97, &[252.0, 268.0]), "267.97");
        assert_eq!(count.print_limit(267.999_999_99, &[268.0]), "268.000000", "six decimals are the end");
        assert_eq!(count.print_limit(151.4, &[]), "151.4");
    }

    #[test]
    fn measures_read_back() {
        for measure in [
            Measure::Count,
            Measure::Percentage,
            Measure::Rate { per: 100 },
            Measure::Average,
            Measure::Money,
            Measure::Index,
        ] {
            assert_eq!(Measure::parse(measure.as_str(), measure.per()), Some(measure));
        }
        assert_eq!(Measure::parse("rate", None), None);
        assert_eq!(Measure::parse("count", Some(100)), None);
    }
}
