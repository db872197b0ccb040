//! A pack or a review as PDF and spreadsheet: documents with the contents of the pages.
//!
//! Both are made only from what was frozen, and are the same file whenever they are made again. A PDF is set by typst from
//! one template of ours: the contents of a document reach it as data, so that no text is ever read as anything but text.

/// The widths of a table's columns.
mod columns;
/// Shortening a document that has to fit on one page.
mod cut;
/// The contents of a document, prepared for the template.
mod data;
/// Letters that the fonts have.
mod letters;
/// What people wrote in Markdown, as a small tree.
mod markdown;
/// From a document to the bytes of a PDF.
mod press;
/// A spreadsheet of what was frozen.
mod workbook;
/// What typst may see: a template, data and fonts.
mod world;

#[cfg(test)]
mod tests;

pub use domain::document::Layout;
pub use press::pdf;
pub use workbook::workbook;

/// Why a document could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A built-in font is not a font.
    #[error(
        "The font {0} that was built into the program cannot be read: build the program again from a clean copy."
    )]
    Font(String),
    /// The pages could not be typeset.
    #[error("The PDF cannot be laid out: {0}. You can still read the page, and print it from the browser.")]
    Typeset(String),
    /// The pages were typeset, and could not be written.
    #[error("The PDF cannot be written: {0}. You can still read the page, and print it from the browser.")]
    Write(String),
    /// Not even the heading fits a page.
    #[error(
        "The document cannot be shortened to one page: it has too long a title, or too many cautions or \
            sections. Print the pack instead."
    )]
    TooLong,
    /// The moment of making is outside the years that a file allows.
    #[error(
        "The file cannot show when it was made: {0} is outside the years that a PDF or a workbook allows."
    )]
    Moment(chrono::DateTime<chrono::Utc>),
    /// More rows than a sheet holds.
    #[error("There are {0} figures, and a sheet has room for {most}: download the figures as CSV.", most = workbook::MOST)]
    TooMany(usize),
    /// The workbook could not be written.
    #[error("The workbook cannot be made: {0}.")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
