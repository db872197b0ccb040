//! Signing in and out.

use crate::{
    ask::{
        address::{pair, with_done},
        choice::Choices,
        cookie::{Cookie, kept_for},
        desk::Asked,
        done::Done,
        fault::Fault,
        password,
        path::{self, Address},
        typed::Typed,
    },
    shell::{
        form::{AGAIN, Button, Errors},
        page::{Head, Place, Script, bare, page},
        sign_in::{KEPT, form},
    },
};
use axum::{
    http::{HeaderName, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use storage::account::{self, Entering, Limit};

/// How many guesses from one address are free, at whichever password; colleagues behind one address share it.
const FROM_ADDRESS: i64 = 60;

/// How many guesses at one person's password are free from one address; twice as many in a browser that they have used before.
const AT_PERSON: i64 = 5;

pub(crate) async fn show(asked: Asked, choices: Choices) -> Html<String> {
    let to = local(choices.text("to"));
    let typed = Typed::default().with("to", to);
    whole(&asked, &typed, &Errors::default())
}

/// The form within a page of the plan.
fn whole(asked: &Asked, typed: &Typed, errors: &Errors) -> Html<String> {
    let head = Head {
        title: if errors.is_empty() { "Sign in".into() } else { "Error: Sign in".into() },
        description: "Sign in to record figures and to see what partners record.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    page(asked, &head, || {
        view! { <div class="form-page"><h1>"Sign in"</h1> {form(typed, errors)}</div> }
    })
}

pub(crate) async fn enter(asked: Asked, jar: CookieJar, typed: Typed) -> Result<Response, Fault> {
    let email = typed.text("email");
    let secret = typed.get("password").to_owned();
    let mut errors = Errors::default();
    if email.is_empty() {
        errors.add("email", "enter your email address");
    }
    if secret.is_empty() {
        errors.add("password", "enter your password");
    }
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(&asked, &typed, &errors)).into_response());
    }
    let known = account::credentials(&asked.desk, &email, asked.who.browser.as_ref()).await?;
    let limits = limits(&asked, known.as_ref(), &email);
    let person = known.as_ref().map(|known| known.person);
    if !account::attempt(&asked.desk, &limits, asked.now()).await? {
        let errors = Errors::of(
            "password",
            "too many attempts: wait 15 minutes, or sign in with a browser that you have used here before",
        );
        return Ok((StatusCode::TOO_MANY_REQUESTS, whole(&asked, &typed, &errors)).into_response());
    }
    let hash = known.as_ref().map(|known| known.password.clone());
    let is_right = password::is_right(secret, hash).await?;
    let entering = entering(&asked);
    let is_in = match known.as_ref().filter(|_| is_right) {
        // What counts towards others too is not forgotten for one who knows a password.
        Some(known) => account::sign_in(&asked.desk, known, &entering, &limits[..1], || asked.now()).await?,
        None => {
            account::refuse_sign_in(&asked.desk, person, "wrong address or password", || asked.now()).await?;
            false
        }
    };
    if !is_in {
        // The same message whether the address is known or not.
        let errors = Errors::of("email", "the address or the password is wrong: check both");
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(&asked, &typed, &errors)).into_response());
    }
    let answer = go_on(&asked, &typed);
    let cleared = cleared(&jar, person);
    Ok((cookies(jar, &asked, &entering), cleared, answer).into_response())
}

/// The limits that a failure counts towards: where the browser is known, strangers cannot use up its guesses.
fn limits(asked: &Asked, known: Option<&account::Credentials>, email: &str) -> Vec<Limit> {
    let origin = network(&asked.who.origin);
    match known {
        Some(known) if known.is_known_browser => {
            vec![Limit { what: format!("known browser of {}", known.person), most: 2 * AT_PERSON }]
        }
        Some(known) => vec![
            Limit { what: format!("person {} from {origin}", known.person), most: AT_PERSON },
            Limit { what: format!("from {origin}"), most: FROM_ADDRESS },
        ],
        // Unknown addresses are limited as known ones are, or the limit would tell them apart.
        None => vec![
            Limit { what: format!("nobody {} from {origin}", nobody(email)), most: AT_PERSON },
            Limit { what: format!("from {origin}"), most: FROM_ADDRESS },
        ],
    }
}

