//! One focus area: its priorities, indicators and evidence.

use super::board::reading_note;
use crate::{
    ask::{
        address::at_moment,
        choice::Choices,
        desk::Asked,
        fault::Fault,
        named::{Name, missing, slug},
        path,
    },
    parts::{self, Checked},
    shell::page::{Head, Place, Script, page},
};
use axum::response::Html;
use domain::{
    board::{Moment, Section, section},
    figure::Figure,
};
use leptos::prelude::*;

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let moment = choices.moment(&asked)?;
    let focus_area =
        asked.outline.focus_area(&slug(&name, "focus area")?).ok_or_else(|| missing("focus area"))?;
    let figures = storage::figure::of_plan(&asked.desk, &asked.outline).await?;
    let mut section = section(&asked.outline, &figures, moment, focus_area);
    parts::missing(&asked, moment.year, std::slice::from_mut(&mut section)).await?;
    let claims = storage::claim::of_plan(&asked.desk, &asked.outline).await?;
    let checked = Checked { outline: &asked.outline, claims: &claims, moment };
    let head = Head {
        title: focus_area.name.clone(),
        description: focus_area.summary.clone(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    Ok(page(&asked, &head, || body(&asked, moment, &figures, &section, checked)))
}

fn body(
    asked: &Asked,
    moment: Moment<'_>,
    figures: &[Figure],
    section: &Section<'_>,
    checked: Checked<'_>,
) -> AnyView {
    let focus_area = section.focus_area;
    let own = path::FocusArea::of(&focus_area.slug);
    let groups: Vec<_> = section
        .groups
        .iter()
        .enumerate()
        .map(|(which, group)| {
            let heading = match group.priority {
                Some(priority) => {
                    let address = at_moment(asked, &path::Priority::of(&priority.slug), moment);
                    view! {
                        <h2>"Priority: " <a href=address>{priority.name.clone()}</a></h2>
                        <p>{priority.summary.clone()}</p>
                    }
                    .into_any()
                }
                None => view! { <h2>"Other indicators"</h2> }.into_any(),
            };
            view! { <section>{heading} {parts::panels(asked, moment, figures, which, group)}</section> }
        })
        .collect();
    let statements: Vec<_> = asked
        .outline
        .evidence
        .iter()
        .filter(|statement| statement.focus_area.as_ref() == Some(&focus_area.slug))
        .collect();
    let known = (!statements.is_empty()).then(|| {
        view! {
            <section aria-labelledby="know">
                <h2 id="know">"What we know"</h2>
                {parts::evidence(asked, &statements, checked)}
            </section>
        }
    });
    view! {
        <header class="page-head">
            <p class="kind">"Focus area"</p>
            <h1>{focus_area.name.clone()}</h1>
            <p class="lead">{focus_area.summary.clone()}</p>
            {parts::years(asked, moment, parts::at(asked, &own))}
            {parts::ended_note(asked, moment)}
            {parts::look_ahead(asked)}
            {parts::priorities_note(asked, moment)}
        </header>
        {groups}
        {known}
        {reading_note(asked)}
    }
    .into_any()
}
