//! What the partnership agreed to do: all of it, what is overdue first.

mod form;
mod one;
mod withdraw;

use crate::{
    ask::{
        address::{address, pair},
        choice::Choices,
        desk::Asked,
        fault::Fault,
        named::gone,
        path,
        typed::Typed,
    },
    parts,
    shell::{
        form::{Button, Choice, Errors, Form},
        page::{Head, Place, Script, page},
    },
};
use axum::response::Html;
use domain::{
    access::{Action, Visitor},
    action::State,
    organisation::Organisation,
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use storage::action::ActionVersion;

pub(crate) use form::{add, change, open, open_new};
pub(super) use form::{chosen, offered};
pub(crate) use one::{log, show};
pub(crate) use withdraw::{ask_why, withdraw};

/// The word in an address for what is overdue, which is no state but how a day sees one.
const OVERDUE: &str = "overdue";

pub(crate) async fn list(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let typed = filter(&asked, &choices)?;
    let entries = storage::action::all(&asked.desk, &asked.outline.plan.slug).await?;
    let is_wanted = |name: &str, slug: &Slug| typed.get(name).is_empty() || typed.get(name) == slug.as_str();
    let shown: Vec<&ActionVersion> = entries
        .iter()
        .filter(|entry| is_wanted("priority", &entry.action.priority))
        .filter(|entry| is_wanted("organisation", &entry.action.organisation))
        .filter(|entry| parts::is_in(&asked, entry, typed.get("state")))
        .collect();
    let head = Head {
        title: "Actions".into(),
        description: "What the partnership has agreed to do, who will do it and by when.".into(),
        place: Place::Actions,
        script: Script::None,
    };
    Ok(page(&asked, &head, || body(&asked, &typed, entries.len(), shown)))
}

/// The filter that the address asks for.
fn filter(asked: &Asked, choices: &Choices) -> Result<Typed, Fault> {
    let (priority, organisation, state) =
        (choices.text("priority"), choices.text("organisation"), choices.text("state"));
    if !parts::is_one(&parts::priorities(asked), priority) {
        return Err(Fault::BadRequest(
            "The plan does not have that priority: choose one from the list.".into(),
        ));
    }
    if !parts::is_one(&organisations(asked), organisation) {
        return Err(Fault::BadRequest(
            "The plan does not have that organisation: choose one from the list.".into(),
        ));
    }
    if !parts::is_one(&states(), state) {
        return Err(Fault::BadRequest(
            "There is no such status: an action is overdue, not begun, under way, done or stopped.".into(),
        ));
    }
    Ok(Typed::default().with("priority", priority).with("organisation", organisation).with("state", state))
}

fn states() -> Vec<Choice> {
    let mut states = vec![Choice::new(OVERDUE, "Overdue")];
    states.extend(Choice::words(State::ALL.iter().map(|state| state.as_str())));
    states
}

/// The organisations of the plan.
fn organisations(asked: &Asked) -> Vec<Choice> {
    let outline = &asked.outline;
    let name = |slug: &Slug| Choice::new(slug.as_str(), outline.organisation_name(slug));
    outline.partners.iter().map(name).collect()
}

fn body(asked: &Asked, typed: &Typed, all: usize, shown: Vec<&ActionVersion>) -> AnyView {
    let form = Form { typed, errors: &Errors::default() };
    let is_chosen = ["priority", "organisation", "state"].iter().any(|name| !typed.get(name).is_empty());
    let told = match (all, shown.len()) {
        (0, _) => view! { <p>"No actions have been agreed yet."</p> }.into_any(),
        (_, 0) => view! { <p>"No actions match these choices."</p> }.into_any(),
        (all, count) => {
            let of_all = wording::counted(all, "action", "actions");
            let said = if is_chosen { format!("{count} of {of_all}.") } else { format!("{of_all}.") };
            view! { <p class="aside">{said}</p> {parts::actions(asked, "Actions", shown)} }.into_any()
        }
    };
    let whole = is_chosen.then(|| {
        let to = address(asked, &path::Actions, Vec::new());
        view! { <a href=to>"All actions"</a> }
    });
    let kept = parts::kept_moment(asked, &form);
    let add = first_of(asked).filter(|_| asked.looking_back.is_none()).map(|organisation| {
        let to = format!("{}?{}", path::ActionNew, pair("organisation", organisation.as_str()));
        view! { <nav class="change" aria-label="Change actions"><ul><li><a href=to>"Add an action"</a></li></ul></nav> }
    });
    view! {
        <header class="page-head">
            <h1>"Actions"</h1>
            <p class="lead">"What the partnership has agreed to do, who will do it and by when. The public does not see this page."</p>
            {add}
        </header>
        <form method="get" action=path::Actions.to_string() class="form chooser">
            {kept}
            <div class="row">
                {form.list("priority", "Priority", "", Some("Every priority"), &parts::priorities(asked))}
                {form.list("organisation", "Organisation", "", Some("Every organisation"), &organisations(asked))}
                {form.list("state", "State", "", Some("Every state"), &states())}
                {Button::Second.view("Show")}
                {whole}
            </div>
        </form>
        {told}
    }
    .into_any()
}

/// The organisations that the visitor may give an action to: those of the plan that have not ended.
fn may_give(asked: &Asked) -> impl Iterator<Item = &Organisation> {
    let outline = &asked.outline;
    let of_plan =
        outline.organisations.iter().filter(|organisation| outline.partners.contains(&organisation.slug));
    of_plan
        .filter(|organisation| organisation.ended.is_none_or(|ended| ended >= asked.today))
        .filter(|organisation| asked.desk.visitor().may(Action::RecordAction, asked.heir(&organisation.slug)))
}

/// The organisation that the visitor most likely adds an action for: their own, else the first.
fn first_of(asked: &Asked) -> Option<&Slug> {
    let is_own = |organisation: &&Organisation| match asked.desk.visitor() {
        Visitor::Person(person) => person.grants.iter().any(|grant| grant.organisation == organisation.slug),
        Visitor::Stranger | Visitor::Operator => false,
    };
    may_give(asked).find(is_own).or_else(|| may_give(asked).next()).map(|organisation| &organisation.slug)
}

/// The action that an address names, unless it was withdrawn or the visitor may not see it.
async fn named(asked: &Asked, name: &str) -> Result<Option<ActionVersion>, Fault> {
    Ok(storage::action::one(&asked.desk, &asked.outline.plan.slug, name).await?)
}

/// Refuses a visitor who may not do this to an action of its organisation; gives the action. An action that somebody
/// withdrew meanwhile is no reason to refuse.
async fn must(asked: &Asked, action: Action, name: &str) -> Result<ActionVersion, Fault> {
    let entry = named(asked, name).await?.ok_or_else(|| gone("action"))?;
    asked.must_be_of(action, asked.heir(&entry.action.organisation)).await?;
    Ok(entry)
}
