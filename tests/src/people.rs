//! People who are signed in, without the wait for a password to be hashed.

use crate::plans::{moment, operator};
use chrono::{DateTime, Utc};
use domain::access::{PersonId, Role, Visitor};
use std::sync::atomic::{AtomicU64, Ordering};
use storage::{
    AsAt, Desk, Record,
    account::{self, Accepted, Accepting, Entering, Invited, Secret},
};

/// When they came in: shortly before the application's usual morning.
pub const CAME: &str = "2026-11-23T08:00:00Z";

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Member {
    /// Their number.
    pub id: PersonId,
    session: Secret,
}

impl Member {
    /// The header that their browser sends.
    #[must_use]
    pub fn cookie(&self) -> String {
        format!("session={}", self.session.text())
    }

    /// The secret of their session.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.session
    }

    /// The record as they see it now.
    ///
    /// # Panics
    /// When the engine fails or the session has ended.
    pub async fn desk(&self, record: &Record) -> Desk {
        let signed_in = account::signed_in(record, &self.session, moment(CAME))
            .await
            .expect("an answer")
            .expect("a session");
        record.desk(Visitor::Person(signed_in.person), AsAt::Now).await.expect("a desk")
    }
}

/// A secret that no other test has.
#[must_use]
pub fn secret() -> Secret {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Secret::new(bytes)
}

/// Somebody with a role in an organisation, signed in.
///
/// # Panics
/// When the engine fails or the plan has no such organisation.
pub async fn member(record: &Record, name: &str, role: Role, organisation: &str) -> Member {
    member_at(record, name, role, organisation, moment(CAME)).await
}

/// The same, at a moment.
///
/// # Panics
/// When the engine fails or the plan has no such organisation.
pub async fn member_at(
    record: &Record,
    name: &str,
    role: Role,
    organisation: &str,
    at: DateTime<Utc>,
) -> Member {
    let link = secret();
    let email = format!("{}@people.example", name.to_lowercase().replace(' ', "."));
    let clock = || at;
    let invited = account::invite(&operator(record).await, &email, role, organisation, &link, clock)
        .await
        .expect("invited");
    assert!(matches!(invited, Invited::Linked(_)));
    let entering = Entering {
        session: secret(),
        browser: secret(),
        browser_name: "a test".into(),
        before: [None, None],
    };
    let accepting = Accepting { email: &email, name, password: "no password" };
    let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
    match account::accept(&stranger, &link, accepting, &entering, clock).await.expect("accepted") {
        Accepted::In(id) => Member { id, session: entering.session },
        other => panic!("{other:?}"),
    }
}
