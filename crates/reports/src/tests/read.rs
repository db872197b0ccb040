//! What poppler and qpdf read in a PDF: other people's programs, which know nothing of how it was made.

use super::{document, everywhere, made, table};
use crate::{Layout, pdf};
use domain::document::{Block, Cell, Column, Document, Section, Table};
use std::{
    io::Write as _,
    process::{Command, Stdio},
};

/// The output of a program for a PDF that it is given as a file.
fn said(program: &str, before: &[&str], bytes: &[u8], after: &[&str]) -> String {
    let file = tempfile::NamedTempFile::new().expect("a file");
    file.as_file().write_all(bytes).expect("written");
    let output = Command::new(program)
        .args(before)
        .arg(file.path())
        .args(after)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn text(bytes: &[u8]) -> String {
    said("pdftotext", &["-layout"], bytes, &["-"])
}

/// A text without the effects of line ends and broken words.
fn run_together(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

fn pages(bytes: &[u8]) -> usize {
    let told = said("pdfinfo", &[], bytes, &[]);
    let pages = told.lines().find_map(|line| line.strip_prefix("Pages:")).expect("pages");
    pages.trim().parse().expect("a number")
}

fn printed(document: &Document, layout: Layout) -> Vec<u8> {
    pdf(document, layout, made()).expect("a PDF")
}

fn with(blocks: Vec<Block>) -> Document {
    document(vec![Section::new("a", "A section", blocks)])
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn what_looks_like_code_is_printed_as_it_was_typed() {
    for typed in ["#read(\"/etc/passwd\")", "$x^2$ @ref \\alpha", "#panic()", "=Title --- ..."] {
        let bytes = printed(&everywhere(typed), Layout::Full);
        let found = run_together(&text(&bytes)).matches(&run_together(typed)).count();
        assert!(found > 15, "{typed} was found {found} times");
    }
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn what_no_font_has_is_told_on_the_last_page() {
    let bytes = printed(&with(vec![Block::Words("For 兒童信託, 👩‍👩‍👧 and Ŵŷ".into())]), Layout::Full);
    let said = text(&bytes);
    assert!(said.contains("For [?], [?] and Ŵŷ"), "{said}");
    assert!(said.contains("Some characters could not be printed"), "{said}");
    let said = text(&printed(&with(vec![Block::Words("Ŵŷ, Ελλάδα, Київ, ½ ≤ 1".into())]), Layout::Full));
    assert!(said.contains("Ŵŷ, Ελλάδα, Київ, ½ ≤ 1") && !said.contains("could not be printed"), "{said}");
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn it_is_sound_and_says_what_it_is() {
    let bytes = printed(&everywhere("A text"), Layout::Full);
    said("qpdf", &["--check"], &bytes, &[]);
    let about = said("pdfinfo", &["-meta"], &bytes, &[]);
    assert!(about.contains("<pdfuaid:part>1</pdfuaid:part>"), "{about}");
    let about = said("pdfinfo", &["-isodates"], &bytes, &[]);
    for line in
        ["Title:           A text", "CreationDate:    2019-06-08T13:20:00Z", "Tagged:          yes", "(A4)"]
    {
        assert!(about.contains(line), "{line} is not in {about}");
    }
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn its_parts_are_tagged() {
    let mut section = Section::new("priority-1", "A priority", vec![Block::Table(table(3))]);
    section.parts.push(Section::new(
        "b",
        "An indicator",
        vec![
            Block::Chart { svg: super::drawing("Word"), text: "It rises.".into() },
            Block::List(vec!["One".into(), "Two".into()]),
        ],
    ));
    let bytes = printed(&document(vec![section]), Layout::Full);
    let tags = said("pdfinfo", &["-struct-text"], &bytes, &[]);
    let has =
        |tag: &str| tags.lines().any(|line| line.trim_start().split([' ', '"', ':']).next() == Some(tag));
    for tag in ["H1", "H2", "P", "Table", "Caption", "TH", "TD", "Figure", "L", "LI"] {
        assert!(has(tag), "{tag} is not among the tags: {tags}");
    }
    let objects = said("qpdf", &["--qdf", "--object-streams=disable"], &bytes, &["-"]);
    assert!(objects.contains("/Alt (It rises.)"), "the drawing is not told");
    assert!(objects.contains("/Lang (en-GB)"), "the language is not told");
    let tags = said("pdfinfo", &["-struct"], &bytes, &[]);
    assert!(
        tags.contains("/Row") && tags.contains("/Column"),
        "the heads say nothing of what they head: {tags}"
    );
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn the_head_of_a_table_is_on_each_of_its_pages() {
    let bytes = printed(&with(vec![Block::Table(table(100))]), Layout::Full);
    let said = text(&bytes);
    let pages: Vec<_> = said.split('\u{c}').filter(|page| page.contains("Row ")).collect();
    assert!(pages.len() > 1, "the table is on one page");
    for page in pages {
        assert!(page.contains("Name") && page.contains("Rating"), "no head: {page}");
        assert!(page.contains("Page "), "no number: {page}");
    }
}

/// Wherever on a page a table begins.
#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn no_heading_stands_alone_at_the_foot_of_a_page() {
    for before in 30..50 {
        let mut blocks: Vec<_> = (0..before).map(|line| Block::Words(format!("Line {line}."))).collect();
        let mut section = Section::new("a", "A section", std::mem::take(&mut blocks));
        let drawn = Block::Chart { svg: super::drawing("Drawn"), text: "It rises.".into() };
        let parts = [vec![Block::Table(table(20))], vec![Block::Finding("It rises.".into()), drawn]];
        section.parts = parts.map(|blocks| Section::new("b", "Part", blocks)).into();
        let said = text(&printed(&document(vec![section]), Layout::Full));
        let pages = || said.split('\u{c}');
        for page in pages().filter(|page| page.contains("What was counted")) {
            assert!(page.contains("Row 0"), "{before} lines before: {page}");
        }
        for page in pages().filter(|page| page.contains("Rating")) {
            assert!(page.contains("Row "), "{before} lines before: {page}");
        }
        for page in pages() {
            let found = |word: &str| page.matches(word).count();
            let headings = page.lines().filter(|line| line.trim() == "Part").count();
            assert_eq!(headings, found("What was counted") + found("Drawn"), "{before} lines before: {page}");
        }
    }
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn a_priority_begins_a_page_and_what_stands_in_it_does_not() {
    let priority = |number: usize| {
        let mut section = Section::new(format!("priority-{number}"), format!("Priority {number}"), vec![]);
        let part = Section::new(
            format!("priority-{number}-actions"),
            format!("Actions {number}"),
            vec![Block::Words("Said.".into())],
        );
        section.parts.push(part);
        section
    };
    let first = Section::new("agenda", "Agenda", vec![]);
    let bytes = printed(&document(vec![first, priority(1), priority(2)]), Layout::Full);
    // The contents, the agenda, and a page for each priority.
    assert_eq!(pages(&bytes), 4);
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn words_and_figures_of_a_table_stay_whole() {
    let columns = ["Indicator", "Latest", "Period", "Who"];
    let columns = columns.into_iter().enumerate().map(|(place, head)| match place {
        1 => Column::figures(head),
        _ => Column::words(head),
    });
    let row = ["A long name of an indicator that goes on and on and on, and on", "-12,345.6%", "2018-19 Q3"];
    let who = "Buckinghamshire, Oxfordshire and Berkshire West Integrated Care Board, and Gloucestershire";
    let table = Table {
        caption: "Whole".into(),
        columns: columns.collect(),
        rows: vec![row.into_iter().chain([who]).map(Cell::words).collect()],
    };
    for layout in [Layout::Full, Layout::OnePage] {
        let said = text(&printed(&with(vec![Block::Table(table.clone())]), layout));
        for whole in ["-12,345.6%", "2018-19 Q3", "Buckinghamshire,", "Gloucestershire", "indicator"] {
            assert!(said.contains(whole), "{whole} is not in {said}");
        }
    }
}

/// Anything kept on one page is never more than a page, because the rest would be lost.
#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn a_table_that_says_much_in_few_rows_is_printed_to_its_end() {
    for (columns, letters) in [(2, 3000), (5, 600), (9, 250), (20, 60)] {
        let words = "word ".repeat(letters / 5);
        let cell = |row, column| Cell::words(format!("{words}end-{row}-{column}."));
        let table = Table {
            caption: String::new(),
            columns: (0..columns).map(|column| Column::words(format!("Column {column}"))).collect(),
            rows: (0..3).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect(),
        };
        let bytes = printed(&with(vec![Block::Table(table)]), Layout::Full);
        // The text cropped to the page does not include words below its foot.
        let said = said(
            "pdftotext",
            &["-raw", "-nopgbrk", "-y", "0", "-x", "0", "-W", "595", "-H", "842"],
            &bytes,
            &["-"],
        );
        let said = run_together(&said);
        for row in 0..3 {
            for column in 0..columns {
                let end = format!("end-{row}-{column}.");
                assert!(said.contains(&end), "{columns} columns: {end} is not in {said}");
            }
        }
    }
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn one_page_is_one_page_and_counts_what_it_leaves_out() {
    let list = Block::List((0..200).map(|item| format!("Item {item}")).collect());
    let long = Block::Told { title: "Why".into(), markdown: "A sentence that goes on. ".repeat(900) };
    for (blocks, told) in [
        (vec![Block::Table(table(100))], "more: see the pack"),
        (vec![Block::Table(table(100)), list.clone(), Block::Table(table(2))], "more: see the pack"),
        (vec![long.clone(), long, Block::Table(table(100)), list], "more: see the pack"),
        (vec![Block::Table(table(12))], "Row 11"),
    ] {
        let bytes = printed(&with(blocks), Layout::OnePage);
        assert_eq!(pages(&bytes), 1);
        let said = text(&bytes);
        assert!(said.contains(told), "{told} is not in {said}");
    }
    // What is left out and what is kept add up to everything.
    let said = text(&printed(&with(vec![Block::Table(table(100))]), Layout::OnePage));
    let kept = said.matches("Row ").count();
    assert!(kept > 30, "{kept} rows are on the page");
    assert!(said.contains(&format!("and {} more: see the pack", 100 - kept)), "{said}");
}
