//! A text that named a child is removed from everything that the record ever held, and nothing else is.

use crate::history_kept::YOUNGER;
use app::readers;
use chrono::{DateTime, Utc};
use domain::{
    access::{Role, Visitor},
    frozen,
    redaction::{Found, Kind, Redaction},
    slug::Slug,
};
use std::collections::BTreeMap;
use storage::{
    AsAt, Error, Record,
    redaction::{look, redact},
    testing,
};
use tests::{
    application::{application, application_at, get, get_as},
    kept::{Engine, Kept},
    people::member_at,
    plans,
    record::sqlite,
};

const NAME: &str = "Wilhelmina Threlkeld";
const WHY: &str = "A note named a child";

fn now() -> DateTime<Utc> {
    "2030-01-01T09:00:00Z".parse().expect("a moment")
}

#[tokio::test]
async fn a_name_goes_from_everything_on_sqlite() {
    a_name_goes(Engine::Sqlite).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn a_name_goes_from_everything_on_postgres() {
    a_name_goes(Engine::Postgres).await;
}

async fn a_name_goes(engine: Engine) {
    let fresh = Kept { version: "0.1.0", engine }.open().await;
    let record = &fresh.record;
    let places = write_it_everywhere(record).await;
    let (before, desk) = (counts(record).await, plans::operator(record).await);
    let redaction = Redaction::new(NAME, WHY).expect("a redaction");
    let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
    let refused = redact(&stranger, &redaction, &[], readers(), now).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    assert!(matches!(look(&stranger, &redaction, &[], readers()).await, Err(Error::Forbidden)));
    let looked = look(&desk, &redaction, &[], readers()).await.expect("looked through");
    assert_eq!(looked, Found { texts: kinds(), ..Found::default() });
    let redacted = redact(&desk, &redaction, &[], readers(), now).await.expect("redacted");
    assert_eq!(redacted.found, looked, "what was shown is what went");
    assert_eq!(testing::holding(record, NAME).await.expect("looked through"), [""; 0]);
    for (table, column) in places {
        let left = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%{NAME}%'");
        assert_eq!(count(record, left).await, 0, "{table}.{column}");
        let removed = format!("SELECT count(*) FROM {table} WHERE {column} = '[removed]'");
        assert_eq!(count(record, removed).await, 1, "{table}.{column}");
    }
    assert_eq!(counts(record).await, before, "rows came or went");
    let again = redact(&desk, &redaction, &[], readers(), now).await.expect("looked through again");
    assert_eq!((again.number, again.found), (None, Found::default()));
    assert_eq!(count(record, "SELECT count(*) FROM waiting_file".to_owned()).await, 0);
    for sql in ["UPDATE redaction SET why = 'x'", "DELETE FROM redaction"] {
        let error = testing::execute(record, sql).await.expect_err("a refusal").to_string();
        assert!(error.contains("is never changed"), "{error}");
    }
}

#[tokio::test]
async fn a_frozen_pack_and_a_file_lose_it_too_on_sqlite() {
    a_frozen_pack_and_a_file_lose_it(Engine::Sqlite).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn a_frozen_pack_and_a_file_lose_it_too_on_postgres() {
    a_frozen_pack_and_a_file_lose_it(Engine::Postgres).await;
}

async fn a_frozen_pack_and_a_file_lose_it(engine: Engine) {
    let fresh = Kept { version: "0.1.0", engine }.open().await;
    let record = &fresh.record;
    let desk = plans::operator(record).await;
    // The pages are read once, so that what was read is kept in memory.
    let application = application(record.clone());
    let note = "Girls of the new list";
    let plan = Slug::new("rutland-2024-28").expect("a name");
    let pack = Slug::new("december").expect("a name");
    let frozen = async || {
        let desk = plans::operator(record).await;
        storage::frozen::one(&desk, &plan, frozen::Kind::Pack, &pack)
            .await
            .expect("readable")
            .expect("a frozen pack")
    };
    let was = frozen().await;
    assert!(
        storage::frozen::model(&desk, &was).await.expect("a model").contains("More children asked for help")
    );
    assert_eq!(get(&application, "/board").await.status, 200);

    let redaction = Redaction::new("More children asked for help", WHY).expect("a redaction");
    let redacted = redact(&desk, &redaction, &[], readers(), now).await.expect("redacted").found;
    assert_eq!((redacted.documents, redacted.files.len()), (1, 0));
    let is = frozen().await;
    assert_eq!((was.redacted, is.redacted), (None, Some(now())));
    let model = storage::frozen::model(&desk, &is).await.expect("what was kept, by its new hash");
    assert!(!model.contains("More children asked for help") && model.contains("[removed]"));
    assert_ne!(was.sha256, is.sha256);
    assert!(storage::frozen::files(&desk, &is).await.expect("a list").is_empty(), "its old files are gone");
    let hashes = format!(
        "SELECT count(*) FROM redaction WHERE of_table = 'frozen' AND was_sha256 = '{}' AND became_sha256 = '{}'",
        was.sha256, is.sha256
    );
    assert_eq!(count(record, hashes).await, 1);
    // Nobody else can do what a redaction may.
    for sql in [
        format!("UPDATE frozen SET model = 'x' WHERE slug = 'december' AND kind = '{}'", frozen::Kind::Pack),
        "DELETE FROM frozen_file".to_owned(),
    ] {
        let error = testing::execute(record, sql.leak()).await.expect_err("a refusal").to_string();
        assert!(error.contains("what was frozen is never changed"), "{error}");
    }

    let redaction = Redaction::new(note, WHY).expect("a redaction");
    let redacted = redact(&desk, &redaction, &[], readers(), now).await.expect("redacted").found;
    assert_eq!(redacted.files.len(), 1, "{redacted:?}");
    let gone = storage::import::file(&desk, redacted.files[0], &mut Vec::new()).await;
    assert!(matches!(gone, Err(Error::Removed(_))), "{gone:?}");
    assert!(redacted.texts.iter().any(|(kind, _)| *kind == Kind::Figure), "{redacted:?}");
    assert_eq!(get(&application, "/board").await.status, 200);

    // A word of the document format itself would leave no document that opens.
    let redaction = Redaction::new("words", WHY).expect("a redaction");
    for refused in [
        look(&desk, &redaction, &[], readers()).await.map(drop),
        redact(&desk, &redaction, &[], readers(), now).await.map(drop),
    ] {
        assert!(matches!(refused, Err(Error::Unopenable(_))), "{refused:?}");
    }
    assert_eq!(frozen().await.sha256, is.sha256, "nothing was changed");
}

#[tokio::test]
async fn a_review_loses_it_and_says_so_on_sqlite() {
    a_review_loses_it_and_says_so(Engine::Sqlite).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn a_review_loses_it_and_says_so_on_postgres() {
    a_review_loses_it_and_says_so(Engine::Postgres).await;
}

async fn a_review_loses_it_and_says_so(engine: Engine) {
    let fresh = Kept { version: "0.1.0", engine }.open().await;
    let record = &fresh.record;
    let viewer = member_at(record, "Vic", Role::Viewer, "council", now()).await;
    let application = application_at(record.clone(), "2030-01-01T09:30:00Z");
    let review = "/reviews/2025-26";
    let was = get_as(&application, &viewer, review).await;
    assert_eq!((was.count("main .notice"), was.count("nav.files a")), (0, 2));
    let words = "Nobody could be found for the post";
    assert!(was.text.contains(words), "{}", was.read());

    let redaction = Redaction::new(words, WHY).expect("a redaction");
    let desk = plans::operator(record).await;
    redact(&desk, &redaction, &[], readers(), now).await.expect("redacted");
    let is = get_as(&application, &viewer, review).await;
    assert!(is.status == 200 && !is.text.contains(words), "{}", is.read());
    let said = is.says("main .notice");
    assert!(said.starts_with("On 1 January 2030 a text that named a child was removed"), "{said}");
    assert_eq!(is.count("nav.files"), 0);
    let file = get_as(&application, &viewer, &format!("{review}/review.pdf")).await;
    assert_eq!(file.status, 410, "{}", file.read());
}

/// How many texts of each kind [`write_it_everywhere`] makes.
fn kinds() -> Vec<(Kind, usize)> {
    vec![
        (Kind::Plan, 9),
        (Kind::Indicator, 2),
        (Kind::Definition, 1),
        (Kind::ChangeNote, 2),
        (Kind::Figure, 2),
        (Kind::Mark, 1),
        (Kind::Return, 2),
        (Kind::Narrative, 4),
        (Kind::Rating, 1),
        (Kind::Action, 1),
        (Kind::Status, 1),
        (Kind::Funding, 2),
        (Kind::Pack, 3),
        (Kind::Decision, 1),
        (Kind::Review, 4),
        (Kind::Audit, 4),
    ]
}

/// How many rows each versioned table has.
async fn counts(record: &Record) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for (table, _) in testing::versioned_tables(record).await.expect("a list of tables") {
        let rows = count(record, format!("SELECT count(*) FROM {table}")).await;
        counts.insert(table, rows);
    }
    counts
}

async fn count(record: &Record, sql: String) -> i64 {
    testing::count(record, sql.leak()).await.expect("a count")
}

/// The texts that can be redacted, in the order in which they are looked through.
const TEXTS: &[(&str, &[&str])] = &[
    ("plan", &["vision", "note"]),
    ("focus_area", &["name", "summary"]),
    ("priority", &["name", "summary"]),
    ("strategy", &["text"]),
    ("evidence", &["text"]),
    ("neighbour_set", &["source"]),
    ("indicator", &["name", "source"]),
    ("definition", &["text"]),
    ("change_note", &["text", "source"]),
    ("figure", &["note", "explanation"]),
    ("point_mark", &["reason"]),
    ("return_cell", &["note", "reason"]),
    ("narrative", &["happened", "why", "next", "asked"]),
    ("priority_rating", &["reason"]),
    ("action", &["name"]),
    ("action_status", &["note"]),
    ("funding", &["name", "source"]),
    ("pack", &["meeting", "agenda", "cover_note"]),
    ("decision", &["text"]),
    ("review", &["because", "reason", "name", "summary"]),
];

/// The other columns of the tables that keep versions: names in addresses, words of a vocabulary, days, periods and numbers.
const NO_TEXTS: &[&str] = &[
    "about",
    "absence",
    "absolute",
    "action",
    "against",
    "approval",
    "area",
    "basis",
    "breakdown",
    "budget",
    "code",
    "colour",
    "comparators",
    "decided",
    "decimals",
    "denominator",
    "due",
    "effect",
    "ended",
    "first",
    "focus_area",
    "follows",
    "frequency",
    "held",
    "import",
    "indicator",
    "indicators",
    "kind",
    "lag",
    "last",
    "level",
    "lower",
    "mark",
    "measure",
    "nature",
    "neighbours",
    "number",
    "numerator",
    "organisation",
    "origin",
    "outlook",
    "owner",
    "pack",
    "partnership",
    "per",
    "percent",
    "period_kind",
    "person",
    "plan",
    "polarity",
    "position",
    "priorities",
    "priority",
    "quarter",
    "recommended",
    "recorded_in",
    "retired",
    "role",
    "said",
    "since_first",
    "since_last",
    "slug",
    "spent",
    "stage",
    "starts",
    "state",
    "status",
    "successor",
    "superseded_in",
    "timing",
    "unit",
    "upper",
    "value",
    "word",
    "year",
];

/// Columns that are a text in another table and none here: official names, and words of a vocabulary.
const NO_TEXTS_THERE: &[(&str, &str)] = &[
    ("area", "name"),
    ("organisation", "name"),
    ("plan", "name"),
    ("plan", "source"),
    ("return_cell", "because"),
];

/// A new column is either searched for a child's name or listed as holding none.
#[tokio::test]
async fn every_column_is_a_text_to_be_searched_or_said_to_be_none() {
    let fresh = sqlite().await;
    for (table, columns) in testing::versioned_tables(&fresh.record).await.expect("a list of tables") {
        let texts = TEXTS.iter().find(|(name, _)| *name == table).map_or(&[] as &[&str], |(_, texts)| texts);
        for column in columns {
            let there = (table.as_str(), column.as_str());
            let is_known =
                texts.contains(&there.1) || NO_TEXTS.contains(&there.1) || NO_TEXTS_THERE.contains(&there);
            assert!(
                is_known,
                "{table}.{column} is new. If people write it, name it in `crates/storage/src/redaction/place.rs` and in TEXTS; \
                 if not, in NO_TEXTS."
            );
        }
    }
}

/// Adds to each table a row that ended long ago and names a child in each of its texts, and such an entry to the audit; gives the
/// places.
async fn write_it_everywhere(record: &Record) -> Vec<(&'static str, &'static str)> {
    for sql in YOUNGER {
        testing::execute(record, sql).await.expect("a row of a table that 0.1.0 did not have");
    }
    let tables = testing::versioned_tables(record).await.expect("a list of tables");
    let sentence = format!("'We met {NAME} in May.'");
    let mut places = Vec::new();
    for (table, texts) in TEXTS {
        let (_, columns) = tables.iter().find(|(name, _)| name == table).expect("a table");
        let cells = columns.iter().map(|column| match column.as_str() {
            "recorded_in" => "0".to_owned(),
            "superseded_in" => "1".to_owned(),
            text if texts.contains(&text) => sentence.clone(),
            other => other.to_owned(),
        });
        let (columns, cells) = (columns.join(", "), cells.collect::<Vec<_>>().join(", "));
        let sql = format!("INSERT INTO {table} ({columns}) SELECT {cells} FROM {table} LIMIT 1");
        testing::execute(record, sql.leak()).await.expect("a row");
        places.extend(texts.iter().map(|text| (*table, *text)));
    }
    let sql = format!(
        "INSERT INTO audit (number, at, visitor, action, subject, outcome, reason, was, became) \
         SELECT 0, at, visitor, action, {sentence}, outcome, {sentence}, {sentence}, {sentence} FROM audit WHERE number = 1"
    );
    testing::execute(record, sql.leak()).await.expect("an entry");
    places.extend(["subject", "reason", "was", "became"].map(|column| ("audit", column)));
    places
}
