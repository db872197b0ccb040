//! What is around every page: the document, its notices, forms, the page of an error, and pages that are sent while work goes on.

/// What islands ask of the server.
pub(crate) mod call;
/// The page of an error.
pub(crate) mod error;
/// Forms, and what browsers send with them.
pub(crate) mod form;
/// What people write in Markdown.
pub(crate) mod markdown;
/// What a page says above its content.
mod notice;
/// The document.
pub(crate) mod page;
/// Whether a visitor may ask, before a body is read.
pub(crate) mod permission;
/// The form to sign in by, which carries what was typed elsewhere.
pub(crate) mod sign_in;
/// Work that may take long.
pub(crate) mod slow;
