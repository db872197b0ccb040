//! A lead's own rating of a priority, where it goes, and why.

use crate::{
    ask::{
        address::{in_year, pair},
        choice::Choices,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, missing, slug},
        path,
        typed::Typed,
    },
    parts,
    shell::{
        form::{
            Again, Button, Choice, Errors, Form, Refused, Sent, go_on_by, sent,
            withdrawing::{self, Withdrawing},
        },
        page::{self, Head, Place, Script},
    },
};
use axum::response::{Html, Response};
use domain::{
    plan::{PlanYear, Priority},
    priority_rating::{Outlook, PriorityRating},
    rating::Colour,
};
use leptos::prelude::*;
use storage::{edit::Edited, figure::By};

/// The most characters of a reason.
const LONGEST: usize = 2000;

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let year = choices.year(&asked)?;
    let priority = of(&asked, year, &name)?;
    let typed = match standing(&asked, priority, year).await? {
        None => Typed::default(),
        Some((rating, by)) => Typed::default()
            .with("colour", rating.colour.as_str())
            .with("outlook", rating.outlook.as_str())
            .with("reason", rating.reason)
            .with("replaces", by.number.to_string()),
    };
    form(&asked, year, priority, &typed, &Errors::default()).await
}

/// A priority of a plan year.
fn of<'a>(asked: &'a Asked, year: &'a PlanYear, name: &str) -> Result<&'a Priority, Fault> {
    let name = slug(name, "priority")?;
    let year = asked.outline.year_of_priorities(year);
    asked
        .outline
        .priorities_of(year)
        .find(|priority| priority.slug == name)
        .ok_or_else(|| missing("priority"))
}

async fn standing(
    asked: &Asked,
    priority: &Priority,
    year: &PlanYear,
) -> Result<Option<(PriorityRating, By)>, Fault> {
    let ratings = storage::priority_rating::of_plan(&asked.desk, &asked.outline.plan.slug).await?;
    Ok(ratings.into_iter().find(|(rating, _)| rating.priority == priority.slug && rating.year == year.slug))
}

