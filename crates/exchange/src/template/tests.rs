//! Templates opened again.

use super::{Asked, HEADINGS, Template, TemplateRow, csv, xlsx};
use crate::{
    import::{self, Known, Layout, Options},
    testing::{sheet, sheets, words, xml},
};
use calamine::Data;
use domain::figure::{Absence, Status};
use std::io::{Cursor, Read, Write};

fn row() -> TemplateRow {
    TemplateRow {
        indicator: "Children in need seen within 10 days".into(),
        slug: "seen-within-10-days".into(),
        area: "Oxfordshire".into(),
        area_code: "E10000025".into(),
        breakdown: "sex=Female".into(),
        period: "2018-19 Q1".into(),
        unit: "% of children in need".into(),
        asked: Asked::Fraction,
        numerator: Some("1,204".into()),
        denominator: Some("1300".into()),
        value: None,
        absence: None,
        status: Some(Status::Provisional),
        note: Some("=HYPERLINK(\"http://example.org\")".into()),
        locked: None,
        previous: vec![("2017-18 Q4".into(), "91.2%".into()), ("2017-18 Q3".into(), "[c]".into())],
    }
}

fn template() -> Template {
    let change = TemplateRow {
        slug: "change".into(),
        asked: Asked::Value,
        unit: "points".into(),
        numerator: None,
        denominator: None,
        value: Some("-4.5".into()),
        note: Some("a \"quoted\" note,\nover two lines".into()),
        previous: Vec::new(),
        ..row()
    };
    let locked = TemplateRow {
        slug: "locked".into(),
        locked: Some("Approved on 1 July 2018. Ask the approver to send it back.".into()),
        numerator: Some("twelve".into()),
        absence: Some(Absence::NotCollected),
        ..row()
    };
    Template {
        title: "Return of Oxfordshire County Council for 2018-19 Q1".into(),
        organisation: "Oxfordshire County Council".into(),
        quarter: "2018-19 Q1".into(),
        made: "2018-07-02".parse().expect("a day"),
        rows: vec![row(), change, locked],
    }
}

fn book() -> Vec<u8> {
    xlsx(&template()).expect("a workbook")
}

fn rows_of(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let row = |row: Result<::csv::StringRecord, _>| row.expect("a row").iter().map(str::to_owned).collect();
    reader.records().map(row).collect()
}

#[test]
fn the_workbook_says_what_is_asked() {
    let rows = sheet(&book(), "Return");
    let headings: Vec<_> = HEADINGS.iter().map(|heading| words(heading)).collect();
    assert_eq!(rows[0][..12], headings);
    let after = ["Period before", "2 periods before", "Unit", "Locked because"].map(words);
    assert_eq!(rows[0][12..], after);
    let first = [
        words("Children in need seen within 10 days"),
        words("seen-within-10-days"),
        words("Oxfordshire"),
        words("E10000025"),
        words("sex=Female"),
        words("2018-19 Q1"),
        Data::Float(1204.0),
        Data::Float(1300.0),
        Data::Empty,
        Data::Empty,
        words("provisional"),
        words("=HYPERLINK(\"http://example.org\")"),
        words("2017-18 Q4: 91.2%"),
        words("2017-18 Q3: [c]"),
        words("% of children in need"),
        Data::Empty,
    ];
    assert_eq!(rows[1], first);
    assert_eq!(rows[2][8], Data::Float(-4.5));
    assert_eq!(rows[2][12], Data::Empty);
    assert_eq!(rows[3][6], words("twelve"));
    assert_eq!(rows[3][9], words("not collected"));
    assert_eq!(rows[3][15], words("Approved on 1 July 2018. Ask the approver to send it back."));
    assert_eq!(rows.len(), 4);
}

