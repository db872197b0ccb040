//! The judgement of a series: what a page, a sentence or an icon may claim of it, by rules that simulated series were tried on.
//!
//! The control chart of `control_chart` is the peer's, and stays. It finds signals where nothing has changed, and misses changes,
//! wherever a series is short, seasonal, rare, or has denominators that move. Pages are to go by what is here: `judge` chooses the
//! chart, says what each value is judged by, and withholds what cannot be known, each time with a reason. Rules have the
//! numbers of docs/judgement.md.

mod chance;
mod conclusion;
/// Judgements kept by their values.
pub mod kept;
mod key;
mod lag;
mod laney;
mod last_four;
/// How old a series is at the moment of a page.
pub mod late;
mod moving;
mod rare;
mod reading;
mod rules;
mod runs;
mod season;
mod signal;
/// How strong a signal is beside what chance alone would show.
pub mod strength;
mod tie;
mod values;
mod variable;
mod wild;
mod withheld;

pub use conclusion::{FEWEST_FOR_ASSURANCE, FEWEST_FOR_VARIATION};
pub use key::{Key, key};
pub use late::Age;
pub use rules::Rules;
pub use signal::Signal;
pub use tie::exceeds;
pub use withheld::{Claim, Reason, Withheld};

use crate::{
    control_chart::{self, Assurance, Refusal, Side, Variation},
    indicator::{Measure, Polarity},
    observation::{Cadence, Observation},
    target::Aim,
};
use chrono::NaiveDate;
use reading::Reading;
use strength::Strength;
use values::{Parts, Value};

/// A series to be judged.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Its values and absences, in order of time.
    pub observations: &'a [Observation],
    /// How far apart they are.
    pub cadence: Cadence,
    /// What kind of number it is.
    pub measure: Measure,
    /// Which way is better.
    pub polarity: Polarity,
    /// The target for its last value.
    pub target: Option<Aim>,
}

/// How a series is judged.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// The peer's settings, for an XmR chart.
    pub control: control_chart::Settings,
    /// Which chart.
    pub chart: Choice,
    /// Whether limits may follow the season.
    pub seasonal: Seasonal,
    /// How old the series is at the moment of the page.
    pub age: Age,
    /// What people set apart, or took back: by the first day of its period.
    pub by_hand: &'a [(NaiveDate, Mark)],
}

/// Which chart a series is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The one that suits each group: for rare counts, for moving denominators, or else XmR.
    Auto,
    /// This one.
    Only(Chart),
}

crate::vocabulary! {
    /// A kind of chart.
    pub enum Chart {
        /// Single values and their moving ranges.
        Xmr = "xmr",
        /// Rare counts, each given the total.
        Poisson = "poisson",
        /// Proportions of moving denominators: Laney's p'.
        P = "p",
        /// Rates of moving denominators: Laney's u'.
        U = "u",
    }
}

/// Whether limits may follow the season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seasonal {
    /// They do not.
    Off,
    /// They do where the seasons differ by more than chance.
    Auto,
}

crate::vocabulary! {
    /// What a person says of a value.
    pub enum Mark {
        /// It is set apart.
        Apart = "apart",
        /// It is not, whatever the rule says.
        Kept = "kept",
    }
}

/// What may be claimed of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The chart of its last group.
    pub chart: Chart,
    /// Whether the limits of that group follow the season.
    pub is_seasonal: bool,
    /// One for each observation, in the same order; absences among them.
    pub points: Vec<Point>,
    /// Where its last group begins among them.
    pub last_group: usize,
    /// What its last value shows; `None` where that is withheld.
    pub variation: Option<Variation>,
    /// What makes the last value stand out, and which way.
    pub signal: Option<(Signal, Side)>,
    /// Whether that is an early sign: the last group has few values.
    pub is_early: bool,
    /// Whether its target can be relied on.
    pub assurance: Result<Assurance, Unassured>,
    /// How old its last value is.
    pub age: Age,
    /// What is not claimed, and why.
    pub withheld: Vec<Withheld>,
    /// The rules that made a difference.
    pub rules: Rules,
    /// How strong its signal is, 0 for none; `None` where no claim is made.
    pub strength: Option<Strength>,
}

/// One observation as a page shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The value; `None` where it is absent.
    pub value: Option<f64>,
    /// What it is judged against, in the unit of the indicator.
    pub mean: Option<f64>,
    /// The lower limit; `None` where even the least possible value would be no signal. Never below 0 for a count.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
    /// What makes it stand out, and which way.
    pub signal: Option<(Signal, Side)>,
    /// Whether it is set apart: drawn hollow, and named in the sentence.
    pub is_apart: bool,
}

/// Why it is not said whether a target can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Unassured {
    /// Nothing to rely on.
    #[error("no target is set")]
    NoTarget,
    /// A range is not judged.
    #[error("the target is a range")]
    Range,
    /// Neither direction is worse.
    #[error("neither higher nor lower is better")]
    NoPolarity,
    /// It cannot be known.
    #[error("{0}")]
    Withheld(Reason),
}

/// Counts of a mean below this are rare.
const RARE: f64 = variable::OFTEN;

impl Settings<'_> {
    /// How pages judge.
    pub const USUAL: Self = Self {
        control: control_chart::Settings::USUAL,
        chart: Choice::Auto,
        seasonal: Seasonal::Auto,
        age: Age::Unknown,
        by_hand: &[],
    };
}