async fn form(
    asked: &Asked,
    year: &PlanYear,
    priority: &Priority,
    typed: &Typed,
    errors: &Errors,
) -> Result<Html<String>, Fault> {
    let stands = standing(asked, priority, year).await?;
    let head = Head {
        title: errors.title(format_args!("Rate the priority: {}", priority.name)),
        description: "How a priority is doing, where it is heading, and why.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    let colours = Choice::words(Colour::ALL.iter().map(|word| word.as_str()));
    let outlooks = Choice::words(Outlook::ALL.iter().map(|word| word.as_str()));
    let up = in_year(asked, &path::Priority::of(&priority.slug), year);
    let action = address_of(priority, year);
    Ok(page::page(asked, &head, || {
        let withdraw = stands.as_ref().map(|(_, by)| {
            view! {
                <form method="post" action=action.clone() class="form small">
                    {form.hidden("replaces", by.number.to_string())}
                    {form.hidden("step", WITHDRAW)}
                    {Button::Warning.view("Withdraw the rating")}
                </form>
            }
        });
        let stands = match &stands {
            None => view! { <p class="stands">"Nobody has rated it in this plan year."</p> }.into_any(),
            Some((rating, by)) => {
                view! { <p class="stands">{parts::own_rating_said(rating, by)}</p> }.into_any()
            }
        };
        view! {
            <div class="form-page">
                <p class="kind"><a href=up>{priority.name.clone()}</a></p>
                <h1>"Rate the priority, " {year.slug.to_string()}</h1>
                <p class="lead">"Your rating is shown beside the one from its indicators, and the board sees that it is yours and why."</p>
                {form.summary()}
                {stands}
                <form method="post" action=action.clone() class="form" novalidate>
                    {form.hidden("replaces", form.typed.get("replaces"))}
                    {form.list("colour", "How it is doing", "", Some("Choose"), &colours)}
                    {form.list("outlook", "Where it is heading", "", Some("Choose"), &outlooks)}
                    {form.lines("reason", "Why", "What the indicators do not show by themselves.")}
                    {Button::Main.view("Save the rating")}
                </form>
                {withdraw}
            </div>
        }
    }))
}

pub(crate) async fn save(
    asked: Asked,
    choices: Choices,
    Name(name): Name,
    typed: Typed,
) -> Result<Response, Fault> {
    let year = choices.year(&asked)?;
    let priority = of(&asked, year, &name)?;
    if typed.get("step") == WITHDRAW {
        return withdraw(&asked, year, priority, &typed).await;
    }
    match sent(&typed, rate(&asked, year, priority, &typed)).await? {
        Sent::Taken((rating, Edited::Stale)) => overtaken(asked.clone(), &rating, typed).await,
        Sent::Taken((_, Edited::Same)) => Ok(back_to(&asked, year, priority, Done::Same)),
        Sent::Taken((_, Edited::Saved)) => Ok(back_to(&asked, year, priority, Done::PriorityRated)),
        Sent::Again(again) => Ok(again.answer(form(&asked, year, priority, &typed, &again.errors).await?)),
    }
}

/// Rates a priority as a form says: the one way it is done by hand.
async fn rate(
    asked: &Asked,
    year: &PlanYear,
    priority: &Priority,
    typed: &Typed,
) -> Result<(PriorityRating, Edited), Refused> {
    let rating = read(typed, year, priority)?;
    let replaces = typed.number("replaces")?;
    let plan = &asked.outline.plan.slug;
    let edited = storage::priority_rating::rate(&asked.desk, plan, &rating, replaces, || asked.now()).await?;
    Ok((rating, edited))
}

/// The form again, with the rating that somebody else gave in between.
async fn overtaken(asked: Asked, mine: &PriorityRating, typed: Typed) -> Result<Response, Fault> {
    let asked = Asked { desk: asked.desk.now().await?, ..asked };
    let (year, priority) = (year_of(&asked, mine)?, priority_of(&asked, mine)?);
    let stands = standing(&asked, priority, year).await?;
    let theirs = stands.as_ref().map_or_else(
        || "somebody withdrew the rating while you were typing".to_owned(),
        |(rating, by)| {
            format!("somebody else rated it while you were typing: {}", parts::own_rating_said(rating, by))
        },
    );
    let replaces = stands.map_or(String::new(), |(_, by)| by.number.to_string());
    let typed = typed.with("replaces", replaces);
    let again = Again::stale(Errors::of("colour", format!("{theirs} Send yours again to replace it")));
    Ok(again.answer(form(&asked, year, priority, &typed, &again.errors).await?))
}

/// What the form says where the rating is to be withdrawn.
const WITHDRAW: &str = "withdraw";

/// The address that the forms of a rating are sent to.
fn address_of(priority: &Priority, year: &PlanYear) -> String {
    format!("{}?{}", path::PriorityRating::of(&priority.slug), pair("year", year.slug.as_str()))
}

fn back_to(asked: &Asked, year: &PlanYear, priority: &Priority, done: Done) -> Response {
    go_on_by(&in_year(asked, &path::Priority::of(&priority.slug), year), done)
}

/// Withdraws the rating that the form saw, once a reason is given.
async fn withdraw(
    asked: &Asked,
    year: &PlanYear,
    priority: &Priority,
    typed: &Typed,
) -> Result<Response, Fault> {
    let replaces = typed.number("replaces")?.ok_or_else(Fault::broken_form)?;
    let of = |replaces: i64| Withdrawing {
        heading: "Withdraw a rating",
        lead: "The priority's rating will come from its indicators only. The record keeps yours.",
        what: format!("{}, {}", priority.name, year.slug),
        address: address_of(priority, year),
        hidden: vec![("replaces", replaces.to_string()), ("step", WITHDRAW.to_owned())],
        button: "Withdraw the rating",
    };
    let reason = match withdrawing::reason_or_page(asked, &of(replaces), typed) {
        Ok(reason) => reason,
        Err(page) => return Ok(*page),
    };
    let plan = &asked.outline.plan.slug;
    let which = (&priority.slug, &year.slug);
    let clock = || asked.now();
    match storage::priority_rating::withdraw(&asked.desk, plan, which, replaces, &reason, clock).await? {
        Edited::Stale => {
            let asked = Asked { desk: asked.desk.now().await?, ..asked.clone() };
            let newest = standing(&asked, priority, year).await?.map(|(_, by)| by.number);
            let message =
                "somebody else rated it while you had it open: look at it again before you withdraw it";
            Ok(withdrawing::stale(&asked, &of(newest.unwrap_or(replaces)), typed, message))
        }
        Edited::Saved | Edited::Same => Ok(back_to(asked, year, priority, Done::RatingWithdrawn)),
    }
}

fn year_of<'a>(asked: &'a Asked, rating: &PriorityRating) -> Result<&'a PlanYear, Fault> {
    asked.outline.years.iter().find(|year| year.slug == rating.year).ok_or_else(|| missing("priority"))
}

fn priority_of<'a>(asked: &'a Asked, rating: &PriorityRating) -> Result<&'a Priority, Fault> {
    of(asked, year_of(asked, rating)?, rating.priority.as_str())
}

fn read(typed: &Typed, year: &PlanYear, priority: &Priority) -> Result<PriorityRating, Errors> {
    let mut errors = Errors::default();
    let colour = errors.need("colour", Colour::parse(typed.get("colour")), "choose how it is doing");
    let outlook = errors.need("outlook", Outlook::parse(typed.get("outlook")), "choose where it is heading");
    let reason = typed.text("reason");
    errors.check_within("reason", &reason, LONGEST, "say why");
    match (colour, outlook) {
        (Some(colour), Some(outlook)) if errors.is_empty() => Ok(PriorityRating {
            priority: priority.slug.clone(),
            year: year.slug.clone(),
            colour,
            outlook,
            reason,
        }),
        _ => Err(errors),
    }
}
