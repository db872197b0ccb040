//! Why something is withdrawn: asked before it is done.

use crate::{
    desk::Asked,
    form::{Button, Errors, Form, Typed},
    page::{self, Head, Place, Script},
};
use axum::response::Html;
use leptos::prelude::*;

/// What is to be withdrawn.
pub(super) struct Withdrawing<'a> {
    /// Such as `Withdraw an action`.
    pub(super) heading: &'static str,
    /// What it means.
    pub(super) lead: &'static str,
    /// Which.
    pub(super) what: String,
    /// Where the form is sent.
    pub(super) address: &'a str,
    /// What goes along.
    pub(super) hidden: Vec<(&'static str, String)>,
    /// Such as `Withdraw the action`.
    pub(super) button: &'static str,
}

pub(super) fn page(asked: &Asked, of: &Withdrawing<'_>, typed: &Typed, errors: &Errors) -> Html<String> {
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
                <form method="post" action=of.address.to_owned() class="form" novalidate>
                    {hidden}
                    {form.hidden("asked-why", "yes")}
                    {form.lines("reason", "Why", "It stands in the audit beside your name.")}
                    {Button::Warning.view(of.button)}
                </form>
            </div>
        }
    })
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
    super::record::check_length(&mut errors, "reason", &reason);
    if errors.is_empty() { Ok(Some(reason)) } else { Err(errors) }
}
