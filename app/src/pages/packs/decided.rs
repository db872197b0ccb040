//! The decisions of a meeting as its pack shows them, with the form that notes one more.

use crate::{
    ask::{address::address, desk::Asked, path, typed::Typed},
    pages::actions,
    parts,
    shell::form::{Button, Choice, Errors, Form, Text},
};
use domain::{access::Action, london, wording};
use leptos::prelude::*;
use storage::pack::{Decided, PackVersion};

/// What was decided, with a form to note more for whoever may.
pub(super) fn section(
    asked: &Asked,
    of: &PackVersion,
    decisions: &[Decided],
    typed: &Typed,
    errors: &Errors,
) -> AnyView {
    let may = asked.may(Action::RecordDecision, None) && asked.looking_back.is_none();
    let items: Vec<_> = decisions.iter().map(|decided| said(asked, of, decided, may)).collect();
    let list = match items.is_empty() {
        true => view! { <p>"No decisions have been recorded for this meeting yet."</p> }.into_any(),
        false => view! { <ul class="decisions">{items}</ul> }.into_any(),
    };
    let form = may.then(|| form(asked, of, typed, errors));
    view! {
        <section class="decided" aria-labelledby="decisions">
            <h2 id="decisions">"What the meeting decided"</h2>
            {list}
            {form}
        </section>
    }
    .into_any()
}

fn said(asked: &Asked, of: &PackVersion, decided: &Decided, may: bool) -> AnyView {
    let decision = &decided.decision;
    let about = decision.priority.as_ref().map(|slug| format!(" ({})", parts::priority_said(asked, slug)));
    let action = decision
        .action
        .as_ref()
        .map(|slug| address(asked, &path::Action::of(&slug), Vec::new()))
        .map(|to| view! { " " <a href=to>"See the action"</a> });
    let by = wording::by(&decided.by.sort, decided.by.person, decided.by.name.as_deref());
    let when = format!("Recorded by {by}, {}.", london::minute_said(decided.by.at));
    let withdraw = may.then(|| {
        let to = path::PackDecision::of(&of.pack.slug, &decision.slug).to_string();
        let which = format!(": {}", decision.text);
        view! { " " <a href=to>"Withdraw it" <span class="unseen">{which}</span></a> }
    });
    view! { <li>{decision.text.clone()} {about} {action} " " <span class="when">{when} {withdraw}</span></li> }
        .into_any()
}

fn form(asked: &Asked, of: &PackVersion, typed: &Typed, errors: &Errors) -> AnyView {
    // The name of the decision is settled before it is sent, so that a form sent twice is one.
    let name = match typed.get("name") {
        "" => asked.new_name("decision"),
        name => name.to_owned(),
    };
    let form = Form { typed, errors };
    // The errors are far down the page: a browser keeps its place when the form comes back.
    let address = format!("{}#decisions", path::PackDecisions::of(&of.pack.slug));
    let organisations: Vec<Choice> = actions::offered(asked);
    let due = Text {
        name: "due",
        label: "Due",
        hint: "For an action only, such as 30 September 2019.",
        width: "short",
        ..Text::default()
    };
    view! {
        <details class="note-decision" open=!errors.is_empty()>
            <summary>"Record a decision or an action"</summary>
            {form.summary()}
            <form method="post" action=address class="form" novalidate>
                {form.hidden("name", name)}
                {form.lines("decision", "What was decided", "In a sentence or two. For an action, what will be done.")}
                {form.list("priority", "Priority", "", Some("None in particular"), &parts::priorities(asked))}
                <div class="row">
                    {form.list("organisation", "Who will do it", "Leave this if there is nothing to do.", Some("No action"), &organisations)}
                    {form.line(due)}
                </div>
                {Button::Main.view("Record it")}
            </form>
        </details>
    }
    .into_any()
}
