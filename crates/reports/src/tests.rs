//! The files made from a document.

/// What other programs read in a PDF.
mod read;

use crate::{Error, Layout, pdf, press, workbook, world::Case};
use chrono::{DateTime, Utc};
use domain::{
    document::{Block, Cell, Column, Document, Mark, Section, Sign, Table},
    pack::{Aimed, FORMAT, Forecast, Frozen, Kept, Measured, Step},
};
use std::io::{Cursor, Read as _};

/// Texts that would do something if they were read as anything but text.
const HOSTILE: [&str; 16] = [
    "#read(\"/etc/passwd\")",
    "#import \"@preview/x:1.0.0\"",
    "$x$ @ref <label> `raw` _a_ *b* = c",
    "\\u{41} \\ \\\\ // /* */ --- ...",
    "= Heading\n\n#pagebreak()\n",
    "\"); #panic(\"out\"); (\"",
    "\u{0}\u{1}\u{7}\u{1b}[31m\u{7f}\u{85}",
    "\u{202e}reversed\u{202c} \u{200f}mark\u{200e} \u{2066}isolated\u{2069}",
    "👩‍👩‍👧‍👦 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "نص عربي",
    "兒童信託",
    "e\u{301}te\u{301} Ŵŷ Ελληνικά Кириллица a\u{300}\u{301}\u{302}",
    "<script>alert(1)</script> &amp; &#x41;",
    "\u{fffd}\u{ffff}\u{10ffff}\u{e000}",
    "a\u{ad}b\u{a0}c\u{2011}d\u{202f}e\u{feff}f\r\ng\th",
    "",
];

fn document(sections: Vec<Section>) -> Document {
    Document {
        title: "Children's Trust board, 12 June 2019".into(),
        subtitle: "Board pack".into(),
        partnership: "Oxfordshire Children's Trust".into(),
        cautions: vec!["These figures are made up.".into()],
        as_at: "As at 1 June 2019".into(),
        sections,
    }
}

fn empty() -> Document {
    Document {
        title: String::new(),
        subtitle: String::new(),
        partnership: String::new(),
        cautions: Vec::new(),
        as_at: String::new(),
        sections: Vec::new(),
    }
}

fn made() -> DateTime<Utc> {
    DateTime::from_timestamp(1_560_000_000, 0).expect("a moment")
}

fn table(rows: usize) -> Table {
    let row = |row: usize| {
        let mark = Cell { sign: Some(Sign::Red), ..Cell::words("Red") };
        vec![Cell::words(format!("Row {row}")), Cell::words(format!("{row}.5")), mark]
    };
    Table {
        caption: "What was counted".into(),
        columns: vec![Column::words("Name"), Column::figures("Value"), Column::words("Rating")],
        rows: (0..rows).map(row).collect(),
    }
}

/// A document with one text everywhere.
fn everywhere(text: &str) -> Document {
    let own = || text.to_owned();
    let blocks = vec![
        Block::Words(own()),
        Block::Finding(own()),
        Block::Aside(own()),
        Block::Told { title: own(), markdown: own() },
        Block::Told {
            title: own(),
            markdown: format!("- {text}\n  - **{text}** [{text}](https://example.org/{text})"),
        },
        Block::List(vec![own(), own()]),
        Block::Facts(vec![(own(), own())]),
        Block::Marks(vec![Mark { sign: Sign::Better, word: own() }]),
        Block::Table(Table {
            caption: own(),
            columns: vec![Column::words(own()), Column::figures(own())],
            rows: vec![vec![Cell::words(own()), Cell::words(own())], vec![], vec![Cell::words(own()); 5]],
        }),
        Block::Chart { svg: drawing(&text.replace(['<', '&', '"'], "")), text: own() },
    ];
    let mut section = Section::new(own(), own(), blocks.clone());
    section.parts.push(Section::new(own(), own(), blocks));
    Document {
        title: own(),
        subtitle: own(),
        partnership: own(),
        cautions: vec![own()],
        as_at: own(),
        sections: vec![section],
    }
}

/// A drawing with one word on it.
fn drawing(word: &str) -> String {
    // Our drawings never contain what XML cannot.
    let word: String = word.chars().filter(|letter| !letter.is_control() && *letter != '\u{ffff}').collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 400 100\"><title>t</title><desc>d</desc>\
         <text x=\"10\" y=\"50\" class=\"label\">{word}</text></svg>"
    )
}

#[test]
fn hostile_text_is_printed_and_nothing_else() {
    for layout in [Layout::Full, Layout::OnePage] {
        for text in HOSTILE {
            pdf(&everywhere(text), layout, made()).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        }
    }
}

/// As long as a text may be in the long form of the tests (`cargo xtask test --long`); the time for a word's possible breaks
/// grows with the square of its length, so the short form uses one as long as a page.
#[test]
fn a_word_without_end_is_printed() {
    let times = if std::env::var_os("OUTCOMES_TEST_LONG").is_some() { 320 } else { 100 };
    pdf(&everywhere(&"Donaudampfschiff".repeat(times)), Layout::Full, made()).expect("a PDF");
}

#[test]
fn markdown_without_end_is_printed() {
    for markdown in
        ["- ".repeat(2500), "> ".repeat(2500), "*".repeat(5000), "[x](".repeat(1250), "1. a\n".repeat(900)]
    {
        let told = Block::Told { title: "Why".into(), markdown };
        pdf(&document(vec![Section::new("a", "A", vec![told])]), Layout::Full, made()).expect("a PDF");
    }
}

