//! The journey of a return, in a real browser against the program as a person starts it: the same steps with JavaScript on and
//! off. An analyst fills a quarter, is warned, explains and hands it in; an approver sends it back, then approves; the board
//! changes.

use tests::{
    browser::{Browser, DESK, Program, Scripts},
    steps::{leave_by, look, sign_in, sign_out, text},
};
use thirtyfour::{
    By, WebDriver,
    error::WebDriverResult,
    prelude::{ElementQueryable, ElementWaitable},
    stringmatch::StringMatch,
};

/// The return that the demonstration leaves to fill: the police's last quarter, with districts and sex.
const RETURN: &str = "/returns/thames-valley-police/2021-22-q1";

/// A row's box, by its column and place.
fn boxed(column: &str, place: usize) -> String {
    format!("main [name='{column}.{place}']")
}

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

/// Goes into a box: what stands at the foot of the window is over the last rows of it.
async fn enter(driver: &WebDriver, selector: &str) -> WebDriverResult<()> {
    let element = driver.query(By::Css(selector)).first().await?;
    element.scroll_into_view().await?;
    element.click().await
}

/// Waits until the page says so of what is saved, and returns all that it says.
async fn told(driver: &WebDriver, part: &str) -> WebDriverResult<String> {
    let status = driver.query(By::Css("#told")).first().await?;
    status.wait_until().has_text(StringMatch::new(part).partial()).await?;
    status.text().await
}

/// Waits until everything is saved.
async fn saved(driver: &WebDriver) -> WebDriverResult<()> {
    told(driver, "Saved at ").await?;
    let rows = driver.query(By::Css("tr.unsaved")).not_exists().await?;
    assert!(rows, "rows are not saved");
    Ok(())
}

async fn from_a_spreadsheet_to_the_board(scripts: Scripts) -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(scripts, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at("/board")).await?;
    let before = text(driver, ".completeness").await?;
    assert!(before.contains("Domestic abuse incidents involving children, 2020-21 Q4 (8 rows): awaited from Thames Valley Police, due 28 April 2021."), "{before}");

    driver.goto(program.at(RETURN)).await?;
    assert!(text(driver, ".lead").await?.contains("0 of 8 filled."));
    look(&browser, scripts, RETURN).await?;
    put(&browser, scripts).await?;
    assert!(text(driver, ".lead").await?.contains("8 of 8 filled."));
    // She is warned where she may be wrong...
    let doubts = text(driver, "#told-0").await?;
    for said in [
        "Outside the usual range",
        "Over three times 2019-20 Q4, when it was 249.",
        "The parts by sex come to 245, not 1,245.",
    ] {
        assert!(doubts.contains(said), "{said}: {doubts}");
    }
    look(&browser, scripts, RETURN).await?;
    // ... cannot hand it in unexplained...
    leave_by(driver, "button[value=submit]").await?;
    assert!(text(driver, ".error-summary").await?.contains("is unlikely: say why it is right."));
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
    assert!(text(driver, "#told-0").await?.contains("The parts by sex come to 245, not 290."));
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
    assert_eq!(text(driver, ".done").await?, "The return is handed in. It is now with the approver.");
    assert!(text(driver, ".lock").await?.starts_with("Locked: handed in by Illustrative analyst on "));
    sign_out(driver).await?;

    // The approver sends it back, the analyst hands it in again, the approver approves.
    sign_in(&program, &browser, &people, "approver").await?;
    driver.goto(program.at(RETURN)).await?;
    driver.query(By::Css("main [name=reason]")).first().await?.send_keys("Is Oxford right?").await?;
    leave_by(driver, "form:has([value=send-back]) button").await?;
    assert!(text(driver, ".sent-back").await?.contains("Is Oxford right?"));
    sign_out(driver).await?;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at(RETURN)).await?;
    leave_by(driver, "button[value=submit]").await?;
    sign_out(driver).await?;
    sign_in(&program, &browser, &people, "approver").await?;
    driver.goto(program.at("/board")).await?;
    assert!(
        text(driver, ".completeness")
            .await?
            .contains("handed in by Thames Valley Police, and not approved yet"),
        "it waits for its approver"
    );
    driver.goto(program.at(RETURN)).await?;
    look(&browser, scripts, RETURN).await?;
    leave_by(driver, "form:has([value=approve]) button").await?;
    assert_eq!(text(driver, ".done").await?, "The return is approved. Its figures are on the board.");
    driver.goto(program.at("/board")).await?;
    assert!(!text(driver, ".completeness").await?.contains("Domestic abuse"));
    assert!(text(driver, "main").await?.contains("290"), "the board shows it");
    driver.goto(program.at("/returns")).await?;
    look(&browser, scripts, "/returns").await
}

