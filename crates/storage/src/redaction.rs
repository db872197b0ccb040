//! Redaction: a text that names a child goes from everything that the record ever held. It is the one exception to the rule that
//! nothing recorded is changed, and the triggers of migration 23 allow it only as far as the table `redaction` names it.
//!
//! It looks through every version of every text, what is typed into returns, the audit, frozen documents and imported files. Figures
//! are never redacted. What SQLite had written is overwritten; PostgreSQL keeps old rows until it is vacuumed.

use crate::{
    db::Db,
    desk::Desk,
    digest::hex,
    error::Error,
    import,
    open::Open,
    table::{
        ActionRow, ActionStatusRow, ChangeNoteRow, DecisionRow, DefinitionRow, EvidenceRow, FigureRow,
        FocusAreaRow, FundingRow, IndicatorRow, NarrativeRow, NeighbourSetRow, PackRow, PlanRow,
        PriorityRatingRow, PriorityRow, ReturnCellRow, ReviewRow, StrategyRow, Versioned,
    },
    write::{self, Told, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    redaction::{Phrase, REMOVED, Redaction},
};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, io};

/// What a redaction took out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The number of the write.
    pub number: i64,
    /// Texts, by the table and column that held them.
    pub texts: Vec<Texts>,
    /// How many frozen documents say less. The files that were made of them are gone.
    pub documents: usize,
    /// The imports whose file is gone.
    pub imports: Vec<i64>,
}

/// How many texts of a column were taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// How many rows held the words.
    pub rows: u64,
}

/// A table with people's texts: its columns of text, and the columns that name a row besides `recorded_in`.
struct Place {
    table: &'static str,
    columns: &'static [&'static str],
    key: &'static [&'static str],
    /// The column with the number of the write that put a row there.
    written_in: &'static str,
}

/// Takes some words out of everything that the record ever held, in one write; nothing where no text holds them. `files` are imports
/// whose file goes in any case: a workbook is not searched here, though one that brought a note with the words is found.
///
/// # Errors
/// When the visitor may not, an import is none, the record is damaged, or the engine fails.
pub async fn redact(
    desk: &Desk,
    redaction: &Redaction,
    files: &[i64],
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Option<Redacted>, Error> {
    let (phrase, subject) = (redaction.phrase(), "text that named a child");
    if !desk.visitor().may(Action::RedactText, None) {
        // The write refuses it and notes so. Whoever was given the right just now asks once more.
        write::begin(desk, Action::RedactText, subject, clock).await?;
        return Err(Error::Forbidden);
    }
    // Read before the write begins, so that nobody waits for it; a file that comes in between is looked through the next time.
    let mut files = with_words(desk, phrase, files).await?;
    let mut write = write::begin(desk, Action::RedactText, subject, clock).await?;
    files.extend(that_brought(&mut write, phrase).await?);

    let mut texts = Vec::new();
    for place in places() {
        for column in place.columns {
            let rows = take_out(&mut write, redaction, &place, column).await?;
            if rows > 0 {
                texts.push(Texts { table: place.table, column, rows });
            }
        }
    }
    let documents = take_out_of_documents(&mut write, redaction).await?;
    for import in &files {
        take_file_away(&mut write, redaction, *import).await?;
    }
    if texts.is_empty() && documents == 0 && files.is_empty() {
        return Ok(None);
    }
    // Whoever waits with a file can send it again; one that was removed must not come back with a yes.
    write.run("DELETE FROM waiting_file", &[]).await?;
    write.run("UPDATE counter SET redacted = number", &[]).await?;
    let redacted =
        Redacted { number: write.number(), texts, documents, imports: files.into_iter().collect() };
    let told = Told { reason: Some(redaction.why().to_owned()), became: Some(redacted.summary()), was: None };
    write.commit(told).await?;
    empty_log(desk).await?;
    Ok(Some(redacted))
}

impl Redacted {
    /// What was taken out, as the audit has it.
    fn summary(&self) -> String {
        let texts =
            self.texts.iter().map(|Texts { table, column, rows }| format!("{table}.{column}: {rows}"));
        let documents = (self.documents > 0).then(|| format!("frozen documents: {}", self.documents));
        let files = self.imports.iter().map(|import| format!("file of import {import}"));
        texts.chain(documents).chain(files).collect::<Vec<_>>().join("; ")
    }
}

/// Every table with people's texts. The triggers of the record list the same columns.
fn places() -> Vec<Place> {
    vec![
        of::<PlanRow>(&["vision", "note"]),
        of::<FocusAreaRow>(&["name", "summary"]),
        of::<PriorityRow>(&["name", "summary"]),
        of::<StrategyRow>(&["text"]),
        of::<EvidenceRow>(&["text"]),
        of::<NeighbourSetRow>(&["source"]),
        of::<IndicatorRow>(&["name", "source"]),
        of::<DefinitionRow>(&["text"]),
        of::<ChangeNoteRow>(&["text", "source"]),
        of::<FigureRow>(&["note", "explanation"]),
        of::<ReturnCellRow>(&["note", "reason"]),
        of::<NarrativeRow>(&["happened", "why", "next", "asked"]),
        of::<PriorityRatingRow>(&["reason"]),
        of::<ActionRow>(&["name"]),
        of::<ActionStatusRow>(&["note"]),
        of::<FundingRow>(&["name", "source"]),
        of::<PackRow>(&["meeting", "agenda", "cover_note"]),
        of::<DecisionRow>(&["text"]),
        of::<ReviewRow>(&["because", "reason", "name", "summary"]),
        Place {
            table: "audit",
            columns: &["subject", "reason", "was", "became"],
            key: &[],
            written_in: "number",
        },
    ]
}

fn of<T: Versioned>(columns: &'static [&'static str]) -> Place {
    let key = T::COLUMNS.get(..T::KEY).unwrap_or(T::COLUMNS);
    Place { table: T::TABLE, columns, key, written_in: "recorded_in" }
}

