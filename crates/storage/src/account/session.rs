//! Who is signed in, in which browser, and until when.

use super::{Limit, Secret, attempt::forget};
use crate::{
    Desk, Error, Record,
    db::on,
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::{Action, Grant, Person, PersonId, Role, Visitor},
    slug::Slug,
};

/// A session ends after this long without a request.
const IDLE: TimeDelta = TimeDelta::hours(2);

/// A session ends after this long, even if it is in use.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// A browser is known for this long after the last sign-in.
const KNOWN: TimeDelta = TimeDelta::days(365);

/// For this long after a session has ended, unsaved input from it is still accepted, to come back after signing in. Its row
/// is kept as long, without the browser and the network address.
const REMEMBERED: TimeDelta = TimeDelta::days(7);

/// The use of a session is noted no more often than this.
const GRAIN: TimeDelta = TimeDelta::minutes(1);

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who, with their roles as they are now.
    pub person: Person,
    /// Their name.
    pub name: String,
    /// The number of the session.
    pub session: i64,
}

/// What the secret of a session opens at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A session in force.
    Session(SignedIn),
    /// No longer anything: its session ran out or was ended within the last week.
    Ended,
    /// Nothing.
    Nothing,
}

/// A session, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub number: i64,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen: DateTime<Utc>,
    /// The browser, as it names itself.
    pub browser: String,
    /// The network address that it began from.
    pub origin: String,
}

/// The data of a new session.
#[derive(Clone, Debug)]
pub struct Entering {
    /// The secret of the new session.
    pub session: Secret,
    /// The new secret that the browser is known by.
    pub browser: Secret,
    /// The secrets that the browser came with: of a session and of the browser. Both become void.
    pub before: [Option<Secret>; 2],
    /// The browser's name for itself.
    pub browser_name: String,
}

/// The person of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The person.
    pub person: PersonId,
    /// The hash of their password.
    pub password: String,
    /// Whether they have signed in with this browser before.
    pub is_known_browser: bool,
}

/// Who holds the secret of a session in force at a moment.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn signed_in(
    record: &Record,
    secret: &Secret,
    now: DateTime<Utc>,
) -> Result<Option<SignedIn>, Error> {
    Ok(match opened(record, secret, now).await? {
        Opened::Session(signed_in) => Some(signed_in),
        Opened::Ended | Opened::Nothing => None,
    })
}

/// What a secret opens at a moment: always one query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn opened(record: &Record, secret: &Secret, now: DateTime<Utc>) -> Result<Opened, Error> {
    type Found = (
        i64,
        i64,
        DateTime<Utc>,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    let found: Vec<Found> = on!(&record.db, pool => {
        sqlx::query_as(
            "SELECT s.number, s.person, s.began_at, s.seen_at, s.ended_at, p.name, m.organisation, m.role \
             FROM session s JOIN person p ON p.id = s.person \
             LEFT JOIN membership m ON m.person = s.person AND m.superseded_in IS NULL \
             WHERE s.secret = $1 ORDER BY m.organisation, m.role",
        )
        .bind(secret.hash())
        .fetch_all(pool)
        .await
    })?;
    let Some((session, person, began, seen, ended, name, ..)) = found.first().cloned() else {
        return Ok(Opened::Nothing);
    };
    let end = ended.unwrap_or(DateTime::<Utc>::MAX_UTC).min(seen + IDLE).min(began + LONGEST);
    if end <= now {
        return Ok(if now < end + REMEMBERED { Opened::Ended } else { Opened::Nothing });
    }
    if now - seen >= GRAIN {
        let noted: Result<(), sqlx::Error> = on!(&record.db, pool => {
            sqlx::query("UPDATE session SET seen_at = $1 WHERE number = $2")
                .bind(now)
                .bind(session)
                .execute(pool)
                .await
                .map(drop)
        });
        // Another write may take long: a request that only reads is not refused for that.
        if let Err(error) = noted {
            tracing::warn!(%error, "that a session is in use could not be noted");
        }
    }
    let mut grants = Vec::new();
    for (.., organisation, role) in found {
        if let (Some(organisation), Some(role)) = (organisation, role) {
            grants.push(grant(&organisation, &role)?);
        }
    }
    let person = Person { id: person, grants };
    Ok(Opened::Session(SignedIn { person, name: name.unwrap_or_default(), session }))
}

