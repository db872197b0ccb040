//! What the browser brings to life. Each island gives a person something that links and forms cannot.

#[expect(missing_docs, reason = "the island macro writes items that cannot carry a doc line")]
mod chart_reader;
mod computed;

pub use chart_reader::*;
pub use computed::computed;
