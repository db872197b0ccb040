//! A picture of dots (PNG), drawn by resvg with a font that the program carries: nothing of it depends on the machine.

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

/// So many dots to a unit: sharp on paper at the width of a page.
const SCALE: f32 = 2.0;
/// A picture has so many dots at most: 64 MB while it is drawn.
const MOST: f32 = 16_000_000.0;

/// Why a drawing cannot be turned into dots.
#[derive(Debug, thiserror::Error)]
pub enum Undrawable {
    /// It is no drawing.
    #[error("the drawing cannot be read: {0}")]
    Unreadable(#[from] resvg::usvg::Error),
    /// It is larger than anybody could look at.
    #[error("the drawing is too large for a picture")]
    TooLarge,
    /// It could not be packed.
    #[error("the picture cannot be written: {0}")]
    Unwritable(String),
}

/// A file that [`super::stand_alone`] made, as a picture: twice as many dots as it has units, fewer where it is very large. Takes
/// some hundredths of a second of a core.
///
/// # Errors
/// When it is no such file, or larger than a picture can be.
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