/// A grant from its row.
pub(super) fn grant(organisation: &str, role: &str) -> Result<Grant, Error> {
    let unreadable = || Error::Unreadable { what: "role", text: format!("{organisation}, {role}") };
    Ok(Grant {
        organisation: Slug::new(organisation).map_err(|_| unreadable())?,
        role: Role::parse(role).ok_or_else(unreadable)?,
    })
}

/// The person of an address, if they have a password.
///
/// # Errors
/// When the engine fails.
pub async fn credentials(
    desk: &Desk,
    email: &str,
    browser: Option<&Secret>,
) -> Result<Option<Credentials>, Error> {
    let found: Option<(i64, String, i64)> = on!(desk.db(), pool => {
        sqlx::query_as(
            "SELECT p.id, p.password, (SELECT count(*) FROM known_browser b WHERE b.person = p.id AND b.secret = $2) \
             FROM person p WHERE p.email = $1 AND p.password IS NOT NULL",
        )
        .bind(email.trim().to_lowercase())
        .bind(browser.map(Secret::hash).unwrap_or_default())
        .fetch_optional(pool)
        .await
    })?;
    Ok(found.map(|(person, password, known)| Credentials { person, password, is_known_browser: known > 0 }))
}

/// Signs in somebody whose password was right, unless it has been changed or they have been erased since. Forgets the
/// failures that count towards `limits`. Returns whether they are signed in.
///
/// # Errors
/// When the engine fails.
pub async fn sign_in(
    desk: &Desk,
    known: &Credentials,
    entering: &Entering,
    limits: &[Limit],
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<bool, Error> {
    let person = known.person;
    let mut write = write::begin(desk, Action::SignIn, &format!("person {person}"), clock).await?;
    let still = "SELECT id FROM person WHERE id = $1 AND password = $2 AND erased_at IS NULL";
    if write.number_of(still, &[&person, &known.password]).await?.is_none() {
        write.end_refused(Some("the password has been changed".to_owned())).await?;
        return Ok(false);
    }
    forget(&mut write, limits).await?;
    enter(&mut write, person, entering).await?;
    write.is_by(Visitor::Person(Person { id: person, grants: Vec::new() }));
    write.commit(AuditNote::default()).await?;
    Ok(true)
}

/// Notes that a sign-in was refused.
///
/// # Errors
/// When the engine fails.
pub async fn refuse_sign_in(
    desk: &Desk,
    person: Option<PersonId>,
    reason: &'static str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<(), Error> {
    // The address as typed is not kept: it may be anybody's, or somebody's password typed into the wrong box.
    let subject = person.map_or_else(|| "nobody known".to_owned(), |person| format!("person {person}"));
    write::begin(desk, Action::SignIn, &subject, clock).await?.end_refused(Some(reason.to_owned())).await
}

/// Ends the session of a secret, if it has one.
///
/// # Errors
/// When the engine fails.
pub async fn sign_out(desk: &Desk, secret: &Secret, clock: impl Fn() -> DateTime<Utc>) -> Result<(), Error> {
    let Some(person) = desk.visitor().person() else { return Ok(()) };
    let mut write = write::begin(desk, Action::SignOut, &format!("person {}", person.id), clock).await?;
    let at = write.at();
    let sql =
        "UPDATE session SET ended_at = $1, browser = '', origin = '' WHERE secret = $2 AND ended_at IS NULL";
    write.run(sql, &[&at, &secret.hash()]).await?;
    write.commit(AuditNote::default()).await?;
    Ok(())
}

/// The visitor's own sessions in force at a moment, the newest first.
///
/// # Errors
/// When the engine fails.
pub async fn sessions(desk: &Desk, now: DateTime<Utc>) -> Result<Vec<Session>, Error> {
    let Some(person) = desk.visitor().person() else { return Ok(Vec::new()) };
    type Found = (i64, DateTime<Utc>, DateTime<Utc>, String, String);
    let found: Vec<Found> = on!(desk.db(), pool => {
        sqlx::query_as(
            "SELECT number, began_at, seen_at, browser, origin FROM session \
             WHERE person = $1 AND seen_at > $2 AND began_at > $3 AND ended_at IS NULL ORDER BY number DESC",
        )
        .bind(person.id)
        .bind(now - IDLE)
        .bind(now - LONGEST)
        .fetch_all(pool)
        .await
    })?;
    let session = |(number, began, seen, browser, origin)| Session { number, began, seen, browser, origin };
    Ok(found.into_iter().map(session).collect())
}

/// Ends one of the visitor's own sessions. Does nothing if it has ended or is another person's.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn end_session(desk: &Desk, number: i64, clock: impl Fn() -> DateTime<Utc>) -> Result<(), Error> {
    let Some(person) = desk.visitor().person() else { return Err(Error::Forbidden) };
    let mut write = write::begin(desk, Action::EndSessions, &format!("session {number}"), clock).await?;
    let at = write.at();
    let sql = "UPDATE session SET ended_at = $1, browser = '', origin = '' \
               WHERE number = $2 AND person = $3 AND ended_at IS NULL";
    write.run(sql, &[&at, &number, &person.id]).await?;
    write.commit(AuditNote::default()).await?;
    Ok(())
}

