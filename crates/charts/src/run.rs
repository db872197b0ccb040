//! Points that are joined, and those between them that are not.

use domain::chart::{Line, Point};

/// The joined values of a line, run by run: a gap or a break starts a new one. Points without a value are in none.
pub(crate) fn runs<'a, 'b>(line: &'b Line<'a>) -> impl Iterator<Item = &'b [Point<'a>]> {
    placed_runs(line).map(|(_, run)| run)
}

/// The same, each with the index of its first point in the line.
pub(crate) fn placed_runs<'a, 'b>(line: &'b Line<'a>) -> impl Iterator<Item = (usize, &'b [Point<'a>])> {
    line.points
        .chunk_by(|before, after| before.value().is_some() && after.value().is_some() && !after.starts_anew)
        .scan(0, |next, run| {
            let first = *next;
            *next += run.len();
            Some((first, run))
        })
        .filter(|(_, run)| run.first().is_some_and(|point| point.value().is_some()))
}