impl Place {
    /// What names a row, as an expression whose text both engines make the same.
    fn row(&self) -> String {
        let cells = self.key.iter().chain([&self.written_in]);
        cells.map(|column| format!("CAST({column} AS TEXT)")).collect::<Vec<_>>().join(" || '|' || ")
    }
}

/// That a column holds the words at a place of a statement.
fn holds(open: &Open, column: &str, place: usize) -> String {
    match open {
        Open::Sqlite(_) => format!("instr({column}, ${place}) > 0"),
        Open::Postgres(_) => format!("strpos({column}, ${place}) > 0"),
    }
}

/// Takes the words out of a column: names each row in `redaction`, and then changes exactly those.
async fn take_out(
    write: &mut Write,
    redaction: &Redaction,
    place: &Place,
    column: &str,
) -> Result<u64, Error> {
    let (table, row) = (place.table, place.row());
    let (number, person) = (write.number(), write.visitor().person().map(|person| person.id));
    let (why, phrase) = (redaction.why().to_owned(), redaction.phrase().as_str().to_owned());
    let named = format!(
        "INSERT INTO redaction (number, of_table, of_column, of_row, person, why) \
         SELECT $1, '{table}', '{column}', {row}, $2, $3 FROM {table} WHERE {}",
        holds(&write.open, column, 4)
    );
    let rows = write.open.run(named, &[&number, &person, &why, &phrase]).await?;
    if rows > 0 {
        let changed =
            format!("UPDATE {table} SET {column} = '{REMOVED}' WHERE {}", holds(&write.open, column, 1));
        write.open.run(changed, &[&phrase]).await?;
    }
    Ok(rows)
}

/// Takes the words out of frozen documents. The old and the new hash are kept; files that were made of what it said are gone.
async fn take_out_of_documents(write: &mut Write, redaction: &Redaction) -> Result<usize, Error> {
    let (number, person) = (write.number(), write.visitor().person().map(|person| person.id));
    let why = redaction.why().to_owned();
    let [plain, drawn] = redaction.phrase().in_json();
    let found = format!(
        "SELECT number, sha256, model FROM frozen WHERE {} OR {} ORDER BY number",
        holds(&write.open, "model", 1),
        holds(&write.open, "model", 2)
    );
    let mut documents = 0;
    for row in write.open.rows(found, &[&plain, &drawn]).await? {
        let (frozen, was, model): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let Some(model) = redaction.phrase().taken_out_of(&model) else { continue };
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
        documents += 1;
    }
    Ok(documents)
}

