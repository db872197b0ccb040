//! Numbers as people read them: rounded half away from zero, at display only.

/// A number rounded to `decimals` places, with thousands separated: `1,234.50`.
///
/// Rounds the shortest decimal text that reads back as the same number, so 2.675 to two places is 2.68 though its binary
/// value is a little lower. A value that rounds to zero has no sign.
#[must_use]
pub fn print(value: f64, decimals: u8) -> String {
    let digits = rounded_digits(value.abs(), usize::from(decimals));
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    let mut text = String::with_capacity(digits.len() + 4);
    if value < 0.0 && digits.iter().any(|digit| *digit != b'0') {
        text.push('−');
    }
    for (place, digit) in whole.iter().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(char::from(*digit));
    }
    if !fraction.is_empty() {
        text.push('.');
        text.extend(fraction.iter().copied().map(char::from));
    }
    text
}

/// The number that [`print()`] shows, for rules about what people see.
#[must_use]
pub fn rounded(value: f64, decimals: u8) -> f64 {
    let digits: String =
        rounded_digits(value.abs(), usize::from(decimals)).into_iter().map(char::from).collect();
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    format!("{whole}.{fraction}").parse::<f64>().map_or(value, |number| number.copysign(value))
}

/// How many decimals show a number exactly: at least `least`, and at most three more; `least` if those do not suffice.
#[must_use]
pub fn enough(value: f64, least: u8) -> u8 {
    (least..=least.saturating_add(3)).find(|decimals| rounded(value, *decimals) == value).unwrap_or(least)
}

/// A number with as many decimals as it needs, at most six: `5`, `2.5`.
#[must_use]
pub fn shortest(value: f64) -> String {
    let text = print(value, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number as it can be typed. One with more digits than can be typed is shortened to as many as can.
#[must_use]
pub fn plain(value: f64) -> String {
    let exact = format!("{value}");
    if read(&exact).is_ok() { exact } else { print(value, 6).replace(',', "").replace('−', "-") }
}

/// Why a text is not a number that can be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// It is something else.
    #[error("\"{0}\" is not a number: write digits, such as 48, 1,234 or 12.5")]
    Text(String),
    /// It has more digits than a double keeps.
    #[error("write at most 15 digits: longer numbers cannot be stored exactly")]
    TooLong,
}

/// With at most this many digits, not counting leading zeros, every decimal can be kept and read back unchanged.
const MOST_DIGITS: usize = 15;

/// Reads a number as people here type it: `48`, `1,234`, `-12.5`, `£3`, `12.5%`. A comma comes before every three digits or
/// not at all: `12,5` could mean another number and is rejected.
///
/// # Errors
/// When the text is anything else (words, exponents, two points), or has more digits than can be kept.
pub fn read(text: &str) -> Result<f64, NotANumber> {
    let refused = || NotANumber::Text(text.trim().chars().take(40).collect());
    let bare = text.trim();
    let (sign, bare) = match bare.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, bare),
    };
    let bare = bare.strip_prefix('£').unwrap_or(bare);
    let bare = bare.strip_suffix('%').unwrap_or(bare).trim_end();
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let is_grouped =
        groups.next().is_some_and(|first| is_digits(first) && (first.len() <= 3 || !whole.contains(',')))
            && groups.all(|group| is_digits(group) && group.len() == 3);
    if !is_grouped || !is_digits(fraction) {
        return Err(refused());
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = || whole.bytes().filter(|byte| *byte != b',').chain(fraction.bytes());
    if digits().skip_while(|byte| *byte == b'0').count() > MOST_DIGITS || fraction.len() > MOST_DIGITS {
        return Err(NotANumber::TooLong);
    }
    // Both are whole and below 2^53, so the quotient is the double nearest to the typed number: no other parser gives a
    // nearer one, and the tables of the general one would be a fifth of the browser's download.
    let number = digits().fold(0_u64, |number, digit| number * 10 + u64::from(digit - b'0'));
    let scale = (0..fraction.len()).fold(1_u64, |scale, _| scale * 10);
    let number = number as f64 / scale as f64;
    Ok(if number == 0.0 { 0.0 } else { sign * number })
}

