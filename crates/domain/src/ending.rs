//! Rule 10, sentences see the run, not the last point alone: how a series ends.

use crate::{
    control_chart::Side,
    observation::{Join, Observation},
};

/// How a series ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// So many values, each higher, or each lower, than the one before.
    Steady {
        /// How many, six at least.
        values: usize,
        /// Which way.
        side: Side,
    },
    /// The last value goes back to where it was three values ago, or beyond: it undoes the two before.
    Undone {
        /// Which way the last one went.
        side: Side,
    },
    /// The first value that is not 0 after so many that were.
    AfterZeros {
        /// How many, three at least.
        zeros: usize,
    },
}

/// The fewest values of a steady run.
const STEADY: usize = 6;
/// The fewest zeros of a string.
const ZEROS: usize = 3;

/// How a series ends, if in one of these ways. Values at the end count as far as they are consecutive: not across an absence, a gap
/// or a break; absences after the last value do not count.
#[must_use]
pub fn ending(observations: &[Observation]) -> Option<Ending> {
    let last = observations.iter().rposition(|one| one.value.is_some_and(f64::is_finite))?;
    let mut is_parted = false;
    let mut values = observations[..=last].iter().rev().map_while(|one| {
        let value = one.value.filter(|_| !is_parted);
        is_parted = one.join != Join::Follows;
        value
    });
    let newest = values.next()?;
    let before: Vec<f64> = values.collect();
    let zeros = before.iter().take_while(|value| **value == 0.0).count();
    if zeros >= ZEROS && newest != 0.0 {
        return Some(Ending::AfterZeros { zeros });
    }
    let side = side(newest, *before.first()?)?;
    let run = run(newest, &before, side);
    if run >= STEADY {
        return Some(Ending::Steady { values: run, side });
    }
    undone(newest, &before, side).then_some(Ending::Undone { side })
}

fn side(later: f64, earlier: f64) -> Option<Side> {
    match later - earlier {
        step if step > 0.0 => Some(Side::Increasing),
        step if step < 0.0 => Some(Side::Decreasing),
        _ => None,
    }
}

/// How many values at the end go one way, each from the one before; `before` has the last first.
fn run(newest: f64, before: &[f64], side: Side) -> usize {
    let all = std::iter::once(&newest).chain(before);
    let steps = all.zip(before).take_while(|(later, earlier)| self::side(**later, **earlier) == Some(side));
    1 + steps.count()
}

/// Whether two steps went the other way, and the last one undoes both.
fn undone(newest: f64, before: &[f64], now: Side) -> bool {
    let [c, b, a, ..] = before else { return false };
    let steps = (side(*c, *b), side(*b, *a));
    let is_other_way = steps.0.is_some() && steps.0 == steps.1 && steps.0 != Some(now);
    is_other_way && if now == Side::Increasing { newest >= *a } else { newest <= *a }
}

#[cfg(test)]
mod tests {
    use super::{Ending, ending};
    use crate::{
        control_chart::Side,
        observation::{Join, tests::quarters},
    };

    fn of(values: &[f64]) -> Option<Ending> {
        ending(&quarters(values))
    }

    #[test]
    fn six_in_one_direction_are_steady() {
        let up = [9.0, 1.0, 2.0, 3.0, 5.0, 8.0, 9.0];
        assert_eq!(of(&up), Some(Ending::Steady { values: 6, side: Side::Increasing }));
        assert_eq!(of(&up[2..]), None);
        assert_eq!(of(&up.map(|value| -value)), Some(Ending::Steady { values: 6, side: Side::Decreasing }));
        assert_eq!(of(&[1.0, 2.0, 3.0, 3.0, 5.0, 6.0, 7.0]), None, "a tie ends it");
        let mut broken = quarters(&up);
        broken[3].join = Join::Gap;
        assert_eq!(ending(&broken), None);
        let mut late = quarters(&[1.0, 2.0, 3.0, 5.0, 8.0, 9.0, 4.0]);
        late[6].value = None;
        assert_eq!(ending(&late), Some(Ending::Steady { values: 6, side: Side::Increasing }));
    }

    #[test]
    fn a_last_value_can_undo_the_two_before() {
        assert_eq!(of(&[5.0, 10.0, 8.0, 6.0, 10.0]), Some(Ending::Undone { side: Side::Increasing }));
        assert_eq!(of(&[5.0, 10.0, 8.0, 6.0, 9.9]), None);
        assert_eq!(of(&[10.0, 12.0, 15.0, 9.0]), Some(Ending::Undone { side: Side::Decreasing }));
        assert_eq!(of(&[8.0, 6.0, 10.0]), None);
        assert_eq!(of(&[10.0, 8.0, 9.0, 12.0]), None);
    }

    #[test]
    fn a_first_value_comes_after_zeros() {
        assert_eq!(of(&[0.0, 0.0, 0.0, 2.0]), Some(Ending::AfterZeros { zeros: 3 }));
        assert_eq!(of(&[3.0, 0.0, 0.0, 0.0, 0.0, 1.0]), Some(Ending::AfterZeros { zeros: 4 }));
        assert_eq!(of(&[0.0, 0.0, 2.0]), None);
        assert_eq!(of(&[0.0, 0.0, 0.0, 0.0]), None);
        assert_eq!((of(&[]), of(&[1.0])), (None, None));
    }
}
