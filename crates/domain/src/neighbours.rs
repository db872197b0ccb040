//! Similar places: dated sets of statistical neighbours, and the rank of a figure among theirs.

use crate::{
    area::AreaCode,
    figure::Figure,
    indicator::Indicator,
    rank::{Standing, stand},
    series,
};
use chrono::NaiveDate;

/// The statistical neighbours of an area, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeighbourSet {
    /// The area.
    pub area: AreaCode,
    /// The first day on which the set applies.
    pub from: NaiveDate,
    /// The neighbours, the nearest first.
    pub neighbours: Vec<AreaCode>,
    /// Where the set is published.
    pub source: String,
}

/// The set that applies to an area on a day: the last one begun by then. `None` before the first begins: the neighbours of
/// 2021 say nothing about 2011.
#[must_use]
pub fn set_on<'a>(sets: &'a [NeighbourSet], area: &AreaCode, day: NaiveDate) -> Option<&'a NeighbourSet> {
    sets.iter().filter(|set| set.area == *area && set.from <= day).max_by_key(|set| set.from)
}

/// A figure compared with those of its area's neighbours for the same period.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside<'a> {
    /// The set that applies to the period.
    pub set: &'a NeighbourSet,
    /// Each neighbour, in the set's order, with its value if it has one.
    pub values: Vec<(&'a AreaCode, Option<f64>)>,
    /// The rank of the figure; `None` where no neighbour has a value, or the figure has none.
    pub standing: Option<Standing>,
}

/// A figure compared with those of its area's neighbours for the same period: by the set that applies on the period's last
/// day. `None` where none does. `figures` are sorted as [`series::sort`] sorts them.
#[must_use]
pub fn beside<'a>(
    sets: &'a [NeighbourSet],
    figures: &[Figure],
    indicator: &Indicator,
    figure: &Figure,
) -> Option<Beside<'a>> {
    let set = set_on(sets, &figure.series.area, figure.period.last())?;
    let value_of = |area: &AreaCode| {
        let own = series::of(figures, &indicator.slug, area);
        own.iter().find(|other| other.period == figure.period)?.reading.value()
    };
    let values: Vec<_> = set.neighbours.iter().map(|area| (area, value_of(area))).collect();
    let known: Vec<_> = values.iter().map(|(_, value)| *value).collect();
    let own = figure.reading.value();
    Some(Beside { set, values, standing: own.and_then(|own| stand(own, &known, indicator.polarity)) })
}

#[cfg(test)]
mod tests {
    use super::{NeighbourSet, set_on};
    use crate::area::AreaCode;
    use chrono::NaiveDate;

    fn code(text: &str) -> AreaCode {
        AreaCode::new(text).expect("a code")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn set(area: &str, from: &str, neighbours: &[&str]) -> NeighbourSet {
        NeighbourSet {
            area: code(area),
            from: day(from),
            neighbours: neighbours.iter().map(|text| code(text)).collect(),
            source: "Made for tests".into(),
        }
    }

    #[test]
    fn the_last_set_begun_holds_and_none_before_the_first() {
        let (ours, theirs) = ("E10000025", "E10000014");
        let sets = [
            set(ours, "2021-04-01", &["E10000003"]),
            set(theirs, "2023-04-01", &["E10000013"]),
            set(ours, "2025-05-01", &["E10000015"]),
        ];
        let on = |area: &str, on: &str| {
            set_on(&sets, &code(area), day(on)).map(|set| set.neighbours[0].as_str().to_owned())
        };
        assert_eq!(on(ours, "2021-03-31"), None);
        assert_eq!(on(ours, "2021-04-01").as_deref(), Some("E10000003"));
        assert_eq!(on(ours, "2025-04-30").as_deref(), Some("E10000003"));
        assert_eq!(on(ours, "2025-05-01").as_deref(), Some("E10000015"));
        assert_eq!(on(theirs, "2023-03-31"), None);
        assert_eq!(on(theirs, "2026-11-23").as_deref(), Some("E10000013"));
        assert_eq!(on("E92000001", "2026-11-23"), None);
    }
}
