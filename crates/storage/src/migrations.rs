//! The migrations that the program carries.
//!
//! `sqlx::migrate!` would list them too, but its macro brings the drivers of both engines with it, compiled a second time for the
//! compiler's own use.

use sqlx::{
    SqlStr,
    migrate::{Migration, MigrationType, Migrator},
};
use std::sync::LazyLock;

/// The number, name and text of each migration, by engine: listed by `build.rs`.
mod carried {
    include!(concat!(env!("OUT_DIR"), "/migrations.rs"));
}

/// The migrations of SQLite.
pub(crate) static SQLITE: LazyLock<Migrator> = LazyLock::new(|| migrator(carried::SQLITE));

/// The migrations of PostgreSQL.
pub(crate) static POSTGRES: LazyLock<Migrator> = LazyLock::new(|| migrator(carried::POSTGRES));

fn migrator(carried: &'static [(i64, &'static str, &'static str)]) -> Migrator {
    let migration = |&(number, words, text): &(i64, &'static str, &'static str)| {
        Migration::new(number, words.into(), MigrationType::Simple, SqlStr::from_static(text), false)
    };
    Migrator::with_migrations(carried.iter().map(migration).collect())
}
