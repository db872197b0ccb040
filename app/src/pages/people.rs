//! Who may come in and what they are to which organisation: for administrators.

use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, path, typed::Typed},
    shell::{
        form::{Button, Choice, Errors, Form, Text, go_on, is_again},
        page::{Head, Place, Script, page},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{
    access::{Grant, PersonId, Role},
    entry::is_email,
    london, wording,
};
use leptos::prelude::*;
use storage::account::{self, Account, Invited, RoleChange, Secret};

pub(crate) async fn show(asked: Asked) -> Result<Html<String>, Fault> {
    whole(&asked, &Typed::default(), &Errors::default(), None).await
}

/// A link that was just made, and the person it is for.
struct Made {
    who: String,
    secret: Option<Secret>,
}

async fn whole(
    asked: &Asked,
    typed: &Typed,
    errors: &Errors,
    made: Option<Made>,
) -> Result<Html<String>, Fault> {
    let people = account::people(&asked.desk).await?;
    let head = Head {
        title: if errors.is_empty() { "People".into() } else { "Error: People".into() },
        description: "Who can sign in.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    Ok(page(asked, &head, || {
        let form = Form { typed, errors };
        view! {
            <header class="page-head"><h1>"People"</h1></header>
            {form.summary()}
            {made.map(|made| made_view(asked, &made))}
            {invite_form(asked, &form)}
            {table(asked, &people)}
        }
    }))
}

/// The link, once: the record keeps only its hash.
fn made_view(asked: &Asked, made: &Made) -> AnyView {
    let Some(secret) = &made.secret else {
        return view! {
            <div class="done" role="status"><p>{made.who.clone()} " already has an account, and now has this role."</p></div>
        }
        .into_any();
    };
    let link = format!("{}{}", asked.site.base_url, path::Invitation::of(secret.text()));
    view! {
        <div class="done" role="status">
            <p>"Send this link to " <strong>{made.who.clone()}</strong> ". It works once, within seven days, and is only shown now."</p>
            <p class="made-link"><code>{link}</code></p>
        </div>
    }
    .into_any()
}

fn roles() -> Vec<Choice> {
    Choice::words(Role::ALL.iter().map(|role| role.as_str()))
}

fn organisations(asked: &Asked) -> Vec<Choice> {
    let is_there = |ended: Option<chrono::NaiveDate>| ended.is_none_or(|day| day >= asked.today);
    asked
        .outline
        .organisations
        .iter()
        .filter(|organisation| is_there(organisation.ended))
        .map(|organisation| Choice::new(organisation.slug.as_str(), organisation.name.clone()))
        .collect()
}

fn invite_form(asked: &Asked, form: &Form<'_>) -> AnyView {
    let email = Text { name: "email", label: "Email address", kind: "email", ..Text::default() };
    view! {
        <section aria-labelledby="invite">
            <h2 id="invite">"Invite somebody"</h2>
            <form method="post" action=path::PeopleInvite.to_string() class="form" novalidate>
                {form.line(email)}
                <div class="row">
                    {form.list("role", "Role", "", Some("Choose a role"), &roles())}
                    {form.list("organisation", "Organisation", "", Some("Choose an organisation"), &organisations(asked))}
                </div>
                {Button::Main.view("Make a link")}
            </form>
        </section>
    }
    .into_any()
}