impl Judgement {
    /// What the last value shows.
    ///
    /// # Errors
    /// Why that is not claimed.
    pub fn told(&self) -> Result<Variation, Reason> {
        let why_not = || self.why_not(Claim::Variation).unwrap_or(Reason::NoLimits(Refusal::NoValues));
        self.variation.ok_or_else(why_not)
    }

    /// Why something is not claimed; `None` where it is.
    #[must_use]
    pub fn why_not(&self, claim: Claim) -> Option<Reason> {
        self.withheld.iter().find(|withheld| withheld.claim == claim).map(|withheld| withheld.reason)
    }
}

/// Judges a series.
#[must_use]
pub fn judge(subject: &Subject<'_>, settings: &Settings<'_>) -> Judgement {
    if let Some(refusal) = refused(subject) {
        return conclusion::without_chart(subject, settings, refusal);
    }
    let groups = values::groups(subject.observations);
    let mut points: Vec<Point> = subject.observations.iter().map(|one| bare(one.value)).collect();
    let mut last = None;
    for group in groups {
        let start = group.start;
        let (own, parts) = values::of(subject.observations, group, subject.cadence, subject.measure);
        let chart = chart_of(&own, parts, subject.measure, settings.chart);
        let reading = read(&own, parts, chart, subject, settings);
        place(&own, &reading, parts, &mut points);
        last = Some(conclusion::Last { start, own, parts, chart, reading });
    }
    match last {
        Some(last) => conclusion::conclude(subject, settings, points, &last),
        None => conclusion::without_chart(subject, settings, Refusal::NoValues),
    }
}

/// Why a series as a whole has no chart.
fn refused(subject: &Subject<'_>) -> Option<Refusal> {
    let mut values = subject.observations.iter().filter_map(|one| one.value);
    match subject.cadence {
        Cadence::Overlapping => Some(Refusal::Overlapping),
        Cadence::Mixed => Some(Refusal::MixedKinds),
        _ if values.clone().next().is_none() => Some(Refusal::NoValues),
        _ => values.any(|value| !value.is_finite()).then_some(Refusal::NotFinite),
    }
}

fn bare(value: Option<f64>) -> Point {
    Point { value, mean: None, lower: None, upper: None, signal: None, is_apart: false }
}

/// The chart of a group.
fn chart_of(values: &[Value], parts: Parts, measure: Measure, choice: Choice) -> Chart {
    let mean = || values::mean(values.iter().map(|value| value.x)).unwrap_or(0.0);
    match (choice, parts) {
        (Choice::Only(chart), _) => chart,
        (Choice::Auto, Parts::Counts | Parts::Ratios(_)) if mean() < RARE => Chart::Poisson,
        (Choice::Auto, Parts::Ratios(_)) if laney::is_moving(values, parts) => laney::chart(measure),
        (Choice::Auto, _) => Chart::Xmr,
    }
}

fn read(
    values: &[Value],
    parts: Parts,
    chart: Chart,
    subject: &Subject<'_>,
    settings: &Settings<'_>,
) -> Reading {
    let is_possible = match (chart, parts) {
        (Chart::Xmr, _) | (_, Parts::Ratios(_)) | (Chart::Poisson, Parts::Counts) => true,
        // Any numbers that could be counts, where a count is asked for by name.
        (Chart::Poisson, Parts::Unknown) => values.iter().all(|value| value.x >= 0.0),
        (Chart::P | Chart::U, _) => false,
    };
    if !is_possible {
        return Reading::without_limits(values.len(), vec![false; values.len()], Reason::NoParts);
    }
    if chart == Chart::Poisson {
        return rare::read(values, parts);
    }
    let on = |place: usize| subject.observations.get(place).map(|one| one.on);
    let by_hand = |place: usize| {
        let own = settings.by_hand.iter().rev().find(|(day, _)| Some(*day) == on(place));
        own.map(|(_, mark)| *mark)
    };
    variable::read(&variable::Group {
        values,
        parts,
        chart,
        seasons: match settings.seasonal {
            Seasonal::Off => None,
            Seasonal::Auto => season::of_cadence(subject.cadence),
        },
        screening: settings.control.screening,
        fixed: settings.control.fix_after.map(control_chart::FixAfter::values),
        by_hand: &by_hand,
    })
}

/// Puts what was found in a group into the points.
fn place(values: &[Value], reading: &Reading, parts: Parts, points: &mut [Point]) {
    let floor = |limit: f64| if parts == Parts::Counts { limit.max(0.0) } else { limit };
    // Values near the largest numbers there are have limits beyond them.
    let within = |number: Option<f64>| number.filter(|number| number.is_finite());
    for (at, value) in values.iter().enumerate() {
        let Some(point) = points.get_mut(value.place) else { continue };
        let band = reading.bands[at];
        let (lower, upper) = match (within(band.lower), within(band.upper)) {
            // Near the same numbers a search for them can end on the wrong side of itself.
            (Some(lower), Some(upper)) if lower > upper => (None, None),
            limits => limits,
        };
        let mut seen = reading.marks[at].all();
        let signal = seen.find(|(signal, _)| !(reading.moves_together && signal.is_of_several()));
        *point = Point {
            value: point.value,
            mean: within(band.centre),
            lower: lower.map(floor),
            upper: upper.map(floor),
            signal,
            is_apart: reading.apart[at],
        };
    }
}

#[cfg(test)]
mod tests;
