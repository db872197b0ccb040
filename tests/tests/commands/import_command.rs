//! `outcomes import`, as a person types it.

use serde_json::Value;
use std::{path::Path, process::Command};
use tests::{answers::path_beside, plans};

const HEAD: &str = "indicator,indicator_name,measure,area_code,area_name,period,value\n";

struct Said {
    is_good: bool,
    out: String,
    err: String,
}

fn outcomes(arguments: &[&str]) -> Said {
    let output = Command::new(tests::browser::program_path())
        .args(arguments)
        .env_remove("OUTCOMES_DATABASE")
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said =
        Said { is_good: output.status.success(), out: text(&output.stdout), err: text(&output.stderr) };
    assert!(!said.err.contains("panicked"), "{}", said.err);
    said
}

fn json(said: &Said) -> Value {
    assert_eq!(said.out.lines().count(), 1, "{} {}", said.out, said.err);
    serde_json::from_str(&said.out).expect("one object")
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

fn numbers(value: &Value) -> Vec<i64> {
    ["rows", "figures", "absences", "refused", "new", "changed", "same", "kept", "series", "periods"]
        .map(|key| value[key].as_i64().unwrap_or_else(|| panic!("{key} is missing in {value}")))
        .to_vec()
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_preview_needs_no_record_and_makes_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("data").join("outcomes.db").display());
    let file = written(
        folder.path(),
        "figures.csv",
        &format!(
            "{HEAD}swimming,Who swims,percentage,E06000017,Rutland,2020/21,12.5\nswimming,Who swims,percentage,E06000017,Rutland,2021/22,c\n"
        ),
    );
    let said = outcomes(&["import", &file, "--preview", "--json", "--database", &database]);
    assert!(said.is_good, "{}", said.err);
    let value = json(&said);
    assert_eq!(numbers(&value), [2, 2, 1, 0, 2, 0, 0, 0, 1, 2]);
    assert_eq!(value["layout"], "tidy");
    assert_eq!(value["indicators_added"][0]["slug"], "swimming");
    assert_eq!(value["areas_added"][0]["name"], "Rutland");
    assert_eq!((&value["written"], &value["import"]), (&Value::Bool(false), &Value::Null));
    assert!(!folder.path().join("data").exists());
    // An empty file is no record either, and stays empty.
    let empty = written(folder.path(), "empty.db", "");
    let said = outcomes(&["import", &file, "--preview", "--database", &format!("sqlite://{empty}")]);
    assert!(
        said.is_good && said.out.contains("2 new, 0 changed") && said.out.contains("Nothing was written"),
        "{}",
        said.out
    );
    assert_eq!(std::fs::metadata(&empty).expect("it").len(), 0);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 2);
    // To write, there has to be a record.
    let refused = outcomes(&["import", &file, "--database", &database]);
    assert!(!refused.is_good && refused.err.contains("make one with `outcomes migrate`"), "{}", refused.err);
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_file_is_taken_in_listed_and_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("outcomes.db").display());
    assert!(outcomes(&["migrate", "--database", &database]).is_good);
    let first = written(
        folder.path(),
        "first.csv",
        &format!("{HEAD}swimming,Who swims,percentage,E06000017,Rutland,2020/21,12.5\n"),
    );
    let second = written(
        folder.path(),
        "second.csv",
        &format!(
            "{HEAD}swimming,Who swims,percentage,E06000017,Rutland,2020/21,13.5\nswimming,Who swims,percentage,E06000017,Rutland,2021/22,14\n"
        ),
    );
    let import = |file: &str| json(&outcomes(&["import", file, "--json", "--database", &database]));
    assert_eq!(import(&first)["import"], 1);
    let again = import(&first);
    assert_eq!(
        (&again["same"], &again["import"], &again["written"]),
        (&Value::from(1), &Value::Null, &Value::Bool(false))
    );
    let preview = json(&outcomes(&["import", &second, "--json", "--preview", "--database", &database]));
    assert_eq!(numbers(&preview), [2, 2, 0, 0, 1, 1, 0, 0, 1, 2]);
    assert_eq!(
        (&preview["changes"][0]["was"]["value"], &preview["changes"][0]["becomes"]["value"]),
        (&Value::from(12.5), &Value::from(13.5))
    );
    assert_eq!(import(&second)["import"], 2);
    let listed = outcomes(&["import", "--list", "--database", &database]);
    assert!(
        listed.out.contains("second.csv (tidy), by operator: 1 new, 1 changed, 0 the same"),
        "{}",
        listed.out
    );
    let undone = outcomes(&["import", "--undo", "2", "--database", &database]);
    assert!(
        undone.out.contains("Import 2 is undone: 2 of its figures ended, 1 earlier figure restored"),
        "{}",
        undone.out
    );
    let again = outcomes(&["import", "--undo", "2", "--database", &database]);
    assert!(!again.is_good && again.err.contains("import 2 has already been undone"), "{}", again.err);
    assert_eq!(import(&first)["same"], 1);
    let none = outcomes(&["import", "--undo", "9", "--database", &database]);
    assert!(!none.is_good && none.err.contains("there is no import 9"), "{}", none.err);
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn what_is_refused_is_told_and_not_skipped_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("outcomes.db").display());
    assert!(outcomes(&["migrate", "--database", &database]).is_good);
    let file = written(
        folder.path(),
        "figures.csv",
        &format!(
            "{HEAD}swimming,Who swims,percentage,E06000017,Rutland,2020/21,12.5\nswimming,Who swims,percentage,E06000017,Rutland,2021/22,many\n"
        ),
    );
    let refused = outcomes(&["import", &file, "--json", "--database", &database]);
    assert!(
        !refused.is_good
            && refused.err.contains("1 cell was refused")
            && refused.err.contains("--skip-refused"),
        "{}",
        refused.err
    );
    let value = json(&refused);
    assert_eq!((&value["refused"], &value["written"]), (&Value::from(1), &Value::Bool(false)));
    assert_eq!(
        (&value["problems"][0]["row"], &value["problems"][0]["column"]),
        (&Value::from(3), &Value::from("value"))
    );
    let said = outcomes(&["import", &file, "--database", &database]);
    assert!(said.out.contains("row 3, value: ") && said.out.contains("Nothing was written."), "{}", said.out);
    assert!(
        outcomes(&["import", "--list", "--database", &database]).out.contains("No file has been imported.")
    );
    let taken = json(&outcomes(&["import", &file, "--json", "--skip-refused", "--database", &database]));
    assert_eq!((&taken["new"], &taken["import"]), (&Value::from(1), &Value::from(1)));

    let nothing = outcomes(&["import", "no-such-file.csv", "--preview", "--database", &database]);
    assert!(!nothing.is_good && nothing.err.contains("no-such-file.csv cannot be read"), "{}", nothing.err);
    let other = written(folder.path(), "other.csv", "a,b\n1,2\n");
    let other = outcomes(&["import", &other, "--preview", "--json", "--database", &database]);
    assert!(!other.is_good && other.out.is_empty() && other.err.contains("other.csv"), "{}", other.err);
    let bad = outcomes(&["import", &file, "--as", "pdf", "--database", &database]);
    assert!(!bad.is_good && bad.err.contains("the layouts are"), "{}", bad.err);
    let bad = outcomes(&["import", &file, "--kind", "fortnight", "--database", &database]);
    assert!(!bad.is_good && bad.err.contains("the kinds of period are \"academic year\""), "{}", bad.err);
    assert!(!outcomes(&["import", "--database", &database]).is_good);
}

