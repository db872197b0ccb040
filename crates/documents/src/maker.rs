//! The functions that make a document's files. The program passes them in; nothing here knows how to typeset or write a workbook.

use chrono::{DateTime, Utc};
use domain::{
    document::{Document, Layout},
    pack::Frozen,
};
use std::error::Error;

/// The bytes of a file, or why it cannot be made, in a sentence that is safe to show.
pub type Bytes = Result<Vec<u8>, Box<dyn Error + Send + Sync>>;

/// Makes the files of a document: the same bytes each time, for the same document and moment.
#[derive(Clone, Copy, Debug)]
pub struct Maker {
    /// A document as a PDF.
    pub pdf: fn(&Document, Layout, DateTime<Utc>) -> Bytes,
    /// The figures behind a document as a workbook.
    pub workbook: fn(&Frozen, DateTime<Utc>) -> Bytes,
}

/// Why a program makes no files. Whoever shows it ends the sentence.
const ABSENT: &str = "this program was built without the part that makes PDFs and workbooks. While `cargo xtask run` is still \
    building that part, try again in a few minutes; otherwise start the program that `cargo xtask build` makes";

impl Maker {
    /// The maker of a program that was built without typst: it refuses, and says what to do about it.
    pub const ABSENT: Self = Self { pdf: |_, _, _| Err(ABSENT.into()), workbook: |_, _| Err(ABSENT.into()) };
}
