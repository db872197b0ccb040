//! Whether a claim holds, by the figures that a page shows.
//!
//! *Then* are the figures of the claim's period as they were when the claim was recorded; *now* is the newest value that the
//! page shows at its moment and plan year. Values are compared as they are printed, with the indicator's decimals. A
//! difference within the margin of error, where one is known, is none.

mod pair;
mod said;

use crate::{
    access::Audience,
    area::AreaCode,
    board::Moment,
    claim::{Claim, Says},
    figure::{Absence, Figure, Origin},
    indicator::Indicator,
    outline::Outline,
    period::{Kind, Period},
    series::Breakdown,
};
use chrono::NaiveDate;
use pair::{Found, pair_at, supports};

pub use pair::Pair;
pub use said::{behind, claim_said, mark, said};

/// What came of checking a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The figures support it.
    Holds(Pair),
    /// They do not.
    Fails {
        /// The figures of its period, as they were when it was recorded, and whether they supported it; `None` where there were none.
        then: Option<(Pair, Then)>,
        /// The figures now.
        now: Pair,
    },
    /// Nobody can tell, and why; the public is not given the reason.
    CannotBeChecked(Option<Reason>),
}

/// Whether the figures supported a claim when it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// They did.
    Held,
    /// They did not.
    Failed,
}

/// Why a claim cannot be checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The record has no such indicator.
    Unknown,
    /// The plan does not place the indicator.
    OfNoPlace,
    /// The indicator is no longer measured: its last day.
    Retired(NaiveDate),
    /// The indicator has figures for another kind of period.
    OtherKind(Kind),
    /// Neither direction is better, so nothing is worse or better.
    NoPolarity,
    /// Counts of places or groups of different size say nothing about each other.
    Counts,
    /// There is no value yet of the place, or of the group there.
    NoValue(AreaCode, Breakdown),
    /// There is none for a period, and why, if the record says so.
    Missing(AreaCode, Breakdown, Period, Option<Absence>),
    /// The newest value is not later than the period since when the trend is claimed.
    NotSince(Period),
    /// The series breaks on a day between the two ends of the trend.
    Break(NaiveDate),
    /// The two ends of the trend share years.
    Overlapping(Period, Period),
}

/// The figures that a claim is checked against, in the order of series and time.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// At the page's moment.
    pub now: &'a [Figure],
    /// As they were when the claim was recorded.
    pub then: &'a [Figure],
}

/// Checks a claim for an audience. To the public, the answer for an indicator whose figures partners record does not depend on
/// any figure, and no reason is given.
#[must_use]
pub fn check(
    outline: &Outline,
    claim: &Claim,
    figures: Figures<'_>,
    moment: Moment<'_>,
    audience: Audience,
) -> Answer {
    match (judged(outline, claim, figures, moment, audience), audience) {
        (Ok(answer), _) => answer,
        (Err(reason), Audience::Partner) => Answer::CannotBeChecked(Some(reason)),
        (Err(_), Audience::Public) => Answer::CannotBeChecked(None),
    }
}

fn judged(
    outline: &Outline,
    claim: &Claim,
    figures: Figures<'_>,
    moment: Moment<'_>,
    audience: Audience,
) -> Result<Answer, Reason> {
    let indicator = outline.indicator(&claim.indicator).ok_or(Reason::Unknown)?;
    if indicator.placements.is_empty() {
        return Err(Reason::OfNoPlace);
    }
    if audience == Audience::Public && indicator.origin == Origin::Partner {
        return Ok(Answer::CannotBeChecked(None));
    }
    can_be_judged(claim, indicator, &moment)?;
    let found = Found { outline, indicator, claim };
    let newest = found.subject(figures.now).iter().rev().find(|figure| {
        let is_shown = moment.shows(&outline.years, &figure.period);
        is_shown && figure.reading.value().is_some()
    });
    let newest = newest.ok_or_else(|| Reason::NoValue(claim.area.clone(), found.group().clone()))?;
    let now = pair_at(&found, figures.now, &newest.period)?;
    if supports(&found, &now) {
        return Ok(Answer::Holds(now));
    }
    let then = pair_at(&found, figures.then, &claim.period).ok();
    let then = then.map(|pair| match supports(&found, &pair) {
        true => (pair, Then::Held),
        false => (pair, Then::Failed),
    });
    Ok(Answer::Fails { then, now })
}

/// Whether the claim makes sense of its indicator as it is on the day that the page looks at.
fn can_be_judged(claim: &Claim, indicator: &Indicator, moment: &Moment<'_>) -> Result<(), Reason> {
    if let Some(retired) = indicator.retired.filter(|retired| *retired < moment.last()) {
        return Err(Reason::Retired(retired));
    }
    if claim.period.kind() != indicator.frequency {
        return Err(Reason::OtherKind(indicator.frequency));
    }
    let is_count = indicator.measure == crate::indicator::Measure::Count;
    if is_count && matches!(claim.says, Says::Comparison(..) | Says::Gap(..)) {
        return Err(Reason::Counts);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
