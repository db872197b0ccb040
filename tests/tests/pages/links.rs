//! A link is made of an address type, so that one which leads nowhere does not compile.

use std::{fs, process::Command};

/// The file of the address types, which needs nothing but the standard library.
const TYPES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/src/ask/path.rs");

/// Has the compiler read a link; gives what it says of it where it refuses.
fn compile(link: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("link.rs");
    let text =
        format!("#[path = {TYPES:?}] pub mod path;\npub fn link() -> String {{ {link}.to_string() }}\n");
    fs::write(&file, text).expect("written");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--out-dir"])
        .arg(folder.path())
        .arg(&file)
        .output()
        .expect("a compiler");
    let told = String::from_utf8_lossy(&said.stderr).into_owned();
    if said.status.success() { Ok(()) } else { Err(told) }
}

#[test]
fn a_dead_link_does_not_compile() {
    assert_eq!(compile("path::Board"), Ok(()));
    assert_eq!(compile("path::Indicator::of(\"self-harm-reports\")"), Ok(()));
    for (dead, why) in [
        ("path::Bored", "cannot find"),
        ("path::Indicators::of(\"self-harm-reports\")", "cannot find"),
        ("path::Return::of(\"oxford-health\")", "takes 2 arguments"),
        ("path::Board::of(\"self-harm-reports\")", "no function or associated item named `of`"),
    ] {
        let told = compile(dead).expect_err(dead);
        assert!(told.contains(why), "{dead}: {told}");
    }
}
