//! The journey of a return, in a real browser against the program as a person starts it: the same steps with JavaScript on and
//! off. An analyst fills a quarter, is warned, explains and hands it in; an approver sends it back, then approves; the board
//! changes.

use tests::{
    browser::{Browser, DESK, Program, Scripts},
    grid::{RETURN, awake, boxed, enter, open, saved},
    steps::{leave_by, look, sign_in, sign_out, text},
};
use thirtyfour::{By, error::WebDriverResult, prelude::ElementQueryable};

/// What the analyst's spreadsheet holds: the county, by sex, by district. The county's is a slip of a key.
const COLUMN: [&str; 8] = ["1,245", "150", "95", "57", "74", "46", "39", "29"];

/// Puts the column into the grid: pasted where a script takes it, typed box by box where none does.
async fn put(browser: &Browser, scripts: Scripts) -> WebDriverResult<()> {
    let driver = &browser.driver;
    if scripts == Scripts::Off {
        for (place, value) in COLUMN.iter().enumerate() {
            driver.query(By::Css(boxed("value", place))).first().await?.send_keys(*value).await?;
        }
        return leave_by(driver, "button[value=save]").await;
    }
    let block = COLUMN.join("\\n");
    let script = format!(
        "const box = document.getElementsByName('value.0')[0]; box.focus();
         const data = new DataTransfer(); data.setData('text/plain', '{block}');
         box.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}));
         return box.value;"
    );
    assert_eq!(browser.ask(&script).await?, COLUMN[0]);
    saved(driver).await
}

async fn from_a_spreadsheet_to_the_board(scripts: Scripts) -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(scripts, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at("/board")).await?;
    let before = text(driver, ".completeness").await?;
    assert!(before.contains("Domestic abuse incidents involving children, 2020-21 Q4 (8 rows): awaited from Thames Valley Police, due 28 April 2021."), "{before}");

    open(&program, &browser, scripts).await?;
    assert!(text(driver, ".lead").await?.contains("0 of 8 filled."));
    look(&browser, scripts, RETURN).await?;
    put(&browser, scripts).await?;
    assert!(text(driver, ".lead").await?.contains("8 of 8 filled."));
    // She is warned where she may be wrong...
    let doubts = text(driver, "#told-0").await?;
    for said in [
        "Outside the usual range",
        "More than three times the figure for 2019-20 Q4, 249.",
        "The parts by sex add up to 245, not 1,245.",
    ] {
        assert!(doubts.contains(said), "{said}: {doubts}");
    }
    look(&browser, scripts, RETURN).await?;
    // ... cannot hand it in unexplained...
    leave_by(driver, "button[value=submit]").await?;
    assert!(text(driver, ".error-summary").await?.contains("is unlikely: say why it is right."));
    if scripts == Scripts::On {
        awake(driver).await?;
    }
    // ... mends the slip, and explains what was no slip.
    let county = driver.query(By::Css(boxed("value", 0))).first().await?;
    county.clear().await?;
    county.send_keys("290").await?;
    driver.query(By::Css(boxed("note", 0))).first().await?.send_keys("Recounted").await?;
    if scripts == Scripts::On {
        enter(driver, &boxed("note", 1)).await?;
        saved(driver).await?;
    } else {
        leave_by(driver, "button[value=save]").await?;
    }
    assert!(text(driver, "#told-0").await?.contains("The parts by sex add up to 245, not 290."));
    driver
        .query(By::Css(format!("{} option[value=checked]", boxed("because", 0))))
        .first()
        .await?
        .click()
        .await?;
    driver.query(By::Css(boxed("reason", 0))).first().await?.send_keys("45 have no sex recorded").await?;
    if scripts == Scripts::On {
        enter(driver, &boxed("note", 1)).await?;
        saved(driver).await?;
    }
    leave_by(driver, "button[value=submit]").await?;
    assert_eq!(text(driver, ".done").await?, "Return handed in. It is waiting for approval.");
    assert!(text(driver, ".lock").await?.starts_with("Locked: handed in by Illustrative analyst on "));
    sign_out(driver).await?;

    // The approver sends it back, the analyst hands it in again, the approver approves.
    sign_in(&program, &browser, &people, "approver").await?;
    open(&program, &browser, scripts).await?;
    driver.query(By::Css("main [name=reason]")).first().await?.send_keys("Is Oxford right?").await?;
    leave_by(driver, "form:has([value=send-back]) button").await?;
    assert!(text(driver, ".sent-back").await?.contains("Is Oxford right?"));
    sign_out(driver).await?;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, scripts).await?;
    leave_by(driver, "button[value=submit]").await?;
    sign_out(driver).await?;
    sign_in(&program, &browser, &people, "approver").await?;
    driver.goto(program.at("/board")).await?;
    assert!(
        text(driver, ".completeness").await?.contains("handed in by Thames Valley Police, awaiting approval"),
        "it waits for its approver"
    );
    open(&program, &browser, scripts).await?;
    look(&browser, scripts, RETURN).await?;
    leave_by(driver, "form:has([value=approve]) button").await?;
    assert_eq!(text(driver, ".done").await?, "Return approved. Its figures are on the board.");
    driver.goto(program.at("/board")).await?;
    assert!(!text(driver, ".completeness").await?.contains("Domestic abuse"));
    assert!(text(driver, "main").await?.contains("290"), "the board shows it");
    driver.goto(program.at("/returns")).await?;
    look(&browser, scripts, "/returns").await
}