#[test]
fn a_document_that_says_nothing_is_printed() {
    for layout in [Layout::Full, Layout::OnePage] {
        let bytes = pdf(&empty(), layout, made()).expect("a PDF");
        assert!(bytes.starts_with(b"%PDF-1.7"));
        pdf(&document(vec![Section::new("priority-1", "", Vec::new())]), layout, made()).expect("a PDF");
    }
    let nothing = Block::Table(Table { caption: String::new(), columns: Vec::new(), rows: vec![vec![]] });
    let blocks = vec![
        nothing,
        Block::List(vec![]),
        Block::Facts(vec![]),
        Block::Marks(vec![]),
        Block::Table(table(0)),
    ];
    pdf(&document(vec![Section::new("a", "A", blocks)]), Layout::Full, made()).expect("a PDF");
}

#[test]
fn the_same_document_is_the_same_file() {
    let shown = everywhere("Straße, Ŵŷ and £5");
    for layout in [Layout::Full, Layout::OnePage] {
        let once = pdf(&shown, layout, made()).expect("a PDF");
        assert!(once == pdf(&shown, layout, made()).expect("a PDF"), "{layout:?} differs");
    }
}

#[test]
fn a_font_that_is_none_is_named() {
    let good: &[u8] = include_bytes!("../fonts/OpenSans-Regular.ttf");
    let Err(name) = Case::read(&[("good.ttf", good), ("bad.ttf", &good[..2000]), ("worse.ttf", b"")]) else {
        panic!("a font was read that is cut off");
    };
    assert_eq!(name, "bad.ttf");
    let said = Error::Font(name.into()).to_string();
    assert!(said.contains("bad.ttf") && said.contains("build the program again"), "{said}");
    let few = Case::read(&[("good.ttf", good)]).unwrap_or_else(|name| panic!("{name} is a font"));
    press::printed(&few, &document(vec![]), Layout::Full, made()).expect("one font is enough");
}

#[test]
fn a_moment_that_no_file_can_name_is_refused() {
    let error = pdf(&empty(), Layout::Full, DateTime::<Utc>::MAX_UTC).expect_err("no PDF");
    assert!(matches!(error, Error::Moment(_)), "{error}");
    let error = workbook(&frozen(), DateTime::<Utc>::MIN_UTC).expect_err("no workbook");
    assert!(matches!(error, Error::Moment(_)), "{error}");
}

fn frozen() -> Frozen {
    let figure = |place: usize| Kept {
        indicator: "absence".into(),
        area: ("E10000025".into(), "Oxfordshire".into()),
        breakdown: "Total".into(),
        period: format!("20{place:02}-{:02}", place + 1),
        value: (place > 10).then_some(place as f64 / 3.0),
        printed: if place > 10 { "1.0" } else { "[c]" }.into(),
        absence: (place <= 10).then(|| "confidential".into()),
        fraction: (place > 10).then_some((place as f64, 3.0)),
        status: "final".into(),
        note: Some("=HYPERLINK(\"https://example.org\")".into()),
    };
    let measured = Measured {
        slug: "absence".into(),
        name: "+Persistent absence".into(),
        unit: "%".into(),
        definition: "x".repeat(40_000),
        polarity: "lower is better".into(),
        source: "@Source".into(),
        owner: "-Council".into(),
        decimals: 1,
    };
    let step =
        Step { period: "2019-20".into(), mean: 12.0, within_80: (11.0, 13.0), within_95: (10.0, 14.0) };
    let forecast = Forecast {
        indicator: "absence".into(),
        area: "E10000025".into(),
        model: "the last value".into(),
        steps: vec![step],
        target: Some(Aimed { period: "2019-20".into(), ends: (10.0, 10.0), probability: Some(0.2) }),
    };
    Frozen {
        format: FORMAT,
        number: 7,
        document: document(vec![]),
        exceptions: document(vec![]),
        figures: (8..20).map(figure).collect(),
        indicators: vec![measured],
        forecasts: vec![forecast],
    }
}

#[test]
fn the_same_figures_are_the_same_workbook() {
    let once = workbook(&frozen(), made()).expect("a workbook");
    assert!(once == workbook(&frozen(), made()).expect("a workbook"));
    let nothing =
        Frozen { figures: vec![], indicators: vec![], forecasts: vec![], document: empty(), ..frozen() };
    workbook(&nothing, made()).expect("a workbook of nothing");
}

/// A part of a workbook as it is written.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn a_workbook_has_a_table_a_sheet_and_no_formula() {
    let bytes = workbook(&frozen(), made()).expect("a workbook");
    let book = part(&bytes, "xl/workbook.xml");
    for name in ["Cover", "Contents", "Notes", "Figures", "Indicators", "Forecasts"] {
        assert!(book.contains(&format!("<sheet name=\"{name}\"")), "{name} is not in {book}");
    }
    for number in 1..=6 {
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(!sheet.contains("<f>") && !sheet.contains("mergeCell"), "sheet {number}: {sheet}");
        assert!(
            sheet.contains("<tablePart ") && sheet.contains("state=\"frozen\""),
            "sheet {number}: {sheet}"
        );
        let table = part(&bytes, &format!("xl/tables/table{number}.xml"));
        assert!(table.contains("ref=\"A3:"), "{table}");
    }
    let said = part(&bytes, "xl/sharedStrings.xml");
    for text in ["=HYPERLINK(", "@Source", "-Council", "[c]", "Oxfordshire", "Chance of meeting its target"] {
        assert!(said.contains(text), "{text} is not in {said}");
    }
    // The first figure with a value keeps all of it, and its fraction.
    let figures = part(&bytes, "xl/worksheets/sheet4.xml");
    assert!(figures.contains("<v>3.6666666666666665</v>") && figures.contains("<v>11</v>"), "{figures}");
    let about = part(&bytes, "docProps/core.xml");
    assert!(about.contains("2019-06-08T13:20:00Z"), "{about}");
}
