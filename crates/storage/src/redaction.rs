//! Redaction: a text that names a child is removed from everything that the record ever held. It is the one exception to the
//! rule that nothing recorded is changed, and the triggers of migration 23 allow it only as far as the table `redaction`
//! lists it.
//!
//! It searches every version of every text, the contents of returns, the audit, frozen documents and imported files. Figures
//! are never redacted. SQLite overwrites the old data; PostgreSQL keeps old rows until it is vacuumed.

mod file;
mod place;

use crate::{
    db::Db,
    desk::Desk,
    digest::hex,
    error::Error,
    import::{self, Import},
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    redaction::{Found, Phrase, REMOVED, Redaction, Searched},
};
use file::{Looked, with_words};
use place::{Place, places};
use sha2::{Digest, Sha256};

/// What was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The number of the write; `None` where nothing held the words, so nothing was written.
    pub number: Option<i64>,
    /// What was removed, and the files that could not be searched.
    pub found: Found,
}

/// Readers for a redaction, from crates that this one does not know.
#[derive(Clone, Copy, Debug)]
pub struct Readers {
    /// Searches the file of an import for words.
    pub search: fn(&[u8], &Phrase) -> Searched,
    /// Whether the contents of a frozen document, as JSON, can be opened.
    pub opens: fn(&str) -> bool,
}

/// What would be removed; removes nothing. `files` are imports whose file would be removed in any case.
///
/// # Errors
/// When the visitor may not, there is no such import, a document would not open without the words, or the engine fails.
pub async fn look(
    desk: &Desk,
    redaction: &Redaction,
    files: &[i64],
    readers: Readers,
) -> Result<Found, Error> {
    check(desk)?;
    let phrase = redaction.phrase();
    let (finder, words) = (finder(desk), phrase.as_str().to_owned());
    let mut looked = with_words(desk, phrase, files, readers).await?;
    let rows = desk.db().rows(that_brought(finder), &[&words]).await?;
    for row in &rows {
        looked.files.insert(row.get(0)?);
    }
    let mut found = Found::default();
    for place in places() {
        for column in place.columns {
            let sql = format!("SELECT count(*) FROM {} WHERE {}", place.table, holds(finder, column, 1));
            let rows = desk.db().rows(sql, &[&words]).await?;
            let count: i64 = rows.first().map(|row| row.get(0)).transpose()?.unwrap_or_default();
            found.add(place.kind, usize::try_from(count).unwrap_or(usize::MAX));
        }
    }
    let [plain, drawn] = phrase.in_json();
    for row in desk.db().rows(documents(finder), &[&plain, &drawn]).await? {
        let (slug, model): (String, String) = (row.get(1)?, row.get(3)?);
        found.documents += usize::from(without(phrase, &slug, &model, readers)?.is_some());
    }
    Ok(with_files(found, looked))
}

