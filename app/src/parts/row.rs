//! What pages print of one indicator: whose it is, why a figure is missing, and what is known since.

use crate::ask::desk::Asked;
use domain::{
    board::{Moment, Row},
    change_note::{ChangeNote, break_between},
    chart::row_chart,
    figure::Figure,
    indicator::Indicator,
    organisation::answering,
    wording,
};
use leptos::prelude::*;

/// Whether the visitor sees nothing of an indicator, whatever is recorded: partners' figures, of which none is public.
pub(crate) fn is_concealed(asked: &Asked, row: &Row<'_>) -> bool {
    row.latest.is_none() && !asked.is_rated(row.indicator)
}

/// Who answers for an indicator now.
pub(crate) fn owner<'a>(asked: &'a Asked, indicator: &'a Indicator) -> &'a str {
    let outline = &asked.outline;
    let heir = answering(&outline.organisations, &indicator.owner, asked.today);
    heir.map_or_else(|| outline.organisation_name(&indicator.owner), |heir| &heir.name)
}

/// The newest value after the plan year that the page looks at, where there is one.
pub(crate) fn now(asked: &Asked, row: &Row<'_>) -> Option<AnyView> {
    let comparator = asked.outline.main_comparator().map_or("", |code| asked.outline.area_name(code));
    let said = wording::now(row.indicator, row.now.as_ref()?, comparator);
    Some(view! { <span class="note-beside now">{said}</span> }.into_any())
}

/// Why there is no newer figure of the plan year.
pub(crate) fn awaited(row: &Row<'_>) -> Option<AnyView> {
    let text = wording::missing(row.awaited.as_ref()?);
    Some(view! { <span class="note-beside awaited">{text}</span> }.into_any())
}

/// The small chart of a row, with its comparator and its target; empty where nothing is shown of it.
pub(crate) fn sparkline(asked: &Asked, figures: &[Figure], row: &Row<'_>) -> String {
    // A stranger is not told for which periods partners have recorded a figure.
    if is_concealed(asked, row) {
        return String::new();
    }
    let chart = row_chart(&asked.outline, figures, row);
    chart.map_or_else(String::new, |chart| charts::sparkline(&chart, &spark_said(asked, row)))
}

/// What a sparkline shows, in words: from what to what, as far back as nothing breaks the series.
fn spark_said(asked: &Asked, row: &Row<'_>) -> String {
    let mut values = row.figures.iter().filter_map(|figure| Some((figure.reading.value()?, figure.period)));
    let Some((last, to)) = values.next_back() else { return "No figures".to_owned() };
    let notes = &asked.outline.change_notes;
    let first = values.find(|(_, from)| break_between(notes, &row.indicator.slug, from, &to).is_none());
    match first {
        Some((first, from)) => {
            format!("From {} ({from}) to {} ({to})", row.indicator.print(first), row.indicator.print(last))
        }
        None => format!("{} ({to})", row.indicator.print(last)),
    }
}

/// What change notes say, one after the other.
pub(crate) fn texts(notes: &[&ChangeNote]) -> Option<String> {
    let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// That a plan year uses the priorities of another, where it does.
pub(crate) fn priorities_note(asked: &Asked, moment: Moment<'_>) -> Option<AnyView> {
    let year = moment.year;
    let of = asked.outline.year_of_priorities(year);
    let said = if of != year {
        format!("No priorities have been entered for {}; those of {} are shown.", year.slug, of.slug)
    } else if asked.outline.priorities_of(year).next().is_none() {
        format!("No priorities have been entered for {}.", year.slug)
    } else {
        return None;
    };
    Some(view! { <p class="aside">{said}</p> }.into_any())
}
