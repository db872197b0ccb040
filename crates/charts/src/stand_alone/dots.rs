//! A raster picture (PNG), drawn by resvg with a font that the program carries: it does not depend on the machine.

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};
use std::sync::{Arc, LazyLock};

/// Open Sans (Apache-2.0, see `fonts/README.md`), cut down to Latin, Greek and Cyrillic.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(include_bytes!("../../fonts/OpenSans-Regular.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../fonts/OpenSans-Semibold.ttf").to_vec());
    fonts.set_sans_serif_family("Open Sans");
    Arc::new(fonts)
});

/// Pixels per unit: sharp on paper at the width of a page.
const SCALE: f32 = 2.0;
/// The most pixels of a picture: 64 MB while it is drawn.
const MOST: f32 = 16_000_000.0;

/// Why a drawing cannot be turned into pixels.
#[derive(Debug, thiserror::Error)]
pub enum Undrawable {
    /// It is not a drawing.
    #[error("the drawing cannot be read: {0}")]
    Unreadable(#[from] resvg::usvg::Error),
    /// It is larger than anybody could look at.
    #[error("the drawing is too large for a picture")]
    TooLarge,
    /// It could not be compressed.
    #[error("the picture cannot be written: {0}")]
    Unwritable(String),
}

/// A file made by [`super::stand_alone`], as a picture: with twice as many pixels as units, fewer where it is very large.
/// Takes some hundredths of a second of a core.
///
/// # Errors
/// When it is not such a file, or larger than a picture can be.
pub fn png(svg: &str) -> Result<Vec<u8>, Undrawable> {
    let options =
        Options { font_family: "Open Sans".to_owned(), fontdb: Arc::clone(&FONTS), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SCALE.min((MOST / (width * height)).sqrt());
    let dots = |length: f32| (length * scale).floor().max(1.0) as u32;
    let mut picture = Pixmap::new(dots(width), dots(height)).ok_or(Undrawable::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().map_err(|error| Undrawable::Unwritable(error.to_string()))
}
