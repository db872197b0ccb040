//! `cargo xtask test`: everything that has to hold before a change is kept.

use crate::compile::Checks;
use crate::failure::Outcome;
use crate::packages::{self, Browser, Missing};
use crate::step::{Steps, beside};
use crate::suite::{self, Length, Part, Surroundings};
use crate::tally::{self, Tally};
use crate::{axe, bundle, circles, licences, lint, postgres, toolchain};
use std::path::{Path, PathBuf};

/// Takes every step, and stops where one fails. The table is printed either way; after a run without failure the last line
/// is the number of tests.
pub(crate) fn all(missing: Missing, length: Length) -> Outcome<()> {
    printed(|steps| {
        let (browser, axe) = prepare(steps, missing)?;
        // Cargo compiles the bundle in a folder of its own, so that neither row waits for the other's lock.
        let ((), own) = beside(|| steps.take("bundle", || bundle::build(Checks::Made)), || check(steps))?;
        steps.take("build", suite::build)?;
        Ok(vec![own, test(steps, &browser, &axe, length)?])
    })
}

/// What can be known in a few minutes: the tests that need no browser, no PostgreSQL and no built program.
pub(crate) fn quick() -> Outcome<()> {
    printed(|steps| {
        steps.take("format", lint::format)?;
        steps.take("circles", circles::check)?;
        steps.take("licences", licences::check)?;
        Ok(vec![steps.take("tests", suite::run_quick)?])
    })
}

fn printed(take: impl FnOnce(&Steps) -> Outcome<Vec<Tally>>) -> Outcome<()> {
    let steps = Steps::default();
    let outcome = take(&steps);
    print!("\n{}", steps.table());
    println!("{}", tally::last_line(&outcome?));
    Ok(())
}

fn prepare(steps: &Steps, missing: Missing) -> Outcome<(Browser, PathBuf)> {
    let browser = steps.take("packages", || packages::prepare(missing))?;
    steps.take("toolchain", || toolchain::prepare(missing))?;
    Ok((browser, steps.take("axe-core", axe::prepare)?))
}

fn check(steps: &Steps) -> Outcome<Tally> {
    steps.take("format", lint::format)?;
    steps.take("circles", circles::check)?;
    steps.take("licences", licences::check)?;
    let own = steps.take("tests of xtask", suite::run_own)?;
    steps.take("libraries", suite::build_libraries)?;
    Ok(own)
}

fn test(steps: &Steps, browser: &Browser, axe: &Path, length: Length) -> Outcome<Tally> {
    // Stopped and removed when this function ends, whichever way it ends.
    let server = steps.take("PostgreSQL", postgres::start)?;
    let url = server.url();
    let surroundings = Surroundings { browser, axe, postgres: &url, length };
    // A browser leaves a core idle whenever it waits for the server, and each program of tests does at its end.
    let (journeys, others) = beside(
        || steps.take("journeys", || suite::run(Part::Journeys, &surroundings)),
        || steps.take("other tests", || suite::run(Part::Others, &surroundings)),
    )?;
    let tally = journeys.with(others);
    tally.check()?;
    steps.take("engines", || {
        for line in suite::engines(&url)? {
            println!("{line}");
        }
        println!("{}", tally.engines());
        Ok(())
    })?;
    Ok(tally)
}
