//! `cargo xtask measure`: measures what README says under "Measured", on this machine, and writes it there with the day.

mod clone;
mod served;
mod table;

pub(crate) use clone::from_a_clone;
pub(crate) use table::Row;

use crate::failure::{Because, Outcome};
use crate::{bench, bundle, run, size, tool, workspace};
use std::fs;

/// Measures the program itself: what a visit costs, what a large board costs, what an import costs, what arithmetic costs.
pub(crate) fn program() -> Outcome<()> {
    run::build()?;
    let mut rows = vec![served::first_visit()?];
    rows.extend(bundles()?);
    rows.push(bench::board()?.row());
    rows.extend(arithmetic()?);
    rows.extend(bench::import()?);
    write(&rows)
}

/// Puts rows into README, each with today's date, and prints them.
fn write(rows: &[Row]) -> Outcome<()> {
    let readme = workspace::root().join("README.md");
    let failed = || format!("{} could not be changed", readme.display());
    let text = fs::read_to_string(&readme).because(failed)?;
    let today = tool::read(tool::command("date").arg("+%F"))?;
    fs::write(&readme, table::updated(&text, rows, today.trim())?).because(failed)?;
    println!();
    for row in rows {
        println!("{}: {}", row.what, row.measured);
    }
    Ok(())
}

/// What each bundle weighs, as browsers that read brotli are sent it.
fn bundles() -> Outcome<Vec<Row>> {
    bundle::BUNDLES
        .iter()
        .map(|bundle| {
            let measured = format!("{} (brotli)", size::text(bundle::weight(bundle)?));
            Ok(Row { what: bundle.said.to_owned(), measured })
        })
        .collect()
}

/// The middle of what `cargo bench -p domain` measured, by what it calls each.
fn arithmetic() -> Outcome<Vec<Row>> {
    let said = tool::read(tool::cargo().args(["bench", "-p", "domain"]))?;
    Ok(benches(&said)
        .into_iter()
        .map(|(what, measured)| Row { what: format!("{what} (`cargo xtask bench`)"), measured })
        .collect())
}

/// The names and middle times in criterion's output: a name is on the line before its time, or on the same line.
fn benches(said: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut before = "";
    for line in said.lines() {
        if let Some((name, time)) = line.split_once("time:") {
            let name = if name.trim().is_empty() { before } else { name };
            let name = name.trim().rsplit('/').next().unwrap_or_default();
            let words: Vec<&str> = time.trim().trim_matches(['[', ']']).split_whitespace().collect();
            if let [_, _, middle, unit, ..] = words[..] {
                found.push((name.to_owned(), format!("{middle} {unit}")));
            }
        }
        before = line;
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_middle_of_each_bench_is_taken() {
        let said = "Benchmarking signals/1,000 series of 40 quarters: Analyzing\n\
                    signals/1,000 series of 40 quarters\n\
                    \x20                       time:   [5.9 ms 6.1 ms 6.3 ms]\n\
                    \x20                       thrpt:  [1 Kelem/s 2 Kelem/s 3 Kelem/s]\n\
                    a forecast              time:   [7.0 ms 7.5 ms 8.0 ms]\n";
        let expected = [("1,000 series of 40 quarters", "6.1 ms"), ("a forecast", "7.5 ms")]
            .map(|(a, b)| (a.into(), b.into()));
        assert_eq!(super::benches(said), expected);
    }
}
