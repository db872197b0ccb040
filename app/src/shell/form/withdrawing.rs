//! Why something is withdrawn: asked before it is done.

use super::{Again, Button, Errors, Form, go_on, is_again};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, named::missing, path::Address, typed::Typed},
    shell::page::{self, Head, Place, Script},
};
use axum::response::{Html, Response};
use leptos::prelude::*;
use storage::Outcome;

/// What is to be withdrawn.
pub(crate) struct Withdrawing {
    /// Such as `Withdraw an action`.
    pub(crate) heading: &'static str,
    /// What it means.
    pub(crate) lead: &'static str,
    /// Which.
    pub(crate) what: String,
    /// Where the form is sent.
    pub(crate) address: String,
    /// What goes along.
    pub(crate) hidden: Vec<(&'static str, String)>,
    /// Such as `Withdraw the action`.
    pub(crate) button: &'static str,
}

/// The page that asks why.
pub(crate) fn open(asked: &Asked, of: &Withdrawing) -> Html<String> {
    page(asked, of, &Typed::default(), &Errors::default())
}

/// The same with what was typed and what is wrong with it.
pub(crate) fn page(asked: &Asked, of: &Withdrawing, typed: &Typed, errors: &Errors) -> Html<String> {
    let head = Head {
        title: errors.title(format_args!("{}: {}", of.heading, of.what)),
        description: of.heading.to_owned(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    page::page(asked, &head, || {
        let hidden: Vec<_> = of.hidden.iter().map(|(name, value)| form.hidden(name, value.clone())).collect();
        view! {
            <div class="form-page">
                <p class="kind">{of.what.clone()}</p>
                <h1>{of.heading}</h1>
                <p class="lead">{of.lead}</p>
                {form.summary()}
                <form method="post" action=of.address.clone() class="form" novalidate>
                    {hidden}
                    {form.hidden("asked-why", "yes")}
                    {form.lines("reason", "Why", "The audit shows it with your name.")}
                    {Button::Warning.view(of.button)}
                </form>
            </div>
        }
    })
}

/// The reason that was given, or the page that asks for it: where it was not asked for yet, where it is wrong, and where it was typed
/// before a session ended.
pub(crate) fn reason_or_page(
    asked: &Asked,
    of: &Withdrawing,
    typed: &Typed,
) -> Result<String, Box<Response>> {
    let again = match reason(typed) {
        Ok(Some(reason)) if !is_again(typed) => return Ok(reason),
        Ok(_) => Again::kept(),
        Err(errors) => Again::wrong(errors),
    };
    Err(again.answer(page(asked, of, typed, &again.errors)).into())
}

/// The page again, since somebody else wrote in between.
pub(crate) fn stale(asked: &Asked, of: &Withdrawing, typed: &Typed, message: &'static str) -> Response {
    let again = Again::stale(Errors::of("reason", message));
    again.answer(page(asked, of, typed, &again.errors))
}

/// What to show if somebody else wrote in between, and where to go on to once it is done.
pub(crate) struct After<Page> {
    /// What it is, such as `action`.
    pub(crate) what: &'static str,
    /// What the page says where somebody else changed it.
    pub(crate) stale: &'static str,
    /// Where to go on to.
    pub(crate) to: Page,
    /// What was done.
    pub(crate) done: Done,
}

/// Answers what came of a withdrawal; `of` says what is to be withdrawn as it is now.
pub(crate) fn answer<Entry>(
    asked: &Asked,
    typed: &Typed,
    came: Outcome<Entry>,
    after: &After<impl Address>,
    of: impl FnOnce(&Entry) -> Withdrawing,
) -> Result<Response, Fault> {
    match came {
        Outcome::Stale(Some(now)) => Ok(stale(asked, &of(&now), typed, after.stale)),
        Outcome::Stale(None) => Err(missing(after.what)),
        Outcome::Saved | Outcome::Same | Outcome::Twice => Ok(go_on(&after.to, after.done)),
    }
}

/// The reason that was given; nothing if it has not been asked for yet.
pub(crate) fn reason(typed: &Typed) -> Result<Option<String>, Errors> {
    let reason = typed.text("reason");
    if reason.is_empty() && typed.get("asked-why").is_empty() {
        return Ok(None);
    }
    let mut errors = Errors::default();
    if reason.is_empty() {
        errors.add("reason", "say why: the audit shows it with your name");
    }
    errors.check_note("reason", &reason);
    if errors.is_empty() { Ok(Some(reason)) } else { Err(errors) }
}
