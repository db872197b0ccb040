//! One's own account: roles, and the sessions that are open.

use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, path, typed::Typed},
    shell::{
        form::{Button, go_on},
        page::{Head, Place, Script, page},
    },
};
use axum::response::{Html, Response};
use domain::{access::Person, london, wording};
use leptos::prelude::*;
use storage::account::{self, Session};

/// Whoever is signed in; others are asked to be.
fn person(asked: &Asked) -> Result<&Person, Fault> {
    asked
        .who
        .signed_in
        .as_ref()
        .map(|signed_in| &signed_in.person)
        .ok_or_else(|| Fault::SignIn { to: path::Account.to_string(), kept: Typed::default() })
}

pub(crate) async fn show(asked: Asked) -> Result<Html<String>, Fault> {
    let person = person(&asked)?;
    let sessions = account::sessions(&asked.desk, asked.now()).await?;
    let head = Head {
        title: "Your account".into(),
        description: "Your roles and where you are signed in.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    Ok(page(&asked, &head, || body(&asked, person, &sessions)))
}

fn body(asked: &Asked, person: &Person, sessions: &[Session]) -> AnyView {
    let roles: Vec<_> = person
        .grants
        .iter()
        .map(|grant| {
            let organisation = asked.outline.organisation_name(&grant.organisation).to_owned();
            view! { <li>{wording::capital(grant.role.as_str())} ", " {organisation}</li> }
        })
        .collect();
    let roles = if roles.is_empty() {
        view! { <p>"You have no role yet. An administrator can give you one."</p> }.into_any()
    } else {
        view! { <ul>{roles}</ul> }.into_any()
    };
    let name = asked.who.signed_in.as_ref().map(|signed_in| signed_in.name.clone());
    let own = asked.who.signed_in.as_ref().map(|signed_in| signed_in.session);
    let rows: Vec<_> = sessions.iter().map(|session| row(session, own)).collect();
    view! {
        <header class="page-head"><h1>"Your account"</h1> <p class="lead">{name}</p></header>
        <section aria-labelledby="roles"><h2 id="roles">"Your roles"</h2> {roles}</section>
        <section aria-labelledby="sessions">
            <h2 id="sessions">"Where you are signed in"</h2>
            <p class="aside">"A session ends after two hours without use, and always after twelve. End any that you do not recognise."</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Sessions (scrollable table)">
                <table>
                    <caption class="unseen">"Sessions"</caption>
                    <thead><tr><th scope="col">"Browser"</th><th scope="col">"From"</th><th scope="col">"Since"</th><th scope="col">"Last used"</th><th scope="col">"End it"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(session: &Session, own: Option<i64>) -> AnyView {
    let end = if own == Some(session.number) {
        view! { "This session" }.into_any()
    } else {
        view! {
            <form method="post" action=path::AccountSessions.to_string()>
                <input type="hidden" name="session" value=session.number.to_string()/>
                {Button::Second.view("End")}
            </form>
        }
        .into_any()
    };
    let browser = if session.browser.is_empty() { "unknown".to_owned() } else { session.browser.clone() };
    view! {
        <tr>
            <td>{browser}</td>
            <td>{session.origin.clone()}</td>
            <td>{london::minute_said(session.began)}</td>
            <td>{london::minute_said(session.seen)}</td>
            <td>{end}</td>
        </tr>
    }
    .into_any()
}

pub(crate) async fn end_session(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    person(&asked)?;
    let number =
        typed.get("session").parse().map_err(|_| Fault::BadRequest("There is no such session.".into()))?;
    account::end_session(&asked.desk, number, || asked.now()).await?;
    Ok(go_on(&path::Account, Done::SessionEnded))
}
