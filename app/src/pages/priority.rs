//! One priority: its indicators, its narratives, what was agreed for it, and its lineage through the plan's years.

mod agreed;

use super::{
    board::reading_note,
    narrative::{self, about_priority, placed_under},
};
use crate::{
    ask::{
        address::{at_moment, in_year},
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
    access::Action,
    board::{Group, Moment, is_by, section},
    figure::Figure,
    plan::{PlanYear, Priority},
    slug::Slug,
};
use leptos::prelude::*;

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let name = slug(&name, "priority")?;
    let moment = moment_of(&asked, &choices, &name)?;
    let year = moment.year;
    let priority = in_force(&asked, year, &name).ok_or_else(|| elsewhere(&asked, year, &name))?;
    let focus_area = asked.outline.focus_area(&priority.focus_area).ok_or_else(|| missing("priority"))?;
    let figures = storage::figure::of_plan(&asked.desk, &asked.outline).await?;
    let indicators: Vec<_> =
        placed_under(&asked.outline, &priority.slug).map(|indicator| &indicator.slug).collect();
    let about = about_priority(&asked.outline, &priority.slug);
    let mut narratives = narrative::standing(&asked, &about, &indicators).await?;
    narratives.retain(|(entry, _)| is_by(&asked.outline.years, year, &entry.narrative.quarter));
    let agreed = agreed::read(&asked, priority).await?;
    let mut section = section(&asked.outline, &figures, moment, focus_area);
    parts::missing(&asked, year, std::slice::from_mut(&mut section)).await?;
    let group = section
        .groups
        .iter()
        .find(|group| group.priority.is_some_and(|found| found.slug == priority.slug))
        .ok_or_else(|| missing("priority"))?;
    let ratings = storage::priority_rating::of_plan(&asked.desk, &asked.outline.plan.slug).await?;
    let own = parts::own_rating(&ratings, priority, year);
    let claims = storage::claim::of_plan(&asked.desk, &asked.outline).await?;
    let checked = Checked { outline: &asked.outline, claims: &claims, moment };
    let head = Head {
        title: priority.name.clone(),
        description: priority.summary.clone(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    Ok(page(&asked, &head, || {
        let written = (&*narratives, agreed.as_ref());
        body(&asked, moment, (priority, own), &focus_area.name, (&figures, group), written, checked)
    }))
}

/// The chosen moment. Where no plan year is chosen and the current one has no such priority any more, the last that had it:
/// actions, money and narratives lead here without one.
fn moment_of<'a>(asked: &'a Asked, choices: &Choices, name: &Slug) -> Result<Moment<'a>, Fault> {
    let moment = choices.moment(asked)?;
    if choices.get("year").is_some() || in_force(asked, moment.year, name).is_some() {
        return Ok(moment);
    }
    let had = asked.outline.years.iter().rfind(|year| in_force(asked, year, name).is_some());
    Ok(had.map_or(moment, |year| Moment::of_year(year, asked.today)))
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
    Fault::NotFound(format!(
        "This is not a priority of {}. It is a priority of {}.",
        year.slug,
        years.join(", ")
    ))
}

fn body(
    asked: &Asked,
    moment: Moment<'_>,
    (priority, own): (&Priority, Option<AnyView>),
    focus_area: &str,
    (figures, group): (&[Figure], &Group<'_>),
    (narratives, agreed): (
        &[(storage::narrative::NarrativeVersion, Vec<storage::narrative::Change>)],
        Option<&agreed::Agreed>,
    ),
    checked: Checked<'_>,
) -> AnyView {
    let page = path::Priority::of(&priority.slug);
    let year = moment.year;
    let address = |moment: Moment<'_>| {
        in_force(asked, moment.year, &priority.slug).map(|_| at_moment(asked, &page, moment))
    };
    let up = at_moment(asked, &path::FocusArea::of(&priority.focus_area), moment);
    let to_narrative = path::PriorityNarrative::of(&priority.slug);
    let may_write = asked.may(Action::WritePriorityNarrative, None);
    let change = (may_write && asked.looking_back.is_none()).then(|| {
        let rating = in_year(asked, &path::PriorityRating::of(&priority.slug), year);
        let links = view! {
            <li><a href=to_narrative.to_string()>"Write the narrative"</a></li>
            <li><a href=rating>"Rate the priority"</a></li>
        };
        view! { <nav class="change" aria-label="Change this priority"><ul>{links}</ul></nav> }
    });
    let agreed = agreed.map(|agreed| agreed::agreed(asked, moment, priority, group, agreed));
    let told = parts::narratives(asked, narratives, may_write.then_some(&to_narrative), checked);
    view! {
        <header class="page-head">
            <p class="kind">"Priority under " <a href=up>{focus_area.to_owned()}</a></p>
            <h1>{priority.name.clone()}</h1>
            <p class="lead">{priority.summary.clone()}</p>
            {parts::to_narrative(asked, narratives, None)}
            {parts::years(asked, moment, address)}
            {parts::ended_note(asked, moment)}
            {parts::look_ahead(asked)}
            {parts::priorities_note(asked, moment)}
            {change}
        </header>
        <section aria-labelledby="indicators">
            <h2 id="indicators">"Indicators"</h2>
            {own}
            {parts::panels(asked, moment, figures, 0, group)}
        </section>
        {told}
        {agreed}
        {known(asked, priority, checked)}
        <section aria-labelledby="lineage">
            <h2 id="lineage">"Through the plan's years"</h2>
            <ul class="lineage">{lineage(asked, priority)}</ul>
        </section>
        {reading_note(asked)}
    }
    .into_any()
}

