//! Figures out of the record by the program itself, the same on both engines.

use domain::{access::Role, figure::Figure, plan_file::PlanFile};
use std::{
    collections::HashMap,
    path::Path,
    process::{Command, Output},
};
use tests::{
    application::{application, get_as, post_as},
    people::member,
    plans,
    record::Fresh,
    recording::{MORNING, form},
};

/// Runs each test against a record of its own on both engines.
macro_rules! on_both_engines {
    ($($name:ident,)+) => {
        mod sqlite {
            $(#[tokio::test]
            #[ignore = "needs the program: cargo xtask test builds it"]
            async fn $name() {
                super::$name(::tests::record::sqlite().await).await;
            })+
        }

        mod postgres {
            $(#[tokio::test]
            #[ignore = "needs the program and PostgreSQL: cargo xtask test has both"]
            async fn $name() {
                super::$name(::tests::record::postgres().await).await;
            })+
        }
    };
}

on_both_engines! {
    a_tidy_file_holds_every_figure_of_the_record,
    no_public_file_holds_a_partner_figure,
    a_draft_does_not_hide_what_is_approved,
    files_are_whole_and_where_they_were_asked_for,
    what_cannot_be_exported_is_told,
}

fn export(fresh: &Fresh, arguments: &[&str]) -> Output {
    let output = Command::new(tests::browser::program_path())
        .arg("export")
        .args(arguments)
        .args(["--database", &fresh.address])
        .env_remove("OUTCOMES_DATABASE")
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    output
}

