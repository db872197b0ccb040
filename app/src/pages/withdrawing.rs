//! Why something is withdrawn: asked before it is done.

use crate::{
    ask::{desk::Asked, typed::Typed},
    shell::{
        form::{Button, Errors, Form},
        page::{self, Head, Place, Script},
        sign_in::is_again,
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use leptos::prelude::*;

/// What is to be withdrawn.
pub(super) struct Withdrawing {
    /// Such as `Withdraw an action`.
    pub(super) heading: &'static str,
    /// What it means.
    pub(super) lead: &'static str,
    /// Which.
    pub(super) what: String,
    /// Where the form is sent.
    pub(super) address: String,
    /// What goes along.
    pub(super) hidden: Vec<(&'static str, String)>,
    /// Such as `Withdraw the action`.
    pub(super) button: &'static str,
}

pub(super) fn page(asked: &Asked, of: &Withdrawing, typed: &Typed, errors: &Errors) -> Html<String> {
    let head = Head {
        title: format!("{}{}: {}", if errors.is_empty() { "" } else { "Error: " }, of.heading, of.what),
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
                    {form.lines("reason", "Why", "It stands in the audit beside your name.")}
                    {Button::Warning.view(of.button)}
                </form>
            </div>
        }
    })
}

/// The reason that was given, or the page that asks for it: where it was not asked for yet, where it is wrong, and where it was typed
/// before a session ended.
pub(super) fn reason_or_page(
    asked: &Asked,
    of: &Withdrawing,
    typed: &Typed,
) -> Result<String, Box<Response>> {
    let none = Errors::default();
    match reason(typed) {
        Ok(Some(reason)) if !is_again(typed) => Ok(reason),
        Ok(_) => Err(page(asked, of, typed, &none).into_response().into()),
        Err(errors) => {
            Err((StatusCode::UNPROCESSABLE_ENTITY, page(asked, of, typed, &errors)).into_response().into())
        }
    }
}

/// The page again, since somebody else wrote in between.
pub(super) fn stale(asked: &Asked, of: &Withdrawing, typed: &Typed, message: &'static str) -> Response {
    (StatusCode::CONFLICT, page(asked, of, typed, &Errors::of("reason", message))).into_response()
}

/// The reason that was given; nothing where it has not been asked for yet.
pub(super) fn reason(typed: &Typed) -> Result<Option<String>, Errors> {
    let reason = typed.text("reason");
    if reason.is_empty() && typed.get("asked-why").is_empty() {
        return Ok(None);
    }
    let mut errors = Errors::default();
    if reason.is_empty() {
        errors.add("reason", "say why: it stands in the audit beside your name");
    }
    super::record::check_text(&mut errors, "reason", &reason);
    if errors.is_empty() { Ok(Some(reason)) } else { Err(errors) }
}
