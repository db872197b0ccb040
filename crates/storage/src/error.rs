//! The errors of the record. Each is a sentence that a person can act on.

use domain::proposal::NotTaken;
use std::path::PathBuf;

/// An error of the record.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address of the database is not valid.
    #[error(
        "\"{0}\" is not a database address: write sqlite://folder/outcomes.db or postgres://user@host/name"
    )]
    BadAddress(String),
    /// The folder of a SQLite file cannot be used.
    #[error("the folder {} cannot be made or written to: {reason}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// There is no such file.
    #[error("there is no database at {}: make one with `outcomes migrate` and the same --database", .0.display())]
    NoFile(PathBuf),
    /// The database cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Unreachable(String),
    /// A newer program wrote the database.
    #[error(
        "the database was written by a newer version of this program (migration {0}): use that version or a later one"
    )]
    Newer(i64),
    /// The database has not been migrated for this program.
    #[error(
        "the database is not ready for this version: run `outcomes migrate` with the same --database first"
    )]
    NotMigrated,
    /// Another program's database.
    #[error("the database has tables of another program: choose another database with --database")]
    Foreign,
    /// A migration failed, and was rolled back.
    #[error("the database could not be updated to this version: {0}")]
    Migration(String),
    /// The visitor may not do this.
    #[error("you do not have permission to do this")]
    Forbidden,
    /// Real figures would be mixed with made-up ones.
    #[error("the record has figures from partners, or people: use a separate record for a demonstration")]
    HoldsFigures,
    /// Nobody approves their own work.
    #[error("you recorded this figure yourself: somebody else has to approve it")]
    OwnFigure,
    /// There is no such organisation.
    #[error("there is no organisation \"{0}\" in the plan: give its name as it is in the plan")]
    NoOrganisation(String),
    /// Nobody would be left to let anybody in.
    #[error("this is the last administrator: make somebody else an administrator first")]
    LastAdministrator,
    /// There is no such person.
    #[error("there is no such person, or they have been erased")]
    NoPerson,
    /// The record holds something that this program cannot read, so it shows nothing rather than something wrong.
    #[error("the record has a {what} that this version cannot read: {text}")]
    Unreadable {
        /// The kind of thing.
        what: &'static str,
        /// Its text in the record.
        text: String,
    },
    /// A plan would change the kind of an indicator that has figures.
    #[error(
        "the indicator {indicator} has figures recorded as {was}, so it cannot become {becomes}: give the new \
            indicator its own short name (slug)"
    )]
    OtherIndicator {
        /// The indicator.
        indicator: String,
        /// The kind of its figures.
        was: String,
        /// The kind in the plan.
        becomes: String,
    },
    /// What partners recorded or wrote would be treated as published, or the other way round.
    #[error(
        "people have recorded figures or text for the indicator \"{indicator}\", so its origin cannot change: \
            give an indicator of another origin its own short name (slug)"
    )]
    OtherOrigin {
        /// The indicator.
        indicator: String,
    },
    /// A tolerance would change in a plan year for which ratings have been given.
    #[error(
        "the tolerance of \"{indicator}\" for {year} cannot change: that plan year began on {began}, and \
            ratings have used it. Set a new tolerance from a plan year that has not begun"
    )]
    FrozenTolerance {
        /// The indicator.
        indicator: String,
        /// The plan year.
        year: String,
        /// Its first day, as people write it.
        began: String,
    },
    /// A file contradicts changes that people made.
    #[error(
        "the file does not fit the changes that people have made to this plan: {0}. Export the plan, and change that file"
    )]
    Clash(String),
    /// A tolerance is to apply from a plan year that does not exist.
    #[error("the plan has no year \"{0}\": choose one of its years")]
    NoPlanYear(String),
    /// A file cannot be imported as it is.
    #[error(transparent)]
    NotTaken(#[from] NotTaken),
    /// Somebody else changed the record after the preview of a file.
    #[error("somebody changed the record since you looked: this is what the file would change now")]
    ChangedSince,
    /// The figures of a file are not in the order that importing needs.
    #[error("the figures of the file were put in the wrong order: this is a fault in the program")]
    Unordered,
    /// An indicator differs from what it was when the file was read.
    #[error(
        "the record has the indicator {indicator} as {is}, but the file was read as something else: read it again"
    )]
    ReadOtherwise {
        /// The indicator.
        indicator: String,
        /// The record's data on it.
        is: String,
    },
    /// A file differs from what it was when it was read.
    #[error("the file changed while it was being read: try again")]
    FileChanged,
    /// A file cannot be read to its end.
    #[error("the file cannot be read: {0}")]
    Unread(String),
    /// There is no such import.
    #[error("there is no import {0}: `outcomes import --list` lists them")]
    NoImport(i64),
    /// An import was undone before.
    #[error("import {number} has already been undone, by change {undone_in}. Nothing was changed")]
    Undone {
        /// The import.
        number: i64,
        /// The write that undid it.
        undone_in: i64,
    },
    /// A stored file differs from the one that was imported.
    #[error("the stored file of import {0} is damaged")]
    Damaged(i64),
    /// A file was removed because it named a child.
    #[error(
        "the file of import {0} was removed, because it contained a text that named a child. Its figures are kept"
    )]
    Removed(i64),
    /// A frozen document could not be opened without some words.
    #[error(
        "the words are also part of how the frozen document \"{0}\" is written, and without them it could not be opened: give more of \
         the text to remove. Nothing was changed"
    )]
    Unopenable(String),
    /// What was frozen is never changed.
    #[error("it is frozen, so it cannot be changed")]
    Frozen,
    /// A document differs from what was frozen.
    #[error("the document {0} is not as it was frozen: the stored copy is damaged, so it is not shown")]
    DamagedDocument(String),
    /// The engine failed.
    #[error("the database failed: {0}")]
    Engine(#[from] sqlx::Error),
}

impl Error {
    /// The error that a text in the record cannot be read, shortened so that a page can show it.
    pub(crate) fn unreadable(what: &'static str, text: impl std::fmt::Debug) -> Self {
        Self::Unreadable { what, text: format!("{text:?}").chars().take(80).collect() }
    }
}