#[test]
fn only_what_is_asked_can_be_changed() {
    let book = book();
    let xml = xml(&book, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<sheetProtection sheet=\"1\""), "{xml}");
    assert!(!xml.contains("password"), "{xml}");
    assert!(xml.contains("state=\"frozen\"") && xml.contains("topLeftCell=\"B2\""), "{xml}");
    let styles = self::xml(&book, "xl/styles.xml");
    let formats: Vec<&str> =
        styles.split_once("<cellXfs").expect("formats").1.split("<xf ").skip(1).collect();
    let is_open = |cell: &str| {
        let (_, rest) =
            xml.split_once(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{cell} in {xml}"));
        let style = rest.split_once("s=\"").expect("a style").1.split_once('"').expect("its number").0;
        formats[style.parse::<usize>().expect("a number")].contains("locked=\"0\"")
    };
    for cell in ["G2", "H2", "I2", "J2", "K2", "L2", "I3", "J3", "K3", "L3"] {
        assert!(is_open(cell), "{cell} can be filled in");
    }
    for cell in ["A2", "B2", "F2", "M2", "O2", "G3", "H3", "A4", "G4", "I4", "J4", "L4"] {
        assert!(!is_open(cell), "{cell} is locked");
    }
    // The second sheet is for reading.
    assert_eq!(sheets(&book), ["Return", "Notes"]);
}

#[test]
fn drop_downs_hold_the_words_of_the_record() {
    let xml = xml(&book(), "xl/worksheets/sheet1.xml");
    let reasons = Absence::ALL.iter().map(|absence| absence.as_str()).collect::<Vec<_>>().join(",");
    assert!(xml.contains(&format!("<formula1>\"{reasons}\"</formula1>")), "{xml}");
    assert!(xml.contains("<formula1>\"provisional,final,revised\"</formula1>"), "{xml}");
    let validations: Vec<&str> = xml.split("<dataValidation ").skip(1).collect();
    let at = |cell: &str| {
        let at = format!("sqref=\"{cell}\"");
        *validations.iter().find(|one| one.contains(&at)).unwrap_or_else(|| panic!("{cell} in {xml}"))
    };
    assert!(at("J2").contains("type=\"list\"") && at("J2").contains("promptTitle=\"Reason\""));
    assert!(at("G2").contains("type=\"decimal\"") && at("G2").contains("operator=\"greaterThanOrEqual\""));
    assert!(at("I2").contains("Write 12.5 for 12.5%, not 0.125"), "{}", at("I2"));
    assert!(at("G4:L4").contains("Approved on 1 July 2018"), "{}", at("G4:L4"));
    assert!(!xml.contains("sqref=\"G3\"") && !xml.contains("sqref=\"G4\""), "{xml}");
}

#[test]
fn the_notes_tell_what_each_reason_means() {
    let book = book();
    let rows = sheet(&book, "Notes");
    assert_eq!(rows[0][0], words("Return of Oxfordshire County Council for 2018-19 Q1"));
    assert_eq!(rows[1][0], words("Oxfordshire County Council, 2018-19 Q1. Please give 3 figures."));
    let table = rows.iter().position(|row| row[0] == words("Reason")).expect("a table");
    assert_eq!(rows[table], ["Reason", "Symbol", "Meaning"].map(words));
    assert_eq!(rows[table + 3][..2], ["confidential", "[c]"].map(words));
    assert_eq!(rows.len(), table + 1 + Absence::ALL.len());
    for place in 1..=2 {
        assert!(!xml(&book, &format!("xl/worksheets/sheet{place}.xml")).contains("mergeCell"));
    }
    assert!(xml(&book, "xl/tables/table2.xml").contains("name=\"Reasons\""));
}

