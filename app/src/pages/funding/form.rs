//! Setting money aside for a priority, and saying what was spent of it.

use super::{Name, must, years};
use crate::{
    choice::{Choices, pair},
    desk::Asked,
    done::Done,
    fault::Fault,
    form::{Button, Choice, Errors, Form, Long, Refused, Text, Typed},
    page::{Head, Place, Script, page},
    pages::{actions, sign_in::is_again},
    parts,
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{access::Action, funding::Line, money::Money, slug::Slug};
use leptos::prelude::*;
use storage::funding::{Entry, Outcome};

/// What is printed around the boxes.
#[derive(Clone, Copy)]
enum Beside<'a> {
    /// Nothing.
    Nothing,
    /// What somebody else left since the form was opened.
    Theirs(Option<&'a Entry>),
}

pub(crate) async fn open_new(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    asked.must(Action::RecordFunding, None, &Typed::default()).await?;
    // The name of the line is settled before it is sent, so that a form sent twice is one line.
    let name = format!("funding-{}", asked.secret().text().chars().take(12).collect::<String>());
    let typed = Typed::default()
        .with("line", name)
        .with("priority", choices.text("priority"))
        .with("year", choices.text("year"));
    Ok(form(&asked, None, &typed, &Errors::default(), Beside::Nothing))
}

pub(crate) async fn add(asked: Asked, Long(typed): Long) -> Result<Response, Fault> {
    asked.must(Action::RecordFunding, None, &typed).await?;
    sent(&asked, None, &typed).await
}

pub(crate) async fn open(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = must(&asked, Action::RecordFunding, &name, &Typed::default()).await?;
    let typed = of_line(&entry.line).with("replaces", entry.by.number.to_string());
    Ok(form(&asked, Some(&entry), &typed, &Errors::default(), Beside::Nothing))
}

pub(crate) async fn change(asked: Asked, Name(name): Name, Long(typed): Long) -> Result<Response, Fault> {
    let entry = must(&asked, Action::RecordFunding, &name, &typed).await?;
    let typed = typed.with("line", entry.line.slug.as_str());
    sent(&asked, Some(&entry), &typed).await
}

/// The boxes filled with a line.
fn of_line(line: &Line) -> Typed {
    Typed::default()
        .with("line", line.slug.as_str())
        .with("name", line.name.as_str())
        .with("priority", line.priority.as_str())
        .with("year", line.year.as_str())
        .with("source", line.source.as_str())
        .with("budget", line.budget.typed())
        .with("spent", line.spent.map(Money::typed).unwrap_or_default())
}

async fn sent(asked: &Asked, entry: Option<&Entry>, typed: &Typed) -> Result<Response, Fault> {
    let none = Errors::default();
    if is_again(typed) {
        // Typed before a session ended: shown again, and kept only when it is sent again.
        return Ok(form(asked, entry, typed, &none, Beside::Nothing).into_response());
    }
    match record(asked, typed).await {
        Ok(Outcome::Stale(theirs)) => {
            let theirs = theirs.as_deref();
            let replaces = theirs.map(|theirs| theirs.by.number.to_string()).unwrap_or_default();
            let typed = typed.clone().with("replaces", replaces);
            let page = form(asked, entry, &typed, &none, Beside::Theirs(theirs));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Ok(outcome) => {
            let done = if outcome == Outcome::Same { Done::Same } else { Done::FundingRecorded };
            Ok(Redirect::to(&format!("/funding?{}", pair("done", done.as_str()))).into_response())
        }
        Err(Refused::Errors(errors)) => {
            let page = form(asked, entry, typed, &errors, Beside::Nothing);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Refused::Fault(fault)) => Err(fault),
    }
}

/// Records the funding line that a form says: the one way it is done by hand.
async fn record(asked: &Asked, typed: &Typed) -> Result<Outcome, Refused> {
    let broken = || Fault::BadRequest("That form is not whole. Open it again.".into());
    let slug = Slug::new(typed.get("line")).map_err(|_| broken())?;
    let replaces = match typed.get("replaces") {
        "" => None,
        text => Some(text.parse::<i64>().map_err(|_| broken())?),
    };
    let mut errors = Errors::default();
    let line_of = |name: &str| typed.text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, source) = (line_of("name"), line_of("source"));
    actions::check_name(&mut errors, "name", &name, "say what it pays for");
    let priority = one_of(&parts::priorities(asked), typed.get("priority"));
    if priority.is_none() {
        errors.add("priority", "choose one of the priorities in the list");
    }
    let year = one_of(&years(asked), typed.get("year"));
    if year.is_none() {
        errors.add("year", "choose one of the plan years in the list");
    }
    actions::check_name(&mut errors, "source", &source, "say where the money comes from");
    let budget = errors.take("budget", Money::read(typed.get("budget")));
    let spent = match typed.text("spent").as_str() {
        "" => Some(None),
        text => errors.take("spent", Money::read(text)).map(Some),
    };
    let (Some(priority), Some(year), Some(budget), Some(spent), true) =
        (priority, year, budget, spent, errors.is_empty())
    else {
        return Err(errors.into());
    };
    let line = Line { slug, priority, year, name, source, budget, spent };
    let plan = &asked.outline.plan.slug;
    match storage::funding::record(&asked.desk, plan, &line, replaces, || asked.now()).await? {
        Outcome::Twice => {
            let message = "there is a line of this name and source already, for the same priority and plan year: change that one, \
                           or give this one another name";
            Err(Errors::of("name", message).into())
        }
        outcome => Ok(outcome),
    }
}

fn one_of(choices: &[Choice], value: &str) -> Option<Slug> {
    choices.iter().find(|choice| choice.value == value).and_then(|choice| Slug::new(&choice.value).ok())
}

fn form(
    asked: &Asked,
    entry: Option<&Entry>,
    typed: &Typed,
    errors: &Errors,
    beside: Beside<'_>,
) -> Html<String> {
    let heading = if entry.is_some() { "Change a funding line" } else { "Add a funding line" };
    let begins = match (errors.is_empty(), beside) {
        (false, _) => "Error: ",
        (true, Beside::Theirs(_)) => "Somebody else changed this: ",
        (true, Beside::Nothing) => "",
    };
    let head = Head {
        title: format!("{begins}{heading}"),
        description: heading.to_owned(),
        place: Place::Funding,
        script: Script::None,
    };
    let address = match entry {
        Some(entry) => format!("/funding/{}/change", entry.line.slug),
        None => "/funding/new".to_owned(),
    };
    let text = |name, label, hint| Text { name, label, hint, ..Text::default() };
    let money =
        |name, label, hint| Text { name, label, hint, keys: "decimal", width: "short", ..Text::default() };
    page(asked, &head, || {
        let form = Form { typed, errors };
        let withdraw = entry.map(|entry| {
            let to = format!("/funding/{}/withdraw", entry.line.slug);
            view! { <p><a href=to>"Withdraw this funding line"</a></p> }
        });
        let button = match beside {
            Beside::Nothing => "Save the funding line",
            Beside::Theirs(_) => "Save mine in its place",
        };
        view! {
            <div class="form-page">
                <p class="kind"><a href="/funding">"Funding"</a></p>
                <h1>{heading}</h1>
                {form.summary()}
                {conflict(asked, beside, typed)}
                <form method="post" class="form" action=address novalidate>
                    {form.hidden("line", typed.get("line"))}
                    {form.hidden("replaces", typed.get("replaces"))}
                    {form.line(text("name", "What it pays for", "In a line."))}
                    {form.list("priority", "Priority", "", Some("Choose one"), &parts::priorities(asked))}
                    {form.list("year", "Plan year", "", Some("Choose one"), &years(asked))}
                    {form.line(text("source", "Where it comes from", "Such as the public health grant."))}
                    <div class="row">
                        {form.line(money("budget", "Set aside", "In pounds: 12,500 or 12,500.50."))}
                        {form.line(money("spent", "Spent so far", "Empty as long as it is not known."))}
                    </div>
                    {Button::Main.view(button)}
                </form>
                {withdraw}
            </div>
        }
    })
}

/// What somebody else left in the meantime beside what was typed.
fn conflict(asked: &Asked, beside: Beside<'_>, typed: &Typed) -> Option<AnyView> {
    let Beside::Theirs(theirs) = beside else { return None };
    let Some(theirs) = theirs else {
        return Some(
            view! {
                <div class="stale" role="alert">
                    <p><strong>"Since you opened the form somebody else withdrew this line."</strong> " What you typed is below; sent again, it stands anew."</p>
                </div>
            }
            .into_any(),
        );
    };
    let by = parts::by(&theirs.by.sort, theirs.by.person, theirs.by.name.as_deref());
    let said = format!(
        "Since you opened the form {by} changed this line, on {}. Yours has not been saved.",
        parts::minute_of(theirs.by.at)
    );
    let other = of_line(&theirs.line);
    let priority = |typed: &Typed| {
        let slug = Slug::new(typed.get("priority"));
        slug.map_or_else(|_| String::new(), |slug| parts::priority_said(asked, &slug))
    };
    // Money is compared as money: £500 and 500.00 are the same.
    let money = |typed: &Typed, name| {
        let text = typed.text(name);
        Money::read(&text).map_or(text, |money| money.to_string())
    };
    let rows = [
        ("What it pays for", other.text("name"), typed.text("name")),
        ("Priority", priority(&other), priority(typed)),
        ("Plan year", other.text("year"), typed.text("year")),
        ("Where it comes from", other.text("source"), typed.text("source")),
        ("Set aside", money(&other, "budget"), money(typed, "budget")),
        ("Spent so far", money(&other, "spent"), money(typed, "spent")),
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
                <thead><tr><th scope="col">"Of the line"</th><th scope="col">"What stands now"</th><th scope="col">"What you typed"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    )
}
