//! A pack: the documents of a meeting.
//!
//! Until it is frozen it is a date, an agenda and a choice of priorities. Freezing makes a `Frozen` from it, which is kept for ever.

use crate::{
    document::Document,
    figure::{Figure, Reading},
    indicator::Indicator,
    slug::Slug,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The planned contents of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its name in addresses.
    pub slug: Slug,
    /// The plan year that it covers.
    pub year: Slug,
    /// The name of the meeting: `Children's Trust board`.
    pub meeting: String,
    /// The day of the meeting.
    pub on: NaiveDate,
    /// The agenda, one item a line.
    pub agenda: Vec<String>,
    /// An introduction for the board, in the Markdown of narratives; may be empty.
    pub cover_note: String,
    /// The priorities that it shows, in its order.
    pub priorities: Vec<Slug>,
}

/// A pack as it was frozen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// The version of the format. A program that does not know the number says so, and guesses nothing.
    pub format: u32,
    /// The number of the write after which the record is shown here.
    pub number: i64,
    /// The document for the board.
    pub document: Document,
    /// The page for the board above: what is red, what signals, what is asked.
    pub exceptions: Document,
    /// The figures behind it, each once.
    pub figures: Vec<Kept>,
    /// Their indicators, with their names and definitions then.
    pub indicators: Vec<Measured>,
    /// The forecasts.
    pub forecasts: Vec<Forecast>,
}

/// The format of [`Frozen`] that this program writes.
pub const FORMAT: u32 = 1;

/// A figure as of then. Its names are those of the record and of the long table of an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The indicator's slug.
    pub indicator: String,
    /// The official code of the place, and its name then.
    pub area: (String, String),
    /// The group, as `sex=Female`, or `Total`.
    pub breakdown: String,
    /// The period, as people write it: `2018-19 Q4`.
    pub period: String,
    /// The value in the indicator's unit; `None` where it is absent.
    pub value: Option<f64>,
    /// The value as printed, or the symbol of its absence: `[c]`.
    pub printed: String,
    /// Why there is no value.
    pub absence: Option<String>,
    /// The parts of the value.
    pub fraction: Option<(f64, f64)>,
    /// Provisional, final or revised.
    pub status: String,
    /// The note on it.
    pub note: Option<String>,
}

/// An indicator with its name and definition then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its definition.
    pub definition: String,
    /// Which way was better, in words.
    pub polarity: String,
    /// The source of its figures.
    pub source: String,
    /// The organisation that answered for it.
    pub owner: String,
    /// How many decimals it was printed with.
    pub decimals: u8,
}

/// A forecast given to the board, to be scored when the outcome arrives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// The indicator's slug.
    pub indicator: String,
    /// The official code of the place.
    pub area: String,
    /// The model, in words.
    pub model: String,
    /// The forecast quarters, in order from the first after the last value.
    pub steps: Vec<Step>,
    /// The target of the last of them that had one.
    pub target: Option<Aimed>,
}

/// A target of a forecast quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aimed {
    /// The period, as people write it.
    pub period: String,
    /// The target: both ends, which are the same for a single value.
    pub ends: (f64, f64),
    /// The probability of meeting it, from 0 to 1; `None` where neither direction was better.
    pub probability: Option<f64>,
}

/// A forecast quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The period, as people write it.
    pub period: String,
    /// The most likely value.
    pub mean: f64,
    /// Its 80% interval.
    pub within_80: (f64, f64),
    /// Its 95% interval.
    pub within_95: (f64, f64),
}

impl Kept {
    /// A figure as of now.
    #[must_use]
    pub fn of(indicator: &Indicator, area_name: &str, figure: &Figure) -> Self {
        let (value, absence, fraction) = match &figure.reading {
            Reading::Value(measured) => (Some(measured.value()), None, measured.fraction()),
            Reading::Absent(absence) => (None, Some(absence.to_string()), None),
        };
        Self {
            indicator: figure.series.indicator.to_string(),
            area: (figure.series.area.to_string(), area_name.to_owned()),
            breakdown: figure.series.breakdown.to_string(),
            period: figure.period.label(),
            value,
            printed: printed(indicator, &figure.reading),
            absence,
            fraction: fraction.map(|fraction| (fraction.numerator, fraction.denominator)),
            status: figure.status.to_string(),
            note: figure.remarks(),
        }
    }

    /// Whether it is about the same series and period as a figure.
    #[must_use]
    pub fn is_of(&self, figure: &Figure) -> bool {
        self.indicator == figure.series.indicator.as_str()
            && self.area.0 == figure.series.area.as_str()
            && self.period == figure.period.label()
            && self.breakdown == figure.series.breakdown.to_string()
    }
}

/// A reading as printed in a table: a value with the indicator's decimals, or the symbol of its absence.
#[must_use]
pub fn printed(indicator: &Indicator, reading: &Reading) -> String {
    match reading {
        Reading::Value(measured) => indicator.print(measured.value()),
        Reading::Absent(absence) => format!("[{}]", absence.symbol()),
    }
}

/// A decision of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its name, permanent in the record.
    pub slug: Slug,
    /// The pack of the meeting.
    pub pack: Slug,
    /// The priority that it is about, if there is one.
    pub priority: Option<Slug>,
    /// What was decided, in a few sentences.
    pub text: String,
    /// The action that was agreed with it, if there is one.
    pub action: Option<Slug>,
}
