//! Files sent for a preview: they wait in the record, so that whichever server is asked next has them.

use crate::{
    Desk, Error,
    db::on,
    open::in_open,
    write::{self, AuditNote},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use sqlx::Row;

/// A file that waits for confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its name, without its folder.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// The file that describes its columns, if one came with it.
    pub meta: Option<Vec<u8>>,
}

/// How long a file waits.
const LONGEST: TimeDelta = TimeDelta::days(1);

/// Lets a file wait for its sender, and returns the number that it waits under. Files that waited for a day are dropped.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn wait(desk: &Desk, file: &Waiting, clock: impl Fn() -> DateTime<Utc>) -> Result<i64, Error> {
    let mut write = write::begin(desk, Action::SendFile, &file.name, clock).await?;
    let (number, at) = (write.number(), write.at());
    let person = desk.visitor().person().map(|person| person.id);
    write.run("DELETE FROM waiting_file WHERE at < $1", &[&(at - LONGEST)]).await?;
    let sql =
        "INSERT INTO waiting_file (number, person, at, name, bytes, meta) VALUES ($1, $2, $3, $4, $5, $6)";
    in_open!(&mut write.open, connection => {
        let query = sqlx::query(sql).bind(number).bind(person).bind(at).bind(file.name.as_str());
        query.bind(file.bytes.as_slice()).bind(file.meta.as_deref()).execute(connection).await?;
    });
    write.commit(AuditNote::default()).await
}

/// The file that waits under a number, for its sender.
///
/// # Errors
/// When the visitor may not import, or the engine fails.
pub async fn waiting(desk: &Desk, number: i64) -> Result<Option<Waiting>, Error> {
    if !desk.visitor().may(Action::ImportFigures, None) {
        return Err(Error::Forbidden);
    }
    let person = desk.visitor().person().map(|person| person.id);
    let sql = "SELECT person, name, bytes, meta FROM waiting_file WHERE number = $1";
    on!(desk.db(), pool => {
        let Some(row) = sqlx::query(sql).bind(number).fetch_optional(pool).await? else { return Ok(None) };
        if row.try_get::<Option<i64>, _>("person")? != person {
            return Ok(None);
        }
        let file = Waiting { name: row.try_get("name")?, bytes: row.try_get("bytes")?, meta: row.try_get("meta")? };
        Ok(Some(file))
    })
}
