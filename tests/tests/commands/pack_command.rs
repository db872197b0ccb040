//! Packs from the command line, as a person types it: which there are, freezing one, and the files of one.

use serde_json::Value;
use std::{
    path::Path,
    process::{Command, Output},
};
use storage::Record;
use tests::{
    packs::{self, slug},
    plans,
};

/// A folder with a record in it that holds a draft of a pack.
struct Desk {
    folder: tempfile::TempDir,
    database: String,
}

impl Desk {
    /// A record without packs.
    async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite://{}", folder.path().join("outcomes.db").display());
        let desk = Self { folder, database };
        let record = desk.record().await;
        packs::load(&record).await;
        record.close().await;
        desk
    }

    async fn with_a_draft() -> Self {
        let desk = Self::empty().await;
        let record = desk.record().await;
        packs::make(&record, &packs::pack("first-pack", 12), plans::moment(packs::NINE)).await;
        record.close().await;
        desk
    }

    async fn record(&self) -> Record {
        let record = Record::open_or_make(&self.database).await.expect("a record");
        record.migrate().await.expect("migrated");
        record
    }

    /// The bytes that the record keeps of a file of the pack.
    async fn kept(&self, name: &str) -> Vec<u8> {
        let record = self.record().await;
        let frozen = packs::kept(&record, "first-pack").await.expect("a frozen pack");
        let desk = plans::operator(&record).await;
        let bytes = storage::frozen::file(&desk, &frozen, name).await.expect("whole").expect("a file");
        record.close().await;
        bytes
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        outcomes(&[&["pack"], arguments, &["--database", &self.database]].concat())
    }

    /// Its output, when it succeeds.
    fn told(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Its one sentence, when it fails.
    fn refusal(&self, arguments: &[&str]) -> String {
        refused(arguments, &self.run(arguments))
    }

    /// The files beside the record's own.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let mut names: Vec<_> = names.filter(|name| !name.starts_with("outcomes.db")).collect();
        names.sort();
        names
    }
}

fn outcomes(arguments: &[&str]) -> Output {
    Command::new(tests::browser::program_path())
        .args(arguments)
        .env_remove("OUTCOMES_DATABASE")
        .output()
        .expect("the program runs")
}

