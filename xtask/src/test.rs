//! `cargo xtask test`: everything that has to hold before a change is kept.

use crate::failure::Outcome;
use crate::packages::{self, Missing};
use crate::step::Steps;
use crate::suite::{self, Surroundings};
use crate::tally::{self, Tally};
use crate::{axe, bundle, lint, postgres, toolchain};

/// Takes every step, stopping at the first that fails. The table is printed either way; after a run
/// without failure the last line is the number of tests.
pub(crate) fn all(missing: Missing) -> Outcome<()> {
    let mut steps = Steps::default();
    let outcome = take(&mut steps, missing);
    print!("\n{}", steps.table());
    println!("{}", tally::last_line(&outcome?));
    Ok(())
}

fn take(steps: &mut Steps, missing: Missing) -> Outcome<[Tally; 2]> {
    let browser = steps.take("packages", || packages::prepare(missing))?;
    let cargo_deny = steps.take("toolchain", || toolchain::prepare(missing))?;
    let axe = steps.take("axe-core", axe::prepare)?;
    steps.take("format", lint::format)?;
    steps.take("bundle", bundle::build)?;
    steps.take("clippy, host", lint::clippy_host)?;
    steps.take("clippy, browser", lint::clippy_browser)?;
    steps.take("documentation", lint::documentation)?;
    steps.take("licences", || lint::licences(&cargo_deny))?;
    steps.take("build", suite::build)?;
    let own = steps.take("tests of xtask", suite::run_own)?;
    // Stopped and removed when this function ends, whichever way it ends.
    let server = steps.take("PostgreSQL", postgres::start)?;
    let url = server.url();
    let surroundings = Surroundings { browser: &browser, axe: &axe, postgres: &url };
    let tally = steps.take("tests", || suite::run(&surroundings))?;
    steps.take("engines", || {
        for line in suite::engines(&url)? {
            println!("{line}");
        }
        println!("{}", tally.engines());
        Ok(())
    })?;
    Ok([own, tally])
}
