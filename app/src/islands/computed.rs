//! What the boxes for one figure come to, shown while somebody types, by the same rule as on the server.
//!
//! A function, not an island: `style/starter.js` calls it, which costs a visitor a tenth of what an island does.

use domain::entry::{self, Typed};

/// What the boxes of a measure come to in words, or what is wrong with them; empty while there is nothing to show.
#[must_use]
pub fn computed(
    measure: &str,
    per: Option<u32>,
    decimals: u8,
    value: &str,
    numerator: &str,
    denominator: &str,
) -> String {
    entry::preview(measure, per, decimals, Typed { value, numerator, denominator, absence: "" })
}
