//! Faulty files: each fault is reported in a sentence, with its row.

use crate::{
    fault,
    layouts::{DFE, TIDY},
    lines, named, problems, proposal,
};
use exchange::import::{Limits, Options};

#[test]
fn files_that_are_none_are_refused_whole() {
    let cases: [(&[u8], &str); 9] = [
        (b"", "it is empty"),
        (b"\xEF\xBB\xBF", "it is empty: the first row should name the columns"),
        (b"\n\n\n", "it is empty: the first row should name the columns"),
        (b"a,b\n1,\x00\n", "it is not a text file: there is a zero byte near row 2"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"\x1F\x8B\x08", "it is compressed"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "it is a workbook of Excel 97-2003"),
        (b"PK\x03\x04 and then nothing", "the workbook is damaged or cut short"),
        (b"name,shoe size\nAnn,38\n", "choose what each column is. We found \"name\", \"shoe size\""),
    ];
    for (bytes, expected) in cases {
        let message = fault(bytes, &named("x.csv"));
        assert!(message.contains(expected), "{message}");
    }
    let headings = TIDY.lines().next().expect("headings");
    assert!(fault(headings.as_bytes(), &named("x.csv")).contains("no rows below"));
    let twice = TIDY.replacen("note\n", "value\n", 1);
    assert_eq!(fault(twice.as_bytes(), &named("x.csv")), "line 1: the column \"value\" appears twice");
}

#[test]
fn what_is_larger_than_is_read_is_refused_before_it_is() {
    let with = |limits: Limits| Options { limits, ..named("x.csv") };
    let message = fault(TIDY.as_bytes(), &with(Limits { bytes: 100, ..Limits::default() }));
    assert!(message.contains("we read at most 100"), "{message}");
    let message = fault(TIDY.as_bytes(), &with(Limits { rows: 3, ..Limits::default() }));
    assert_eq!(message, "line 5: it has more than 3 rows, the most that we read");
    let message = fault(TIDY.as_bytes(), &with(Limits { columns: 5, ..Limits::default() }));
    assert!(message.contains("it has 20 columns: we read at most 5"), "{message}");
    let open = format!("{TIDY}absence,\"{}", "x".repeat(5 << 20));
    assert!(fault(open.as_bytes(), &named("x.csv")).contains("line 6: the row is too long"));
}

#[test]
fn a_file_that_was_cut_short_says_where() {
    let cut = &DFE[..DFE.len() - 30];
    let told = problems(&proposal(cut.as_bytes(), &named("x.csv")));
    assert_eq!(told, ["7 : the file ends in the middle of this row: it has been cut short"]);
    let open = format!("{DFE}201718,\"Academic year");
    let told = problems(&proposal(open.as_bytes(), &named("x.csv")));
    assert!(told[1].starts_with("8 : a quotation mark in this row is never closed"), "{told:?}");
}

#[test]
fn cells_and_rows_that_are_wrong_are_refused_one_by_one() {
    let cases = [
        (
            ",12.5,50,400,",
            ",twelve,50,400,",
            "2 value: \"twelve\" is not a number or a symbol: write digits, such as 48, 1,234 or 12.5, or a symbol such as c",
        ),
        (
            ",12.5,50,400,",
            ",\"12,5\",50,400,",
            "2 value: \"12,5\" is not a number or a symbol: write digits, such as 48, 1,234 or 12.5, or a symbol such as c",
        ),
        (",12.5,50,400,", ",12.5,50,0,", "2 denominator: the denominator must be above 0"),
        (
            ",12.5,50,400,",
            ",,500,400,",
            "2 value: the numerator of a percentage cannot be above its denominator",
        ),
        (
            ",12.5,50,400,",
            ",12.5,50,,",
            "2 numerator: give both the numerator and the denominator, or neither",
        ),
        (",9.6,16.1,", ",9.6,,", "2 lower: give both ends of the interval, or neither"),
        (",9.6,16.1,", ",1,2,", "2 lower: the value is outside its interval"),
        ("E92000001", "E9200000", "5 area_code: \"E9200000\" is not an official area code"),
        ("E92000001", "", "5 area_code: the row has no official area code"),
        (
            "sex=Female",
            "Female",
            "3 breakdown: write the breakdown \"Female\" as Total or dimension=category",
        ),
        (",2018/19,", ",sometime,", "4 period: \"sometime\" is not a period of the kind \"academic year\""),
        ("provisional", "guessed", "3 status: the status \"guessed\" is not provisional, final or revised"),
        (",too few", ",too,few", "3 : it has more cells than there are headings"),
    ];
    for (text, wrong, expected) in cases {
        let bad = TIDY.replacen(text, wrong, 1);
        let read = proposal(bad.as_bytes(), &named("x.csv"));
        let told = problems(&read);
        assert!(told.len() == 1 && told[0].starts_with(expected), "{expected}: {told:?}");
        assert_eq!((read.refused, read.figures.len()), (1, 3), "{expected}");
    }
}

#[test]
fn mixed_kinds_of_period_never_fall_together() {
    let mixed = TIDY.replacen("2018/19,academic year", "2018-19,financial year", 1);
    let read = proposal(mixed.as_bytes(), &named("x.csv"));
    assert!(
        lines(&read).iter().any(|line| line.starts_with("absence-financial-year | ")),
        "{:?}",
        lines(&read)
    );
}

#[test]
fn more_problems_than_are_worth_reading_are_counted() {
    let row = TIDY.lines().nth(1).expect("a row").replace("E10000025", "nowhere");
    let bad = format!("{TIDY}{}", format!("{row}\n").repeat(500));
    let read = proposal(bad.as_bytes(), &named("x.csv"));
    assert_eq!((read.refused, read.problems.len(), read.figures.len()), (500, 200, 4));
}

#[test]
fn percentages_that_look_like_parts_of_one_are_told() {
    let meta = "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp\npt_absent,Indicator,Absent,,%,\npupils,Indicator,Pupils,,,\n";
    let shares = DFE.replace(",4.", ",0.04");
    let read = proposal(shares.as_bytes(), &Options { meta: Some(meta.into()), ..named("x.csv") });
    let told = problems(&read).join("; ");
    assert!(told.contains("every value of \"Absent\" is at most 1"), "{told}");
    assert_eq!(read.refused, 1, "it is told, not refused");
}

#[test]
fn a_quoted_line_break_a_short_row_and_blank_lines_keep_the_rows_numbers() {
    let text = TIDY.replacen("Oxfordshire,local", "\"Oxford-\nshire\",local", 1).replace("lower,E10000025,Oxfordshire,local authority,sex=Female,2017/18,academic year,c,,,,,provisional,too few\n", "lower,E10000025,Oxfordshire,local authority,sex=Female,2017/18,academic year,c\n\n");
    let read = proposal(text.as_bytes(), &named("x.csv"));
    assert_eq!(read.figures.iter().map(|figure| figure.row).collect::<Vec<_>>(), [2, 5, 3, 6]);
    assert_eq!(read.areas[0].name, "Oxford- shire");
}

#[test]
fn windows_files_keep_their_letters() {
    let text = TIDY.replace("too few", "caf\u{e9}");
    let bytes: Vec<u8> =
        text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a letter")).collect();
    let read = proposal(&bytes, &named("x.csv"));
    assert_eq!(read.figures[2].note.as_deref(), Some("café"));
}
