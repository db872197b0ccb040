//! Numbered, audited transactions: the only way anything gets into the record.

use crate::{
    Desk, Error,
    account::grant,
    cell::{Cell, cells},
    db::Db,
    outline::organisations,
    table::{self, Table},
};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use chrono_tz::Europe::London;
use domain::{
    access::{Action, Person, Visitor},
    money::Money,
    organisation::answering,
    slug::Slug,
};
use sqlx::{AssertSqlSafe, Postgres, Row, Sqlite, Transaction};
use std::collections::{BTreeMap, BTreeSet};

/// A write transaction. It holds the counter's row, so writes follow one another; dropped without
/// [`Write::commit`], it leaves nothing behind.
pub(crate) struct Write {
    pub(crate) open: Open,
    number: i64,
    at: DateTime<Utc>,
    visitor: Visitor,
    origin: Option<String>,
    action: Action,
    subject: String,
}

/// What a write did, besides its rows, for the audit to keep.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// Why.
    pub(crate) reason: Option<String>,
    /// What stood before.
    pub(crate) was: Option<String>,
    /// What stands now.
    pub(crate) became: Option<String>,
}

/// A row that stands, with the number of the write that put it there.
#[derive(Clone, Debug)]
pub(crate) struct Newest {
    pub(crate) row: Vec<Cell>,
    pub(crate) number: i64,
    /// What that write did.
    done: String,
}

/// A transaction of one of the two engines.
pub(crate) enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// The same body for both engines' connections.
macro_rules! in_transaction {
    ($write:expr, $connection:ident => $body:expr) => {
        $crate::write::in_open!(&mut $write.open, $connection => $body)
    };
}

/// The same, of a transaction that need not be a write.
macro_rules! in_open {
    ($open:expr, $connection:ident => $body:expr) => {
        match $open {
            $crate::write::Open::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            $crate::write::Open::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}
pub(crate) use in_open;

/// Binds a list of cells to a query, whatever the engine.
macro_rules! bind_all {
    ($query:expr, $cells:expr) => {{
        let mut query = $query;
        for cell in $cells {
            query = match cell {
                Cell::Text(text) => query.bind(text.as_deref()),
                Cell::Whole(number) => query.bind(*number),
                Cell::Real(number) => query.bind(*number),
                Cell::Day(day) => query.bind(*day),
                Cell::Moment(moment) => query.bind(*moment),
            };
        }
        query
    }};
}

/// How many rows a write changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) added: usize,
    pub(crate) superseded: usize,
    pub(crate) withdrawn: usize,
    /// Left alone, because people had their say since.
    pub(crate) kept: usize,
}

impl Changed {
    pub(crate) fn is_nothing(self) -> bool {
        self.added + self.superseded + self.withdrawn == 0
    }
}

impl std::ops::AddAssign for Changed {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.superseded += other.superseded;
        self.withdrawn += other.withdrawn;
        self.kept += other.kept;
    }
}

/// Begins a write by a desk's visitor to what concerns everybody, and takes its number.
///
/// # Errors
/// When the visitor may not, which the audit then says, or the engine fails.
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

/// Begins a write to what the owner of an indicator answers for, and takes its number.
///
/// # Errors
/// When the visitor may not, which the audit then says, or the engine fails.
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

/// Begins a write to a return of an organisation, which its heir answers for where it has ended, and takes its number.
///
/// # Errors
/// When the visitor may not, which the audit then says, or the engine fails.
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
            // As long as SQLite waits for its turn: a writer that stalls does not stop everybody for ever.
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
    write.number = in_transaction!(write, connection => {
        sqlx::query_scalar("UPDATE counter SET number = number + 1 RETURNING number").fetch_one(connection).await
    })?;
    // A clock that was set back must not make an earlier moment mean a later write.
    let last: Option<DateTime<Utc>> = in_transaction!(write, connection => {
        sqlx::query_scalar("SELECT at FROM audit ORDER BY number DESC LIMIT 1").fetch_optional(connection).await
    })?;
    // Asked only now that other writers wait: a write that had to wait itself did not happen before.
    let now = clock().trunc_subsecs(0);
    write.at = last.map_or(now, |last| last.max(now));
    write.ask_roles_again(desk.session()).await?;
    Ok(write)
}

/// The most values of a column that one query names.
const MOST: usize = 200;

/// The most characters of what an entry of the audit is about: it can never be cut later.
const LONGEST_SUBJECT: usize = 200;

