//! The journey of a plan lead, in a real browser: a whole new plan made only by pages, and out as a file into another
//! record. The same with JavaScript on and off, on both engines.

use std::process::Command;
use tests::{
    browser::{Browser, DESK, Program, Scripts, program_path},
    record,
    steps::{choose, click, fill, look, pick, send, text},
};
use thirtyfour::{
    By, WebDriver,
    error::WebDriverResult,
    prelude::{ElementQueryable, ElementWaitable},
};

const PASSWORD: &str = "marble otter seventeen";
const PLAN: &str = "/admin/plans/oxfordshire-plan-2026-29";

/// Follows a link by a part of its text: the rest of it names its subject.
async fn follow(driver: &WebDriver, link: &str) -> WebDriverResult<()> {
    let element = driver.query(By::PartialLinkText(link)).first().await?;
    element.click().await?;
    element.wait_until().stale().await
}

/// Sends the form, and checks that it was taken.
async fn save(driver: &WebDriver) -> WebDriverResult<()> {
    send(driver).await?;
    assert_eq!(text(driver, ".done").await?, "Change saved. The earlier version is kept.");
    Ok(())
}

async fn join(program: &Program, driver: &WebDriver, role: &str, organisation: &str) -> WebDriverResult<()> {
    let email = format!("{role}@people.example");
    let link = program.link(&["account", "invite", &email, "--role", role, "--organisation", organisation]);
    driver.goto(link).await?;
    fill(driver, &[("name", role), ("password", PASSWORD)]).await?;
    send(driver).await
}

async fn a_plan_is_built(driver: &WebDriver, browser: &Browser, scripts: Scripts) -> WebDriverResult<()> {
    follow(driver, "Change this plan").await?;
    look(browser, scripts, "the parts of a plan").await?;
    follow(driver, "Plans").await?;
    look(browser, scripts, "plans").await?;
    follow(driver, "Start a new plan").await?;
    look(browser, scripts, "beginning a plan").await?;
    fill(
        driver,
        &[("name", "Oxfordshire plan 2026-29"), ("vision", "Every child is heard"), ("source", "A journey")],
    )
    .await?;
    fill(driver, &[("year", "2026-27"), ("first", "1 April 2026"), ("last", "31 March 2025")]).await?;
    send(driver).await?;
    assert!(text(driver, ".error-summary").await?.contains("The plan year ends before it starts"));
    fill(driver, &[("last", "31 March 2027")]).await?;
    send(driver).await?;
    assert!(text(driver, ".done").await?.starts_with("Plan created."));

    follow(driver, "Add a plan year").await?;
    fill(driver, &[("slug", "2027-28"), ("first", "1 January 2027"), ("last", "31 March 2028")]).await?;
    send(driver).await?;
    assert!(
        text(driver, ".error-summary").await?.contains("before 2026-27 has ended: plan years cannot overlap")
    );
    look(browser, scripts, "a plan year that overlaps").await?;
    fill(driver, &[("first", "1 April 2027")]).await?;
    save(driver).await?;
    follow(driver, "Add a focus area").await?;
    fill(driver, &[("name", "Be heard"), ("summary", "Children are heard in what is decided about them.")])
        .await?;
    save(driver).await?;
    follow(driver, "Add a priority").await?;
    fill(driver, &[("name", "Listen first"), ("summary", "Children are asked before anything is done.")])
        .await?;
    choose(driver, &[("focus-area", "be-heard")]).await?;
    look(browser, scripts, "a priority").await?;
    save(driver).await?;
    follow(driver, "Listen first").await?;
    follow(driver, "Carry it over into 2027-28").await?;
    save(driver).await?;
    assert!(text(driver, "main").await?.contains("Be heard, carried over"));

    follow(driver, "Add an indicator").await?;
    look(browser, scripts, "an indicator").await?;
    fill(
        driver,
        &[
            ("name", "Children who were asked"),
            ("unit", "children"),
            ("decimals", "1"),
            ("source", "Counted by the partners"),
        ],
    )
    .await?;
    choose(
        driver,
        &[
            ("measure", "percentage"),
            ("frequency", "calendar quarter"),
            ("owner", "oxford-health"),
            ("basis", "where the child lives"),
        ],
    )
    .await?;
    pick(
        driver,
        &[
            ("polarity", "higher"),
            ("origin", "partner"),
            ("timing", "flow"),
            ("place", "be-heard/listen-first"),
        ],
    )
    .await?;
    fill(driver, &[("text", "Children who were asked what they think."), ("from", "1 April 2026")]).await?;
    save(driver).await?;
    // One that an earlier plan measured is placed, with its history.
    follow(driver, "Self-harm reports").await?;
    follow(driver, "Where it appears").await?;
    pick(driver, &[("place", "be-heard")]).await?;
    look(browser, scripts, "where an indicator stands").await?;
    save(driver).await?;

    follow(driver, "Children who were asked").await?;
    follow(driver, "Targets").await?;
    click(driver, "main select[name=period] option[value='2026 Q2']").await?;
    send_chooser(driver).await?;
    fill(driver, &[("lower", "80")]).await?;
    send(driver).await?;
    assert_eq!(text(driver, ".done").await?, "Target saved.");
    Ok(())
}

