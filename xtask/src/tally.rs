//! Counts what libtest prints.

use crate::failure::{Failure, Outcome};

/// What a test run came to, over all its programs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: usize,
    /// Tests that failed.
    pub(crate) failed: usize,
    /// Tests that nobody ran.
    pub(crate) ignored: usize,
    /// Passed tests of the SQLite halves, without the engine in their names.
    sqlite: Vec<String>,
    /// The same of the PostgreSQL halves.
    postgres: Vec<String>,
}

/// Reads the lines of a run.
pub(crate) fn count<'a>(lines: impl IntoIterator<Item = &'a str>) -> Tally {
    let mut tally = Tally::default();
    for line in lines {
        tally.add(line);
    }
    tally.sqlite.sort();
    tally.postgres.sort();
    tally
}

impl Tally {
    /// This run and another.
    pub(crate) fn with(mut self, other: Self) -> Self {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.sqlite.extend(other.sqlite);
        self.postgres.extend(other.postgres);
        self
    }

    fn add(&mut self, line: &str) {
        if let Some(summary) = line.strip_prefix("test result: ") {
            self.passed += number_before(summary, "passed");
            self.failed += number_before(summary, "failed");
            self.ignored += number_before(summary, "ignored");
        } else if let Some(name) = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... ok")) {
            if let Some(plain) = without_module(name, "sqlite") {
                self.sqlite.push(plain);
            } else if let Some(plain) = without_module(name, "postgres") {
                self.postgres.push(plain);
            }
        }
    }

    /// Fails unless every test ran, and every test of an engine ran on both.
    pub(crate) fn check(&self) -> Outcome<()> {
        if self.ignored > 0 {
            return Err(Failure::new(format!("{} tests were ignored; all of them must run.", self.ignored)));
        }
        let one_sided = [
            one_sided("SQLite", &self.sqlite, &self.postgres),
            one_sided("PostgreSQL", &self.postgres, &self.sqlite),
        ]
        .concat();
        if !one_sided.is_empty() {
            return Err(Failure::new(format!("Tests passed on one engine alone: {}.", one_sided.join(", "))));
        }
        if self.sqlite.is_empty() {
            return Err(Failure::new(
                "No test ran on both engines: their names should contain `sqlite::` and `postgres::`.",
            ));
        }
        Ok(())
    }

    /// How many tests ran on each engine.
    pub(crate) fn engines(&self) -> String {
        format!(
            "contract and request tests: {} on SQLite, {} on PostgreSQL",
            self.sqlite.len(),
            self.postgres.len()
        )
    }
}

/// The last line of `cargo xtask test`.
pub(crate) fn last_line(tallies: &[Tally]) -> String {
    let passed: usize = tallies.iter().map(|tally| tally.passed).sum();
    let failed: usize = tallies.iter().map(|tally| tally.failed).sum();
    format!("{passed} passed, {failed} failed")
}

/// The number in front of a word: `ok. 12 passed; 0 failed` has 12 before "passed".
fn number_before(summary: &str, word: &str) -> usize {
    let words: Vec<&str> = summary.split([' ', ';']).filter(|word| !word.is_empty()).collect();
    let pair = words.windows(2).find(|pair| pair[1] == word);
    pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// The path of a test without its engine's module, if it has one: `figures::sqlite::history` is
/// `figures::history`.
fn without_module(name: &str, module: &str) -> Option<String> {
    let parts: Vec<&str> = name.split("::").collect();
    let (_, modules) = parts.split_last()?;
    let at = modules.iter().position(|part| *part == module)?;
    let rest: Vec<&str> = parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, part)| *part).collect();
    Some(rest.join("::"))
}

/// The tests that `these` have more of than `those`. A name may be there more than once, from several programs.
fn one_sided(engine: &str, these: &[String], those: &[String]) -> Vec<String> {
    let mut left = those.to_vec();
    let mut alone = Vec::new();
    for name in these {
        match left.iter().position(|other| other == name) {
            Some(at) => {
                left.swap_remove(at);
            }
            None => alone.push(format!("{name} ({engine})")),
        }
    }
    alone
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: &str = "
running 5 tests
test sqlite::history ... ok
test figures::postgres::recording - should panic ... ok
test postgres::history ... ok
test figures::sqlite::recording - should panic ... ok
test text::sqlite ... ok
test slow ... ignored, needs a browser

test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.31s

running 1 test
test domain/src/lib.rs - period (line 12) ... FAILED

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn summaries_of_all_programs_are_added_up() {
        let tally = count(RUN.lines());
        assert_eq!((tally.passed, tally.failed, tally.ignored), (5, 1, 1));
        assert_eq!(
            last_line(&[tally, count(["test result: ok. 7 passed; 0 failed; 0 ignored;"])]),
            "12 passed, 1 failed"
        );
    }

    #[test]
    fn a_module_named_after_an_engine_puts_the_test_on_that_engine() {
        let tally = count(RUN.lines());
        assert_eq!(tally.sqlite, ["figures::recording - should panic", "history"]);
        assert_eq!(tally.sqlite, tally.postgres);
        assert_eq!(tally.engines(), "contract and request tests: 2 on SQLite, 2 on PostgreSQL");
    }

    #[test]
    fn an_ignored_test_is_a_failure() {
        let failure = count(RUN.lines()).check().expect_err("one was ignored");
        assert_eq!(failure.to_string(), "1 tests were ignored; all of them must run.");
    }

    #[test]
    fn a_test_on_one_engine_alone_is_a_failure_and_is_named() {
        let lines = [
            "test sqlite::a ... ok",
            "test sqlite::b ... ok",
            "test postgres::b ... ok",
            "test postgres::c ... ok",
        ];
        let failure = count(lines).check().expect_err("a and c have no twin");
        assert_eq!(failure.to_string(), "Tests passed on one engine alone: a (SQLite), c (PostgreSQL).");
    }

    #[test]
    fn no_test_on_either_engine_is_a_failure() {
        assert!(count(["test result: ok. 3 passed; 0 failed; 0 ignored;"]).check().is_err());
        assert!(count(["test sqlite::a ... ok", "test postgres::a ... ok"]).check().is_ok());
    }
}