/// The network of an address: a home has more IPv6 addresses than anybody could count guesses for, all with the same prefix.
fn network(origin: &str) -> String {
    match origin.parse::<std::net::Ipv6Addr>() {
        Ok(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Err(_) => origin.to_owned(),
    }
}

/// Distinguishes addresses that nobody has, without keeping them.
fn nobody(email: &str) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    email.to_lowercase().hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// New secrets for somebody who signs in. The browser's old ones open nothing from then on.
pub(crate) fn entering(asked: &Asked) -> Entering {
    Entering {
        session: asked.secret(),
        browser: asked.secret(),
        before: [asked.who.session.clone(), asked.who.browser.clone()],
        browser_name: asked.who.browser_name.clone(),
    }
}

/// The cookies that let somebody in.
pub(crate) fn cookies(jar: CookieJar, asked: &Asked, entering: &Entering) -> CookieJar {
    let jar = Cookie::Session.set(jar, &asked.site, &entering.session);
    Cookie::Browser.set(jar, &asked.site, &entering.browser)
}

/// Makes a browser clear everything that pages kept in it.
const CLEAR: (HeaderName, &str) = (HeaderName::from_static("clear-site-data"), "\"storage\"");

/// Makes the browser clear what others typed and did not save, and what is too old. Only what it keeps of whoever signs in stays.
pub(crate) fn cleared(jar: &CookieJar, person: Option<i64>) -> Option<[(HeaderName, &'static str); 1]> {
    let is_own = person.is_some() && kept_for(jar) == person;
    (!is_own).then_some([CLEAR])
}

/// Where somebody goes who has signed in: to the page they asked for, or back to what they had typed.
fn go_on(asked: &Asked, typed: &Typed) -> Response {
    let to = local(typed.get("to"));
    let kept: Vec<(String, String)> = typed
        .0
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(KEPT)?.to_owned(), value.clone())))
        .filter(|(name, _)| name != AGAIN)
        .collect();
    if kept.is_empty() {
        let done = pair("done", Done::SignedIn.as_str());
        let joint = if to.contains('?') { '&' } else { '?' };
        return Redirect::to(&format!("{to}{joint}{done}")).into_response();
    }
    let page = bare(&asked.site, asked.outline.plan.nature, "You are signed in", || {
        let kept: Vec<_> = kept
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect();
        view! {
            <div class="form-page">
                <h1>"You are signed in"</h1>
                <p class="lead">"What you typed has not been saved yet. Go back to it, check it and save it."</p>
                <form method="post" action=to class="form">
                    {kept}
                    <input type="hidden" name=AGAIN value="yes"/>
                    {Button::Main.view("Back to what I typed")}
                </form>
            </div>
        }
    });
    page.into_response()
}

/// An address of this site, whatever somebody wrote.
fn local(to: &str) -> String {
    let is_local = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains('\\')
        && !to.chars().any(char::is_control)
        && !to.starts_with(path::SignIn::PATH);
    if is_local { to.to_owned() } else { path::Home.to_string() }
}

pub(crate) async fn leave(asked: Asked, jar: CookieJar, _: Typed) -> Result<Response, Fault> {
    if let Some(session) = &asked.who.session {
        account::sign_out(&asked.desk, session, || asked.now()).await?;
    }
    let cookies = Cookie::Session.clear(jar, &asked.site);
    // What was typed and not saved may be kept in the browser, from whichever page somebody leaves.
    let clear = [CLEAR];
    let to = with_done(&path::Home, Done::SignedOut);
    Ok((cookies, clear, Redirect::to(&to)).into_response())
}

#[cfg(test)]
mod tests {
    use super::{local, network};

    #[test]
    fn a_home_is_one_network() {
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::"), network("2001:db8:1:3::"));
    }

    #[test]
    fn only_pages_of_this_site_are_gone_on_to() {
        assert_eq!(local("/board?year=2018-19"), "/board?year=2018-19");
        for to in [
            "",
            "https://elsewhere.example",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "javascript:alert(1)",
            "/a\r\nb",
            "/sign-in",
        ] {
            assert_eq!(local(to), "/", "{to}");
        }
    }
}
