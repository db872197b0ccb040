//! What the browser brings to life. Each island gives a person something that links and forms cannot.
//!
//! The browser loads one of two programs: that of returns (feature `grid`), with their grid, or that of all other pages (feature `pages`). The
//! server has both to print.

#[cfg(any(feature = "ssr", feature = "pages"))]
#[expect(missing_docs, reason = "the island macro writes items that cannot carry a doc line")]
mod chart_reader;
#[cfg(any(feature = "ssr", feature = "pages"))]
mod computed;
#[cfg(any(feature = "ssr", feature = "grid"))]
#[expect(missing_docs, reason = "the island macro writes items that cannot carry a doc line")]
mod grid;
#[cfg(any(feature = "ssr", feature = "grid"))]
pub(crate) mod keeping;
#[cfg(any(feature = "ssr", feature = "grid"))]
#[expect(missing_docs, reason = "the island macro writes items that cannot carry a doc line")]
mod kept;

#[cfg(any(feature = "ssr", feature = "pages"))]
pub use chart_reader::*;
#[cfg(any(feature = "ssr", feature = "pages"))]
pub use computed::computed;
#[cfg(any(feature = "ssr", feature = "grid"))]
pub use grid::*;
#[cfg(any(feature = "ssr", feature = "grid"))]
pub use kept::*;
