//! What was set aside for the priorities of the plan, and what was spent of it.

mod form;
mod withdraw;

use crate::{
    ask::{address::address, choice::Choices, desk::Asked, fault::Fault, named::gone, path, typed::Typed},
    parts,
    shell::{
        form::{Button, Choice, Errors, Form},
        page::{Head, Place, Script, page},
    },
};
use axum::response::Html;
use domain::{access::Action, funding::Line};
use leptos::prelude::*;
use storage::funding::FundingVersion;

pub(crate) use form::{add, change, open, open_new};
pub(crate) use withdraw::{ask_why, withdraw};

pub(crate) async fn list(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let (priority, year, state) = (choices.text("priority"), choices.text("year"), choices.text("state"));
    if !parts::is_one(&parts::priorities(&asked), priority) {
        return Err(Fault::BadRequest(
            "The plan does not have that priority: choose one from the list.".into(),
        ));
    }
    if !parts::is_one(&parts::plan_years(&asked), year) {
        return Err(Fault::BadRequest("The plan does not have that year: choose one from the list.".into()));
    }
    if !parts::is_one(&states(), state) {
        return Err(Fault::BadRequest(
            "There is no such choice: funding lines are over budget, not known yet, or any.".into(),
        ));
    }
    let typed = Typed::default().with("priority", priority).with("year", year).with("state", state);
    let entries = storage::funding::all(&asked.desk, &asked.outline.plan.slug).await?;
    let mut shown: Vec<&Line> = entries
        .iter()
        .map(|entry| &entry.line)
        .filter(|line| priority.is_empty() || line.priority.as_str() == priority)
        .filter(|line| year.is_empty() || line.year.as_str() == year)
        .filter(|line| match state {
            OVER => line.over().is_some(),
            UNKNOWN => line.spent.is_none(),
            _ => true,
        })
        .collect();
    sort(&asked, &mut shown);
    let head = Head {
        title: "Funding".into(),
        description: "What was set aside for the priorities, and what has been spent.".into(),
        place: Place::Funding,
        script: Script::None,
    };
    Ok(page(&asked, &head, || body(&asked, &typed, entries.len(), &shown)))
}

const OVER: &str = "over";
const UNKNOWN: &str = "unknown";

fn states() -> Vec<Choice> {
    vec![Choice::new(OVER, "Over budget"), Choice::new(UNKNOWN, "Spending not known yet")]
}

/// The plan's order of priorities and years, and of one of each by name.
pub(super) fn sort(asked: &Asked, lines: &mut [&Line]) {
    let outline = &asked.outline;
    lines.sort_by_key(|line| {
        let priority = outline.priorities.iter().position(|priority| priority.slug == line.priority);
        let year = outline.years.iter().position(|year| year.slug == line.year);
        (priority, year, line.name.clone(), line.source.clone())
    });
}

fn body(asked: &Asked, typed: &Typed, all: usize, shown: &[&Line]) -> AnyView {
    let form = Form { typed, errors: &Errors::default() };
    let is_chosen = ["priority", "year", "state"].iter().any(|name| !typed.get(name).is_empty());
    let may_change = asked.may(Action::RecordFunding, None) && asked.looking_back.is_none();
    let lead = if may_change { parts::Lead::ToForms } else { parts::Lead::Nowhere };
    let told = match (all, shown.len()) {
        (0, _) => view! { <p>"No funding has been recorded yet."</p> }.into_any(),
        (_, 0) => view! { <p>"No funding lines match these choices."</p> }.into_any(),
        _ => parts::funding(asked, "Funding lines", shown, lead),
    };
    let whole = is_chosen.then(|| {
        let to = address(asked, &path::Funding, Vec::new());
        view! { <a href=to>"All funding"</a> }
    });
    let kept = parts::kept_moment(asked, &form);
    let add = may_change.then(|| {
        view! {
            <nav class="change" aria-label="Change funding"><ul><li><a href=path::FundingNew.to_string()>"Add a funding line"</a></li></ul></nav>
        }
    });
    view! {
        <header class="page-head">
            <h1>"Funding"</h1>
            <p class="lead">"What was set aside for the priorities, and what has been spent. The public does not see this page."</p>
            {add}
        </header>
        <form method="get" action=path::Funding.to_string() class="form chooser">
            {kept}
            <div class="row">
                {form.list("priority", "Priority", "", Some("Every priority"), &parts::priorities(asked))}
                {form.list("year", "Plan year", "", Some("Every year"), &parts::plan_years(asked))}
                {form.list("state", "State", "", Some("Any"), &states())}
                {Button::Second.view("Show")}
                {whole}
            </div>
        </form>
        {told}
    }
    .into_any()
}

/// The funding line that an address names; an error if it was withdrawn.
async fn line_of(asked: &Asked, name: &str) -> Result<FundingVersion, Fault> {
    named(asked, name).await?.ok_or_else(|| gone("funding line"))
}

/// The funding line that an address names, unless it was withdrawn.
async fn named(asked: &Asked, name: &str) -> Result<Option<FundingVersion>, Fault> {
    Ok(storage::funding::one(&asked.desk, &asked.outline.plan.slug, name).await?)
}
