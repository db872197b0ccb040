//! What a page may claim of a series, from what its chart found in its last group (rules 1, 2, 3, 5, 8).

use super::{
    Age, Chart, Claim, Judgement, Point, Reason, Rules, Settings, Signal, Subject, Unassured, Withheld, bare,
    moving,
    reading::{Range, Reading},
    strength::{self, Strength},
    tie::exceeds,
    values::{self, Parts, Value},
};
use crate::{
    control_chart::{Assurance, Refusal, Side, Variation},
    indicator::Polarity,
    target::Aim,
    trend::Direction,
};

/// The fewest values in the last group for its variation to be told.
pub const FEWEST_FOR_VARIATION: usize = 8;
/// The fewest for its assurance.
pub const FEWEST_FOR_ASSURANCE: usize = 12;
/// The last group, read.
pub(super) struct Last {
    pub(super) start: usize,
    pub(super) own: Vec<Value>,
    pub(super) parts: Parts,
    pub(super) chart: Chart,
    pub(super) reading: Reading,
}

/// What a page may claim of the series, from its last group.
pub(super) fn conclude(
    subject: &Subject<'_>,
    settings: &Settings<'_>,
    mut points: Vec<Point>,
    last: &Last,
) -> Judgement {
    let Last { start, own, parts, chart, reading } = last;
    let have = own.len();
    let mut withheld = Vec::new();
    let told = reading.last.iter().filter(|found| !(reading.moves_together && found.signal.is_of_several()));
    let signal = told.clone().map(|found| (found.signal, found.side)).next();
    let why_no_variation = no_variation(reading, have, settings.age);
    if let Some(reason) = why_no_variation {
        withheld.push(Withheld { claim: Claim::Variation, reason });
    }
    let assurance = assurance(subject, settings.age, last);
    if let Err(Unassured::Withheld(reason)) = assurance {
        withheld.push(Withheld { claim: Claim::Assurance, reason });
    }
    if reading.moves_together {
        withheld.push(Withheld { claim: Claim::Runs, reason: Reason::MoveTogether });
    }
    let has_no_lower = reading.bands.last().is_some_and(|band| band.centre.is_some() && band.lower.is_none());
    if has_no_lower && why_no_variation.is_none() {
        withheld.push(Withheld { claim: Claim::Fall, reason: Reason::NoLowerLimit });
    }
    let signal_told = signal.filter(|_| why_no_variation.is_none());
    if let (Some(point), Some(_)) = (own.last().and_then(|value| points.get_mut(value.place)), signal) {
        point.signal = signal;
    }
    let variation =
        why_no_variation.is_none().then(|| variation(signal.map(|(_, side)| side), subject.polarity));
    let size = told.map(|found| found.strength).fold(0.0, f64::max);
    let kind = strength::Kind::of(*chart, reading.seasons.is_some());
    Judgement {
        chart: *chart,
        is_seasonal: reading.seasons.is_some(),
        points,
        last_group: *start,
        variation,
        signal: signal_told,
        is_early: have <= FEWEST_FOR_ASSURANCE,
        assurance,
        age: settings.age,
        rules: rules(last, settings.age, &withheld, signal_told),
        withheld,
        strength: variation.map(|_| Strength {
            size,
            kind,
            values: have,
            mean: mean_counted(own, *parts, *chart),
        }),
    }
}

/// The rules that made a difference.
fn rules(last: &Last, age: Age, withheld: &[Withheld], signal: Option<(Signal, Side)>) -> Rules {
    let Last { chart, reading, .. } = last;
    let has_variation = !withheld.iter().any(|one| one.claim == Claim::Variation);
    let mut rules = Rules::NONE;
    withheld.iter().filter_map(|one| one.reason.rule()).for_each(|rule| rules.add(rule));
    // Few enough that what is told is an early sign.
    rules.add_where(1, last.own.len() <= FEWEST_FOR_ASSURANCE);
    rules.add_where(3, matches!(age, Age::Late(_) | Age::Stale(_)));
    rules.add_where(4, reading.seasons.is_some());
    rules.add_where(5, *chart == Chart::Poisson);
    rules.add_where(6, matches!(chart, Chart::P | Chart::U));
    rules.add_where(7, reading.apart.contains(&true));
    rules.add_where(14, reading.is_hushed && has_variation);
    rules.add_where(15, matches!(signal, Some((Signal::LastFour, _))));
    rules
}

/// The mean of what was counted; infinite where nothing was, or where that changes nothing: an XmR chart of ratios.
fn mean_counted(values: &[Value], parts: Parts, chart: Chart) -> f64 {
    match (parts, chart) {
        (Parts::Unknown, _) | (Parts::Ratios(_), Chart::Xmr) => f64::INFINITY,
        (Parts::Counts | Parts::Ratios(_), _) => {
            values::mean(values.iter().map(|value| value.x)).unwrap_or(0.0)
        }
    }
}