/// A row for a group that nobody counted before is added, filled, and taken away again.
async fn a_row_is_added(scripts: Scripts) -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(scripts, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, scripts).await?;
    driver.query(By::Css(".add-row summary")).first().await?.click().await?;
    driver.query(By::Css("#add-what option:nth-child(2)")).first().await?.click().await?;
    driver.query(By::Css("#add-other")).first().await?.send_keys("age: under 5").await?;
    look(&browser, scripts, "the boxes of a row to add").await?;
    leave_by(driver, "button[value=add]").await?;
    assert_eq!(text(driver, ".done").await?, "Row added. Type its figure, or remove the row.");
    assert!(text(driver, ".grid").await?.contains("Oxfordshire, age: under 5"));
    assert!(text(driver, ".lead").await?.contains("0 of 9 filled."));
    // Everyone comes first, then the groups in the order of their names.
    driver.query(By::Css(boxed("value", 1))).first().await?.send_keys("41").await?;
    if scripts == Scripts::On {
        enter(driver, &boxed("value", 2)).await?;
        saved(driver).await?;
        look(&browser, scripts, "a return with an added row").await?;
    } else {
        leave_by(driver, "button[value=save]").await?;
    }
    assert!(text(driver, ".lead").await?.contains("1 of 9 filled."));
    open(&program, &browser, scripts).await?;
    driver.query(By::Css("[name='drop.1']")).first().await?.click().await?;
    leave_by(driver, "button[value=save]").await?;
    assert!(text(driver, ".lead").await?.contains("0 of 8 filled."));
    assert!(!text(driver, ".grid").await?.contains("under 5"));
    driver.clone().quit().await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_row_is_added_with_scripts() -> WebDriverResult<()> {
    a_row_is_added(Scripts::On).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_row_is_added_without_scripts() -> WebDriverResult<()> {
    a_row_is_added(Scripts::Off).await
}

/// The page of imports and what a file would change there, looked over; and taken in without a script.
async fn a_file_comes_in_by_page(scripts: Scripts) -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("attainment.csv");
    let rows = "indicator,area_code,area_name,period,value\nattainment-8,E10000025,Oxfordshire,2017/18,12.3\nattainment-8,E06000017,Rutland,2017/18,oops\n";
    std::fs::write(&file, rows).expect("a file");
    let browser = Browser::start(scripts, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "plan-lead").await?;
    driver.goto(program.at("/import")).await?;
    look(&browser, scripts, "/import").await?;
    driver.query(By::Css("main [name=file]")).first().await?.send_keys(file.display().to_string()).await?;
    leave_by(driver, "main form button").await?;
    assert!(
        text(driver, ".lead")
            .await?
            .contains("1 figure: 0 new, 1 changed, 0 the same, 0 left alone; 1 refused.")
    );
    look(&browser, scripts, "/import/1").await?;
    driver.query(By::Css("#skip")).first().await?.click().await?;
    leave_by(driver, "main form[method=post] button").await?;
    assert_eq!(text(driver, ".done").await?, "File imported. You can undo the whole import.");
    look(&browser, scripts, "/import").await?;
    driver.goto(program.at("/indicators/attainment-8?year=2018-19")).await?;
    assert!(text(driver, "table.figures").await?.contains("12.3"));
    driver.goto(program.at("/import")).await?;
    leave_by(driver, "ol form button").await?;
    driver.goto(program.at("/indicators/attainment-8?year=2018-19")).await?;
    assert!(!text(driver, "table.figures").await?.contains("12.3"));
    Ok(())
}

macro_rules! journeys {
    ($($name:ident => $journey:expr;)+) => {
        $(#[tokio::test]
        #[ignore = "needs a browser: cargo xtask test has one"]
        async fn $name() -> WebDriverResult<()> {
            $journey.await
        })+
    };
}

journeys! {
    a_return_with_scripts => from_a_spreadsheet_to_the_board(Scripts::On);
    a_return_without_scripts => from_a_spreadsheet_to_the_board(Scripts::Off);
    a_file_by_page_with_scripts => a_file_comes_in_by_page(Scripts::On);
    a_file_by_page_without_scripts => a_file_comes_in_by_page(Scripts::Off);
}
