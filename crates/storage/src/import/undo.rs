//! Undoing an import: its figures end, and those of earlier files are restored as new rows. Nothing is deleted.

use crate::{
    desk::Desk,
    error::Error,
    open::in_open,
    table::{AreaRow, CELL, DefinitionRow, FigureRow, IndicatorRow, Versioned, columns_of, sources},
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, Utc};
use domain::{access::Action, source::Sort};
use sqlx::AssertSqlSafe;

/// The outcome of undoing an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The number of the write that undid it.
    pub number: i64,
    /// How many of its figures were current and have ended.
    pub ended: u64,
    /// How many that it had replaced are restored.
    pub restored: u64,
    /// How many of its figures people, or later files, have changed since: those stay as they are.
    pub kept: u64,
    /// How many indicators that it had added are withdrawn, because nothing else uses them.
    pub indicators: u64,
    /// How many areas, likewise.
    pub areas: u64,
}

/// Undoes an import, except for figures that were changed since. What people corrected, submitted again or approved is theirs
/// and stays.
///
/// # Errors
/// When the visitor may not, there is no such import, it was undone already, or the engine fails.
pub async fn undo(desk: &Desk, number: i64, clock: impl Fn() -> DateTime<Utc>) -> Result<Undone, Error> {
    let mut write = write::begin(desk, Action::UndoImport, &format!("import {number}"), clock).await?;
    let sql = "SELECT COALESCE(undone_in, 0) FROM import WHERE number = $1";
    match write.number_of(sql, &[&number]).await? {
        None => return Err(Error::NoImport(number)),
        Some(0) => {}
        Some(undone_in) => return Err(Error::Undone { number, undone_in }),
    }
    let brought = "SELECT fresh + changed FROM import WHERE number = $1";
    let brought = natural(write.number_of(brought, &[&number]).await?);
    let undone_in = write.number();
    write.run("UPDATE import SET undone_in = $1 WHERE number = $2", &[&undone_in, &number]).await?;

    set_aside(&mut write, number).await?;
    let sql = format!(
        "UPDATE figure SET superseded_in = $1 WHERE superseded_in IS NULL AND import = $2 AND {}",
        is_of_import("recorded_in")
    );
    let ended = execute(&mut write, sql, &[undone_in, number]).await?;
    let sql = format!(
        "INSERT INTO figure ({0}, recorded_in) SELECT {0}, $1 FROM restored",
        FigureRow::COLUMNS.join(", ")
    );
    let restored = execute(&mut write, sql, &[undone_in]).await?;
    execute(&mut write, "DROP TABLE restored".to_owned(), &[]).await?;

    let indicators = withdraw::<IndicatorRow>(&mut write, number, UNUSED_INDICATOR).await?;
    withdraw::<DefinitionRow>(&mut write, number, WITHOUT_INDICATOR).await?;
    let areas = withdraw::<AreaRow>(&mut write, number, UNUSED_AREA).await?;
    let undone =
        Undone { number: undone_in, ended, restored, kept: brought.saturating_sub(ended), indicators, areas };
    let became = format!(
        "ended: {ended}; standing again: {restored}; kept as people or later files left them: {}; indicators withdrawn: \
         {indicators}; areas withdrawn: {areas}",
        undone.kept
    );
    write.commit(AuditNote { became: Some(became), ..AuditNote::default() }).await?;
    Ok(undone)
}

/// The condition that a figure is as an import brought it, or as undoing a later one restored it.
fn is_of_import(recorded_in: &'static str) -> String {
    let imports = sources(|source| match source.sort() {
        Sort::Import => true,
        Sort::PlanFile | Sort::PartnersWords | Sort::Return | Sort::ByHand => false,
    });
    format!("{recorded_in} IN (SELECT number FROM deed WHERE source IN ({imports}))")
}

/// Sets aside, in the table `restored`, what the import had replaced in the cells where its figures are still current.
/// Figures from an import that has been undone in the meantime give way to what that one had replaced, and so on.
async fn set_aside(write: &mut Write, number: i64) -> Result<(), Error> {
    let make = format!(
        "CREATE TEMP TABLE restored AS SELECT {} FROM figure WHERE 1 = 0",
        FigureRow::COLUMNS.join(", ")
    );
    execute(write, make, &[]).await?;
    let first = format!(
        "INSERT INTO restored SELECT {} FROM figure r WHERE r.superseded_in = $1 AND EXISTS \
         (SELECT 1 FROM figure f WHERE {} AND f.superseded_in IS NULL AND f.import = $1 AND {})",
        columns_of::<FigureRow>("r"),
        same_cell("f", "r"),
        is_of_import("f.recorded_in")
    );
    let mut found = execute(write, first, &[number]).await?;
    if found > 0 {
        execute(write, format!("CREATE INDEX restored_cell ON restored ({})", CELL.join(", ")), &[]).await?;
    }
    // Imports undone since, the newest first: what an older one had replaced is older still, so each comes up once.
    let undone = "SELECT r.import FROM restored r JOIN import i ON i.number = r.import WHERE i.undone_in IS NOT NULL \
                  ORDER BY r.import DESC LIMIT 1";
    while found > 0 {
        let Some(other) = write.number_of(undone, &[]).await? else { break };
        let before = format!(
            "INSERT INTO restored SELECT {} FROM figure r WHERE r.superseded_in = $1 AND EXISTS \
             (SELECT 1 FROM restored f WHERE {} AND f.import = $1)",
            columns_of::<FigureRow>("r"),
            same_cell("f", "r")
        );
        execute(write, before, &[other]).await?;
        let gone = "DELETE FROM restored WHERE import = $1";
        found = execute(write, gone.to_owned(), &[other]).await?;
    }
    Ok(())
}

