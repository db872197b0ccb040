//! Comparisons of one area's figure with another's for the same period, and of a figure with an earlier one.

use crate::{
    figure::{Figure, Interval, Reading},
    indicator::{Indicator, Measure, Polarity},
    interval::{Confidence, of_figure},
    number, unit,
};

/// The comparison of a figure with that of another area for the same period.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The other area's value.
    pub other: f64,
    /// The value minus the other's, in the unit of the indicator.
    pub difference: f64,
    /// Whether the two differ by more than chance; `None` where no margin of error is known, or none was asked for.
    pub verdict: Option<Verdict>,
}

/// The verdict on a value against another one, by its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The other is inside the interval, ends included.
    Similar,
    /// It is outside, and the difference is for the better.
    Better,
    /// It is outside, and the difference is for the worse.
    Worse,
    /// It is below the interval, and neither direction is better.
    Higher,
    /// It is above the interval, and neither direction is better.
    Lower,
}

/// Compares a value's 95% interval with a comparator's value, as OHID Fingertips does: the comparator is taken as exact.
#[must_use]
pub fn judge(interval: Interval, other: f64, polarity: Polarity) -> Verdict {
    let is_higher = other < interval.lower;
    match polarity {
        _ if !is_higher && other <= interval.upper => Verdict::Similar,
        Polarity::Higher if is_higher => Verdict::Better,
        Polarity::Lower if !is_higher => Verdict::Better,
        Polarity::Neither if is_higher => Verdict::Higher,
        Polarity::Neither => Verdict::Lower,
        Polarity::Higher | Polarity::Lower => Verdict::Worse,
    }
}

/// Compares a figure with the one of the same period among another area's figures. `None` where either has no value, and for
/// counts: places of different size have different counts, so comparing them means nothing. Periods of different kinds are
/// never compared: a period is equal only to one of its own kind.
#[must_use]
pub fn compare(indicator: &Indicator, figure: &Figure, others: &[Figure]) -> Option<Comparison> {
    let Reading::Value(measured) = &figure.reading else { return None };
    let is_count = matches!(indicator.measure, Measure::Count);
    let other = others.iter().find(|other| other.period == figure.period && !is_count)?.reading.value()?;
    Some(Comparison {
        other,
        difference: number::difference(measured.value(), other),
        verdict: of_figure(indicator.measure, measured, Confidence::USUAL)
            .ok()
            .map(|interval| judge(interval, other, indicator.polarity)),
    })
}

/// Compares a figure with an earlier one of the same series. The caller has checked that nothing breaks between them. `None`
/// where either has no value, or their periods are of different kinds.
#[must_use]
pub fn since(figure: &Figure, earlier: &Figure) -> Option<Comparison> {
    if figure.period.kind() != earlier.period.kind() {
        return None;
    }
    let (value, other) = (figure.reading.value()?, earlier.reading.value()?);
    Some(Comparison { other, difference: number::difference(value, other), verdict: None })
}

/// Whether a difference is for the better or the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merit {
    /// For the better.
    Better,
    /// For the worse.
    Worse,
    /// There is no difference, or neither direction is better.
    Neither,
}

impl Comparison {
    /// The difference in words: `0.71 pp above England`; and its significance, if a margin of error is known. If none is, no
    /// significance is claimed.
    #[must_use]
    pub fn say_judged(&self, indicator: &Indicator, area: &str) -> String {
        let plain = self.say(indicator, area);
        match self.verdict {
            Some(Verdict::Similar) => format!("{plain} (similar: within the margin of error)"),
            verdict => plain + judged(verdict),
        }
    }

    /// The difference for a narrow cell under a heading that names the other area: `0.71 pp above (worse)`.
    #[must_use]
    pub fn say_briefly(&self, indicator: &Indicator) -> String {
        if number::rounded(self.difference, indicator.decimals) == 0.0 {
            return "the same".to_owned();
        }
        let amount = with_unit(indicator, &number::print(self.difference.abs(), indicator.decimals));
        let side = if self.difference > 0.0 { "above" } else { "below" };
        format!("{amount} {side}{}", judged(self.verdict))
    }

    /// Only the difference in words: `0.71 pp above England`.
    #[must_use]
    pub fn say(&self, indicator: &Indicator, area: &str) -> String {
        let amount = number::print(self.difference.abs(), indicator.decimals);
        if number::rounded(self.difference, indicator.decimals) == 0.0 {
            return format!("the same as {area}");
        }
        let side = if self.difference > 0.0 { "above" } else { "below" };
        format!("{} {side} {area}", with_unit(indicator, &amount))
    }

    /// The difference from an earlier figure in words: `1.15 pp down`.
    #[must_use]
    pub fn say_change(&self, indicator: &Indicator) -> String {
        let amount = number::print(self.difference.abs(), indicator.decimals);
        if number::rounded(self.difference, indicator.decimals) == 0.0 {
            return "no change".to_owned();
        }
        let side = if self.difference > 0.0 { "up" } else { "down" };
        format!("{} {side}", with_unit(indicator, &amount))
    }

    /// Whether the difference is for the better, by the indicator's polarity. A difference too small to print counts as none.
    #[must_use]
    pub fn merit(&self, indicator: &Indicator) -> Merit {
        let is_none = number::rounded(self.difference, indicator.decimals) == 0.0;
        match (indicator.polarity, self.difference > 0.0) {
            _ if is_none => Merit::Neither,
            (Polarity::Neither, _) => Merit::Neither,
            (Polarity::Higher, true) | (Polarity::Lower, false) => Merit::Better,
            (Polarity::Higher, false) | (Polarity::Lower, true) => Merit::Worse,
        }
    }
}

fn judged(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "",
        Some(Verdict::Similar) => " (similar)",
        Some(Verdict::Better) => " (better)",
        Some(Verdict::Worse) => " (worse)",
        Some(Verdict::Higher) => " (higher)",
        Some(Verdict::Lower) => " (lower)",
    }
}

/// The size of a difference in words: `0.71 pp`.
#[must_use]
pub fn amount_said(indicator: &Indicator, amount: f64) -> String {
    with_unit(indicator, &number::print(amount, indicator.decimals))
}

/// An amount with the unit of an indicator, as a difference: `0.71 pp`.
pub(crate) fn with_unit(indicator: &Indicator, amount: &str) -> String {
    match indicator.measure {
        Measure::Percentage => format!("{amount} pp"),
        Measure::Money => format!("£{amount}"),
        Measure::Rate { .. } => amount.to_owned(),
        Measure::Count | Measure::Average | Measure::Index => unit::counted(amount, &indicator.unit),
    }
}

#[cfg(test)]
mod tests {
    use super::Comparison;
    use crate::indicator::{Measure, tests::indicator};

    #[test]
    fn differences_are_said_in_the_unit() {
        let say = |difference, measure| {
            Comparison { other: 0.0, difference, verdict: None }.say(&indicator(measure), "England")
        };
        assert_eq!(say(0.71, Measure::Percentage), "0.71 pp above England");
        assert_eq!(say(-0.053, Measure::Rate { per: 100 }), "0.05 below England");
        assert_eq!(say(0.2, Measure::Average), "0.20 pupils above England");
        assert_eq!(say(0.004, Measure::Percentage), "the same as England");
        assert_eq!(say(-12.0, Measure::Money), "£12.00 below England");
    }
}
