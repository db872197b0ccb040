//! The records that `run`, `dev` and `demo` serve from.

use crate::failure::{Because, Outcome};
use crate::{tool, workspace};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Brings the record up to date; where it holds nothing yet the program itself loads the first plan when it starts.
///
/// The record is what OUTCOMES_DATABASE says, else the program's default, a file under `data/`.
pub(crate) fn prepare(program: &Path) -> Outcome<()> {
    make_folder()?;
    tool::call(tool::command(program).arg("migrate"))
}

/// Has the program print a link for the first administrator, where nobody can administer the record yet.
pub(crate) fn invite_first(program: &Path, arguments: &[OsString]) -> Outcome<()> {
    let mut first = tool::command(program);
    first.args(["account", "first"]);
    if env::var_os("OUTCOMES_BASE_URL").is_none() {
        first.args(["--base-url", base_url(arguments).as_str()]);
    }
    tool::call(&mut first)
}

/// Where the server will be reached, as its arguments say it.
fn base_url(arguments: &[OsString]) -> String {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let after = |name: &str| {
        let joined = words.iter().find_map(|word| word.strip_prefix(&format!("{name}="))).map(str::to_owned);
        joined.or_else(|| {
            words
                .iter()
                .position(|word| word == name)
                .and_then(|at| words.get(at + 1))
                .map(ToString::to_string)
        })
    };
    after("--base-url")
        .unwrap_or_else(|| format!("http://{}", after("--listen").as_deref().unwrap_or("127.0.0.1:3000")))
}

/// Makes a new record of illustrative figures in place of an earlier one, and gives its address.
pub(crate) fn demonstrate(program: &Path) -> Outcome<String> {
    make_folder()?;
    let file = workspace::root().join("data").join("demo.db");
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.clone().into_os_string();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).because(|| format!("{} could not be removed", name.to_string_lossy()));
            }
            _ => {}
        }
    }
    let database = format!("sqlite://{}", file.display());
    tool::call(tool::command(program).args(["demo", "--database", database.as_str()]))?;
    Ok(database)
}

fn make_folder() -> Outcome<()> {
    fs::create_dir_all(workspace::root().join("data"))
        .because(|| "The folder data/ could not be made".to_owned())
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn the_link_leads_to_where_the_server_listens() {
        let of = |line: &str| base_url(&line.split_whitespace().map(Into::into).collect::<Vec<_>>());
        assert_eq!(of(""), "http://127.0.0.1:3000");
        assert_eq!(of("--listen 127.0.0.1:8081"), "http://127.0.0.1:8081");
        assert_eq!(of("--listen=127.0.0.1:8081"), "http://127.0.0.1:8081");
        assert_eq!(
            of("--listen 127.0.0.1:8081 --base-url https://outcomes.example.org"),
            "https://outcomes.example.org"
        );
    }
}
