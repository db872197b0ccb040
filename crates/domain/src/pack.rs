//! A pack: what a meeting is given.
//!
//! Until it is frozen it is a date, an agenda and a choice of priorities. Freezing makes a `Frozen` of it, which is kept for ever.

use crate::{
    document::Document,
    figure::{Figure, Reading},
    indicator::Indicator,
    slug::Slug,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a pack is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its name in addresses.
    pub slug: Slug,
    /// The plan year that it looks at.
    pub year: Slug,
    /// What the meeting is called: `Children's Trust board`.
    pub meeting: String,
    /// The day of the meeting.
    pub on: NaiveDate,
    /// What is to be talked about, an item a line.
    pub agenda: Vec<String>,
    /// What the board is told first, in the Markdown of narratives; empty where nothing is.
    pub cover_note: String,
    /// The priorities that it shows, in its order.
    pub priorities: Vec<Slug>,
}

/// A pack as it was frozen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// How it is written down. A program that does not know the number says so, and guesses nothing.
    pub format: u32,
    /// The number of the write after which the record stood as it is told here.
    pub number: i64,
    /// What the board was given.
    pub document: Document,
    /// The page for the board above: what is red, what signals, what is asked.
    pub exceptions: Document,
    /// The figures behind it, each once.
    pub figures: Vec<Kept>,
    /// The indicators that they are of, as they were called and defined then.
    pub indicators: Vec<Measured>,
    /// What was forecast.
    pub forecasts: Vec<Forecast>,
}

/// How [`Frozen`] is written down by this program.
pub const FORMAT: u32 = 1;

/// A figure as it stood. Its names are those that the record and the long table of an export give.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The indicator's name in addresses.
    pub indicator: String,
    /// The official code of the place, and what it was called.
    pub area: (String, String),
    /// The group, as `sex=Female`, or `Total`.
    pub breakdown: String,
    /// The period, as people write it: `2018-19 Q4`.
    pub period: String,
    /// The value in the indicator's unit; nothing where it is absent.
    pub value: Option<f64>,
    /// The value as it was printed, or the symbol of its absence: `[c]`.
    pub printed: String,
    /// Why there is no value.
    pub absence: Option<String>,
    /// What the value was made from.
    pub fraction: Option<(f64, f64)>,
    /// Provisional, final or revised.
    pub status: String,
    /// What was noted with it.
    pub note: Option<String>,
}

/// An indicator as it was called and defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Its name in addresses.
    pub slug: String,
    /// What it was called.
    pub name: String,
    /// What it was counted in.
    pub unit: String,
    /// What it meant.
    pub definition: String,
    /// Which way was better, in words.
    pub polarity: String,
    /// Where its figures came from.
    pub source: String,
    /// Who answered for it.
    pub owner: String,
    /// To how many decimals it was printed.
    pub decimals: u8,
}

/// A forecast that was given to the board, to be scored when the outcome arrives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// The indicator's name in addresses.
    pub indicator: String,
    /// The official code of the place.
    pub area: String,
    /// What it was forecast by, in words.
    pub model: String,
    /// The quarters that were forecast, the first after the last value first.
    pub steps: Vec<Step>,
    /// The target of the last of them that had one.
    pub target: Option<Aimed>,
}

/// A target of a quarter that was forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aimed {
    /// The period, as people write it.
    pub period: String,
    /// What was aimed at: both ends, which are the same where it was a value.
    pub ends: (f64, f64),
    /// How likely it seemed that it would be met, from 0 to 1; nothing where neither more nor less was wanted.
    pub probability: Option<f64>,
}

/// A quarter that was forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The period, as people write it.
    pub period: String,
    /// What was most likely.
    pub mean: f64,
    /// What held it with 80%.
    pub within_80: (f64, f64),
    /// What held it with 95%.
    pub within_95: (f64, f64),
}

impl Kept {
    /// A figure as it stands.
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

/// A reading as it is printed in a table: a value to the indicator's decimals, or the symbol of its absence.
#[must_use]
pub fn printed(indicator: &Indicator, reading: &Reading) -> String {
    match reading {
        Reading::Value(measured) => indicator.print(measured.value()),
        Reading::Absent(absence) => format!("[{}]", absence.symbol()),
    }
}

/// What a meeting decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its name, for as long as the record lasts.
    pub slug: Slug,
    /// The pack of the meeting.
    pub pack: Slug,
    /// The priority that it is about, where it is about one.
    pub priority: Option<Slug>,
    /// What was decided, in a few sentences.
    pub text: String,
    /// The action that was agreed with it, where one was.
    pub action: Option<Slug>,
}
