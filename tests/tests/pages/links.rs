//! A link is made of an address type, so that one which leads nowhere does not compile.

use std::{fs, path::Path, process::Command};

/// The file of the address types, which needs nothing but the standard library.
const TYPES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/src/ask/path.rs");

/// Has the compiler read a link; gives its message where it refuses.
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

/// The code of the pages and islands.
const CODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/src");

/// What looks like a link and is none: where the browser sends its cookies, and the folder of the server functions, which a
/// test of their own compares with the types.
const NO_LINKS: [(&str, &str); 2] =
    [("ask/cookie.rs", "cookie.path(\"/\")"), ("islands/grid/calls.rs", "prefix = \"/fn\"")];

/// Where a line of code writes a link as text: a text that begins with a slash, or one that puts a slash and a word behind
/// what it is filled with.
fn written(line: &str) -> Option<&str> {
    let link = |(at, _): (usize, &str)| {
        let (before, rest) = line.split_at(at);
        let next = rest.chars().nth(1)?;
        let is_link = match before.chars().next_back()? {
            '"' | '\'' => next.is_ascii_lowercase() || matches!(next, '{' | '?' | '#' | '"'),
            '}' => next.is_ascii_lowercase(),
            _ => false,
        };
        is_link.then_some(rest)
    };
    line.match_indices('/').find_map(link)
}

#[test]
fn a_link_that_is_text_is_found() {
    for link in [
        r#"go_on("/funding", done)"#,
        r#"<a href="/funding/new">"#,
        r#"format!("/actions/{}", slug)"#,
        r#"format!("/{page}")"#,
        r#"format!("/?{done}")"#,
        r#"address(asked, "/", Vec::new())"#,
        r#"format!("{own}/file")"#,
        r#"query("form[action='/sign-out']")"#,
    ] {
        assert!(written(link).is_some(), "{link}");
    }
    for other in [
        r#"<input name="step" value="approve"/>"#,
        r##"format!("#told-{place}")"##,
        r#"to.starts_with('/') && !to.starts_with("//")"#,
        r#"format!("{}/{priority}", placement.focus_area)"#,
        r#"(header::CONTENT_TYPE, "text/csv")"#,
        r#"format!("{}?{}", path::Review::of(&year.slug), choice)"#,
    ] {
        assert_eq!(written(other), None, "{other}");
    }
}

/// Tests may write what a browser is to be given, and the file of the types writes every path.
#[test]
fn no_link_is_written_as_text() {
    let mut folders = vec![Path::new(CODE).to_owned()];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let file = entry.expect("an entry").path();
            if file.is_dir() {
                folders.push(file);
                continue;
            }
            read += 1;
            let text = fs::read_to_string(&file).expect("text");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let is_no_link = |line: &str| {
                NO_LINKS.iter().any(|(name, begins)| file.ends_with(name) && line.contains(begins))
            };
            for line in code.lines().map(str::trim_start) {
                if file == Path::new(TYPES) || line.starts_with("//") || is_no_link(line) {
                    continue;
                }
                let file = file.display();
                assert_eq!(written(line), None, "{file} writes a link as text: make it of a type of `path`");
            }
        }
    }
    assert!(read > 100, "{read}");
}
