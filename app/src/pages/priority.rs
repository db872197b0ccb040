//! One priority: its indicators, what is told and agreed of it, and its lineage through the plan's years.

mod agreed;

use super::{
    Name,
    board::reading_note,
    missing,
    narrative::{self, about_priority, placed_under},
    slug,
};
use crate::{
    choice::{Choices, in_year},
    desk::Asked,
    fault::Fault,
    page::{Head, Place, Script, page},
    parts,
};
use axum::response::Html;
use domain::{
    access::Action,
    board::{Group, is_by, section},
    plan::{PlanYear, Priority},
    slug::Slug,
    wording,
};
use leptos::prelude::*;

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let year = choices.year(&asked)?;
    let name = slug(&name, "priority")?;
    let priority = in_force(&asked, year, &name).ok_or_else(|| elsewhere(&asked, year, &name))?;
    let focus_area = asked.outline.focus_area(&priority.focus_area).ok_or_else(|| missing("priority"))?;
    let figures = storage::figure::of_plan(&asked.desk, &asked.outline).await?;
    let indicators: Vec<_> =
        placed_under(&asked.outline, &priority.slug).map(|indicator| &indicator.slug).collect();
    let about = about_priority(&asked.outline, &priority.slug);
    let mut narratives = narrative::standing(&asked, &about, &indicators).await?;
    narratives.retain(|(entry, _)| is_by(&asked.outline.years, year, &entry.narrative.quarter));
    let agreed = agreed::read(&asked, priority).await?;
    let section = section(&asked.outline, &figures, year, focus_area);
    let group = section
        .groups
        .iter()
        .find(|group| group.priority.is_some_and(|found| found.slug == priority.slug))
        .ok_or_else(|| missing("priority"))?;
    let ratings = storage::priority_rating::of_plan(&asked.desk, &asked.outline.plan.slug).await?;
    let own = parts::own_rating(&ratings, priority, year);
    let head = Head {
        title: priority.name.clone(),
        description: priority.summary.clone(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    Ok(page(&asked, &head, || {
        body(&asked, year, (priority, own), &focus_area.name, group, &narratives, agreed.as_ref())
    }))
}

fn in_force<'a>(asked: &'a Asked, year: &'a PlanYear, slug: &Slug) -> Option<&'a Priority> {
    asked
        .outline
        .priorities_of(asked.outline.year_of_priorities(year))
        .find(|priority| priority.slug == *slug)
}

/// Why a year has no such priority: other years may.
fn elsewhere(asked: &Asked, year: &PlanYear, slug: &Slug) -> Fault {
    let years: Vec<_> = asked
        .outline
        .priorities
        .iter()
        .filter(|priority| priority.slug == *slug)
        .map(|priority| priority.year.as_str())
        .collect();
    if years.is_empty() {
        return missing("priority");
    }
    Fault::NotFound(format!("This is no priority of {}. It is one of {}.", year.slug, years.join(", ")))
}

fn body(
    asked: &Asked,
    year: &PlanYear,
    (priority, own): (&Priority, Option<AnyView>),
    focus_area: &str,
    group: &Group<'_>,
    narratives: &[(storage::narrative::Entry, Vec<storage::narrative::Change>)],
    agreed: Option<&agreed::Agreed>,
) -> AnyView {
    let path = format!("/priorities/{}", priority.slug);
    let address = |year| in_force(asked, year, &priority.slug).map(|_| in_year(asked, &path, year));
    let up = in_year(asked, &format!("/focus-areas/{}", priority.focus_area), year);
    let to_narrative = format!("/priorities/{}/narrative", priority.slug);
    let may_write = asked.may(Action::WritePriorityNarrative, None);
    let change = (may_write && asked.looking_back.is_none()).then(|| {
        let rating = in_year(asked, &format!("{path}/rating"), year);
        let links = view! {
            <li><a href=to_narrative.clone()>"Write the narrative"</a></li>
            <li><a href=rating>"Rate the priority"</a></li>
        };
        view! { <nav class="change" aria-label="Change this priority"><ul>{links}</ul></nav> }
    });
    let agreed = agreed.map(|agreed| agreed::agreed(asked, year, priority, group, agreed));
    let told = parts::narratives(asked, narratives, may_write.then_some(to_narrative.as_str()));
    view! {
        <header class="page-head">
            <p class="kind">"Priority under " <a href=up>{focus_area.to_owned()}</a></p>
            <h1>{priority.name.clone()}</h1>
            <p class="lead">{priority.summary.clone()}</p>
            {parts::years(asked, year, address)}
            {parts::ended_note(asked)}
            {parts::look_ahead(asked)}
            {parts::priorities_note(asked, year)}
            {change}
        </header>
        <section aria-labelledby="indicators">
            <h2 id="indicators">"Indicators"</h2>
            {own}
            {parts::group(asked, year, group)}
        </section>
        {in_words(asked, year, group)}
        {told}
        {agreed}
        <section aria-labelledby="lineage">
            <h2 id="lineage">"Through the plan's years"</h2>
            <ul class="lineage">{lineage(asked, priority)}</ul>
        </section>
        {reading_note(asked)}
    }
    .into_any()
}

/// What each indicator tells, in the sentence of its own page.
fn in_words(asked: &Asked, year: &PlanYear, group: &Group<'_>) -> Option<AnyView> {
    let told: Vec<_> = group
        .rows
        .iter()
        .map(|row| {
            let address = in_year(asked, &format!("/indicators/{}", row.indicator.slug), year);
            view! {
                <dt><a href=address>{row.indicator.name.clone()}</a></dt>
                <dd>{wording::headline(&asked.outline, row)}</dd>
            }
        })
        .collect();
    (!told.is_empty()).then(|| {
        view! {
            <section aria-labelledby="in-words">
                <h2 id="in-words">"In plain words"</h2>
                <dl class="in-words">{told}</dl>
            </section>
        }
        .into_any()
    })
}

/// What became of the priority in each plan year: new, carried over, reworded, or not one.
fn lineage(asked: &Asked, priority: &Priority) -> Vec<AnyView> {
    let outline = &asked.outline;
    let mut before: Option<&Priority> = None;
    let mut said = Vec::new();
    for year in &outline.years {
        let own = outline.priorities_of(year).find(|other| other.slug == priority.slug);
        let told = match (own, before) {
            (Some(own), _) if own.follows.is_none() => "begins".to_owned(),
            (Some(own), Some(before)) if own.name == before.name && own.summary == before.summary => {
                "carried over".to_owned()
            }
            (Some(own), Some(_)) => format!("carried over, reworded: {}", own.name),
            (Some(own), None) => match &own.follows {
                Some(earlier) => format!("follows {}", name_of(asked, earlier)),
                None => "begins".to_owned(),
            },
            (None, _) if outline.priorities_of(year).next().is_none() => {
                "no priorities have been recorded".to_owned()
            }
            (None, Some(_)) => "no longer a priority".to_owned(),
            (None, None) => "not yet a priority".to_owned(),
        };
        before = own.or(before);
        said.push(view! { <li><strong>{year.slug.to_string()}</strong> ": " {told}</li> }.into_any());
    }
    said
}

/// What a priority was last called.
fn name_of(asked: &Asked, slug: &Slug) -> String {
    let named = asked.outline.priorities.iter().rfind(|priority| priority.slug == *slug);
    named.map_or_else(|| slug.to_string(), |priority| priority.name.clone())
}
