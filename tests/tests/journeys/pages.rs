//! Journeys in a real browser, against the program as a person starts it: the same steps with JavaScript on and off.

use serde_json::json;
use tests::{
    browser::{Browser, DESK, Looks, PHONE, Program, Scripts, look_over},
    grid::{awake, open},
    steps::{follow, sign_in, text},
};
use thirtyfour::{By, Key, error::WebDriverResult, prelude::ElementQueryable};

/// Every kind of page that there is.
const PAGES: [&str; 11] = [
    "/",
    "/board",
    "/focus-areas/be-safe",
    "/priorities/children-missing-out-on-education",
    "/indicators/persistent-absence-secondary",
    "/indicators/attainment-8?view=line&span=plan",
    "/indicators/children-in-care?view=control-chart",
    "/indicators/alcohol-admissions?view=gaps",
    "/indicators/self-harm-reports",
    "/nowhere",
    "/board?year=1999",
];

/// From the plan to a figure: what a board member does.
async fn from_the_plan_to_a_figure(scripts: Scripts, looks: Looks) -> WebDriverResult<()> {
    let program = Program::start();
    let browser = Browser::start(scripts, looks).await?;
    let driver = &browser.driver;
    driver.goto(program.at("/")).await?;
    assert!(text(driver, ".vision").await?.starts_with("Oxfordshire, a great place to grow up"));

    follow(driver, "Board").await?;
    assert_eq!(text(driver, "h1").await?, "Board");
    follow(driver, "2018-19").await?;
    assert_eq!(text(driver, ".choices [aria-current]").await?, "2018-19");
    follow(driver, "Children missing out on education").await?;
    assert!(text(driver, ".lineage").await?.contains("2019-20: carried over"));

    follow(driver, "Persistent absence in state-funded secondary schools").await?;
    let sentence = text(driver, ".sentence").await?;
    assert!(sentence.starts_with("14.68% in 2018/19, 0.99 pp above England."), "{sentence}");
    follow(driver, "2020-21").await?;
    let sentence = text(driver, ".sentence").await?;
    assert!(sentence.contains("Baseline: 14.62% in 2017/18, 0.71 pp above England."), "{sentence}");

    follow(driver, "line").await?;
    assert!(driver.current_url().await?.as_str().ends_with("?year=2020-21&view=line"));
    follow(driver, "the plan's years").await?;
    assert!(driver.current_url().await?.as_str().ends_with("?year=2020-21&view=line&span=plan"));
    follow(driver, "England").await?;
    let table = text(driver, "table.figures").await?;
    assert!(table.contains("13.91%") && !table.contains("14.62%"), "{table}");
    assert_eq!(driver.query(By::Css("svg.chart")).all_from_selector_required().await?.len(), 2);
    // Scripts are really on, or really off.
    match scripts {
        Scripts::On => drop(driver.query(By::Css("html[data-awake]")).first().await?),
        Scripts::Off => {
            assert!(!driver.query(By::Css("html[data-awake], .reader[tabindex]")).nowait().exists().await?)
        }
    }
    driver.clone().quit().await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn from_the_plan_to_a_figure_with_scripts() -> WebDriverResult<()> {
    from_the_plan_to_a_figure(Scripts::On, DESK).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn from_the_plan_to_a_figure_without_scripts() -> WebDriverResult<()> {
    from_the_plan_to_a_figure(Scripts::Off, DESK).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn from_the_plan_to_a_figure_on_a_phone() -> WebDriverResult<()> {
    from_the_plan_to_a_figure(Scripts::On, PHONE).await
}

/// The chart is read by keyboard and by pointer.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_chart_is_read_by_keyboard_and_pointer() -> WebDriverResult<()> {
    let program = Program::start();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    driver.goto(program.at("/indicators/persistent-absence-secondary")).await?;
    let reader = driver.query(By::Css(".size-wide .reader[tabindex]")).first().await?;
    let told = || text(driver, ".size-wide .reader-told");

    reader.send_keys(Key::Right).await?;
    assert_eq!(
        told().await?,
        "2015/16 (before the plan): Oxfordshire 13.94%, England 13.06%, South East 13.18%"
    );
    reader.send_keys(Key::Right + Key::Right).await?;
    assert!(told().await?.starts_with("2017/18 (before the plan): Oxfordshire 14.62%, England 13.91%"));
    reader.send_keys(Key::Right + Key::Right).await?;
    assert_eq!(
        told().await?,
        "2019/20: Oxfordshire not available, England not available, South East not available"
    );
    reader.send_keys(Key::End).await?;
    assert!(told().await?.starts_with("2024/25 (after the plan): Oxfordshire 24.36%"));
    reader.send_keys(Key::Escape).await?;
    assert_eq!(told().await?, "");

    // The pointer over the middle of the chart reads the nearest period.
    driver.action_chain().move_to_element_center(&reader).perform().await?;
    assert!(told().await?.starts_with("2020/21: "), "{}", told().await?);
    assert_eq!(browser.complaints().await?, json!([]));
    driver.clone().quit().await
}

/// axe-core finds nothing on any page, wide and narrow, in light and dark; no page complains of anything.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn no_page_has_a_finding_or_a_complaint() -> WebDriverResult<()> {
    let program = Program::start();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    for page in PAGES {
        driver.goto(program.at(page)).await?;
        look_over(&browser, page).await?;
    }
    driver.clone().quit().await
}

/// What a page has loaded: names, statuses and bytes over the wire.
const LOADED: &str = "return performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
    .map(entry => ({ name: new URL(entry.name).pathname, status: entry.responseStatus, bytes: entry.transferSize }));";

/// The bytes over the wire of those entries whose names are wanted.
fn bytes(entries: &serde_json::Value, is_wanted: &dyn Fn(&str) -> bool) -> u64 {
    let entries = entries.as_array().expect("a list");
    assert!(entries.iter().all(|entry| entry["status"] == 200), "{entries:?}");
    let wanted = entries.iter().filter(|entry| is_wanted(entry["name"].as_str().expect("a name")));
    wanted.map(|entry| entry["bytes"].as_u64().expect("a size")).sum()
}

fn is_program(name: &str) -> bool {
    name.ends_with(".js") || name.ends_with(".wasm")
}

/// The board's first visit is light, script and program are light, and the board needs neither.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_first_visit_is_light() -> WebDriverResult<()> {
    let program = Program::start();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    driver.goto(program.at("/board")).await?;
    let entries = browser.ask(LOADED).await?;
    let board = bytes(&entries, &|_| true);
    assert!((2_000..100_000).contains(&board), "the board's first visit is {board} bytes: {entries}");

    driver.goto(program.at("/indicators/persistent-absence-secondary")).await?;
    driver.query(By::Css("html[data-awake]")).first().await?;
    let entries = browser.ask(LOADED).await?;
    let script = bytes(&entries, &is_program);
    assert!((20_000..75_000).contains(&script), "script and program are {script} bytes: {entries}");
    println!("first visit to the board: {board} bytes; script and program: {script} bytes");
    driver.clone().quit().await
}