/// What is typed while there is no connection stays, in this browser, and is saved when there is one; and a second person's
/// figure is shown beside one's own.
async fn nothing_typed_is_lost() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at(RETURN)).await?;
    // The answer is lost on the way: what was typed is kept.
    browser.ask("window.real = window.fetch; window.fetch = () => Promise.reject(new TypeError('no connection')); return 1;").await?;
    driver.query(By::Css(boxed("value", 3))).first().await?.send_keys("57").await?;
    enter(driver, &boxed("value", 4)).await?;
    assert!(told(driver, "there is no connection").await?.starts_with("1 row is not saved yet."));
    let kept =
        browser.ask("return Object.entries(localStorage).map(([key, value]) => key + value).join();").await?;
    assert!(kept.as_str().is_some_and(|kept| kept.contains("‖57‖")), "{kept}");
    // Meanwhile somebody else saves another figure.
    let second = Browser::start(Scripts::On, DESK).await?;
    sign_in(&program, &second, &people, "analyst").await?;
    second.driver.goto(program.at(RETURN)).await?;
    second.driver.query(By::Css(boxed("value", 3))).first().await?.send_keys("60").await?;
    enter(&second.driver, &boxed("value", 4)).await?;
    saved(&second.driver).await?;
    // The first is connected again: it is told of the other figure, and keeps its own beside it.
    browser.ask("window.fetch = window.real; dispatchEvent(new Event('online')); return 1;").await?;
    let below = driver.query(By::Css("#told-3 .conflict")).first().await?;
    assert!(below.text().await?.contains("left 60 incidents there"), "{}", below.text().await?);
    driver.query(By::Css("#told-3 [value=mine]")).first().await?.click().await?;
    saved(driver).await?;
    second.driver.refresh().await?;
    let value = second.driver.query(By::Css(boxed("value", 3))).first().await?.prop("value").await?;
    assert_eq!(value.as_deref(), Some("57"));

    // Her session ends while she types: it is kept, and saved once she is back.
    driver.delete_cookie("session").await?;
    let note = driver.query(By::Css(boxed("note", 3))).first().await?;
    note.send_keys("Recounted twice").await?;
    enter(driver, &boxed("value", 4)).await?;
    told(driver, "Your session has ended.").await?;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at(RETURN)).await?;
    saved(driver).await?;
    driver.refresh().await?;
    let note = driver.query(By::Css(boxed("note", 3))).first().await?.prop("value").await?;
    assert_eq!(note.as_deref(), Some("Recounted twice"));

    // Signing out, from whichever page, leaves nothing of what is not saved in the browser.
    browser.ask("window.fetch = () => Promise.reject(new TypeError('no connection')); return 1;").await?;
    driver.query(By::Css(boxed("value", 5))).first().await?.send_keys("46").await?;
    enter(driver, &boxed("value", 6)).await?;
    told(driver, "there is no connection").await?;
    assert_eq!(browser.ask("return Object.keys(localStorage).length;").await?, 1);
    driver.goto(program.at("/board")).await?;
    assert_eq!(
        browser.ask("return Object.keys(localStorage).length;").await?,
        1,
        "a closed page loses nothing"
    );
    sign_out(driver).await?;
    assert_eq!(browser.ask("return Object.keys(localStorage).length;").await?, 0);

    // Nor does it stay for whoever uses the browser next, where nobody signed out.
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at(RETURN)).await?;
    browser.ask("window.fetch = () => Promise.reject(new TypeError('no connection')); return 1;").await?;
    driver.query(By::Css(boxed("value", 5))).first().await?.send_keys("47").await?;
    enter(driver, &boxed("value", 6)).await?;
    told(driver, "there is no connection").await?;
    driver.delete_cookie("session").await?;
    sign_in(&program, &browser, &people, "approver").await?;
    assert_eq!(browser.ask("return Object.keys(localStorage).length;").await?, 0);
    Ok(())
}

