//! What makes the files of packs and reviews: the one place that is linked with what sets type.

use documents::Maker;

/// The maker that the program hands to whatever freezes.
#[cfg(feature = "typeset")]
#[must_use]
pub fn maker() -> Maker {
    Maker {
        pdf: |document, layout, made| Ok(reports::pdf(document, layout, made)?),
        workbook: |frozen, made| Ok(reports::workbook(frozen, made)?),
    }
}

/// The maker that the program hands over while the one with typst is still being built.
#[cfg(not(feature = "typeset"))]
#[must_use]
pub fn maker() -> Maker {
    Maker::ABSENT
}
