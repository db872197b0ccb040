//! Rule 11, exact ties: a value on a limit, or on a target, is on it, whatever binary rounding made of the two.

/// How far apart, relative to the larger, two numbers may be and still be the same.
const SAME: f64 = 1e-9;

/// Whether a number is above another by more than rounding.
#[must_use]
pub fn exceeds(value: f64, limit: f64) -> bool {
    value - limit > SAME * value.abs().max(limit.abs())
}

/// Whether a difference is more than the rounding of numbers of a size.
pub(super) fn differs(difference: f64, size: f64) -> bool {
    difference.abs() > SAME * size.abs()
}

#[cfg(test)]
mod tests {
    use super::{differs, exceeds};

    #[test]
    fn a_value_on_a_limit_is_not_outside() {
        assert!(!exceeds(0.1 + 0.2, 0.3) && 0.1 + 0.2 > 0.3);
        assert!(!exceeds(0.04, 0.04 - 1e-12));
        assert!(exceeds(0.040_001, 0.04));
        assert!(exceeds(1e-300, 0.0) && !exceeds(0.0, 0.0));
        assert!(exceeds(-0.04, -0.040_001) && !exceeds(-0.04, -0.04 + 1e-12));
        assert!(!exceeds(f64::NAN, 0.0) && !differs(f64::NAN, 1.0));
    }
}
