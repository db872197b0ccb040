//! The files of imports that hold some words.

use super::Readers;
use crate::{
    desk::Desk,
    error::Error,
    import::{self, Import},
};
use domain::redaction::{Phrase, Search, Searched, Unsearched};
use std::{collections::BTreeSet, io};
use tokio::task::spawn_blocking;

/// The result of searching the files.
pub(super) struct Looked {
    /// The imports whose file is to be removed.
    pub(super) files: BTreeSet<i64>,
    /// Those that could not be searched.
    pub(super) unsearched: Vec<Unsearched>,
}

/// The imports whose file holds the words, and those that are named, whatever their file holds. Imports whose file is already
/// gone are left out. The caller has checked that the visitor may.
///
/// # Errors
/// When a named import does not exist, or the engine fails.
pub(super) async fn with_words(
    desk: &Desk,
    phrase: &Phrase,
    named: &[i64],
    readers: Readers,
) -> Result<Looked, Error> {
    let mut looked = Looked { files: BTreeSet::new(), unsearched: Vec::new() };
    let imports = import::all(desk).await?;
    if let Some(missing) = named.iter().find(|named| imports.iter().all(|import| import.number != **named)) {
        return Err(Error::NoImport(*missing));
    }
    for import in imports.iter().filter(|import| import.removed.is_none()) {
        let number = import.number;
        if named.contains(&number) {
            looked.files.insert(number);
            continue;
        }
        match look_through(desk, import, phrase, readers).await? {
            Searched::Holds => {
                looked.files.insert(number);
            }
            Searched::Lacks => {}
            Searched::Unread(why) => looked.unsearched.push(Unsearched { import: number, why }),
        }
    }
    Ok(looked)
}

/// Searches the file of an import: its bytes as they are, and its contents.
async fn look_through(
    desk: &Desk,
    import: &Import,
    phrase: &Phrase,
    readers: Readers,
) -> Result<Searched, Error> {
    let mut passing = Passing { search: Search::of(phrase), whole: Some(Vec::new()) };
    let given = import::give(desk, import, &mut passing).await;
    if passing.search.is_found() {
        return Ok(Searched::Holds);
    }
    match given {
        Ok(()) => {}
        // The rest of the record can still lose the words.
        Err(Error::Damaged(_)) => {
            return Ok(Searched::Unread("its stored copy is damaged".to_owned()));
        }
        Err(error) => return Err(error),
    }
    let Some(bytes) = passing.whole else { return Ok(Searched::Lacks) };
    let phrase = phrase.clone();
    // A large workbook takes a moment, and others should not wait for it.
    let searched = spawn_blocking(move || (readers.search)(&bytes, &phrase)).await;
    Ok(searched.unwrap_or_else(|_| Searched::Unread("it cannot be read".to_owned())))
}

/// The most bytes of a file that is held whole for the search: no workbook is larger. A larger file is a text, which is
/// searched as it comes.
const MOST_WHOLE: usize = 64 << 20;

/// A file as it is read from the record, piece by piece.
struct Passing {
    search: Search,
    /// All of it so far; `None` once it is too large for that.
    whole: Option<Vec<u8>>,
}

impl io::Write for Passing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.search.look(bytes);
        if let Some(whole) = &mut self.whole {
            whole.extend_from_slice(bytes);
        }
        if self.whole.as_ref().is_some_and(|whole| whole.len() > MOST_WHOLE) {
            self.whole = None;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
