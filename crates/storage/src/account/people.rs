//! The people in the record, their roles in organisations, and how they are erased.

use super::session::{grant, leave_everywhere};
use crate::{
    Desk, Error,
    db::on,
    table::{MembershipRow, OrganisationRow, Versioned, is},
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::{Action, Grant, PersonId, Role},
    slug::Slug,
};

/// A person, as administrators see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Their number.
    pub person: PersonId,
    /// Their address; none before a first administrator entered theirs.
    pub email: Option<String>,
    /// Their name; none before they accepted the invitation.
    pub name: Option<String>,
    /// Until when their link works, where they have not used it.
    pub invited_until: Option<DateTime<Utc>>,
    /// Their roles.
    pub grants: Vec<Grant>,
}

/// Whether a role is given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleChange {
    /// Given.
    Give,
    /// Taken.
    Take,
}

/// Everybody who has not been erased, by address.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn people(desk: &Desk) -> Result<Vec<Account>, Error> {
    if !desk.visitor().may(Action::ReadPeople, None) {
        return Err(Error::Forbidden);
    }
    type Found = (i64, Option<String>, Option<String>, Option<DateTime<Utc>>, Option<String>, Option<String>);
    let found: Vec<Found> = on!(desk.db(), pool => {
        sqlx::query_as(
            "SELECT p.id, p.email, p.name, i.expires_at, m.organisation, m.role FROM person p \
             LEFT JOIN invitation i ON i.person = p.id \
             LEFT JOIN membership m ON m.person = p.id AND m.superseded_in IS NULL \
             WHERE p.erased_at IS NULL ORDER BY p.email, p.id, m.organisation, m.role",
        )
        .fetch_all(pool)
        .await
    })?;
    let mut accounts: Vec<Account> = Vec::new();
    for (person, email, name, invited_until, organisation, role) in found {
        if accounts.last().is_none_or(|last| last.person != person) {
            accounts.push(Account { person, email, name, invited_until, grants: Vec::new() });
        }
        if let (Some(last), Some(organisation), Some(role)) = (accounts.last_mut(), organisation, role) {
            last.grants.push(grant(&organisation, &role)?);
        }
    }
    Ok(accounts)
}

/// Gives a person a role, or takes one away. A role that they have already, or do not have, is left alone.
///
/// # Errors
/// When the visitor may not, there is no such person or organisation, nobody would be left to administer, or the engine
/// fails.
pub async fn change_role(
    desk: &Desk,
    person: PersonId,
    role: Role,
    organisation_text: &str,
    change: RoleChange,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<(), Error> {
    let mut write = write::begin(desk, Action::ChangeRoles, &format!("person {person}"), clock).await?;
    check_there(&mut write, person).await?;
    let organisation = organisation(&mut write, organisation_text).await?;
    let said = Some(format!("{role} of {organisation}"));
    let told = match change {
        RoleChange::Give => {
            give(&mut write, person, &organisation, role).await?;
            AuditNote { became: said, ..AuditNote::default() }
        }
        RoleChange::Take => {
            let key = MembershipRow::of(person, &organisation, role).key();
            if write.newest_of::<MembershipRow>(&key).await?.is_none() {
                return Ok(());
            }
            write.supersede::<MembershipRow>(&key).await?;
            if role == Role::Administrator {
                check_administered(&mut write).await?;
            }
            AuditNote { was: said, ..AuditNote::default() }
        }
    };
    write.commit(told).await?;
    Ok(())
}

/// Erases what is known of a person: address, name, password, sessions, links. Their number stays in the record.
///
/// # Errors
/// When the visitor may not, there is no such person, nobody would be left to administer, or the engine fails.
pub async fn erase(desk: &Desk, person: PersonId, clock: impl Fn() -> DateTime<Utc>) -> Result<(), Error> {
    let mut write = write::begin(desk, Action::ErasePerson, &format!("person {person}"), clock).await?;
    check_there(&mut write, person).await?;
    let roles = write.newest_where(&[is!(MembershipRow, person, &person)]).await?;
    for newest in &roles {
        write.supersede::<MembershipRow>(&newest.row.key()).await?;
    }
    if roles.iter().any(|newest| newest.row.role == Role::Administrator) {
        check_administered(&mut write).await?;
    }
    leave_everywhere(&mut write, person).await?;
    write.run("DELETE FROM session WHERE person = $1", &[&person]).await?;
    write.run("DELETE FROM invitation WHERE person = $1", &[&person]).await?;
    let at = write.at();
    write
        .run(
            "UPDATE person SET email = NULL, name = NULL, password = NULL, erased_at = $2 WHERE id = $1",
            &[&person, &at],
        )
        .await?;
    write.commit(AuditNote::default()).await?;
    Ok(())
}

async fn check_there(write: &mut Write, person: PersonId) -> Result<(), Error> {
    let known = "SELECT id FROM person WHERE id = $1 AND erased_at IS NULL";
    write.number_of(known, &[&person]).await?.map(drop).ok_or(Error::NoPerson)
}

/// Checks that somebody is left who can let others in.
async fn check_administered(write: &mut Write) -> Result<(), Error> {
    let left = "SELECT count(*) FROM membership m JOIN person p ON p.id = m.person \
                WHERE m.superseded_in IS NULL AND m.role = 'administrator' AND p.password IS NOT NULL";
    match write.number_of(left, &[]).await? {
        Some(0) | None => Err(Error::LastAdministrator),
        Some(_) => Ok(()),
    }
}

/// Gives a role to a person who does not have it yet.
pub(super) async fn give(
    write: &mut Write,
    person: PersonId,
    organisation: &Slug,
    role: Role,
) -> Result<(), Error> {
    let row = MembershipRow::of(person, organisation, role);
    if write.newest_of::<MembershipRow>(&row.key()).await?.is_none() {
        write.insert(&row).await?;
    }
    Ok(())
}

/// An organisation by its slug or its name, in any case.
pub(super) async fn organisation(write: &mut Write, text: &str) -> Result<Slug, Error> {
    let rows = write.newest::<OrganisationRow>().await?;
    let wanted = text.trim().to_lowercase();
    let found = rows
        .into_iter()
        .find(|newest| newest.row.slug.as_str() == wanted || newest.row.name.to_lowercase() == wanted);
    found
        .map(|newest| newest.row.slug)
        .ok_or_else(|| Error::NoOrganisation(text.trim().chars().take(80).collect()))
}
