//! The command line.

use crate::packages::Missing;
use crate::suite::Length;
use crate::workspace::Profile;
use std::ffi::OsString;

/// How the commands are called.
pub(crate) const USAGE: &str = "\
Usage: cargo xtask <command>

  run [--release] [-- ARGUMENTS]  build, make and fill the record, and serve; ARGUMENTS go to `outcomes serve`
  demo [--release] [-- ARGUMENTS] the same with a record of its own, data/demo.db, full of illustrative figures
  dev [-- ARGUMENTS]              as run, and again after each change to the sources
  build                           the program to deploy, with all it serves inside: target/release/outcomes
  bundle                          the browser bundle alone
  bench                           how long the arithmetic of a board takes
  bench board                     what a board of 200 indicators with ten years of quarters costs the server
  bench import                    how long an import of a million rows takes, beside the engines' own loaders
  measure                         measures what README says of the program, and writes it there with the day
  measure clone                   the same of what a fresh clone takes to serve and to test; takes as long as those
  circles                         lists circles between files, and fails on one
  licences                        checks licences and origins of all crates, as deny.toml has them
  test [--install]                every check and test; --install (or CI=true) installs what they need
  test --quick                    the tests that need no browser and no PostgreSQL
  test --long                     as test, with simulations and hostile texts at their full length

OUTCOMES_DATABASE names another record than sqlite://data/outcomes.db, for run and dev.
";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Build and serve, with arguments for the server.
    Run(Profile, Vec<OsString>),
    /// Build and serve illustrative figures, with arguments for the server.
    Demo(Profile, Vec<OsString>),
    /// Serve and watch, with arguments for the server.
    Dev(Vec<OsString>),
    /// Build for deployment.
    Build,
    /// Build the browser bundle.
    Bundle,
    /// Measure the arithmetic.
    Bench,
    /// Measure a large board.
    BenchBoard,
    /// Measure an import.
    BenchImport,
    /// Measure the program for README.
    Measure,
    /// Measure a fresh clone for README.
    MeasureClone,
    /// Look for circles between files.
    Circles,
    /// Check what is compiled in.
    Licences,
    /// Check and test.
    Test(Missing, Length),
    /// The tests that need nothing from outside.
    TestQuick,
    /// Print the usage.
    Help,
}

/// Reads the arguments after the program's own name. `None` when they make no sense.
///
/// `unasked` is what the tests do about missing programs when the arguments do not say.
pub(crate) fn parse(arguments: Vec<OsString>, unasked: Missing) -> Option<Command> {
    let mut ours = arguments;
    let dashes = ours.iter().position(|argument| argument == "--");
    let theirs = dashes.map(|at| ours.split_off(at).into_iter().skip(1).collect::<Vec<_>>());
    let words: Vec<&str> = ours.iter().map(|word| word.to_str()).collect::<Option<_>>()?;
    match (words.as_slice(), theirs) {
        (["run"], theirs) => Some(Command::Run(Profile::Dev, theirs.unwrap_or_default())),
        (["run", "--release"], theirs) => Some(Command::Run(Profile::Release, theirs.unwrap_or_default())),
        (["demo"], theirs) => Some(Command::Demo(Profile::Dev, theirs.unwrap_or_default())),
        (["demo", "--release"], theirs) => Some(Command::Demo(Profile::Release, theirs.unwrap_or_default())),
        (["dev"], theirs) => Some(Command::Dev(theirs.unwrap_or_default())),
        (["build"], None) => Some(Command::Build),
        (["bundle"], None) => Some(Command::Bundle),
        (["bench"], None) => Some(Command::Bench),
        (["bench", "board"], None) => Some(Command::BenchBoard),
        (["bench", "import"], None) => Some(Command::BenchImport),
        (["measure"], None) => Some(Command::Measure),
        (["measure", "clone"], None) => Some(Command::MeasureClone),
        (["circles"], None) => Some(Command::Circles),
        (["licences"], None) => Some(Command::Licences),
        (["test"], None) => Some(Command::Test(unasked, Length::Short)),
        (["test", "--install"], None) => Some(Command::Test(Missing::Install, Length::Short)),
        (["test", "--long"], None) => Some(Command::Test(unasked, Length::Long)),
        (["test", "--quick"], None) => Some(Command::TestQuick),
        (["help" | "-h" | "--help"] | [_, "-h" | "--help"], _) => Some(Command::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Option<Command> {
        parse(line.split_whitespace().map(OsString::from).collect(), Missing::Name)
    }

    #[test]
    fn what_follows_two_dashes_goes_to_the_server() {
        let arguments = vec!["--port".into(), "8081".into()];
        assert_eq!(parsed("run --release -- --port 8081"), Some(Command::Run(Profile::Release, arguments)));
        assert_eq!(parsed("run"), Some(Command::Run(Profile::Dev, Vec::new())));
        assert_eq!(parsed("dev --"), Some(Command::Dev(Vec::new())));
        assert_eq!(parsed("demo --release"), Some(Command::Demo(Profile::Release, Vec::new())));
    }

    #[test]
    fn nothing_is_installed_unless_asked() {
        assert_eq!(parsed("bench"), Some(Command::Bench));
        assert_eq!(parsed("bench board"), Some(Command::BenchBoard));
        assert_eq!(parsed("bench import"), Some(Command::BenchImport));
        assert_eq!(parsed("licences"), Some(Command::Licences));
        assert_eq!(parsed("measure"), Some(Command::Measure));
        assert_eq!(parsed("measure clone"), Some(Command::MeasureClone));
        assert_eq!(parsed("circles"), Some(Command::Circles));
        assert_eq!(parsed("test"), Some(Command::Test(Missing::Name, Length::Short)));
        assert_eq!(parsed("test --install"), Some(Command::Test(Missing::Install, Length::Short)));
        assert_eq!(parsed("test --long"), Some(Command::Test(Missing::Name, Length::Long)));
        assert_eq!(parsed("test --quick"), Some(Command::TestQuick));
    }

    #[test]
    fn help_is_there_for_each_command_and_nonsense_is_refused() {
        assert_eq!(parsed("--help"), Some(Command::Help));
        assert_eq!(parsed("run --help"), Some(Command::Help));
        for line in ["", "rum", "run --port 8081", "build -- x", "test --keep-going"] {
            assert_eq!(parsed(line), None, "{line}");
        }
    }
}
