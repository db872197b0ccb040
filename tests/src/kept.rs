//! The records of earlier versions that `tests/records` keeps: a copy to migrate, and what was written down when each was made.

use crate::{
    contents::Known,
    record::{self, Fresh},
};
use std::{fs, path::PathBuf};

/// The engine that a record is kept on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A SQLite file.
    Sqlite,
    /// A dump of PostgreSQL.
    Postgres,
}

/// A moment that a kept record is looked at as at.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The last write before it.
    pub number: i64,
    /// As an address says it.
    pub at: String,
}

/// One kept record.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// The version of the program that made it.
    pub version: &'static str,
    /// On which engine.
    pub engine: Engine,
}

/// The addresses that are asked for.
#[derive(Debug, Default)]
pub struct Addresses {
    /// At every moment.
    pub every: Vec<String>,
    /// As the record is now.
    pub now: Vec<String>,
    /// Of frozen documents, which are the same byte for byte.
    pub frozen: Vec<String>,
}

impl Kept {
    /// A copy of it, migrated to this version of the program.
    ///
    /// # Panics
    /// When it cannot be copied or migrated.
    pub async fn open(&self) -> Fresh {
        let records = self.folder().parent().expect("a folder of records").to_owned();
        match self.engine {
            Engine::Sqlite => record::sqlite_of(&records.join(format!("{}.sqlite", self.version))).await,
            Engine::Postgres => {
                let dump = records.join(format!("{}.sql", self.version));
                record::postgres_of(&fs::read_to_string(dump).expect("a dump")).await
            }
        }
    }

    /// Where what is written down of it is.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        [env!("CARGO_MANIFEST_DIR"), "records", self.version].iter().collect()
    }

    /// A file of what is written down.
    ///
    /// # Panics
    /// When there is none of this name.
    #[must_use]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The moments, the first one first.
    ///
    /// # Panics
    /// When the file of them cannot be read.
    #[must_use]
    pub fn moments(&self) -> Vec<Moment> {
        let text = self.read("moments.txt");
        let moment = |line: &str| {
            let parts: Vec<_> = line.split('\t').collect();
            let [number, sqlite, postgres, _] = parts[..] else { panic!("{line} is no moment") };
            let at = if self.engine == Engine::Sqlite { sqlite } else { postgres };
            Moment { number: number.parse().expect("a number"), at: at.to_owned() }
        };
        text.lines().filter(|line| !line.starts_with('#')).map(moment).collect()
    }

    /// The addresses.
    ///
    /// # Panics
    /// When the file of them cannot be read.
    #[must_use]
    pub fn addresses(&self) -> Addresses {
        let text = self.read("addresses.txt");
        let mut parts = text.split("\n\n").map(|part| {
            part.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
        });
        let mut next = || parts.next().expect("a part of the addresses");
        Addresses { every: next(), now: next(), frozen: next() }
    }

    /// The texts and numbers that are looked for on pages.
    #[must_use]
    pub fn known(&self) -> Known {
        Known::new(&self.read("texts.txt"), &self.read("numbers.txt"))
    }
}
