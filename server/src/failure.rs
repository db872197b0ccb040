//! What stops a command, in one sentence that a person can act on.

use domain::plan_file::Fault;
use std::{net::SocketAddr, path::PathBuf};

/// What stops a command.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The record.
    #[error(transparent)]
    Record(#[from] storage::Error),
    /// A file that cannot be read.
    #[error("{} cannot be read: {reason}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// A plan file with faults, each on a line of its own.
    #[error("{} has {} and was not loaded:\n{}", .path.display(), count(.faults.len()), lines(.path, .faults))]
    Plan {
        /// Which.
        path: PathBuf,
        /// Every one.
        faults: Vec<Fault>,
    },
    /// A file of figures with faults, each on a line of its own.
    #[error("{} has {}:\n{}", .path.display(), count(.faults.len()), csv_lines(.path, .faults))]
    Csv {
        /// Which.
        path: PathBuf,
        /// Every one, as far as there are not too many.
        faults: Vec<exchange::Fault>,
    },
    /// A file that leaves questions open, a sentence each.
    #[error("the file was not imported, because it does not show what kind of periods it has. Give it with --kind:\n{}", .0.join("\n"))]
    Questions(Vec<String>),
    /// A description of columns that cannot be read.
    #[error("--map cannot be used: {0}")]
    Mapping(String),
    /// A file with cells that cannot be taken.
    #[error(
        "the file was not imported, because {} refused: correct the file, or import the rest of it with --skip-refused",
        if *.0 == 1 { "1 cell was".to_owned() } else { format!("{} cells were", .0) }
    )]
    Refused(u64),
    /// A file that cannot be written.
    #[error("{} cannot be written: {reason}", .path.display())]
    NotWritten {
        /// Which.
        path: PathBuf,
        /// The system's message, or what is too much for it.
        reason: String,
    },
    /// A layout that needs a file to go to.
    #[error("give the file to write with --out")]
    OutNeeded,
    /// There is no such plan.
    #[error("the record has no plan \"{0}\": give its short name (slug), as in the plan file")]
    NoSuchPlan(String),
    /// A plan that cannot be written as a plan file.
    #[error("the plan cannot be written as a plan file, and nothing was:\n{}", .0.join("\n"))]
    Unsayable(Vec<String>),
    /// A record without a plan.
    #[error("the record has no plan yet: load one with `outcomes plan load`")]
    NoPlan,
    /// An indicator that is not there.
    #[error("there is no indicator \"{0}\": give its short name, as in the address of its page")]
    NoIndicator(String),
    /// There is no such pack.
    #[error("there is no pack \"{0}\": `outcomes pack list` lists them")]
    NoPack(String),
    /// A pack that is still being made.
    #[error("the pack \"{0}\" is not frozen yet, so it has no files: `outcomes pack freeze {0}` freezes it")]
    NotFrozen(String),
    /// A pack whose files were removed.
    #[error(
        "the files of the pack \"{0}\" were removed, because they had a text that named a child; its page is still there, without the text"
    )]
    FilesRemoved(String),
    /// A pack is frozen once.
    #[error("the pack \"{0}\" is already frozen, so it cannot be changed")]
    FrozenBefore(String),
    /// Somebody changed a pack while it was frozen.
    #[error(
        "somebody changed the pack \"{0}\" at the same time, so it was not frozen: check it, and try again"
    )]
    PackChanged(String),
    /// A pack that cannot be made.
    #[error(transparent)]
    Pack(#[from] documents::Unmade),
    /// A text that cannot be removed as it was asked for.
    #[error(transparent)]
    Redaction(#[from] domain::redaction::Fault),
    /// Words that could not be read from standard input.
    #[error("the words could not be read from standard input: {0}")]
    Words(String),
    /// A write that does not exist.
    #[error("there is no change {number}: the last one is {newest}")]
    NoSuchWrite {
        /// Which was asked for.
        number: i64,
        /// The last one.
        newest: i64,
    },
    /// A moment in the future.
    #[error("choose a moment that is not in the future")]
    NotYet,
    /// An address that cannot be listened on.
    #[error("cannot listen on {address}: {reason}. Choose another address with --listen")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// The system's message.
        reason: String,
    },
    /// A base URL that is not valid.
    #[error(
        "\"{0}\" is not a base URL: write http://host or https://host, with a port if needed and nothing \
            after it, because the site is at the root of its host"
    )]
    BaseUrl(String),
    /// An email address that is not valid.
    #[error("\"{0}\" is not an email address: write name@host.example")]
    Email(String),
    /// A password that could not be hashed.
    #[error("the people of the demonstration could not be made: try again")]
    Password,
    /// A review that could not be completed.
    #[error("the review of the demonstration could not be completed: {0}")]
    Review(String),
    /// The server stopped.
    #[error("the server stopped: {0}")]
    Served(String),
}

fn count(faults: usize) -> String {
    if faults == 1 { "1 fault".to_owned() } else { format!("{faults} faults") }
}

fn lines(path: &std::path::Path, faults: &[Fault]) -> String {
    let line =
        |fault: &Fault| format!("{}:{}:{}: {}", path.display(), fault.line, fault.column, fault.message);
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn csv_lines(path: &std::path::Path, faults: &[exchange::Fault]) -> String {
    let line = |fault: &exchange::Fault| format!("{}: {fault}", path.display());
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}