/// A row for a group that nobody counted before is added, filled, and taken away again.
async fn a_row_is_added(scripts: Scripts) -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(scripts, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at(RETURN)).await?;
    driver.query(By::Css(".add-row summary")).first().await?.click().await?;
    driver.query(By::Css("#add-what option:nth-child(2)")).first().await?.click().await?;
    driver.query(By::Css("#add-other")).first().await?.send_keys("age: under 5").await?;
    look(&browser, scripts, "the boxes of a row to add").await?;
    leave_by(driver, "button[value=add]").await?;
    assert_eq!(text(driver, ".done").await?, "The row is added. Type its figure, or take it away again.");
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
    driver.goto(program.at(RETURN)).await?;
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

/// A block whose cells hold line breaks and quotes lands where it belongs; what another tab keeps stays kept; and what was
/// typed before a return was locked is told there.
async fn what_a_block_and_a_browser_hold() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at(RETURN)).await?;
    browser.ask("window.fetch = () => Promise.reject(new TypeError('no connection')); return 1;").await?;
    let held = browser
        .ask(
            r#"const box = document.getElementsByName('value.3')[0]; box.focus();
            const data = new DataTransfer();
            data.setData('text/plain', '53\t\tprovisional\t"one\nnote, ""quoted"""\n75\t\tfinal\tok\r\n');
            box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            return ['value.3', 'note.3', 'value.4', 'note.4', 'value.5'].map(name => document.getElementsByName(name)[0].value).join('|');"#,
        )
        .await?;
    assert_eq!(held, r#"53|one note, "quoted"|75|ok|"#);
    // As another tab of the same return would leave it.
    let keys = browser
        .ask(
            "const store = Object.keys(localStorage)[0], kept = JSON.parse(localStorage.getItem(store));
             kept.unsaved['another|tab'] = { typed: '1‖', was: '', seen: '' };
             localStorage.setItem(store, JSON.stringify(kept));
             const box = document.getElementsByName('value.5')[0]; box.focus(); box.value = '46';
             box.dispatchEvent(new InputEvent('input', { bubbles: true }));
             return Object.keys(JSON.parse(localStorage.getItem(store)).unsaved).length;",
        )
        .await?;
    assert_eq!(keys, 4, "three rows of this tab and one of the other");
    // A return that is handed in tells what this browser holds of it.
    let locked = "/returns/oxford-health/2021-22-q1";
    browser
        .ask(&format!(
            "const person = document.querySelector('form[data-grid]').dataset.person;
             const typed = ['', '', '51', '', 'provisional', 'late', '', '', ''].join('‖');
             const unsaved = {{ 'self-harm-reports|E10000025|Total|2020-21 Q4': {{ typed, was: '', seen: '' }} }};
             localStorage.setItem(`outcomes:return:${{person}}:{locked}`, JSON.stringify({{ at: Date.now(), unsaved }}));
             localStorage.setItem(`outcomes:return:${{person}}:/old`, JSON.stringify({{ at: Date.now() - 8 * 24 * 3600 * 1000, unsaved }}));
             return 1;"
        ))
        .await?;
    driver.goto(program.at(locked)).await?;
    driver.query(By::Css("html[data-kept]")).first().await?;
    let told = text(driver, ".kept").await?;
    assert!(told.contains("You typed this here before it was locked."), "{told}");
    assert!(told.contains("Self-harm reports, Oxfordshire: 51, provisional, late"), "{told}");
    assert_eq!(
        browser.ask("return Object.keys(localStorage).filter(key => key.endsWith('/old')).length;").await?,
        0
    );
    assert_eq!(browser.findings().await?, serde_json::json!([]));
    driver.query(By::Css(".kept button")).first().await?.click().await?;
    let count = format!("return Object.keys(localStorage).filter(key => key.endsWith('{locked}')).length;");
    assert_eq!(browser.ask(&count).await?, 0);
    Ok(())
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
            .contains("1 figures: 0 new, 1 changed, 0 the same, 0 left alone; 1 refused.")
    );
    look(&browser, scripts, "/import/1").await?;
    driver.query(By::Css("#skip")).first().await?.click().await?;
    leave_by(driver, "main form[method=post] button").await?;
    assert_eq!(text(driver, ".done").await?, "The file is taken in. It can be taken back whole.");
    look(&browser, scripts, "/import").await?;
    driver.goto(program.at("/indicators/attainment-8?year=2018-19")).await?;
    assert!(text(driver, "table.figures").await?.contains("12.3"));
    driver.goto(program.at("/import")).await?;
    leave_by(driver, "ol form button").await?;
    driver.goto(program.at("/indicators/attainment-8?year=2018-19")).await?;
    assert!(!text(driver, "table.figures").await?.contains("12.3"));
    Ok(())
}

