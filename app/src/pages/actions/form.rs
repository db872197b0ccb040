//! Agreeing on an action, and changing what was agreed.

use super::{Name, may_give, must};
use crate::{
    choice::{Choices, pair},
    desk::Asked,
    done::Done,
    fault::Fault,
    form::{Button, Choice, Errors, Form, Long, Refused, Text, Typed},
    page::{Head, Place, Script, page},
    pages::sign_in::is_again,
    parts,
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access,
    action::{Action, LONGEST_NAME},
    entry,
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use storage::action::{Entry, Outcome};

/// The boxes of indicators begin so.
const INDICATOR: &str = "indicator-";

/// What is printed around the boxes.
#[derive(Clone, Copy)]
enum Beside<'a> {
    /// Nothing.
    Nothing,
    /// What somebody else left since the form was opened.
    Theirs(Option<&'a Entry>),
}

pub(crate) async fn open_new(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let organisation = choices.text("organisation");
    let whose = Slug::new(organisation).ok();
    let whose = whose.as_ref().and_then(|slug| asked.heir(slug));
    asked.must_for(access::Action::RecordAction, whose, &Typed::default()).await?;
    // The name of the action is settled before it is sent, so that a form sent twice is one action.
    let name = format!("action-{}", asked.secret().text().chars().take(12).collect::<String>());
    let typed = Typed::default()
        .with("action", name)
        .with("organisation", organisation)
        .with("priority", choices.text("priority"))
        .with("starts", asked.today.to_string());
    Ok(form(&asked, None, &typed, &Errors::default(), Beside::Nothing))
}

pub(crate) async fn add(asked: Asked, choices: Choices, Long(typed): Long) -> Result<Response, Fault> {
    let organisation = match typed.get("organisation") {
        "" => choices.text("organisation"),
        organisation => organisation,
    };
    let whose = Slug::new(organisation).ok();
    let whose = whose.as_ref().and_then(|slug| asked.heir(slug));
    asked.must_for(access::Action::RecordAction, whose, &typed).await?;
    sent(&asked, None, &typed).await
}

pub(crate) async fn open(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = must(&asked, access::Action::RecordAction, &name, &Typed::default()).await?;
    let typed = of_action(&entry.action).with("replaces", entry.by.number.to_string());
    Ok(form(&asked, Some(&entry), &typed, &Errors::default(), Beside::Nothing))
}

pub(crate) async fn change(asked: Asked, Name(name): Name, Long(typed): Long) -> Result<Response, Fault> {
    let entry = must(&asked, access::Action::RecordAction, &name, &typed).await?;
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
        .with("starts", action.starts.to_string())
        .with("due", action.due.to_string());
    action
        .indicators
        .iter()
        .fold(typed, |typed, indicator| typed.with(&format!("{INDICATOR}{indicator}"), "yes"))
}

async fn sent(asked: &Asked, entry: Option<&Entry>, typed: &Typed) -> Result<Response, Fault> {
    let none = Errors::default();
    if is_again(typed) {
        // Typed before a session ended: shown again, and kept only when it is sent again.
        return Ok(form(asked, entry, typed, &none, Beside::Nothing).into_response());
    }
    match record(asked, typed).await {
        Ok((slug, Outcome::Stale(theirs))) => {
            let theirs = theirs.as_deref();
            let replaces = theirs.map(|theirs| theirs.by.number.to_string()).unwrap_or_default();
            let typed = typed.clone().with("replaces", replaces).with("action", slug.as_str());
            let page = form(asked, entry, &typed, &none, Beside::Theirs(theirs));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Ok((slug, outcome)) => {
            let done = if outcome == Outcome::Same { Done::Same } else { Done::ActionRecorded };
            let to = format!("/actions/{slug}?{}", pair("done", done.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Refused::Errors(errors)) => {
            let page = form(asked, entry, typed, &errors, Beside::Nothing);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Refused::Fault(fault)) => Err(fault),
    }
}

/// Records the action that a form says: the one way it is done by hand.
async fn record(asked: &Asked, typed: &Typed) -> Result<(Slug, Outcome), Refused> {
    let broken = || Fault::BadRequest("That form is not whole. Open it again.".into());
    let slug = Slug::new(typed.get("action")).map_err(|_| broken())?;
    let replaces = match typed.get("replaces") {
        "" => None,
        text => Some(text.parse::<i64>().map_err(|_| broken())?),
    };
    let mut errors = Errors::default();
    let name = typed.text("name").split_whitespace().collect::<Vec<_>>().join(" ");
    check_name(&mut errors, "name", &name, "say what is to be done");
    let priority = one_of(&parts::priorities(asked), typed.get("priority"));
    if priority.is_none() {
        errors.add("priority", "choose one of the priorities in the list");
    }
    let organisation = one_of(&offered(asked), typed.get("organisation"));
    if organisation.is_none() {
        errors.add("organisation", "choose one of the organisations in the list");
    }
    let starts = errors.take("starts", entry::day(typed.get("starts")));
    let due = errors.take("due", entry::day(typed.get("due")));
    if let Some((starts, due)) = starts.zip(due)
        && due < starts
    {
        errors.add("due", format!("give a day that is not before its start, {}", wording::day(starts)));
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
            let message = "there is an action of this name already, for the same priority and organisation: change that one, or \
                           give this one another name";
            Err(Errors::of("name", message).into())
        }
        outcome => Ok((action.slug, outcome)),
    }
}

/// The organisations to choose from.
fn offered(asked: &Asked) -> Vec<Choice> {
    may_give(asked)
        .map(|organisation| Choice::new(organisation.slug.as_str(), organisation.name.as_str()))
        .collect()
}

fn one_of(choices: &[Choice], value: &str) -> Option<Slug> {
    choices.iter().find(|choice| choice.value == value).and_then(|choice| Slug::new(&choice.value).ok())
}

/// Notes where a name is missing or too long.
pub(in crate::pages) fn check_name(errors: &mut Errors, at: &'static str, name: &str, missing: &'static str) {
    let length = name.chars().count();
    if name.is_empty() {
        errors.add(at, missing);
    } else if length > LONGEST_NAME {
        errors.add(at, format!("shorten this to {LONGEST_NAME} characters: it has {length}"));
    }
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
        errors.add("indicators", format!("there is no indicator \"{name}\": tick those in the list"));
    }
    let all = asked.outline.indicators.iter().map(|indicator| indicator.slug.clone());
    all.filter(|slug| ticked.contains(&slug.as_str())).collect()
}

fn form(
    asked: &Asked,
    entry: Option<&Entry>,
    typed: &Typed,
    errors: &Errors,
    beside: Beside<'_>,
) -> Html<String> {
    let heading = if entry.is_some() { "Change an action" } else { "Add an action" };
    let begins = match (errors.is_empty(), beside) {
        (false, _) => "Error: ",
        (true, Beside::Theirs(_)) => "Somebody else changed this: ",
        (true, Beside::Nothing) => "",
    };
    let head = Head {
        title: format!("{begins}{heading}"),
        description: heading.to_owned(),
        place: Place::Actions,
        script: Script::None,
    };
    let address = match entry {
        Some(entry) => format!("/actions/{}/change", entry.action.slug),
        None => "/actions/new".to_owned(),
    };
    let name = Text { name: "name", label: "What is to be done", hint: "In a line.", ..Text::default() };
    let day = |name, label, hint| Text { name, label, hint, width: "middle", ..Text::default() };
    page(asked, &head, || {
        let form = Form { typed, errors };
        let organisations = offered(asked);
        let priorities = parts::priorities(asked);
        let button = match beside {
            Beside::Nothing => "Save the action",
            Beside::Theirs(_) => "Save mine in its place",
        };
        view! {
            <div class="form-page">
                <p class="kind"><a href="/actions">"Actions"</a></p>
                <h1>{heading}</h1>
                {form.summary()}
                {conflict(asked, beside, typed)}
                <form method="post" class="form" action=address novalidate>
                    {form.hidden("action", typed.get("action"))}
                    {form.hidden("replaces", typed.get("replaces"))}
                    {form.line(name)}
                    {form.list("priority", "Priority", "", Some("Choose one"), &priorities)}
                    {form.list("organisation", "Who is to do it", "", Some("Choose one"), &organisations)}
                    <div class="row">
                        {form.line(day("starts", "Starts", "Such as 1 April 2019."))}
                        {form.line(day("due", "Due", "The day that it is to be done by."))}
                    </div>
                    {ticks(asked, &form)}
                    {Button::Main.view(button)}
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
            <legend>"Which indicators it is meant to move"</legend>
            {error}
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// What somebody else left in the meantime beside what was typed.
fn conflict(asked: &Asked, beside: Beside<'_>, typed: &Typed) -> Option<AnyView> {
    let Beside::Theirs(theirs) = beside else { return None };
    let Some(theirs) = theirs else {
        return Some(
            view! {
                <div class="stale" role="alert">
                    <p><strong>"Since you opened the form somebody else withdrew this action."</strong> " What you typed is below; sent again, it stands anew."</p>
                </div>
            }
            .into_any(),
        );
    };
    let by = parts::by(&theirs.by.sort, theirs.by.person, theirs.by.name.as_deref());
    let said = format!(
        "Since you opened the form {by} changed this action, on {}. Yours has not been saved.",
        parts::minute_of(theirs.by.at)
    );
    let other = of_action(&theirs.action);
    let names = |typed: &Typed| -> String {
        let ticked = asked.outline.indicators.iter();
        let ticked = ticked.filter(|one| !typed.get(&format!("{INDICATOR}{}", one.slug)).is_empty());
        ticked.map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let rows = [
        ("What is to be done", other.text("name"), typed.text("name")),
        ("Priority", priority(asked, &other), priority(asked, typed)),
        ("Who is to do it", organisation(asked, &other), organisation(asked, typed)),
        ("Starts", other.text("starts"), typed.text("starts")),
        ("Due", other.text("due"), typed.text("due")),
        ("Indicators", names(&other), names(typed)),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, theirs, mine)| {
            let class = if theirs == mine { "" } else { "differs" };
            view! { <tr class=class><th scope="row">{name}</th> <td>{theirs}</td> <td>{mine}</td></tr> }
        })
        .collect();
    Some(
        view! {
            <div class="stale" role="alert"><p><strong>{said}</strong> " Choose which is to stand: the other stays in the record."</p></div>
            <table class="side-by-side">
                <caption class="unseen">"What stands and what you typed"</caption>
                <thead><tr><th scope="col">"Of the action"</th><th scope="col">"What stands now"</th><th scope="col">"What you typed"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    )
}

fn priority(asked: &Asked, typed: &Typed) -> String {
    Slug::new(typed.get("priority")).map_or_else(|_| String::new(), |slug| parts::priority_said(asked, &slug))
}

fn organisation(asked: &Asked, typed: &Typed) -> String {
    let slug = Slug::new(typed.get("organisation"));
    slug.map_or_else(|_| String::new(), |slug| asked.outline.organisation_name(&slug).to_owned())
}
