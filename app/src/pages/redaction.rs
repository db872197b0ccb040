//! Removing a text that names a child: the words are typed, what holds them is shown, and then they go for good. For administrators.
//!
//! The words are in no address, no log and no audit: they are only ever in the body of a form.

use crate::{
    ask::{desk::Asked, fault::Fault, path, readers::readers, typed::Typed},
    shell::{
        form::{Again, Button, Choice, Errors, Form, Refused, Sent, Text, sent},
        page::{Head, Place, Script, page},
    },
};
use axum::response::{Html, IntoResponse, Response};
use domain::{
    london,
    redaction::{Fault as Unfit, Found, Redaction},
};
use leptos::prelude::*;
use storage::{Error, redaction};

/// The most characters of what is looked for.
const LONGEST_WORDS: usize = 500;

/// What the page shows besides its form.
enum Shown {
    /// Nothing yet.
    Form,
    /// What holds the words, before anything is done.
    Look(Found),
    /// What was taken out.
    Done(Found),
}

pub(crate) async fn show(asked: Asked) -> Result<Html<String>, Fault> {
    whole(&asked, &Typed::default(), &Errors::default(), &Shown::Form).await
}

/// Looks for the words, or takes them out where the form says that what holds them was seen. Nothing is compared with what was seen: more
/// of the same words may go than were shown, and none may stay.
pub(crate) async fn take_out(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    let taking = async {
        let (redaction, imports) = read(&asked, &typed).await?;
        if typed.get("confirm").is_empty() {
            let found = redaction::look(&asked.desk, &redaction, &imports, readers()).await;
            return Ok(Shown::Look(found.map_err(told)?));
        }
        let done = redaction::redact(&asked.desk, &redaction, &imports, readers(), || asked.now()).await;
        Ok(Shown::Done(done.map_err(told)?.found))
    };
    match sent(&typed, taking).await? {
        Sent::Again(again) => Ok(formed(&asked, &typed, &again).await?),
        // What was typed has done its work.
        Sent::Taken(shown @ Shown::Done(_)) => {
            Ok(whole(&asked, &Typed::default(), &Errors::default(), &shown).await?.into_response())
        }
        Sent::Taken(shown) => Ok(whole(&asked, &typed, &Errors::default(), &shown).await?.into_response()),
    }
}

async fn formed(asked: &Asked, typed: &Typed, again: &Again) -> Result<Response, Fault> {
    Ok(again.answer(whole(asked, typed, &again.errors, &Shown::Form).await?))
}

/// What the form means: the words with the reason, and the imports that are named.
async fn read(asked: &Asked, typed: &Typed) -> Result<(Redaction, Vec<i64>), Refused> {
    let (words, why) = (typed.text("words"), typed.text("why"));
    let mut errors = Errors::default();
    errors.check_length("words", &words, LONGEST_WORDS);
    errors.check_note("why", &why);
    let redaction = match Redaction::new(&words, &why) {
        Ok(redaction) => Some(redaction),
        Err(fault) => {
            let name = match fault {
                Unfit::Short | Unfit::Ours => "words",
                Unfit::NoReason | Unfit::Repeats => "why",
            };
            errors.add(name, fault.to_string());
            None
        }
    };
    let known = redaction::imports(&asked.desk).await?;
    let chosen: Vec<_> = typed.0.iter().filter(|(name, _)| name == "imports").collect();
    let imports: Vec<i64> = chosen
        .iter()
        .filter_map(|(_, number)| number.parse().ok())
        .filter(|number| known.iter().any(|import| import.number == *number))
        .collect();
    if imports.len() < chosen.len() {
        // Without a file to choose there is no list to lead to.
        let name = if known.is_empty() { "words" } else { "imports" };
        errors.add(name, "a file that you chose is not there, or was removed already: choose again");
    }
    match redaction {
        Some(redaction) if errors.is_empty() => Ok((redaction, imports)),
        _ => Err(errors.into()),
    }
}

/// What an administrator can do something about, at its box.
fn told(error: Error) -> Refused {
    match error {
        Error::Unopenable(_) => Errors::of("words", format!("{error}.")).into(),
        other => other.into(),
    }
}

