//! What a changed file asks to be built again.

use crate::workspace;
use notify::{Event, EventKind};
use std::path::Path;

/// The folders that are watched. What else is at the workspace root matters only when it is a Cargo file.
pub(crate) const FOLDERS: [&str; 6] = ["app", "server", "crates", "style", "migrations", "plans"];

/// What has to be built, the smaller first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// Only the program.
    Program,
    /// The browser bundle, and then the program that carries it.
    Bundle,
}

/// The most that one event asks for; nothing when a file was only read, or is an editor's own.
pub(crate) fn of(event: &Event) -> Option<Change> {
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    event.paths.iter().filter_map(|path| of_file(path.strip_prefix(workspace::root()).ok()?)).max()
}

/// What a file, by its path in the workspace, asks for.
fn of_file(path: &Path) -> Option<Change> {
    let name = path.file_name()?.to_str()?;
    let is_an_editors = name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp");
    if is_an_editors {
        return None;
    }
    let is_in = |folder: &str| path.starts_with(folder);
    if is_in("app") || is_in("crates/domain") || is_in("crates/browser") {
        return Some(Change::Bundle);
    }
    match name {
        "Cargo.toml" | "Cargo.lock" if path.components().count() == 1 => Some(Change::Bundle),
        _ if FOLDERS.iter().any(|folder| is_in(folder)) => Some(Change::Program),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_browser_runs_asks_for_the_bundle() {
        for (path, expected) in [
            ("app/src/board.rs", Some(Change::Bundle)),
            ("crates/domain/src/period.rs", Some(Change::Bundle)),
            ("crates/browser/src/lib.rs", Some(Change::Bundle)),
            ("Cargo.toml", Some(Change::Bundle)),
            ("crates/charts/src/lib.rs", Some(Change::Program)),
            ("plans/oxfordshire-2018-21.toml", Some(Change::Program)),
            ("style/type.css", Some(Change::Program)),
            ("server/Cargo.toml", Some(Change::Program)),
            ("server/src/.main.rs.swp", None),
            ("app/src/board.rs~", None),
            ("README.md", None),
            ("apple/main.rs", None),
        ] {
            assert_eq!(of_file(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn reading_a_file_changes_nothing() {
        let path = workspace::root().join("app/src/lib.rs");
        let read = Event::new(EventKind::Access(notify::event::AccessKind::Any)).add_path(path.clone());
        assert_eq!(of(&read), None);
        let written = Event::new(EventKind::Modify(notify::event::ModifyKind::Any)).add_path(path);
        assert_eq!(of(&written), Some(Change::Bundle));
    }
}
