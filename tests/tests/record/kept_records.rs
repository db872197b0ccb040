//! What earlier versions recorded is the same after every migration: `tests/records` keeps a record of each on both engines, and beside
//! it what each page and file of it held at five moments. Pages differ only where `changes.txt` says what a rule changes on purpose.

use axum::Router;
use chrono::TimeDelta;
use clap::Parser;
use domain::{
    access::Visitor,
    figure::{Figure, Reading},
    frozen,
    slug::Slug,
};
use outcomes::command::Command;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write, fs};
use storage::{
    AsAt, Record,
    figure::{By, FigureVersion},
};
use tests::{
    application::{Answer, application_at, get_with, post},
    changes::{Changes, Pages},
    contents::{self, Known},
    kept::{Engine, Kept, Moment},
    plans,
};

/// Who looks at the pages. An administrator looks at those that are asked for as they are now.
const PEOPLE: [(&str, Option<&str>); 4] = [
    ("stranger", None),
    ("analyst", Some("ann@kept.example")),
    ("lead", Some("lea@kept.example")),
    ("administrator", Some("ada@kept.example")),
];
/// The password of everybody in a kept record.
const PASSWORD: &str = "marble otter seventeen";
/// The plan that it is about.
const PLAN: &str = "rutland-2024-28";
/// Set where a record was just made: what is held is written down, and not compared.
const WRITE: &str = "OUTCOMES_WRITE_RECORDS";
/// Set where somebody wants to read the lines that `changes.txt` lacks: they are printed in place of the faults.
const PRINT: &str = "OUTCOMES_PRINT_CHANGES";

