//! What the record holds after the plan year that a board looks at.

use crate::{
    baseline::alike,
    change_note::break_between,
    comparison::{Comparison, compare, since},
    figure::Figure,
    indicator::Indicator,
    outline::Outline,
    period::Period,
};

/// The newest value of an indicator, where it is later than the plan year.
#[derive(Clone, Debug)]
pub struct Now<'a> {
    /// Its figure.
    pub figure: &'a Figure,
    /// It compared with the main comparator's figure of the same period.
    pub comparison: Option<Comparison>,
    /// It compared with the last value of the plan year, and the period of that; `None` where the series breaks between them, or they
    /// are of different times of year.
    pub since: Option<(Comparison, Period)>,
}

/// The newest value of those after a plan year. `latest` is the last one of the plan year, `others` are the main comparator's figures.
pub(super) fn now<'a>(
    outline: &Outline,
    indicator: &Indicator,
    after: &'a [Figure],
    latest: Option<&Figure>,
    others: &[Figure],
) -> Option<Now<'a>> {
    let figure = after.iter().rfind(|figure| figure.reading.value().is_some())?;
    let is_unbroken = |from: &&Figure| {
        break_between(&outline.change_notes, &indicator.slug, &from.period, &figure.period).is_none()
    };
    let from = latest.filter(is_unbroken).filter(|from| alike(from, figure));
    Some(Now {
        figure,
        comparison: compare(indicator, figure, others),
        since: from.and_then(|from| Some((since(figure, from)?, from.period))),
    })
}
