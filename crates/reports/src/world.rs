//! What typst may see while it sets a document: the template, the document as data, its drawings and our fonts. There is no
//! file system, no network, no package and no clock in this world, so the texts of a document cannot reach any.

use crate::{Error, letters::Letters};
use std::{collections::HashMap, sync::LazyLock};
use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    layout::Abs,
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook, FontInstance, FontVariations},
    utils::LazyHash,
};

/// The font family of everything.
pub(crate) const FAMILY: &str = "Open Sans";

const TEMPLATE: &str = include_str!("template.typ");

/// The fonts by their names.
type Files = [(&'static str, &'static [u8])];

const FONTS: &Files = &[
    ("OpenSans-Regular.ttf", include_bytes!("../fonts/OpenSans-Regular.ttf")),
    ("OpenSans-Semibold.ttf", include_bytes!("../fonts/OpenSans-Semibold.ttf")),
    ("OpenSans-Italic.ttf", include_bytes!("../fonts/OpenSans-Italic.ttf")),
];

/// The fonts of a document, and the letters that they have.
pub(crate) struct Case {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    pub(crate) letters: Letters,
    /// The first of the fonts, to measure with.
    ruler: Option<FontInstance>,
}

/// Read once: they are the same for every document.
static CASE: LazyLock<Result<Case, &'static str>> = LazyLock::new(|| Case::read(FONTS));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // The first cells of rows are marked as their headings, which typst counts among its extras.
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

impl Case {
    /// Our own fonts.
    pub(crate) fn ours() -> Result<&'static Self, Error> {
        CASE.as_ref().map_err(|name| Error::Font((*name).to_owned()))
    }

    /// Reads fonts. Returns the name of the first that is not one.
    pub(crate) fn read(files: &Files) -> Result<Self, &'static str> {
        let mut fonts = Vec::new();
        for (name, bytes) in files {
            let font = Font::new(Bytes::new(*bytes), 0).ok_or(*name)?;
            // In another family, pages would be empty boxes.
            if font.info().family != FAMILY {
                return Err(name);
            }
            fonts.push(font);
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let letters = Letters::new(fonts.iter().map(|font| &font.info().coverage));
        let measuring = |font: &Font| {
            font.clone().instantiate(font.info().variant, Abs::pt(10.0), &FontVariations::default())
        };
        let ruler = fonts.first().map(measuring);
        Ok(Self { fonts, book, letters, ruler })
    }

    /// The width of a text on one line in the first of the fonts, in ems.
    pub(crate) fn wide(&self, text: &str) -> f64 {
        let Some(font) = &self.ruler else { return 0.0 };
        let advance = |letter: char| {
            let glyph = font.ttf().glyph_index(letter)?;
            font.x_advance(glyph.0).map(typst::layout::Em::get)
        };
        text.chars().filter_map(advance).sum()
    }
}

/// One document's world.
pub(crate) struct Shop<'a> {
    case: &'a Case,
    main: FileId,
    template: Source,
    files: HashMap<FileId, Bytes>,
}

impl<'a> Shop<'a> {
    /// A world with a document's data and its drawings, each under its name.
    pub(crate) fn new(case: &'a Case, data: String, drawings: &[(String, String)]) -> Result<Self, Error> {
        let main = at("template.typ")?;
        let mut files = HashMap::with_capacity(drawings.len() + 1);
        files.insert(at("document.json")?, Bytes::from_string(data));
        for (name, svg) in drawings {
            files.insert(at(name)?, Bytes::from_string(svg.clone()));
        }
        Ok(Self { case, main, template: Source::new(main, TEMPLATE.to_owned()), files })
    }
}

/// A path in this world.
fn at(name: &str) -> Result<FileId, Error> {
    let path = VirtualPath::new(name).map_err(|_| Error::Typeset(format!("{name} is not a path")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Shop<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.case.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main { Ok(self.template.clone()) } else { Err(absent(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.case.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
