//! What chance alone shows: shares of unchanged series whose last value signals, by strength.
//!
//! Simulated by `cargo bench -p domain --bench judgement -- table`, which prints the lines of `TABLE`.

use super::{Kind, Strength};

/// The strengths of the columns. The first holds every signal.
const SIZES: [f64; 9] = [0.0, 0.8, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5];

/// One line: the kind of chart, how many values, the mean of what is counted, and of 100,000 series how many signal at least as
/// strongly as each column says.
type Line = (Kind, usize, f64, [u32; 9]);

/// The share of unchanged series like this one that signal at least as strongly as `size`.
pub(super) fn share(of: &Strength, size: f64) -> f64 {
    let Some((_, _, _, counts)) = nearest(of) else { return 1.0 };
    let at = |column: usize| f64::from(counts[column].max(1)) / 100_000.0;
    let Some(next) = SIZES.iter().position(|column| *column > size) else {
        // Beyond the table it falls as it did between its last columns, and never below one in 100,000.
        let (last, before) = (at(8), at(7));
        let slope = (last.ln() - before.ln()) / (SIZES[8] - SIZES[7]);
        return (last.ln() + slope.min(0.0) * (size - SIZES[8])).exp();
    };
    let column = next.saturating_sub(1);
    if size <= 0.0 || column == 0 {
        return at(0);
    }
    let along = (size - SIZES[column]) / (SIZES[next] - SIZES[column]);
    (at(column).ln() * (1.0 - along) + at(next).ln() * along).exp()
}

/// The line of its kind with the nearest mean, and of those the one nearest in length.
fn nearest(of: &Strength) -> Option<&'static Line> {
    let apart = |line: &&Line| {
        let mean = (line.2.min(1e4).ln() - of.mean.clamp(0.1, 1e4).ln()).abs();
        let length = ((line.1 as f64).ln() - (of.values.max(1) as f64).ln()).abs();
        // Means first: they are fewer.
        100.0 * mean + length
    };
    TABLE.iter().filter(|line| line.0 == of.kind).min_by(|a, b| apart(a).total_cmp(&apart(b)))
}

#[rustfmt::skip]
const TABLE: &[Line] = &[
    (Kind::Xmr, 8, 5.0, [1000, 1000, 900, 800, 500, 300, 100, 50, 10]),
    (Kind::XmrSeason, 16, 5.0, [1000, 1000, 900, 800, 500, 300, 100, 50, 10]),
    (Kind::Poisson, 8, 1.0, [1000, 1000, 900, 800, 500, 300, 100, 50, 10]),
    (Kind::Laney, 8, 5.0, [1000, 1000, 900, 800, 500, 300, 100, 50, 10]),
    (Kind::LaneySeason, 16, 5.0, [1000, 1000, 900, 800, 500, 300, 100, 50, 10]),
];
