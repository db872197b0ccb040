//! Agreeing on an action, and changing what was agreed.

use super::{may_give, must, named};
use crate::{
    ask::{choice::Choices, desk::Asked, done::Done, fault::Fault, named::Name, path, typed::Typed},
    parts,
    shell::{
        form::{
            Button, Choice, Errors, Form, Refused, Text,
            replacing::{self, Pair},
        },
        page::{Place, page},
    },
};
use axum::response::{Html, Response};
use domain::{
    access,
    action::{Action, LONGEST_NAME},
    entry,
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use storage::action::{ActionVersion, Outcome};

type Beside<'a> = replacing::Beside<'a, ActionVersion>;

/// The boxes of indicators begin so.
const INDICATOR: &str = "indicator-";

pub(crate) async fn open_new(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let organisation = choices.text("organisation");
    let whose = Slug::new(organisation).ok();
    let whose = whose.as_ref().and_then(|slug| asked.heir(slug));
    asked.must_be_of(access::Action::RecordAction, whose).await?;
    let typed = Typed::default()
        .with("action", asked.new_name("action"))
        .with("organisation", organisation)
        .with("priority", choices.text("priority"))
        .with("starts", wording::day(asked.today));
    Ok(form(&asked, None, &typed, &Errors::default(), &Beside::Nothing))
}

pub(crate) async fn add(asked: Asked, choices: Choices, typed: Typed) -> Result<Response, Fault> {
    let organisation = match typed.get("organisation") {
        "" => choices.text("organisation"),
        organisation => organisation,
    };
    let whose = Slug::new(organisation).ok();
    let whose = whose.as_ref().and_then(|slug| asked.heir(slug));
    asked.must_be_of(access::Action::RecordAction, whose).await?;
    sent(&asked, None, &typed).await
}

pub(crate) async fn open(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = must(&asked, access::Action::RecordAction, &name).await?;
    let typed = of_action(&entry.action).with("replaces", entry.by.number.to_string());
    Ok(form(&asked, Some(&entry), &typed, &Errors::default(), &Beside::Nothing))
}

pub(crate) async fn change(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let Some(entry) = named(&asked, &name).await? else {
        let whose = Slug::new(typed.get("organisation")).ok();
        let whose = whose.as_ref().and_then(|slug| asked.heir(slug));
        asked.must_be_of(access::Action::RecordAction, whose).await?;
        let entry = replacing::seen(None, &typed, "action")?;
        return sent(&asked, entry.as_ref(), &typed.with("action", name)).await;
    };
    asked.must_be_of(access::Action::RecordAction, asked.heir(&entry.action.organisation)).await?;
    let typed = typed.with("action", entry.action.slug.as_str());
    sent(&asked, Some(&entry), &typed).await
}

/// The boxes filled with an action.
fn of_action(action: &Action) -> Typed {
    let typed = Typed::default()
        .with("action", action.slug.as_str())
        .with("name", action.name.as_str())
        .with("priority", action.priority.as_str())
        .with("organisation", action.organisation.as_str())
        .with("starts", wording::day(action.starts))
        .with("due", wording::day(action.due));
    action
        .indicators
        .iter()
        .fold(typed, |typed, indicator| typed.with(&format!("{INDICATOR}{indicator}"), "yes"))
}

async fn sent(asked: &Asked, entry: Option<&ActionVersion>, typed: &Typed) -> Result<Response, Fault> {
    let then = (&path::Action::of(typed.get("action")), Done::ActionRecorded);
    let again =
        |typed: &Typed, errors: &Errors, beside: &Beside<'_>| form(asked, entry, typed, errors, beside);
    replacing::answer(typed, record(asked, typed), |entry| entry.by.number, then, again).await
}

/// Records the action that a form says: the one way it is done by hand.
async fn record(asked: &Asked, typed: &Typed) -> Result<Outcome, Refused> {
    let slug = Slug::new(typed.get("action")).map_err(|_| Fault::broken_form())?;
    let replaces = typed.number("replaces")?;
    let mut errors = Errors::default();
    let name = typed.line("name");
    errors.check_needed("name", &name, LONGEST_NAME, "enter what will be done");
    let priority = parts::priority_chosen(asked, typed, &mut errors);
    let organisation = chosen(asked, typed, &mut errors);
    let starts = errors.take("starts", entry::day(typed.get("starts")));
    let due = errors.take("due", entry::day(typed.get("due")));
    if let Some((starts, due)) = starts.zip(due)
        && due < starts
    {
        errors.add("due", format!("enter a day on or after its start, {}", wording::day(starts)));
    }
    let indicators = indicators(asked, typed, &mut errors);
    let (Some(priority), Some(organisation), Some(starts), Some(due), true) =
        (priority, organisation, starts, due, errors.is_empty())
    else {
        return Err(errors.into());
    };
    let action = Action { slug, priority, name, organisation, indicators, starts, due };
    let plan = &asked.outline.plan.slug;
    match storage::action::record(&asked.desk, plan, &action, replaces, || asked.now()).await? {
        Outcome::Twice => {
            let message = "this priority and organisation already have an action with this name: change that \
                one, or give this one another name";
            Err(Errors::of("name", message).into())
        }
        outcome => Ok(outcome),
    }
}

/// The organisations to choose from.
pub(in crate::pages) fn offered(asked: &Asked) -> Vec<Choice> {
    may_give(asked)
        .map(|organisation| Choice::new(organisation.slug.as_str(), organisation.name.as_str()))
        .collect()
}

/// The organisation that a form chose; if it chose none, that is noted at its box.
pub(in crate::pages) fn chosen(asked: &Asked, typed: &Typed, errors: &mut Errors) -> Option<Slug> {
    let missing = "choose an organisation from the list";
    errors.chosen("organisation", &offered(asked), typed.get("organisation"), missing)
}

/// The indicators that are ticked, in the plan's order.
fn indicators(asked: &Asked, typed: &Typed, errors: &mut Errors) -> Vec<Slug> {
    let ticked: Vec<&str> = typed
        .0
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(name, _)| name.strip_prefix(INDICATOR))
        .collect();
    if let Some(unknown) = ticked.iter().find(|name| asked.outline.indicator_named(name).is_none()) {
        let name: String = unknown.chars().take(40).collect();
        errors.add("indicators", format!("there is no indicator \"{name}\": tick indicators in the list"));
    }
    let all = asked.outline.indicators.iter().map(|indicator| indicator.slug.clone());
    all.filter(|slug| ticked.contains(&slug.as_str())).collect()
}

