//! The origin of a figure: known for an indicator before it has any figure.

crate::vocabulary! {
    /// Who published or recorded a figure, and so who may see it.
    pub enum Origin {
        /// Nationally published: anyone may see it.
        Published = "published",
        /// Recorded by a partner: the public sees `[c]` until disclosure control is built.
        Partner = "partner",
    }
}