#[test]
fn a_csv_holds_the_same_and_no_formula() {
    let mut bytes = Vec::new();
    csv(&mut bytes, &template()).expect("a file");
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    assert_eq!(
        text.lines().next(),
        Some(
            "Indicator,Slug,Area,Area code,Breakdown,Period,Numerator,Denominator,Value,Reason if there is no value,\
             Status,Note,Period before,2 periods before,Unit,Locked because"
        )
    );
    assert!(text.ends_with("\r\n"));
    let rows = rows_of(text.as_bytes());
    assert_eq!(rows[1][6..9], ["1204", "1300", ""]);
    assert_eq!(rows[1][11], "'=HYPERLINK(\"http://example.org\")");
    assert_eq!(crate::unguarded(&rows[1][11]), "=HYPERLINK(\"http://example.org\")");
    assert_eq!(rows[2][8], "-4.5");
    assert_eq!(rows[2][11], "a \"quoted\" note,\nover two lines");
    assert_eq!(rows[3][9], "not collected");
    assert_eq!(rows.len(), 4);
}

#[test]
fn a_template_may_ask_for_nothing_or_say_very_much() {
    let nothing = Template { rows: Vec::new(), ..template() };
    assert_eq!(sheet(&xlsx(&nothing).expect("a workbook"), "Return").len(), 1);
    let long = "é𝄞\u{1}<&>".repeat(10_000);
    let row = TemplateRow {
        indicator: long.clone(),
        note: Some(long.clone()),
        locked: Some(long.clone()),
        previous: vec![(long.clone(), long.clone()); 9],
        ..row()
    };
    let much = Template {
        title: long.clone(),
        organisation: long.clone(),
        rows: vec![TemplateRow { unit: long, locked: None, ..row.clone() }, row],
        ..template()
    };
    let rows = sheet(&xlsx(&much).expect("a workbook"), "Return");
    assert_eq!(rows[0].len(), 12 + 4 + 2);
    csv(Vec::new(), &much).expect("a file");
}

#[test]
fn the_same_template_is_the_same_file() {
    assert_eq!(book(), book());
}

/// The workbook as a spreadsheet program leaves it after somebody typed into empty cells: the cells are numbered then.
fn typed_into(bytes: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut typed = 0;
    for place in 0..book.len() {
        let mut part = book.by_index(place).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).expect("its bytes");
        let mut text = String::from_utf8(text).expect("its text");
        if name == "xl/worksheets/sheet1.xml" {
            for (cell, value) in cells {
                let from = text.find(&format!("<c r=\"{cell}\"")).expect("the cell");
                let end = from + text[from..].find("/>").expect("an empty cell");
                text.replace_range(end..end + 2, &format!("><v>{value}</v></c>"));
                typed += 1;
            }
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(text.as_bytes()).expect("its text");
    }
    assert_eq!(typed, cells.len());
    out.finish().expect("a workbook").into_inner()
}

#[test]
fn a_workbook_that_was_filled_reads_back() {
    let blank = TemplateRow { numerator: None, denominator: None, note: None, ..row() };
    let count = TemplateRow { slug: "count".into(), asked: Asked::Value, status: None, ..blank.clone() };
    let untouched = TemplateRow { slug: "untouched".into(), ..blank.clone() };
    let made = xlsx(&Template { rows: vec![blank, count, untouched], ..template() }).expect("a workbook");
    let filled = typed_into(&made, &[("G2", "1204"), ("H2", "1300"), ("I2", "92.6"), ("I3", "-4.5")]);
    let options = Options { layout: Some(Layout::Template), ..Options::default() };
    let read = import::read(Cursor::new(filled), &Known::default(), &options, &mut |_| {}).expect("figures");
    assert_eq!(read.problems, []);
    let told: Vec<_> = read
        .figures
        .iter()
        .map(|figure| {
            let series = &read.series[figure.series as usize];
            let value = figure.reading.value().map(|value| domain::number::print(value, 2));
            (series.indicator.as_str(), figure.period.label(), value, figure.status)
        })
        .collect();
    let quarter = || "2018-19 Q1".to_owned();
    assert_eq!(
        told,
        [
            ("seen-within-10-days", quarter(), Some("92.60".to_owned()), Status::Provisional),
            ("count", quarter(), Some("−4.50".to_owned()), Status::Provisional),
        ]
    );
}
