//! Numbers as people read them: rounded half away from zero, at display only.

/// A number rounded to `decimals` places, with thousands separated: `1,234.50`.
///
/// Rounds the shortest decimal text that reads back as the same number, so 2.675 to two places is 2.68 though
/// its binary value lies a little below. A value that rounds to zero has no sign.
#[must_use]
pub fn print(value: f64, decimals: u8) -> String {
    let digits = rounded_digits(value.abs(), usize::from(decimals));
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    let mut text = String::with_capacity(digits.len() + 4);
    if value < 0.0 && digits.bytes().any(|digit| digit != b'0') {
        text.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// The number that [`print()`] shows, for rules that judge what people see.
#[must_use]
pub fn rounded(value: f64, decimals: u8) -> f64 {
    let digits = rounded_digits(value.abs(), usize::from(decimals));
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    format!("{whole}.{fraction}").parse::<f64>().map_or(value, |number| number.copysign(value))
}

/// `a - b` without the noise of binary fractions: 14.62 - 13.91 is 0.71, not 0.7099999999999991.
#[must_use]
pub fn difference(a: f64, b: f64) -> f64 {
    let scale = a.abs().max(b.abs()).max(f64::MIN_POSITIVE);
    // A double holds 15 decimal digits; what lies beyond the 13th of the larger one is noise.
    let places = (12.0 - scale.log10().floor()).clamp(0.0, 18.0);
    let noiseless = format!("{:.*}", places as usize, a - b);
    noiseless.parse().unwrap_or(a - b)
}

/// The digits of a non-negative number rounded half up to `decimals` places, without the point.
/// At least one digit stands before the place of the point.
fn rounded_digits(magnitude: f64, decimals: usize) -> String {
    // `{}` prints the shortest decimal that reads back as the same number, never an exponent.
    let text = format!("{magnitude}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut digits: Vec<u8> =
        whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(decimals)).collect();
    if fraction.as_bytes().get(decimals).is_some_and(|next| *next >= b'5') {
        carry(&mut digits);
    }
    digits.into_iter().map(char::from).collect()
}

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

#[cfg(test)]
mod tests {
    use super::{difference, print, rounded};

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
    fn differences_carry_no_binary_noise() {
        assert_eq!(difference(14.62, 13.91), 0.71);
        assert_eq!(difference(10.635, 10.5), 0.135);
        assert_eq!(difference(0.045, 0.098), -0.053);
        assert_eq!(difference(5.0, 5.0), 0.0);
        assert_eq!(difference(0.0, 0.0), 0.0);
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_is_within_half_a_unit(value in -1e9..1e9_f64, decimals in 0..6_u8) {
            let shown: f64 = print(value, decimals).replace(',', "").replace('−', "-").parse().expect("a number");
            let unit = 10_f64.powi(-i32::from(decimals));
            proptest::prop_assert!((shown - value).abs() <= unit * 0.500_001 + 1e-6);
        }
    }
}
