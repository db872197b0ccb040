//! What an indicator means, where it stands in the plan and who answers for it.

use super::Chosen;
use crate::{choice::in_year, desk::Asked, parts};
use domain::{change_note::ChangeNote, chart::Chart, indicator::Polarity, organisation::answering, wording};
use leptos::prelude::*;

/// Where in the plan the indicator stands, as links.
pub(super) fn places(asked: &Asked, chosen: Chosen<'_>) -> Vec<AnyView> {
    let outline = &asked.outline;
    let of = outline.year_of_priorities(chosen.year);
    let place = |placement: &domain::indicator::Placement| {
        let focus_area = outline.focus_area(&placement.focus_area)?;
        let priority = placement
            .priority
            .as_ref()
            .and_then(|slug| outline.priorities_of(of).find(|priority| priority.slug == *slug));
        let (path, name) = match priority {
            Some(priority) => (format!("/priorities/{}", priority.slug), priority.name.clone()),
            None => (format!("/focus-areas/{}", focus_area.slug), focus_area.name.clone()),
        };
        Some(view! { " · " <a href=in_year(asked, &path, chosen.year)>{name}</a> }.into_any())
    };
    chosen.indicator.placements.iter().filter_map(place).collect()
}

/// The definition, its versions, the owner and the source.
pub(super) fn about(asked: &Asked, chosen: Chosen<'_>, chart: Option<&Chart<'_>>) -> AnyView {
    let indicator = chosen.indicator;
    let outline = &asked.outline;
    let definitions: Vec<_> = indicator
        .definitions
        .iter()
        .rev()
        .map(|definition| {
            view! { <li>{definition.text.clone()} " " <span class="when">"From " {wording::day(definition.from)}</span></li> }
        })
        .collect();
    let wanted = match indicator.polarity {
        Polarity::Higher => "Higher is better.",
        Polarity::Lower => "Lower is better.",
        Polarity::Neither => "Neither higher nor lower is better in itself.",
    };
    let owner = outline.organisation_name(&indicator.owner).to_owned();
    let heir = answering(&outline.organisations, &indicator.owner, asked.today)
        .filter(|heir| heir.slug != indicator.owner)
        .map(|heir| format!("; now {}", heir.name));
    // Those that the chart shows stand below it already.
    let is_shown = |note: &&ChangeNote| chart.is_some_and(|chart| chart.notes.contains(note));
    let notes: Vec<_> = outline.notes_of(&indicator.slug).filter(|note| !is_shown(note)).map(note).collect();
    let notes = (!notes.is_empty()).then(|| view! { <dt>"Change notes"</dt> <dd><ul>{notes}</ul></dd> });
    let amber = asked.is_rated(indicator).then(|| {
        let said = wording::tolerance_in(outline, indicator, chosen.year, asked.today);
        view! { <dt>"Amber"</dt> <dd>{parts::capital(&said)} "."</dd> }
    });
    view! {
        <section aria-labelledby="definition">
            <h2 id="definition">"What it means"</h2>
            <ul class="definitions">{definitions}</ul>
            <dl class="facts">
                <dt>"Better"</dt> <dd>{wanted}</dd>
                {amber}
                <dt>"A place is"</dt> <dd>{parts::capital(indicator.basis.as_str())} "."</dd>
                <dt>"Figures for"</dt> <dd>"Each " {indicator.frequency.as_str()} "."</dd>
                <dt>"Answers for it"</dt> <dd>{owner} {heir} "."</dd>
                <dt>"Source"</dt> <dd>{indicator.source.clone()} "."</dd>
                {notes}
            </dl>
        </section>
    }
    .into_any()
}

fn note(note: &ChangeNote) -> AnyView {
    view! { <li>{wording::day(note.on)} ": " {note.text.clone()}</li> }.into_any()
}
