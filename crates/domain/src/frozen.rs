//! Frozen documents: kept as they were issued, for ever.

crate::vocabulary! {
    /// The sort of frozen document.
    pub enum Kind {
        /// The pack of a meeting.
        Pack = "pack",
        /// The review of a plan year.
        Review = "review",
    }
}
