//! Circles between files: two files that need each other can only be understood, moved and changed together.
//!
//! Every crate of the workspace is read, its tests left out. A module and its parent may know each other: a parent declares its children
//! and often hands on what they hold. Everything else that names something in another file is an arrow, and arrows form no circle. In
//! `app` they run from layer to layer one way.

/// Which files lie on a circle.
mod graph;
/// The layers of the pages.
mod layers;
/// Which file a path leads to.
mod resolve;
/// A crate's files, and what each names.
mod source;

use crate::failure::{Because, Failure, Outcome};
use crate::workspace;
use graph::Arrows;
use std::fs;
use std::path::{Path, PathBuf};

/// Fails when files of a crate need each other, and names them with what each takes from the other.
pub(crate) fn check() -> Outcome<()> {
    let root = workspace::root();
    let mut faults = Vec::new();
    let mut files = 0;
    let starts = starts(root)?;
    for start in &starts {
        let found = source::read(start, &|path| fs::read_to_string(path).ok())?;
        files += found.files();
        let arrows = resolve::arrows(&found);
        faults.extend(graph::circles(&arrows).iter().map(|circle| said(root, circle)));
        let backwards = layers::backwards(&root.join("app/src"), &arrows);
        if !backwards.is_empty() {
            faults.push(format!("from a layer of app to one behind it:\n{}", listed(root, &backwards)));
        }
    }
    if faults.is_empty() {
        println!("{files} files of {} crates, and no circle between them", starts.len());
        return Ok(());
    }
    Err(Failure::new(format!(
        "Files need each other. Move what both take to a file of its own.\n{}",
        faults.join("\n")
    )))
}

/// A circle in lines: how many files, and its arrows.
fn said(root: &Path, circle: &Arrows) -> String {
    let mut files: Vec<&PathBuf> = circle.keys().map(|(from, _)| from).collect();
    files.dedup();
    format!("a circle of {} files:\n{}", files.len(), listed(root, circle))
}

