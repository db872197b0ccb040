//! The sentence on a series by its judgement: what may be claimed, and of what may not, why.
//!
//! In the order of `finding::tell`, whose words it takes where they say the same.

use super::finding::{self, SeriesSummary};
use crate::{
    control_chart::{Assurance, Side, Variation},
    indicator::{Indicator, Measure},
    judgement::{Chart, Claim, Judgement, Point, Reason, Signal, Unassured},
    observation::{Cadence, Join},
    rating::Colour,
    signals::Signals,
};
use chrono::{Datelike, Months, NaiveDate};

/// All of it, as one text.
#[must_use]
pub fn tell(told: SeriesSummary<'_>) -> String {
    let SeriesSummary { indicator, mut said, latest, target, rated, signals, period } = told;
    said.push(finding::target_said(indicator, target.as_ref(), &signals.rating, rated.as_deref()));
    if latest.is_some() {
        let series = Series { indicator, signals, is_rated: rated.is_none() };
        said.extend(series.chart());
        said.extend(series.apart(period));
        said.extend(series.sums());
        let last_side = signals.judgement.signal.map(|(_, side)| side);
        let is_chart_told = signals.cadence != Cadence::Years && signals.judgement.variation.is_some();
        said.extend(finding::trend_said(indicator, signals, last_side, is_chart_told));
    }
    said.join(" ")
}

/// Only what its chart shows; `None` where that is nothing to tell.
#[must_use]
pub(super) fn chart(indicator: &Indicator, signals: &Signals, is_rated: bool) -> Option<String> {
    Series { indicator, signals, is_rated }.chart()
}

/// What there is to tell of a series.
#[derive(Clone, Copy)]
struct Series<'a> {
    indicator: &'a Indicator,
    signals: &'a Signals,
    /// Whether the rating is that of the last value.
    is_rated: bool,
}

impl<'a> Series<'a> {
    /// What its chart shows. Of an annual series only what stands out: it has few points.
    fn chart(self) -> Option<String> {
        let is_annual = matches!(self.signals.cadence, Cadence::Years | Cadence::Overlapping);
        let Some(variation) = self.signals.judgement.variation else {
            return if is_annual { None } else { self.withheld() };
        };
        let early = self.early();
        let Some((signal, side)) = self.signals.judgement.signal else {
            return if is_annual { None } else { Some(format!("{}{early}", self.usual())) };
        };
        let found = self.stands_out(signal, side);
        let rating = self.signals.rating.as_ref().ok().filter(|_| self.is_rated);
        let (merit, is_but) = match (variation, rating.map(|rating| rating.colour)) {
            (Variation::ImprovementHigh | Variation::ImprovementLow, Some(Colour::Red | Colour::Amber)) => {
                (", which is better", true)
            }
            (Variation::ImprovementHigh | Variation::ImprovementLow, _) => (", which is better", false),
            (Variation::ConcernHigh | Variation::ConcernLow, Some(Colour::Green)) => {
                (", which is worse", true)
            }
            (Variation::ConcernHigh | Variation::ConcernLow, _) => (", which is worse", false),
            (Variation::CommonCause | Variation::NeutralHigh | Variation::NeutralLow, _) => ("", false),
        };
        let found = if is_but { format!("But {}", finding::lower_first(&found)) } else { found };
        let care = match self.signals.why_not(Claim::Runs) {
            Some(Reason::MoveTogether) => " But its neighbouring figures move together, so it may be chance.",
            _ => "",
        };
        Some(format!("{found}{merit}.{care}{early}"))
    }

    fn early(self) -> String {
        let values = self.points().filter(|point| point.value.is_some()).count();
        if self.signals.judgement.is_early {
            format!(" Early sign: few points so far ({values}).")
        } else {
            String::new()
        }
    }

