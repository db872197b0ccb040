//! Setting money aside for a priority, and saying what was spent of it.

use super::{line_of, named};
use crate::{
    ask::{choice::Choices, desk::Asked, done::Done, fault::Fault, named::Name, path, typed::Typed},
    parts,
    shell::{
        form::{
            Button, Errors, Form, Refused, Text,
            replacing::{self, Pair},
        },
        page::{Place, page},
    },
};
use axum::response::{Html, Response};
use domain::{action::LONGEST_NAME, funding::Line, money::Money, slug::Slug};
use leptos::prelude::*;
use storage::funding::{FundingVersion, Outcome};

type Beside<'a> = replacing::Beside<'a, FundingVersion>;

pub(crate) async fn open_new(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let typed = Typed::default()
        .with("line", asked.new_name("funding"))
        .with("priority", choices.text("priority"))
        .with("year", choices.text("year"));
    Ok(form(&asked, None, &typed, &Errors::default(), &Beside::Nothing))
}

pub(crate) async fn add(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    sent(&asked, None, &typed).await
}

pub(crate) async fn open(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = line_of(&asked, &name).await?;
    let typed = of_line(&entry.line).with("replaces", entry.by.number.to_string());
    Ok(form(&asked, Some(&entry), &typed, &Errors::default(), &Beside::Nothing))
}

pub(crate) async fn change(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let entry = replacing::seen(named(&asked, &name).await?, &typed, "funding line")?;
    sent(&asked, entry.as_ref(), &typed.with("line", name)).await
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

async fn sent(asked: &Asked, entry: Option<&FundingVersion>, typed: &Typed) -> Result<Response, Fault> {
    let then = (&path::Funding, Done::FundingRecorded);
    let again =
        |typed: &Typed, errors: &Errors, beside: &Beside<'_>| form(asked, entry, typed, errors, beside);
    replacing::answer(typed, record(asked, typed), |entry| entry.by.number, then, again).await
}

/// Records the funding line that a form says: the one way it is done by hand.
async fn record(asked: &Asked, typed: &Typed) -> Result<Outcome, Refused> {
    let slug = Slug::new(typed.get("line")).map_err(|_| Fault::broken_form())?;
    let replaces = typed.number("replaces")?;
    let mut errors = Errors::default();
    let (name, source) = (typed.line("name"), typed.line("source"));
    errors.check_needed("name", &name, LONGEST_NAME, "enter what it pays for");
    let priority = parts::priority_chosen(asked, typed, &mut errors);
    let year = parts::year_chosen(asked, typed, &mut errors);
    errors.check_needed("source", &source, LONGEST_NAME, "enter where the money comes from");
    let budget = match typed.text("budget").as_str() {
        "" => {
            errors.add("budget", "enter how much is set aside, in pounds");
            None
        }
        text => errors.take("budget", Money::read(text)),
    };
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
            let message = "this priority and plan year already have a line with this name and source: change \
                that one, or give this one another name";
            Err(Errors::of("name", message).into())
        }
        outcome => Ok(outcome),
    }
}

fn form(
    asked: &Asked,
    entry: Option<&FundingVersion>,
    typed: &Typed,
    errors: &Errors,
    beside: &Beside<'_>,
) -> Html<String> {
    let heading = if entry.is_some() { "Change a funding line" } else { "Add a funding line" };
    let head = beside.head(heading, errors, Place::Funding);
    let address = match entry {
        Some(entry) => path::FundingChange::of(&entry.line.slug).to_string(),
        None => path::FundingNew.to_string(),
    };
    let text = |name, label, hint| Text { name, label, hint, ..Text::default() };
    let money =
        |name, label, hint| Text { name, label, hint, keys: "decimal", width: "short", ..Text::default() };
    page(asked, &head, || {
        let form = Form { typed, errors };
        let withdraw = entry.map(|entry| {
            let to = path::FundingWithdraw::of(&entry.line.slug).to_string();
            view! { <p><a href=to>"Withdraw this funding line"</a></p> }
        });
        view! {
            <div class="form-page">
                <p class="kind"><a href=path::Funding.to_string()>"Funding"</a></p>
                <h1>{heading}</h1>
                {form.summary()}
                {beside.conflict("line", |theirs| &theirs.by, |theirs| pairs(asked, theirs, typed))}
                <form method="post" class="form" action=address novalidate>
                    {form.hidden("line", typed.get("line"))}
                    {form.hidden("replaces", typed.get("replaces"))}
                    {form.line(text("name", "What it pays for", "One line."))}
                    {form.list("priority", "Priority", "", Some("Choose one"), &parts::priorities(asked))}
                    {form.list("year", "Plan year", "", Some("Choose one"), &parts::plan_years(asked))}
                    {form.line(text("source", "Where it comes from", "Such as the public health grant."))}
                    <div class="row">
                        {form.line(money("budget", "Set aside", "In pounds: 12,500 or 12,500.50."))}
                        {form.line(money("spent", "Spent so far", "Leave empty until it is known."))}
                    </div>
                    {Button::Main.view(beside.button("Save the funding line"))}
                </form>
                {withdraw}
            </div>
        }
    })
}

/// What is recorded now, beside what was typed.
fn pairs(asked: &Asked, theirs: &FundingVersion, typed: &Typed) -> Vec<Pair> {
    let other = of_line(&theirs.line);
    // Money is compared as money: £500 and 500.00 are the same.
    let money = |typed: &Typed, name| {
        let text = typed.text(name);
        Money::read(&text).map_or(text, |money| money.to_string())
    };
    replacing::pairs(
        &other,
        typed,
        &[
            ("What it pays for", &|typed| typed.text("name")),
            ("Priority", &|typed| parts::priority_typed(asked, typed)),
            ("Plan year", &|typed| typed.text("year")),
            ("Where it comes from", &|typed| typed.text("source")),
            ("Set aside", &|typed| money(typed, "budget")),
            ("Spent so far", &|typed| money(typed, "spent")),
        ],
    )
}
