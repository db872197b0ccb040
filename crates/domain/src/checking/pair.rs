//! The two numbers that a claim is about, and whether they support it.

use super::Reason;
use crate::{
    area::AreaCode,
    change_note::break_between,
    claim::{Claim, Compared, Rank, Says, Side, Way, years_before},
    comparison::{Verdict, judge},
    figure::{Figure, Measured, Reading},
    gap,
    indicator::{Indicator, Polarity},
    interval::{Confidence, of_figure},
    number,
    outline::Outline,
    period::Period,
    series::{self, Breakdown},
};
use std::cmp::Ordering;

/// The two numbers of a claim, for one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The period.
    pub period: Period,
    /// The value of the claim's place, or of the group there.
    pub value: f64,
    /// What it is held against: the value of the other place, of the earlier period or of everyone; or the number.
    pub other: f64,
    /// Whether the two differ by no more than the margin of error, where one is known.
    pub is_within_margin: bool,
}

/// A claim with what it is about.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) outline: &'a Outline,
    pub(super) indicator: &'a Indicator,
    pub(super) claim: &'a Claim,
}

impl Found<'_> {
    /// The group whose figures are looked at.
    pub(super) fn group(&self) -> &Breakdown {
        match &self.claim.says {
            Says::Gap(_, group) => group,
            Says::Comparison(..) | Says::Trend(..) | Says::Level(..) => &Breakdown::Total,
        }
    }

    /// The figures that are looked at, in order of time.
    pub(super) fn subject<'f>(&self, figures: &'f [Figure]) -> &'f [Figure] {
        series::of_group(figures, &self.claim.indicator, &self.claim.area, self.group())
    }

    /// The value of a place or a group for a period.
    fn measured<'f>(
        &self,
        figures: &'f [Figure],
        (area, group): (&AreaCode, &Breakdown),
        period: &Period,
    ) -> Result<&'f Measured, Reason> {
        let own = series::of_group(figures, &self.claim.indicator, area, group);
        let missing = |absence| Reason::Missing(area.clone(), group.clone(), *period, absence);
        match own.iter().find(|figure| figure.period == *period).map(|figure| &figure.reading) {
            Some(Reading::Value(measured)) => Ok(measured),
            Some(Reading::Absent(absence)) => Err(missing(Some(*absence))),
            None => Err(missing(None)),
        }
    }
}

/// The two numbers for a period.
///
/// # Errors
/// When one of them is missing, or the two cannot be compared.
pub(super) fn pair_at(found: &Found<'_>, figures: &[Figure], period: &Period) -> Result<Pair, Reason> {
    let Found { indicator, claim, .. } = found;
    let own = found.measured(figures, (&claim.area, found.group()), period)?;
    let of =
        |other: f64, is_within_margin| Pair { period: *period, value: own.value(), other, is_within_margin };
    match &claim.says {
        Says::Level(_, number) => Ok(of(*number, false)),
        Says::Comparison(compared, place) => {
            if matches!(compared, Compared::Worse | Compared::Better) {
                has_polarity(indicator)?;
            }
            let other = found.measured(figures, (place, &Breakdown::Total), period)?.value();
            let interval = of_figure(indicator.measure, own, Confidence::USUAL);
            let is_similar =
                interval.is_ok_and(|interval| judge(interval, other, indicator.polarity) == Verdict::Similar);
            Ok(of(other, is_similar))
        }
        Says::Gap(..) => {
            has_polarity(indicator)?;
            let all = found.measured(figures, (&claim.area, &Breakdown::Total), period)?;
            let margin = gap::gap(indicator.measure, own, all).margin;
            let holds_none =
                |margin: gap::Margin| margin.difference.lower <= 0.0 && margin.difference.upper >= 0.0;
            Ok(of(all.value(), margin.is_ok_and(holds_none)))
        }
        Says::Trend(_, since) => {
            if period.last() <= since.last() {
                return Err(Reason::NotSince(*since));
            }
            let start = years_before(period, since).ok_or(Reason::NotSince(*since))?;
            if start.last() >= period.first() {
                return Err(Reason::Overlapping(start, *period));
            }
            if let Some(note) = break_between(&found.outline.change_notes, &claim.indicator, &start, period) {
                return Err(Reason::Break(note.on));
            }
            Ok(of(found.measured(figures, (&claim.area, &Breakdown::Total), &start)?.value(), false))
        }
    }
}

fn has_polarity(indicator: &Indicator) -> Result<(), Reason> {
    if indicator.polarity == Polarity::Neither { Err(Reason::NoPolarity) } else { Ok(()) }
}

/// Whether two numbers support the claim, as they are printed.
pub(super) fn supports(found: &Found<'_>, pair: &Pair) -> bool {
    if pair.is_within_margin {
        return false;
    }
    let decimals = found.indicator.decimals;
    // A number that somebody chose has all its own decimals.
    let other = match found.claim.says {
        Says::Level(_, number) => number,
        _ => number::rounded(pair.other, decimals),
    };
    let order = number::rounded(pair.value, decimals).total_cmp(&other);
    let is_better = match found.indicator.polarity {
        Polarity::Higher => Ordering::Greater,
        Polarity::Lower | Polarity::Neither => Ordering::Less,
    };
    match &found.claim.says {
        Says::Comparison(Compared::Better, _) | Says::Gap(Rank::Ahead, _) => order == is_better,
        Says::Comparison(Compared::Worse, _) | Says::Gap(Rank::Behind, _) => order == is_better.reverse(),
        Says::Comparison(Compared::Higher, _) | Says::Trend(Way::Up, _) | Says::Level(Side::Above, _) => {
            order == Ordering::Greater
        }
        Says::Comparison(Compared::Lower, _) | Says::Trend(Way::Down, _) | Says::Level(Side::Below, _) => {
            order == Ordering::Less
        }
    }
}
