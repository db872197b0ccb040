//! The imported files: kept unchanged, and given back only if unchanged.

use super::{compared::Counts, waiting::Waiting};
use crate::{Desk, Error, db::on, digest::hex, open::in_open, sql::Value, write::Write};
use chrono::{DateTime, Utc};
use domain::access::{Action, PersonId};
use flate2::{
    Compression,
    write::{DeflateDecoder, DeflateEncoder},
};
use sha2::{Digest, Sha256};
use sqlx::Row;
use std::io::{self, Cursor, Read, Write as _};

/// A file to be kept with the figures that it brings.
#[derive(Clone, Debug)]
pub struct Kept<R> {
    /// Its name, without its folder.
    pub name: String,
    /// How it was read.
    pub layout: String,
    /// The SHA-256 of what was read, in 64 hexadecimal digits: the stored file has to match it.
    pub sha256: String,
    /// How many bytes were read.
    pub size: u64,
    /// The file, from its beginning.
    pub bytes: R,
}

impl Kept<Cursor<Vec<u8>>> {
    /// A waiting file, to be kept once it was read in a layout.
    #[must_use]
    pub fn of(file: &Waiting, layout: &str) -> Self {
        Self {
            name: file.name.clone(),
            layout: layout.to_owned(),
            sha256: hex(&Sha256::digest(&file.bytes)),
            size: file.bytes.len() as u64,
            bytes: Cursor::new(file.bytes.clone()),
        }
    }
}

/// An imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The number of the write that imported it.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// `operator` or `person`.
    pub sort: String,
    /// The person.
    pub person: Option<PersonId>,
    /// Their name, for as long as it is known.
    pub by: Option<String>,
    /// The file's name.
    pub name: String,
    /// How it was read.
    pub layout: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it had.
    pub size: u64,
    /// How many rows of data it had.
    pub rows: u64,
    /// How many of its cells were refused.
    pub refused: u64,
    /// The outcome for its figures.
    pub counts: Counts,
    /// The number of the write that undid it, if one had by the desk's moment.
    pub undone_in: Option<i64>,
    /// When its file was removed by a redaction, if it was. It is gone at every moment.
    pub removed: Option<DateTime<Utc>>,
}

/// The imports up to the desk's moment, the newest first.
///
/// # Errors
/// When the visitor may not import, or the engine fails.
pub async fn list(desk: &Desk) -> Result<Vec<Import>, Error> {
    check(desk)?;
    all(desk).await
}

/// The same, for callers that have checked a permission of their own.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn all(desk: &Desk) -> Result<Vec<Import>, Error> {
    let sql = "SELECT i.number, a.at, a.visitor, a.person, p.name AS by_name, i.name, i.layout, i.sha256, i.size, i.rows, \
               i.refused, i.fresh, i.changed, i.same, i.kept, i.undone_in, \
               (SELECT b.at FROM redaction r JOIN audit b ON b.number = r.number WHERE r.of_table = 'import_piece' \
               AND r.of_column = 'bytes' AND r.of_row = CAST(i.number AS TEXT) ORDER BY r.number LIMIT 1) AS removed \
               FROM import i JOIN audit a ON a.number = i.number LEFT JOIN person p ON p.id = a.person \
               WHERE i.number <= $1 ORDER BY i.number DESC";
    let natural = |number: i64| u64::try_from(number).unwrap_or(0);
    on!(desk.db(), pool => {
        let rows = sqlx::query(sql).bind(desk.number()).fetch_all(pool).await?;
        rows.iter().map(|row| Ok(Import {
            number: row.try_get("number")?,
            at: row.try_get("at")?,
            sort: row.try_get("visitor")?,
            person: row.try_get("person")?,
            by: row.try_get("by_name")?,
            name: row.try_get("name")?,
            layout: row.try_get("layout")?,
            sha256: row.try_get("sha256")?,
            size: natural(row.try_get("size")?),
            rows: natural(row.try_get("rows")?),
            refused: natural(row.try_get("refused")?),
            counts: Counts {
                new: natural(row.try_get("fresh")?),
                changed: natural(row.try_get("changed")?),
                same: natural(row.try_get("same")?),
                kept: natural(row.try_get("kept")?),
            },
            undone_in: row.try_get::<Option<i64>, _>("undone_in")?.filter(|number| *number <= desk.number()),
            removed: row.try_get("removed")?,
        })).collect()
    })
}

/// Writes the file of an import into `out`, piece by piece, and checks it against its hash at the end: what was written
/// before an error is not the file. It may hold what partners recorded, so only those who may import are given it.
///
/// # Errors
/// When the visitor may not, there is no such import, the record is damaged, `out` refuses, or the engine fails.
pub async fn file(desk: &Desk, number: i64, out: &mut (impl io::Write + Send)) -> Result<Import, Error> {
    let found = list(desk).await?.into_iter().find(|import| import.number == number);
    let import = found.ok_or(Error::NoImport(number))?;
    give(desk, &import, out).await?;
    Ok(import)
}

