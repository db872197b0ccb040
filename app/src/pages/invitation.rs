//! Accepting an invitation: a name, a password, and one is in.

use super::sign_in::{cleared, cookies, entering};
use crate::{
    ask::{
        address::with_done, desk::Asked, done::Done, fault::Fault, named::Name, password, path, typed::Typed,
    },
    shell::{
        form::{Button, Errors, Form, Text},
        page::{Head, Place, Script, page},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::entry::is_email;
use leptos::prelude::*;
use storage::account::{self, Accepted, Accepting, Link, Secret};

pub(crate) async fn show(asked: Asked, Name(text): Name) -> Result<Html<String>, Fault> {
    let link = link(&asked, &text).await?;
    let name = link.name.clone().unwrap_or_default();
    Ok(form(&asked, &link, &Typed::default().with("name", name), &Errors::default()))
}

/// What a link leads to. Fetching it uses nothing up: mail programs do so before people do.
async fn link(asked: &Asked, text: &str) -> Result<Link, Fault> {
    let found = match Secret::read(text) {
        Some(secret) => account::invitation(&asked.desk, &secret, asked.now()).await?,
        None => None,
    };
    found.ok_or_else(gone)
}

fn gone() -> Fault {
    Fault::NotFound(
        "This link does not work. Links work once, for seven days. Ask an administrator for a new one, or sign in."
            .into(),
    )
}

fn form(asked: &Asked, link: &Link, typed: &Typed, errors: &Errors) -> Html<String> {
    let head = Head {
        title: if errors.is_empty() { "Your account".into() } else { "Error: Your account".into() },
        description: "Choose a password.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let email =
        Text { name: "email", label: "Email address", kind: "email", fill: "username", ..Text::default() };
    let name = Text {
        name: "name",
        label: "Your name",
        hint: "As your colleagues know you. It is shown beside what you record, and can be erased.",
        fill: "name",
        ..Text::default()
    };
    let secret = Text {
        name: "password",
        label: "A password",
        hint: "At least 12 characters. Three or four unrelated words are good.",
        kind: "password",
        fill: "new-password",
        ..Text::default()
    };
    page(asked, &head, || {
        let form = Form { typed, errors };
        let email = match &link.email {
            Some(address) => view! {
                <div class="field">
                    <label for="email">"Your email address"</label>
                    <input id="email" type="email" autocomplete="username" readonly value=address.clone()/>
                </div>
            }
            .into_any(),
            None => form.line(email),
        };
        view! {
            <div class="form-page">
                <h1>"Your account"</h1>
                <p class="lead">"You have been invited to see and record this partnership's figures."</p>
                {form.summary()}
                <form method="post" class="form" novalidate>
                    {email}
                    {form.line(name)}
                    {form.line(secret)}
                    {Button::Main.view("Create your account")}
                </form>
            </div>
        }
    })
}

pub(crate) async fn accept(
    asked: Asked,
    Name(text): Name,
    jar: CookieJar,
    typed: Typed,
) -> Result<Response, Fault> {
    let link = link(&asked, &text).await?;
    let secret = Secret::read(&text).ok_or_else(gone)?;
    let email = link.email.clone().unwrap_or_else(|| typed.text("email").to_lowercase());
    let name = typed.text("name");
    let chosen = typed.get("password").to_owned();
    let mut errors = Errors::default();
    if link.email.is_none() && !is_email(&email) {
        errors.add("email", "enter an email address, such as name@example.org");
    }
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        errors.add("name", "enter your name, in 100 characters or fewer");
    }
    if let Some(fault) = password::fault(&chosen, &[&email, &name]) {
        errors.add("password", fault);
    }
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&asked, &link, &typed, &errors)).into_response());
    }
    let hash = password::hash(chosen).await?;
    let entering = entering(&asked);
    let accepting = Accepting { email: &email, name: &name, password: &hash };
    match account::accept(&asked.desk, &secret, accepting, &entering, || asked.now()).await? {
        Accepted::Gone => Err(gone()),
        Accepted::Taken => {
            let errors =
                Errors::of("email", "this address already has an account: sign in with it, or enter another");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&asked, &link, &typed, &errors)).into_response())
        }
        Accepted::In(person) => {
            let to = with_done(&path::Home, Done::SignedIn);
            let cleared = cleared(&jar, Some(person));
            Ok((cookies(jar, &asked, &entering), cleared, Redirect::to(&to)).into_response())
        }
    }
}