    /// The points of the last group, the last first.
    fn points(self) -> impl Iterator<Item = &'a Point> {
        self.signals
            .judgement
            .points
            .get(self.signals.judgement.last_group..)
            .unwrap_or_default()
            .iter()
            .rev()
    }

    /// How far the values at the end are from what they are judged against, the last first, as far as they are consecutive.
    fn offs(self) -> impl Iterator<Item = f64> {
        let joins = self.signals.observations.iter().rev().map(|one| one.join);
        let mut is_parted = false;
        self.points().zip(joins).skip_while(|(point, _)| point.value.is_none()).map_while(
            move |(point, join)| {
                let off =
                    point.value.zip(point.mean).map(|(value, mean)| value - mean).filter(|_| !is_parted);
                is_parted = join != Join::Follows;
                off
            },
        )
    }

    /// Nothing stands out.
    fn usual(self) -> String {
        if let Err(Unassured::Withheld(Reason::Trend { .. })) = self.signals.judgement.assurance {
            return "The latest figure is not unusual by itself.".to_owned();
        }
        let assured = match self.signals.judgement.assurance {
            Ok(Assurance::Pass) => ", and the target will be met unless something changes",
            Ok(Assurance::Fail) => ", and the target will be missed unless something changes",
            Ok(Assurance::HitOrMiss) => ", so the target may be met in one period and missed in the next",
            Err(_) => "",
        };
        let fall = match self.signals.why_not(Claim::Fall) {
            Some(_) => format!(" A single {} cannot show a fall: the figures are too small.", self.one()),
            None => String::new(),
        };
        format!("The latest figure is within the usual ups and downs{}{assured}.{fall}", self.season())
    }

    fn stands_out(self, signal: Signal, side: Side) -> String {
        let many = self.signals.cadence.plural();
        match signal {
            Signal::Outside => {
                let extreme = if side.is_high() { "high" } else { "low" };
                format!("The latest figure is unusually {extreme}{}", self.season())
            }
            Signal::TwoInThree => {
                let extreme = if side.is_high() { "high" } else { "low" };
                let season = if self.signals.judgement.is_seasonal { " for the time of year" } else { "" };
                format!("Two of the last three figures are unusually {extreme}{season}")
            }
            Signal::Trend => {
                let gone = if side.is_high() { "up" } else { "down" };
                let season =
                    if self.signals.judgement.is_seasonal { "For the time of year it" } else { "It" };
                format!("{season} has gone {gone} steadily over the last {} {many}", self.steps())
            }
            Signal::Shift => {
                let beyond = if side.is_high() { "above" } else { "below" };
                let is_beyond = |off: &f64| if side.is_high() { *off > 0.0 } else { *off < 0.0 };
                let run = self.offs().take_while(is_beyond).count();
                let what = match &*self.signals.judgement {
                    Judgement { is_seasonal: true, .. } => "what is usual for the time of year".to_owned(),
                    Judgement { chart: Chart::Xmr, .. } => {
                        let mean = self.points().find_map(|point| point.mean);
                        let mean = mean.map(|mean| format!(" ({})", self.indicator.print_mean(mean)));
                        format!("the average of the series{}", mean.unwrap_or_default())
                    }
                    Judgement { .. } => "the average of the series".to_owned(),
                };
                format!("The last {run} {many} are all {beyond} {what}")
            }
            Signal::LastFour => {
                let beyond = if side.is_high() { "higher" } else { "lower" };
                format!("The last four {many} together are {beyond} than chance would make them")
            }
        }
    }

    /// How many values at the end each rise, or each fall, from the one before, less their season.
    fn steps(self) -> usize {
        let offs: Vec<f64> = self.offs().collect();
        let is_up = offs.first() > offs.get(1);
        let goes_on = |pair: &&[f64]| if is_up { pair[0] > pair[1] } else { pair[0] < pair[1] };
        1 + offs.windows(2).take_while(goes_on).count()
    }

    /// Why nothing is said of its variation.
    fn withheld(self) -> Option<String> {
        let why = self.signals.why_not(Claim::Variation)?;
        Some(match why {
            Reason::NoLimits(refusal) => return finding::no_limits(refusal),
            Reason::FewPoints { have: 1, .. } => "One figure is not enough to show what is usual.".to_owned(),
            Reason::FewPoints { have, .. } => {
                format!("There are too few figures so far ({have}) to say what is usual.")
            }
            Reason::Stale { .. } => format!("We do not say whether it is unusual: {why}."),
            Reason::TooRare => "It is too rare to tell change from chance.".to_owned(),
            _ => format!("We cannot say what is usual: {why}."),
        })
    }

    /// The values set apart.
    fn apart(self, period: &dyn Fn(NaiveDate) -> String) -> Option<String> {
        let Judgement { points, last_group, .. } = &*self.signals.judgement;
        let points = points.iter().zip(&self.signals.observations).skip(*last_group);
        let named: Vec<String> = points
            .filter(|(point, _)| point.is_apart)
            .filter_map(|(point, one)| {
                let value = self.indicator.print(point.value?);
                Some(format!("{} ({value})", period(one.on)))
            })
            .collect();
        let (figure, is) = if named.len() == 1 { ("figure", "is") } else { ("figures", "are") };
        (!named.is_empty())
            .then(|| format!("The {figure} for {} {is} set apart as exceptional.", named.join(" and ")))
    }

    /// The plain sum of rare counts: of the last year and the one before.
    fn sums(self) -> Option<String> {
        let Cadence::Seasons(year @ 2..=12) = self.signals.cadence else { return None };
        let is_rare = self.signals.judgement.chart == Chart::Poisson
            && (self.signals.judgement.strength.is_some_and(|strength| strength.mean < 1.0)
                || self.signals.why_not(Claim::Variation) == Some(Reason::TooRare));
        let counts =
            self.signals.observations.iter().rev().skip_while(|one| one.value.is_none()).map_while(|one| {
                let counted = one.fraction.map(|fraction| fraction.numerator);
                if self.indicator.measure == Measure::Count { one.value } else { counted }
            });
        let counts: Vec<f64> = counts.take(2 * usize::from(year)).collect();
        let (last, before) = counts.split_at_checked(usize::from(year)).filter(|_| is_rare)?;
        let (sum, many) = (last.iter().sum::<f64>(), self.signals.cadence.plural());
        let year = match year {
            2 => "two".to_owned(),
            3 => "three".to_owned(),
            4 => "four".to_owned(),
            year => year.to_string(),
        };
        (last.len() == before.len()).then(|| {
            let before = before.iter().sum::<f64>();
            format!("There were {sum} in the last {year} {many}, and {before} in the {year} before.")
        })
    }

    /// One of its periods.
    fn one(self) -> &'static str {
        let many = self.signals.cadence.plural();
        many.strip_suffix('s').unwrap_or(many)
    }

    /// For which season the last value is judged: ` for an autumn quarter`.
    fn season(self) -> String {
        let last = self.signals.observations.iter().rfind(|one| one.value.is_some()).map(|one| one.on);
        let named = last
            .filter(|_| self.signals.judgement.is_seasonal)
            .and_then(|on| season(on, self.signals.cadence));
        named.map_or_else(String::new, |season| format!(" for {season}"))
    }
}

