//! The record's contract for packs, decisions, reviews and what was frozen, the same on both engines.

use domain::{
    access::Visitor,
    frozen::Kind,
    pack::{Decision, Forecast, Pack, Step},
    review::{Course, Reviewed},
};
use storage::{
    AsAt, Record,
    frozen::Made,
    pack::{Freezing, Froze, Outcome},
    testing,
};
use tests::{
    on_both_engines,
    packs::{self, PLAN, PRIORITY, slug},
    plans::{self, operator},
    recording::count,
};

/// A text that holds what could be read as something else.
const HOSTILE: &str = "It's “so”; -- \\ % _ {0} $1 ?1\n\tŴŷ 兒童 👩‍👧 '' \" <b>";

fn now() -> chrono::DateTime<chrono::Utc> {
    plans::moment(packs::NINE)
}

/// Each table with its columns in their order; a `?` where a column may be empty.
const TABLES: [(&str, &str); 6] = [
    ("pack", "plan slug year meeting held agenda cover_note priorities recorded_in superseded_in?"),
    ("decision", "plan pack slug priority text action recorded_in superseded_in?"),
    (
        "review",
        "plan year priority recommended because decided? reason focus_area name summary recorded_in superseded_in?",
    ),
    ("frozen", "number plan kind slug seen program model sha256"),
    ("frozen_file", "frozen name sha256 bytes"),
    ("forecast", "frozen indicator area period middle lower_80 upper_80 lower_95 upper_95"),
];

/// What a statement is refused with.
async fn refused(record: &Record, sql: String) -> String {
    let sql: &'static str = sql.leak();
    match testing::execute(record, sql).await {
        Ok(()) => panic!("the record took {sql}"),
        Err(error) => error.to_string(),
    }
}

async fn is_sqlite(record: &Record) -> bool {
    record.engine().await.expect("a name").starts_with("SQLite")
}

/// A forecast of two quarters, with numbers that rounding would show.
fn forecast() -> Forecast {
    let step = |period: &str| Step {
        period: period.into(),
        mean: 0.1 + 0.2,
        within_80: (-1e-300, 1e300),
        within_95: (-1.0 / 3.0, 1e301),
    };
    let steps = vec![step("2023 Q1"), step("2023 Q2")];
    let (indicator, area, model) = (HOSTILE.to_owned(), HOSTILE.to_owned(), String::new());
    Forecast { indicator, area, model, steps, target: None }
}