fn refused(arguments: &[&str], output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    assert!(said.starts_with("outcomes: ") && said.trim_end().lines().count() == 1, "{arguments:?}: {said}");
    said
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn packs_are_listed_for_people_and_for_programs() {
    let desk = Desk::empty().await;
    assert_eq!(desk.told(&["list"]), "No packs have been made yet.\n");
    assert_eq!(desk.told(&["list", "--json"]), "", "a line for each pack, and so none");

    let record = desk.record().await;
    packs::make(&record, &packs::pack("first-pack", 12), plans::moment(packs::NINE)).await;
    packs::make(&record, &packs::pack("second-pack", 13), plans::moment(packs::NINE)).await;
    let number = packs::freeze(&record, "first-pack", plans::moment(packs::NINE)).await;
    let frozen = packs::kept(&record, "first-pack").await.expect("a frozen pack");
    record.close().await;

    let said = desk.told(&["list"]);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(
        lines[0].starts_with("second-pack ")
            && lines[0].ends_with("2022-12-13  2022  Rutland board  in preparation"),
        "{said}"
    );
    let state = format!("2022-12-12  2022  Rutland board  frozen 2026-11-23T09:00:00Z, by change {number}");
    assert!(lines[1].starts_with("first-pack ") && lines[1].ends_with(&state), "{said}");

    let said = desk.told(&["list", "--json"]);
    let objects: Vec<Value> =
        said.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let draft = serde_json::json!({
        "id": "second-pack", "meeting": "Rutland board", "on": "2022-12-13", "year": "2022", "priorities": [packs::PRIORITY], "frozen": null,
    });
    let kept = serde_json::json!({
        "at": "2026-11-23T09:00:00Z", "number": number, "seen": frozen.seen, "program": frozen.program, "sha256": frozen.sha256,
    });
    let mut given = draft.clone();
    (given["id"], given["on"], given["frozen"]) = ("first-pack".into(), "2022-12-12".into(), kept);
    assert_eq!(objects, [draft, given]);
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn a_pack_is_frozen_once() {
    let desk = Desk::with_a_draft().await;
    for (kind, file) in [("pdf", "pack.pdf"), ("data", "data.xlsx")] {
        let said = desk.refusal(&[kind, "first-pack", "--out", &desk.file(file)]);
        let sentence = "the pack \"first-pack\" is not frozen yet, so it has no files: `outcomes pack freeze first-pack` freezes it";
        assert!(said.contains(sentence), "{said}");
    }
    assert!(desk.names().is_empty(), "{:?}", desk.names());

    let said = desk.told(&["freeze", "first-pack"]);
    assert!(said.starts_with("first-pack is frozen, by change ") && said.lines().count() == 1, "{said}");
    let listed = desk.told(&["list", "--json"]);
    let again = desk.refusal(&["freeze", "first-pack"]);
    assert!(again.contains("the pack \"first-pack\" is already frozen, so it cannot be changed"), "{again}");
    assert_eq!(desk.told(&["list", "--json"]), listed);
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn what_cannot_be_frozen_is_told() {
    let desk = Desk::with_a_draft().await;
    let before = desk.told(&["list"]);
    for id in ["none", "", "first-pac", "../first-pack", "First-Pack", "'; DROP TABLE frozen; --"] {
        let said = desk.refusal(&["freeze", id]);
        assert!(
            said.contains(&format!("there is no pack \"{id}\": `outcomes pack list` lists them")),
            "{said}"
        );
    }
    let record = desk.record().await;
    let gone = domain::pack::Pack { priorities: vec![slug("no-more")], ..packs::pack("gone", 14) };
    let nothing = domain::pack::Pack { priorities: Vec::new(), ..packs::pack("nothing", 15) };
    for pack in [&gone, &nothing] {
        packs::make(&record, pack, plans::moment(packs::NINE)).await;
    }
    record.close().await;
    for (id, sentence) in [
        ("gone", "“no-more” is no longer a priority of 2022: change the pack, then freeze it"),
        (
            "nothing",
            "no priority is chosen, so the pack would be empty: choose what the meeting will look at",
        ),
    ] {
        let said = desk.refusal(&["freeze", id]);
        assert!(said.contains(sentence), "{said}");
    }
    let after = desk.told(&["list"]);
    assert!(after.ends_with(&before) && !after.contains("frozen"), "{after}");
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn the_files_of_a_pack_are_written_as_they_were_kept() {
    let desk = Desk::with_a_draft().await;
    desk.told(&["freeze", "first-pack"]);
    for (kind, name, begins) in [("pdf", "pack.pdf", &b"%PDF-"[..]), ("data", "data.xlsx", b"PK\x03\x04")] {
        let file = desk.file(name);
        let said = desk.told(&[kind, "first-pack", "--out", &file]);
        assert_eq!(said, "", "the file is all that is asked for");
        let kept = desk.kept(name).await;
        assert!(kept.starts_with(begins), "{name}");
        assert!(std::fs::read(&file).expect("a file") == kept, "{name} is what was kept");
        // A file that is there is replaced, whole.
        std::fs::write(&file, "something longer ".repeat(100_000)).expect("another file");
        desk.told(&[kind, "first-pack", "--out", &file]);
        assert!(std::fs::read(&file).expect("a file") == kept, "{name} is replaced");
    }
    assert_eq!(desk.names(), ["data.xlsx", "pack.pdf"]);
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn a_file_that_cannot_be_written_is_told() {
    let desk = Desk::with_a_draft().await;
    desk.told(&["freeze", "first-pack"]);
    let (nowhere, folder) = (desk.file("no-such-folder/pack.pdf"), desk.folder.path().display().to_string());
    let file = desk.file("as-it-was");
    std::fs::write(&file, "as it was").expect("a file");
    let under_a_file = format!("{file}/pack.pdf");
    for kind in ["pdf", "data"] {
        for (out, sentence) in [
            (&nowhere, "cannot be written: "),
            (&under_a_file, "cannot be written: "),
            (&folder, "cannot be written: it is a folder; give a file"),
        ] {
            let said = desk.refusal(&[kind, "first-pack", "--out", out]);
            assert!(said.contains(&format!("{out} {sentence}")), "{said}");
        }
        let said = desk.refusal(&[kind, "none", "--out", &file]);
        assert!(said.contains("there is no pack \"none\": `outcomes pack list` lists them"), "{said}");
    }
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "as it was");
    assert_eq!(desk.names(), ["as-it-was"]);
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn what_is_left_out_and_what_is_not_there_is_told() {
    for (arguments, sentence) in [
        (&["pack"][..], "Usage: outcomes pack"),
        (&["pack", "freeze"], "<ID>"),
        (&["pack", "pdf", "first-pack"], "--out <FILE>"),
        (&["pack", "melt", "first-pack"], "unrecognized subcommand 'melt'"),
    ] {
        let output = outcomes(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains(sentence), "{arguments:?}: {said}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("outcomes.db").display());
    let out = folder.path().join("pack.pdf").display().to_string();
    let commands: [&[&str]; 4] = [
        &["list"],
        &["freeze", "first-pack"],
        &["pdf", "first-pack", "--out", &out],
        &["data", "first-pack", "--out", &out],
    ];
    let all = |sentence: &str| {
        for command in commands {
            let arguments = [&["pack"], command, &["--database", &database]].concat();
            let said = refused(&arguments, &outcomes(&arguments));
            assert!(said.contains(sentence), "{command:?}: {said}");
        }
    };
    all("make one with `outcomes migrate`");
    let migrated = outcomes(&["migrate", "--database", &database]);
    assert!(migrated.status.success(), "{}", String::from_utf8_lossy(&migrated.stderr));
    all("the record has no plan yet: load one with `outcomes plan load`");
    assert!(!Path::new(&out).exists());
}
