//! The distance travelled of an indicator, from its baseline to its target.

use crate::{
    board::{NotComparable, Row},
    change_note::{ChangeNote, break_between},
    indicator::Polarity,
    like::{NotAlike, is_alike},
    number,
    period::Period,
    target::Aim,
    wording,
};
use chrono::NaiveDate;

/// The distance travelled of a series. Every value is as shown to people, rounded to the indicator's decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Travelled {
    /// The baseline, and its period.
    pub from: (f64, Period),
    /// The last value, and its period.
    pub to: (f64, Period),
    /// The target and its period; for a range, the end nearer to the baseline.
    pub aim: (f64, Period),
    /// The share of the way travelled: 1 at the target, more beyond it, below 0 if it moved away.
    pub share: f64,
}

/// Why there is no such share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDistance {
    /// There is no target.
    #[error("no target is set, so progress cannot be measured")]
    NoTarget,
    /// There is no value before the plan.
    #[error("there is no baseline: no figure from before the plan")]
    NoBaseline,
    /// There is no value since.
    #[error("there is no figure after the baseline yet")]
    NoValue,
    /// Values on two sides of a break are never combined.
    #[error("the series breaks on {}, so earlier figures cannot be compared", wording::day(*.0))]
    Break(NaiveDate),
    /// Periods of different kinds are never compared.
    #[error("the baseline is for a different kind of period, so the two cannot be compared")]
    Kinds,
    /// Pooled years overlap.
    #[error("the years of the latest figure overlap those of the baseline, so progress cannot be measured")]
    Overlapping,
    /// All that is known from before the plan is of other quarters, months or terms.
    #[error("{}, so progress cannot be measured", wording::no_baseline(NotAlike::OtherSeasons))]
    Season,
    /// The target is for another quarter, month or term.
    #[error("the target is for {0}, another time of year than the latest figure")]
    TargetSeason(Period),
    /// The target was for a period before the baseline.
    #[error("the target is for {0}, which ended before the baseline")]
    TargetBefore(Period),
    /// The baseline met the target, and the last value does too.
    #[error("the target was already met at the baseline, and still is")]
    MetBefore,
    /// The baseline met the target, and the last value does not.
    #[error("the target was met at the baseline, but is not met now")]
    MetNoMore,
}

/// The distance travelled of an indicator, by the last value of its plan year: the target is the plan's.
///
/// # Errors
/// When that cannot be said, and why.
pub fn travelled(notes: &[ChangeNote], row: &Row<'_>) -> Result<Travelled, NoDistance> {
    let target = row.target.ok_or(NoDistance::NoTarget)?;
    let shown = |value: f64| number::rounded(value, row.indicator.decimals);
    let baseline = row.baseline.and_then(|figure| Some((shown(figure.reading.value()?), figure.period)));
    let from = baseline.ok_or(match row.since_baseline {
        Err(NotComparable::NoBaseline(NotAlike::OtherSeasons)) => NoDistance::Season,
        Err(NotComparable::NoBaseline(NotAlike::Kinds)) => NoDistance::Kinds,
        _ => NoDistance::NoBaseline,
    })?;
    let latest = row.rated.and_then(|figure| Some((shown(figure.reading.value()?), figure.period)));
    let to = latest.filter(|(_, period)| *period != from.1).ok_or(NoDistance::NoValue)?;
    if from.1.kind() != to.1.kind() {
        return Err(NoDistance::Kinds);
    }
    if to.1.first() <= from.1.last() {
        return Err(NoDistance::Overlapping);
    }
    if target.period.kind() == to.1.kind() && !is_alike(&target.period, &to.1) {
        return Err(NoDistance::TargetSeason(target.period));
    }
    if target.period.last() <= from.1.last() {
        return Err(NoDistance::TargetBefore(target.period));
    }
    let parted = |a: &Period, b: &Period| break_between(notes, &row.indicator.slug, a, b).map(|note| note.on);
    if let Some(day) = parted(&from.1, &to.1).or_else(|| parted(&to.1, &target.period)) {
        return Err(NoDistance::Break(day));
    }
    let (aim, share) =
        share(from.0, to.0, target.aim.map(shown), row.indicator.polarity).ok_or_else(|| {
            // From the current value there would be a way to go.
            match aim(target.aim.map(shown), to.0, row.indicator.polarity) {
                Some(_) => NoDistance::MetNoMore,
                None => NoDistance::MetBefore,
            }
        })?;
    Ok(Travelled { from, to, aim: (aim, target.period), share })
}

/// The target value, and the share of the way travelled; `None` where there was no way to go.
fn share(from: f64, to: f64, wanted: Aim, polarity: Polarity) -> Option<(f64, f64)> {
    let aim = aim(wanted, from, polarity)?;
    let share = number::difference(to, from) / number::difference(aim, from);
    share.is_finite().then_some((aim, share))
}

/// The target value from a baseline; `None` where it is met there already.
fn aim(aim: Aim, from: f64, polarity: Polarity) -> Option<f64> {
    let (lower, upper) = aim.ends();
    match (aim, polarity) {
        (Aim::Value(value), Polarity::Higher) => (from < value).then_some(value),
        (Aim::Value(value), Polarity::Lower) => (from > value).then_some(value),
        _ if from < lower => Some(lower),
        _ if from > upper => Some(upper),
        _ => None,
    }
}

