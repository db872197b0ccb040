//! Removing a text that names a child from the command line: what would go, and taking it out.

use crate::{Failure, clock};
use clap::Args;
use domain::{
    access::Visitor,
    redaction::{Found, Redaction},
};
use std::io::{self, Read, Write};
use storage::{AsAt, Desk, Record, redaction};

/// What is to be removed, and why.
#[derive(Clone, Debug, Args)]
pub(crate) struct RedactSettings {
    /// The words to look for, exactly as they are written; - reads them from standard input, so that no shell keeps them
    words: String,
    /// Why, in words that do not repeat them: it is kept for good
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// Remove the file of this import as well, whatever it holds; `outcomes import --list` lists them
    #[arg(long = "import", value_name = "NUMBER")]
    imports: Vec<i64>,
    /// Remove it. It cannot be undone; without this, nothing is changed
    #[arg(long)]
    yes: bool,
}

/// The most bytes of words that are read from standard input.
const MOST: u64 = 1 << 16;

/// Says what would go, or removes it and says what went.
pub(crate) async fn run(settings: &RedactSettings, database: &str) -> Result<(), Failure> {
    let redaction = Redaction::new(&words(&settings.words)?, &settings.why)?;
    let record = Record::open(database).await?;
    record.check_ready().await?;
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let said = match settings.yes {
        true => done(&desk, &redaction, &settings.imports).await,
        false => looked(&desk, &redaction, &settings.imports).await,
    };
    record.close().await;
    // A reader that has seen enough, such as head, is no failure of ours.
    let _ = io::stdout().write_all(said?.as_bytes());
    Ok(())
}

/// The words: those that were given, or what standard input holds.
fn words(given: &str) -> Result<String, Failure> {
    if given != "-" {
        return Ok(given.to_owned());
    }
    let mut words = String::new();
    let read = io::stdin().lock().take(MOST).read_to_string(&mut words);
    read.map(|_| words).map_err(|error| Failure::Words(error.to_string()))
}

async fn looked(desk: &Desk, wanted: &Redaction, imports: &[i64]) -> Result<String, Failure> {
    let found = redaction::look(desk, wanted, imports, app::readers()).await?;
    let last = match found.is_nothing() {
        true => "Nothing holds these words. Nothing was changed.",
        false => "Nothing was changed: this is what would go. Give --yes to remove it for good.",
    };
    Ok(lines(&found, found.would_go(), last))
}

async fn done(desk: &Desk, wanted: &Redaction, imports: &[i64]) -> Result<String, Failure> {
    let done = redaction::redact(desk, wanted, imports, app::readers(), clock::now).await?;
    let last = match done.number {
        None => "Nothing holds these words. Nothing was changed.".to_owned(),
        Some(number) => format!(
            "Removed for good, by change {number}. Copies of the record that were made before still hold the \
                text: remove it there too."
        ),
    };
    Ok(lines(&done.found, done.found.went(), &last))
}

fn lines(found: &Found, held: Vec<String>, last: &str) -> String {
    let lines = held.into_iter().chain(found.not_searched()).chain([last.to_owned()]);
    lines.map(|line| format!("{line}\n")).collect()
}
