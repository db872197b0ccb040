//! Every symbol in every spelling.

use super::{Cell, Mark, Sign, read, status};
use crate::{
    figure::{Absence, Status},
    indicator::Measure,
};

fn number(text: &str) -> Option<(f64, u8)> {
    match read(text) {
        Ok(Cell::Number(number)) => Some((number.value, number.decimals())),
        _ => None,
    }
}

#[test]
fn numbers_are_read_as_people_and_programs_write_them() {
    let cases = [
        ("0", 0.0, 0),
        ("-0", 0.0, 0),
        ("48", 48.0, 0),
        ("12.50", 12.5, 2),
        ("1,234", 1234.0, 0),
        ("1 234", 1234.0, 0),
        ("1\u{a0}234", 1234.0, 0),
        ("1\u{202f}234", 1234.0, 0),
        ("1,234,567.89", 1_234_567.89, 2),
        ("1 234 567.89", 1_234_567.89, 2),
        ("1\u{a0}234\u{a0}567", 1_234_567.0, 0),
        (" 12\u{a0}", 12.0, 0),
        ("\u{202f}12", 12.0, 0),
        ("8.1999999999999993", 8.2, 1),
        ("18.600000000000001", 18.6, 1),
        ("7.2639999999999996E-2", 0.07264, 5),
        ("115.2166797", 115.216_679_7, 6),
        ("1e5", 100_000.0, 0),
        ("1.5e-3", 0.0015, 4),
        ("1E+02", 100.0, 0),
        ("-3.5", -3.5, 1),
        ("−3.5", -3.5, 1),
        ("+3.5", 3.5, 1),
        (".5", 0.5, 1),
        ("5.", 5.0, 0),
        ("12.5%", 12.5, 1),
        ("12.5 %", 12.5, 1),
        ("12.5\u{a0}%", 12.5, 1),
        ("£1,200", 1200.0, 0),
        ("-£3.20", -3.2, 2),
    ];
    for (text, value, decimals) in cases {
        assert_eq!(number(text), Some((value, decimals)), "{text:?}");
    }
}

#[test]
fn what_is_neither_is_refused_with_a_sentence() {
    let refused = [
        "",
        "12,5",
        "1,23",
        "1234,567",
        "1 23",
        "1,234 567",
        "1\u{a0}234,567",
        ",123",
        "1,",
        "1  234",
        "inf",
        "infinity",
        "twelve",
        "NaN",
        "2018/19",
        "1-5",
        "12.3*",
        "$5",
        "<",
        "<x",
        "1.2.3",
        "--1",
        "٤",
        "%",
        "£",
        "e5",
        "1e400",
        "1e99999",
        "10^300",
        "[12]",
        "£5%",
        "[]",
        "4,5p",
        "p",
        "[p]",
        "12 [x]",
    ];
    for text in refused {
        assert!(read(text).is_err(), "{text:?} was read as {:?}", read(text));
    }
    assert_eq!(
        read(" twelve ").map_err(|error| error.to_string()),
        Err("\"twelve\" is not a number or a symbol: write digits, such as 48, 1,234 or 12.5, or a symbol such as c"
            .to_owned())
    );
}

/// The meaning of each symbol, by the conventions of the field and in older files.
const SYMBOLS: [(&str, Absence); 31] = [
    ("z", Absence::NotApplicable),
    (".", Absence::NotApplicable),
    ("not applicable", Absence::NotApplicable),
    ("x", Absence::NotAvailable),
    (":", Absence::NotAvailable),
    ("..", Absence::NotAvailable),
    ("-", Absence::NotAvailable),
    ("na", Absence::NotAvailable),
    ("n/a", Absence::NotAvailable),
    ("#n/a", Absence::NotAvailable),
    ("null", Absence::NotAvailable),
    ("w", Absence::NotAvailable),
    ("not available", Absence::NotAvailable),
    ("c", Absence::Confidential),
    ("*", Absence::Confidential),
    ("s", Absence::Confidential),
    ("supp", Absence::Confidential),
    ("suppressed", Absence::Confidential),
    ("<5", Absence::Confidential),
    ("<10", Absence::Confidential),
    ("< 5", Absence::Confidential),
    ("confidential", Absence::Confidential),
    ("low", Absence::Low),
    ("k", Absence::Low),
    ("u", Absence::LowReliability),
    ("~", Absence::LowReliability),
    ("low reliability", Absence::LowReliability),
    ("awaited", Absence::Awaited),
    ("not collected", Absence::NotCollected),
    ("N/A", Absence::NotAvailable),
    ("SUPP", Absence::Confidential),
];

