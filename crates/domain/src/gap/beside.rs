//! Rule 12: what a group stands beside. Of a rate, the rest of everyone; of a count, the other groups. One group's count is never
//! beside everyone's, which holds it.

use crate::{figure::Fraction, indicator::Measure};

/// The rate of everyone but a group, in the unit of the indicator. `None` for what is no ratio, where the group is everyone or has
/// more than everyone.
#[must_use]
pub fn rest(measure: Measure, group: Fraction, total: Fraction) -> Option<f64> {
    let per = match measure {
        Measure::Percentage => 100.0,
        Measure::Rate { per } => f64::from(per),
        Measure::Count | Measure::Average | Measure::Money | Measure::Index => return None,
    };
    let numerator = total.numerator - group.numerator;
    let denominator = total.denominator - group.denominator;
    let value = numerator / denominator * per;
    (numerator >= 0.0 && denominator > 0.0 && value.is_finite()).then_some(value)
}

/// The share of each group in all of them, 0 to 1, in the same order: of counts. `None` where they come to nothing, or one is no
/// count.
#[must_use]
pub fn shares(groups: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = groups.iter().sum();
    let is_counted = groups.iter().all(|group| *group >= 0.0) && total > 0.0 && total.is_finite();
    is_counted.then(|| groups.iter().map(|group| group / total).collect())
}

#[cfg(test)]
mod tests {
    use super::{rest, shares};
    use crate::{figure::Fraction, indicator::Measure};

    #[test]
    fn a_rate_stands_beside_that_of_the_rest() {
        let of = |numerator, denominator| Fraction { numerator, denominator };
        let rest = |measure, group, total| rest(measure, group, total);
        assert_eq!(rest(Measure::Percentage, of(12.0, 80.0), of(40.0, 300.0)), Some(28.0 / 220.0 * 100.0));
        assert_eq!(rest(Measure::Percentage, of(40.0, 300.0), of(40.0, 300.0)), None);
        assert_eq!(rest(Measure::Percentage, of(41.0, 80.0), of(40.0, 300.0)), None);
        assert_eq!(rest(Measure::Count, of(12.0, 80.0), of(40.0, 300.0)), None);
    }

    #[test]
    fn counts_stand_beside_each_other() {
        assert_eq!(shares(&[160.0, 108.0]), Some(vec![160.0 / 268.0, 108.0 / 268.0]));
        assert_eq!((shares(&[]), shares(&[0.0, 0.0]), shares(&[3.0, -1.0])), (None, None, None));
    }
}
