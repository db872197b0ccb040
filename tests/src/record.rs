//! Fresh records on both engines, each of its own.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};
use storage::Record;
use tokio::sync::OnceCell;

/// A record that nothing else uses, and what it lives in.
pub struct Fresh {
    /// The record, migrated.
    pub record: Record,
    /// Its address.
    pub address: String,
    _folder: Option<tempfile::TempDir>,
}

/// An empty record in a SQLite file of its own, gone with the test.
///
/// # Panics
/// When there is no room for a file.
pub async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("outcomes.db");
    std::fs::write(&file, migrated().await).expect("a file with the tables in it");
    let address = format!("sqlite://{}", file.display());
    fresh(address, Some(folder)).await
}

/// The bytes of an empty SQLite record. Every migration runs once for a test program; each test then has a copy, which takes
/// a fortieth of the time.
async fn migrated() -> &'static [u8] {
    static BYTES: OnceCell<Vec<u8>> = OnceCell::const_new();
    BYTES
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join("empty.db");
            let record =
                Record::open_or_make(&format!("sqlite://{}", file.display())).await.expect("a record");
            record.migrate().await.expect("a migrated record");
            // Closing it moves the write-ahead log into the file.
            record.close().await;
            std::fs::read(&file).expect("the file of an empty record")
        })
        .await
}

/// An empty record in a PostgreSQL schema of its own.
///
/// # Panics
/// When `OUTCOMES_TEST_POSTGRES` names no server that can be reached.
pub async fn postgres() -> Fresh {
    fresh(postgres_empty().await, None).await
}

/// The address of a PostgreSQL schema that holds nothing at all.
///
/// # Panics
/// When `OUTCOMES_TEST_POSTGRES` names no server that can be reached.
pub async fn postgres_empty() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("OUTCOMES_TEST_POSTGRES").expect(
        "OUTCOMES_TEST_POSTGRES names the server to test on; cargo xtask test starts one and sets it",
    );
    let schema = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    storage::testing::make_schema(&server, &schema).await.expect("a schema of its own");
    format!("{server}?options=-csearch_path%3D{schema}")
}

/// A copy of a SQLite file that an earlier version left, migrated to this one.
///
/// # Panics
/// When it cannot be copied or migrated.
pub async fn sqlite_of(file: &Path) -> Fresh {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("outcomes.db");
    std::fs::copy(file, &copy).expect("a copy");
    fresh(format!("sqlite://{}", copy.display()), Some(folder)).await
}

/// What an earlier version left on PostgreSQL, as `pg_dump` wrote it, in a schema of its own and migrated to this version.
///
/// # Panics
/// When `OUTCOMES_TEST_POSTGRES` names no server that can be reached, or the dump cannot be read or migrated.
pub async fn postgres_of(dump: &str) -> Fresh {
    let address = postgres_empty().await;
    storage::testing::restore(&address, dump.to_owned()).await.expect("a restored record");
    fresh(address, None).await
}

async fn fresh(address: String, folder: Option<tempfile::TempDir>) -> Fresh {
    let record = Record::open_or_make(&address).await.expect("a record");
    record.migrate().await.expect("a migrated record");
    Fresh { record, address, _folder: folder }
}
