//! Parts of pages about what was agreed: tables of actions and of money, and boxes to choose by.

use crate::{
    ask::{address::address, desk::Asked, path, typed::Typed},
    shell::form::{Choice, Errors, Form},
};
use domain::{
    action::{State, Urgency, priority_named, urgency},
    funding::{Line, Total},
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use storage::action::ActionVersion;

/// The name that a priority was last given.
pub(crate) fn priority_said(asked: &Asked, slug: &Slug) -> String {
    priority_named(&asked.outline.priorities, slug).unwrap_or(slug.as_str()).to_owned()
}

/// The priorities of every plan year, each once, in the plan's order.
pub(crate) fn priorities(asked: &Asked) -> Vec<Choice> {
    let mut slugs: Vec<&Slug> = Vec::new();
    for priority in &asked.outline.priorities {
        if !slugs.contains(&&priority.slug) {
            slugs.push(&priority.slug);
        }
    }
    slugs.into_iter().map(|slug| Choice::new(slug.as_str(), priority_said(asked, slug))).collect()
}

/// The priority that a form chose; if it chose none, that is noted at its box.
pub(crate) fn priority_chosen(asked: &Asked, typed: &Typed, errors: &mut Errors) -> Option<Slug> {
    let missing = "choose a priority from the list";
    errors.chosen("priority", &priorities(asked), typed.get("priority"), missing)
}

/// The priority that a form names, as people say it.
pub(crate) fn priority_typed(asked: &Asked, typed: &Typed) -> String {
    Slug::new(typed.get("priority")).map_or_else(|_| String::new(), |slug| priority_said(asked, &slug))
}

/// The years of the plan.
pub(crate) fn plan_years(asked: &Asked) -> Vec<Choice> {
    asked.outline.years.iter().map(|year| Choice::new(year.slug.as_str(), year.slug.as_str())).collect()
}

/// The plan year that a form chose; if it chose none, that is noted at its box.
pub(crate) fn year_chosen(asked: &Asked, typed: &Typed, errors: &mut Errors) -> Option<Slug> {
    errors.chosen("year", &plan_years(asked), typed.get("year"), "choose a plan year from the list")
}

/// Whether an address chooses nothing, or one of a list.
pub(crate) fn is_one(choices: &[Choice], value: &str) -> bool {
    value.is_empty() || choices.iter().any(|choice| choice.value == value)
}

/// The moment that a page looks back to, for a form that chooses what is shown at it.
pub(crate) fn kept_moment(asked: &Asked, form: &Form<'_>) -> Option<AnyView> {
    asked.looking_back.as_ref().map(|back| form.hidden("as-at", back.text()))
}

/// How urgent an action is today.
fn urgency_of(asked: &Asked, entry: &ActionVersion) -> Urgency {
    urgency(&entry.action, entry.state(), asked.today)
}

/// How far an action has come, in words and with a mark where it is overdue.
pub(crate) fn state(asked: &Asked, entry: &ActionVersion) -> AnyView {
    let is_overdue = matches!(urgency_of(asked, entry), Urgency::Overdue(_));
    let mark = is_overdue.then(|| view! { " " <span class="tag late">"Overdue"</span> });
    let since = entry.log.first().map(|logged| {
        view! { " " <span class="when">{wording::day(logged.status.said)}</span> }
    });
    view! { {wording::capital(entry.state().as_str())} {mark} {since} }.into_any()
}

/// Whether an action and its state are asked for; `overdue` asks for what is overdue.
pub(crate) fn is_in(asked: &Asked, entry: &ActionVersion, wanted: &str) -> bool {
    match State::parse(wanted) {
        Some(state) => entry.state() == state,
        None => wanted.is_empty() || matches!(urgency_of(asked, entry), Urgency::Overdue(_)),
    }
}

/// A table of actions: what is overdue first, then what is due, then what is over.
pub(crate) fn actions(asked: &Asked, caption: &str, mut entries: Vec<&ActionVersion>) -> AnyView {
    entries.sort_by_key(|entry| urgency_of(asked, entry));
    let rows: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            let action = &entry.action;
            let to = address(asked, &path::Action::of(&action.slug), Vec::new());
            let said = entry.log.first().map(|logged| view! { <span class="when">{shortened(&logged.status.note)}</span> });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=to>{action.name.clone()}</a></th>
                    <td role="cell" data-label="Priority">{priority_said(asked, &action.priority)}</td>
                    <td role="cell" data-label="Who">{asked.outline.organisation_name(&action.organisation).to_owned()}</td>
                    <td role="cell" data-label="Due">{wording::day(action.due)}</td>
                    <td role="cell" data-label="Status">{state(asked, entry)} {said}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="ledger" role="table">
            <caption class="unseen">{caption.to_owned()}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">"Action"</th>
                    <th scope="col" role="columnheader">"Priority"</th>
                    <th scope="col" role="columnheader">"Who"</th>
                    <th scope="col" role="columnheader">"Due"</th>
                    <th scope="col" role="columnheader">"Status"</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The beginning of a note; the whole is on the action's own page.
fn shortened(note: &str) -> String {
    const MOST: usize = 160;
    match note.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", note.get(..end).unwrap_or(note).trim_end()),
        None => note.to_owned(),
    }
}

/// Where the names of funding lines lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// To their forms, for those who may change them.
    ToForms,
    /// Nowhere.
    Nowhere,
}

/// A table of funding lines, with their total.
pub(crate) fn funding(asked: &Asked, caption: &str, lines: &[&Line], lead: Lead) -> AnyView {
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let name = match lead {
                Lead::ToForms => {
                    let to = path::FundingChange::of(&line.slug).to_string();
                    view! { <a href=to>{line.name.clone()}</a> }.into_any()
                }
                Lead::Nowhere => line.name.clone().into_any(),
            };
            let spent = match line.spent {
                Some(spent) => spent.to_string().into_any(),
                None => view! { <span class="nothing">"not known yet"</span> }.into_any(),
            };
            let over = line.over().map(|over| {
                view! { <span class="when"><span class="tag late">"Over"</span> {format!(" by {over}")}</span> }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{name}</th>
                    <td role="cell" data-label="Priority">{priority_said(asked, &line.priority)}</td>
                    <td role="cell" data-label="Plan year">{line.year.to_string()}</td>
                    <td role="cell" data-label="Source">{line.source.clone()}</td>
                    <td role="cell" class="figure" data-label="Set aside">{line.budget.to_string()}</td>
                    <td role="cell" class="figure" data-label="Spent">{spent} {over}</td>
                </tr>
            }
        })
        .collect();
    let total: Total = lines.iter().copied().collect();
    view! {
        <table class="ledger" role="table">
            <caption class="unseen">{caption.to_owned()}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">"What it pays for"</th>
                    <th scope="col" role="columnheader">"Priority"</th>
                    <th scope="col" role="columnheader">"Plan year"</th>
                    <th scope="col" role="columnheader">"Source"</th>
                    <th scope="col" role="columnheader" class="figure">"Set aside"</th>
                    <th scope="col" role="columnheader" class="figure">"Spent"</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
        <p class="sum">{total.say()} "."</p>
    }
    .into_any()
}