/// Removes some words from everything that the record ever held, in one write; without a write where nothing holds them.
/// `files` are imports whose file is removed in any case.
///
/// # Errors
/// When the visitor may not, there is no such import, a document would not open without the words, or the engine fails.
pub async fn redact(
    desk: &Desk,
    redaction: &Redaction,
    files: &[i64],
    readers: Readers,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Redacted, Error> {
    let subject = "text that named a child";
    if check(desk).is_err() {
        // The write refuses it and notes that. It is checked again because a role may just have been given.
        write::begin(desk, Action::RedactText, subject, clock).await?;
        return Err(Error::Forbidden);
    }
    let (phrase, finder) = (redaction.phrase(), finder(desk));
    // Read before the write begins, so that nobody waits for it; a file that arrives in between is searched the next time.
    let mut looked = with_words(desk, phrase, files, readers).await?;
    let mut write = write::begin(desk, Action::RedactText, subject, clock).await?;
    let words = phrase.as_str().to_owned();
    for row in &write.open.rows(that_brought(finder), &[&words]).await? {
        looked.files.insert(row.get(0)?);
    }
    let mut found = Found::default();
    for place in places() {
        for column in place.columns {
            let rows = take_out(&mut write, redaction, finder, &place, column).await?;
            found.add(place.kind, usize::try_from(rows).unwrap_or(usize::MAX));
        }
    }
    found.documents = take_out_of_documents(&mut write, redaction, finder, readers).await?;
    let found = with_files(found, looked);
    for import in &found.files {
        take_file_away(&mut write, redaction, *import).await?;
    }
    if found.is_nothing() {
        return Ok(Redacted { number: None, found });
    }
    // The sender of a waiting file can send it again; one that was removed must not come back by a confirmation.
    write.run("DELETE FROM waiting_file", &[]).await?;
    write.run("UPDATE counter SET redacted = number", &[]).await?;
    let became = Some(found.went().join(" "));
    let told = AuditNote { reason: Some(redaction.why().to_owned()), became, was: None };
    let number = write.commit(told).await?;
    empty_log(desk).await?;
    Ok(Redacted { number: Some(number), found })
}

/// The imports whose file can be named, the newest first: those that still have one.
///
/// # Errors
/// When the visitor may not redact, or the engine fails.
pub async fn imports(desk: &Desk) -> Result<Vec<Import>, Error> {
    check(desk)?;
    let mut imports = import::all(desk).await?;
    imports.retain(|import| import.removed.is_none());
    Ok(imports)
}

fn check(desk: &Desk) -> Result<(), Error> {
    if desk.visitor().may(Action::RedactText, None) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Adds the result of searching the files.
fn with_files(found: Found, looked: Looked) -> Found {
    let Looked { files, mut unsearched } = looked;
    unsearched.retain(|unsearched| !files.contains(&unsearched.import));
    Found { files: files.into_iter().collect(), unsearched, ..found }
}

/// The engine's function that finds a text in another.
fn finder(desk: &Desk) -> &'static str {
    match desk.db() {
        Db::Sqlite(_) => "instr",
        Db::Postgres(_) => "strpos",
    }
}

/// The condition that a column holds the words at a placeholder of a statement.
fn holds(finder: &str, column: &str, place: usize) -> String {
    format!("{finder}({column}, ${place}) > 0")
}

/// The imports that brought a note with the words, and still have their file.
fn that_brought(finder: &str) -> String {
    format!(
        "SELECT DISTINCT import FROM figure WHERE import IN (SELECT import FROM import_piece) AND ({} OR {})",
        holds(finder, "note", 1),
        holds(finder, "explanation", 1)
    )
}

/// The frozen documents that may hold the words, as JSON writes them.
fn documents(finder: &str) -> String {
    format!(
        "SELECT number, slug, sha256, model FROM frozen WHERE {} OR {} ORDER BY number",
        holds(finder, "model", 1),
        holds(finder, "model", 2)
    )
}

/// A document without the words; `None` where no text of it holds them. A document that opens has to open afterwards.
fn without(phrase: &Phrase, slug: &str, model: &str, readers: Readers) -> Result<Option<String>, Error> {
    let Some(less) = phrase.taken_out_of(model) else { return Ok(None) };
    if (readers.opens)(model) && !(readers.opens)(&less) {
        return Err(Error::Unopenable(slug.to_owned()));
    }
    Ok(Some(less))
}

/// Removes the words from a column: lists each row in `redaction`, and then changes exactly those.
async fn take_out(
    write: &mut Write,
    redaction: &Redaction,
    finder: &str,
    place: &Place,
    column: &str,
) -> Result<u64, Error> {
    let (table, row) = (place.table, place.row());
    let (number, person) = (write.number(), write.visitor().person().map(|person| person.id));
    let (why, phrase) = (redaction.why().to_owned(), redaction.phrase().as_str().to_owned());
    let named = format!(
        "INSERT INTO redaction (number, of_table, of_column, of_row, person, why) \
         SELECT $1, '{table}', '{column}', {row}, $2, $3 FROM {table} WHERE {}",
        holds(finder, column, 4)
    );
    let rows = write.open.run(named, &[&number, &person, &why, &phrase]).await?;
    if rows > 0 {
        let changed = format!("UPDATE {table} SET {column} = '{REMOVED}' WHERE {}", holds(finder, column, 1));
        write.open.run(changed, &[&phrase]).await?;
    }
    Ok(rows)
}

/// Removes the words from frozen documents. The old and the new hash are kept; files made from the old contents are deleted.
async fn take_out_of_documents(
    write: &mut Write,
    redaction: &Redaction,
    finder: &str,
    readers: Readers,
) -> Result<usize, Error> {
    let (number, person) = (write.number(), write.visitor().person().map(|person| person.id));
    let (why, phrase) = (redaction.why().to_owned(), redaction.phrase());
    let [plain, drawn] = phrase.in_json();
    let mut taken = 0;
    for row in write.open.rows(documents(finder), &[&plain, &drawn]).await? {
        let (frozen, slug): (i64, String) = (row.get(0)?, row.get(1)?);
        let (was, model): (String, String) = (row.get(2)?, row.get(3)?);
        let Some(model) = without(phrase, &slug, &model, readers)? else { continue };
        let became = hex(&Sha256::digest(model.as_bytes()));
        let sql = "INSERT INTO redaction (number, of_table, of_column, of_row, person, why, was_sha256, became_sha256) \
                   VALUES ($1, 'frozen', 'model', $2, $3, $4, $5, $6)";
        write.run(sql, &[&number, &frozen.to_string(), &person, &why, &was, &became]).await?;
        let sql = "UPDATE frozen SET model = $1, sha256 = $2 WHERE number = $3";
        write.run(sql, &[&model, &became, &frozen]).await?;
        let sql = "INSERT INTO redaction (number, of_table, of_column, of_row, person, why, was_sha256) \
                   SELECT $1, 'frozen_file', 'bytes', CAST(frozen AS TEXT) || '|' || name, $2, $3, sha256 \
                   FROM frozen_file WHERE frozen = $4";
        write.run(sql, &[&number, &person, &why, &frozen]).await?;
        write.run("DELETE FROM frozen_file WHERE frozen = $1", &[&frozen]).await?;
        taken += 1;
    }
    Ok(taken)
}

/// Removes the whole file of an import.
async fn take_file_away(write: &mut Write, redaction: &Redaction, import: i64) -> Result<(), Error> {
    let (number, person) = (write.number(), write.visitor().person().map(|person| person.id));
    let why = redaction.why().to_owned();
    let sql = "INSERT INTO redaction (number, of_table, of_column, of_row, person, why, was_sha256) \
               SELECT $1, 'import_piece', 'bytes', CAST(number AS TEXT), $2, $3, sha256 FROM import WHERE number = $4";
    write.run(sql, &[&number, &person, &why, &import]).await?;
    write.run("DELETE FROM import_piece WHERE import = $1", &[&import]).await?;
    Ok(())
}

/// Has SQLite overwrite the remains in its write-ahead log. PostgreSQL has no such log for a single database.
async fn empty_log(desk: &Desk) -> Result<(), Error> {
    if let Db::Sqlite(pool) = desk.db() {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await?;
    }
    Ok(())
}
