//! The status of a figure: written beside a period as well as beside a value.

crate::vocabulary! {
    /// How settled a figure is.
    pub enum Status {
        /// It may still change.
        Provisional = "provisional",
        /// It is settled.
        Final = "final",
        /// It was changed after its first publication.
        Revised = "revised",
    }
}
