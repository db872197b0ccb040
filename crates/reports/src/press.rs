//! From a document to the bytes of a PDF.

use crate::{
    Error, Layout,
    cut::{self, Cut},
    data,
    world::{Case, Shop},
};
use chrono::{DateTime, Datelike, Timelike, Utc};
use domain::document::Document;
use sha2::{Digest, Sha256};
use typst::{
    diag::SourceDiagnostic,
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The possible sizes of a single page's type, relative to the usual one, the largest first: as large as in a pack where the
/// text is short.
const SCALES: [f64; 7] = [1.19, 1.1, 1.0, 0.94, 0.88, 0.83, 0.78];

/// How many pages in the largest type may fit on one in the smallest.
const SHRINKABLE: usize = 3;

/// A document as an accessible PDF: tagged, as PDF/UA-1 requires.
///
/// # Errors
/// When a built-in font cannot be read, when the pages cannot be typeset or written, and when a document for one page cannot
/// be shortened to one.
pub fn pdf(document: &Document, layout: Layout, made: DateTime<Utc>) -> Result<Vec<u8>, Error> {
    printed(Case::ours()?, document, layout, made)
}

/// The same with given fonts.
pub(crate) fn printed(
    case: &Case,
    document: &Document,
    layout: Layout,
    made: DateTime<Utc>,
) -> Result<Vec<u8>, Error> {
    let pages = match layout {
        Layout::Full => set(case, document, layout, 1.0),
        Layout::OnePage => one_page(case, document),
    };
    let bytes = pages.and_then(|pages| written(&pages, document, made));
    // Nor is its cache of how the pages were written of use for the next document.
    typst::comemo::evict(0);
    bytes
}

/// A document on one page: in smaller type where it is too long, and shortened where that is not enough.
fn one_page(case: &Case, document: &Document) -> Result<PagedDocument, Error> {
    let [_, .., smallest] = SCALES;
    for scale in SCALES {
        let pages = set(case, document, Layout::OnePage, scale)?;
        match pages.pages().len() {
            1 => return Ok(pages),
            2..=SHRINKABLE => {}
            _ => break,
        }
    }
    for cut in [Cut::ROWS, Cut::BLOCKS, Cut::SHORT_BLOCKS] {
        if let Some(page) = longest(case, document, cut, smallest)? {
            return Ok(page);
        }
    }
    Err(Error::TooLong)
}

/// The page with the most that a way of shortening can keep.
fn longest(case: &Case, document: &Document, cut: Cut, scale: f64) -> Result<Option<PagedDocument>, Error> {
    let try_with = |kept: usize| fitting(case, &cut::shortened(document, cut.keeping(kept)), scale);
    let Some(mut best) = try_with(0)? else { return Ok(None) };
    let (mut fits, mut fails) = (0, cut.most(document) + 1);
    while fails - fits > 1 {
        let middle = fits + (fails - fits) / 2;
        match try_with(middle)? {
            Some(page) => (best, fits) = (page, middle),
            None => fails = middle,
        }
    }
    Ok(Some(best))
}

fn fitting(case: &Case, document: &Document, scale: f64) -> Result<Option<PagedDocument>, Error> {
    let pages = set(case, document, Layout::OnePage, scale)?;
    Ok((pages.pages().len() == 1).then_some(pages))
}

fn set(case: &Case, document: &Document, layout: Layout, scale: f64) -> Result<PagedDocument, Error> {
    let (data, drawings) = data::ready(document, case, layout, scale);
    let data = serde_json::to_string(&data).map_err(|error| Error::Typeset(error.to_string()))?;
    let shop = Shop::new(case, data, &drawings)?;
    let pages = typst::compile::<PagedDocument>(&shop).output;
    // typst's cache of how it set the pages is of no use once they are set, and is most of its memory.
    typst::comemo::evict(0);
    pages.map_err(|errors| Error::Typeset(told(&errors)))
}

fn written(pages: &PagedDocument, document: &Document, made: DateTime<Utc>) -> Result<Vec<u8>, Error> {
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| Error::Write(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident(document)?),
        creator: Smart::Custom(Some("Outcomes".to_owned())),
        timestamp: Some(Timestamp::new_utc(moment(made)?)),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(pages, &options).map_err(|errors| Error::Write(told(&errors)))
}

/// An identifier computed from a document's contents.
fn ident(document: &Document) -> Result<String, Error> {
    let said = serde_json::to_vec(document).map_err(|error| Error::Write(error.to_string()))?;
    Ok(Sha256::digest(said).iter().map(|byte| format!("{byte:02x}")).collect())
}

fn moment(made: DateTime<Utc>) -> Result<Datetime, Error> {
    let small = |number: u32| u8::try_from(number).ok();
    let datetime = || {
        Datetime::from_ymd_hms(
            made.year(),
            small(made.month())?,
            small(made.day())?,
            small(made.hour())?,
            small(made.minute())?,
            small(made.second())?,
        )
    };
    datetime().filter(|_| (0..=9999).contains(&made.year())).ok_or(Error::Moment(made))
}

fn told(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.join("; ")
}
