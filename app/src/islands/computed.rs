//! What the boxes for one figure come to, told while somebody types, by the rule that the server judges by.
//!
//! A function and no island: `style/starter.js` asks it of the boxes, which costs a visitor a tenth of what an island does.

use domain::{
    entry::{self, Typed},
    indicator::Measure,
};

/// What the boxes of a measure come to in words, or what is wrong with them; nothing while there is nothing to tell.
#[must_use]
pub fn computed(
    measure: &str,
    per: Option<u32>,
    decimals: u8,
    value: &str,
    numerator: &str,
    denominator: &str,
) -> String {
    let is_half = numerator.is_empty() != denominator.is_empty();
    let is_empty = value.is_empty() && numerator.is_empty();
    let Some(measure) = Measure::parse(measure, per).filter(|_| !is_half && !is_empty) else {
        return String::new();
    };
    let typed = Typed { value, numerator, denominator, absence: "" };
    entry::computed(measure, decimals, typed).unwrap_or_else(|wrong| wrong)
}

#[cfg(test)]
mod tests {
    use super::computed;

    #[test]
    fn what_is_typed_is_told() {
        let percentage =
            |value, numerator, denominator| computed("percentage", None, 2, value, numerator, denominator);
        assert_eq!(percentage("", "1,234", "10,000"), "= 12.34%");
        assert_eq!(
            percentage("", "12", "10"),
            "the numerator of a percentage cannot be above its denominator"
        );
        assert_eq!(percentage("", "12", ""), "");
        assert_eq!(percentage("", "", ""), "");
        assert_eq!(computed("rate", Some(10_000), 1, "", "7", "30,000"), "= 2.3 per 10,000");
        assert_eq!(computed("count", None, 0, "1048", "", ""), "");
        assert_eq!(computed("count", None, 0, "-1", "", ""), "a count cannot be below 0");
        assert_eq!(computed("nonsense", None, 0, "1", "", ""), "");
    }
}
