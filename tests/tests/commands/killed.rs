//! A program that is killed in the middle of an import leaves all of it or nothing, on either engine.

use std::{
    fmt::Write,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use storage::{Record, testing};
use tests::{plans::operator, record::Fresh};

/// How many figures a file has: enough to be killed at any step of taking them in.
const AREAS: i64 = 40;
const YEARS: i64 = 60;
const FIGURES: i64 = AREAS * YEARS;
const KILLS: u32 = 50;

/// A file with one value everywhere.
fn file(folder: &Path, value: u32) -> String {
    let mut text = "indicator,measure,area_code,period,value\n".to_owned();
    for area in 0..AREAS {
        for year in 1960..1960 + YEARS {
            let _ = writeln!(text, "swimming,index,E0700{area:04},{year}/{:02},{value}", (year + 1) % 100);
        }
    }
    let path = folder.join(format!("figures-{value}.csv"));
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

fn start(file: &str, address: &str) -> Child {
    Command::new(tests::browser::program_path())
        .args(["import", file, "--database", address])
        .env_remove("OUTCOMES_DATABASE")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// How much there is of everything that an import writes.
async fn state(record: &Record) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in [
        "SELECT number FROM counter",
        "SELECT count(*) FROM audit",
        "SELECT count(*) FROM figure",
        "SELECT count(*) FROM figure WHERE superseded_in IS NOT NULL",
        "SELECT count(*) FROM indicator",
        "SELECT count(*) FROM area",
        "SELECT count(*) FROM import",
        "SELECT count(*) FROM import_piece",
    ] {
        counts.push(testing::count(record, sql).await.expect("a count"));
    }
    counts
}

/// `settled` waits until no write is under way.
async fn killed_at_any_moment(fresh: Fresh, settled: &'static str) {
    let record = &fresh.record;
    let folder = tempfile::tempdir().expect("a folder");
    let began = Instant::now();
    assert!(start(&file(folder.path(), 1), &fresh.address).wait().expect("an end").success());
    let whole = began.elapsed();
    let (mut dice, mut whole_ones, mut none) = (20_261_123_u32, 0, 0);
    for value in 2..2 + KILLS {
        let before = state(record).await;
        let path = file(folder.path(), value);
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // From the first moment to a little after it would have ended by itself.
        let patience = whole.mul_f64(1.1 * f64::from(dice >> 8) / f64::from(u32::MAX >> 8));
        let began = Instant::now();
        let mut child = start(&path, &fresh.address);
        while began.elapsed() < patience && child.try_wait().expect("a state").is_none() {
            std::hint::spin_loop();
        }
        child.kill().expect("killed");
        child.wait().expect("an end");
        testing::count(record, settled).await.expect("settled");
        let after = state(record).await;
        let number = after[0];
        if after == before {
            none += 1;
        } else {
            whole_ones += 1;
            assert_eq!(number, before[0] + 1, "{before:?} became {after:?}");
            assert_eq!(
                (after[2], after[3]),
                (before[2] + FIGURES, before[3] + FIGURES),
                "{before:?} became {after:?}"
            );
            assert_eq!(after[6], before[6] + 1);
            let mut kept = Vec::new();
            storage::import::file(&operator(record).await, number, &mut kept).await.expect("the file");
            assert!(kept == std::fs::read(&path).expect("a file"));
        }
        // Whatever it left, the file can be taken in.
        assert!(start(&path, &fresh.address).wait().expect("an end").success(), "after kill {value}");
        let after = state(record).await;
        assert_eq!((after[0], after[2]), (before[0] + 1, before[2] + FIGURES));
    }
    assert!(none > 0 && Duration::ZERO < whole, "{whole_ones} whole, {none} with nothing");
    let standing =
        testing::count(record, "SELECT count(*) FROM figure WHERE superseded_in IS NULL AND value = 51")
            .await;
    assert_eq!(standing.expect("a count"), FIGURES);
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn sqlite_has_all_or_nothing() {
    killed_at_any_moment(tests::record::sqlite().await, "SELECT number FROM counter").await;
}

#[tokio::test]
#[ignore = "needs the program and PostgreSQL: cargo xtask test has both"]
async fn postgres_has_all_or_nothing() {
    // The server may still be at what the dead program sent last: whoever writes holds this row.
    killed_at_any_moment(tests::record::postgres().await, "SELECT number FROM counter FOR UPDATE").await;
}
