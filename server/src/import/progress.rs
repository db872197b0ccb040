//! How far a long step has come, for whoever watches it on a terminal. A page of its own would be more than this needs.

use std::{
    io::{IsTerminal, Write, stderr},
    time::{Duration, Instant},
};

/// A step that takes less than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often the line is drawn anew.
const OFTEN: Duration = Duration::from_millis(100);
/// How many characters the bar has.
const WIDTH: u64 = 30;

/// A line on the terminal that is drawn over and over, and wiped at the end.
pub(super) struct Progress {
    what: &'static str,
    whole: u64,
    began: Instant,
    drawn: Option<Instant>,
    is_watched: bool,
}

impl Progress {
    /// A step of a number of parts.
    pub(super) fn new(what: &'static str, whole: u64) -> Self {
        Self { what, whole, began: Instant::now(), drawn: None, is_watched: stderr().is_terminal() }
    }

    /// Says how many parts are done.
    pub(super) fn at(&mut self, done: u64) {
        let is_new = self.drawn.is_none_or(|drawn| drawn.elapsed() >= OFTEN);
        if self.is_watched && is_new && self.began.elapsed() >= PATIENCE {
            self.drawn = Some(Instant::now());
            // A terminal that is gone is no reason to stop.
            let _ = write!(stderr(), "\r{}", line(self.what, done, self.whole));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            let _ = write!(stderr(), "\r{}\r", " ".repeat(line(self.what, 0, 1).len()));
        }
    }
}

fn line(what: &str, done: u64, whole: u64) -> String {
    let done = done.min(whole);
    let of = |parts: u64| done.saturating_mul(parts).checked_div(whole).unwrap_or(parts);
    let bar = "#".repeat(usize::try_from(of(WIDTH)).unwrap_or(0));
    format!("{what} [{bar:<30}] {:>3}%", of(100))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_bar_grows_and_ends() {
        assert_eq!(line("Reading", 0, 10), "Reading [                              ]   0%");
        assert_eq!(line("Reading", 5, 10), "Reading [###############               ]  50%");
        assert_eq!(line("Reading", 20, 10), line("Reading", 10, 10));
        assert_eq!(line("Reading", 0, 0), "Reading [##############################] 100%");
    }
}
