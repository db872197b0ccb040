//! Money in whole pence, exact: never a double.

use std::{cmp::Ordering, fmt, iter::Sum};

/// An amount of money, zero or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(i64);

/// The most pence of one amount: more than a hundred thousand million pounds is a typing error.
const MOST: i64 = 100_000_000_000 * 100;

/// Why a text is not an amount of money that can be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMoney {
    /// It is something else.
    #[error("\"{0}\" is not an amount of money: write pounds, such as 12,500 or 12,500.50")]
    Text(String),
    /// It is negative.
    #[error("the amount cannot be negative: write 0 if nothing was set aside or spent")]
    Negative,
    /// It is more than a partnership ever has.
    #[error("write an amount of at most £100,000,000,000")]
    TooMuch,
}

impl Money {
    /// A number of pence; `None` if it is negative or too large.
    #[must_use]
    pub fn of_pence(pence: i64) -> Option<Self> {
        (0..=MOST).contains(&pence).then_some(Self(pence))
    }

    /// The pence.
    #[must_use]
    pub fn pence(self) -> i64 {
        self.0
    }

    /// Reads pounds as people type them: `12500`, `£12,500`, `12,500.5`, `12,500.50`.
    ///
    /// # Errors
    /// When the text is anything else, negative or too much.
    pub fn read(text: &str) -> Result<Self, NotMoney> {
        let refused = || NotMoney::Text(text.trim().chars().take(40).collect());
        let bare = text.trim();
        let (is_negative, bare) = match bare.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, bare),
        };
        let bare = bare.strip_prefix('£').unwrap_or(bare).trim_start();
        let (is_negative, bare) = match bare.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (is_negative, bare),
        };
        let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "00"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let mut groups = whole.split(',');
        let is_grouped =
            groups.next().is_some_and(|first| is_digits(first) && (first.len() <= 3 || !whole.contains(',')))
                && groups.all(|group| is_digits(group) && group.len() == 3);
        if !is_grouped || !is_digits(fraction) || fraction.len() > 2 {
            return Err(refused());
        }
        if is_negative {
            return Err(NotMoney::Negative);
        }
        let digits = whole.bytes().filter(|byte| *byte != b',').chain(fraction.bytes());
        let digits = digits.chain(std::iter::repeat_n(b'0', 2 - fraction.len()));
        let pence = digits
            .fold(0_i64, |pence, digit| pence.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
        Self::of_pence(pence).ok_or(NotMoney::TooMuch)
    }

    /// The text with which it can be typed again.
    #[must_use]
    pub fn typed(self) -> String {
        self.to_string().trim_start_matches('£').to_owned()
    }

    /// How much more than another amount it is; `None` if it is not more.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        (self.0 > other.0).then_some(Self(self.0.saturating_sub(other.0)))
    }

    /// What percentage of another amount it is, to the nearest; `None` if that is zero. Less than all is never 100%.
    #[must_use]
    pub fn per_cent_of(self, whole: Self) -> Option<i64> {
        (whole.0 > 0).then(|| {
            let (part, all) = (i128::from(self.0), i128::from(whole.0));
            let nearest = i64::try_from((part * 200 + all) / (all * 2)).unwrap_or(i64::MAX);
            match self.cmp(&whole) {
                Ordering::Less => nearest.min(99),
                Ordering::Equal => 100,
                Ordering::Greater => nearest.max(101),
            }
        })
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.fold(0, |sum, amount| sum.saturating_add(amount.0)))
    }
}

impl fmt::Display for Money {
    /// Pounds with thousands separated, and pence if there are any: `£12,500`, `£12,500.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pounds = (self.0 / 100).to_string();
        f.write_str("£")?;
        for (place, digit) in pounds.chars().enumerate() {
            if place > 0 && (pounds.len() - place).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        match self.0 % 100 {
            0 => Ok(()),
            pence => write!(f, ".{pence:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, NotMoney};
    use proptest::prelude::{prop_assert_eq, proptest};

    #[test]
    fn money_is_read_to_the_penny() {
        for (text, pence, printed) in [
            ("0", 0, "£0"),
            (" £12,500 ", 1_250_000, "£12,500"),
            ("12500.5", 1_250_050, "£12,500.50"),
            ("0.07", 7, "£0.07"),
            ("1,234,567.89", 123_456_789, "£1,234,567.89"),
            // What a double would make of 9007199254740993.
            ("90,071,992,547.93", 9_007_199_254_793, "£90,071,992,547.93"),
            ("100,000,000,000", 10_000_000_000_000, "£100,000,000,000"),
        ] {
            let money = Money::read(text).expect(text);
            assert_eq!((money.pence(), money.to_string().as_str()), (pence, printed), "{text}");
        }
        for text in
            ["", "£", "a lot", "12,5", "1.234", "1e5", "12.", ".5", "12 500", "1,2345", "£1m", "NaN", "١٢"]
        {
            assert!(matches!(Money::read(text), Err(NotMoney::Text(_))), "{text}");
        }
        for text in ["-1", "£-0.01", "-£5", "−3"] {
            assert_eq!(Money::read(text), Err(NotMoney::Negative), "{text}");
        }
        for text in ["100,000,000,000.01", "99999999999999999999999999"] {
            assert_eq!(Money::read(text), Err(NotMoney::TooMuch), "{text}");
        }
    }

    #[test]
    fn shares_are_rounded_and_nothing_has_none() {
        let pence = |pence| Money::of_pence(pence).expect("an amount");
        assert_eq!(pence(1).per_cent_of(pence(3)), Some(33));
        assert_eq!(pence(2).per_cent_of(pence(3)), Some(67));
        assert_eq!(pence(1).per_cent_of(pence(200)), Some(1));
        assert_eq!(pence(1).per_cent_of(pence(0)), None);
        assert_eq!(pence(5).over(pence(3)), Some(pence(2)));
        assert_eq!(pence(3).over(pence(3)), None);
        assert_eq!([1, 2].map(pence).into_iter().sum::<Money>(), pence(3));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(pence in 0_i64..10_000_000_000_000) {
            let money = Money::of_pence(pence).expect("an amount");
            prop_assert_eq!(Money::read(&money.to_string()), Ok(money));
            prop_assert_eq!(Money::read(&money.typed()), Ok(money));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = Money::read(&text);
        }
    }
}
