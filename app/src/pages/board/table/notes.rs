//! What has to be known with a row, behind a marker that opens without script.

use crate::{ask::desk::Asked, parts};
use domain::{
    board::{NotComparable, Row, order::change},
    control_chart::Refusal,
    judgement::Reason,
    wording,
};
use leptos::prelude::*;

/// The notes of a row; nothing where there are none.
pub(super) fn notes(asked: &Asked, row: &Row<'_>) -> Option<AnyView> {
    if parts::is_concealed(asked, row) {
        return None;
    }
    let mut said: Vec<String> = Vec::new();
    said.extend(parts::texts(&row.latest_notes));
    if row.missing.is_some() && asked.is_rated(row.indicator) {
        said.extend(parts::texts(&row.missing_notes));
    }
    if let Some(now) = &row.now {
        let comparator = asked.outline.main_comparator().map_or("", |code| asked.outline.area_name(code));
        said.push(wording::now(row.indicator, now, comparator));
    }
    // Where the row has no change at all it says why itself.
    if let (Err(reason @ NotComparable::Break(_)), Some(_)) = (&row.since_baseline, change(row)) {
        said.push(format!("Not comparable with the baseline: {reason}."));
    }
    if let Err(reason @ (NotComparable::Break(_) | NotComparable::Absent(..))) = &row.since_last_year {
        said.push(format!("Not comparable with a year before: {reason}."));
    }
    said.extend(parts::sum(row.indicator, row));
    said.extend(withheld(row));
    if row.signals.judgement.is_early && row.signals.variation().is_ok() {
        said.push("The variation is an early sign: there are few points so far.".to_owned());
    }
    if said.is_empty() {
        return None;
    }
    let items: Vec<_> = said.into_iter().map(|text| view! { <li>{text}</li> }).collect();
    let of = format!(" on {}", row.indicator.name);
    Some(
        view! {
            <details class="row-notes">
                <summary>"Notes" <span class="unseen">{of}</span></summary>
                <ul>{items}</ul>
            </details>
        }
        .into_any(),
    )
}

/// Why nothing is claimed of the variation, where that is more than its word says.
fn withheld(row: &Row<'_>) -> Option<String> {
    match row.signals.variation() {
        Err(Reason::NoLimits(Refusal::NoValues)) | Ok(_) => None,
        Err(reason) => wording::finding::why_withheld(reason).map(|why| format!("Variation: {why}.")),
    }
}
