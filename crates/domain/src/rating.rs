//! Red, amber or green: a value against its target, with the sum that made it so.

use crate::slug::Slug;

/// How far from its target a value may be and still be amber.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// So many per cent of the target.
    Percent(f64),
    /// So much, in the unit of the indicator.
    Absolute(f64),
}

/// The tolerance of an indicator from a plan year on, until a later rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingRule {
    /// The indicator.
    pub indicator: Slug,
    /// The first plan year that it holds for.
    pub from: Slug,
    /// How far off is still amber.
    pub tolerance: Tolerance,
}

impl Tolerance {
    /// What holds where no rule says otherwise: 5% of the target.
    pub const USUAL: Self = Self::Percent(5.0);
}
