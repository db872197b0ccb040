//! Why an indicator needs attention, in one sentence.

use super::{capital, finding, judged, missing, rated_in, told_target};
use crate::{
    board::Row,
    control_chart::{Assurance, Variation},
    figure::Absence,
    rating::Colour,
};

/// Why a row needs attention: what is unusual first, then a target that is missed or will be, then a figure that is not there.
/// `None` where nothing of it does.
#[must_use]
pub fn attention(row: &Row<'_>) -> Option<String> {
    let is_signal = row.signals.variation().is_ok_and(|variation| variation != Variation::CommonCause);
    if is_signal && let Some(found) = judged::chart(row.indicator, &row.signals, rated_in(row).is_none()) {
        return Some(found);
    }
    if row.signals.rating.as_ref().is_ok_and(|rating| rating.colour == Colour::Red) {
        let (target, rated) = (told_target(row), rated_in(row));
        return Some(finding::target_said(
            row.indicator,
            target.as_ref(),
            &row.signals.rating,
            rated.as_deref(),
        ));
    }
    if row.signals.assurance() == Ok(Assurance::Fail) {
        return Some("The target will be missed unless something changes.".to_owned());
    }
    if let Some(late) = row.awaited.as_ref().filter(|missing| missing.is_overdue()) {
        return Some(missing(late));
    }
    let absent = row.missing.and_then(|figure| Some((figure.period, figure.reading.absence()?)));
    let absent = absent.filter(|(_, why)| *why != Absence::Confidential);
    absent.map(|(period, why)| format!("{}: {why}.", capital(&period.label())))
}
