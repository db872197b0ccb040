//! The size of a drawing. The page includes both and the style sheet shows the one that fits.

/// The size of a drawing, in its own units; the style sheet scales it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// For tablets, desks and paper.
    Wide,
    /// For phones: fewer labels, so that the text stays as large.
    Narrow,
}

impl Size {
    /// The word in its class and in its ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    /// How wide the viewBox is.
    #[must_use]
    pub fn width(self) -> u16 {
        match self {
            Self::Wide => 720,
            Self::Narrow => 360,
        }
    }

    /// How high the viewBox is.
    #[must_use]
    pub fn height(self) -> u16 {
        match self {
            Self::Wide => 380,
            Self::Narrow => 320,
        }
    }

    /// How wide the names of the lines may be before they are broken.
    pub(crate) fn widest_name(self) -> f64 {
        match self {
            Self::Wide => 170.0,
            Self::Narrow => 92.0,
        }
    }
}