async fn whole(asked: &Asked, typed: &Typed, errors: &Errors, shown: &Shown) -> Result<Html<String>, Fault> {
    let imports = redaction::imports(&asked.desk).await?;
    let files: Vec<_> = imports
        .iter()
        .map(|import| {
            let label =
                format!("{} (import {}, {})", import.name, import.number, london::day_said(import.at));
            Choice::new(import.number.to_string(), label)
        })
        .collect();
    let head = Head {
        title: errors.title("Redaction"),
        description: "Removing a text that names a child.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    Ok(page(asked, &head, || {
        let body = match shown {
            Shown::Form => asking(&form, &files, "Look for it"),
            Shown::Look(found) => {
                view! { {looked(&form, found)} {asking(&form, &files, "Look again")} }.into_any()
            }
            Shown::Done(found) => view! { {done(found)} {asking(&form, &files, "Look for it")} }.into_any(),
        };
        view! {
            <div class="form-page">
                <h1>"Remove a text that names a child"</h1>
                <p class="lead">"Any text that contains the words you give is replaced by [removed] wherever it was ever recorded: in earlier versions, drafts, the audit, frozen packs and reviews, and imported files. Figures stay. You cannot undo it."</p>
                {form.summary()}
                {body}
            </div>
        }
    }))
}

fn asking(form: &Form<'_>, files: &[Choice], button: &'static str) -> AnyView {
    let words = Text {
        name: "words",
        label: "The words to look for",
        hint: "Exactly as they are written, capital letters included: usually a name. Look for other spellings one by one.",
        ..Text::default()
    };
    let imports = (!files.is_empty()).then(|| {
        form.ticks(
            "imports",
            "Imported files to remove in any case",
            "A file that holds the words is found and removed. Choose one that may hold them in a way that cannot be found, such as a picture.",
            files,
        )
    });
    view! {
        <form method="post" action=path::Redaction.to_string() class="form" novalidate>
            {form.line(words)}
            {form.lines("why", "Why", "It is kept for good and shown in the audit with your name, so it must not repeat the words.")}
            {imports}
            {Button::Second.view(button)}
        </form>
    }
    .into_any()
}

/// What holds the words, and the button that takes them out.
fn looked(form: &Form<'_>, found: &Found) -> AnyView {
    let confirm = (!found.is_nothing()).then(|| {
        let imports: Vec<_> = form
            .typed
            .0
            .iter()
            .filter(|(name, _)| name == "imports")
            .map(|(_, number)| form.hidden("imports", number.clone()))
            .collect();
        view! {
            <form method="post" action=path::Redaction.to_string() class="form">
                {form.hidden("words", form.typed.get("words"))}
                {form.hidden("why", form.typed.get("why"))}
                {imports}
                {form.hidden("confirm", "yes")}
                <p class="hint">"What is added before you press the button goes too."</p>
                {Button::Warning.view("Remove for good")}
            </form>
        }
    });
    let lead = match found.is_nothing() {
        true => "Nothing holds these words. Nothing was changed.",
        false => "Nothing was changed yet. Earlier versions and drafts are counted too.",
    };
    view! {
        <section class="found" aria-labelledby="found" role="status">
            <h2 id="found">"What would be removed"</h2>
            <p>{lead}</p>
            {list(found.would_go())}
            {list(found.not_searched())}
            {confirm}
        </section>
    }
    .into_any()
}

/// What was taken out.
fn done(found: &Found) -> AnyView {
    let lead = match found.is_nothing() {
        true => "Nothing holds these words any more. Nothing was changed.",
        false => "The text is removed for good.",
    };
    let copies = (!found.is_nothing()).then(|| {
        view! { <p>"Copies of the record that were made before still hold it, and so do files that people downloaded. Remove it there too."</p> }
    });
    view! {
        <section class="found done" aria-labelledby="found" role="status">
            <h2 id="found">"What was removed"</h2>
            <p>{lead}</p>
            {list(found.went())}
            {list(found.not_searched())}
            {copies}
        </section>
    }
    .into_any()
}

fn list(sentences: Vec<String>) -> Option<AnyView> {
    let items: Vec<_> = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect();
    (!items.is_empty()).then(|| view! { <ul>{items}</ul> }.into_any())
}
