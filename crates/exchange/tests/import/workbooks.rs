//! XLSX and ODS: the same figures as from CSV, and everything that a workbook allows and a table should not have.

use crate::{
    book::{archive, ods, ods_rows, rows, xlsx},
    fault,
    layouts::{DFE, TEMPLATE, TIDY, known},
    lines, named, problems, proposal, proposal_to,
};
use exchange::import::{Limits, Options};

#[test]
fn workbooks_give_the_same_figures_as_csv() {
    for text in [TIDY, DFE, TEMPLATE] {
        let expected = proposal_to(text.as_bytes(), &named("absence.csv"), &known());
        for bytes in [xlsx(&[("Sheet1", &rows(text))]), ods(&ods_rows(text))] {
            let read = proposal_to(&bytes, &named("absence.csv"), &known());
            assert_eq!(lines(&read), lines(&expected));
            assert_eq!(problems(&read), problems(&expected));
        }
    }
}

#[test]
fn the_first_sheet_with_headings_is_read_or_the_one_that_is_named() {
    let notes = "<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>Read me</t></is></c></row></sheetData>";
    let other = TIDY.replace("absence,Absence", "other,Other");
    let bytes =
        xlsx(&[("Notes", notes), ("Empty", "<sheetData/>"), ("Data", &rows(TIDY)), ("More", &rows(&other))]);
    assert!(lines(&proposal(&bytes, &named("x.xlsx")))[0].starts_with("absence |"));
    let named_sheet = |name: &str| Options { sheet: Some(name.to_owned()), ..named("x.xlsx") };
    assert!(lines(&proposal(&bytes, &named_sheet("More")))[0].starts_with("other |"));
    let message = fault(&bytes, &named_sheet("Sheet9"));
    assert_eq!(
        message,
        "it has no sheet \"Sheet9\": its sheets are \"Notes\", \"Empty\", \"Data\", \"More\""
    );
    let message = fault(&xlsx(&[("Notes", notes)]), &named("x.xlsx"));
    assert!(message.starts_with("sheet \"Notes\": no row near the top"), "{message}");
}

const HEAD: &str = "indicator,area_code,period,value\n";

/// A workbook of the headings above and one row of cells.
fn one_row(cells: &str, rest: &str) -> Vec<u8> {
    let head = rows(HEAD).replace("</sheetData>", "");
    xlsx(&[("Sheet1", &format!("{head}<row r=\"2\">{cells}</row></sheetData>{rest}"))])
}

