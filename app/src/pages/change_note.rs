//! Adding what explains a series: an event, a change of recording or of definition; some break it.

use super::edited;
use crate::{
    ask::{
        address::pair,
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
    access::Action,
    change_note::{ChangeNote, Effect, Kind},
    entry,
    figure::Origin,
    indicator::Indicator,
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use storage::edit::{Edited, note_change};

/// The boxes of a note, and what each held when the form was opened.
const BOXES: [(&str, &str); 5] = [
    ("on", "was-on"),
    ("kind", "was-kind"),
    ("effect", "was-effect"),
    ("text", "was-text"),
    ("source", "was-source"),
];

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    asked.must_answer_for(Action::NoteChange, asked.outline.indicator_named(&name)).await?;
    let indicator = indicator_of(&asked, &name)?;
    let typed = match choices.get("note") {
        None => {
            Typed::default().with("note", asked.new_name("note")).with("effect", Effect::Explains.as_str())
        }
        Some(name) => {
            let note = asked.outline.notes_of(&indicator.slug).find(|note| note.slug.as_str() == name);
            of_note(note.ok_or_else(|| crate::ask::named::missing("change note"))?)
        }
    };
    Ok(form(&asked, indicator, &typed, &Errors::default()))
}

/// The boxes filled with a note, each twice: once to change, once to say what was seen.
fn of_note(note: &ChangeNote) -> Typed {
    let values = [
        note.on.to_string(),
        note.kind.to_string(),
        note.effect.to_string(),
        note.text.clone(),
        note.source.clone(),
    ];
    BOXES
        .into_iter()
        .zip(values)
        .fold(Typed::default().with("note", note.slug.as_str()), |typed, ((name, was), value)| {
            typed.with(name, value.clone()).with(was, value)
        })
}

fn form(asked: &Asked, indicator: &Indicator, typed: &Typed, errors: &Errors) -> Html<String> {
    let heading = if typed.get("was-on").is_empty() { "Add a change note" } else { "Change a change note" };
    let head = Head {
        title: errors.title(format_args!("{heading}: {}", indicator.name)),
        description: heading.to_owned(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let on = Text {
        name: "on",
        label: "From",
        hint: "The first day it affects, such as 1 April 2019.",
        width: "middle",
        ..Text::default()
    };
    let source = Text { name: "source", label: "Source", ..Text::default() };
    let kinds = Choice::words(Kind::ALL.iter().map(|kind| kind.as_str()));
    let effects = [
        Choice::new(Effect::Explains.as_str(), "No: figures before and after can be compared"),
        Choice::new(Effect::Breaks.as_str(), "Yes: the line, the baseline and every comparison stop there"),
    ];
    page(asked, &head, || {
        let form = Form { typed, errors };
        let was: Vec<_> = BOXES.into_iter().map(|(_, was)| form.hidden(was, typed.get(was))).collect();
        view! {
            <div class="form-page">
                <p class="kind"><a href=path::Indicator::of(&indicator.slug).to_string()>{indicator.name.clone()}</a></p>
                <h1>{heading}</h1>
                {form.summary()}
                <form method="post" class="form" action=path::ChangeNote::of(&indicator.slug).to_string() novalidate>
                    {form.hidden("note", typed.get("note"))}
                    {was}
                    {form.line(on)}
                    {form.radios("kind", "Kind of change", "", &kinds)}
                    {form.radios("effect", "Does it break the series?", "", &effects)}
                    {form.lines("text", "What happened", read_by(indicator))}
                    {form.line(source)}
                    {Button::Main.view("Save the change note")}
                </form>
            </div>
        }
    })
}

/// Who will read the note, and how to write it.
fn read_by(indicator: &Indicator) -> &'static str {
    match indicator.origin {
        Origin::Published => {
            "A sentence or two, for a board member who was not involved. The public can read it too."
        }
        Origin::Partner => {
            "A sentence or two, for a board member who was not involved. The public sees only that there was a change."
        }
    }
}

pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    asked.must_answer_for(Action::NoteChange, asked.outline.indicator_named(&name)).await?;
    let indicator = indicator_of(&asked, &name)?;
    match sent(&typed, note(&asked, indicator, &typed)).await? {
        Sent::Taken(outcome) => Ok(edited(indicator, outcome, Done::Noted)),
        Sent::Again(again) => Ok(again.answer(form(&asked, indicator, &typed, &again.errors))),
    }
}

/// Adds or changes the note that a form says: the one way it is done by hand.
async fn note(asked: &Asked, indicator: &Indicator, typed: &Typed) -> Result<Edited, Refused> {
    let slug = Slug::new(typed.get("note")).map_err(|_| Fault::broken_form())?;
    let mut errors = Errors::default();
    let on = errors.take("on", entry::day(typed.get("on")));
    let kind = errors.need("kind", Kind::parse(typed.get("kind")), "choose the kind of change");
    let effect =
        errors.need("effect", Effect::parse(typed.get("effect")), "say whether it breaks the series");
    let (text, source) = (typed.text("text"), typed.text("source"));
    if text.is_empty() {
        errors.add("text", "enter what happened");
    }
    if source.is_empty() {
        errors.add("source", "enter the source");
    }
    errors.check_note("text", &text);
    errors.check_note("source", &source);
    let (Some(on), Some(kind), Some(effect), true) = (on, kind, effect, errors.is_empty()) else {
        return Err(errors.into());
    };
    let note = ChangeNote { slug, indicator: indicator.slug.clone(), on, kind, effect, text, source };
    let was = was(&note, typed);
    let plan = &asked.outline.plan.slug;
    match note_change(&asked.desk, plan, &note, was.as_ref(), || asked.now()).await? {
        Edited::Stale => {
            let now = asked.outline.notes_of(&indicator.slug).find(|other| other.slug == note.slug);
            let said = now.map(|now| format!("{}: {}", wording::day(now.on), now.text)).unwrap_or_default();
            let message = format!(
                "somebody else changed this note while you were typing. It now says: {said} Open it again to change it"
            );
            Err(Errors::of("text", message).into())
        }
        edited => Ok(edited),
    }
}

/// The note as it was when the form was opened; nothing for a new one.
fn was(note: &ChangeNote, typed: &Typed) -> Option<ChangeNote> {
    Some(ChangeNote {
        on: typed.get("was-on").parse().ok()?,
        kind: Kind::parse(typed.get("was-kind"))?,
        effect: Effect::parse(typed.get("was-effect"))?,
        text: typed.text("was-text"),
        source: typed.text("was-source"),
        ..note.clone()
    })
}

/// Links to change the notes of an indicator.
pub(super) fn links(asked: &Asked, indicator: &Indicator) -> Vec<AnyView> {
    asked
        .outline
        .notes_of(&indicator.slug)
        .map(|note| {
            let address =
                format!("{}?{}", path::ChangeNote::of(&indicator.slug), pair("note", note.slug.as_str()));
            let label = format!("Change the note of {}", wording::day(note.on));
            view! { <li><a href=address>{wording::capital(&label)}</a></li> }.into_any()
        })
        .collect()
}
