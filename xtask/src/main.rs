//! Runs, tests and develops the project. Called as `cargo xtask <command>`; needs only Rust.
//!
//! One file for each subject. The commands are in `run`, `dev`, `bundle` and `test`; the rest serves them.

mod arguments;
mod axe;
mod bench;
mod bundle;
mod change;
mod circles;
mod compile;
mod dev;
mod failure;
mod first;
mod handover;
mod licences;
mod lint;
mod measure;
mod packages;
mod postgres;
mod record;
mod run;
mod server;
mod size;
mod step;
mod suite;
mod tally;
mod test;
mod tool;
mod toolchain;
mod workspace;

use arguments::Command;
use compile::Checks;
use failure::Outcome;
use packages::Missing;
use std::env;
use std::process::ExitCode;

/// Exits with 0 when all went well, 1 when something failed, 2 when the command made no sense.
fn main() -> ExitCode {
    if let Some(asked) = compile::asked(env::args_os()) {
        return compile::compile(&asked);
    }
    let unasked =
        if env::var_os("CI").is_some_and(|ci| ci == "true") { Missing::Install } else { Missing::Name };
    let Some(command) = arguments::parse(env::args_os().skip(1).collect(), unasked) else {
        eprint!("{}", arguments::USAGE);
        return ExitCode::from(2);
    };
    match perform(&command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: &Command) -> Outcome<()> {
    match command {
        Command::Run(profile, arguments) => run::serve(*profile, arguments),
        Command::Demo(profile, arguments) => run::demo(*profile, arguments),
        Command::Dev(arguments) => dev::serve(arguments),
        Command::Build => run::build(),
        Command::Bundle => toolchain::add_wasm().and_then(|()| bundle::build(Checks::Left)),
        Command::BenchBoard => bench::board().map(drop),
        Command::BenchImport => bench::import().map(drop),
        Command::Measure => measure::program(),
        Command::MeasureClone => measure::from_a_clone(),
        Command::Bench => tool::call(tool::cargo().args(["bench", "-p", "domain"])),
        Command::Circles => circles::check(),
        Command::Licences => licences::check(),
        Command::Test(missing, length) => test::all(*missing, *length),
        Command::TestQuick => test::quick(),
        Command::Help => {
            print!("{}", arguments::USAGE);
            Ok(())
        }
    }
}
