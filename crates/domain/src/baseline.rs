//! The plan's baseline: what was known before its first year.

use crate::{
    figure::Figure,
    observation::is_same_season,
    plan::{PlanYear, Standing, standing},
};

/// The last value before the plan's first year: of the same season as the last value of all, so that autumn is compared with
/// autumn; where there is none, of any season. `figures` are those of one series, in order of time.
pub(crate) fn baseline<'a>(
    years: &[PlanYear],
    figures: impl DoubleEndedIterator<Item = &'a Figure> + Clone,
) -> Option<&'a Figure> {
    let valued = figures.rev().filter(|figure| figure.reading.value().is_some());
    let latest = valued.clone().next()?;
    let before = valued.filter(|figure| standing(years, &figure.period) == Standing::Before);
    let alike = before.clone().find(|figure| is_same_season(&figure.period, &latest.period));
    alike.or_else(|| before.clone().next())
}
