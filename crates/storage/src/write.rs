//! Numbered, audited transactions: the only way anything gets into the record.

mod rows;
mod sync;

use crate::{
    db::Db,
    desk::Desk,
    error::Error,
    open::{Open, in_open},
    sql::Value,
    table::{IndicatorKey, IndicatorRow, MembershipRow, OrganisationRow, is},
};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use chrono_tz::Europe::London;
use domain::{
    access::{Action, Person, Visitor},
    organisation::answering,
    slug::Slug,
    source::Source,
};
pub(crate) use rows::Newest;
use std::borrow::Cow;
pub(crate) use sync::Changed;

/// A write transaction. It holds the counter's row, so writes follow one another; dropped without [`Write::commit`], it
/// leaves nothing behind.
pub(crate) struct Write {
    pub(crate) open: Open,
    number: i64,
    at: DateTime<Utc>,
    visitor: Visitor,
    origin: Option<String>,
    action: Action,
    subject: String,
}

/// What a write did, besides its rows, for the audit.
#[derive(Clone, Debug, Default)]
pub(crate) struct AuditNote {
    /// Why.
    pub(crate) reason: Option<String>,
    /// The value before.
    pub(crate) was: Option<String>,
    /// The value now.
    pub(crate) became: Option<String>,
}

/// Begins a write by a desk's visitor to something that concerns everybody, and takes its number.
///
/// # Errors
/// When the visitor may not, which the audit then notes, or the engine fails.
pub(crate) async fn begin(
    desk: &Desk,
    action: Action,
    subject: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Write, Error> {
    let write = open(desk, action, subject, clock).await?;
    let may = write.visitor.may(action, None);
    write.go_on(may).await
}

/// Begins a write to something that the owner of an indicator answers for, and takes its number.
///
/// # Errors
/// When the visitor may not, which the audit then notes, or the engine fails.
pub(crate) async fn begin_of(
    desk: &Desk,
    action: Action,
    indicator: &Slug,
    subject: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Write, Error> {
    let mut write = open(desk, action, subject, clock).await?;
    let whose = write.answering(indicator).await?;
    let may = write.visitor.may(action, whose.as_ref());
    write.go_on(may).await
}

/// Begins a write to a return of an organisation, or of its heir where it has ended, and takes its number.
///
/// # Errors
/// When the visitor may not, which the audit then notes, or the engine fails.
pub(crate) async fn begin_for(
    desk: &Desk,
    action: Action,
    organisation: &Slug,
    subject: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Write, Error> {
    let mut write = open(desk, action, subject, clock).await?;
    let whose = write.heir(organisation).await?;
    let may = write.visitor.may(action, whose.as_ref());
    write.go_on(may).await
}

/// Begins a write whether or not the visitor may: to note that they were refused.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn open(
    desk: &Desk,
    action: Action,
    subject: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Write, Error> {
    let open = match desk.db() {
        Db::Sqlite(pool) => Open::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
        Db::Postgres(pool) => {
            let mut transaction = pool.begin().await?;
            // As long as SQLite waits for its turn: a writer that stalls does not block everybody for ever.
            sqlx::query("SET LOCAL lock_timeout = '15s'").execute(&mut *transaction).await?;
            Open::Postgres(transaction)
        }
    };
    let mut write = Write {
        open,
        number: 0,
        at: DateTime::UNIX_EPOCH,
        visitor: desk.visitor().clone(),
        origin: desk.origin().map(str::to_owned),
        action,
        subject: subject.chars().take(LONGEST_SUBJECT).collect(),
    };
    write.number = in_open!(&mut write.open, connection => {
        sqlx::query_scalar("UPDATE counter SET number = number + 1 RETURNING number").fetch_one(connection).await
    })?;
    // After a clock was set back, an earlier moment must not mean a later write.
    let last: Option<DateTime<Utc>> = in_open!(&mut write.open, connection => {
        sqlx::query_scalar("SELECT at FROM audit ORDER BY number DESC LIMIT 1").fetch_optional(connection).await
    })?;
    // Read only once other writers wait: a write that had to wait itself did not happen before.
    let now = clock().trunc_subsecs(0);
    write.at = last.map_or(now, |last| last.max(now));
    write.ask_roles_again(desk.session()).await?;
    Ok(write)
}

/// The most characters of the subject of an audit entry: it can never be cut later.
const LONGEST_SUBJECT: usize = 200;

/// Whether a write of this sort changes pages.
fn changes_pages(action: Action) -> bool {
    match action {
        Action::RecordFigure
        | Action::WithdrawFigure
        | Action::SubmitFigure
        | Action::ApproveFigure
        | Action::SendBackFigure
        | Action::SubmitReturn
        | Action::ApproveReturn
        | Action::SendBackReturn
        | Action::ReopenReturn
        | Action::StartReturns
        | Action::NoteChange
        | Action::SetApart
        | Action::SetTarget
        | Action::SetTolerance
        | Action::DefineIndicator
        | Action::EditPlan
        | Action::WriteNarrative
        | Action::WritePriorityNarrative
        | Action::RatePriority
        | Action::RecordAction
        | Action::LogStatus
        | Action::WithdrawAction
        | Action::RecordFunding
        | Action::WithdrawFunding
        | Action::MakePack
        | Action::WithdrawPack
        | Action::FreezePack
        | Action::RecordDecision
        | Action::WithdrawDecision
        | Action::ReviewPriority
        | Action::CompleteReview
        | Action::LoadPlan
        | Action::TakeInWords
        | Action::LoadDemonstration
        | Action::ImportFigures
        | Action::RedactText
        | Action::UndoImport => true,
        // Input in a return is on no page but the return's own, which is read afresh each time.
        Action::ReadPartnerFigures
        | Action::SaveReturn
        | Action::SendFile
        | Action::InvitePerson
        | Action::ChangeRoles
        | Action::ErasePerson
        | Action::ReadPeople
        | Action::ReadAudit
        | Action::EndSessions
        | Action::AcceptInvitation
        | Action::SignIn
        | Action::SignOut => false,
    }
}

impl Write {
    /// The visitor who writes.
    pub(crate) fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    /// Its number.
    pub(crate) fn number(&self) -> i64 {
        self.number
    }

    /// Its source.
    pub(crate) fn source(&self) -> Source {
        Source::of(self.action)
    }

    /// Its moment, in whole seconds.
    pub(crate) fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Its day in the time zone of the partnerships.
    pub(crate) fn today(&self) -> NaiveDate {
        self.at.with_timezone(&London).date_naive()
    }

    /// The visitor's network address.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Sets its subject, where that is known only once it has begun.
    pub(crate) fn is_about(&mut self, subject: String) {
        self.subject = subject;
    }

    /// Sets its visitor, where that is known only once it has begun.
    pub(crate) fn is_by(&mut self, visitor: Visitor) {
        self.visitor = visitor;
    }

    /// Reads a person's roles again now that other writers wait: between the request and its turn somebody may have taken a
    /// role away, ended the session or erased the person.
    async fn ask_roles_again(&mut self, session: Option<i64>) -> Result<(), Error> {
        let Visitor::Person(person) = &self.visitor else { return Ok(()) };
        let id = person.id;
        let lasts = match session {
            None => true,
            Some(session) => {
                let sql = "SELECT number FROM session WHERE number = $1 AND person = $2 AND ended_at IS NULL";
                self.number_of(sql, &[&session, &id]).await?.is_some()
            }
        };
        let mut grants = Vec::new();
        if lasts {
            let roles = self.newest_where(&[is!(MembershipRow, person, &id)]).await?;
            grants.extend(roles.into_iter().map(|newest| newest.row.grant()));
        }
        self.visitor = Visitor::Person(Person { id, grants });
        Ok(())
    }

    async fn go_on(self, may: bool) -> Result<Self, Error> {
        if may {
            return Ok(self);
        }
        self.end_refused(None).await?;
        Err(Error::Forbidden)
    }

    /// Ends it with only the note that it was refused.
    pub(crate) async fn end_refused(mut self, reason: Option<String>) -> Result<(), Error> {
        self.audit("refused", AuditNote { reason, ..AuditNote::default() }).await?;
        self.end().await
    }

    /// Writes its audit entry and ends it: from now on everybody sees its changes.
    pub(crate) async fn commit(mut self, told: AuditNote) -> Result<i64, Error> {
        self.audit("done", told).await?;
        if changes_pages(self.action) {
            in_open!(&mut self.open, connection => {
                sqlx::query("UPDATE counter SET changed = number").execute(connection).await.map(drop)
            })?;
        }
        let number = self.number;
        self.end().await?;
        Ok(number)
    }

    /// Writes its audit entry and goes on as another deed of the same visitor, under the next number and in the same
    /// transaction: both or neither.
    ///
    /// # Errors
    /// When the visitor may not, after which neither is recorded, or the engine fails.
    pub(crate) async fn followed_by(mut self, told: AuditNote, action: Action) -> Result<Self, Error> {
        self.audit("done", told).await?;
        let mut next = self.turned(action)?;
        next.number = in_open!(&mut next.open, connection => {
            sqlx::query_scalar("UPDATE counter SET changed = number, number = number + 1 RETURNING number")
                .fetch_one(connection)
                .await
        })?;
        Ok(next)
    }

    /// Becomes another deed, if nothing has been written yet.
    ///
    /// # Errors
    /// When the visitor may not.
    pub(crate) fn turned(mut self, action: Action) -> Result<Self, Error> {
        if !self.visitor.may(action, None) {
            return Err(Error::Forbidden);
        }
        self.action = action;
        Ok(self)
    }

    /// Ends a following deed that wrote nothing: its number is given back, and the first deed is kept.
    pub(crate) async fn end_unused(mut self) -> Result<(), Error> {
        in_open!(&mut self.open, connection => {
            sqlx::query("UPDATE counter SET number = number - 1").execute(connection).await.map(drop)
        })?;
        self.end().await
    }

    async fn audit(&mut self, outcome: &'static str, told: AuditNote) -> Result<(), Error> {
        let person = self.visitor.person().map(|person| person.id);
        in_open!(&mut self.open, connection => {
            sqlx::query(
                "INSERT INTO audit (number, at, visitor, action, subject, person, origin, outcome, reason, was, became) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            )
            .bind(self.number)
            .bind(self.at)
            .bind(self.visitor.sort())
            .bind(self.action.as_str())
            .bind(self.subject.as_str())
            .bind(person)
            .bind(self.origin.as_deref())
            .bind(outcome)
            .bind(told.reason)
            .bind(told.was)
            .bind(told.became)
            .execute(connection)
            .await
            .map(drop)
        })?;
        let (number, source) = (self.number, self.source());
        self.run("INSERT INTO deed (number, source) VALUES ($1, $2)", &[&number, &source]).await?;
        Ok(())
    }

    async fn end(self) -> Result<(), Error> {
        match self.open {
            Open::Sqlite(transaction) => transaction.commit().await?,
            Open::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// The organisation that answers for an indicator's figures today.
    pub(crate) async fn answering(&mut self, indicator: &Slug) -> Result<Option<Slug>, Error> {
        let key = IndicatorKey { slug: indicator.clone() };
        let Some(indicator) = self.newest_of::<IndicatorRow>(&key).await? else { return Ok(None) };
        self.heir(&indicator.row.owner).await
    }

    /// The organisation that answers for another's work today: itself, if it has not ended.
    pub(crate) async fn heir(&mut self, owner: &Slug) -> Result<Option<Slug>, Error> {
        let rows = self.newest::<OrganisationRow>().await?;
        let organisations: Vec<_> = rows.into_iter().map(|newest| newest.row.organisation()).collect();
        let heir = answering(&organisations, owner, self.today());
        Ok(heir.map(|organisation| organisation.slug.clone()))
    }

    /// Runs a statement with these values, and returns how many rows it changed.
    pub(crate) async fn run(&mut self, sql: &'static str, values: &[&dyn Value]) -> Result<u64, Error> {
        self.open.run(sql, values).await
    }

    /// One number from a query.
    pub(crate) async fn number_of(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: &[&dyn Value],
    ) -> Result<Option<i64>, Error> {
        let rows = self.open.rows(sql, values).await?;
        Ok(rows.first().map(|row| row.get(0)).transpose()?)
    }
}