/// The season of a period: a quarter and a term by its middle, a month by its name.
fn season(on: NaiveDate, cadence: Cadence) -> Option<String> {
    let (middle, kind) = match cadence {
        Cadence::Seasons(3) => (on.checked_add_months(Months::new(1))?, " term"),
        Cadence::Seasons(4) => (on.checked_add_months(Months::new(1))?, " quarter"),
        Cadence::Seasons(12) => (on, ""),
        _ => return None,
    };
    let name = match (cadence, middle.month()) {
        (Cadence::Seasons(12), _) => middle.format("%B").to_string(),
        (_, 12 | 1 | 2) if kind == " term" => "spring".to_owned(),
        (_, 3..=8) if kind == " term" => "summer".to_owned(),
        (_, 12 | 1 | 2) => "winter".to_owned(),
        (_, 3..=5) => "spring".to_owned(),
        (_, 6..=8) => "summer".to_owned(),
        _ => "autumn".to_owned(),
    };
    let article = if name.starts_with(['A', 'O', 'a']) { "an" } else { "a" };
    Some(format!("{article} {name}{kind}"))
}

#[cfg(test)]
pub(super) mod sentences;
#[cfg(test)]
mod tests {
    use super::{season, tell};
    use crate::{
        indicator::{Indicator, Measure, Polarity, tests::indicator},
        judgement::{Age, Settings, Subject, judge},
        observation::{Cadence, tests::quarters},
        rating::{Tolerance, Unrated, rate_value},
        signals,
        target::Aim,
        wording::finding::SeriesSummary,
    };

