//! Whose a figure is: known of an indicator before it has any figure.

crate::vocabulary! {
    /// Who put a figure into the world, and so who may see it.
    pub enum Origin {
        /// Nationally published: anyone may see it.
        Published = "published",
        /// Recorded by a partner: the public sees `[c]` until disclosure control stands.
        Partner = "partner",
    }
}