/// A pack that is kept and frozen without being printed.
async fn frozen(record: &Record, pack: &Pack) -> i64 {
    packs::make(record, pack, now()).await;
    let desk = operator(record).await;
    let saw = storage::pack::one(&desk, &slug(PLAN), pack.slug.as_str())
        .await
        .expect("readable")
        .expect("it")
        .by
        .number;
    let files = [
        ("pack.pdf", HOSTILE.as_bytes().to_vec()),
        ("data.xlsx", (0..=255).collect()),
        ("exceptions.pdf", Vec::new()),
    ];
    let forecasts = [forecast()];
    let made =
        Made { seen: desk.number(), program: "1.2.3", model: HOSTILE, forecasts: &forecasts, files: &files };
    let freezing = Freezing { pack, saw, made };
    match storage::pack::freeze(&desk, &slug(PLAN), &freezing, now).await.expect("an answer") {
        Froze::Done(number) => number,
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    /// The tables have the same columns, in the same order, and the same of them may be empty.
    async fn the_tables_have_the_same_shape(record: Record) {
        let is_sqlite = is_sqlite(&record).await;
        for (table, columns) in TABLES {
            let columns: Vec<_> = columns.split(' ').collect();
            let (from, name, place, is_full) = match is_sqlite {
                true => (format!("pragma_table_info('{table}')"), "name", "cid + 1", "\"notnull\" = 1"),
                false => (
                    format!("information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}'"),
                    "column_name", "ordinal_position", "is_nullable = 'NO'",
                ),
            };
            let and = if is_sqlite { "WHERE" } else { "AND" };
            let all = format!("SELECT count(*) FROM {from}");
            assert_eq!(count(&record, all.clone().leak()).await, i64::try_from(columns.len()).expect("few"), "{table}");
            for (at, column) in columns.iter().enumerate() {
                let (wanted, may_be_empty) = column.strip_suffix('?').map_or((*column, false), |column| (column, true));
                let is_full = if may_be_empty { format!("NOT {is_full}") } else { is_full.to_owned() };
                let sql = format!("{all} {and} {name} = '{wanted}' AND {place} = {} AND {is_full}", at + 1);
                assert_eq!(count(&record, sql.leak()).await, 1, "{table}.{column}");
            }
        }
    }

    /// What is written is what is read: every column of every table, and every version as at its number.
    async fn they_read_back_as_they_were_written(record: Record) {
        packs::load(&record).await;
        let plan = slug(PLAN);
        let first = Pack { meeting: HOSTILE.into(), cover_note: HOSTILE.into(), priorities: vec![slug(PRIORITY), slug("other")], ..packs::pack("a-pack", 12) };
        let empty = Pack { agenda: Vec::new(), cover_note: String::new(), priorities: Vec::new(), on: "0001-01-01".parse().expect("a day"), ..packs::pack("empty", 1) };
        for pack in [&first, &empty] {
            packs::make(&record, pack, now()).await;
        }
        let then = operator(&record).await;
        let read = storage::pack::all(&then, &plan).await.expect("readable");
        assert_eq!(read.iter().map(|entry| &entry.pack).collect::<Vec<_>>(), [&first, &empty], "the last meeting first");
        let changed = Pack { meeting: "Another".into(), ..first.clone() };
        let saved = storage::pack::record(&then, &plan, &changed, Some(read[0].by.number), now).await.expect("saved");
        assert_eq!(saved, Outcome::Saved);
        let one = storage::pack::one(&operator(&record).await, &plan, "a-pack").await.expect("readable").expect("it");
        assert_eq!(one.pack, changed);
        let was = storage::pack::one(&then, &plan, "a-pack").await.expect("readable").expect("it");
        assert_eq!(was.pack, first, "as at its number");

        let with = Decision { slug: slug("one"), pack: slug("a-pack"), priority: Some(slug(PRIORITY)), text: HOSTILE.into(), action: Some(slug("an-action")) };
        let without = Decision { slug: slug("two"), priority: None, action: None, ..with.clone() };
        for decision in [&with, &without] {
            let noted = storage::pack::decide(&operator(&record).await, &plan, decision, None, now).await.expect("noted");
            assert_eq!(format!("{noted:?}"), "Saved");
        }
        let read = storage::pack::decisions(&operator(&record).await, &plan).await.expect("readable");
        assert_eq!(read.iter().map(|decided| &decided.decision).collect::<Vec<_>>(), [&with, &without]);

        let said = Reviewed {
            year: slug("2022"), priority: slug(PRIORITY), recommended: Course::Reword, because: HOSTILE.into(), decided: None,
            reason: String::new(), focus_area: slug("start-well"), name: HOSTILE.into(), summary: HOSTILE.into(),
        };
        let all: Vec<_> = [Course::CarryOn, Course::Reword, Course::Retire, Course::Add].into_iter().enumerate().map(|(at, course)| Reviewed {
            priority: slug(&format!("priority-{at}")), recommended: course, decided: Some(course), ..said.clone()
        }).chain([said.clone()]).collect();
        for said in &all {
            storage::review::say(&operator(&record).await, &plan, said, None, now).await.expect("said");
        }
        let read = storage::review::of(&operator(&record).await, &plan, &slug("2022")).await.expect("readable");
        assert_eq!(read.iter().map(|entry| &entry.reviewed).collect::<Vec<_>>(), all.iter().collect::<Vec<_>>());
        assert!(storage::review::of(&operator(&record).await, &plan, &slug("2024")).await.expect("readable").is_empty());
    }

    /// What is kept is what was given, to the byte: the document, its hash, its files; as at a moment before it was frozen
    /// there is nothing.
    async fn what_is_frozen_reads_back_to_the_byte(record: Record) {
        packs::load(&record).await;
        let plan = slug(PLAN);
        let before = operator(&record).await;
        let number = frozen(&record, &packs::pack("a-pack", 12)).await;
        let desk = operator(&record).await;
        let all = storage::frozen::all(&desk, &plan, Kind::Pack).await.expect("readable");
        let [kept] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!((kept.slug.as_str(), kept.by.number, kept.seen, kept.program.as_str()), ("a-pack", number, number - 1, "1.2.3"));
        assert_eq!(storage::frozen::model(&desk, kept).await.expect("whole"), HOSTILE);
        let files = storage::frozen::files(&desk, kept).await.expect("readable");
        let sizes: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.size)).collect();
        assert_eq!(sizes, [("data.xlsx", 256), ("exceptions.pdf", 0), ("pack.pdf", i64::try_from(HOSTILE.len()).expect("short"))]);
        for (name, bytes) in [("pack.pdf", HOSTILE.as_bytes().to_vec()), ("data.xlsx", (0..=255).collect()), ("exceptions.pdf", Vec::new())] {
            assert_eq!(storage::frozen::file(&desk, kept, name).await.expect("whole"), Some(bytes), "{name}");
        }
        assert_eq!(storage::frozen::file(&desk, kept, "review.pdf").await.expect("readable"), None);
        let forecasts = storage::frozen::forecasts(&desk, &plan).await.expect("readable");
        let read: Vec<_> = forecasts.iter().map(|one| (one.frozen, one.indicator.as_str(), one.area.as_str(), one.step.clone())).collect();
        let given: Vec<_> = forecast().steps.into_iter().map(|step| (number, HOSTILE, HOSTILE, step)).collect();
        assert_eq!(read, given);
        assert!(storage::frozen::forecasts(&before, &plan).await.expect("readable").is_empty(), "as at before");
        assert!(storage::frozen::forecasts(&desk, &slug("another-plan")).await.expect("readable").is_empty(), "another plan's");
        // The hashes are in the audit too, so that neither can be replaced unseen.
        for file in &files {
            let sql = format!("SELECT count(*) FROM audit WHERE number = {number} AND became LIKE '%{} {}%'", file.name, file.sha256);
            assert_eq!(count(&record, sql.leak()).await, 1, "{}", file.name);
        }
        let sql = format!("SELECT count(*) FROM audit WHERE number = {number} AND became LIKE '%model {}%'", kept.sha256);
        assert_eq!(count(&record, sql.leak()).await, 1);

        assert!(storage::frozen::all(&before, &plan, Kind::Pack).await.expect("readable").is_empty(), "as at before");
        assert!(storage::frozen::all(&desk, &plan, Kind::Review).await.expect("readable").is_empty(), "a pack is no review");
        assert!(storage::frozen::all(&desk, &slug("another-plan"), Kind::Pack).await.expect("readable").is_empty(), "another plan's");
    }

    /// The public is given nothing of any of it.
    async fn the_public_is_given_none_of_it(record: Record) {
        packs::load(&record).await;
        let plan = slug(PLAN);
        frozen(&record, &packs::pack("a-pack", 12)).await;
        let decision = Decision { slug: slug("one"), pack: slug("a-pack"), priority: None, text: "Noted".into(), action: None };
        storage::pack::decide(&operator(&record).await, &plan, &decision, None, now).await.expect("noted");
        let said = Reviewed {
            year: slug("2022"), priority: slug(PRIORITY), recommended: Course::CarryOn, because: "Why".into(), decided: None,
            reason: String::new(), focus_area: slug("start-well"), name: "Name".into(), summary: "Summary".into(),
        };
        storage::review::say(&operator(&record).await, &plan, &said, None, now).await.expect("said");
        for (visitor, many) in [(Visitor::Operator, 1), (Visitor::Stranger, 0)] {
            let desk = record.desk(visitor.clone(), AsAt::Now).await.expect("a desk");
            let counts = [
                storage::pack::all(&desk, &plan).await.expect("readable").len(),
                storage::pack::decisions(&desk, &plan).await.expect("readable").len(),
                storage::review::of(&desk, &plan, &slug("2022")).await.expect("readable").len(),
                storage::frozen::all(&desk, &plan, Kind::Pack).await.expect("readable").len(),
            ];
            assert_eq!(counts, [many; 4], "{visitor:?}");
            let forecasts = storage::frozen::forecasts(&desk, &plan).await.expect("readable").len();
            assert_eq!(forecasts, 2 * many, "{visitor:?}");
        }
    }

    /// What no page would write is refused by both engines alike.
    async fn what_cannot_be_is_refused(record: Record) {
        packs::load(&record).await;
        let number = frozen(&record, &packs::pack("a-pack", 12)).await;
        let (sum, pack) = ("0".repeat(64), "INSERT INTO pack VALUES ('p', 's', '2022'");
        for sql in [
            format!("{pack}, '', '2022-12-12', '', '', '', 1, NULL)"),
            format!("{pack}, 'Board', NULL, '', '', '', 1, NULL)"),
            format!("{pack}, 'Board', '2022-12-12', '', '', '', 2, 2)"),
            "INSERT INTO decision VALUES ('p', 'pack', 's', '', '', '', 1, NULL)".to_owned(),
            "INSERT INTO decision VALUES ('p', 'pack', 's', '', 'Noted', '', 2, 1)".to_owned(),
            "INSERT INTO review VALUES ('p', '2022', 's', 'drop', '', NULL, '', 'f', 'n', 's', 1, NULL)".to_owned(),
            "INSERT INTO review VALUES ('p', '2022', 's', 'retire', '', 'drop', '', 'f', 'n', 's', 1, NULL)".to_owned(),
            format!("INSERT INTO frozen VALUES (900, 'p', 'minutes', 's', 1, '1', '{{}}', '{sum}')"),
            format!("INSERT INTO frozen VALUES (900, 'p', 'pack', 's', 900, '1', '{{}}', '{sum}')"),
            format!("INSERT INTO frozen VALUES (900, 'p', 'pack', 's', 1, '1', '{{}}', '{sum}0')"),
            format!("INSERT INTO frozen VALUES (900, '{PLAN}', 'pack', 'a-pack', 1, '1', '{{}}', '{sum}')"),
            format!("INSERT INTO frozen VALUES ({number}, 'p', 'pack', 's', 1, '1', '{{}}', '{sum}')"),
            format!("INSERT INTO frozen_file SELECT frozen, name, sha256, bytes FROM frozen_file WHERE frozen = {number}"),
            format!("INSERT INTO frozen_file SELECT frozen, 'other', 'short', bytes FROM frozen_file WHERE frozen = {number}"),
            format!("INSERT INTO forecast VALUES ({number}, 'i', 'a', '', 3, 2, 4, 1, 5)"),
            format!("INSERT INTO forecast VALUES ({number}, 'i', 'a', '2023 Q1', 3, 4, 5, 1, 5)"),
            format!("INSERT INTO forecast VALUES ({number}, 'i', 'a', '2023 Q1', 3, 2, 4, 3, 5)"),
            format!("INSERT INTO forecast VALUES ({number}, 'i', 'a', '2023 Q1', 3, NULL, 4, 1, 5)"),
            "INSERT INTO forecast VALUES (900, 'i', 'a', '2023 Q1', 3, 2, 4, 1, 5)".to_owned(),
            format!("INSERT INTO forecast SELECT * FROM forecast WHERE frozen = {number}"),
            format!("INSERT INTO frozen_file SELECT 900, name, sha256, bytes FROM frozen_file WHERE frozen = {number}"),
        ] {
            let told = refused(&record, sql.clone()).await.to_lowercase();
            assert!(told.contains("constraint"), "{sql}: {told}");
        }
        // Each name has one version in force.
        for (table, values) in [
            ("pack", "'p', 's', '2022', 'Board', '2022-12-12', '', '', ''"),
            ("decision", "'p', 'pack', 's', '', 'Noted', ''"),
            ("review", "'p', '2022', 's', 'retire', '', NULL, '', 'f', 'n', 's'"),
        ] {
            for ended in ["5", "NULL"] {
                let sql = format!("INSERT INTO {table} VALUES ({values}, 1, {ended})");
                testing::execute(&record, sql.leak()).await.expect("the first, and one that ended");
            }
            let told = refused(&record, format!("INSERT INTO {table} VALUES ({values}, 6, NULL)")).await.to_lowercase();
            assert!(told.contains("unique"), "{table}: {told}");
        }
    }

    /// What was frozen is neither changed nor taken away nor replaced, in any way that an engine has.
    async fn what_was_frozen_refuses_every_change(record: Record) {
        packs::load(&record).await;
        frozen(&record, &packs::pack("a-pack", 12)).await;
        frozen(&record, &packs::pack("another", 13)).await;
        let mut tries = Vec::new();
        for (table, columns) in &TABLES[3..] {
            tries.extend(columns.split(' ').map(|column| format!("UPDATE {table} SET {column} = {column}")));
            tries.push(format!("DELETE FROM {table}"));
            if is_sqlite(&record).await {
                tries.push(format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"));
                let column = columns.split(' ').next_back().unwrap_or_default();
                tries.push(format!("UPDATE OR REPLACE {table} SET {column} = {column}"));
            } else {
                tries.push(format!("TRUNCATE {table} CASCADE"));
            }
        }
        let sums = "SELECT count(*) FROM frozen d JOIN frozen_file f ON f.frozen = d.number JOIN forecast q ON q.frozen = d.number";
        for sql in tries {
            let told = refused(&record, sql.clone()).await;
            assert!(told.contains("what was frozen is never changed"), "{sql}: {told}");
            assert_eq!(count(&record, sums).await, 2 * 3 * 2, "{sql}");
        }
    }
}