/// Keys move as in a spreadsheet, and take back.
async fn keys_are_those_of_a_spreadsheet() -> WebDriverResult<()> {
    use thirtyfour::{Key, TypingData};
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    driver.goto(program.at(RETURN)).await?;
    let at = async || browser.ask("return document.activeElement.name;").await;
    let press = async |keys: TypingData| driver.active_element().await?.send_keys(keys).await;
    enter(driver, &boxed("value", 1)).await?;
    press("150".into()).await?;
    press(Key::Enter.into()).await?;
    assert_eq!(at().await?, "value.2");
    press(Key::Up.into()).await?;
    assert_eq!(at().await?, "value.1");
    press(Key::Right.into()).await?;
    assert_eq!(at().await?, "absence.1");
    press(Key::Left.into()).await?;
    press("999".into()).await?;
    press(Key::Escape.into()).await?;
    assert_eq!(browser.ask("return document.activeElement.value;").await?, "150", "Esc takes back");
    press(Key::F2.into()).await?;
    press(Key::Left.into()).await?;
    assert_eq!(at().await?, "value.1", "while editing, arrows move within the box");
    press(Key::Enter.into()).await?;
    press(Key::Up.into()).await?;
    press(Key::Control + "z").await?;
    assert_eq!(browser.ask("return document.getElementsByName('value.1')[0].value;").await?, "");
    press(Key::Control + "y").await?;
    assert_eq!(browser.ask("return document.getElementsByName('value.1')[0].value;").await?, "150");
    saved(driver).await
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
    what_a_block_holds_and_what_a_browser_keeps => what_a_block_and_a_browser_hold();
    a_return_with_scripts => from_a_spreadsheet_to_the_board(Scripts::On);
    a_return_without_scripts => from_a_spreadsheet_to_the_board(Scripts::Off);
    nothing_typed_is_lost_in_a_browser => nothing_typed_is_lost();
    a_file_by_page_with_scripts => a_file_comes_in_by_page(Scripts::On);
    a_file_by_page_without_scripts => a_file_comes_in_by_page(Scripts::Off);
    keys_move_as_in_a_spreadsheet => keys_are_those_of_a_spreadsheet();
}
