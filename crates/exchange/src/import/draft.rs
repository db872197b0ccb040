//! An indicator, while a file is still being read.

use domain::{
    indicator::{Indicator, Measure, Polarity},
    period::Kind,
};

/// An indicator with figures of one kind of period, as far as the file has been read.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The beginning of its slug: the same for all kinds of period of one indicator.
    pub(super) base: String,
    pub(super) name: String,
    pub(super) hint: Hint,
    /// What it measures, where that is known.
    pub(super) measure: Option<Measure>,
    pub(super) unit: String,
    /// How many decimals are shown, where that is known.
    pub(super) decimals: Option<u8>,
    pub(super) polarity: Polarity,
    pub(super) kind: Kind,
    pub(super) definition: String,
    pub(super) source: String,
    /// The heading of the column of its values.
    pub(super) column: String,
    pub(super) manner: Manner,
    pub(super) seen: Seen,
    /// How many figures it has.
    pub(super) figures: u64,
    /// The kinds that its periods could also be of, and some of its labels.
    pub(super) ask: Option<(Vec<Kind>, String)>,
}

/// How the parts of an indicator's values are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Ours: a value that its parts contradict is refused.
    Ours,
    /// Published elsewhere: the value holds, and parts that do not agree with it are left out.
    Published,
}

/// What words suggest about a measure; the values have the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// Out of a hundred.
    Percent,
    /// A number per this many.
    Per(u32),
    /// Pounds.
    Money,
    /// A mean or score.
    Mean,
    /// Nothing.
    Nothing,
}

/// What the values of an indicator look like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) values: u64,
    pub(super) least: f64,
    pub(super) most: f64,
    pub(super) decimals: u8,
    pub(super) is_whole: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Self { values: 0, least: f64::INFINITY, most: f64::NEG_INFINITY, decimals: 0, is_whole: true }
    }
}

impl Seen {
    /// Takes note of a value.
    pub(super) fn take(&mut self, value: f64, decimals: u8) {
        self.values += 1;
        self.least = self.least.min(value);
        self.most = self.most.max(value);
        self.decimals = self.decimals.max(decimals);
        self.is_whole &= value.fract() == 0.0;
    }
}

impl Hint {
    /// What a column's name or label says.
    pub(super) fn of_words(words: &str) -> Self {
        let lower = words.to_lowercase().replace('_', " ");
        let has = |text: &str| lower.contains(text);
        let has_word = |wanted: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted);
        if let Some(per) = per(&lower) {
            return Self::Per(per);
        }
        if has("percent")
            || has("%")
            || has("proportion")
            || ["pt", "pct", "perc", "pc"].into_iter().any(has_word)
        {
            Self::Percent
        } else if has("£") || ["gbp", "pounds"].into_iter().any(has_word) {
            Self::Money
        } else if has("average") || ["avg", "mean", "median", "score"].into_iter().any(has_word) {
            Self::Mean
        } else {
            Self::Nothing
        }
    }

    /// What a unit says, as files write it: `%`, `£`, `rate per 10000`, `per 100,000`.
    pub(super) fn of_unit(unit: &str) -> Self {
        match unit.trim().to_lowercase().as_str() {
            "%" | "percent" | "percentage" | "per cent" => Self::Percent,
            "£" | "gbp" | "pounds" => Self::Money,
            "score" | "average" | "mean" => Self::Mean,
            text => per(text).map_or(Self::Nothing, Self::Per),
        }
    }
}

/// The number behind `per` or a stroke: `per 10,000 children`, `rate / 100,000`.
fn per(text: &str) -> Option<u32> {
    let places = text.match_indices("per ").map(|(place, found)| place + found.len());
    let places = places.chain(text.match_indices('/').map(|(place, found)| place + found.len()));
    places
        .filter_map(|place| {
            let rest = text[place..].trim_start();
            let digits: String =
                rest.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
            digits.parse().ok().filter(|per| matches!(per, 100 | 1_000 | 10_000 | 100_000 | 1_000_000))
        })
        .next()
}

impl Draft {
    /// Takes over what the record knows.
    pub(super) fn take_from(&mut self, known: &Indicator) {
        self.name.clone_from(&known.name);
        self.measure = Some(known.measure);
        self.unit.clone_from(&known.unit);
        self.decimals = Some(known.decimals);
        self.polarity = known.polarity;
        self.source.clone_from(&known.source);
    }

    /// What it measures and with how many decimals it is shown: as known, else as its values suggest.
    pub(super) fn measured(&self) -> (Measure, u8) {
        let seen = &self.seen;
        let has_none = seen.values == 0;
        let is_above = has_none || seen.least >= 0.0;
        let measure = self.measure.unwrap_or(match self.hint {
            Hint::Percent if is_above && (has_none || seen.most <= 100.0) => Measure::Percentage,
            Hint::Percent if is_above => Measure::Rate { per: 100 },
            Hint::Per(per) if is_above => Measure::Rate { per },
            Hint::Money => Measure::Money,
            Hint::Mean => Measure::Average,
            Hint::Nothing if !has_none && is_above && seen.is_whole => Measure::Count,
            Hint::Nothing if has_none && self.name.to_lowercase().starts_with("number") => Measure::Count,
            _ => Measure::Index,
        });
        let decimals = match measure {
            Measure::Count => 0,
            _ => seen.decimals,
        };
        (measure, self.decimals.unwrap_or(decimals).min(6))
    }
}

#[cfg(test)]
mod tests {
    use super::Hint;

    #[test]
    fn words_say_what_is_measured() {
        let cases = [
            ("sess_overall_percent", Hint::Percent),
            ("pt_overall", Hint::Percent),
            ("% Total Fixed period exclusions", Hint::Percent),
            ("Rate per 10,000 children", Hint::Per(10_000)),
            ("Under 18s admissions rate / 100,000", Hint::Per(100_000)),
            ("Average Attainment 8 score per pupil", Hint::Mean),
            ("t_pupils", Hint::Nothing),
            ("At31_episodes", Hint::Nothing),
            ("Spend per pupil (£)", Hint::Money),
        ];
        for (words, hint) in cases {
            assert_eq!(Hint::of_words(words), hint, "{words}");
        }
        assert_eq!(Hint::of_unit("rate per 100"), Hint::Per(100));
    }
}
