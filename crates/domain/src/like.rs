//! Rule 9, like with like: of quarters, months and terms, the same season is compared, or whole cycles; never one season with another.

use crate::{figure::Fraction, indicator::Measure, observation::Cadence, period::Period};
use chrono::Datelike;

/// A value of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Its period.
    pub period: Period,
    /// The value, in the unit of the indicator.
    pub value: f64,
    /// Its parts, if they are known.
    pub fraction: Option<Fraction>,
}

/// An earlier and a later value that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The earlier one, with the first and the last of its periods.
    pub from: (f64, Period, Period),
    /// The later one.
    pub to: (f64, Period, Period),
}

/// Why two values are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAlike {
    /// There is nothing before.
    #[error("there is no figure from before")]
    NothingBefore,
    /// Periods of different kinds are never compared.
    #[error("the earlier figure is for a different kind of period, so the two cannot be compared")]
    Kinds,
    /// All that is before is of other seasons.
    #[error("no figure from before is for the same time of year")]
    OtherSeasons,
    /// A cycle lacks a value.
    #[error("a year of figures is not complete")]
    Incomplete,
}

/// Whether two periods are alike: of one kind, and where it has seasons, of the same season.
#[must_use]
pub fn is_alike(a: &Period, b: &Period) -> bool {
    let has_seasons = matches!(Cadence::of(a.kind()), Cadence::Seasons(_));
    a.kind() == b.kind() && (!has_seasons || a.first().month() == b.first().month())
}

/// A value with the last one before that is alike. `before` is in order of time and ends before `latest`; nothing breaks between.
///
/// # Errors
/// When there is none.
pub fn same_season(before: &[Entry], latest: &Entry) -> Result<Pair, NotAlike> {
    let last = before.last().ok_or(NotAlike::NothingBefore)?;
    if before.iter().all(|one| one.period.kind() != latest.period.kind()) {
        return Err(NotAlike::Kinds);
    }
    let one = |entry: &Entry| (entry.value, entry.period, entry.period);
    let from = before.iter().rev().find(|one| is_alike(&one.period, &latest.period));
    match from {
        Some(from) => Ok(Pair { from: one(from), to: one(latest) }),
        None if last.period.kind() == latest.period.kind() => Err(NotAlike::OtherSeasons),
        None => Err(NotAlike::Kinds),
    }
}

/// The last whole cycle of `before` with the last of `upto`: the baseline year's four quarters with the last four. Both are in
/// order of time and nothing breaks within or between them. Counts are added up, ratios made of all their parts, anything else
/// is a simple mean.
///
/// # Errors
/// When there is no such pair.
pub fn whole_cycles(before: &[Entry], upto: &[Entry], measure: Measure) -> Result<Pair, NotAlike> {
    let to = cycle(upto, measure)?;
    let from = cycle(before, measure)?;
    if from.1.kind() == to.1.kind() { Ok(Pair { from, to }) } else { Err(NotAlike::Kinds) }
}

/// The last so many values as one, if they are of consecutive periods.
fn cycle(entries: &[Entry], measure: Measure) -> Result<(f64, Period, Period), NotAlike> {
    let last = entries.last().ok_or(NotAlike::NothingBefore)?;
    let length = match Cadence::of(last.period.kind()) {
        Cadence::Seasons(seasons) => usize::from(seasons),
        _ => 1,
    };
    let from = entries.len().checked_sub(length).ok_or(NotAlike::Incomplete)?;
    let own = &entries[from..];
    if own.windows(2).any(|pair| !pair[0].period.is_followed_by(&pair[1].period)) {
        return Err(NotAlike::Incomplete);
    }
    let first = own.first().ok_or(NotAlike::Incomplete)?;
    Ok((together(own, measure), first.period, last.period))
}

