//! Claims and answers in words.

use super::{Answer, Pair, Reason, Then};
use crate::{
    area::AreaCode,
    claim::{Against, Claim, Says, Word},
    day::day,
    indicator::{Indicator, Measure},
    number,
    outline::Outline,
    series::Breakdown,
    wording,
};

/// The word of an answer: what its mark says.
#[must_use]
pub fn mark(answer: &Answer) -> &'static str {
    match answer {
        Answer::Holds(_) => "holds",
        Answer::Fails { then: Some((_, Then::Failed)), .. } => "does not hold",
        Answer::Fails { .. } => "no longer holds",
        Answer::CannotBeChecked(_) => "cannot be checked",
    }
}

/// An answer in words: `holds`, or `no longer holds: then 14.62 against 13.91, now 13.47 against 14.83`.
#[must_use]
pub fn said(outline: &Outline, claim: &Claim, answer: &Answer) -> String {
    let mark = mark(answer);
    let pair = |pair: &Pair| {
        let indicator = outline.indicator(&claim.indicator);
        indicator.map_or_else(String::new, |indicator| pair_said(indicator, claim, pair))
    };
    match answer {
        Answer::Holds(_) | Answer::CannotBeChecked(None) => mark.to_owned(),
        Answer::CannotBeChecked(Some(reason)) => format!("{mark}: {}", reason_said(outline, reason)),
        Answer::Fails { then: Some((then, _)), now } if then == now => format!("{mark}: {}", pair(now)),
        Answer::Fails { then: Some((then, _)), now } => {
            format!("{mark}: then {}, now {}", pair(then), pair(now))
        }
        Answer::Fails { then: None, now } => {
            format!("{mark}: now {}; no figures for {} were recorded then", pair(now), claim.period)
        }
    }
}

/// The figures and periods behind an answer, for a remark beside its mark; `None` where there are none.
#[must_use]
pub fn behind(outline: &Outline, claim: &Claim, answer: &Answer) -> Option<String> {
    let indicator = outline.indicator(&claim.indicator)?;
    match answer {
        Answer::Holds(now) => Some(format!("{}, {}", pair_said(indicator, claim, now), now.period)),
        Answer::Fails { then: Some((then, _)), now } if then.period != now.period => {
            Some(format!("{} and {}", then.period, now.period))
        }
        Answer::Fails { now, .. } => Some(now.period.to_string()),
        Answer::CannotBeChecked(_) => None,
    }
}

/// What is claimed, in a few words: `Persistent absence, Oxfordshire: worse than England, written about 2017/18`.
#[must_use]
pub fn claim_said(outline: &Outline, claim: &Claim) -> String {
    let indicator = outline.indicator(&claim.indicator);
    let name = indicator.map_or(claim.indicator.as_str(), |indicator| indicator.name.as_str());
    let place = outline.area_name(&claim.area);
    let (word, against) = claim.says.parts();
    let says = match (word, &against) {
        (word, Against::Place(other)) => format!("{word} than {}", outline.area_name(other)),
        (word, Against::Since(since)) => format!("{word} since {since}"),
        (word, Against::Number(number)) => format!("{word} {}", number::shortest(*number)),
        (Word::Ahead, Against::Group(group)) => format!("{} ahead of everyone", wording::group(group)),
        (_, Against::Group(group)) => format!("{} behind everyone", wording::group(group)),
    };
    format!("{name}, {place}: {says}, written about {}", claim.period)
}

/// The two numbers in words.
fn pair_said(indicator: &Indicator, claim: &Claim, pair: &Pair) -> String {
    let print = |value: f64| match indicator.measure {
        Measure::Money => indicator.print(value),
        _ => number::print(value, indicator.decimals),
    };
    let margin = if pair.is_within_margin { " (within the margin of error)" } else { "" };
    match &claim.says {
        Says::Trend(..) => format!("from {} to {}", print(pair.other), print(pair.value)),
        Says::Level(..) => format!("{} against {}", print(pair.value), number::shortest(pair.other)),
        Says::Comparison(..) | Says::Gap(..) => {
            format!("{} against {}{margin}", print(pair.value), print(pair.other))
        }
    }
}

fn reason_said(outline: &Outline, reason: &Reason) -> String {
    let of = |area: &AreaCode, group: &Breakdown| match group {
        Breakdown::Total => outline.area_name(area).to_owned(),
        Breakdown::Category { .. } => format!("{} ({})", outline.area_name(area), wording::group(group)),
    };
    match reason {
        Reason::Unknown => "the record has no such indicator".to_owned(),
        Reason::OfNoPlace => "its indicator is not placed in this plan".to_owned(),
        Reason::Retired(last) => format!("its indicator has not been measured since {}", day(*last)),
        Reason::OtherKind(kind) => format!("its indicator now has figures for the kind of period \"{kind}\""),
        Reason::NoPolarity => "neither direction is better for its indicator".to_owned(),
        Reason::Counts => "counts of places or groups of different size cannot be compared".to_owned(),
        Reason::NoValue(area, group) => format!("no figure has been recorded for {}", of(area, group)),
        Reason::Missing(area, group, period, None) => {
            format!("no figure has been recorded for {}, {period}", of(area, group))
        }
        Reason::Missing(area, group, period, Some(absence)) => {
            format!("{}, {period}: {absence}", of(area, group))
        }
        Reason::NotSince(since) => format!("no figure later than {since} has been recorded"),
        Reason::Break(on) => format!("the series breaks on {}", day(*on)),
        Reason::Overlapping(one, other) => format!("the years of {one} and {other} overlap"),
    }
}
