//! What is frozen: kept as it was given, for ever.

crate::vocabulary! {
    /// What sort of document was frozen.
    pub enum Kind {
        /// What a meeting was given.
        Pack = "pack",
        /// What a plan year came to.
        Review = "review",
    }
}