/// What the partnership knows under the priority's focus area.
fn known(asked: &Asked, priority: &Priority, checked: Checked<'_>) -> Option<AnyView> {
    let evidence = &asked.outline.evidence;
    let statements: Vec<_> = evidence
        .iter()
        .filter(|statement| statement.focus_area.as_ref() == Some(&priority.focus_area))
        .collect();
    (!statements.is_empty()).then(|| {
        view! {
            <section aria-labelledby="know">
                <h2 id="know">"What we know"</h2>
                {parts::evidence(asked, &statements, checked)}
            </section>
        }
        .into_any()
    })
}

/// What became of the priority in each plan year: it begins, is carried over, reworded or retired; what it follows and what follows
/// it.
fn lineage(asked: &Asked, priority: &Priority) -> Vec<AnyView> {
    let outline = &asked.outline;
    let mut before: Option<&Priority> = None;
    let mut said = Vec::new();
    for year in &outline.years {
        let own = outline.priorities_of(year).find(|other| other.slug == priority.slug);
        let told = match (own, before) {
            (Some(own), Some(before)) => carried(own, before).into_any(),
            (Some(own), None) => match own.follows.as_ref().filter(|earlier| **earlier != own.slug) {
                Some(earlier) => view! { "follows " {link_before(asked, earlier, year)} }.into_any(),
                None => "begins".into_any(),
            },
            (None, _) if outline.priorities_of(year).next().is_none() => {
                "no priorities have been entered".into_any()
            }
            (None, Some(_)) => {
                let heirs: Vec<_> = outline
                    .priorities_of(year)
                    .filter(|other| other.follows.as_ref() == Some(&priority.slug))
                    .map(|heir| view! { "; followed by " {link(asked, heir, year)} })
                    .collect();
                view! { "retired: no longer a priority" {heirs} }.into_any()
            }
            (None, None) => "not yet a priority".into_any(),
        };
        before = own.or(before);
        said.push(view! { <li><strong>{year.slug.to_string()}</strong> ": " {told}</li> }.into_any());
    }
    said
}

/// How a priority was carried over from an earlier year.
fn carried(own: &Priority, before: &Priority) -> String {
    let from = &before.year;
    match (own.name == before.name, own.summary == before.summary) {
        (true, true) => format!("carried over from {from}"),
        (true, false) => format!("carried over from {from}, its summary reworded"),
        (false, _) => format!("carried over from {from}, reworded: “{}” became “{}”", before.name, own.name),
    }
}

/// A priority of a plan year, as a link to its page in that year.
fn link(asked: &Asked, priority: &Priority, year: &PlanYear) -> AnyView {
    let address = in_year(asked, &path::Priority::of(&priority.slug), year);
    view! { <a href=address>{priority.name.clone()}</a> }.into_any()
}

/// The last priority with a slug before a plan year, as a link; only the slug if there was none.
fn link_before(asked: &Asked, slug: &Slug, year: &PlanYear) -> AnyView {
    let outline = &asked.outline;
    let years = outline.years.iter().rev().filter(|earlier| earlier.first < year.first);
    let found = years.into_iter().find_map(|earlier| {
        let priority = outline.priorities_of(earlier).find(|priority| priority.slug == *slug)?;
        Some(link(asked, priority, earlier))
    });
    found.unwrap_or_else(|| slug.to_string().into_any())
}
