//! What was done and what was refused: by whom, when, from where, and what it changed.

use crate::{
    Desk, Error,
    account::{Limit, count, has_exceeded},
    db::on,
    write,
};
use chrono::{DateTime, Utc};
use domain::access::{Action, PersonId, Visitor};
use sqlx::Row;

/// One entry of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// The number of the write.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// `stranger`, `operator` or `person`.
    pub sort: String,
    /// The person.
    pub person: Option<PersonId>,
    /// Their name, for as long as it is known.
    pub name: Option<String>,
    /// The network address they came from.
    pub origin: Option<String>,
    /// What they did, or tried to.
    pub action: String,
    /// What it concerned.
    pub subject: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// Why.
    pub reason: Option<String>,
    /// The value before.
    pub was: Option<String>,
    /// The value afterwards.
    pub became: Option<String>,
}

/// Which entries are wanted. Empty fields do not filter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this person.
    pub person: Option<PersonId>,
    /// Of this action.
    pub action: Option<Action>,
    /// With this outcome.
    pub outcome: Option<String>,
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Until this moment.
    pub until: Option<DateTime<Utc>>,
    /// Before this number: for the next page.
    pub before: Option<i64>,
}

/// How many entries make a page.
pub const PAGE: usize = 50;

/// A page of entries, the newest first, and one more if there is another page.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn read(desk: &Desk, filter: &Filter) -> Result<Vec<AuditEntry>, Error> {
    if !desk.visitor().may(Action::ReadAudit, None) {
        return Err(Error::Forbidden);
    }
    let sql = "SELECT a.number, a.at, a.visitor, a.person, p.name, a.origin, a.action, a.subject, a.outcome, a.reason, a.was, \
               a.became FROM audit a LEFT JOIN person p ON p.id = a.person \
               WHERE ($1 IS NULL OR a.person = $1) AND ($2 IS NULL OR a.action = $2) \
               AND ($3 IS NULL OR a.outcome = $3) AND a.at >= $4 AND a.at <= $5 AND a.number < $6 \
               ORDER BY a.number DESC LIMIT 51";
    let entries: Result<Vec<AuditEntry>, Error> = on!(desk.db(), pool => {
        let rows = sqlx::query(sql)
            .bind(filter.person)
            .bind(filter.action.map(Action::as_str))
            .bind(filter.outcome.as_deref())
            .bind(filter.from.unwrap_or(DateTime::UNIX_EPOCH))
            .bind(filter.until.unwrap_or(LAST))
            .bind(filter.before.unwrap_or(i64::MAX))
            .fetch_all(pool)
            .await?;
        rows.iter().map(|row| Ok(AuditEntry {
            number: row.try_get("number")?,
            at: row.try_get("at")?,
            sort: row.try_get("visitor")?,
            person: row.try_get("person")?,
            name: row.try_get("name")?,
            origin: row.try_get("origin")?,
            action: row.try_get("action")?,
            subject: row.try_get("subject")?,
            outcome: row.try_get("outcome")?,
            reason: row.try_get("reason")?,
            was: row.try_get("was")?,
            became: row.try_get("became")?,
        })).collect()
    });
    entries
}

/// 31 December 9999: both engines read it, and as text it sorts after every other moment.
const LAST: DateTime<Utc> = match DateTime::from_timestamp(253_402_214_400, 0) {
    Some(moment) => moment,
    None => DateTime::UNIX_EPOCH,
};

/// How many refusals of strangers from one network address are noted in a quarter of an hour: nobody may fill the audit.
const STRANGERS: i64 = 20;

/// Notes that the visitor tried something that they may not do.
///
/// # Errors
/// When the engine fails.
pub async fn refuse(
    desk: &Desk,
    action: Action,
    subject: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<(), Error> {
    let limits = match desk.visitor() {
        Visitor::Stranger => {
            vec![Limit { what: format!("refused {}", desk.origin().unwrap_or_default()), most: STRANGERS }]
        }
        Visitor::Operator | Visitor::Person(_) => Vec::new(),
    };
    if has_exceeded(desk, &limits, clock()).await? {
        return Ok(());
    }
    let mut write = write::open(desk, action, subject, clock).await?;
    count(&mut write, &limits).await?;
    write.end_refused(None).await
}
