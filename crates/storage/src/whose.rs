//! Rows of a table with whose write put them there: for pages that say who wrote what.

use crate::{
    Desk, Error,
    cell::{Cell, cells},
    db::on,
    figure::{By, by},
    outline::Taken,
    table::Table,
};
use sqlx::{AssertSqlSafe, Row};

/// The rows of a table that stand at the desk's moment, each with whose write put it there.
pub(crate) async fn read(
    desk: &Desk,
    table: &Table,
    condition: &str,
    values: &[Cell],
    order: &str,
) -> Result<Vec<(Taken, By)>, Error> {
    let stands =
        format!("f.recorded_in <= $1 AND (f.superseded_in IS NULL OR f.superseded_in > $1) {condition}");
    rows(desk, table, select(table, &stands, order), values).await
}

/// A query for rows of a table, each with whose write put it there.
pub(crate) fn select(table: &Table, condition: &str, order: &str) -> String {
    let columns: Vec<_> = table.columns.iter().map(|(name, _)| format!("f.{name}")).collect();
    format!(
        "SELECT {}, a.number, a.at, a.visitor, a.person, p.name, a.action, a.reason FROM {} f \
         JOIN audit a ON a.number = f.recorded_in LEFT JOIN person p ON p.id = a.person WHERE {condition} {order}",
        columns.join(", "),
        table.name
    )
}

/// Runs a query that binds the desk's moment and some values. Its text is made of constants of this crate alone.
pub(crate) async fn rows(
    desk: &Desk,
    table: &Table,
    sql: String,
    values: &[Cell],
) -> Result<Vec<(Taken, By)>, Error> {
    let holds = table.holds();
    let name = table.name;
    on!(desk.db(), pool => {
        let query = sqlx::query(AssertSqlSafe(sql)).bind(desk.number());
        let query = values.iter().fold(query, |query, cell| match cell {
            Cell::Day(day) => query.bind(*day),
            other => query.bind(other.told()),
        });
        let rows = query.fetch_all(pool).await?;
        rows.iter().map(|row| {
            Ok((Taken::new(name, cells(row, &holds)?), by!(row, "")))
        }).collect()
    })
}