/// The same, for callers that have checked a permission of their own.
///
/// # Errors
/// When the file was removed, the record is damaged, `out` refuses, or the engine fails.
pub(crate) async fn give(
    desk: &Desk,
    import: &Import,
    out: &mut (impl io::Write + Send),
) -> Result<(), Error> {
    let number = import.number;
    if import.removed.is_some() {
        return Err(Error::Removed(number));
    }
    let damaged = || Error::Damaged(number);
    let unread = |error: io::Error| Error::Unread(error.to_string());
    let mut decoder = DeflateDecoder::new(Vec::new());
    let (mut hash, mut size, mut place) = (Sha256::new(), 0_u64, 0_i64);
    loop {
        let sql = "SELECT bytes FROM import_piece WHERE import = $1 AND place = $2";
        let piece: Option<Vec<u8>> = on!(desk.db(), pool => {
            sqlx::query_scalar(sql).bind(number).bind(place).fetch_optional(pool).await
        })?;
        let is_last = piece.is_none();
        // Even an empty file is kept as one piece.
        if is_last && place == 0 {
            return Err(damaged());
        }
        // Small bites, so that a piece that expands far beyond the file's size is stopped on the way.
        for bite in piece.unwrap_or_default().chunks(BITE) {
            decoder.write_all(bite).map_err(|_| damaged())?;
            size += pass_on(decoder.get_mut(), &mut hash, out).map_err(unread)?;
            if size > import.size {
                return Err(damaged());
            }
        }
        if is_last {
            break;
        }
        place += 1;
    }
    decoder.try_finish().map_err(|_| damaged())?;
    size += pass_on(decoder.get_mut(), &mut hash, out).map_err(unread)?;
    if size != import.size || hex(&hash.finalize()) != import.sha256 {
        return Err(damaged());
    }
    Ok(())
}

/// How many compressed bytes are expanded at once.
const BITE: usize = 1 << 12;

fn pass_on(bytes: &mut Vec<u8>, hash: &mut Sha256, out: &mut impl io::Write) -> io::Result<u64> {
    hash.update(&*bytes);
    out.write_all(bytes)?;
    let size = bytes.len() as u64;
    bytes.clear();
    Ok(size)
}

/// About how many compressed bytes make a piece.
const PIECE: usize = 1 << 18;

/// Keeps a file with the write that imports it: its row, and all of its bytes.
pub(super) async fn keep<R: Read>(
    write: &mut Write,
    file: &mut Kept<R>,
    (rows, refused): (u64, u64),
    counts: &Counts,
) -> Result<(), Error> {
    let number = write.number();
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let sql = "INSERT INTO import (number, name, layout, sha256, size, rows, refused, fresh, changed, same, kept) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values: [&dyn Value; 11] = [
        &number,
        &without_controls(&file.name),
        &file.layout,
        &file.sha256,
        &whole(file.size),
        &whole(rows),
        &whole(refused),
        &whole(counts.new),
        &whole(counts.changed),
        &whole(counts.same),
        &whole(counts.kept),
    ];
    write.run(sql, &values).await?;
    // Fast: saving the last few bytes is not worth seconds, and other writers wait.
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(2 * PIECE), Compression::fast());
    let (mut hash, mut size, mut place) = (Sha256::new(), 0_u64, 0_i64);
    let mut buffer = vec![0; 1 << 16];
    let unread = |error: io::Error| Error::Unread(error.to_string());
    loop {
        let read = match file.bytes.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read.map_err(unread)?,
        };
        if read == 0 {
            break;
        }
        let some = buffer.get(..read).unwrap_or_default();
        hash.update(some);
        size += some.len() as u64;
        encoder.write_all(some).map_err(unread)?;
        if encoder.get_ref().len() >= PIECE {
            put(write, number, place, encoder.get_mut()).await?;
            place += 1;
        }
    }
    let mut rest = encoder.finish().map_err(unread)?;
    put(write, number, place, &mut rest).await?;
    if size != file.size || hex(&hash.finalize()) != file.sha256 {
        return Err(Error::FileChanged);
    }
    Ok(())
}

async fn put(write: &mut Write, number: i64, place: i64, piece: &mut Vec<u8>) -> Result<(), Error> {
    let sql = "INSERT INTO import_piece (import, place, bytes) VALUES ($1, $2, $3)";
    in_open!(&mut write.open, connection => {
        sqlx::query(sql).bind(number).bind(place).bind(piece.as_slice()).execute(connection).await.map(drop)
    })?;
    piece.clear();
    Ok(())
}

fn check(desk: &Desk) -> Result<(), Error> {
    if desk.visitor().may(Action::ImportFigures, None) { Ok(()) } else { Err(Error::Forbidden) }
}

/// A name that a page and a terminal may print.
pub(super) fn without_controls(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// The most characters of a file's name that are kept.
const LONGEST_NAME: usize = 200;
