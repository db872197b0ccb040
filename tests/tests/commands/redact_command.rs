//! `outcomes redact`, as a person types it: what would go, taking it out, and what stops it.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};
use storage::{Record, testing};
use tests::{packs, plans};

const NAME: &str = "Wilhelmina Threlkeld";
const WHY: &str = "A cover note named a child";

/// A record with a frozen pack that names a child.
async fn named() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("outcomes.db").display());
    let record = opened(&database).await;
    packs::load(&record).await;
    let pack = domain::pack::Pack { cover_note: format!("We met {NAME}."), ..packs::pack("first-pack", 12) };
    packs::make(&record, &pack, plans::moment(packs::NINE)).await;
    packs::freeze(&record, "first-pack", plans::moment(packs::NINE)).await;
    record.close().await;
    (folder, database)
}

async fn opened(database: &str) -> Record {
    let record = Record::open_or_make(database).await.expect("a record");
    record.migrate().await.expect("migrated");
    record
}

/// The places that hold some words.
async fn holding(database: &str, words: &str) -> Vec<String> {
    let record = opened(database).await;
    let holding = testing::holding(&record, words).await.expect("looked through");
    record.close().await;
    holding
}

fn outcomes(arguments: &[&str], typed: &str) -> Output {
    let mut program = Command::new(tests::browser::program_path())
        .args(arguments)
        .env_remove("OUTCOMES_DATABASE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = program.stdin.take().expect("its input");
    // A program that reads nothing may have ended already.
    let _ = input.write_all(typed.as_bytes());
    drop(input);
    program.wait_with_output().expect("it ends")
}

fn told(arguments: &[&str], typed: &str) -> String {
    let output = outcomes(arguments, typed);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refusal(arguments: &[&str]) -> String {
    let output = outcomes(arguments, "");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{arguments:?} succeeded");
    assert!(output.stdout.is_empty() && !said.contains("panicked"), "{said}");
    said
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn a_name_is_looked_for_first_and_goes_with_yes() {
    let (folder, database) = named().await;
    let before = holding(&database, NAME).await;
    assert!(before.contains(&"pack.cover_note".to_owned()) && before.contains(&"frozen.model".to_owned()));
    let arguments = ["redact", NAME, "--why", WHY, "--database", &database];
    let said = told(&arguments, "");
    let expected = "1 text of a pack holds the words.\n\
                    1 text in the audit holds the words.\n\
                    1 frozen pack or review holds them. Its PDF and workbook would go.\n\
                    Nothing was changed: this is what would go. Give --yes to remove it for good.\n";
    assert_eq!(said, expected);
    assert_eq!(holding(&database, NAME).await, before);

    // By standard input, so that no shell keeps the words.
    let by_input = ["redact", "-", "--why", WHY, "--yes", "--database", &database];
    let said = told(&by_input, &format!("{NAME}\n"));
    let expected = "1 text of a pack now says [removed].\n1 text in the audit now says [removed].\n1 frozen \
        pack or review now says [removed]. Its PDF and workbook are gone.\nRemoved for good, by change ";
    assert!(said.starts_with(expected), "{said}");
    assert!(
        said.ends_with(
            "Copies of the record that were made before still hold the text: remove it there too.\n"
        )
    );
    assert_eq!(holding(&database, NAME).await, [""; 0]);
    assert_eq!(told(&by_input, NAME), "Nothing holds these words. Nothing was changed.\n");

    // The pack says why its files are gone, and the audit who removed them.
    let file = folder.path().join("pack.pdf").display().to_string();
    let said = refusal(&["pack", "pdf", "first-pack", "--out", &file, "--database", &database]);
    assert!(said.contains("the files of the pack \"first-pack\" were removed"), "{said}");
    let record = opened(&database).await;
    let sql = "SELECT count(*) FROM audit WHERE action = 'redact text' AND visitor = 'operator' AND outcome = 'done'";
    assert_eq!(testing::count(&record, sql).await.expect("a count"), 1);
    record.close().await;
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn what_cannot_be_removed_is_refused_in_a_sentence() {
    let (_folder, database) = named().await;
    let before = holding(&database, NAME).await;
    let cases: [(&[&str], &str); 5] = [
        (&["redact", "Jo", "--why", WHY], "Give at least three characters of the text to remove"),
        (
            &["redact", NAME, "--why", "It named wilhelmina threlkeld"],
            "The reason repeats the text to remove",
        ),
        (&["redact", NAME], "--why <TEXT>"),
        (&["redact", NAME, "--why", WHY, "--import", "12"], "there is no import 12"),
        (
            &["redact", "words", "--why", WHY],
            "the words are also part of how the frozen document \"first-pack\" is written",
        ),
    ];
    for (arguments, sentence) in cases {
        for yes in [&[][..], &["--yes"]] {
            let arguments = [arguments, yes, &["--database", database.as_str()]].concat();
            let said = refusal(&arguments);
            assert!(said.contains(sentence), "{arguments:?}: {said}");
        }
    }
    assert_eq!(holding(&database, NAME).await, before);
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn the_file_of_an_import_goes_where_it_is_named() {
    let (folder, database) = named().await;
    let file = folder.path().join("figures.csv");
    let text = "indicator,area_code,area_name,period,value\ngood-development,E06000017,Rutland,2022/23,71\n";
    std::fs::write(&file, text).expect("a file");
    let said = told(&["import", &file.display().to_string(), "--database", &database], "");
    let (_, after) = said.split_once("Imported, with the number ").expect("a number");
    let number = after.split('.').next().expect("a number").to_owned();
    let list = ["import", "--list", "--database", &database];
    assert!(!told(&list, "").contains("was removed"));
    let arguments =
        ["redact", "A picture of a class", "--why", WHY, "--import", &number, "--database", &database];
    let said = told(&arguments, "");
    assert!(
        said.starts_with(&format!("The file of import {number} would go. Its figures would stay.\n")),
        "{said}"
    );
    assert!(!told(&list, "").contains("was removed"));
    let said = told(&[&arguments[..], &["--yes"]].concat(), "");
    assert!(said.starts_with(&format!("The file of import {number} is gone. Its figures stay.\n")), "{said}");
    let listed = told(&list, "");
    assert!(listed.contains("; its file was removed on "), "{listed}");
    assert!(
        told(&["import", "--list", "--json", "--database", &database], "")
            .contains("\"file_removed_at\":\"20")
    );
}
