//! Words are found wherever a workbook holds them, and only there.

use crate::book::{archive, ods, rows, xlsx};
use domain::redaction::{Phrase, Searched};
use exchange::import::search;

fn found(bytes: &[u8], words: &str) -> Searched {
    search(bytes, &Phrase::new(words).expect("words"))
}

/// A sheet with one cell of these pieces, each in a format of its own.
fn in_pieces(pieces: &[&str]) -> String {
    let runs: String = pieces.iter().map(|piece| format!("<r><rPr><b/></rPr><t>{piece}</t></r>")).collect();
    format!("<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>{runs}</is></c></row></sheetData>")
}

#[test]
fn every_sheet_and_name_of_a_workbook_is_searched() {
    let cells = rows("area,note\nE10000025,Jo O'Neil & co moved\n");
    for (bytes, words) in [
        (xlsx(&[("Data", "<sheetData/>"), ("Hidden", &cells)]), "Jo O'Neil & co"),
        (xlsx(&[("Data", "<sheetData/>"), ("Jo Smith", "<sheetData/>")]), "Jo Smith"),
        (xlsx(&[("Data", &in_pieces(&["Jo ", "Smith", " moved"]))]), "Jo Smith"),
        (
            ods(
                "<table:table-row><table:table-cell><text:p>Jo<text:s/>Sm<text:span>ith</text:span></text:p></table:table-cell></table:table-row>",
            ),
            "Jo Smith",
        ),
        (
            ods(
                "<table:table-row><table:table-cell office:value-type=\"string\" office:string-value=\"Jo Smith\"/></table:table-row>",
            ),
            "Jo Smith",
        ),
        (
            ods(
                "<table:table-row><table:table-cell><office:annotation><text:p>Ask Jo Smith</text:p></office:annotation></table:table-cell></table:table-row>",
            ),
            "Jo Smith",
        ),
    ] {
        assert_eq!(found(&bytes, words), Searched::Holds, "{words}");
        assert_eq!(found(&bytes, "Ann Smith"), Searched::Lacks, "{words}");
    }
}

#[test]
fn two_cells_are_not_one_text() {
    assert_eq!(found(&xlsx(&[("Data", &rows("Jo ,Smith\n"))]), "Jo Smith"), Searched::Lacks);
}

#[test]
fn what_no_part_can_be_read_of_is_told() {
    let Searched::Unread(why) = found(&archive(&[("notes.txt", "Jo Smith")]), "Jo Smith") else {
        panic!("it was read")
    };
    assert!(why.contains("it is a ZIP archive, not a workbook"), "{why}");
}
