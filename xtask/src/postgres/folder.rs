//! The temporary folder of a test run's PostgreSQL.

use super::account;
use crate::failure::{Because, Outcome};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// How the temporary folders are called; the number of the process follows.
const NAME: &str = "outcomes-postgres-";

/// The temporary folder, removed when dropped.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    /// Makes a folder that nobody else has and gives it to the account that will run the server.
    pub(super) fn make() -> Outcome<Self> {
        let path = env::temp_dir().join(format!("{NAME}{}", process::id()));
        fs::create_dir(&path).because(|| format!("{} could not be made", path.display()))?;
        let folder = Self(path);
        account::give(&folder.0)?;
        Ok(folder)
    }

    /// The database cluster.
    pub(super) fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    /// What the server says.
    pub(super) fn log(&self) -> PathBuf {
        self.0.join("log")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("xtask: {} could not be removed: {error}", self.0.display());
        }
    }
}

/// Removes the folders of runs that were interrupted: their process is gone and their server stopped. Without /proc to check
/// that, they stay.
pub(super) fn sweep() {
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in fs::read_dir(env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.strip_prefix(NAME)?.parse::<u32>().ok()) else {
            continue;
        };
        let is_running = Path::new("/proc").join(id.to_string()).exists();
        let has_server = entry.path().join("data").join("postmaster.pid").exists();
        if !is_running && !has_server {
            // Another person's stays, which is as it should be.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