/// The grid of a return loads a program of its own, and no other page does: where a browser keeps nothing of a return, pages that would
/// show it load none.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn the_grid_alone_loads_its_program() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at("/returns")).await?;
    awake(driver).await?;
    let entries = browser.ask(LOADED).await?;
    let starter = bytes(&entries, &is_program);
    assert!(starter < 2_000, "{entries}");

    open(&program, &browser, Scripts::On).await?;
    let entries = browser.ask(LOADED).await?;
    let own = bytes(&entries, &|name| name.starts_with("/assets/grid"));
    let script = bytes(&entries, &is_program);
    assert!((50_000..110_000).contains(&own) && script < 110_000, "{own} and {script} bytes: {entries}");
    assert_eq!(bytes(&entries, &|name| name.starts_with("/assets/browser")), 0, "{entries}");

    driver.goto(program.at("/indicators/persistent-absence-secondary")).await?;
    awake(driver).await?;
    let entries = browser.ask(LOADED).await?;
    assert!(bytes(&entries, &|name| name.starts_with("/assets/browser")) > 20_000, "{entries}");
    assert_eq!(bytes(&entries, &|name| name.starts_with("/assets/grid")), 0, "{entries}");
    driver.clone().quit().await
}

/// At twice the text size nothing is cut off and nothing runs over the page's side.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn twice_the_text_still_fits() -> WebDriverResult<()> {
    let program = Program::start();
    let browser = Browser::start(Scripts::On, DESK).await?;
    for page in PAGES {
        browser.driver.goto(program.at(page)).await?;
        let script = "document.documentElement.style.fontSize = '200%';
            return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        assert_eq!(browser.ask(script).await?, json!(0), "{page} is wider than its window");
    }
    browser.driver.clone().quit().await
}
