//! Figures in the order of their series.

use super::name::Breakdown;
use crate::{area::AreaCode, figure::Figure, slug::Slug};

/// The figures of everyone in one area for one indicator, in order of time.
///
/// `figures` are in the order of their series and, within one, of their periods, as the record gives them.
#[must_use]
pub fn of<'a>(figures: &'a [Figure], indicator: &Slug, area: &AreaCode) -> &'a [Figure] {
    of_group(figures, indicator, area, &Breakdown::Total)
}

/// The figures of one group in one area for one indicator, in order of time. `figures` are as for [`of`].
#[must_use]
pub fn of_group<'a>(
    figures: &'a [Figure],
    indicator: &Slug,
    area: &AreaCode,
    group: &Breakdown,
) -> &'a [Figure] {
    let order = |figure: &Figure| {
        let series = &figure.series;
        (&series.indicator, &series.area, &series.breakdown).cmp(&(indicator, area, group))
    };
    let from = figures.partition_point(|figure| order(figure).is_lt());
    let to = figures.partition_point(|figure| order(figure).is_le());
    &figures[from..to]
}

/// The groups in one area for which an indicator has figures, each once, in order; without everyone.
#[must_use]
pub fn groups_of<'a>(figures: &'a [Figure], indicator: &Slug, area: &AreaCode) -> Vec<&'a Breakdown> {
    let of_area = |figure: &&Figure| figure.series.indicator == *indicator && figure.series.area == *area;
    let mut groups: Vec<_> = figures.iter().filter(of_area).map(|figure| &figure.series.breakdown).collect();
    groups.dedup();
    groups.retain(|group| **group != Breakdown::Total);
    groups
}

/// Puts figures into the order that [`of`] expects.
pub fn sort(figures: &mut [Figure]) {
    figures.sort_by(|a, b| (&a.series, a.period).cmp(&(&b.series, b.period)));
}
