//! The layout of a file, by its headings.

use super::{Options, lait::headings};
use domain::figure::Origin;

domain::vocabulary! {
    /// How a file's rows and columns are laid out.
    pub enum Layout {
        /// Our return template.
        Template = "template",
        /// Our own long table: one figure per row.
        Tidy = "tidy",
        /// A DfE open data file (explore education statistics).
        Dfe = "dfe",
        /// A download of OHID's Fingertips.
        Fingertips = "fingertips",
        /// An export of DfE's Local Authority Interactive Tool.
        Lait = "lait",
        /// Any table whose columns somebody has described.
        Mapped = "mapped",
    }
}

/// A heading as it is compared: without case, quotes and spaces around it.
pub(super) fn plain(heading: &str) -> String {
    let trimmed = heading.trim_start_matches('\u{feff}').trim().trim_matches('"');
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A plain heading with only its letters and digits: some downloads leave the rest out.
pub(super) fn close(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Layout {
    /// The default origin of the figures in a file of this layout: those of public bodies' own downloads are published. For
    /// any other table it is not known, so its figures are treated as not published.
    pub(super) fn origin(self) -> Origin {
        match self {
            Self::Dfe | Self::Fingertips | Self::Lait => Origin::Published,
            Self::Template | Self::Tidy | Self::Mapped => Origin::Partner,
        }
    }

    /// The layout of a file with these headings, as [`plain`] gives them: the one that was asked for if they allow it, else
    /// the first that they allow.
    pub(super) fn of(headings: &[String], options: &Options) -> Option<Self> {
        if let Some(mapping) =
            options.mapping.as_ref().filter(|_| matches!(options.layout, None | Some(Self::Mapped)))
        {
            return mapping.fits(headings).then_some(Self::Mapped);
        }
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
            // A person has to say what its columns are: headings cannot.
            Self::Mapped => false,
            Self::Fingertips => {
                let has_close = |wanted: &str| headings.iter().any(|heading| close(heading) == wanted);
                (has_close("indicatorid") || has_close("indicatorname"))
                    && has_close("areacode")
                    && has_close("timeperiod")
                    && has_close("value")
            }
            Self::Lait => {
                let any = |names: &[&str]| names.iter().any(|name| has(name));
                let years = headings.iter().filter(|heading| headings::is_year(heading)).count();
                any(&headings::AREAS)
                    && any(&headings::ITEMS)
                    && (any(&headings::YEARS) && any(&headings::VALUES) || years >= 2)
            }
            Self::Dfe => has("time_period") && (has("geographic_level") || has("time_identifier")),
        }
    }
}
