//! The form of a narrative: the recorded version, what somebody else wrote, how it will look, and four boxes.

use super::{Beside, Subject};
use crate::{
    ask::{desk::Asked, fault::Fault, typed::Typed},
    parts,
    shell::{
        form::{Button, Choice, Errors, Form},
        page::{self, Head, Place, Script},
    },
};
use axum::response::Html;
use domain::{
    narrative::{Part, Parts},
    period::Period,
};
use leptos::prelude::*;
use storage::narrative::{Change, NarrativeVersion};

pub(super) async fn page(
    asked: &Asked,
    subject: &Subject<'_>,
    offered: &[Period],
    chosen: Option<Period>,
    typed: &Typed,
    errors: &Errors,
    beside: &Beside<'_>,
) -> Result<Html<String>, Fault> {
    let stands = match &chosen {
        Some(quarter) => storage::narrative::newest(&asked.desk, &subject.about, quarter).await?,
        None => None,
    };
    let stands: Vec<_> = stands.into_iter().collect();
    let mut changes = storage::narrative::since(&asked.desk, &subject.indicators, &stands).await?;
    let stands = stands.into_iter().next().map(|entry| (entry, changes.pop().unwrap_or_default()));
    let begins = match (errors.is_empty(), beside.theirs) {
        (false, _) => "Error: ",
        (true, Some(_)) => "Somebody else wrote this: ",
        (true, None) if !beside.changed.is_empty() => "Figures changed: ",
        (true, None) => "",
    };
    let head = Head {
        title: format!("{begins}The story behind the numbers: {}", subject.name),
        description: format!("Write the narrative of {}.", subject.name),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    Ok(page::page(asked, &head, || body(asked, subject, offered, chosen, stands.as_ref(), &form, beside)))
}

fn body(
    asked: &Asked,
    subject: &Subject<'_>,
    offered: &[Period],
    chosen: Option<Period>,
    stands: Option<&(NarrativeVersion, Vec<Change>)>,
    form: &Form<'_>,
    beside: &Beside<'_>,
) -> AnyView {
    let choices: Vec<_> = offered.iter().map(|period| Choice::new(period.label(), period.label())).collect();
    let list =
        || form.list("period", "Quarter", "The one that the board's meeting will look at.", None, &choices);
    let action = &subject.form;
    let chooser = chosen.map(|_| {
        view! {
            <form method="get" action=action.clone() class="form chooser" novalidate>
                <div class="row">{list()} {Button::Second.view("Show this quarter")}</div>
            </form>
        }
    });
    // What was typed for a quarter that does not exist is kept, and the quarter is chosen among the other boxes.
    let quarter = match chosen {
        Some(period) => form.hidden("period", period.label()),
        None => list(),
    };
    let nothing = offered.is_empty().then(|| {
        view! { <p>"No quarter of the plan has begun yet, so there is nothing to write about."</p> }
    });
    let standing = chosen.filter(|_| beside.theirs.is_none()).map(|_| standing(asked, stands));
    let preview = beside.preview.map(preview);
    let boxes = (!offered.is_empty()).then(|| {
        view! {
            <form method="post" action=action.clone() class="form narrative-form" novalidate>
                {quarter}
                {form.hidden("replaces", form.typed.get("replaces"))}
                {form.hidden("seen", form.typed.get("seen"))}
                {boxes(form, beside)}
                {parts::claim_boxes(&asked.outline, form)}
                {buttons(beside)}
            </form>
        }
    });
    let withdraw = stands.filter(|_| beside.theirs.is_none()).map(|(entry, _)| {
        view! {
            <form method="post" action=action.clone() class="form small">
                {form.hidden("period", entry.narrative.quarter.label())}
                {form.hidden("replaces", entry.by.number.to_string())}
                {form.hidden("step", "withdraw")}
                {Button::Warning.view("Withdraw it")}
            </form>
        }
    });
    view! {
        <div class="form-page wide">
            <p class="kind"><a href=subject.page.clone()>{subject.name.to_owned()}</a></p>
            <h1>"The story behind the numbers" {chosen.map(|period| format!(", {period}"))}</h1>
            <p class="lead">"For board members who can see the figures: say what the figures do not show."</p>
            {form.summary()}
            {nothing}
            {chooser}
            {standing}
            {conflict(beside)}
            {changed(asked, beside)}
            {preview}
            {boxes}
            {withdraw}
        </div>
    }
    .into_any()
}

/// The narrative recorded for the quarter, and what changed since.
fn standing(asked: &Asked, stands: Option<&(NarrativeVersion, Vec<Change>)>) -> AnyView {
    let Some((entry, changes)) = stands else {
        return view! { <p class="stands">"Nothing has been written for this quarter yet."</p> }.into_any();
    };
    let stale = parts::stale(asked, changes);
    view! { <p class="stands">{parts::written(entry)} "."</p> {stale} }.into_any()
}

/// Who wrote in between, and what to do about it.
fn conflict(beside: &Beside<'_>) -> Option<AnyView> {
    let said = match beside.theirs? {
        Some(theirs) => {
            format!("Somebody else has written here since you opened the form. {}.", parts::written(theirs))
        }
        None => "Somebody else has withdrawn what was here since you opened the form.".to_owned(),
    };
    Some(
        view! {
            <div class="stale" role="alert">
                <p><strong>{said}</strong></p>
                <p>
                    "Yours has not been saved yet, and nothing is lost. Where the two differ, theirs is shown \
                        above your box. Copy what is worth keeping, then send yours. The record keeps theirs."
                </p>
            </div>
        }
        .into_any(),
    )
}

/// The figures that changed while somebody wrote about them.
fn changed(asked: &Asked, beside: &Beside<'_>) -> Option<AnyView> {
    (!beside.changed.is_empty()).then(|| {
        view! {
            <div class="stale" role="alert">
                <p><strong>"Figures changed since you opened the form, so this has not been published yet."</strong></p>
                {parts::changed_figures(asked, beside.changed)}
                <p>"Look at them, then send yours again."</p>
            </div>
        }
        .into_any()
    })
}

/// How what was typed will look.
fn preview(parts: &Parts) -> AnyView {
    view! {
        <section class="preview" aria-labelledby="preview">
            <h2 id="preview">"Preview"</h2>
            <p class="aside">"Nothing has been saved yet. This is how the text below will look."</p>
            {parts::told(parts)}
        </section>
    }
    .into_any()
}

/// The four boxes, each below what somebody else wrote there, where that differs.
fn boxes(form: &Form<'_>, beside: &Beside<'_>) -> Vec<AnyView> {
    let theirs = beside.theirs.flatten();
    Part::ALL
        .iter()
        .map(|part| {
            let name = part.as_str();
            let other = theirs.map(|entry| entry.narrative.parts.get(*part));
            let other = other.filter(|other| *other != form.typed.text(name)).map(|other| {
                let said = if other.is_empty() { "(nothing)" } else { other };
                view! {
                    <div class="theirs">
                        <p class="when">{format!("{}, as it is now", part.title())}</p>
                        <p class="as-typed">{said.to_owned()}</p>
                    </div>
                }
            });
            view! { {other} {form.lines(name, part.title(), hint(*part))} }.into_any()
        })
        .collect()
}

fn hint(part: Part) -> &'static str {
    match part {
        Part::Happened => {
            "You can use Markdown: a blank line starts a paragraph, *emphasis*, **strong**, - a list, [a \
                link](https://example.org). At most 5,000 characters."
        }
        Part::Why => "Say what is known, and what is only an opinion.",
        Part::Next => "Who will do what, by when.",
        Part::Asked => "A decision or a question. Leave empty if nothing.",
    }
}

fn buttons(beside: &Beside<'_>) -> AnyView {
    let (draft, publish) = match beside.theirs {
        None => ("Save as a draft", "Publish to the board"),
        Some(_) => ("Save mine as a draft", "Publish mine to the board"),
    };
    view! {
        <div class="row steps">
            <button type="submit" name="step" value="draft" class="button second">{draft}</button>
            <button type="submit" name="step" value="preview" class="button second">"Preview"</button>
            <button type="submit" name="step" value="publish" class="button">{publish}</button>
        </div>
    }
    .into_any()
}
