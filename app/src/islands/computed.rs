//! What the boxes for one figure come to, told while somebody types, by the rule that the server judges by.
//!
//! A function and no island: `style/starter.js` asks it of the boxes, which costs a visitor a tenth of what an island does.

use domain::entry::{self, Typed};

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
    entry::told_while_typing(measure, per, decimals, Typed { value, numerator, denominator, absence: "" })
}