/// The condition that two rows are of one cell, and both approved or both not.
fn same_cell(one: &'static str, other: &'static str) -> String {
    let cell: Vec<_> = CELL.iter().map(|name| format!("{one}.{name} = {other}.{name}")).collect();
    format!("{} AND ({one}.approval = 'approved') = ({other}.approval = 'approved')", cell.join(" AND "))
}

/// The condition that nothing but the import `$2` itself uses an indicator that it added.
const UNUSED_INDICATOR: &str = "\
    NOT EXISTS (SELECT 1 FROM figure o WHERE o.superseded_in IS NULL AND o.indicator = t.slug) \
    AND NOT EXISTS (SELECT 1 FROM placement o WHERE o.superseded_in IS NULL AND o.indicator = t.slug) \
    AND NOT EXISTS (SELECT 1 FROM target o WHERE o.superseded_in IS NULL AND o.indicator = t.slug) \
    AND NOT EXISTS (SELECT 1 FROM rating_rule o WHERE o.superseded_in IS NULL AND o.indicator = t.slug) \
    AND NOT EXISTS (SELECT 1 FROM change_note o WHERE o.superseded_in IS NULL AND o.indicator = t.slug) \
    AND NOT EXISTS (SELECT 1 FROM evidence o WHERE o.superseded_in IS NULL AND o.indicator = t.slug) \
    AND NOT EXISTS (SELECT 1 FROM claim o WHERE o.superseded_in IS NULL AND o.indicator = t.slug) \
    AND NOT EXISTS (SELECT 1 FROM point_mark o WHERE o.superseded_in IS NULL AND o.indicator = t.slug) \
    AND NOT EXISTS (SELECT 1 FROM definition o WHERE o.superseded_in IS NULL AND o.indicator = t.slug AND o.recorded_in <> $2)";

/// The condition that a definition's indicator is gone.
const WITHOUT_INDICATOR: &str =
    "NOT EXISTS (SELECT 1 FROM indicator o WHERE o.superseded_in IS NULL AND o.slug = t.indicator)";

/// The condition that nothing uses an area. Plans name several in one text, separated by spaces; no code is part of another.
const UNUSED_AREA: &str = "\
    NOT EXISTS (SELECT 1 FROM figure o WHERE o.superseded_in IS NULL AND o.area = t.code) \
    AND NOT EXISTS (SELECT 1 FROM target o WHERE o.superseded_in IS NULL AND o.area = t.code) \
    AND NOT EXISTS (SELECT 1 FROM point_mark o WHERE o.superseded_in IS NULL AND o.area = t.code) \
    AND NOT EXISTS (SELECT 1 FROM claim o WHERE o.superseded_in IS NULL AND (o.area = t.code OR o.against = t.code)) \
    AND NOT EXISTS (SELECT 1 FROM plan o WHERE o.superseded_in IS NULL AND (o.area = t.code OR o.comparators LIKE '%' || t.code || '%')) \
    AND NOT EXISTS (SELECT 1 FROM neighbour_set o WHERE o.superseded_in IS NULL \
        AND (o.area = t.code OR o.neighbours LIKE '%' || t.code || '%'))";

/// Withdraws the rows that an import added to a table, if they are still its own and nothing uses them.
async fn withdraw<T: Versioned>(
    write: &mut Write,
    number: i64,
    is_unused: &'static str,
) -> Result<u64, Error> {
    let sql = format!(
        "UPDATE {} AS t SET superseded_in = $1 WHERE superseded_in IS NULL AND recorded_in = $2 AND {is_unused}",
        T::TABLE
    );
    let undone_in = write.number();
    execute(write, sql, &[undone_in, number]).await
}

/// Runs a statement made only of constants of this crate, with these numbers.
async fn execute(write: &mut Write, sql: String, numbers: &[i64]) -> Result<u64, Error> {
    in_open!(&mut write.open, connection => {
        let query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
        let query = numbers.iter().fold(query, |query, number| query.bind(*number));
        Ok(query.execute(connection).await?.rows_affected())
    })
}

fn natural(number: Option<i64>) -> u64 {
    number.and_then(|number| u64::try_from(number).ok()).unwrap_or(0)
}
