//! What the browser brings to life. Each island gives a person something that links and forms cannot.

mod chart_reader;

pub use chart_reader::*;