fn together(own: &[Entry], measure: Measure) -> f64 {
    let sum = own.iter().map(|one| one.value).sum::<f64>();
    let mean = sum / own.len() as f64;
    let per = match measure {
        Measure::Count => return sum,
        Measure::Percentage => 100.0,
        Measure::Rate { per } => f64::from(per),
        Measure::Average | Measure::Money | Measure::Index => return mean,
    };
    let parts: Option<Vec<Fraction>> = own.iter().map(|one| one.fraction).collect();
    let Some(parts) = parts else { return mean };
    let numerator: f64 = parts.iter().map(|part| part.numerator).sum();
    let denominator: f64 = parts.iter().map(|part| part.denominator).sum();
    if denominator > 0.0 { numerator / denominator * per } else { mean }
}

#[cfg(test)]
mod tests {
    use super::{Entry, NotAlike, is_alike, same_season, whole_cycles};
    use crate::{figure::Fraction, indicator::Measure, period::Period};

    fn entry(label: &str, value: f64) -> Entry {
        Entry { period: label.parse().expect("a period"), value, fraction: None }
    }

    /// Quarters that repeat exactly.
    fn quarters(years: std::ops::Range<i32>) -> Vec<Entry> {
        let quarter = |at: i32| {
            let year = at / 4;
            let label = format!("{year}-{:02} Q{}", (year + 1) % 100, at % 4 + 1);
            entry(&label, [200.0, 150.0, 175.0, 160.0][at as usize % 4])
        };
        (4 * years.start..4 * years.end).map(quarter).collect()
    }

    #[test]
    fn quarters_that_repeat_have_not_changed() {
        let all = quarters(2015..2019);
        let (before, after) = all.split_at(12);
        for latest in after {
            let pair = same_season(before, latest).expect("a pair");
            assert_eq!(pair.from.0, pair.to.0, "{}", latest.period);
            assert!(is_alike(&pair.from.1, &latest.period));
        }
        let pair = whole_cycles(before, &all[..15], Measure::Count).expect("a pair");
        assert_eq!((pair.from.0, pair.to.0), (685.0, 685.0));
        assert_eq!(
            (pair.to.1.label(), pair.to.2.label()),
            ("2017-18 Q4".to_owned(), "2018-19 Q3".to_owned())
        );
    }

    #[test]
    fn what_is_not_alike_is_not_compared() {
        let all = quarters(2017..2019);
        assert_eq!(same_season(&all[..2], &all[6]), Err(NotAlike::OtherSeasons));
        assert_eq!(same_season(&[], &all[6]), Err(NotAlike::NothingBefore));
        assert_eq!(same_season(&[entry("2016-17", 1.0)], &all[6]), Err(NotAlike::Kinds));
        assert_eq!(whole_cycles(&all[..3], &all, Measure::Count), Err(NotAlike::Incomplete));
        let mut gap = all.clone();
        gap.remove(2);
        assert_eq!(whole_cycles(&gap[..4], &all, Measure::Count), Err(NotAlike::Incomplete));
        assert!(!is_alike(&all[0].period, &all[1].period) && is_alike(&all[0].period, &all[4].period));
    }

    #[test]
    fn years_are_all_alike() {
        let years = [entry("2015-16", 3.0), entry("2016-17", 5.0)];
        let pair = same_season(&years[..1], &years[1]).expect("a pair");
        assert_eq!((pair.from.0, pair.to.0), (3.0, 5.0));
        let year: Period = "2015-16".parse().expect("a year");
        assert_eq!(
            whole_cycles(&years[..1], &years, Measure::Index).expect("a pair").from,
            (3.0, year, year)
        );
    }

    #[test]
    fn a_cycle_of_ratios_is_made_of_its_parts() {
        let mut all = quarters(2017..2018);
        for (entry, (numerator, denominator)) in
            all.iter_mut().zip([(1.0, 10.0), (2.0, 10.0), (3.0, 10.0), (40.0, 70.0)])
        {
            (entry.value, entry.fraction) =
                (100.0 * numerator / denominator, Some(Fraction { numerator, denominator }));
        }
        let whole = |all: &[Entry]| whole_cycles(all, all, Measure::Percentage).expect("a pair").to.0;
        assert!((whole(&all) - 46.0).abs() < 1e-12);
        all[1].fraction = None;
        assert!(
            (whole(&all) - (60.0 + 400.0 / 7.0) / 4.0).abs() < 1e-12,
            "the mean where a part is not known"
        );
    }
}
