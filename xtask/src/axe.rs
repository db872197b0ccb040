//! axe-core, the accessibility checker that the browser journeys run inside each page.

use crate::failure::{Because, Failure, Outcome};
use crate::{tool, workspace};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

const VERSION: &str = "4.14.1";
/// SHA-256 of the package as npm publishes it.
const PACKAGE: &str = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745";
/// SHA-256 of the one file in it that is used.
const SCRIPT: &str = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c";

/// Returns `axe.min.js`, fetched with npm unless the right one is there already.
///
/// npm runs nothing of the package's: it is only downloaded, and what is not to the letter what was
/// looked at when these sums were written down is refused.
pub(crate) fn prepare() -> Outcome<PathBuf> {
    let folder = workspace::tools().join("axe");
    let script = folder.join("axe.min.js");
    if is(&script, SCRIPT) {
        println!("axe-core {VERSION} is there");
        return Ok(script);
    }
    fs::create_dir_all(&folder).because(|| format!("{} could not be made", folder.display()))?;
    let npm = tool::find(&["npm"]).ok_or_else(|| Failure::new("npm is not on PATH."))?;
    tool::call(
        tool::command(npm)
            .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
            .arg(&folder)
            .arg(format!("axe-core@{VERSION}")),
    )?;
    let package = folder.join(format!("axe-core-{VERSION}.tgz"));
    require(&package, PACKAGE)?;
    tool::call(
        tool::command("tar")
            .args(["--extract", "--gzip", "--strip-components=1", "--file"])
            .arg(&package)
            .arg("--directory")
            .arg(&folder)
            .arg("package/axe.min.js"),
    )?;
    require(&script, SCRIPT)?;
    fs::remove_file(&package).because(|| format!("{} could not be removed", package.display()))?;
    Ok(script)
}

/// Fails unless the file has this sum.
fn require(file: &Path, sum: &str) -> Outcome<()> {
    if is(file, sum) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} is not the axe-core {VERSION} that was checked: its SHA-256 should be {sum}. \
         Delete it and try again; if it stays different, find out why before you change the sum.",
        file.display()
    )))
}

/// Whether the file is there and has this sum.
fn is(file: &Path, sum: &str) -> bool {
    fs::read(file).is_ok_and(|content| hex(&Sha256::digest(content)) == sum)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_written_as_sha256sum_writes_them() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hex(&Sha256::digest("")), empty);
    }
}
