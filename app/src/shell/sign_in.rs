//! The form to sign in by. It carries what was typed into another form, so that nobody types anything twice.

use crate::{
    ask::{path, site::Site, typed::Typed},
    shell::{
        form::{Button, Errors, Form, Text},
        page::bare,
    },
};
use axum::response::Html;
use domain::plan::Nature;
use leptos::prelude::*;

/// The prefix of boxes that hold what was typed into another form before.
pub(crate) const KEPT: &str = "kept-";

/// The page for somebody who asked for more than strangers see. What they had typed goes along.
pub(crate) fn asked_for(site: &Site, nature: Nature, to: &str, kept: &Typed) -> Html<String> {
    let typed = kept
        .0
        .iter()
        .fold(Typed::default(), |typed, (name, value)| typed.with(&format!("{KEPT}{name}"), value));
    let typed = typed.with("to", to);
    let is_kept = !kept.0.is_empty();
    bare(site, nature, "Sign in to continue", || {
        let lead = if is_kept {
            "You are not signed in. What you typed has been kept: sign in to get back to it."
        } else {
            "This page is for members of the partnership."
        };
        view! {
            <div class="form-page">
                <h1>"Sign in to continue"</h1>
                <p class="lead">{lead}</p>
                {form(&typed, &Errors::default())}
                <p><a href=path::Home.to_string()>"Go to the plan"</a></p>
            </div>
        }
    })
}

/// The form.
pub(crate) fn form(typed: &Typed, errors: &Errors) -> AnyView {
    let form = Form { typed, errors };
    let email =
        Text { name: "email", label: "Email address", kind: "email", fill: "username", ..Text::default() };
    let secret = Text {
        name: "password",
        label: "Password",
        kind: "password",
        fill: "current-password",
        ..Text::default()
    };
    let kept: Vec<_> = typed
        .0
        .iter()
        .filter(|(name, _)| name.starts_with(KEPT) || name == "to")
        .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> })
        .collect();
    view! {
        {form.summary()}
        <form method="post" action=path::SignIn.to_string() class="form" novalidate>
            {kept}
            {form.line(email)}
            {form.line(secret)}
            {Button::Main.view("Sign in")}
        </form>
        <p class="aside">"No account, or forgotten your password? An administrator of the partnership can send you a link."</p>
    }
    .into_any()
}