fn text(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn formulas_dates_errors_and_merged_cells_are_refused_by_their_names() {
    let key = text("absence") + &text("E10000025");
    let cases = [
        (
            format!("{key}{}<c><f>1+1</f><v>2</v></c>", text("2017/18")),
            "",
            "2 value: D2 is a formula: paste its result as a value",
        ),
        (
            format!("{key}<c s=\"1\"><v>43101</v></c><c><v>2</v></c>"),
            "",
            "2 period: C2 is a date (2018-01-01) where a period such as 2018-19 Q1 was expected",
        ),
        (
            format!("{key}{}<c s=\"1\"><v>43101</v></c>", text("2017/18")),
            "",
            "2 value: D2 is a date (2018-01-01) where a value was expected",
        ),
        (
            format!("{key}{}<c t=\"e\"><v>#REF!</v></c>", text("2017/18")),
            "",
            "2 value: D2 is an error (#REF!): write a value",
        ),
        (
            format!("{key}{}<c><v>2</v></c>", text("2017/18")),
            "<mergeCells count=\"1\"><mergeCell ref=\"C1:C2\"/></mergeCells>",
            "2 period: C2 is part of a merged cell: unmerge it and write a period such as 2018-19 Q1 in each row",
        ),
    ];
    for (cells, rest, expected) in cases {
        let read = proposal(&one_row(&cells, rest), &named("x.xlsx"));
        let told = problems(&read);
        assert!(told.len() == 1 && told[0].starts_with(expected), "{expected}: {told:?}");
        assert!(read.figures.is_empty());
    }
}

#[test]
fn numbers_are_read_as_they_are_shown() {
    let cell = |cell: &str| {
        let cells = text("absence") + &text("E10000025") + &text("2017/18") + cell;
        lines(&proposal(&one_row(&cells, ""), &named("x.xlsx"))).join("; ")
    };
    assert_eq!(cell("<c><v>8.1999999999999993</v></c>"), "absence | E10000025 | Total | 2017/18 | 8.2");
    assert_eq!(cell("<c s=\"2\"><v>0.1065</v></c>"), "absence | E10000025 | Total | 2017/18 | 10.65");
    let row = |value: &str| {
        let cells: String = ["absence", "E10000025", "2017/18"].iter().map(|cell| format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>")).collect();
        ods(&format!(
            "{}<table:table-row>{cells}{value}</table:table-row>",
            ods_rows(HEAD).split("<table:table-row table:number-rows").next().expect("rows")
        ))
    };
    let bytes = row("<table:table-cell office:value-type=\"percentage\" office:value=\"0.1065\"/>");
    assert_eq!(lines(&proposal(&bytes, &named("x.ods"))), ["absence | E10000025 | Total | 2017/18 | 10.65"]);
    let bytes =
        row("<table:table-cell table:formula=\"of:=1\" office:value-type=\"float\" office:value=\"1\"/>");
    assert_eq!(
        problems(&proposal(&bytes, &named("x.ods"))),
        ["2 value: D2 is a formula: paste its result as a value"]
    );
}

#[test]
fn far_cells_and_repeats_cost_nothing() {
    let far = rows(TIDY)
        .replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>");
    let message = fault(&xlsx(&[("Sheet1", &far)]), &named("x.xlsx"));
    assert!(message.contains("cell XFD1048576 is beyond the 2000 columns that we read"), "{message}");
    let repeated = format!(
        "{}<table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell table:number-columns-repeated=\"4000000000\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
        ods_rows(TIDY).split("<table:table-row table:number-rows").next().expect("rows")
    );
    let message = fault(&ods(&repeated), &named("x.ods"));
    assert!(message.contains("is beyond the 2000 columns"), "{message}");
}

#[test]
fn what_unpacks_to_more_than_is_read_is_refused_while_it_unpacks() {
    let bomb = format!("<sheetData><row>{}</row></sheetData>", "<c><v>1</v></c>".repeat(400_000));
    let bytes = xlsx(&[("Sheet1", &bomb)]);
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    let message = fault(&bytes, &Options { limits, ..named("x.xlsx") });
    assert!(message.contains("unpacks to more than the"), "{message}");
    let limits = Limits { workbook: 1_000, ..Limits::default() };
    let message = fault(&bytes, &Options { limits, ..named("x.xlsx") });
    assert!(message.contains("we read at most 1000"), "{message}");
    let long =
        xlsx(&[("Sheet1", &format!("<sheetData><row>{}</row></sheetData>", text(&"x".repeat(2 << 20))))]);
    assert!(fault(&long, &named("x.xlsx")).contains("longer than a cell can be"));
    let many: Vec<(String, String)> =
        (0..5_001).map(|place| (format!("{place}.xml"), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert!(fault(&archive(&many), &named("x.xlsx")).contains("5001 parts"));
}

#[test]
fn archives_that_are_no_workbook_are_told_apart() {
    let message = fault(&archive(&[("data.csv", TIDY)]), &named("x.zip"));
    assert!(message.starts_with("it is a ZIP archive, not a workbook"), "{message}");
    let whole = xlsx(&[("Sheet1", &rows(TIDY))]);
    for length in [10, 100, whole.len() / 2, whole.len() - 1] {
        let message = fault(&whole[..length], &named("x.xlsx"));
        assert!(message.starts_with("the workbook is damaged or cut short"), "{message}");
    }
    let backwards = xlsx(&[("Sheet1", &format!("<dimension ref=\"B9:A1\"/>{}", rows(TIDY)))]);
    let message = fault(&backwards, &named("x.xlsx"));
    assert!(message.contains("damaged"), "{message}");
}
