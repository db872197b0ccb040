//! Saying what an indicator means from a day on.

use super::edited;
use crate::{
    ask::{
        choice::Choices,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, indicator_of},
        path,
        typed::Typed,
    },
    shell::{
        form::{Button, Choice, Errors, Form, Refused, Sent, Text, sent},
        page::{Head, Place, Script, page},
    },
};
use axum::response::{Html, Response};
use domain::{
    entry,
    indicator::{Definition, Indicator, Timing},
    wording,
};
use leptos::prelude::*;
use storage::edit::{Edited, define};

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let indicator = indicator_of(&asked, &name)?;
    let from = choices.text("from");
    let known = indicator.definitions.iter().find(|definition| definition.from.to_string() == from);
    let typed = match (known, indicator.definitions.last()) {
        (Some(definition), _) => {
            of_definition(definition).with("from", from).with("was", of_text(definition))
        }
        (None, Some(last)) => of_definition(last),
        (None, None) => Typed::default(),
    };
    Ok(form(&asked, indicator, &typed, &Errors::default()))
}

fn of_definition(definition: &Definition) -> Typed {
    Typed::default().with("text", definition.text.clone()).with("timing", definition.timing.as_str())
}

/// A definition in one line, for a form to say what was seen.
fn of_text(definition: &Definition) -> String {
    format!("{}|{}", definition.timing, definition.text)
}

fn form(asked: &Asked, indicator: &Indicator, typed: &Typed, errors: &Errors) -> Html<String> {
    let head = Head {
        title: errors.title(format_args!("What it means: {}", indicator.name)),
        description: "Define an indicator from a given day.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let from = Text {
        name: "from",
        label: "From",
        hint: "The first day it applies to, such as 1 April 2019.",
        width: "middle",
        ..Text::default()
    };
    let timings = [
        Choice::new(Timing::Flow.as_str(), "Everything that happened in the period"),
        Choice::new(
            Timing::Snapshot.as_str(),
            "The position on the last day, or on the day that the definition names",
        ),
        Choice::new(Timing::Average.as_str(), "The mean over the period"),
    ];
    let known: Vec<_> = indicator
        .definitions
        .iter()
        .rev()
        .map(|definition| {
            let address = format!("{}?from={}", path::Definition::of(&indicator.slug), definition.from);
            view! { <li>{definition.text.clone()} " " <a href=address>"From " {wording::day(definition.from)} ": change it"</a></li> }
        })
        .collect();
    page(asked, &head, || {
        let form = Form { typed, errors };
        view! {
            <div class="form-page">
                <p class="kind"><a href=path::Indicator::of(&indicator.slug).to_string()>{indicator.name.clone()}</a></p>
                <h1>"What it means"</h1>
                <p class="lead">"Earlier definitions stay with the periods they apply to. If the new one is \
                    not comparable with them, add a change note that breaks the series."</p>
                {form.summary()}
                <form method="post" class="form" action=path::Definition::of(&indicator.slug).to_string() novalidate>
                    {form.hidden("was", typed.get("was"))}
                    {form.line(from)}
                    {form.lines("text", "Definition", "In a sentence or two: who and what is counted, and what is not. The public can read it.")}
                    {form.radios("timing", "A figure is", "", &timings)}
                    {Button::Main.view("Save the definition")}
                </form>
                <h2>"Definitions so far"</h2>
                <ul>{known}</ul>
            </div>
        }
    })
}

pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let indicator = indicator_of(&asked, &name)?;
    match sent(&typed, set(&asked, indicator, &typed)).await? {
        Sent::Taken(outcome) => Ok(edited(indicator, outcome, Done::Defined)),
        Sent::Again(again) => Ok(again.answer(form(&asked, indicator, &typed, &again.errors))),
    }
}

/// Records the definition that a form says: the one way it is done by hand.
async fn set(asked: &Asked, indicator: &Indicator, typed: &Typed) -> Result<Edited, Refused> {
    let mut errors = Errors::default();
    let from = errors.take("from", entry::day(typed.get("from")));
    let text = typed.text("text");
    if text.is_empty() {
        errors.add("text", "enter what is counted");
    }
    errors.check_note("text", &text);
    let timing = Timing::parse(typed.get("timing"));
    let timing = errors.need("timing", timing, "choose what a figure covers");
    let (Some(from), Some(timing), true) = (from, timing, errors.is_empty()) else {
        return Err(errors.into());
    };
    let definition = Definition { from, text, timing };
    let known = indicator.definitions.iter().find(|known| known.from == from);
    let seen = typed.text("was");
    let was = known.filter(|known| of_text(known) == seen);
    if known.is_some() && was.is_none() && known != Some(&definition) {
        let message = "there is already a definition from this day: choose it below to change it, or choose another day";
        return Err(Errors::of("from", message).into());
    }
    match define(&asked.desk, &asked.outline.plan.slug, indicator, &definition, was, || asked.now()).await? {
        Edited::Stale => Err(Errors::of(
            "text",
            "somebody else changed this definition while you were typing: open the page again to see it",
        )
        .into()),
        edited => Ok(edited),
    }
}
