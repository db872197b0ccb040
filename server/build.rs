//! Gathers what the program carries: style sheet, icon, and the browser bundles where `cargo xtask bundle` has made them.
//!
//! Each file is given a name that holds its hash, so that browsers may keep it for ever, and is compressed here once.

use sha2::{Digest, Sha256};
use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The style sheet's files, in the order in which they are joined.
const STYLE: [&str; 11] = [
    "base.css",
    "page.css",
    "parts.css",
    "board.css",
    "form.css",
    "indicator.css",
    "returns.css",
    "story.css",
    "chart.css",
    "icon.css",
    "print.css",
];

fn main() -> io::Result<()> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("..");
    let out = PathBuf::from(variable("OUT_DIR")?);
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let target = if target.is_absolute() { target } else { root.join(target) };
    println!("cargo::rerun-if-env-changed=CARGO_TARGET_DIR");

    let mut listing = String::new();
    let mut style = String::new();
    for file in STYLE {
        let path = root.join("style").join(file);
        watch(&path);
        style.push_str(&fs::read_to_string(path)?);
    }
    carry(&out, &mut listing, "STYLE", "style.css", without_comments(&style).as_bytes())?;
    for (constant, file) in [("ICON", "icon.svg"), ("STARTER", "starter.js")] {
        let path = root.join("style").join(file);
        watch(&path);
        carry(&out, &mut listing, constant, file, &fs::read(path)?)?;
    }
    for (constant, file) in [
        ("MODULE", "browser.js"),
        ("WASM", "browser_bg.wasm"),
        ("GRID_MODULE", "grid.js"),
        ("GRID_WASM", "grid_bg.wasm"),
    ] {
        let path = target.join("site").join(file);
        watch(&path);
        match fs::read(&path) {
            Ok(bytes) => {
                let listed = carry(&out, &mut listing, constant, file, &bytes)?;
                writeln_to(
                    &mut listing,
                    &format!("const MAYBE_{constant}: Option<&Asset> = Some(&{listed});"),
                );
            }
            Err(_) => writeln_to(&mut listing, &format!("const MAYBE_{constant}: Option<&Asset> = None;")),
        }
    }
    fs::write(out.join("assets.rs"), listing)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|error| io::Error::other(format!("{name}: {error}")))
}

fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

fn writeln_to(listing: &mut String, line: &str) {
    listing.push_str(line);
    listing.push('\n');
}

/// Writes a file with its compressed forms where the program includes them from, and lists it.
fn carry(out: &Path, listing: &mut String, constant: &str, file: &str, bytes: &[u8]) -> io::Result<String> {
    let hash: String = Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    fs::write(out.join(file), bytes)?;

    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &parameters)?;
    fs::write(out.join(format!("{file}.br")), brotli)?;

    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    fs::write(out.join(format!("{file}.gz")), gzip.finish()?)?;

    let bytes_of = |ending: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}{ending}\"))");
    writeln_to(
        listing,
        &format!(
            "pub(crate) static {constant}: Asset = Asset {{ path: \"/assets/{stem}.{hash}.{ending}\", plain: {}, brotli: {}, gzip: {} }};",
            bytes_of(""),
            bytes_of(".br"),
            bytes_of(".gz")
        ),
    );
    Ok(constant.to_owned())
}

/// The style sheet without its comments and the white space that starts lines.
fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut kept = String::with_capacity(css.len());
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
