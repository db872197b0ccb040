//! Numbers as people and programs write them.
//!
//! Without the standard library's own reader: its tables would be a fifth of the browser's download.

use super::{Number, Sign};

/// What may separate thousands: a comma, a space, and the non-breaking spaces.
const SEPARATORS: [char; 4] = [',', ' ', '\u{a0}', '\u{202f}'];

/// Ten to this power, times any 64-bit number, fits into 128 bits.
const MOST_ZEROS: i32 = 19;
/// Ten to this power is below 2^127.
const MOST_DECIMALS: i32 = 38;
/// Below 2^53 a double holds every whole number, and ten to the power of 22 or less.
const EXACT: u64 = 1 << 53;

/// How many digits are read; further ones are smaller than a double's precision.
const MOST_DIGITS: usize = 19;

/// Reads a number: `48`, `1,234`, `1 234`, `-12.5`, `£3`, `12.5%`, `1e5`, `8.1999999999999993`. A separator comes before
/// every three digits or not at all: `12,5` could mean another number and is rejected. `None` if it is not a number, or not
/// finite.
pub(super) fn read(text: &str) -> Option<Number> {
    let (is_below, bare) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (bare, sign) = match (bare.strip_prefix('£'), bare.strip_suffix('%')) {
        (Some(_), Some(_)) => return None,
        (Some(rest), None) => (rest, Some(Sign::Pound)),
        (None, Some(rest)) => (rest.trim_end(), Some(Sign::Percent)),
        (None, None) => (bare, None),
    };
    let (digits, exponent) = match bare.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, power(exponent)?),
        None => (bare, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(fraction) || !is_grouped(whole) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let written = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    let all = whole.chars().chain(fraction.chars()).filter_map(|letter| letter.to_digit(10));
    let magnitude = nearest(all, written)?;
    let value = if is_below && magnitude != 0.0 { -magnitude } else { magnitude };
    let length = digits.len();
    Some(Number { value, sign, mark: None, length, decimals: written })
}

/// The number after the `e` of an exponent.
fn power(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_digits =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let power: i32 = digits.parse().ok().filter(|_| is_digits)?;
    Some(if text.starts_with('-') { -power } else { power })
}

/// Whether digits have no separator, or the same one before each three of them.
fn is_grouped(whole: &str) -> bool {
    let Some(separator) = whole.chars().find(|letter| SEPARATORS.contains(letter)) else {
        return whole.bytes().all(|byte| byte.is_ascii_digit());
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(separator);
    groups.next().is_some_and(|first| is_digits(first) && (1..=3).contains(&first.len()))
        && groups.all(|group| is_digits(group) && group.len() == 3)
}

/// The double nearest to some digits, with a number of decimals; `None` if it is not finite.
fn nearest(digits: impl Iterator<Item = u32>, decimals: i32) -> Option<f64> {
    let (mut number, mut count, mut decimals) = (0_u64, 0, decimals);
    for digit in digits {
        if count == 0 && digit == 0 {
            continue;
        }
        count += 1;
        if count <= MOST_DIGITS {
            number = number * 10 + u64::from(digit);
        } else {
            decimals -= 1;
        }
    }
    if number == 0 {
        return Some(0.0);
    }
    while decimals > 0 && number.is_multiple_of(10) {
        number /= 10;
        decimals -= 1;
    }
    // A number with more zeros, or more decimals, is nobody's figure, and need not be the nearest double.
    let zeros = 10_f64.powi((-decimals).saturating_sub(MOST_ZEROS).max(0));
    let parts = 10_f64.powi(decimals.saturating_sub(MOST_DECIMALS).max(0));
    let value = match u32::try_from(decimals.min(MOST_DECIMALS)) {
        // Both are exact, so their quotient is the nearest double.
        Ok(decimals) if number < EXACT && decimals <= 22 => {
            number as f64 / 10_f64.powi(decimals.cast_signed())
        }
        Ok(decimals) => divided(number, 10_u128.pow(decimals)),
        Err(_) => {
            (u128::from(number) * 10_u128.pow((-decimals).min(MOST_ZEROS).unsigned_abs())) as f64 * zeros
        }
    };
    Some(value / parts).filter(|value| value.is_finite())
}

/// The double nearest to a fraction of whole numbers above 0, the denominator below 2^127.
fn divided(number: u64, by: u128) -> f64 {
    let (mut quotient, mut rest) = (u128::from(number) / by, u128::from(number) % by);
    let mut shift = 0;
    while quotient < 1 << 63 {
        rest <<= 1;
        let is_one = rest >= by;
        if is_one {
            rest -= by;
        }
        quotient = quotient << 1 | u128::from(is_one);
        shift += 1;
    }
    // A last digit that shows whether there is a remainder: all that rounding needs.
    (quotient | u128::from(rest > 0)) as f64 / 2_f64.powi(shift)
}