fn table(asked: &Asked, people: &[Account]) -> AnyView {
    let rows: Vec<_> = people.iter().map(|account| row(asked, account)).collect();
    view! {
        <section aria-labelledby="people">
            <h2 id="people">"Everyone with an account"</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-label="People (scrollable table)">
                <table class="people" role="table">
                    <caption class="unseen">"People and their roles"</caption>
                    <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">"Person"</th><th scope="col" role="columnheader">"Roles"</th><th scope="col" role="columnheader">"Change"</th></tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(asked: &Asked, account: &Account) -> AnyView {
    let known =
        account.email.clone().unwrap_or_else(|| "the first administrator, not signed up yet".to_owned());
    let name = account.name.clone().unwrap_or_else(|| known.clone());
    let email = account.name.is_some().then_some(known);
    let waiting = account.invited_until.map(|until| {
        let said = if until > asked.now() {
            format!("link works until {}", london::minute_said(until))
        } else {
            "link has expired".to_owned()
        };
        view! { <span class="when">{said}</span> }
    });
    let person = account.person;
    let roles: Vec<_> = account.grants.iter().map(|grant| taking(asked, person, &name, grant)).collect();
    let give = view! {
        <details>
            <summary>"Give a role"<span class="unseen">{format!(" to {name}")}</span></summary>
            <form method="post" action=path::PeopleRoles.to_string() class="form small">
                <input type="hidden" name="person" value=person.to_string()/>
                <input type="hidden" name="change" value="give"/>
                {small_list(format!("role-{person}"), "role", "Role", &self::roles())}
                {small_list(format!("organisation-{person}"), "organisation", "Organisation", &organisations(asked))}
                {Button::Second.view("Give this role")}
            </form>
        </details>
    };
    let erase = view! {
        <details>
            <summary>"Erase"<span class="unseen">{format!(" {name}")}</span></summary>
            <form method="post" action=path::PeopleErase.to_string() class="form small">
                <p>"Their name, address and password are deleted for good. What they recorded is kept under a number."</p>
                <input type="hidden" name="person" value=person.to_string()/>
                {Button::Warning.view("Erase this person")}
            </form>
        </details>
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{name.clone()} <span class="when">{email}</span> {waiting}</th>
            <td role="cell"><ul class="plain">{roles}</ul></td>
            <td role="cell">
                {give}
                <form method="post" action=path::PeopleLink.to_string()>
                    <input type="hidden" name="person" value=person.to_string()/>
                    <button type="submit" class="link">"New link"<span class="unseen">{format!(" for {name}")}</span></button>
                </form>
                {erase}
            </td>
        </tr>
    }
    .into_any()
}

/// A list with an id of its own, for a form in every row.
fn small_list(id: String, name: &'static str, label: &'static str, choices: &[Choice]) -> AnyView {
    let options: Vec<_> = choices
        .iter()
        .map(|choice| view! { <option value=choice.value.clone()>{choice.label.clone()}</option> })
        .collect();
    view! {
        <div class="field"><label for=id.clone()>{label}</label> <select id=id name=name>{options}</select></div>
    }
    .into_any()
}

fn taking(asked: &Asked, person: PersonId, name: &str, grant: &Grant) -> AnyView {
    let organisation = asked.outline.organisation_name(&grant.organisation).to_owned();
    let said = format!("{}, {organisation}", wording::capital(grant.role.as_str()));
    let whose = format!(" {said} from {name}");
    view! {
        <li>
            {said} " "
            <form method="post" action=path::PeopleRoles.to_string() class="inline">
                <input type="hidden" name="person" value=person.to_string()/>
                <input type="hidden" name="change" value="take"/>
                <input type="hidden" name="role" value=grant.role.as_str()/>
                <input type="hidden" name="organisation" value=grant.organisation.to_string()/>
                <button type="submit" class="link">"remove"<span class="unseen">{whose}</span></button>
            </form>
        </li>
    }
    .into_any()
}

pub(crate) async fn invite(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    if is_again(&typed) {
        return again(&asked, &typed).await;
    }
    let email = typed.text("email").to_lowercase();
    let mut errors = Errors::default();
    if !is_email(&email) {
        errors.add("email", "enter an email address, such as name@example.org");
    }
    let role = Role::parse(typed.get("role"));
    if role.is_none() {
        errors.add("role", "choose a role");
    }
    let organisation = typed.text("organisation");
    if !organisations(&asked).iter().any(|choice| choice.value == organisation) {
        errors.add("organisation", "choose an organisation from the list");
    }
    let (Some(role), true) = (role, errors.is_empty()) else {
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, whole(&asked, &typed, &errors, None).await?).into_response()
        );
    };
    let secret = asked.secret();
    let invited = account::invite(&asked.desk, &email, role, &organisation, &secret, || asked.now()).await?;
    let secret = matches!(invited, Invited::Linked(_)).then_some(secret);
    let made = Made { who: email, secret };
    Ok(whole(&asked, &Typed::default(), &Errors::default(), Some(made)).await?.into_response())
}

/// What was sent after a session had ended is shown and not done: the form to invite as it was typed, the rest by its page.
async fn again(asked: &Asked, typed: &Typed) -> Result<Response, Fault> {
    Ok(whole(asked, typed, &Errors::default(), None).await?.into_response())
}

/// The person that a form names.
fn person(typed: &Typed) -> Result<PersonId, Fault> {
    typed.get("person").parse().map_err(|_| Fault::BadRequest("There is no such person.".into()))
}

/// What an administrator can do something about, in its own words.
fn told(error: storage::Error) -> Fault {
    use storage::Error::{LastAdministrator, NoOrganisation, NoPerson};
    match error {
        LastAdministrator | NoOrganisation(_) | NoPerson => {
            Fault::BadRequest(format!("{}.", wording::capital(&error.to_string())))
        }
        other => other.into(),
    }
}

pub(crate) async fn renew(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    if is_again(&typed) {
        return again(&asked, &typed).await;
    }
    let person = person(&typed)?;
    let secret = asked.secret();
    account::renew(&asked.desk, person, &secret, || asked.now()).await.map_err(told)?;
    let people = account::people(&asked.desk).await?;
    let found = people.into_iter().find(|account| account.person == person);
    let who = found.and_then(|account| account.email).unwrap_or_else(|| "the first administrator".to_owned());
    let made = Made { who, secret: Some(secret) };
    Ok(whole(&asked, &Typed::default(), &Errors::default(), Some(made)).await?.into_response())
}

pub(crate) async fn change_role(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    if is_again(&typed) {
        return again(&asked, &typed).await;
    }
    let person = person(&typed)?;
    let role =
        Role::parse(typed.get("role")).ok_or_else(|| Fault::BadRequest("There is no such role.".into()))?;
    let change = match typed.get("change") {
        "give" => RoleChange::Give,
        "take" => RoleChange::Take,
        _ => return Err(Fault::BadRequest("Choose whether to give or take away the role.".into())),
    };
    let organisation = typed.text("organisation");
    account::change_role(&asked.desk, person, role, &organisation, change, || asked.now())
        .await
        .map_err(told)?;
    Ok(back(Done::RoleChanged))
}

pub(crate) async fn erase(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    if is_again(&typed) {
        return again(&asked, &typed).await;
    }
    account::erase(&asked.desk, person(&typed)?, || asked.now()).await.map_err(told)?;
    Ok(back(Done::Erased))
}

fn back(done: Done) -> Response {
    go_on(&path::People, done)
}