/// Its standard output, and its standard error.
fn told(fresh: &Fresh, arguments: &[&str]) -> (String, String) {
    let output = export(fresh, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    (String::from_utf8_lossy(&output.stdout).into_owned(), said)
}

fn refusal(fresh: &Fresh, arguments: &[&str]) -> String {
    let output = export(fresh, arguments);
    assert!(!output.status.success(), "{arguments:?} succeeded");
    assert!(output.stdout.is_empty(), "{arguments:?} wrote something all the same");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

type Row = HashMap<String, String>;

/// The rows of a CSV file, by the names of their columns.
fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().expect("headings").clone();
    let row = |row: Result<csv::StringRecord, _>| {
        heads.iter().map(str::to_owned).zip(row.expect("a row").iter().map(str::to_owned)).collect()
    };
    reader.records().map(row).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A record with the plan of two indicators, one of them recorded by partners, and the plan.
async fn rutland(fresh: &Fresh) -> PlanFile {
    plans::load(&fresh.record, plans::RUTLAND, MORNING).await;
    plans::read(plans::RUTLAND)
}

/// Whether a tidy row is what it should be: the number in full, or nothing that is a number.
fn says(row: &Row, figure: &Figure) -> bool {
    let is_there = |column: &str, text: &str| row[column] == text;
    let value = row["value"].parse::<f64>().ok();
    is_there("indicator", figure.series.indicator.as_str())
        && is_there("area_code", figure.series.area.as_str())
        && is_there("breakdown", &figure.series.breakdown.to_string())
        && is_there("period", &figure.period.label())
        && is_there("period_kind", figure.period.kind().as_str())
        && is_there("status", figure.status.as_str())
        && is_there("note", figure.note.as_deref().unwrap_or_default())
        && is_there("explanation", figure.explanation.as_deref().unwrap_or_default())
        && value == figure.reading.value()
}

async fn a_tidy_file_holds_every_figure_of_the_record(fresh: Fresh) {
    let plan = rutland(&fresh).await;
    let (text, said) = told(&fresh, &["--layout", "tidy"]);
    let rows = rows(&text);
    assert_eq!(rows.len(), plan.figures.len());
    for figure in &plan.figures {
        assert_eq!(rows.iter().filter(|row| says(row, figure)).count(), 1, "{figure:?} in {text}");
    }
    assert!(said.contains("For partners only") && said.contains("12 figures of 2 indicators."), "{said}");
    let computed = rows.iter().find(|row| row["numerator"] == "290").expect("the parts");
    assert_eq!((&*computed["denominator"], &*computed["value"]), ("400", "72.5"));
    assert_eq!(rows.iter().filter(|row| row["value"] == "awaited").count(), 1);

    // Only one indicator, and the record as it was before it had its plan.
    let (text, _) = told(&fresh, &["--layout", "tidy", "--indicator", "referrals"]);
    let chosen = plan.figures.iter().filter(|figure| figure.series.indicator.as_str() == "referrals");
    assert_eq!(self::rows(&text).len(), chosen.count());
    let (after, _) = told(&fresh, &["--layout", "tidy", "--as-at", "1"]);
    assert_eq!(self::rows(&after).len(), plan.figures.len());
    assert!(refusal(&fresh, &["--layout", "tidy", "--as-at", "0"]).contains("the record has no plan"));
    assert!(
        refusal(&fresh, &["--layout", "tidy", "--as-at", "2020-01-01T00:00:00Z"])
            .contains("the record has no plan")
    );
}

async fn no_public_file_holds_a_partner_figure(fresh: Fresh) {
    rutland(&fresh).await;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let hostile = ["86753", "90210", "Blenkinsop"];
    let (text, said) = told(&fresh, &["--layout", "tidy", "--public"]);
    assert!(said.contains("For anyone"), "{said}");
    let concealed = rows(&text).into_iter().filter(|row| row["indicator"] == "referrals");
    assert!(concealed.map(|row| row["value"].clone()).all(|value| value == "c"), "{text}");
    told(&fresh, &["--layout", "dfe", "--public", "--out", &at("public")]);
    told(&fresh, &["--layout", "xlsx", "--public", "--out", &at("public.xlsx")]);
    let mut all = text;
    for name in ["public.csv", "public.meta.csv"] {
        all.push_str(&std::fs::read_to_string(at(name)).expect("a file"));
    }
    let book = std::fs::read(at("public.xlsx")).expect("a file");
    all.push_str(&unpacked(&book));
    assert!(
        all.contains("For anyone: figures that partners recorded are shown as [c]"),
        "the workbook is read"
    );
    for secret in hostile {
        assert!(!all.contains(secret), "{secret}");
    }
    // The same search finds them where they are.
    let (partners, _) = told(&fresh, &["--layout", "tidy"]);
    told(&fresh, &["--layout", "xlsx", "--out", &at("partners.xlsx")]);
    let book = unpacked(&std::fs::read(at("partners.xlsx")).expect("a file"));
    for secret in hostile {
        assert!(partners.contains(secret) && book.contains(secret), "{secret}");
    }
}

/// All the XML of a workbook.
fn unpacked(book: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a workbook");
    (0..archive.len())
        .map(|place| std::io::read_to_string(archive.by_index(place).expect("a file")).expect("text"))
        .collect()
}

async fn a_draft_does_not_hide_what_is_approved(fresh: Fresh) {
    plans::load(&fresh.record, plans::OXFORDSHIRE, MORNING).await;
    let cora = member(&fresh.record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
    let application = application(fresh.record.clone());
    let page = "/indicators/persistent-absence-secondary";
    let opened = get_as(&application, &cora, &format!("{page}/record?period=2018%2F19")).await;
    let replaces = opened.holds("replaces");
    let corrected = form(&[
        ("value", "14.99"),
        ("period", "2018/19"),
        ("replaces", &replaces),
        ("reason", "Revised."),
        ("status", "revised"),
    ]);
    post_as(&application, &cora, &format!("{page}/record"), &corrected).await;
    let value = |more: &[&str]| {
        let chosen = ["--layout", "tidy", "--indicator", "persistent-absence-secondary"];
        let (text, said) = told(&fresh, &[&chosen, more].concat());
        let found = rows(&text);
        let is_the_cell = |row: &&Row| {
            row["area_code"] == "E10000025" && row["period"] == "2018/19" && row["breakdown"] == "Total"
        };
        let cells: Vec<_> = found.iter().filter(is_the_cell).map(|row| row["value"].clone()).collect();
        (cells, found.len(), said)
    };
    let (approved, figures, said) = value(&[]);
    assert_eq!(approved, ["14.68"]);
    assert!(said.contains("Left out, because not yet approved: 1 figure."), "{said}");
    let (proposed, with_drafts, said) = value(&["--with-drafts"]);
    assert_eq!((proposed, with_drafts), (vec!["14.99".to_owned()], figures));
    assert!(said.contains("Awaiting approval: 1 figure of these."), "{said}");
    assert_eq!(value(&["--public"]).0, ["14.68"]);
}

async fn files_are_whole_and_where_they_were_asked_for(fresh: Fresh) {
    rutland(&fresh).await;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    told(&fresh, &["--layout", "tidy", "--out", &at("tidy.csv")]);
    told(&fresh, &["--layout", "dfe", "--out", &at("dfe.CSV")]);
    told(&fresh, &["--layout", "dfe", "--out", &at("")]);
    told(&fresh, &["--layout", "xlsx", "--out", &at("book.xlsx")]);
    let expected = ["book.xlsx", "dfe.csv", "dfe.meta.csv", "figures.csv", "figures.meta.csv", "tidy.csv"];
    assert_eq!(names(folder.path()), expected);
    let text = std::fs::read_to_string(at("dfe.csv")).expect("a file");
    let first = text.lines().next().expect("headings");
    assert_eq!(
        first,
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,\
         new_la_code,la_name,sex,good_development,referrals"
    );
    let county: Vec<_> = rows(&text)
        .into_iter()
        .filter(|row| row["new_la_code"] == "E06000017" && row["sex"] == "Total")
        .map(|row| {
            ["time_period", "time_identifier", "good_development", "referrals"]
                .map(|column| row[column].clone())
                .join(" ")
        })
        .collect();
    let expected = [
        "201819 Academic year 72.5 z",
        "202021 Academic year z z",
        "202122 Academic year 70.1 z",
        "2022 Calendar year Q1 z 86753",
        "2022 Calendar year Q2 z 90210",
        "2022 Calendar year Q3 z x",
        "202223 Academic year 72.4 z",
    ];
    assert_eq!(county, expected);
    // A file that was there is replaced whole, and stays where the new one cannot be made.
    std::fs::write(at("tidy.csv"), "as it was").expect("a file");
    let said = refusal(&fresh, &["--layout", "tidy", "--out", &at("tidy.csv"), "--indicator", "nowhere"]);
    assert!(said.contains("there is no indicator \"nowhere\""), "{said}");
    assert_eq!(std::fs::read_to_string(at("tidy.csv")).expect("a file"), "as it was");
    told(&fresh, &["--layout", "tidy", "--out", &at("tidy.csv")]);
    assert_eq!(rows(&std::fs::read_to_string(at("tidy.csv")).expect("a file")).len(), 12);
    assert!(names(folder.path()).iter().all(|name| !name.ends_with(".partial")));
}

async fn what_cannot_be_exported_is_told(fresh: Fresh) {
    let empty = refusal(&fresh, &["--layout", "tidy"]);
    assert!(empty.contains("the record has no plan yet"), "{empty}");
    rutland(&fresh).await;
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = folder.path().join("no such folder").join("file.csv").display().to_string();
    let it = folder.path().display().to_string();
    let cases: [(&[&str], &str); 8] = [
        (&["--layout", "xlsx"], "--out <FILE>"),
        (&["--layout", "dfe"], "--out <FILE>"),
        (&["--layout", "pdf"], "invalid value 'pdf'"),
        (&["--layout", "tidy", "--out", &nowhere], "cannot be written"),
        (&["--layout", "tidy", "--out", &it], "it is a folder; give a file"),
        (&["--layout", "tidy", "--as-at", "99"], "there is no change 99: the last one is 1"),
        (
            &["--layout", "tidy", "--as-at", "2999-01-01T00:00:00Z"],
            "choose a moment that is not in the future",
        ),
        (&["--layout", "tidy", "--public", "--with-drafts"], "cannot be used with"),
    ];
    for (arguments, sentence) in cases {
        let said = refusal(&fresh, arguments);
        assert!(said.contains(sentence), "{arguments:?}: {said}");
    }
    assert!(names(folder.path()).is_empty());
}
