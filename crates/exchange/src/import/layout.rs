//! Which layout a file has, by its headings.

use super::Options;

domain::vocabulary! {
    /// How a file's rows and columns are laid out.
    pub enum Layout {
        /// Our return template.
        Template = "template",
        /// Our own long table: a figure a row.
        Tidy = "tidy",
        /// A DfE open data file (explore education statistics).
        Dfe = "dfe",
    }
}

/// A heading as it is compared: without case, quotes and spaces around it.
pub(super) fn plain(heading: &str) -> String {
    let trimmed = heading.trim_start_matches('\u{feff}').trim().trim_matches('"');
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Layout {
    /// The layout of a file with these headings, as [`plain`] gives them: the one that was asked for where they allow it, else
    /// the first that they allow.
    pub(super) fn of(headings: &[String], options: &Options) -> Option<Self> {
        let fits = |layout: &Self| layout.fits(headings);
        match options.layout {
            Some(layout) => Some(layout).filter(fits),
            None => Self::ALL.iter().copied().find(fits),
        }
    }

    fn fits(self, headings: &[String]) -> bool {
        let has = |wanted: &str| headings.iter().any(|heading| heading == wanted);
        let has_all = |wanted: &[&str]| wanted.iter().all(|wanted| has(wanted));
        match self {
            Self::Template => has_all(&["slug", "area code", "period"]) && (has("value") || has("numerator")),
            Self::Tidy => {
                has_all(&["indicator", "area_code"])
                    && (has("period") || has("time_period"))
                    && (has("value") || has("numerator"))
            }
            Self::Dfe => has("time_period") && (has("geographic_level") || has("time_identifier")),
        }
    }
}
