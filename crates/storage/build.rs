//! Lists the migrations of both engines, for the program to carry. Each is compiled in unchanged: the record keeps its
//! checksum, so its text may never change.

use std::{
    env, fs,
    io::{Error, Result},
    path::{Path, PathBuf},
};

fn main() -> Result<()> {
    let folder =
        |name: &str| env::var_os(name).map(PathBuf::from).ok_or_else(|| Error::other(format!("no {name}")));
    let root = folder("CARGO_MANIFEST_DIR")?.join("../../migrations");
    let mut listing = String::new();
    for engine in ["sqlite", "postgres"] {
        let files = root.join(engine);
        println!("cargo::rerun-if-changed={}", files.display());
        listing.push_str(&format!("pub(super) const {}: &[(i64, &str, &str)] = &[\n", engine.to_uppercase()));
        for (number, words, file) in named(&files)? {
            let file = file.display().to_string();
            listing.push_str(&format!("    ({number}, {words:?}, include_str!({file:?})),\n"));
        }
        listing.push_str("];\n");
    }
    fs::write(folder("OUT_DIR")?.join("migrations.rs"), listing)
}

/// The migrations of a folder in order. The name of each is a number and a short description.
fn named(folder: &Path) -> Result<Vec<(i64, String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "sql") {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let parts = name.split_once('_').and_then(|(number, words)| Some((number.parse().ok()?, words)));
        let (number, words) = parts.ok_or_else(|| Error::other(format!("{name} is no number and words")))?;
        found.push((number, words.replace('_', " "), path.canonicalize()?));
    }
    found.sort();
    Ok(found)
}