/// `a - b` without binary rounding noise: 14.62 - 13.91 is 0.71, not 0.7099999999999991.
#[must_use]
pub fn difference(a: f64, b: f64) -> f64 {
    let scale = a.abs().max(b.abs()).max(f64::MIN_POSITIVE);
    // A double holds 15 decimal digits; digits beyond the 13th of the larger one are noise.
    let places = (12.0 - scale.log10().floor()).clamp(0.0, 18.0);
    let noiseless = format!("{:.*}", places as usize, a - b);
    noiseless.parse().unwrap_or(a - b)
}

/// 2^53: up to it a double holds every whole number.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The digits of a non-negative number rounded half up to `decimals` places, without the point. There is at least one digit
/// before the point.
///
/// The shortest decimal that reads back as the number is rounded, as long as 14 digits are enough for the result; beyond a
/// double's precision there are zeros. The decimal is never written out: the number is at the half or above it exactly if it
/// is not below the double that the half itself reads as.
/// where it is not below the double that the half itself reads as.
fn rounded_digits(magnitude: f64, decimals: usize) -> Vec<u8> {
    // Numbers that are not finite are never recorded; printing one would never end.
    let magnitude = magnitude.min(f64::MAX);
    let scale_of = |decimals: usize| (0..decimals).fold(1.0, |scale: f64, _| scale * 10.0);
    // Decimals beyond a double's precision are noise: zeros take their place.
    let kept = (0..=decimals).rev().find(|kept| magnitude * scale_of(*kept) < EXACT / 4.0);
    let mut digits = match kept {
        None => digits_of(magnitude.round()),
        Some(kept) => {
            let scale = scale_of(kept);
            let below = (magnitude * scale).floor();
            // The product may have been rounded up to a whole number, or down below one, that the decimal does not reach.
            let below = if below / scale > magnitude { below - 1.0 } else { below };
            let below = if (below + 1.0) / scale <= magnitude { below + 1.0 } else { below };
            let half = (2.0 * below + 1.0) / (2.0 * scale);
            digits_of(if magnitude >= half { below + 1.0 } else { below })
        }
    };
    let kept = kept.unwrap_or(0);
    while digits.len() <= kept {
        digits.insert(0, b'0');
    }
    digits.resize(digits.len() + decimals - kept, b'0');
    digits
}

/// The digits of a whole number, whatever its size.
fn digits_of(whole: f64) -> Vec<u8> {
    // Halved until it can be counted in ones; doubled again digit by digit.
    let (mut part, mut doublings) = (whole, 0);
    while part >= EXACT {
        part /= 2.0;
        doublings += 1;
    }
    let mut rest = part as u64;
    let mut digits = Vec::new();
    while rest > 0 {
        digits.push((rest % 10) as u8);
        rest /= 10;
    }
    for _ in 0..doublings {
        let mut over = 0;
        for digit in &mut digits {
            let doubled = *digit * 2 + over;
            (*digit, over) = (doubled % 10, doubled / 10);
        }
        digits.extend((over > 0).then_some(over));
    }
    digits.iter().rev().map(|digit| b'0' + digit).collect()
}

#[cfg(test)]
mod tests {
    use super::{difference, print, read, rounded, rounded_digits};