    fn said(measure: Measure, values: &[f64], target: Option<f64>, age: Age) -> String {
        let indicator = Indicator { polarity: Polarity::Lower, decimals: 0, ..indicator(measure) };
        let (series, aim) = (quarters(values), target.map(Aim::Value));
        let latest = values.last().copied();
        let rating = aim.zip(latest).map_or(Err(Unrated::NoTarget), |(aim, value)| {
            rate_value(indicator.polarity, 0, value, aim, Tolerance::USUAL)
        });
        let cadence = Cadence::Seasons(4);
        let polarity = indicator.polarity;
        let subject = Subject { observations: &series, cadence, measure, polarity, target: aim };
        let judged = judge(&subject, &Settings { age, ..Settings::USUAL });
        let signals = signals::read(series, cadence, measure, judged.into(), rating);
        let target = aim.map(|aim| (aim, None));
        let period = &|on| crate::day::day(on);
        tell(SeriesSummary {
            indicator: &indicator,
            said: Vec::new(),
            latest,
            target,
            rated: None,
            signals: &signals,
            period,
        })
    }

    fn index(values: &[f64]) -> String {
        said(Measure::Index, values, None, Age::Unknown)
    }

    const QUIET: [f64; 16] =
        [50.0, 54.0, 47.0, 52.0, 49.0, 53.0, 48.0, 51.0, 52.0, 48.0, 53.0, 49.0, 51.0, 50.0, 52.0, 49.0];

    #[test]
    fn two_figures_promise_nothing() {
        let two = said(Measure::Index, &[50.0, 51.0], Some(55.0), Age::Unknown);
        assert!(two.contains("There are too few figures so far (2) to say what is usual."), "{two}");
        assert!(!two.contains("unless something changes"), "{two}");
        let met = said(Measure::Index, &QUIET, Some(70.0), Age::Unknown);
        assert!(met.contains("within the usual ups and downs, and the target will be met unless"), "{met}");
    }

    #[test]
    fn each_signal_has_its_words() {
        let mut values = QUIET.to_vec();
        values[15] = 75.0;
        assert!(index(&values).contains("The latest figure is unusually high, which is worse."));
        let mut together = QUIET.repeat(2);
        together[28..].copy_from_slice(&[54.0, 53.8, 54.3, 53.9]);
        let together = index(&together);
        assert!(
            together.contains("The last four quarters together are higher than chance would make them"),
            "{together}"
        );
        let mut wild = QUIET.to_vec();
        wild[5] = 300.0;
        let wild = index(&wild);
        assert!(wild.contains("The figure for 1 July 2001 (300) is set apart as exceptional."), "{wild}");
        let peak: Vec<f64> = (0..24).map(|at| QUIET[at % 16] + [0.0, 0.0, 40.0, 0.0][at % 4]).collect();
        let peak = index(&peak[..23]);
        assert!(peak.contains("within the usual ups and downs for an autumn quarter"), "{peak}");
    }

    #[test]
    fn rare_counts_have_their_plain_sum() {
        let counts = [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 1.0, 0.0, 0.0, 0.0, 2.0, 0.0, 1.0, 0.0];
        let rare = said(Measure::Count, &counts, None, Age::Unknown);
        assert!(rare.contains("There were 3 in the last four quarters, and 1 in the four before."), "{rare}");
        assert!(rare.contains("A single quarter cannot show a fall"), "{rare}");
        let none = said(Measure::Count, &[0.0; 16], None, Age::Unknown);
        assert!(none.contains("It is too rare to tell change from chance."), "{none}");
    }

    #[test]
    fn a_stale_series_says_since_when() {
        let due = "2015-03-31".parse().expect("a day");
        let stale = said(Measure::Index, &QUIET, Some(70.0), Age::Stale(due));
        let why = "We do not say whether it is unusual: the next figure has been due since 31 March 2015.";
        assert!(stale.contains(why) && !stale.contains("will be met"), "{stale}");
    }

    #[test]
    fn seasons_have_their_names() {
        let of = |day: &str, seasons| season(day.parse().expect("a day"), Cadence::Seasons(seasons));
        for (day, seasons, name) in [
            ("2018-10-01", 4, "an autumn quarter"),
            ("2018-04-01", 4, "a spring quarter"),
            ("2018-12-01", 4, "a winter quarter"),
            ("2018-09-01", 3, "an autumn term"),
            ("2018-01-01", 3, "a spring term"),
            ("2018-05-01", 3, "a summer term"),
            ("2018-08-01", 12, "an August"),
            ("2018-03-01", 12, "a March"),
        ] {
            assert_eq!(of(day, seasons).as_deref(), Some(name), "{day}");
        }
    }
}
