//! Imported files lose a text that named a child, whoever looks and whatever the file is, on both engines.

use app::readers;
use chrono::{DateTime, Utc};
use domain::{
    access::Role,
    proposal::RefusedCells,
    redaction::{Found, Kind, Redaction, Unsearched},
};
use std::io::{Cursor, Write};
use storage::{
    Error, Record,
    redaction::{look, redact},
    testing,
};
use tests::{
    importing::{MORNING, NINE, PUBLISHED, RUTLAND, count, operator},
    on_both_engines,
    people::member,
    plans,
    proposals::{kept, proposal},
};
use zip::{ZipWriter, write::SimpleFileOptions};

const NAME: &str = "Wilhelmina Threlkeld";

fn now() -> DateTime<Utc> {
    plans::moment("2030-01-01T09:00:00Z")
}

fn redaction() -> Redaction {
    Redaction::new(NAME, "A note named a child").expect("a redaction")
}

/// Takes in a file that brings one figure. Gives the number of the import.
async fn take_in(record: &Record, (name, bytes): (&str, &[u8]), value: &str) -> i64 {
    let proposal = proposal(&[(PUBLISHED, RUTLAND, "Total", "2022/23", value)]);
    let (desk, clock) = (operator(record).await, || plans::moment(NINE));
    let file = kept(name, bytes);
    let taken =
        storage::import::confirm(&desk, (&proposal, RefusedCells::Stop), file, None, clock, &mut |_| {})
            .await;
    taken.expect("taken in").number.expect("a new figure")
}

/// A workbook with one part that holds this text.
fn workbook(text: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let cells = format!("<sst><si><r><t>We met </t></r><r><t>{text}</t></r></si></sst>");
    for (name, text) in [("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", &cells)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("a workbook").into_inner()
}

on_both_engines! {
    /// An administrator imports nothing, and redacts all the same where others did.
    async fn an_administrator_redacts_where_files_were_imported(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let number = take_in(&record, ("a.csv", format!("note\n{NAME}\n").as_bytes()), "71").await;
        let admin = member(&record, "Ada", Role::Administrator, "council").await;
        let desk = admin.desk(&record).await;
        let imports = storage::redaction::imports(&desk).await.expect("a list");
        assert_eq!(imports.iter().map(|import| import.number).collect::<Vec<_>>(), [number]);
        assert_eq!(look(&desk, &redaction(), &[], readers()).await.expect("looked").files, [number]);
        let redacted = redact(&desk, &redaction(), &[], readers(), now).await.expect("redacted");
        assert_eq!(redacted.found.files, [number]);
        assert!(storage::redaction::imports(&desk).await.expect("a list").is_empty());
        let sql = "SELECT count(*) FROM audit WHERE action = 'redact text' AND outcome = 'done' AND person IS NOT NULL";
        assert_eq!(count(&record, sql).await, 1);
        for role in [Role::Viewer, Role::Analyst, Role::Approver, Role::PlanLead] {
            let desk = member(&record, role.as_str(), role, "council").await.desk(&record).await;
            assert!(matches!(look(&desk, &redaction(), &[], readers()).await, Err(Error::Forbidden)), "{role}");
            assert!(matches!(redact(&desk, &redaction(), &[], readers(), now).await, Err(Error::Forbidden)), "{role}");
            assert!(matches!(storage::redaction::imports(&desk).await, Err(Error::Forbidden)), "{role}");
        }
        let sql = "SELECT count(*) FROM audit WHERE action = 'redact text' AND outcome = 'refused'";
        assert_eq!(count(&record, sql).await, 4, "a look is not noted, and a try is");
    }

    /// A workbook is opened to be searched. One that cannot be is reported, and goes where its bytes hold the words or it is named.
    async fn workbooks_are_searched(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let holds = workbook(NAME);
        assert!(!holds.windows(NAME.len()).any(|bytes| bytes == NAME.as_bytes()), "it is packed");
        let found = take_in(&record, ("a.xlsx", &holds), "71").await;
        let other = take_in(&record, ("b.xlsx", &workbook("Somebody Else")), "72").await;
        let broken = take_in(&record, ("c.xlsx", b"PK\x03\x04 cut short"), "73").await;
        let raw = take_in(&record, ("d.xlsx", format!("PK\x03\x04 {NAME}").as_bytes()), "74").await;
        let desk = operator(&record).await;
        let looked = look(&desk, &redaction(), &[], readers()).await.expect("looked");
        assert_eq!(looked.files, [found, raw]);
        let [Unsearched { import, why }] = looked.unsearched.as_slice() else { panic!("{looked:?}") };
        assert!(*import == broken && why.contains("damaged or cut short"), "{why}");
        assert!(matches!(look(&desk, &redaction(), &[1_000_000], readers()).await, Err(Error::NoImport(1_000_000))));
        let redacted = redact(&desk, &redaction(), &[broken], readers(), now).await.expect("redacted").found;
        assert_eq!((redacted.files, redacted.unsearched), (vec![found, broken, raw], vec![]));
        for (import, is_there) in [(found, false), (other, true), (broken, false), (raw, false)] {
            let file = storage::import::file(&desk, import, &mut Vec::new()).await;
            assert_eq!(file.is_ok(), is_there, "{import}: {file:?}");
        }
        let removed = storage::import::list(&operator(&record).await).await.expect("a list");
        let removed: Vec<_> = removed.iter().map(|import| import.removed).collect();
        assert_eq!(removed, [Some(now()), Some(now()), None, Some(now())], "the newest first");
    }

    /// A file whose name holds the words, and a file that the record can give no more of.
    async fn a_name_goes_and_a_damaged_file_stops_nothing(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        take_in(&record, (&format!("{NAME}.csv"), b"value\n71\n"), "71").await;
        let damaged = take_in(&record, ("b.csv", b"value\n72\n"), "72").await;
        testing::damage(&record, "import", "UPDATE import SET size = 1 WHERE name = 'b.csv'").await.expect("damaged");
        let desk = operator(&record).await;
        let why = "its stored copy is damaged".to_owned();
        let expected = Found {
            texts: vec![(Kind::FileName, 1), (Kind::Audit, 1)],
            unsearched: vec![Unsearched { import: damaged, why }],
            ..Found::default()
        };
        assert_eq!(look(&desk, &redaction(), &[], readers()).await.expect("looked"), expected);
        assert!(!testing::holding(&record, NAME).await.expect("looked through").is_empty());
        assert_eq!(redact(&desk, &redaction(), &[], readers(), now).await.expect("redacted").found, expected);
        assert_eq!(testing::holding(&record, NAME).await.expect("looked through"), [""; 0]);
    }
}

/// What SQLite had written is overwritten, and not only forgotten.
#[tokio::test]
async fn nothing_of_it_is_left_in_the_file_of_sqlite() {
    let fresh = tests::record::sqlite().await;
    plans::load(&fresh.record, plans::RUTLAND, MORNING).await;
    take_in(&fresh.record, (&format!("{NAME}.csv"), b"value\n71\n"), "71").await;
    let file = fresh.address.strip_prefix("sqlite://").expect("a file").to_owned();
    let is_there = || {
        ["", "-wal", "-shm"].iter().any(|ending| {
            let bytes = std::fs::read(format!("{file}{ending}")).unwrap_or_default();
            bytes.windows(NAME.len()).any(|window| window == NAME.as_bytes())
        })
    };
    assert!(is_there(), "it was written");
    let desk = operator(&fresh.record).await;
    redact(&desk, &redaction(), &[], readers(), now).await.expect("redacted");
    assert!(!is_there());
}