    fn carry(digits: &mut Vec<u8>) {
        for digit in digits.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                return;
            }
        }
        digits.insert(0, b'1');
    }

    /// The same by writing out the shortest decimal, as the standard library does.
    fn by_writing(magnitude: f64, decimals: usize) -> Vec<u8> {
        let text = format!("{magnitude}");
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut digits: Vec<u8> =
            whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(decimals)).collect();
        if fraction.as_bytes().get(decimals).is_some_and(|next| *next >= b'5') {
            carry(&mut digits);
        }
        digits
    }

    #[test]
    fn numbers_print_as_people_read_them() {
        let cases = [
            (14.62, 2, "14.62"),
            (2.675, 2, "2.68"),
            (-2.675, 2, "−2.68"),
            (0.05, 3, "0.050"),
            (0.5, 0, "1"),
            (1.5, 0, "2"),
            (9.995, 2, "10.00"),
            (8_598_668_893.05, 6, "8,598,668,893.050000"),
            (68_940_384_343.963_8, 5, "68,940,384,343.96380"),
            (71_045_510_738_553.6, 2, "71,045,510,738,553.60"),
            (999.5, 0, "1,000"),
            (1_234_567.0, 0, "1,234,567"),
            (-0.004, 2, "0.00"),
            (0.0, 1, "0.0"),
            (1e21, 0, "1,000,000,000,000,000,000,000"),
        ];
        for (value, decimals, text) in cases {
            assert_eq!(print(value, decimals), text, "{value} to {decimals}");
        }
    }

    #[test]
    fn a_rounded_number_is_the_one_printed() {
        assert_eq!(rounded(2.675, 2), 2.68);
        assert_eq!(rounded(-10.05, 1), -10.1);
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, number) in [
            ("48", 48.0),
            (" 1,234 ", 1234.0),
            ("1234567", 1_234_567.0),
            ("12.5%", 12.5),
            ("£3.20", 3.2),
            ("-4", -4.0),
            ("−4", -4.0),
            ("-0", 0.0),
            ("0", 0.0),
            ("1,234,567.89", 1_234_567.89),
        ] {
            assert_eq!(read(text), Ok(number), "{text}");
        }
        for text in [
            "", "twelve", "12,5", "1,23", "1234,567", ",123", "1,", "NaN", "inf", "1e9", "10^300", "1.2.3",
            "1 234", "--1", "٤", ".5", "5.", "<5", "%",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn differences_carry_no_binary_noise() {
        assert_eq!(difference(14.62, 13.91), 0.71);
        assert_eq!(difference(10.635, 10.5), 0.135);
        assert_eq!(difference(0.045, 0.098), -0.053);
        assert_eq!(difference(5.0, 5.0), 0.0);
        assert_eq!(difference(0.0, 0.0), 0.0);
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_reads_back(value in -1e9..1e9_f64, decimals in 0..6_u8) {
            proptest::prop_assert_eq!(read(&print(value, decimals)), Ok(rounded(value, decimals) + 0.0));
        }

        #[test]
        fn the_shortest_decimal_is_what_is_rounded(value in 0.0..1e7_f64, decimals in 0..8_usize) {
            proptest::prop_assert_eq!(rounded_digits(value, decimals), by_writing(value, decimals));
        }

        #[test]
        fn a_half_is_rounded_up(whole in 0..1_000_000_u64, places in 0..7_usize) {
            let half = format!("{}5", "0".repeat(places));
            let value: f64 = format!("{whole}.{half}").parse().expect("a number");
            for decimals in 0..8 {
                proptest::prop_assert_eq!(rounded_digits(value, decimals), by_writing(value, decimals));
            }
        }

        #[test]
        fn short_decimals_round_as_written(number in 0..10_000_000_u64, places in 0..7_i32, decimals in 0..7_usize) {
            let value = number as f64 / 10_f64.powi(places);
            proptest::prop_assert_eq!(rounded_digits(value, decimals), by_writing(value, decimals));
        }

        #[test]
        fn large_numbers_print_all_their_digits(value in 1e9..1e300_f64) {
            proptest::prop_assert_eq!(print(value.trunc(), 0).replace(',', ""), format!("{:.0}", value.trunc()));
        }

        #[test]
        fn a_number_is_read_as_the_nearest_double(whole in 0..1_000_000_000_u64, fraction in "[0-9]{1,6}") {
            let text = format!("{whole}.{fraction}");
            proptest::prop_assert_eq!(read(&text), Ok(text.parse::<f64>().expect("a number")));
        }

        #[test]
        fn no_text_panics(text in ".{0,30}") {
            let _ = read(&text);
        }

        #[test]
        fn what_is_printed_is_within_half_a_unit(value in -1e9..1e9_f64, decimals in 0..6_u8) {
            let shown: f64 = print(value, decimals).replace(',', "").replace('−', "-").parse().expect("a number");
            let unit = 10_f64.powi(-i32::from(decimals));
            proptest::prop_assert!((shown - value).abs() <= unit * 0.500_001 + 1e-6);
        }
    }
}
