//! Named, timed steps and the table at the end.

use crate::failure::{Failure, Outcome};
use std::time::{Duration, Instant};

/// The steps taken so far, in order.
#[derive(Default)]
pub(crate) struct Steps {
    taken: Vec<(String, Duration)>,
}

impl Steps {
    /// Announces a step, takes it and says how many seconds it took. A failure is put under the step's name.
    pub(crate) fn take<T>(&mut self, name: &str, step: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        let spent = start.elapsed();
        self.taken.push((name.to_owned(), spent));
        match outcome {
            Ok(value) => {
                println!("== {name}: {} s", seconds(spent));
                Ok(value)
            }
            Err(failure) => Err(Failure::new(format!("step \"{name}\" failed. {failure}"))),
        }
    }

    /// One line a step, and the total.
    pub(crate) fn table(&self) -> String {
        let total = self.taken.iter().map(|(_, spent)| *spent).sum();
        let rows = self.taken.iter().map(|(name, spent)| (name.as_str(), *spent)).chain([("total", total)]);
        let width = rows.clone().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        rows.map(|(name, spent)| format!("{name:width$} {:>8} s\n", seconds(spent))).collect()
    }
}

/// Seconds with one decimal.
fn seconds(spent: Duration) -> String {
    format!("{:.1}", spent.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_lines_up_and_ends_with_the_total() {
        let steps = Steps {
            taken: vec![
                ("format".into(), Duration::from_millis(1_230)),
                ("clippy, host".into(), Duration::from_millis(100_000)),
            ],
        };
        let expected = "format            1.2 s\nclippy, host    100.0 s\ntotal           101.2 s\n";
        assert_eq!(steps.table(), expected);
    }

    #[test]
    fn a_failure_carries_the_name_of_its_step() {
        let failure = Steps::default().take("format", || Err::<(), _>(Failure::new("It is untidy.")));
        assert_eq!(failure.expect_err("it failed").to_string(), "step \"format\" failed. It is untidy.");
    }
}