/// Lets a person in with a new session. Clears the browser and address of expired sessions, and deletes sessions a week after their end.
pub(super) async fn enter(write: &mut Write, person: PersonId, entering: &Entering) -> Result<(), Error> {
    let at = write.at();
    let forgotten = at - REMEMBERED;
    write
        .run(
            "DELETE FROM session WHERE seen_at <= $1 OR began_at <= $2 OR ended_at <= $3",
            &[&(forgotten - IDLE), &(forgotten - LONGEST), &forgotten],
        )
        .await?;
    write
        .run(
            "UPDATE session SET browser = '', origin = '' WHERE seen_at <= $1 OR began_at <= $2",
            &[&(at - IDLE), &(at - LONGEST)],
        )
        .await?;
    for before in entering.before.iter().flatten() {
        let before = before.hash();
        write.run("DELETE FROM session WHERE secret = $1", &[&before]).await?;
        write.run("DELETE FROM known_browser WHERE secret = $1 AND person = $2", &[&before, &person]).await?;
    }
    let browser_name: String = entering.browser_name.chars().take(200).collect();
    let (number, origin) = (write.number(), write.origin().unwrap_or("unknown").to_owned());
    write
        .run(
            "INSERT INTO session (secret, number, person, began_at, seen_at, browser, origin) \
             VALUES ($1, $2, $3, $4, $4, $5, $6)",
            &[&entering.session.hash(), &number, &person, &at, &browser_name, &origin],
        )
        .await?;
    write.run("DELETE FROM known_browser WHERE seen_at <= $1", &[&(at - KNOWN)]).await?;
    write
        .run(
            "INSERT INTO known_browser (secret, person, seen_at) VALUES ($1, $2, $3)",
            &[&entering.browser.hash(), &person, &at],
        )
        .await?;
    Ok(())
}

/// Ends every session of a person, and forgets their browsers.
pub(super) async fn leave_everywhere(write: &mut Write, person: PersonId) -> Result<(), Error> {
    let at = write.at();
    let sql =
        "UPDATE session SET ended_at = $1, browser = '', origin = '' WHERE person = $2 AND ended_at IS NULL";
    write.run(sql, &[&at, &person]).await?;
    write.run("DELETE FROM known_browser WHERE person = $1", &[&person]).await?;
    Ok(())
}