fn no_variation(reading: &Reading, have: usize, age: Age) -> Option<Reason> {
    match (age, reading.refusal) {
        (Age::Stale(due), _) => Some(Reason::Stale { due }),
        _ if have < FEWEST_FOR_VARIATION => Some(Reason::FewPoints { have, need: FEWEST_FOR_VARIATION }),
        (_, refusal) => refusal,
    }
}

/// Rule 2 among others: whether the target can be relied on.
fn assurance(subject: &Subject<'_>, age: Age, last: &Last) -> Result<Assurance, Unassured> {
    let Last { own, reading, .. } = last;
    let target = match (subject.target, subject.polarity) {
        (None, _) => return Err(Unassured::NoTarget),
        (Some(Aim::Range(..)), _) => return Err(Unassured::Range),
        (Some(_), Polarity::Neither) => return Err(Unassured::NoPolarity),
        (Some(Aim::Value(target)), _) => target,
    };
    let have = own.len();
    let why_not = match (age, reading.refusal) {
        (Age::Stale(due), _) => Some(Reason::Stale { due }),
        _ if have < FEWEST_FOR_ASSURANCE => Some(Reason::FewPoints { have, need: FEWEST_FOR_ASSURANCE }),
        (_, Some(refusal)) => Some(refusal),
        _ => is_moving(last),
    };
    match why_not {
        Some(reason) => Err(Unassured::Withheld(reason)),
        None => Ok(against(target, reading.range, subject.polarity)),
    }
}

/// Why the limits of a group do not show what comes next.
fn is_moving(last: &Last) -> Option<Reason> {
    if let Some(found) = last.reading.last.first() {
        return Some(Reason::Unusual { signal: found.signal });
    }
    // Seasons are only taken apart where they were found to differ.
    let seasons = last.reading.seasons.as_ref();
    moving::direction(&last.own, seasons)
        .map(|direction| Reason::Trend { is_up: direction == Direction::Increasing })
}

/// A target against the limits of the last group. One on a limit is within them.
fn against(target: f64, range: Range, polarity: Polarity) -> Assurance {
    let is_above = range.upper.is_some_and(|upper| exceeds(target, upper));
    let is_below = range.lower.is_some_and(|lower| exceeds(lower, target));
    match (polarity, is_above, is_below) {
        (Polarity::Higher, true, _) | (Polarity::Lower, false, true) => Assurance::Fail,
        (Polarity::Lower, true, _) | (Polarity::Higher, false, true) => Assurance::Pass,
        _ => Assurance::HitOrMiss,
    }
}

/// What a last value shows, by the side on which it stands out.
fn variation(side: Option<Side>, polarity: Polarity) -> Variation {
    let Some(side) = side else { return Variation::CommonCause };
    match (polarity, side.is_high()) {
        (Polarity::Higher, true) => Variation::ImprovementHigh,
        (Polarity::Lower, false) => Variation::ImprovementLow,
        (Polarity::Lower, true) => Variation::ConcernHigh,
        (Polarity::Higher, false) => Variation::ConcernLow,
        (Polarity::Neither, true) => Variation::NeutralHigh,
        (Polarity::Neither, false) => Variation::NeutralLow,
    }
}

/// A series of which no chart can be made.
pub(super) fn without_chart(subject: &Subject<'_>, settings: &Settings<'_>, refusal: Refusal) -> Judgement {
    let reason = Reason::NoLimits(refusal);
    let nothing = Last {
        start: 0,
        own: Vec::new(),
        parts: Parts::Unknown,
        chart: Chart::Xmr,
        reading: Reading::without_limits(0, Vec::new(), reason),
    };
    let assurance = match assurance(subject, settings.age, &nothing) {
        Ok(_) | Err(Unassured::Withheld(_)) => Err(Unassured::Withheld(reason)),
        unasked => unasked,
    };
    let mut withheld = vec![Withheld { claim: Claim::Variation, reason }];
    if matches!(assurance, Err(Unassured::Withheld(_))) {
        withheld.push(Withheld { claim: Claim::Assurance, reason });
    }
    Judgement {
        chart: Chart::Xmr,
        is_seasonal: false,
        points: subject.observations.iter().map(|one| bare(one.value)).collect(),
        last_group: 0,
        variation: None,
        signal: None,
        is_early: false,
        assurance,
        age: settings.age,
        withheld,
        rules: Rules::NONE,
        strength: None,
    }
}
