//! The layers of `app`: each takes from those before it, and nothing from those behind it.

use super::graph::Arrows;
use std::path::Path;

/// The layers, the lowest first.
const LAYERS: [&str; 4] = ["ask", "shell", "parts", "pages"];

/// The arrows that run from a layer to one behind it. `source` is the folder that the layers are in.
pub(super) fn backwards(source: &Path, arrows: &Arrows) -> Arrows {
    let layer = |file: &Path| {
        let within = file.strip_prefix(source).ok()?;
        let name = Path::new(within.components().next()?.as_os_str()).file_stem()?;
        LAYERS.iter().position(|layer| name == *layer)
    };
    let is_backwards =
        |from: &Path, to: &Path| layer(from).zip(layer(to)).is_some_and(|(from, to)| from < to);
    arrows
        .iter()
        .filter(|((from, to), _)| is_backwards(from, to))
        .map(|(arrow, names)| (arrow.clone(), names.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Arrows, backwards};
    use std::path::{Path, PathBuf};

    #[test]
    fn a_layer_takes_nothing_from_one_behind_it() {
        let arrow =
            |from: &str, to: &str| ((PathBuf::from(from), PathBuf::from(to)), ["name".to_owned()].into());
        let arrows: Arrows = [
            arrow("app/src/pages/board.rs", "app/src/ask/desk.rs"),
            arrow("app/src/pages/board.rs", "app/src/pages/narrative.rs"),
            arrow("app/src/routes.rs", "app/src/pages/board.rs"),
            arrow("app/src/shell/page.rs", "app/src/parts.rs"),
            arrow("crates/charts/src/ask.rs", "crates/charts/src/pages.rs"),
        ]
        .into();
        let found = backwards(Path::new("app/src"), &arrows);
        assert_eq!(
            found.into_keys().collect::<Vec<_>>(),
            [arrow("app/src/shell/page.rs", "app/src/parts.rs").0]
        );
    }
}