fn form(
    asked: &Asked,
    entry: Option<&ActionVersion>,
    typed: &Typed,
    errors: &Errors,
    beside: &Beside<'_>,
) -> Html<String> {
    let heading = if entry.is_some() { "Change an action" } else { "Add an action" };
    let head = beside.head(heading, errors, Place::Actions);
    let address = match entry {
        Some(entry) => path::ActionChange::of(&entry.action.slug).to_string(),
        None => path::ActionNew.to_string(),
    };
    let name = Text { name: "name", label: "What will be done", hint: "One line.", ..Text::default() };
    let day = |name, label, hint| Text { name, label, hint, width: "middle", ..Text::default() };
    page(asked, &head, || {
        let form = Form { typed, errors };
        let organisations = offered(asked);
        let priorities = parts::priorities(asked);
        view! {
            <div class="form-page">
                <p class="kind"><a href=path::Actions.to_string()>"Actions"</a></p>
                <h1>{heading}</h1>
                {form.summary()}
                {beside.conflict("action", |theirs| &theirs.by, |theirs| pairs(asked, theirs, typed))}
                <form method="post" class="form" action=address novalidate>
                    {form.hidden("action", typed.get("action"))}
                    {form.hidden("replaces", typed.get("replaces"))}
                    {form.line(name)}
                    {form.list("priority", "Priority", "", Some("Choose one"), &priorities)}
                    {form.list("organisation", "Who will do it", "", Some("Choose one"), &organisations)}
                    <div class="row">
                        {form.line(day("starts", "Starts", "Such as 1 April 2019."))}
                        {form.line(day("due", "Due", "The day it should be done by."))}
                    </div>
                    {ticks(asked, &form)}
                    {Button::Main.view(beside.button("Save the action"))}
                </form>
            </div>
        }
    })
}

/// The indicators, each to be ticked.
fn ticks(asked: &Asked, form: &Form<'_>) -> AnyView {
    let wrong = form.errors.at("indicators").map(str::to_owned);
    let class = if wrong.is_some() { "field wrong" } else { "field" };
    let error = wrong.map(|message| {
        view! { <p class="field-error" id="indicators-error"><span class="unseen">"Error: "</span> {message}</p> }
    });
    let described_by = error.is_some().then_some("indicators-error");
    let boxes: Vec<_> = asked
        .outline
        .indicators
        .iter()
        .enumerate()
        .map(|(place, indicator)| {
            let name = format!("{INDICATOR}{}", indicator.slug);
            // The summary leads to the first.
            let id = if place == 0 { "indicators".to_owned() } else { name.clone() };
            let is_ticked = !form.typed.get(&name).is_empty();
            view! {
                <div class="radio">
                    <input type="checkbox" id=id.clone() name=name value="yes" checked=is_ticked/>
                    <label for=id>{indicator.name.clone()}</label>
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class=class aria-describedby=described_by>
            <legend>"Which indicators it should improve"</legend>
            {error}
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// What is recorded now, beside what was typed.
fn pairs(asked: &Asked, theirs: &ActionVersion, typed: &Typed) -> Vec<Pair> {
    let other = of_action(&theirs.action);
    let names = |typed: &Typed| -> String {
        let ticked = asked.outline.indicators.iter();
        let ticked = ticked.filter(|one| !typed.get(&format!("{INDICATOR}{}", one.slug)).is_empty());
        ticked.map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let day = |name: &'static str| move |typed: &Typed| day_said(typed, name);
    replacing::pairs(
        &other,
        typed,
        &[
            ("What will be done", &|typed| typed.text("name")),
            ("Priority", &|typed| parts::priority_typed(asked, typed)),
            ("Who will do it", &|typed| organisation(asked, typed)),
            ("Starts", &day("starts")),
            ("Due", &day("due")),
            ("Indicators", &names),
        ],
    )
}

/// A day as people write it, however it was typed.
fn day_said(typed: &Typed, name: &str) -> String {
    entry::day(typed.get(name)).map_or_else(|_| typed.text(name), wording::day)
}

fn organisation(asked: &Asked, typed: &Typed) -> String {
    let slug = Slug::new(typed.get("organisation"));
    slug.map_or_else(|_| String::new(), |slug| asked.outline.organisation_name(&slug).to_owned())
}
