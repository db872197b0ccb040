//! The command line, as a person types it: the program itself, real files, real ports.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};
use tests::{browser::Program, plans};

fn outcomes(arguments: &[&str]) -> Output {
    Command::new(tests::browser::program_path())
        .args(arguments)
        .env_remove("OUTCOMES_DATABASE")
        .env_remove("OUTCOMES_LISTEN")
        .env_remove("OUTCOMES_BASE_URL")
        .output()
        .expect("the program runs")
}

/// Its output on standard error; checks that it failed without panicking.
fn refusal(arguments: &[&str]) -> String {
    let output = outcomes(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{arguments:?} succeeded");
    assert!(!said.contains("panicked") && !said.contains("backtrace"), "{said}");
    said
}

fn told(arguments: &[&str]) -> String {
    let output = outcomes(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn database(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("outcomes.db").display())
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_plan_is_checked_migrated_for_and_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plan.toml");
    std::fs::write(&file, plans::RUTLAND).expect("a plan file");
    let (file, database) = (file.display().to_string(), database(folder.path()));

    let summary = "Rutland Children's Plan 2022-24: 2 plan years, 1 focus areas, 2 indicators, 12 figures, 2 targets, 0 change notes";
    assert!(told(&["plan", "check", &file]).contains(summary));
    let said = refusal(&["plan", "load", &file, "--database", &database]);
    assert!(said.contains("make one with `outcomes migrate`"), "{said}");
    assert!(told(&["migrate", "--database", &database]).starts_with("SQLite 3."));
    assert!(told(&["plan", "load", &file, "--database", &database]).contains("rows added"));
    assert!(told(&["plan", "load", &file, "--database", &database]).contains("nothing to change"));
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn every_fault_of_a_plan_is_listed_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plan.toml");
    let text = plans::RUTLAND
        .replace("first = 2024-01-01", "first = 2022-06-01")
        .replace("\"2021/22\" = 70.1", "\"2021/22\" = \"70.1\"")
        .replace("polarity = \"higher\"", "polarity = \"higher\"\ncolour = \"red\"");
    std::fs::write(&file, &text).expect("a plan file");
    let said = refusal(&["plan", "check", &file.display().to_string()]);
    assert!(said.contains("has 3 faults and was not loaded"), "{said}");
    for (place, fault) in [
        ("plan.toml:20:9:", "the plan year 2024 starts on 2022-06-01, before 2022 has ended"),
        ("plan.toml:81:1:", "\"colour\" is not a key of [indicator]"),
        ("plan.toml:150:13:", "\"70.1\" is text: write the number without quotes"),
    ] {
        let line = said
            .lines()
            .find(|line| line.contains(fault))
            .unwrap_or_else(|| panic!("{fault} is not in {said}"));
        assert!(line.contains(place), "{line}");
    }
    let database = database(folder.path());
    told(&["migrate", "--database", &database]);
    refusal(&["plan", "load", &file.display().to_string(), "--database", &database]);
}

/// A program that starts it may have it stop with itself: when its input ends, and not before.
#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_server_stops_with_its_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Command::new(tests::browser::program_path())
        .args([
            "serve",
            "--until-input-ends",
            "--listen",
            "127.0.0.1:0",
            "--database",
            &database(folder.path()),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut said = BufReader::new(server.stdout.take().expect("its output")).lines().map_while(Result::ok);
    assert!(said.any(|line| line.contains("served at")));
    assert!(server.try_wait().expect("a state").is_none(), "its input is still open");
    drop(server.stdin.take());
    let began = Instant::now();
    let stopped = loop {
        match server.try_wait().expect("a state") {
            None if began.elapsed() < Duration::from_secs(20) => std::hint::spin_loop(),
            stopped => break stopped,
        }
    };
    // It may be running on.
    let _ = server.kill();
    assert!(stopped.is_some_and(|status| status.success()), "{stopped:?}");
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn bad_settings_stop_the_start_with_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    let file = folder.path().join("a-file");
    std::fs::write(&file, "x").expect("a file");
    let under_a_file = format!("sqlite://{}/outcomes.db", file.display());
    let not_a_database = format!("sqlite://{}", file.display());
    std::fs::write(&file, "this is no database, however long it may be: ".repeat(50)).expect("a file");
    let cases: [(&[&str], &str); 9] = [
        (&["serve", "--database", "mysql://me:secret@host/name"], "is not a database address"),
        (&["serve", "--database", &under_a_file], "cannot be made or written to"),
        (&["serve", "--database", &not_a_database], "the database cannot be opened"),
        (&["serve", "--database", "postgres://nobody@127.0.0.1:1/none"], "the database cannot be opened"),
        (&["serve", "--database", &database, "--base-url", "outcomes.example.org"], "is not a base URL"),
        (&["serve", "--database", &database, "--listen", "here"], "invalid value 'here'"),
        (&["serve", "--database", &database, "--log", "x=y=z"], "invalid value 'x=y=z'"),
        (&["plan", "check", "no-such-file.toml"], "no-such-file.toml cannot be read"),
        (&["plan", "check", &folder.path().display().to_string()], "cannot be read"),
    ];
    for (arguments, sentence) in cases {
        let said = refusal(arguments);
        assert!(said.contains(sentence), "{arguments:?}: {said}");
        assert!(!said.contains("secret"), "{said}");
    }
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn a_taken_port_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = refusal(&["serve", "--database", &database(folder.path()), "--listen", &address]);
    assert!(said.contains(&format!("cannot listen on {address}")) && said.contains("--listen"), "{said}");
}

#[tokio::test]
#[ignore = "needs the program: cargo xtask test builds it"]
async fn an_empty_folder_is_served_with_the_first_plan() {
    let program = Program::start();
    assert!(program.said().contains("The record was empty"), "{}", program.said());
    assert!(program.at("/board").starts_with("http://127.0.0.1:"));
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn people_are_invited_from_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    let first =
        told(&["account", "first", "--database", &database, "--base-url", "https://outcomes.example.org/"]);
    assert!(first.contains("https://outcomes.example.org/invitations/"), "{first}");
    let invite = |email: &'static str, role: &'static str, organisation: &'static str| {
        ["account", "invite", email, "--role", role, "--organisation", organisation, "--database"]
            .map(str::to_owned)
            .to_vec()
    };
    let said = |mut arguments: Vec<String>| {
        arguments.push(database.clone());
        arguments
    };
    let invited = said(invite("ann@example.org", "analyst", "Oxford Health NHS Foundation Trust"));
    let invited = told(&invited.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(
        invited.contains("ann@example.org can sign in with this link")
            && invited.contains("http://127.0.0.1:3000/invitations/"),
        "{invited}"
    );
    for (email, role, organisation, sentence) in [
        ("ann@example.org", "king", "oxford-health", "the roles are \"viewer\", \"analyst\""),
        ("ann@example.org", "plan-lead", "nowhere", "there is no organisation \"nowhere\""),
        ("ann", "viewer", "oxford-health", "\"ann\" is not an email address"),
    ] {
        let arguments = said(invite(email, role, organisation));
        let refused = refusal(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(refused.contains(sentence), "{refused}");
    }
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn a_demonstration_is_illustrative_and_leaves_figures_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    let said = told(&["demo", "--database", &database]);
    for role in ["viewer", "analyst", "approver", "plan lead", "administrator"] {
        assert!(said.contains(&format!("  {role:<14} ")), "{said}");
    }
    let again = refusal(&["demo", "--database", &database]);
    assert!(again.contains("the record has figures from partners, or people"), "{again}");
    // A plan that is loaded among illustrative figures is illustrative too.
    let file = folder.path().join("plan.toml");
    std::fs::write(&file, plans::RUTLAND).expect("a plan file");
    told(&["plan", "load", &file.display().to_string(), "--database", &database]);
    let real = format!("sqlite://{}", folder.path().join("real.db").display());
    told(&["migrate", "--database", &real]);
    told(&["plan", "load", &file.display().to_string(), "--database", &real]);
    refusal(&["demo", "--database", &real]);
}

#[test]
#[ignore = "needs the program: cargo xtask test builds it"]
fn every_setting_is_in_the_help_with_its_variable() {
    let help = told(&["serve", "--help"]);
    for setting in
        ["--database", "OUTCOMES_DATABASE", "--listen", "OUTCOMES_LISTEN", "--base-url", "OUTCOMES_BASE_URL"]
    {
        assert!(help.contains(setting), "{setting} is not in {help}");
    }
}