/// Whether a write of this sort changes what pages print.
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
        | Action::UndoImport => true,
        // What is typed into a return is on no page but the return's own, which is read anew each time.
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
    /// Who writes.
    pub(crate) fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    /// Its number.
    pub(crate) fn number(&self) -> i64 {
        self.number
    }

    /// Its moment, in whole seconds.
    pub(crate) fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Its day where the partnerships are.
    pub(crate) fn today(&self) -> NaiveDate {
        self.at.with_timezone(&London).date_naive()
    }

    /// The network address that it comes from.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Says what it is about, where that is known only once it has begun.
    pub(crate) fn is_about(&mut self, subject: String) {
        self.subject = subject;
    }

    /// Says who did it, where that is known only once it has begun.
    pub(crate) fn is_by(&mut self, visitor: Visitor) {
        self.visitor = visitor;
    }

    /// Takes a person's roles as they are now that other writers wait: between the request and its turn somebody may have
    /// taken a role away, ended the session or erased the person.
    async fn ask_roles_again(&mut self, session: Option<i64>) -> Result<(), Error> {
        let Visitor::Person(person) = &self.visitor else { return Ok(()) };
        let id = person.id;
        let lasts = match session {
            None => true,
            Some(session) => {
                let sql = "SELECT number FROM session WHERE number = $1 AND person = $2";
                self.number_of(sql, &[session.into(), id.into()]).await?.is_some()
            }
        };
        let mut grants = Vec::new();
        if lasts {
            for newest in self.newest_of(&table::MEMBERSHIP, &[id.into()]).await? {
                let told = |place: usize| newest.row.get(place).and_then(Cell::told).unwrap_or_default();
                grants.push(grant(&told(1), &told(2))?);
            }
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

    /// Ends it with nothing but the note that it was refused.
    pub(crate) async fn end_refused(mut self, reason: Option<String>) -> Result<(), Error> {
        self.audit("refused", Told { reason, ..Told::default() }).await?;
        self.end().await
    }

    /// Writes its audit entry and ends it: from now on everybody sees what it did.
    pub(crate) async fn commit(mut self, told: Told) -> Result<i64, Error> {
        self.audit("done", told).await?;
        if changes_pages(self.action) {
            in_transaction!(self, connection => {
                sqlx::query("UPDATE counter SET changed = number").execute(connection).await.map(drop)
            })?;
        }
        let number = self.number;
        self.end().await?;
        Ok(number)
    }

    /// Writes its audit entry and goes on as another deed of the same visitor, under the next number and in the same transaction: both
    /// stand in the end, or neither.
    ///
    /// # Errors
    /// When the visitor may not, after which neither stands, or the engine fails.
    pub(crate) async fn followed_by(mut self, told: Told, action: Action) -> Result<Self, Error> {
        self.audit("done", told).await?;
        let mut next = self.turned(action)?;
        next.number = in_transaction!(next, connection => {
            sqlx::query_scalar("UPDATE counter SET changed = number, number = number + 1 RETURNING number")
                .fetch_one(connection)
                .await
        })?;
        Ok(next)
    }

    /// Becomes another deed, as long as nothing was written yet.
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

    /// Ends what followed another deed and wrote nothing: its number is given back, and the other stands.
    pub(crate) async fn end_unused(mut self) -> Result<(), Error> {
        in_transaction!(self, connection => {
            sqlx::query("UPDATE counter SET number = number - 1").execute(connection).await.map(drop)
        })?;
        self.end().await
    }

    async fn audit(&mut self, outcome: &'static str, told: Told) -> Result<(), Error> {
        let person = self.visitor.person().map(|person| person.id);
        in_transaction!(self, connection => {
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
        Ok(())
    }

    async fn end(self) -> Result<(), Error> {
        match self.open {
            Open::Sqlite(transaction) => transaction.commit().await?,
            Open::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// The organisation that answers today for an indicator's figures.
    pub(crate) async fn answering(&mut self, indicator: &Slug) -> Result<Option<Slug>, Error> {
        let owner = table::INDICATOR.place("owner");
        let rows = self.newest_of(&table::INDICATOR, &[indicator.as_str().into()]).await?;
        let owner = rows.first().and_then(|newest| newest.row.get(owner?)?.told());
        let Some(owner) = owner.and_then(|owner| Slug::new(&owner).ok()) else { return Ok(None) };
        self.heir(&owner).await
    }

    /// The organisation that answers today for what another did: itself, where it has not ended.
    pub(crate) async fn heir(&mut self, owner: &Slug) -> Result<Option<Slug>, Error> {
        let rows = self.newest(&table::ORGANISATION).await?.into_iter().map(|newest| newest.row).collect();
        let organisations = organisations(rows)?;
        let heir = answering(&organisations, owner, self.today());
        Ok(heir.map(|organisation| organisation.slug.clone()))
    }

    /// Makes what a file says of a table stand: adds its new `rows`, supersedes the changed ones and leaves the same ones
    /// alone. Rows that are not among `rows` stay, unless `is_ours` says that the file speaks for them too: those are
    /// withdrawn. What people recorded or withdrew since stands, whatever the file says.
    pub(crate) async fn sync(
        &mut self,
        table: &Table,
        rows: Vec<Vec<Cell>>,
        is_ours: impl Fn(&[Cell]) -> bool,
    ) -> Result<Changed, Error> {
        let newest = self.newest(table).await?;
        self.sync_with(table, newest, rows, is_ours).await
    }

    /// The same for figures, of which there may be a million: only those of the indicators and areas that `rows` are about are
    /// looked at.
    pub(crate) async fn sync_figures(&mut self, rows: Vec<Vec<Cell>>) -> Result<Changed, Error> {
        let table = &table::FIGURE;
        let of = |place: usize| -> Vec<Cell> {
            let texts: BTreeSet<String> = rows.iter().filter_map(|row| row.get(place)?.told()).collect();
            texts.into_iter().map(Cell::from).collect()
        };
        let (indicators, areas) = (of(0), of(1));
        let mut newest = Vec::new();
        for indicators in indicators.chunks(MOST) {
            for areas in areas.chunks(MOST) {
                let sql = table.select_newest_among(("indicator", indicators.len()), ("area", areas.len()));
                newest.extend(self.select_newest(table, sql, &[indicators, areas].concat()).await?);
            }
        }
        self.sync_with(table, newest, rows, |_| false).await
    }

    async fn sync_with(
        &mut self,
        table: &Table,
        newest: Vec<Newest>,
        rows: Vec<Vec<Cell>>,
        is_ours: impl Fn(&[Cell]) -> bool,
    ) -> Result<Changed, Error> {
        let mut changed = Changed::default();
        let mut newest: BTreeMap<String, Newest> =
            newest.into_iter().map(|newest| (key(table, &newest.row), newest)).collect();
        let ended = self.ended_by_people(table).await?;
        for row in rows {
            let key = key(table, &row);
            match newest.remove(&key) {
                Some(same) if table.said(&same.row) == table.said(&row) => continue,
                Some(theirs) if !theirs.is_from_plan_file(table) => {
                    changed.kept += 1;
                    continue;
                }
                Some(_) => {
                    self.supersede(table, &row).await?;
                    changed.superseded += 1;
                }
                None if ended.contains(&key) => {
                    changed.kept += 1;
                    continue;
                }
                None => changed.added += 1,
            }
            self.insert(table, &row).await?;
        }
        for left in newest.values().filter(|newest| newest.is_from_plan_file(table) && is_ours(&newest.row)) {
            self.supersede(table, &left.row).await?;
            changed.withdrawn += 1;
        }
        Ok(changed)
    }

    /// The indicators that have or ever had figures.
    pub(crate) async fn measured_indicators(&mut self) -> Result<Vec<String>, Error> {
        Ok(in_transaction!(self, connection => {
            sqlx::query_scalar("SELECT DISTINCT indicator FROM figure").fetch_all(connection).await
        })?)
    }

    /// The indicators that people set targets or tolerances for, or noted something of, other than by a plan's file.
    pub(crate) async fn talked_of_indicators(&mut self) -> Result<Vec<String>, Error> {
        let said = ["target", "rating_rule", "change_note"].map(|table| {
            format!(
                "SELECT t.indicator FROM {table} t JOIN audit a ON a.number = t.recorded_in WHERE a.action NOT LIKE 'load %'"
            )
        });
        let sql = said.join(" UNION ");
        // The text is made of constants alone.
        Ok(in_transaction!(self, connection => {
            sqlx::query_scalar(AssertSqlSafe(sql.as_str())).fetch_all(connection).await
        })?)
    }

    /// Who recorded the last figure of a cell by hand.
    pub(crate) async fn recorder(&mut self, cell: &[Cell]) -> Result<Option<i64>, Error> {
        let sql = "SELECT a.person FROM figure f JOIN audit a ON a.number = f.recorded_in \
                   WHERE f.indicator = $1 AND f.area = $2 AND f.breakdown = $3 AND f.period_kind = $4 AND f.first = $5 \
                   AND f.last = $6 AND a.action IN ('record figure', 'submit return') AND a.person IS NOT NULL ORDER BY a.number DESC LIMIT 1";
        self.number_of(sql, cell).await
    }

    /// Who brought the file of an import.
    pub(crate) async fn importer(&mut self, import: i64) -> Result<Option<i64>, Error> {
        let sql = "SELECT person FROM audit WHERE number = $1 AND person IS NOT NULL";
        self.number_of(sql, &[import.into()]).await
    }

    /// The newest rows of a table.
    pub(crate) async fn newest(&mut self, table: &Table) -> Result<Vec<Newest>, Error> {
        self.select_newest(table, table.select_newest(), &[]).await
    }

    /// The newest rows of a table whose first columns are these.
    pub(crate) async fn newest_of(&mut self, table: &Table, first: &[Cell]) -> Result<Vec<Newest>, Error> {
        self.select_newest(table, table.select_newest_of(first.len()), first).await
    }

    async fn select_newest(
        &mut self,
        table: &Table,
        sql: String,
        first: &[Cell],
    ) -> Result<Vec<Newest>, Error> {
        let holds = table.holds();
        // The text is made of the constants of `table` alone.
        in_transaction!(self, connection => {
            let rows = bind_all!(sqlx::query(AssertSqlSafe(sql)), first).fetch_all(connection).await?;
            rows.iter()
                .map(|row| {
                    let (number, done) = (row.try_get("recorded_in")?, row.try_get::<Option<String>, _>("done")?);
                    Ok(Newest { row: cells(row, &holds)?, number, done: done.unwrap_or_default() })
                })
                .collect()
        })
    }

    /// What names the rows that people ended, as [`key`] writes it.
    async fn ended_by_people(&mut self, table: &Table) -> Result<BTreeSet<String>, Error> {
        let holds: Vec<_> = table.holds().into_iter().take(table.key).collect();
        let sql = table.select_ended_by_people();
        in_transaction!(self, connection => {
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(connection).await?;
            rows.iter().map(|row| Ok(key(table, &cells(row, &holds)?))).collect()
        })
    }

    /// Runs a statement of a table that keeps no versions, with these values.
    pub(crate) async fn run(&mut self, sql: &'static str, values: &[Cell]) -> Result<u64, Error> {
        Ok(in_transaction!(self, connection => {
            bind_all!(sqlx::query(sql), values).execute(connection).await?.rows_affected()
        }))
    }

    /// One number that a query of a table that keeps no versions gives.
    pub(crate) async fn number_of(
        &mut self,
        sql: &'static str,
        values: &[Cell],
    ) -> Result<Option<i64>, Error> {
        Ok(in_transaction!(self, connection => {
            let row = bind_all!(sqlx::query(sql), values).fetch_optional(connection).await?;
            row.map(|row| row.try_get(0)).transpose()?
        }))
    }

    pub(crate) async fn insert(&mut self, table: &Table, row: &[Cell]) -> Result<(), Error> {
        let number = self.number;
        let sql = table.insert();
        in_transaction!(self, connection => {
            bind_all!(sqlx::query(AssertSqlSafe(sql)).bind(number), row).execute(connection).await?;
        });
        Ok(())
    }

    pub(crate) async fn supersede(&mut self, table: &Table, row: &[Cell]) -> Result<(), Error> {
        let number = self.number;
        let sql = table.supersede();
        in_transaction!(self, connection => {
            bind_all!(sqlx::query(AssertSqlSafe(sql)).bind(number), row.iter().take(table.key)).execute(connection).await?;
        });
        Ok(())
    }
}

impl Newest {
    /// The row, with what the write did that put it there as a last cell.
    pub(crate) fn with_deed(mut self) -> Vec<Cell> {
        self.row.push(self.done.into());
        self.row
    }

    /// Whether a plan file put it there, or may speak for it. What an import added besides its figures, such as an indicator
    /// with the file's label, is a beginning that a plan file may better. Its figures are not: somebody looked at them
    /// beside what they replaced and said yes, so a plan file that is loaded again does not take them back.
    fn is_from_plan_file(&self, table: &Table) -> bool {
        let import = table.place("import").and_then(|place| self.row.get(place)).and_then(Cell::told);
        let is_of_import =
            [Action::ImportFigures, Action::UndoImport].map(Action::as_str).contains(&&*self.done);
        self.done.starts_with("load ") || is_of_import && import.is_none()
    }
}

/// A row as the audit tells it: each column that holds something.
pub(crate) fn told(table: &Table, row: &[Cell]) -> String {
    let cells = table.columns.iter().zip(row).skip(table.key.min(6));
    let cells: Vec<_> =
        cells.filter_map(|((name, _), cell)| Some(format!("{name}: {}", said(table, name, cell)?))).collect();
    cells.join("; ")
}

/// A cell as people read it: money in pounds.
fn said(table: &Table, column: &str, cell: &Cell) -> Option<String> {
    match cell {
        Cell::Whole(Some(pence))
            if table.name == table::FUNDING.name && matches!(column, "budget" | "spent") =>
        {
            Money::of_pence(*pence).map(|money| money.to_string())
        }
        cell => cell.told(),
    }
}

/// What names a row, as text that sorts.
fn key(table: &Table, row: &[Cell]) -> String {
    row.iter().take(table.key).map(|cell| format!("{cell:?}")).collect::<Vec<_>>().join("|")
}
