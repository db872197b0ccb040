//! Named, timed steps and the table at the end.

use crate::failure::{Failure, Outcome};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// The steps taken so far, in the order in which they ended.
pub(crate) struct Steps {
    began: Instant,
    taken: Mutex<Vec<(String, Duration)>>,
}

impl Default for Steps {
    fn default() -> Self {
        Self { began: Instant::now(), taken: Mutex::default() }
    }
}

/// Takes two rows of steps beside each other, and waits for both: neither is cut off where the other fails.
///
/// # Errors
/// What the first row failed with, else what the second did.
pub(crate) fn beside<A: Send, B: Send>(
    one: impl FnOnce() -> Outcome<A> + Send,
    other: impl FnOnce() -> Outcome<B> + Send,
) -> Outcome<(A, B)> {
    let (one, other) = thread::scope(|scope| {
        let other = scope.spawn(other);
        (one(), other.join())
    });
    let other = other.unwrap_or_else(|_| Err(Failure::new("A row of steps panicked.")));
    Ok((one?, other?))
}

impl Steps {
    /// Announces a step, takes it and says how many seconds it took. A failure is put under the step's name.
    pub(crate) fn take<T>(&self, name: &str, step: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        let spent = start.elapsed();
        self.keep(name, spent);
        match outcome {
            Ok(value) => {
                println!("== {name}: {} s", seconds(spent));
                Ok(value)
            }
            Err(failure) => Err(Failure::new(format!("step \"{name}\" failed. {failure}"))),
        }
    }

    fn keep(&self, name: &str, spent: Duration) {
        // A row that panicked left a list that can still be added to.
        let mut taken = self.taken.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        taken.push((name.to_owned(), spent));
    }

    /// One line a step, and what all took by the clock: less than their sum, where some were taken beside each other.
    pub(crate) fn table(&self) -> String {
        self.table_after(self.began.elapsed())
    }

    fn table_after(&self, total: Duration) -> String {
        let taken = self.taken.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let rows = taken.iter().map(|(name, spent)| (name.as_str(), *spent)).chain([("by the clock", total)]);
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
    fn the_table_lines_up_and_ends_with_the_clock() {
        let steps = Steps::default();
        steps.keep("format", Duration::from_millis(1_230));
        steps.keep("clippy, host", Duration::from_millis(100_000));
        let expected = "format            1.2 s\nclippy, host    100.0 s\nby the clock     99.0 s\n";
        assert_eq!(steps.table_after(Duration::from_secs(99)), expected);
    }

    #[test]
    fn a_failure_carries_the_name_of_its_step() {
        let failure = Steps::default().take("format", || Err::<(), _>(Failure::new("It is untidy.")));
        assert_eq!(failure.expect_err("it failed").to_string(), "step \"format\" failed. It is untidy.");
    }

    #[test]
    fn a_failing_row_does_not_cut_the_other_off() {
        let steps = Steps::default();
        let fails = || steps.take("format", || Err::<(), _>(Failure::new("It is untidy.")));
        let failure = beside(fails, || steps.take("build", || Ok(()))).expect_err("one failed");
        assert_eq!(failure.to_string(), "step \"format\" failed. It is untidy.");
        assert!(steps.table().contains("build"), "{}", steps.table());
    }
}