/// Arrows, a line each, with the names that they stand for.
fn listed(root: &Path, arrows: &Arrows) -> String {
    let short = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
    let lines = arrows.iter().map(|((from, to), names)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("  {} -> {}: {}", short(from), short(to), names.join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The file that each crate of the workspace starts with: libraries, programs, and the programs that tests are linked into.
fn starts(root: &Path) -> Outcome<Vec<PathBuf>> {
    let mut starts = Vec::new();
    for package in packages(root)? {
        starts.extend(["src/lib.rs", "src/main.rs"].map(|file| package.join(file)));
        for folder in folders(&package.join("tests")) {
            starts.push(folder.join("main.rs"));
        }
    }
    starts.retain(|start| start.is_file());
    starts.sort();
    Ok(starts)
}

/// The folders of the workspace that hold a package.
fn packages(root: &Path) -> Outcome<Vec<PathBuf>> {
    let mut packages = folders(root);
    packages.extend(folders(&root.join("crates")));
    packages.retain(|folder| folder.join("Cargo.toml").is_file());
    if packages.is_empty() {
        return Err(Failure::new(format!("{} holds no package.", root.display())));
    }
    Ok(packages)
}

/// The folders within a folder; none where there is no such folder.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).because(|| format!("{} cannot be read", folder.display()));
    let Ok(entries) = entries else { return Vec::new() };
    entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(|path| path.is_dir()).collect()
}

#[cfg(test)]
mod tests {
    use super::{graph, resolve, said, source};
    use std::collections::HashMap;
    use std::path::Path;

    /// The circles of a crate that is written out here.
    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let files: HashMap<&Path, &str> =
            files.iter().map(|(path, text)| (Path::new(*path), *text)).collect();
        let read = |path: &Path| files.get(path).map(|text| (*text).to_owned());
        let krate = source::read(Path::new("src/lib.rs"), &read).expect("a crate that can be read");
        graph::circles(&resolve::arrows(&krate)).iter().map(|circle| said(Path::new("src"), circle)).collect()
    }

    const TWO: (&str, &str) = ("src/lib.rs", "mod label; mod canvas;");

    #[test]
    fn a_circle_is_found_and_each_arrow_named() {
        let found = circles(&[
            TWO,
            ("src/canvas.rs", "use crate::label::{Label, size as how_large};"),
            ("src/label.rs", "fn wide() -> f64 { crate::canvas::tenths(super::canvas::WIDE) }"),
        ]);
        assert_eq!(
            found,
            [
                "a circle of 2 files:\n  canvas.rs -> label.rs: Label, size\n  label.rs -> canvas.rs: WIDE, tenths"
            ]
        );
    }

    #[test]
    fn arrows_of_one_way_are_no_circle() {
        let found = circles(&[
            TWO,
            ("src/canvas.rs", "use crate::label::Label; pub fn tenths() {}"),
            ("src/label.rs", "pub struct Label; impl Label { fn tenths(&self) { self.canvas.tenths() } }"),
        ]);
        assert_eq!(found, <[String; 0]>::default());
    }

    #[test]
    fn a_circle_through_a_macro_and_a_third_file_is_found() {
        let found = circles(&[
            ("src/lib.rs", "mod a; mod b; mod c;"),
            ("src/a.rs", "use crate::b; fn page() { view! { <p>{b::text(1)}</p> } }"),
            ("src/b.rs", "pub fn text(of: crate::c::Of) {}"),
            ("src/c.rs", "pub struct Of; fn back() { use super::a::page; }"),
        ]);
        assert_eq!(
            found,
            ["a circle of 3 files:\n  a.rs -> b.rs: text\n  b.rs -> c.rs: Of\n  c.rs -> a.rs: page"]
        );
    }

    #[test]
    fn a_path_in_an_attribute_counts() {
        let found = circles(&[
            TWO,
            ("src/canvas.rs", "use crate::label::Label;"),
            ("src/label.rs", "#[error(\"{}\", crate::canvas::tenths(*.0))] pub struct Label(f64);"),
        ]);
        assert_eq!(
            found,
            ["a circle of 2 files:\n  canvas.rs -> label.rs: Label\n  label.rs -> canvas.rs: tenths"]
        );
    }

    #[test]
    fn what_a_module_hands_on_belongs_to_the_file_that_has_it() {
        let found = circles(&[
            ("src/lib.rs", "mod parts; mod page;"),
            ("src/parts.rs", "mod by; mod all; pub use by::by as whose; pub use all::*;"),
            ("src/parts/by.rs", "use crate::page::Page; pub fn by() {}"),
            ("src/parts/all.rs", "pub fn every() { crate::page::Page }"),
            (
                "src/page.rs",
                "use crate::parts; pub struct Page; fn show() { parts::whose(); parts::every() }",
            ),
        ]);
        assert_eq!(
            found,
            ["a circle of 3 files:\n  page.rs -> parts/all.rs: every\n  page.rs -> parts/by.rs: whose\n  \
              parts/all.rs -> page.rs: Page\n  parts/by.rs -> page.rs: Page"]
        );
    }

    #[test]
    fn a_module_and_its_parent_may_know_each_other_and_tests_count_for_nothing() {
        let found = circles(&[
            ("src/lib.rs", "mod label; mod canvas; pub mod outer;"),
            ("src/outer.rs", "mod inner; use inner::Inner; pub fn outer() {}"),
            ("src/outer/inner.rs", "pub struct Inner; fn up() { super::outer() }"),
            ("src/canvas.rs", "use crate::label::Label; pub struct Canvas;"),
            ("src/label.rs", "pub struct Label; #[cfg(test)] mod tests { use crate::canvas::Canvas; }"),
        ]);
        assert_eq!(found, <[String; 0]>::default());
    }

    #[test]
    fn a_file_and_its_grandparent_are_a_circle() {
        let found = circles(&[
            ("src/lib.rs", "pub mod outer;"),
            ("src/outer.rs", "mod inner; use inner::deep::Deep; pub struct Outer;"),
            ("src/outer/inner.rs", "pub mod deep;"),
            ("src/outer/inner/deep.rs", "pub struct Deep; use crate::outer::Outer;"),
        ]);
        assert_eq!(
            found,
            [
                "a circle of 2 files:\n  outer/inner/deep.rs -> outer.rs: Outer\n  outer.rs -> outer/inner/deep.rs: Deep"
            ]
        );
    }

    #[test]
    fn a_macro_is_taken_from_the_file_that_defines_it() {
        let found = circles(&[
            ("src/lib.rs", "#[macro_use] mod words; mod figure;"),
            ("src/words.rs", "macro_rules! words { () => {} } use crate::figure::Figure;"),
            ("src/figure.rs", "words! { Figure } pub struct Figure;"),
        ]);
        assert_eq!(
            found,
            ["a circle of 2 files:\n  figure.rs -> words.rs: words!\n  words.rs -> figure.rs: Figure"]
        );
    }

    #[test]
    fn a_file_that_is_declared_and_not_there_is_said() {
        let failure = source::read(Path::new("src/lib.rs"), &|path| {
            (path == Path::new("src/lib.rs")).then(|| "mod gone;".to_owned())
        });
        let said = failure.err().expect("it is not there").to_string();
        assert_eq!(
            said,
            "src/lib.rs declares the module gone, and neither src/gone.rs nor src/gone/mod.rs can be read."
        );
    }
}
