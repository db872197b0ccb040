//! The browser bundles: the islands as WebAssembly and the script that loads them, both compressed, each bundle within its bound.

use crate::compile::Checks;
use crate::failure::{Because, Failure, Outcome};
use crate::{size, tool, toolchain, workspace};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// A bundle: what a page loads to wake its islands.
pub(crate) struct Bundle {
    /// What its files are called.
    name: &'static str,
    /// Its description in README.
    pub(crate) said: &'static str,
    /// The feature of the crate `browser` that has its islands.
    feature: &'static str,
    /// The most bytes that script and program may have together, compressed with brotli.
    most: u64,
}

/// The one that every page with an island loads, and the one that the grid of a return loads in its place.
pub(crate) const BUNDLES: [Bundle; 2] = [
    Bundle {
        name: "browser",
        said: "script and WebAssembly, on pages that have an island or a form for a figure",
        feature: "pages",
        most: 75_000,
    },
    Bundle {
        name: "grid",
        said: "script and WebAssembly of the grid of a return, on that page in place of the above",
        feature: "grid",
        most: 110_000,
    },
];

/// The bytes that a browser is sent of a bundle, with brotli; the starter apart, which is half a kilobyte.
pub(crate) fn weight(bundle: &Bundle) -> Outcome<u64> {
    [format!("{}.js.br", bundle.name), format!("{}_bg.wasm.br", bundle.name)]
        .iter()
        .map(|file| length(&workspace::site().join(file)))
        .sum()
}

/// Builds each bundle's `.js` and `_bg.wasm`, each with its `.br` and `.gz`, into the site folder. Fails where one is larger than it may
/// be.
///
/// A file whose content is the same is left alone, so that the server that embeds it is not built again.
pub(crate) fn build(checks: Checks) -> Outcome<()> {
    for bundle in &BUNDLES {
        build_one(bundle, checks)?;
    }
    Ok(())
}

fn build_one(bundle: &Bundle, checks: Checks) -> Outcome<()> {
    tool::call(
        checks
            .cargo()?
            .args(["build", "-p", "browser", "--profile", "browser", "--no-default-features"])
            .args(["--features", bundle.feature, "--target", toolchain::WASM]),
    )?;
    let made = fresh_folder(&workspace::target().join("site-made"))?;
    bind(bundle, &made)?;
    let mut bytes = 0;
    for file in files(&made)? {
        let name =
            file.strip_prefix(&made).because(|| "The bundle has a file in a strange place".to_owned())?;
        bytes += publish(&file, &workspace::site().join(name))?;
    }
    fs::remove_dir_all(&made).because(|| format!("{} could not be removed", made.display()))?;
    within_bound(bundle, bytes)
}

/// Fails where a bundle is larger than it may be.
fn within_bound(bundle: &Bundle, bytes: u64) -> Outcome<()> {
    let Bundle { name, most, .. } = bundle;
    let said = format!(
        "The bundle `{name}` is {}, of at most {}, with brotli",
        size::text(bytes),
        size::text(*most)
    );
    if bytes > *most {
        return Err(Failure::new(format!("{said}. Take something out of it.")));
    }
    println!("{said}");
    Ok(())
}

/// Takes the bundles away, so that the server is built without them rather than with old ones.
pub(crate) fn remove() -> Outcome<()> {
    fresh_folder(&workspace::site()).map(|_| ())
}

/// Runs wasm-bindgen on what Cargo made.
fn bind(bundle: &Bundle, folder: &Path) -> Outcome<()> {
    let wasm = workspace::target().join(toolchain::WASM).join("browser").join("browser.wasm");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&wasm)
        .out_name(bundle.name)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| Failure::new(format!("wasm-bindgen could not read {}: {error:#}", wasm.display())))
}

/// Compresses a file and puts all three in the site folder; gives its bytes with brotli. The plain file goes last: when it is
/// there and equal, the compressed ones are there and belong to it.
fn publish(made: &Path, public: &Path) -> Outcome<u64> {
    let content = read(made)?;
    let brotli = beside(public, "br");
    let gzip = beside(public, "gz");
    let is_there = fs::read(public).is_ok_and(|old| old == content) && brotli.is_file() && gzip.is_file();
    if !is_there {
        if let Some(folder) = public.parent() {
            fs::create_dir_all(folder).because(|| format!("{} could not be made", folder.display()))?;
        }
        write(&brotli, &brotli_of(&content)?)?;
        write(&gzip, &gzip_of(&content)?)?;
        write(public, &content)?;
    }
    println!(
        "{}: {}, gzip {}, brotli {}{}",
        public.file_name().unwrap_or_default().to_string_lossy(),
        size::text(length(public)?),
        size::text(length(&gzip)?),
        size::text(length(&brotli)?),
        if is_there { " (unchanged)" } else { "" },
    );
    length(&brotli)
}

/// Brotli at its smallest: quality 11 and a window of 16 MB.
fn brotli_of(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 64 * 1024, 11, 24);
    writer.write_all(content).because(|| "The bundle could not be compressed with brotli".to_owned())?;
    drop(writer);
    Ok(compressed)
}

/// Gzip at its smallest, for what cannot read brotli.
fn gzip_of(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer
        .write_all(content)
        .and_then(|()| writer.finish())
        .because(|| "The bundle could not be compressed with gzip".to_owned())
}

/// Every file in a folder and the folders below it.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).because(|| format!("{} could not be read", folder.display()))? {
        let path = entry.because(|| format!("{} could not be read", folder.display()))?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The folder, empty.
fn fresh_folder(folder: &Path) -> Outcome<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).because(|| format!("{} could not be removed", folder.display()))?;
    }
    fs::create_dir_all(folder).because(|| format!("{} could not be made", folder.display()))?;
    Ok(folder.to_owned())
}

/// The same path with one more ending.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).because(|| format!("{} could not be read", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Outcome<()> {
    fs::write(path, content).because(|| format!("{} could not be written", path.display()))
}

fn length(path: &Path) -> Outcome<u64> {
    fs::metadata(path).map(|data| data.len()).because(|| format!("{} could not be read", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Bundle, within_bound};

    #[test]
    fn a_bundle_that_is_too_large_fails() {
        let bundle = Bundle { said: "", name: "grid", feature: "grid", most: 110_000 };
        assert!(within_bound(&bundle, 110_000).is_ok());
        let said = within_bound(&bundle, 110_100).expect_err("too large").to_string();
        assert!(said.contains("`grid` is 110.1 kB, of at most 110.0 kB"), "{said}");
    }
}
