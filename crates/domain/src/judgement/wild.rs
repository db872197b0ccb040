//! Rule 7, one wild value: set apart before limits are drawn.
//!
//! "Back inside" is taken to mean within the usual limits, half as far: of a step of six standard deviations half the values are
//! beyond the bound and half are not, and none of them is wild.

use super::values::{Value, median};

/// Six standard deviations by the median moving range: a limit is 3.145 of them from the median.
const FAR: f64 = 2.0 * 3.145;
/// The last values are never set apart: nobody knows yet what comes after them.
const NEWEST: usize = 3;
/// At most one in so many.
const ONE_IN: usize = 10;

/// How many values of a group may be set apart.
pub(super) fn most(values: usize) -> usize {
    values / ONE_IN
}

/// The farthest wild value that is not set apart yet. `charted` are the values that the chart judges, less their season.
pub(super) fn farthest(values: &[Value], charted: &[f64], apart: &[bool]) -> Option<usize> {
    let mut sorted = charted.to_vec();
    let middle = median(&mut sorted)?;
    sorted.clear();
    let pairs = charted.windows(2).zip(&values[1..]).filter(|(_, value)| value.follows);
    sorted.extend(pairs.map(|(pair, _)| (pair[1] - pair[0]).abs()));
    let range = median(&mut sorted).filter(|range| *range > 0.0)?;
    let off = |at: usize| (charted[at] - middle) / range;
    let side = |at: usize| if off(at).abs() > FAR { off(at).signum() } else { 0.0 };
    let is_inside = |at: usize| off(at).abs() <= FAR / 2.0;
    let mut found: Option<usize> = None;
    let mut from = 0;
    while from + NEWEST < values.len() {
        let mut to = from + 1;
        if side(from) == 0.0 {
            from = to;
            continue;
        }
        while to < values.len() && values[to].follows && side(to) == side(from) {
            to += 1;
        }
        // Alone, or one of two side by side, and inside before and after them: more is a step.
        let is_parted = from == 0 || is_inside(from - 1);
        let is_wild = to - from <= 2 && to + NEWEST <= values.len() && is_parted && is_inside(to);
        for at in (from..to).filter(|at| is_wild && !apart[*at]) {
            let is_farther = |than: usize| off(at).abs() > off(than).abs();
            if found.is_none_or(is_farther) {
                found = Some(at);
            }
        }
        from = to;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::farthest;
    use crate::judgement::values::{in_a_row, median};

    fn wild(charted: &[f64]) -> Vec<usize> {
        let values = in_a_row(charted);
        let mut apart = vec![false; charted.len()];
        while let Some(at) = farthest(&values, charted, &apart) {
            apart[at] = true;
        }
        (0..apart.len()).filter(|at| apart[*at]).collect()
    }

    const QUIET: [f64; 12] = [10.0, 12.0, 9.0, 11.0, 10.0, 12.0, 11.0, 9.0, 10.0, 12.0, 11.0, 10.0];

    /// The quiet series with other values from a place on.
    fn with(place: usize, others: &[f64]) -> Vec<f64> {
        let mut values = QUIET.to_vec();
        values[place..place + others.len()].copy_from_slice(others);
        values
    }

    #[test]
    fn one_or_two_far_values_are_wild_and_a_step_is_not() {
        assert_eq!(wild(&QUIET), [0_usize; 0]);
        assert_eq!(wild(&with(4, &[60.0])), [4]);
        assert_eq!(wild(&with(4, &[-60.0])), [4]);
        assert_eq!(wild(&with(0, &[60.0])), [0]);
        assert_eq!(wild(&with(4, &[60.0, 61.0])), [4, 5]);
        assert_eq!(wild(&with(4, &[60.0, 61.0, 60.0])), [0_usize; 0]);
        assert_eq!(wild(&with(4, &[60.0, -61.0])), [0_usize; 0], "not on one side");
        assert_eq!(wild(&with(4, &[60.0, 20.0])), [0_usize; 0], "half way back is not inside");
    }

    #[test]
    fn the_last_three_are_never_wild() {
        assert_eq!(wild(&with(8, &[60.0])), [8]);
        for place in 9..12 {
            assert_eq!(wild(&with(place, &[60.0])), [0_usize; 0], "{place}");
        }
        assert_eq!(wild(&with(8, &[60.0, 60.0])), [0_usize; 0], "its second is among them");
    }

    #[test]
    fn nothing_is_wild_where_most_values_repeat() {
        assert_eq!(wild(&[0.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]), [0_usize; 0]);
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0, 1.0]), Some(2.0));
    }

    #[test]
    fn six_standard_deviations_is_the_bound() {
        // Median 11, median moving range 2: the bound is 12.58 away.
        assert_eq!(wild(&with(4, &[23.5])), [0_usize; 0]);
        assert_eq!(wild(&with(4, &[23.7])), [4]);
    }
}