#[tokio::test]
async fn what_0_1_0_recorded_is_the_same_on_sqlite() {
    is_the_same(Kept { version: "0.1.0", engine: Engine::Sqlite }).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn what_0_1_0_recorded_is_the_same_on_postgres() {
    is_the_same(Kept { version: "0.1.0", engine: Engine::Postgres }).await;
}

/// Migrates a kept record and looks through it as people do.
async fn is_the_same(kept: Kept) {
    let fresh = kept.open().await;
    let (record, known, moments) = (&fresh.record, kept.known(), kept.moments());
    compare(kept, "figures.txt", &figures(record).await);
    compare(kept, "exports.txt", &exports(&fresh.address, &moments).await);
    compare(kept, "returns.txt", &returns(record, &moments).await);
    let last = moments.last().expect("a moment");
    let later = plans::moment(&last.at) + TimeDelta::hours(1);
    let application = application_at(record.clone(), &later.to_rfc3339());
    let mut people = Vec::new();
    for (name, email) in PEOPLE {
        let cookies = match email {
            Some(email) => Some(signed_in(&application, email).await),
            None => None,
        };
        people.push((name, cookies));
    }
    let documents = documents(kept, record, &application, &people).await;
    let engine = if kept.engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    compare(kept, &format!("documents-{engine}.txt"), &documents);
    compare_pages(kept, &pages(kept, &application, &people, &known).await, &known);
}

/// The cookies of somebody who signs in with their password.
async fn signed_in(application: &Router, email: &str) -> String {
    let answer = post(application, "/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    answer.cookie("session").unwrap_or_else(|| panic!("{email} was not let in: {}", answer.read()))
}

/// Every figure that was ever recorded: its content, who recorded it how and why, and how it ended.
async fn figures(record: &Record) -> Vec<String> {
    let desk = plans::operator(record).await;
    let (indicators, _) = storage::outline::known(&desk).await.expect("indicators");
    let mut lines = Vec::new();
    for indicator in &indicators {
        let entries = storage::figure::history(&desk, indicator).await.expect("a history");
        lines.extend(entries.iter().map(entry));
    }
    lines
}

fn entry(entry: &FigureVersion) -> String {
    let figure = &entry.figure;
    let reading = match &figure.reading {
        Reading::Absent(absence) => absence.as_str().to_owned(),
        Reading::Value(measured) => {
            let mut text = measured.value().to_string();
            if let Some(of) = measured.fraction() {
                let _ = write!(text, " = {} / {}", of.numerator, of.denominator);
            }
            if let Some(interval) = measured.interval() {
                let _ = write!(text, ", {} to {}", interval.lower, interval.upper);
            }
            text
        }
    };
    let parts = [
        figure.series.indicator.to_string(),
        figure.series.area.to_string(),
        figure.series.breakdown.to_string(),
        figure.period.to_string(),
        reading,
        format!("{}, {}, {}", figure.status, figure.origin, figure.approval),
        note(figure),
        by(&entry.began),
        entry.ended.as_ref().map(by).unwrap_or_default(),
        entry.brought.as_ref().map(|brought| brought.file.clone()).unwrap_or_default(),
    ];
    parts.join("\t")
}

/// A figure's note as version 0.1.0 wrote it: with what explains the figure behind it.
fn note(figure: &Figure) -> String {
    figure.remarks().unwrap_or_default()
}

fn by(by: &By) -> String {
    let (name, reason) = (by.name.as_deref().unwrap_or(&by.sort), by.reason.as_deref().unwrap_or_default());
    format!("{} {} {name} {reason}", by.number, by.action).trim_end().to_owned()
}

/// What `outcomes export` writes after the write of each moment: each row once, with the audience and the moments.
async fn exports(address: &str, moments: &[Moment]) -> Vec<String> {
    const COLUMNS: [&str; 11] = [
        "indicator",
        "area_code",
        "breakdown",
        "period",
        "value",
        "numerator",
        "denominator",
        "lower",
        "upper",
        "status",
        "break",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("figures.csv");
    let out = out.to_str().expect("a name");
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (place, moment) in moments.iter().enumerate() {
        for (name, flag) in
            [("public", Some("--public")), ("partners", None), ("drafts", Some("--with-drafts"))]
        {
            let number = moment.number.to_string();
            let words = [
                "outcomes",
                "export",
                "--layout",
                "tidy",
                "--out",
                out,
                "--as-at",
                &number,
                "--database",
                address,
            ];
            let command = Command::try_parse_from(words.into_iter().chain(flag)).expect("a command");
            outcomes::command::run(command).await.expect("an export");
            let mut reader = csv::Reader::from_path(out).expect("a file");
            let headings = reader.headers().expect("headings").clone();
            for row in reader.records() {
                let row = row.expect("a row");
                let cell = |name: &str| {
                    headings
                        .iter()
                        .position(|heading| heading == name)
                        .and_then(|at| row.get(at))
                        .unwrap_or("")
                };
                let mut cells: Vec<_> = COLUMNS.into_iter().map(|name| cell(name).to_owned()).collect();
                cells.push(joined(cell("note"), cell("explanation")));
                rows.entry(cells.join("\t")).or_default().push(format!("{name} {}", place + 1));
            }
        }
    }
    rows.into_iter().map(|(row, seen)| format!("{row}\t{}", seen.join(", "))).collect()
}

/// A note and what explains the figure, as version 0.1.0 wrote both into the column `note`.
fn joined(note: &str, explanation: &str) -> String {
    match (note, explanation) {
        (note, "") => note.to_owned(),
        ("", explanation) => format!("Explained: {explanation}"),
        (note, explanation) => format!("{note} Explained: {explanation}"),
    }
}

/// How far each return had come at each moment, what was typed into it, and how far each action had come.
async fn returns(record: &Record, moments: &[Moment]) -> Vec<String> {
    let plan = Slug::new(PLAN).expect("a slug");
    let mut lines = Vec::new();
    for (place, moment) in moments.iter().enumerate() {
        let place = place + 1;
        let desk = record.desk(Visitor::Operator, AsAt::Number(moment.number)).await.expect("a desk");
        let mut states = storage::returns::states(&desk).await.expect("states");
        states.sort_by_key(|(of, _)| (of.organisation.clone(), of.quarter));
        for (of, standing) in states {
            let by = standing.by.as_ref().map(by).unwrap_or_default();
            lines.push(format!("{place}\t{} {}\t{}\t{by}", of.organisation, of.quarter, standing.state));
        }
        let (indicators, _) = storage::outline::known(&desk).await.expect("indicators");
        let slugs: Vec<_> = indicators.iter().map(|indicator| &indicator.slug).collect();
        let mut drafts = Vec::new();
        for (series, period, draft) in storage::returns::drafts(&desk, &slugs).await.expect("drafts") {
            let typed = &draft.typed;
            let cells = [&typed.value, &typed.numerator, &typed.denominator, &typed.absence, &typed.status];
            let words = [&typed.origin, &typed.note, &typed.because, &typed.reason];
            let cells: Vec<_> = cells.into_iter().chain(words).map(String::as_str).collect();
            drafts.push(format!(
                "{place}\t{} {} {} {period}\t{}\t{}",
                series.indicator,
                series.area,
                series.breakdown,
                cells.join("|"),
                by(&draft.by)
            ));
        }
        drafts.sort();
        lines.extend(drafts);
        for entry in storage::action::all(&desk, &plan).await.expect("actions") {
            for logged in &entry.log {
                let status = &logged.status;
                lines.push(format!(
                    "{place}\t{}\t{} {} {}",
                    entry.action.slug, status.said, status.state, status.note
                ));
            }
        }
    }
    lines
}

/// The bytes of frozen documents and of what they are made of, by their SHA-256.
async fn documents(
    kept: Kept,
    record: &Record,
    application: &Router,
    people: &[(&str, Option<String>)],
) -> Vec<String> {
    let hash = |bytes: &[u8]| {
        Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    };
    let lead = people.iter().find(|(name, _)| *name == "lead").and_then(|(_, cookies)| cookies.as_deref());
    let mut lines = Vec::new();
    for address in kept.addresses().frozen {
        let answer = get_with(application, lead, &address).await;
        lines.push(format!("{}\t{address}", hash(&answer.bytes)));
    }
    let desk = plans::operator(record).await;
    for plan in [PLAN, "first-steps-2020"] {
        for kind in [frozen::Kind::Pack, frozen::Kind::Review] {
            let all = storage::frozen::all(&desk, &Slug::new(plan).expect("a slug"), kind)
                .await
                .expect("documents");
            for one in all {
                let model = storage::frozen::model(&desk, &one).await.expect("a document");
                lines.push(format!("{}\t{plan}, {kind} {}", hash(model.as_bytes()), one.slug));
            }
        }
    }
    lines
}

/// What each page and file holds: a line for each visitor and each content, and when it was so.
async fn pages(
    kept: Kept,
    application: &Router,
    people: &[(&str, Option<String>)],
    known: &Known,
) -> Vec<String> {
    let (addresses, moments) = (kept.addresses(), kept.moments());
    let mut lines = Vec::new();
    for address in &addresses.every {
        for (name, cookies) in people.iter().filter(|(name, _)| *name != "administrator") {
            let mut seen: Vec<(String, Vec<String>)> = Vec::new();
            for (place, moment) in moments.iter().enumerate() {
                let mark = if address.contains('?') { '&' } else { '?' };
                let at = format!("{address}{mark}as-at={}", moment.at.replace(':', "%3A"));
                let held = held(&get_with(application, cookies.as_deref(), &at).await, known);
                let when = (place + 1).to_string();
                match seen.iter_mut().find(|(before, _)| *before == held) {
                    Some((_, moments)) => moments.push(when),
                    None => seen.push((held, vec![when])),
                }
            }
            lines.extend(
                seen.into_iter().map(|(held, when)| format!("{address}\t{name}\t{}\t{held}", when.join(" "))),
            );
        }
    }
    for address in &addresses.now {
        for (name, cookies) in people {
            let held = held(&get_with(application, cookies.as_deref(), address).await, known);
            lines.push(format!("{address}\t{name}\tnow\t{held}"));
        }
    }
    lines
}

/// What an answer holds, in a line.
fn held(answer: &Answer, known: &Known) -> String {
    let kind = answer.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if answer.status != 200 {
        return answer.status.as_u16().to_string();
    }
    let text = match kind {
        kind if kind.starts_with("text/html") => contents::of_page(&answer.text),
        kind if kind.contains("spreadsheet") => contents::of_page(&answer.workbook()),
        _ => answer.text.clone(),
    };
    let found = known.found(&text);
    let words = |words: Vec<String>| words.join(" ");
    let texts = words(found.texts.iter().map(|place| (place + 1).to_string()).collect());
    format!(
        "{}\t{}\t{texts}",
        words(found.symbols.into_iter().collect()),
        words(found.numbers.into_iter().collect())
    )
}

/// Writes lines down where a record was just made.
fn is_written(kept: Kept, name: &str, lines: &[String]) -> bool {
    let asked = std::env::var_os(WRITE).is_some();
    if asked && (kept.engine == Engine::Sqlite || name.contains("postgres")) {
        fs::write(kept.folder().join(name), lines.join("\n") + "\n").expect("written");
        return true;
    }
    false
}

/// Compares lines with what is written down, and stops at the first that differs.
fn compare(kept: Kept, name: &str, lines: &[String]) {
    if is_written(kept, name, lines) {
        return;
    }
    let text = kept.read(name);
    let written: Vec<_> = text.lines().collect();
    for place in 0..written.len().max(lines.len()) {
        let (was, is) = (written.get(place).copied(), lines.get(place).map(String::as_str));
        assert!(
            was == is,
            "{}, line {}: what version {} recorded is another now.\n  was: {}\n  is:  {}",
            kept.folder().join(name).display(),
            place + 1,
            kept.version,
            was.unwrap_or("nothing"),
            is.unwrap_or("nothing"),
        );
    }
}

/// Compares what pages hold with what is written down, and with what `changes.txt` says is changed on purpose.
fn compare_pages(kept: Kept, lines: &[String], known: &Known) {
    const TOLD: usize = 12;
    if is_written(kept, "pages.txt", lines) {
        return;
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    let changes = Changes::read(&kept.read("changes.txt"), |name| root.join(name).is_file());
    let was = kept.read("pages.txt");
    let (was, is) = (Pages::read(was.lines()), Pages::read(lines.iter().map(String::as_str)));
    let told = |text: &str| {
        let line = text.strip_prefix("text:").and_then(|line| line.parse::<usize>().ok());
        line.map_or("", |line| known.text(line.saturating_sub(1))).to_owned()
    };
    let verdict = changes.judge(&was, &is, told);
    if std::env::var_os(PRINT).is_some() && !verdict.needed.is_empty() {
        panic!("What is not written down yet, to be read and given its reason:\n\n{}", verdict.needed);
    }
    let count = verdict.faults.len();
    let faults: Vec<_> = verdict.faults.into_iter().take(TOLD).collect();
    assert!(
        faults.is_empty(),
        "{}: {count} faults with what version {} held; {PRINT}=yes prints the lines that changes.txt lacks.\n\n{}",
        kept.folder().display(),
        kept.version,
        faults.join("\n\n")
    );
}
