//! Links that let somebody choose a password, once, within a week.

use super::{
    Secret,
    people::{give, organisation},
    session::{Entering, enter, leave_everywhere},
};
use crate::{
    Desk, Error,
    db::on,
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::{Action, Person, PersonId, Role, Visitor},
    slug::Slug,
};

/// How long a link works.
const LIFE: TimeDelta = TimeDelta::days(7);

/// The outcome of inviting somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invited {
    /// Their link works from now on.
    Linked(PersonId),
    /// They have a password already; they have the role now, and need no link.
    Known(PersonId),
}

/// The person behind a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who was invited.
    pub person: PersonId,
    /// Their address, where it is known.
    pub email: Option<String>,
    /// Their name, where it is known.
    pub name: Option<String>,
}

/// What somebody enters who accepts an invitation.
#[derive(Clone, Copy, Debug)]
pub struct Accepting<'a> {
    /// Their address; if the invitation has one, that one is kept.
    pub email: &'a str,
    /// Their name.
    pub name: &'a str,
    /// The hash of their password.
    pub password: &'a str,
}

/// The outcome of accepting an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// They are signed in.
    In(PersonId),
    /// The link has been used, has expired or never was one.
    Gone,
    /// Somebody else has this address.
    Taken,
}

/// Invites somebody to a role in an organisation, given by its slug or its name.
///
/// # Errors
/// When the visitor may not, there is no such organisation, or the engine fails.
pub async fn invite(
    desk: &Desk,
    email: &str,
    role: Role,
    organisation_text: &str,
    secret: &Secret,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Invited, Error> {
    let email = email.trim().to_lowercase();
    let mut write = write::begin(desk, Action::InvitePerson, "", clock).await?;
    let organisation = organisation(&mut write, organisation_text).await?;
    let known = write.number_of("SELECT id FROM person WHERE email = $1", &[&email]).await?;
    let person = match known {
        Some(person) => person,
        None => add(&mut write, Some(&email)).await?,
    };
    give(&mut write, person, &organisation, role).await?;
    let has_password = write
        .number_of("SELECT id FROM person WHERE id = $1 AND password IS NOT NULL", &[&person])
        .await?
        .is_some();
    if !has_password {
        link(&mut write, person, secret).await?;
    }
    write.is_about(format!("person {person}"));
    let became = Some(format!("{role} of {organisation}"));
    write.commit(AuditNote { became, ..AuditNote::default() }).await?;
    Ok(if has_password { Invited::Known(person) } else { Invited::Linked(person) })
}

/// Gives a person a new link, with which they choose a new password; earlier ones no longer work.
///
/// # Errors
/// When the visitor may not, there is no such person, or the engine fails.
pub async fn renew(
    desk: &Desk,
    person: PersonId,
    secret: &Secret,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<(), Error> {
    let subject = format!("person {person}");
    let mut write = write::begin(desk, Action::InvitePerson, &subject, clock).await?;
    let known = "SELECT id FROM person WHERE id = $1 AND erased_at IS NULL";
    write.number_of(known, &[&person]).await?.ok_or(Error::NoPerson)?;
    link(&mut write, person, secret).await?;
    write.commit(AuditNote { became: Some("a new link".to_owned()), ..AuditNote::default() }).await?;
    Ok(())
}

/// A link for the first administrator, who enters their address there; `None` where there is an administrator who can sign
/// in.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn first(
    desk: &Desk,
    organisation: &Slug,
    secret: &Secret,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Option<PersonId>, Error> {
    let mut write = write::begin(desk, Action::InvitePerson, "", clock).await?;
    let there = "SELECT p.id FROM person p JOIN membership m ON m.person = p.id AND m.superseded_in IS NULL \
                 WHERE m.role = 'administrator' AND p.password IS NOT NULL LIMIT 1";
    if write.number_of(there, &[]).await?.is_some() {
        return Ok(None);
    }
    let asked = "SELECT id FROM person WHERE email IS NULL AND erased_at IS NULL ORDER BY id LIMIT 1";
    let person = match write.number_of(asked, &[]).await? {
        Some(person) => person,
        None => add(&mut write, None).await?,
    };
    give(&mut write, person, organisation, Role::Administrator).await?;
    link(&mut write, person, secret).await?;
    write.is_about(format!("person {person}"));
    let became = Some(format!("{} of {organisation}", Role::Administrator));
    write.commit(AuditNote { became, ..AuditNote::default() }).await?;
    Ok(Some(person))
}

/// The person behind a link at a moment; `None` where it no longer works.
///
/// # Errors
/// When the engine fails.
pub async fn invitation(desk: &Desk, secret: &Secret, now: DateTime<Utc>) -> Result<Option<Link>, Error> {
    let found: Option<(i64, Option<String>, Option<String>)> = on!(desk.db(), pool => {
        sqlx::query_as(
            "SELECT p.id, p.email, p.name FROM invitation i JOIN person p ON p.id = i.person \
             WHERE i.secret = $1 AND i.expires_at > $2 AND p.erased_at IS NULL",
        )
        .bind(secret.hash())
        .bind(now)
        .fetch_optional(pool)
        .await
    })?;
    Ok(found.map(|(person, email, name)| Link { person, email, name }))
}

/// Accepts an invitation: the link is used up, other sessions of the person end, and they are signed in.
///
/// # Errors
/// When the engine fails.
pub async fn accept(
    desk: &Desk,
    secret: &Secret,
    accepting: Accepting<'_>,
    entering: &Entering,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Accepted, Error> {
    let mut write = write::begin(desk, Action::AcceptInvitation, "a link", clock).await?;
    let valid = "SELECT i.person FROM invitation i JOIN person p ON p.id = i.person \
                 WHERE i.secret = $1 AND i.expires_at > $2 AND p.erased_at IS NULL";
    let at = write.at();
    let Some(person) = write.number_of(valid, &[&secret.hash(), &at]).await? else {
        write.end_refused(Some("the link does not work, or no longer".to_owned())).await?;
        return Ok(Accepted::Gone);
    };
    let email = accepting.email.trim().to_lowercase();
    let other = "SELECT id FROM person WHERE email = $1 AND id <> $2";
    if write.number_of(other, &[&email, &person]).await?.is_some() {
        return Ok(Accepted::Taken);
    }
    let (name, password) = (accepting.name.trim(), accepting.password);
    write
        .run(
            "UPDATE person SET email = COALESCE(email, $2), name = $3, password = $4 WHERE id = $1",
            &[&person, &email, &name, &password],
        )
        .await?;
    write.run("DELETE FROM invitation WHERE person = $1", &[&person]).await?;
    leave_everywhere(&mut write, person).await?;
    enter(&mut write, person, entering).await?;
    write.is_about(format!("person {person}"));
    write.is_by(Visitor::Person(Person { id: person, grants: Vec::new() }));
    write.commit(AuditNote::default()).await?;
    Ok(Accepted::In(person))
}

/// A new person, numbered by the write.
async fn add(write: &mut Write, email: Option<&str>) -> Result<PersonId, Error> {
    let person = write.number();
    write.run("INSERT INTO person (id, email) VALUES ($1, $2)", &[&person, &email]).await?;
    Ok(person)
}

async fn link(write: &mut Write, person: PersonId, secret: &Secret) -> Result<(), Error> {
    let expires = write.at() + LIFE;
    write.run("DELETE FROM invitation WHERE person = $1", &[&person]).await?;
    let sql = "INSERT INTO invitation (secret, person, expires_at) VALUES ($1, $2, $3)";
    write.run(sql, &[&secret.hash(), &person, &expires]).await?;
    Ok(())
}
