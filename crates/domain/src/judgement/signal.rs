//! What makes a point stand out on the chart that a page goes by.

crate::vocabulary! {
    /// What makes a point stand out: the first that applies.
    pub enum Signal {
        /// It is outside a limit.
        Outside = "outside",
        /// It is one of seven or more that rise, or fall, each from the one before.
        Trend = "trend",
        /// It is one of two, out of three consecutive points on one side of the centre, that are close to a limit.
        TwoInThree = "two_in_three",
        /// It is one of a run on one side of the centre.
        Shift = "shift",
        /// The last four values together are higher, or lower, than chance would make them.
        LastFour = "last_four",
    }
}

impl Signal {
    /// Whether it takes several values, which are not independent where neighbours move together.
    pub(super) fn is_of_several(self) -> bool {
        self != Self::Outside
    }
}