impl Travelled {
    /// In words: `61% of the way`.
    #[must_use]
    pub fn say(&self) -> String {
        let per_cent = (self.share.abs() * 100.0).round();
        match self.share {
            share if share < 0.0 && per_cent > 0.0 => {
                format!("moved away from its target by {per_cent}% of the distance")
            }
            // Rounding must not make it arrive, nor fall back to where it has passed.
            share if share > 1.0 => format!("past its target: {}% of the way", per_cent.max(101.0)),
            share if share < 1.0 => format!("{}% of the way", per_cent.min(99.0)),
            _ => "at its target".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Travelled, share, travelled};
    use crate::{
        board::{Moment, each, sections},
        indicator::Polarity,
        plan_file::small::{board, indicator},
        target::Aim,
    };

    fn say(from: f64, to: f64, wanted: Aim, polarity: Polarity) -> String {
        let period = "2018/19".parse().expect("a period");
        share(from, to, wanted, polarity).map_or_else(
            || "met before".to_owned(),
            |(aim, share)| {
                let (from, to, aim) = ((from, period), (to, period), (aim, period));
                Travelled { from, to, aim, share }.say()
            },
        )
    }

    #[test]
    fn the_way_is_measured_from_the_baseline_to_the_target() {
        let lower = |to| say(14.62, to, Aim::Value(12.0), Polarity::Lower);
        assert_eq!(lower(13.31), "50% of the way");
        assert_eq!(lower(12.0), "at its target");
        assert_eq!(lower(12.001), "99% of the way");
        assert_eq!(lower(11.999), "past its target: 101% of the way");
        assert_eq!(lower(9.38), "past its target: 200% of the way");
        assert_eq!(lower(15.93), "moved away from its target by 50% of the distance");
        assert_eq!(lower(14.62), "0% of the way");
        assert_eq!(say(40.0, 45.0, Aim::Value(50.0), Polarity::Higher), "50% of the way");
        assert_eq!(say(0.1, 0.3, Aim::Value(0.4), Polarity::Neither), "67% of the way");
    }

    /// The text for an indicator with a target and some figures; `period` is the target's.
    fn told(period: &str, target: &str, figures: &[(&str, &str)], frequency: &str) -> String {
        let text = indicator("one", target, figures)
            .replace("period = \"2018-19\"", &format!("period = \"{period}\""));
        let plan =
            board(&[text.replace("frequency = \"financial year\"", &format!("frequency = \"{frequency}\""))]);
        let year = &plan.0.years[0];
        let sections = sections(&plan.0, &plan.1, Moment::of_year(year, year.last));
        match travelled(&plan.0.change_notes, each(&sections)[0]) {
            Ok(travelled) => travelled.say(),
            Err(reason) => reason.to_string(),
        }
    }

    #[test]
    fn a_way_lies_between_two_periods_that_do_not_meet_and_leads_to_a_later_target() {
        let year = |period, target, figures: &[(&str, &str)]| told(period, target, figures, "financial year");
        assert_eq!(year("2018-19", "10", &[("2017-18", "20"), ("2018-19", "15")]), "50% of the way");
        assert_eq!(
            year("2015-16", "10", &[("2017-18", "20"), ("2018-19", "15")]),
            "the target is for 2015-16, which ended before the baseline"
        );
        assert_eq!(
            year("2018-19", "10", &[("2018-19", "15")]),
            "there is no baseline: no figure from before the plan"
        );
        assert_eq!(
            year("2018-19", "10", &[("2017-18", "9"), ("2018-19", "15")]),
            "the target was met at the baseline, but is not met now"
        );
        assert_eq!(
            year("2018-19", "10", &[("2017-18", "9"), ("2018-19", "8")]),
            "the target was already met at the baseline, and still is"
        );
        let pooled = |figures: &[(&str, &str)]| told("2016 to 2018", "10", figures, "pooled calendar years");
        assert_eq!(
            pooled(&[("2014 to 2016", "20"), ("2016 to 2018", "15")]),
            "the years of the latest figure overlap those of the baseline, so progress cannot be measured"
        );
    }

    /// Four quarters that repeat exactly, of which the last two are before the plan's end: nothing has changed.
    const QUARTERS: [(&str, &str); 8] = [
        ("2016-17 Q3", "268"),
        ("2016-17 Q4", "243"),
        ("2017-18 Q1", "220"),
        ("2017-18 Q2", "215"),
        ("2017-18 Q3", "268"),
        ("2017-18 Q4", "243"),
        ("2018-19 Q1", "220"),
        ("2018-19 Q2", "215"),
    ];

    #[test]
    fn autumn_is_compared_with_autumn() {
        let told = |period, figures: &[(&str, &str)]| told(period, "200", figures, "financial quarter");
        assert_eq!(told("2018-19 Q2", &QUARTERS), "0% of the way");
        assert_eq!(
            told("2018-19 Q2", &QUARTERS[4..]),
            "no figure from before the plan is for the same time of year, so progress cannot be measured"
        );
        assert_eq!(
            told("2018-19 Q4", &QUARTERS),
            "the target is for 2018-19 Q4, another time of year than the latest figure"
        );
    }

    #[test]
    fn a_range_is_reached_at_its_nearer_end() {
        let range = Aim::Range(200.0, 260.0);
        assert_eq!(say(300.0, 280.0, range, Polarity::Neither), "50% of the way");
        assert_eq!(say(300.0, 230.0, range, Polarity::Neither), "past its target: 175% of the way");
        assert_eq!(say(100.0, 150.0, range, Polarity::Higher), "50% of the way");
        assert_eq!(say(220.0, 300.0, range, Polarity::Neither), "met before");
    }

    #[test]
    fn there_is_no_way_to_where_one_is() {
        assert_eq!(say(11.0, 10.0, Aim::Value(12.0), Polarity::Lower), "met before");
        assert_eq!(say(12.0, 13.0, Aim::Value(12.0), Polarity::Lower), "met before");
        assert_eq!(say(51.0, 52.0, Aim::Value(50.0), Polarity::Higher), "met before");
        assert_eq!(say(50.0, 52.0, Aim::Value(50.0), Polarity::Neither), "met before");
    }
}
