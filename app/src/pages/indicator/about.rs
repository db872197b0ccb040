//! What an indicator means, its places in the plan and who answers for it.

use super::Chosen;
use crate::ask::{address::at_moment, desk::Asked, path};
use domain::{
    change_note::ChangeNote,
    chart::Chart,
    indicator::Indicator,
    organisation::answering,
    wording::{self, definition},
};
use leptos::prelude::*;

/// The indicator's places in the plan, as links.
pub(super) fn places(asked: &Asked, chosen: Chosen<'_>) -> Vec<AnyView> {
    let outline = &asked.outline;
    let of = outline.year_of_priorities(chosen.moment.year);
    let place = |placement: &domain::indicator::Placement| {
        let focus_area = outline.focus_area(&placement.focus_area)?;
        let priority = placement
            .priority
            .as_ref()
            .and_then(|slug| outline.priorities_of(of).find(|priority| priority.slug == *slug));
        let (address, name) = match priority {
            Some(priority) => {
                (at_moment(asked, &path::Priority::of(&priority.slug), chosen.moment), priority.name.clone())
            }
            None => (
                at_moment(asked, &path::FocusArea::of(&focus_area.slug), chosen.moment),
                focus_area.name.clone(),
            ),
        };
        Some(view! { " · " <a href=address>{name}</a> }.into_any())
    };
    chosen.indicator.placements.iter().filter_map(place).collect()
}

/// The definition, its versions, the owner and the source.
pub(super) fn about(asked: &Asked, chosen: Chosen<'_>, chart: Option<&Chart<'_>>) -> AnyView {
    let indicator = chosen.indicator;
    let outline = &asked.outline;
    let plain = definition::defined(
        indicator,
        indicator.definition_on(chosen.moment.year.last),
        outline.area_name(chosen.area),
    );
    let owner = outline.organisation_name(&indicator.owner).to_owned();
    let heir = answering(&outline.organisations, &indicator.owner, asked.today)
        .filter(|heir| heir.slug != indicator.owner)
        .map(|heir| format!("; now {}", heir.name));
    // Those that the chart shows are listed below it already.
    let is_shown = |note: &&ChangeNote| chart.is_some_and(|chart| chart.notes.contains(note));
    let notes: Vec<_> = outline.notes_of(&indicator.slug).filter(|note| !is_shown(note)).map(note).collect();
    let notes = (!notes.is_empty()).then(|| view! { <dt>"Change notes"</dt> <dd><ul>{notes}</ul></dd> });
    let amber = asked.is_rated(indicator).then(|| {
        let said = wording::tolerance_in(outline, indicator, chosen.moment.year, asked.today);
        view! { <dt>"Amber"</dt> <dd>{wording::capital(&said)} "."</dd> }
    });
    view! {
        <section aria-labelledby="definition">
            <h2 id="definition">"What it means"</h2>
            <p class="defined">{plain}</p>
            {versions(indicator)}
            <dl class="facts">
                {amber}
                <dt>"Responsible"</dt> <dd>{owner} {heir} "."</dd>
                {notes}
            </dl>
        </section>
    }
    .into_any()
}

/// Every version of the definition, the newest first, each with the day that it holds from and what it changed.
fn versions(indicator: &Indicator) -> AnyView {
    let before = std::iter::once(None).chain(indicator.definitions.iter().map(Some));
    let versions = before.zip(&indicator.definitions).collect::<Vec<_>>().into_iter().rev();
    let items: Vec<_> = versions
        .map(|(before, version)| {
            let changed = before.map(|before| {
                let said = definition::changed(before, version);
                let said = said.map_or_else(|| "no words changed".to_owned(), |said| format!("what changed: {said}"));
                view! { <span class="when">{wording::capital(&said)} "."</span> }
            });
            view! {
                <li>
                    <span class="when">"From " {wording::day(version.from)}</span> {version.text.clone()} {changed}
                </li>
            }
        })
        .collect();
    view! { <ul class="definitions">{items}</ul> }.into_any()
}

fn note(note: &ChangeNote) -> AnyView {
    view! { <li>{wording::day(note.on)} ": " {note.text.clone()}</li> }.into_any()
}