/// The plan's own figures, in the file that they were put together in, are what the record has already.
#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn the_published_figures_are_the_plans() {
    let Some(figures) = path_beside("data/published_figures.csv") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("outcomes.db").display());
    let plan = written(folder.path(), "plan.toml", plans::OXFORDSHIRE);
    assert!(outcomes(&["migrate", "--database", &database]).is_good);
    assert!(outcomes(&["plan", "load", &plan, "--database", &database]).is_good);
    let said =
        json(&outcomes(&["import", &figures.display().to_string(), "--json", "--database", &database]));
    assert_eq!(numbers(&said)[..7], [384, 384, 15, 0, 0, 0, 384]);
    assert_eq!(said["import"], Value::Null);
}

/// Any table is read by the description of its columns.
#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn any_table_is_read_by_its_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("outcomes.db").display());
    let file = written(
        folder.path(),
        "swims.csv",
        "Place,When,Share\nE06000017,2020/21,12.5\nE06000017,2021/22,[c]\n",
    );
    let common = ["import", &file, "--preview", "--json", "--database", &database];
    let map = [
        "--map",
        "Place=area",
        "--map",
        "When=period",
        "--map",
        "Share=value",
        "--map",
        "*indicator=Who swims",
    ];
    let said = outcomes(&[&common[..], &map[..]].concat());
    assert!(said.is_good, "{}", said.err);
    let value = json(&said);
    assert_eq!(numbers(&value)[..4], [2, 2, 1, 0], "{value}");
    assert_eq!(value["layout"], "mapped");
    let said = outcomes(&[&common[..], &["--map", "Place=place"]].concat());
    assert!(!said.is_good && said.err.contains("--map cannot be used"), "{}", said.err);
}
