//! Files in, what they propose out: hand-made ones for each layout and trap, real ones kept beside the project, and ten
//! thousand that are damaged.

mod bad;
mod book;
mod fuzz;
mod layouts;
mod real;
mod searching;
mod workbooks;

use domain::{
    figure::{Absence, Reading},
    proposal::{Proposal, ProposedFigure},
};
use exchange::import::{Known, Options, read};
use std::{io::Cursor, path::PathBuf};

/// A file kept beside the project; `None`, and a line that says so, where it is missing. Where OUTCOMES_TEST_BESIDE is
/// `required`, as in `.ci/run`, a missing file is a failure.
fn beside(file: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        let is_required = std::env::var_os("OUTCOMES_TEST_BESIDE").is_some_and(|word| word == "required");
        assert!(!is_required, "{file} has to lie beside the project here, and is not there");
        println!("NOT RUN: {file} is not beside the project, so it was not read.");
    }
    bytes
}

fn named(file: &str) -> Options {
    let name = file.rsplit('/').next().unwrap_or(file).to_owned();
    Options { name, ..Options::default() }
}

fn proposal(bytes: &[u8], options: &Options) -> Proposal {
    proposal_to(bytes, options, &Known::default())
}

fn proposal_to(bytes: &[u8], options: &Options, known: &Known) -> Proposal {
    read(Cursor::new(bytes), known, options, &mut |_| ()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The fault of a file that cannot be read at all.
fn fault(bytes: &[u8], options: &Options) -> String {
    match read(Cursor::new(bytes), &Known::default(), options, &mut |_| ()) {
        Ok(proposal) => panic!("read as {} figures", proposal.figures.len()),
        Err(faults) => faults[0].to_string(),
    }
}

/// Each figure as one line: `slug | area | breakdown | period | value or absence`.
fn lines(proposal: &Proposal) -> Vec<String> {
    let line = |figure: &ProposedFigure| {
        let series = &proposal.series[figure.series as usize];
        let reading = match &figure.reading {
            Reading::Value(measured) => measured.value().to_string(),
            Reading::Absent(absence) => Absence::as_str(*absence).to_owned(),
        };
        format!(
            "{} | {} | {} | {} | {reading}",
            series.indicator,
            series.area,
            series.breakdown,
            figure.period.label()
        )
    };
    proposal.figures.iter().map(line).collect()
}

/// Each problem as one line: `row column: reason`.
fn problems(proposal: &Proposal) -> Vec<String> {
    proposal
        .problems
        .iter()
        .map(|problem| format!("{} {}: {}", problem.row, problem.column, problem.reason))
        .collect()
}
