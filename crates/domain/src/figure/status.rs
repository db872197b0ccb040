//! How settled a figure is: written beside a period as well as beside a value.

crate::vocabulary! {
    /// How settled a figure is.
    pub enum Status {
        /// It may still change.
        Provisional = "provisional",
        /// It is settled.
        Final = "final",
        /// It was changed after it was first given.
        Revised = "revised",
    }
}
