//! Small workbooks, put together part by part.

use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// An archive of these parts.
pub(crate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("an archive").into_inner()
}

/// An XLSX workbook of sheets, each its name and the inside of its `worksheet` element. Style 1 is a date, style 2 per cent.
pub(crate) fn xlsx(sheets: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let each = |make: &dyn Fn(usize, &str) -> String| -> String {
        sheets.iter().enumerate().map(|(place, (name, _))| make(place + 1, name)).collect()
    };
    let list =
        each(&|place, name| format!("<sheet name=\"{name}\" sheetId=\"{place}\" r:id=\"rId{place}\"/>"));
    let relations = each(&|place, _| {
        format!(
            "<Relationship Id=\"rId{place}\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet{place}.xml\"/>"
        )
    });
    let workbook =
        format!("<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets>{list}</sheets></workbook>");
    let package = "http://schemas.openxmlformats.org/package/2006";
    let relations = format!(
        "<Relationships xmlns=\"{package}/relationships\">{relations}<Relationship Id=\"rId99\" Type=\"{relation}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"10\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
    );
    let types = format!("<Types xmlns=\"{package}/content-types\"/>");
    let texts: Vec<String> = sheets
        .iter()
        .map(|(_, inside)| format!("<worksheet xmlns=\"{main}\">{inside}</worksheet>"))
        .collect();
    let names: Vec<String> =
        (1..=sheets.len()).map(|place| format!("xl/worksheets/sheet{place}.xml")).collect();
    let mut parts = vec![
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
        ("xl/styles.xml", styles.as_str()),
    ];
    parts.extend(names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    archive(&parts)
}

/// The rows of a CSV text as cells of an XLSX sheet, numbers as numbers.
pub(crate) fn rows(text: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let row = |(place, row): (usize, csv::StringRecord)| {
        let cells: String = row
            .iter()
            .map(|cell| match cell.parse::<f64>() {
                Ok(_) => format!("<c><v>{cell}</v></c>"),
                Err(_) if cell.is_empty() => "<c/>".to_owned(),
                Err(_) => {
                    let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
                    format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")
                }
            })
            .collect();
        format!("<row r=\"{}\">{cells}</row>", place + 1)
    };
    let rows: String = reader.records().map(|row| row.expect("a row")).enumerate().map(row).collect();
    format!("<sheetData>{rows}</sheetData>")
}

/// An ODS workbook of one sheet, by the inside of its `table` element.
pub(crate) fn ods(inside: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"Sheet1\">{inside}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// The rows of a CSV text as rows of an ODS sheet.
pub(crate) fn ods_rows(text: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| {
        let cells: String = row
            .iter()
            .map(|cell| match cell.parse::<f64>() {
                Ok(_) => format!("<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"><text:p>{cell}</text:p></table:table-cell>"),
                Err(_) if cell.is_empty() => "<table:table-cell/>".to_owned(),
                Err(_) => {
                    let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
                    format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>")
                }
            })
            .collect();
        format!(
            "<table:table-row>{cells}<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>"
        )
    };
    let rows: String = reader.records().map(|record| row(record.expect("a row"))).collect();
    format!(
        "{rows}<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
    )
}
