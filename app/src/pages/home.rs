//! The plan on a page.

use crate::{
    ask::{address::at_moment, choice::Choices, desk::Asked, fault::Fault, path},
    parts::{self, Checked},
    shell::page::{Head, Place, Script, page},
};
use axum::response::Html;
use domain::{access::Action, board::Moment, outline::Outline, plan::FocusArea, slug::Slug, wording};
use leptos::prelude::*;

pub(crate) async fn show(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let moment = choices.moment(&asked)?;
    let claims = storage::claim::of_plan(&asked.desk, &asked.outline).await?;
    let checked = Checked { outline: &asked.outline, claims: &claims, moment };
    let plan = &asked.outline.plan;
    let head = Head {
        title: "The plan on a page".to_owned(),
        description: plan.vision.clone(),
        place: Place::Plan,
        script: Script::None,
    };
    Ok(page(&asked, &head, || body(&asked, moment, checked)))
}

fn body(asked: &Asked, moment: Moment<'_>, checked: Checked<'_>) -> AnyView {
    let outline = &asked.outline;
    let plan = &outline.plan;
    let cards: Vec<_> =
        outline.focus_areas.iter().map(|focus_area| card(asked, moment, focus_area)).collect();
    let strategies: Vec<_> =
        outline.strategies.iter().map(|strategy| view! { <li>{strategy.text.clone()}</li> }).collect();
    view! {
        <header class="page-head">
            <h1>{plan.name.clone()}</h1>
            <p class="vision">{plan.vision.clone()}</p>
            {parts::years(asked, moment, parts::at(asked, &path::Home))}
            {parts::ended_note(asked, moment)}
        </header>
        <section aria-labelledby="priorities">
            <h2 id="priorities">"Focus areas and priorities"</h2>
            {parts::priorities_note(asked, moment)}
            <div class="cards">{cards}</div>
            <p class="onward"><a href=at_moment(asked, &path::Board, moment)>"See how each indicator is doing on the board"</a></p>
        </section>
        <div class="pair">
            <section aria-labelledby="know">
                <h2 id="know">"What we know"</h2>
                {parts::evidence(asked, &outline.evidence.iter().collect::<Vec<_>>(), checked)}
            </section>
            <section aria-labelledby="do">
                <h2 id="do">"What we need to do"</h2>
                <ul class="strategies">{strategies}</ul>
            </section>
        </div>
        {partners(outline)}
        <section aria-labelledby="about">
            <h2 id="about">"About this plan"</h2>
            {change(asked)}
            <p>"Source: " {plan.source.clone()} "." {plan.note.clone().map(|note| format!(" {note}"))}</p>
        </section>
    }
    .into_any()
}

/// The way to change the plan, for those who may.
fn change(asked: &Asked) -> Option<AnyView> {
    asked.may(Action::EditPlan, None).then(|| {
        let address = path::Plan::of(&asked.outline.plan.slug).to_string();
        view! { <p><a href=address>"Change this plan"</a></p> }.into_any()
    })
}

fn card(asked: &Asked, moment: Moment<'_>, focus_area: &FocusArea) -> AnyView {
    let outline = &asked.outline;
    let of = outline.year_of_priorities(moment.year);
    let priorities: Vec<_> = outline
        .priorities_of(of)
        .filter(|priority| priority.focus_area == focus_area.slug)
        .map(|priority| {
            let address = at_moment(asked, &path::Priority::of(&priority.slug), moment);
            view! { <li><a href=address>{priority.name.clone()}</a></li> }
        })
        .collect();
    let placed = |indicator: &&domain::indicator::Indicator| {
        indicator.placements.iter().any(|placement| placement.focus_area == focus_area.slug)
    };
    let count = outline.indicators.iter().filter(placed).count();
    let counted = match count {
        0 => "No indicators".to_owned(),
        1 => "1 indicator".to_owned(),
        count => format!("{count} indicators"),
    };
    let priorities = if priorities.is_empty() {
        view! { <p class="aside">"No priority here this year."</p> }.into_any()
    } else {
        view! { <ul>{priorities}</ul> }.into_any()
    };
    view! {
        <article class="card">
            <h3><a href=at_moment(asked, &path::FocusArea::of(&focus_area.slug), moment)>{focus_area.name.clone()}</a></h3>
            <p>{focus_area.summary.clone()}</p>
            {priorities}
            <p class="count">{counted}</p>
        </article>
    }
    .into_any()
}

fn partners(outline: &Outline) -> Option<AnyView> {
    let partner = |slug: &Slug| outline.organisations.iter().find(|organisation| organisation.slug == *slug);
    let items: Vec<_> = outline
        .partners
        .iter()
        .filter_map(partner)
        .map(|organisation| {
            let heir = organisation.successor.as_ref().map(|slug| outline.organisation_name(slug).to_owned());
            let ended = organisation.ended.map(|day| match heir {
                Some(heir) => format!(" (until {}; then {heir})", wording::day(day)),
                None => format!(" (until {})", wording::day(day)),
            });
            view! { <li>{organisation.name.clone()} {ended}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section aria-labelledby="partners">
                <h2 id="partners">"Who works together"</h2>
                <ul class="partners">{items}</ul>
            </section>
        }
        .into_any()
    })
}