/// The imports whose file holds the words, of those that are read as text; and those that are named. One whose file is gone already is
/// left out.
async fn with_words(desk: &Desk, phrase: &Phrase, named: &[i64]) -> Result<BTreeSet<i64>, Error> {
    let mut with_words = BTreeSet::new();
    let imports = import::all(desk).await?;
    if let Some(missing) = named.iter().find(|named| imports.iter().all(|import| import.number != **named)) {
        return Err(Error::NoImport(*missing));
    }
    for import in imports {
        let is_named = named.contains(&import.number);
        let mut search = Search::of(phrase);
        match import::give(desk, &import, &mut search).await {
            Ok(()) => {}
            Err(Error::Removed(_)) => continue,
            // What cannot be read whole any more can still be taken away.
            Err(Error::Damaged(_)) if is_named || search.is_found => {}
            Err(error) => return Err(error),
        }
        if is_named || search.is_found {
            with_words.insert(import.number);
        }
    }
    Ok(with_words)
}

/// The imports that brought a note with the words, and still have their file.
async fn that_brought(write: &mut Write, phrase: &Phrase) -> Result<Vec<i64>, Error> {
    let sql = format!(
        "SELECT DISTINCT import FROM figure WHERE import IN (SELECT import FROM import_piece) AND ({} OR {})",
        holds(&write.open, "note", 1),
        holds(&write.open, "explanation", 1)
    );
    let phrase = phrase.as_str().to_owned();
    let rows = write.open.rows(sql, &[&phrase]).await?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Takes the file of an import away whole, and its name where that holds the words.
async fn take_file_away(write: &mut Write, redaction: &Redaction, import: i64) -> Result<(), Error> {
    let (number, person) = (write.number(), write.visitor().person().map(|person| person.id));
    let (why, phrase) = (redaction.why().to_owned(), redaction.phrase().as_str().to_owned());
    let sql = "INSERT INTO redaction (number, of_table, of_column, of_row, person, why, was_sha256) \
               SELECT $1, 'import_piece', 'bytes', CAST(number AS TEXT), $2, $3, sha256 FROM import WHERE number = $4";
    write.run(sql, &[&number, &person, &why, &import]).await?;
    write.run("DELETE FROM import_piece WHERE import = $1", &[&import]).await?;
    let sql = format!(
        "UPDATE import SET name = '{REMOVED}' WHERE number = $1 AND {}",
        holds(&write.open, "name", 2)
    );
    write.open.run(sql, &[&import, &phrase]).await?;
    Ok(())
}

/// Has SQLite overwrite what its write-ahead log still holds. PostgreSQL has no such log of a database's own.
async fn empty_log(desk: &Desk) -> Result<(), Error> {
    if let Db::Sqlite(pool) = desk.db() {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await?;
    }
    Ok(())
}

/// Whether bytes that come in pieces hold some words.
struct Search {
    words: Vec<u8>,
    /// The end of what came before, as long as it could be the beginning of the words.
    end: Vec<u8>,
    is_found: bool,
}

impl Search {
    fn of(phrase: &Phrase) -> Self {
        Self { words: phrase.as_str().as_bytes().to_vec(), end: Vec::new(), is_found: false }
    }
}

impl io::Write for Search {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.end.extend_from_slice(bytes);
        self.is_found |= self.end.windows(self.words.len()).any(|window| window == self.words);
        let past = self.end.len().saturating_sub(self.words.len() - 1);
        self.end.drain(..past);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn words_are_found_across_pieces() {
        let phrase = Phrase::new("Jo Smith").expect("words");
        let found = |pieces: &[&str]| {
            let mut search = Search::of(&phrase);
            for piece in pieces {
                search.write_all(piece.as_bytes()).expect("nothing refuses");
            }
            search.is_found
        };
        assert!(found(&["a,b\nJo S", "m", "ith,3"]));
        assert!(!found(&["Jo S", "mi", "tty"]));
    }
}
