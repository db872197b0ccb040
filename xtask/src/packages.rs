//! Debian packages the tests need, and what to do about anything that is missing.

use crate::failure::{Failure, Outcome};
use crate::{postgres, tool};
use std::path::PathBuf;

/// What to do about a missing program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Install it (`--install`, or CI=true).
    Install,
    /// Name it, describe how to install it, and stop.
    Name,
}

/// The browser and its driver.
pub(crate) struct Browser {
    /// Chromium itself.
    pub(crate) chromium: PathBuf,
    /// The WebDriver server that starts it.
    pub(crate) driver: PathBuf,
}

/// Sees to Chromium, its driver, PostgreSQL, npm and what reads PDFs.
pub(crate) fn prepare(missing: Missing) -> Outcome<Browser> {
    let absent = absent();
    if !absent.is_empty() {
        let install: Vec<&str> = ["apt-get", "install", "-y", "--no-install-recommends"]
            .into_iter()
            .chain(absent.clone())
            .collect();
        missing.settle(
            &format!("Debian packages: {}", absent.join(", ")),
            &[&["apt-get", "update"], &install],
        )?;
    }
    match (chromium(), driver()) {
        (Some(chromium), Some(driver)) => Ok(Browser { chromium, driver }),
        _ => Err(Failure::new("Chromium or chromedriver was installed and yet is not on PATH.")),
    }
}

impl Missing {
    /// Runs the commands that install `what`, or fails with the commands to type.
    pub(crate) fn settle(self, what: &str, commands: &[&[&str]]) -> Outcome<()> {
        match self {
            Self::Name => {
                let typed: Vec<String> = commands.iter().map(|words| words.join(" ")).collect();
                Err(Failure::new(format!(
                    "Missing: {what}. Install with `{}`, or let `cargo xtask test --install` do it.",
                    typed.join(" && ")
                )))
            }
            Self::Install => {
                println!("installing {what}");
                commands.iter().try_for_each(|words| install(words))
            }
        }
    }
}

/// The packages whose programs are not here.
fn absent() -> Vec<&'static str> {
    let wanted = [
        ("chromium", chromium().is_some()),
        ("chromium-driver", driver().is_some()),
        ("postgresql", postgres::programs().is_some()),
        ("npm", tool::find(&["npm"]).is_some()),
        // They read the PDFs that are made: their text, their tags, and whether they are sound.
        ("poppler-utils", tool::find(&["pdfinfo"]).is_some() && tool::find(&["pdftotext"]).is_some()),
        ("qpdf", tool::find(&["qpdf"]).is_some()),
    ];
    wanted.into_iter().filter(|(_, is_here)| !is_here).map(|(package, _)| package).collect()
}

fn chromium() -> Option<PathBuf> {
    tool::find(&["chromium", "chromium-browser", "google-chrome"])
}

fn driver() -> Option<PathBuf> {
    tool::find(&["chromedriver"])
}

/// Runs one installing command. apt-get asks no questions, and goes through sudo when we are not root.
fn install(words: &[&str]) -> Outcome<()> {
    let Some((program, arguments)) = words.split_first() else { return Ok(()) };
    if *program == "cargo" {
        return tool::call(tool::cargo().args(arguments));
    }
    let mut command = if *program == "apt-get" && !postgres::is_root() {
        let mut sudo = tool::command("sudo");
        sudo.args(["DEBIAN_FRONTEND=noninteractive", program]);
        sudo
    } else {
        tool::command(program)
    };
    tool::call(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_the_commands_that_install_it() {
        let failure = Missing::Name
            .settle("the thing", &[&["apt-get", "update"], &["apt-get", "install", "thing"]])
            .expect_err("nothing is installed unasked");
        assert_eq!(
            failure.to_string(),
            "Missing: the thing. Install with `apt-get update && apt-get install thing`, \
             or let `cargo xtask test --install` do it."
        );
    }
}
