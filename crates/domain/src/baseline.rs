//! The plan's baseline: the last value from before its first year that the newest value can be compared with.

use crate::{
    figure::{Figure, Reading},
    like::{Entry, NotAlike, same_season},
    plan::{PlanYear, Standing, standing},
};

/// The last value before the plan's first year of the same season as the last value of all, so that autumn is compared with
/// autumn. Where that last value is from before the plan it is the baseline itself. `figures` are those of one series, in order
/// of time.
///
/// # Errors
/// When there is none, and why.
pub(crate) fn baseline<'a>(
    years: &[PlanYear],
    figures: impl DoubleEndedIterator<Item = &'a Figure> + Clone,
) -> Result<&'a Figure, NotAlike> {
    let mut valued = figures.filter(|figure| figure.reading.value().is_some());
    let latest = valued.clone().next_back().ok_or(NotAlike::NothingBefore)?;
    let is_before = |figure: &&Figure| standing(years, &figure.period) == Standing::Before;
    if is_before(&latest) {
        return Ok(latest);
    }
    let before: Vec<Entry> = valued.clone().filter(is_before).filter_map(entry).collect();
    let pair = same_season(&before, &entry(latest).ok_or(NotAlike::NothingBefore)?)?;
    valued.find(|figure| figure.period == pair.from.1).ok_or(NotAlike::NothingBefore)
}

/// Whether two values of a series are of the same time of year, so that they can be compared.
pub(crate) fn alike(from: &Figure, to: &Figure) -> bool {
    let pair = entry(from).zip(entry(to));
    pair.is_some_and(|(from, to)| same_season(&[from], &to).is_ok())
}

/// Why the latest figure has no baseline: `no figure from before the plan is for the same time of year`.
#[must_use]
pub const fn no_baseline(why: NotAlike) -> &'static str {
    match why {
        NotAlike::NothingBefore => "no figure is from before the plan",
        NotAlike::Kinds => "figures from before the plan are for a different kind of period",
        NotAlike::OtherSeasons => "no figure from before the plan is for the same time of year",
        NotAlike::Incomplete => "no year of figures from before the plan is complete",
    }
}

fn entry(figure: &Figure) -> Option<Entry> {
    let Reading::Value(measured) = &figure.reading else { return None };
    Some(Entry { period: figure.period, value: measured.value(), fraction: measured.fraction() })
}
