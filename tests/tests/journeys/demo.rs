//! The demonstration, looked at in a real browser: what the views of an indicator show, and that axe finds nothing there.

use tests::{
    browser::{Browser, DESK, Program, Scripts, look_over},
    steps::{follow, sign_in, text},
};
use thirtyfour::{By, WebDriver, error::WebDriverResult, prelude::ElementQueryable};

async fn is_there(driver: &WebDriver, selector: &str) -> WebDriverResult<()> {
    driver.query(By::Css(selector)).first().await.map(drop)
}

/// The demonstration's record, served, with a viewer signed in.
async fn signed_in(scripts: Scripts) -> WebDriverResult<(Program, Browser)> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(scripts, DESK).await?;
    sign_in(&program, &browser, &people, "viewer").await?;
    Ok((program, browser))
}

/// Every view of the self-harm reports: sentence, icons, limits that begin anew at the break, the gap by sex.
async fn self_harm_reports_show_every_view(scripts: Scripts) -> WebDriverResult<()> {
    let (program, browser) = signed_in(scripts).await?;
    let driver = &browser.driver;
    driver.goto(program.at("/indicators/self-harm-reports")).await?;
    let sentence = text(driver, ".sentence").await?;
    assert!(sentence.contains("The latest figure is unusually high."), "{sentence}");
    is_there(driver, ".signals .icon.variation.neutral").await?;
    assert!(text(driver, ".signal-list").await?.contains("the target is a range"));

    follow(driver, "line").await?;
    assert!(!text(driver, "table.figures").await?.contains("Limits"));
    follow(driver, "control chart").await?;
    assert_eq!(text(driver, ".sentence").await?, sentence, "the same sentence on every view");
    let limits = text(driver, "ul.limits").await?;
    let groups: Vec<_> = limits.lines().collect();
    assert_eq!(groups.len(), 2, "{limits}");
    assert!(groups[0].starts_with("From 2015-16 Q1: mean "), "{limits}");
    assert!(groups[1].starts_with("From 2017-18 Q3: mean "), "{limits}");
    assert!(text(driver, "table.figures").await?.contains("above the upper limit"));
    is_there(driver, ".size-wide svg.control .point.neutral.high").await?;

    follow(driver, "gaps").await?;
    follow(driver, "Sex: Female").await?;
    let gap = text(driver, ".gap-sentence").await?;
    assert!(gap.starts_with("Female: ") && gap.contains("margin of error"), "{gap}");
    follow(driver, "Sex: Male").await?;
    assert!(text(driver, ".gap-sentence").await?.starts_with("Male: "));

    follow(driver, "with comparators").await?;
    assert!(text(driver, ".signal-list").await?.contains("Counts are not compared: places differ in size."));
    follow(driver, "Board").await?;
    assert!(text(driver, "main").await?.contains("Unusually high"));
    is_there(driver, ".board-table .icon.variation.neutral").await?;
    is_there(driver, ".board-table .icon.red").await?;
    driver.clone().quit().await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn self_harm_reports_show_every_view_with_scripts() -> WebDriverResult<()> {
    self_harm_reports_show_every_view(Scripts::On).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn self_harm_reports_show_every_view_without_scripts() -> WebDriverResult<()> {
    self_harm_reports_show_every_view(Scripts::Off).await
}

/// axe-core finds nothing on the board and the views that are full of signals, and nothing is wider than its window.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn no_view_has_a_finding() -> WebDriverResult<()> {
    let (program, browser) = signed_in(Scripts::On).await?;
    let indicator = "/indicators/self-harm-reports";
    let pages = [
        "/board".to_owned(),
        "/indicators/persistent-absence-secondary".to_owned(),
        "/indicators/suspensions?view=control-chart".to_owned(),
        format!("{indicator}?view=control-chart"),
        format!("{indicator}?view=control-chart&span=plan"),
        format!("{indicator}?view=forecast&year=2018-19"),
        "/indicators/domestic-abuse-incidents?view=forecast&year=2018-19".to_owned(),
        format!("{indicator}?view=gaps"),
        format!("{indicator}?view=groups"),
        format!("{indicator}?view=places"),
        "/focus-areas/be-happy-and-healthy".to_owned(),
        "/priorities/social-and-emotional-wellbeing-and-mental-health".to_owned(),
    ];
    for page in &pages {
        browser.driver.goto(program.at(page)).await?;
        look_over(&browser, page).await?;
    }
    browser.driver.clone().quit().await
}