async fn send_chooser(driver: &WebDriver) -> WebDriverResult<()> {
    let element = driver.query(By::Css("main form[method=get] button")).first().await?;
    element.click().await?;
    element.wait_until().stale().await
}

/// From nothing but a sign-in to a plan that the board uses, and on into an empty record.
async fn a_whole_plan_by_pages_alone(program: Program, scripts: Scripts) -> WebDriverResult<()> {
    let browser = Browser::start(scripts, DESK).await?;
    let driver = &browser.driver;
    join(&program, driver, "plan-lead", "oxfordshire-county-council").await?;
    driver.goto(program.at("/")).await?;
    a_plan_is_built(driver, &browser, scripts).await?;

    // Whoever answers for the indicator records its first figure, and the board of the new plan shows it.
    click(driver, ".site-account form button").await?;
    join(&program, driver, "analyst", "oxford-health").await?;
    driver.goto(program.at("/indicators/children-who-were-asked/record?period=2026+Q2")).await?;
    fill(driver, &[("value", "76.5")]).await?;
    pick(driver, &[("status", "final")]).await?;
    send(driver).await?;
    assert!(text(driver, ".done").await?.starts_with("Figure saved as a draft."));
    driver.goto(program.at("/board?ahead=yes")).await?;
    let board = text(driver, "main").await?;
    for said in ["Be heard", "Listen first", "Children who were asked", "76.5%", "Self-harm reports"] {
        assert!(board.contains(said), "{said} is not in {board}");
    }
    driver.clone().quit().await?;

    // Out as a file, and into an empty record.
    let folder = tempfile::tempdir().expect("a folder");
    let (file, other) = (folder.path().join("plan.toml"), folder.path().join("other.toml"));
    let (file, other) = (file.display().to_string(), other.display().to_string());
    let empty = format!("sqlite://{}", folder.path().join("empty.db").display());
    let slug = PLAN.rsplit('/').next().unwrap_or_default();
    let _ = program.command(&["plan", "export", "--plan", slug, "--out", &file]);
    for arguments in [&["migrate"][..], &["plan", "load", &file], &["plan", "export", "--out", &other]] {
        let told = Command::new(program_path()).args(arguments).args(["--database", &empty]).output();
        let told = told.expect("the program runs");
        assert!(told.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
    }
    let read = |path: &str| std::fs::read_to_string(path).expect("a file");
    assert_eq!(read(&file), read(&other));
    assert!(
        read(&file).contains("Children who were asked what they think.") && !read(&file).contains("76.5")
    );
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium, its driver, axe-core and the program: cargo xtask test has them"]
async fn by_pages_alone_with_scripts_on_sqlite() -> WebDriverResult<()> {
    a_whole_plan_by_pages_alone(Program::start(), Scripts::On).await
}

#[tokio::test]
#[ignore = "needs Chromium, its driver, axe-core, PostgreSQL and the program: cargo xtask test has them"]
async fn by_pages_alone_without_scripts_on_postgres() -> WebDriverResult<()> {
    a_whole_plan_by_pages_alone(Program::start_over(&record::postgres_empty().await), Scripts::Off).await
}
