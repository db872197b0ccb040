//! Inviting people from the command line: where nobody can sign in yet, this is how the first one does.

use crate::{Failure, chance, clock};
use app::path::Invitation;
use domain::{
    access::{Role, Visitor},
    entry::is_email,
};
use storage::{
    AsAt, Record,
    account::{self, Invited, Secret},
};

/// Invites somebody and says what to send them.
pub(crate) async fn invite(
    record: &Record,
    base_url: &str,
    email: &str,
    role: Role,
    organisation: &str,
) -> Result<String, Failure> {
    if !is_email(email) {
        return Err(Failure::Email(email.chars().take(120).collect()));
    }
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let secret = Secret::new(chance::bytes());
    Ok(match account::invite(&desk, email, role, organisation, &secret, clock::now).await? {
        Invited::Known(_) => {
            format!("{email} already has an account, and is now {role} of {organisation}.")
        }
        Invited::Linked(_) => {
            format!(
                "{email} can sign in with this link. It works once, within seven days:\n{}",
                link(base_url, &secret)
            )
        }
    })
}

/// A link for the first administrator, in words; nothing where there is an administrator who can sign in.
pub(crate) async fn first(record: &Record, base_url: &str) -> Result<Option<String>, Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let outline = storage::outline::current(&desk, clock::today()).await?;
    let Some(partner) = outline.as_ref().and_then(|outline| outline.partners.first()) else {
        return Ok(None);
    };
    let secret = Secret::new(chance::bytes());
    let made = account::first(&desk, partner, &secret, clock::now).await?;
    Ok(made.map(|_| {
        format!(
            "The first administrator can sign in with this link. It works once, within seven days:\n{}",
            link(base_url, &secret)
        )
    }))
}

fn link(base_url: &str, secret: &Secret) -> String {
    format!("{base_url}{}", Invitation::of(secret.text()))
}
