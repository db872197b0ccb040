//! Putting a row in the place of the one that its writer saw, where a form may make a new one as well.

use crate::{
    Error,
    cell::Cell,
    table::Table,
    write::{Newest, Told, Write, told},
};

/// What came of a write; `Entry` is what stands there, with whose word it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<Entry> {
    /// It stands.
    Saved,
    /// It stood already; nothing was written.
    Same,
    /// Another one that stands says the same under another name.
    Twice,
    /// Somebody else wrote in between: what they left, where it stands. Nothing was changed.
    Stale(Option<Box<Entry>>),
}

/// Puts a row in the place of `stands`, where its writer saw what the write `replaces` put there. No other row of its plan, which is
/// the first column, may say the same in all the columns of `once`. What somebody else left is still to be read.
pub(crate) async fn put<Entry>(
    mut write: Write,
    table: &Table,
    row: &[Cell],
    stands: Option<Newest>,
    replaces: Option<i64>,
    once: &[&str],
) -> Result<Outcome<Entry>, Error> {
    if stands.as_ref().is_some_and(|stands| stands.row == row) {
        return Ok(Outcome::Same);
    }
    if stands.as_ref().map(|stands| stands.number) != replaces {
        return Ok(Outcome::Stale(None));
    }
    if is_twice(&mut write, table, row, once).await? {
        return Ok(Outcome::Twice);
    }
    if stands.is_some() {
        write.supersede(table, row).await?;
    }
    write.insert(table, row).await?;
    let was = stands.map(|stands| told(table, &stands.row));
    write.commit(Told { was, became: Some(told(table, row)), ..Told::default() }).await?;
    Ok(Outcome::Saved)
}

/// Whether another row of the same plan says the same in these columns, but for blanks and capitals.
async fn is_twice(write: &mut Write, table: &Table, row: &[Cell], once: &[&str]) -> Result<bool, Error> {
    let said = |row: &[Cell], column| -> Option<String> {
        let text = table.place(column).and_then(|place| row.get(place)).and_then(Cell::told)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let is_same = |other: &[Cell]| once.iter().all(|column| said(other, column) == said(row, column));
    let others = write.newest_of(table, row.get(..1).unwrap_or_default()).await?;
    Ok(others.iter().any(|other| other.row.get(..table.key) != row.get(..table.key) && is_same(&other.row)))
}