#[test]
fn every_symbol_in_every_spelling_says_why_there_is_no_number() {
    for (symbol, absence) in SYMBOLS {
        let upper = symbol.to_uppercase();
        let mut first = symbol.to_owned();
        first.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
        for text in [symbol, &upper, &first] {
            for written in [
                text.to_owned(),
                format!("[{text}]"),
                format!("[ {text} ]"),
                format!(" {text}\t"),
                format!("\u{a0}[{text}]\u{202f}"),
            ] {
                assert_eq!(read(&written), Ok(Cell::Absent(absence)), "{written:?}");
            }
        }
    }
}

#[test]
fn a_mark_behind_a_number_is_read_in_every_spelling() {
    let marks = [
        ('p', Mark::Provisional),
        ('r', Mark::Revised),
        ('e', Mark::Estimated),
        ('f', Mark::Forecast),
        ('b', Mark::Break),
        ('u', Mark::LowReliability),
    ];
    for (letter, mark) in marks {
        for letter in [letter, letter.to_ascii_uppercase()] {
            for text in [
                format!("1,234.5 [{letter}]"),
                format!("1,234.5[{letter}]"),
                format!("1 234.5 ({letter})"),
                format!("1,234.5{letter}"),
                format!("1,234.5 {letter}"),
                format!("1,234.5%{letter}"),
                format!("\u{a0}1\u{a0}234.5\u{a0}[{letter}]\u{a0}"),
            ] {
                let Ok(Cell::Number(number)) = read(&text) else { panic!("{text:?}") };
                assert_eq!(
                    (number.value, number.decimals(), number.mark),
                    (1234.5, 1, Some(mark)),
                    "{text:?}"
                );
            }
        }
    }
}

#[test]
fn a_mark_and_a_chosen_status_agree_or_are_refused() {
    assert_eq!(status(None, Some(Status::Final)), Ok(Some(Status::Final)));
    assert_eq!(status(Some(Mark::Estimated), None), Ok(None));
    assert_eq!(status(Some(Mark::Revised), None), Ok(Some(Status::Revised)));
    // The default choice.
    assert_eq!(status(Some(Mark::Revised), Some(Status::Provisional)), Ok(Some(Status::Revised)));
    assert_eq!(status(Some(Mark::Revised), Some(Status::Revised)), Ok(Some(Status::Revised)));
    assert!(status(Some(Mark::Provisional), Some(Status::Final)).is_err());
    assert!(status(Some(Mark::Revised), Some(Status::Final)).is_err());
}

#[test]
fn a_sign_is_only_for_the_measure_that_has_it() {
    let of = |text, measure| match read(text) {
        Ok(Cell::Number(number)) => number.sign.is_none_or(|sign| sign.fits(measure).is_ok()),
        other => panic!("{other:?}"),
    };
    for measure in [Measure::Count, Measure::Average, Measure::Index, Measure::Rate { per: 100 }] {
        assert!(of("5", measure) && !of("5%", measure) && !of("£5", measure), "{measure:?}");
    }
    assert!(of("5%", Measure::Percentage) && !of("£5", Measure::Percentage));
    assert!(of("£5", Measure::Money) && !of("5%", Measure::Money));
    let Ok(Cell::Number(number)) = read("5%") else { panic!("a number") };
    assert_eq!(number.sign, Some(Sign::Percent));
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in ".{0,30}") {
        let _ = read(&text);
    }

    /// What programs write for a double is read as that double, and the same goes for what people write with fewer digits.
    #[test]
    fn a_number_is_read_as_the_nearest_double(value in -1e18..1e18_f64, digits in 0..17_usize, small in -19..0_i32) {
        for value in [value, value * 10_f64.powi(small)] {
            for text in [format!("{value}"), format!("{value:.digits$e}"), format!("{value:.*}", digits.min(6))] {
                let wanted: f64 = text.parse().expect("a number");
                let Ok(Cell::Number(number)) = read(&text) else { panic!("{text}") };
                let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
                let decimals = digits.split_once('.').map_or(0, |(_, rest)| rest.len()) as i32;
                let decimals = decimals - power.parse::<i32>().expect("a power");
                let digits = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
                if digits <= 19 && decimals <= 38 {
                    proptest::prop_assert_eq!(number.value, wanted + 0.0, "{}", text);
                } else {
                    proptest::prop_assert!((number.value - wanted).abs() <= wanted.abs() * 1e-15, "{}", text);
                }
            }
        }
    }
}
