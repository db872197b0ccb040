//! Files that are written whole or not at all: under another name first, which they lose when all of them are complete.

use crate::Failure;
use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

/// A file that is being written. Dropped before it is kept, it leaves nothing.
pub(crate) struct Whole {
    path: PathBuf,
    partial: PathBuf,
    out: BufWriter<File>,
}

impl Whole {
    /// Begins a file beside the place that it is meant for.
    pub(crate) fn begin(path: &Path) -> Result<Self, Failure> {
        let failed = |reason: String| Failure::NotWritten { path: path.to_owned(), reason };
        let Some(name) = path.file_name().filter(|_| !path.is_dir()) else {
            return Err(failed("it is a folder; give a file".to_owned()));
        };
        let mut partial = std::ffi::OsString::from(".");
        partial.push(name);
        partial.push(format!(".{}.partial", std::process::id()));
        let partial = path.with_file_name(partial);
        let file = OpenOptions::new().write(true).create_new(true).open(&partial);
        let out = BufWriter::new(file.map_err(|error| failed(error.to_string()))?);
        Ok(Self { path: path.to_owned(), partial, out })
    }

    fn failed(&self, error: &io::Error) -> Failure {
        Failure::NotWritten { path: self.path.clone(), reason: error.to_string() }
    }
}

/// Gives files their names, once all of them are complete.
pub(crate) fn keep<const FILES: usize>(mut files: [Whole; FILES]) -> Result<(), Failure> {
    for file in &mut files {
        let written = file.out.flush().and_then(|()| file.out.get_ref().sync_all());
        written.map_err(|error| file.failed(&error))?;
    }
    for file in &files {
        std::fs::rename(&file.partial, &file.path).map_err(|error| file.failed(&error))?;
    }
    Ok(())
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        // What was kept has another name by now, and nothing is there to remove.
        let _ = std::fs::remove_file(&self.partial);
    }
}

#[cfg(test)]
mod tests {
    use super::{Whole, keep};
    use std::io::Write;

    fn names(folder: &std::path::Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_whole_or_not_there() {
        let folder = std::env::temp_dir().join(format!("outcomes-whole-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let (one, two) = (folder.join("one.csv"), folder.join("two.csv"));
        std::fs::write(&one, "as it was").expect("a file");
        let mut begun = Whole::begin(&one).expect("a beginning");
        begun.write_all(b"half of it").expect("some of it");
        begun.flush().expect("some of it");
        assert_eq!(names(&folder).len(), 2);
        drop(begun);
        assert_eq!(names(&folder), ["one.csv"]);
        assert_eq!(std::fs::read_to_string(&one).expect("a file"), "as it was");

        let (mut first, mut second) =
            (Whole::begin(&one).expect("a beginning"), Whole::begin(&two).expect("a beginning"));
        first.write_all(b"all of it").expect("all of it");
        second.write_all(b"and this").expect("all of it");
        keep([first, second]).expect("both");
        assert_eq!(names(&folder), ["one.csv", "two.csv"]);
        assert_eq!(std::fs::read_to_string(&one).expect("a file"), "all of it");
        assert!(Whole::begin(&folder).is_err(), "a folder is no file");
        std::fs::remove_dir_all(&folder).expect("an end");
    }
}
