//! A PostgreSQL of our own for the length of a test run: free port, temporary folder, nothing kept.

mod account;
mod folder;

pub(crate) use account::{is_root, programs};

use crate::failure::{Because, Failure, Outcome};
use crate::tool;
use folder::Folder;
use std::net::TcpListener;
use std::process::{self, Child};
use std::time::{Duration, Instant};
use std::{fs, thread};

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. Dropping it stops the server and removes its folder.
pub(crate) struct Postgres {
    folder: Folder,
    server: Child,
    port: u16,
}

/// Makes a database cluster and starts its server on 127.0.0.1.
pub(crate) fn start() -> Outcome<Postgres> {
    folder::sweep();
    let folder = Folder::make()?;
    let data = folder.data();
    tool::read(
        account::run("initdb")?
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--locale=C.UTF-8", "--encoding=UTF8"])
            // As a partnership's own server has it: in the order of a language, which is not that of bytes.
            .args(["--locale-provider=icu", "--icu-locale=en-GB"])
            .arg("--pgdata")
            .arg(&data),
    )?;
    let port = free_port()?;
    configure(&folder, port)?;
    let log = fs::File::create(folder.log())
        .because(|| format!("{} could not be written", folder.log().display()))?;
    let errors = log.try_clone().because(|| "PostgreSQL's log could not be opened".to_owned())?;
    let server = account::run("postgres")?
        .arg("-D")
        .arg(&data)
        .stdin(process::Stdio::null())
        .stdout(log)
        .stderr(errors)
        .spawn()
        .because(|| "PostgreSQL could not be started".to_owned())?;
    let mut postgres = Postgres { folder, server, port };
    postgres.wait_until_ready()?;
    Ok(postgres)
}

impl Postgres {
    /// The address for sqlx.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Waits for the word that the server writes into its own file once it takes connections.
    fn wait_until_ready(&mut self) -> Outcome<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let said = fs::read_to_string(self.folder.data().join("postmaster.pid")).unwrap_or_default();
            if said.lines().nth(7).is_some_and(|word| word.trim() == "ready") {
                return Ok(());
            }
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(self.complaint(&format!("PostgreSQL stopped as it started ({status})")));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(self.complaint(&format!("PostgreSQL was not ready after {} s", PATIENCE.as_secs())))
    }

    /// The sentence with the server's own log behind it.
    fn complaint(&self, sentence: &str) -> Failure {
        let log = fs::read_to_string(self.folder.log()).unwrap_or_default();
        Failure::new(format!("{sentence}. Its log:\n{log}"))
    }

    /// Asks the server to stop at once: there is nothing to keep.
    fn stop(&self) -> Outcome<()> {
        let mut pg_ctl = account::run("pg_ctl")?;
        pg_ctl.args(["stop", "-m", "immediate", "-w", "-D"]).arg(self.folder.data());
        tool::read(&mut pg_ctl).map(|_| ())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(failure) = self.stop()
            && let Ok(None) = self.server.try_wait()
        {
            eprintln!("xtask: {failure} PostgreSQL is ended by force.");
            // Nothing more can be done for it, and its folder goes next.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// Adds our settings to the ones `initdb` chose. A crash may lose everything here, and is welcome to.
fn configure(folder: &Folder, port: u16) -> Outcome<()> {
    let file = folder.data().join("postgresql.conf");
    let failed = || format!("{} could not be written", file.display());
    let mut settings = fs::read_to_string(&file).because(failed)?;
    settings.push_str(&format!(
        "\nlisten_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\n\
         max_connections = 200\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\n",
        folder.0.display()
    ));
    fs::write(&file, settings).because(failed)
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> Outcome<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .because(|| "No free port was found on 127.0.0.1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn it_answers_while_it_is_held_and_leaves_nothing_behind() {
        let postgres = start().expect("PostgreSQL starts");
        let (port, folder) = (postgres.port, postgres.folder.0.clone());
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(postgres);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
