//! The grid of a return in a real browser: the keys of a spreadsheet, pasting, what the browser keeps, and two people at one cell.

use serde_json::json;
use std::time::{Duration, Instant};
use tests::{
    browser::{Browser, DESK, Line, Program, Rules, Scripts},
    grid::{RETURN, awake, boxed, enter, held, open, put, saved, told},
    steps::{click, sign_in, sign_out, text},
};
use thirtyfour::{By, Key, TypingData, error::WebDriverResult, prelude::ElementQueryable};

/// Keys move, and undo, as in a spreadsheet.
async fn keys_are_those_of_a_spreadsheet() -> WebDriverResult<()> {
    use thirtyfour::{Key, TypingData};
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
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
    let held = async || browser.ask("return document.activeElement.value;").await;
    press("999".into()).await?;
    assert_eq!(held().await?, "999", "what is typed replaces what was there");
    press(Key::Escape.into()).await?;
    assert_eq!(held().await?, "150", "Esc takes back");
    press(Key::F2.into()).await?;
    // To the right there is another box.
    press(Key::Right.into()).await?;
    assert_eq!(at().await?, "value.1", "while editing, arrows move within the box");
    press(Key::Enter.into()).await?;
    press(Key::Up.into()).await?;
    press(Key::Control + "z").await?;
    assert_eq!(browser.ask("return document.getElementsByName('value.1')[0].value;").await?, "");
    press(Key::Control + "y").await?;
    assert_eq!(browser.ask("return document.getElementsByName('value.1')[0].value;").await?, "150");
    saved(driver).await
}

/// Pastes a block into a box, as a spreadsheet would have copied it.
async fn paste(browser: &Browser, name: &str, block: &str) -> WebDriverResult<()> {
    let script = format!(
        "const box = document.getElementsByName({})[0]; box.focus();
         const data = new DataTransfer(); data.setData('text/plain', {});
         box.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}));
         return 1;",
        json!(name),
        json!(block)
    );
    browser.ask(&script).await.map(drop)
}

/// A whole block is one step: it is taken back and put in again at once, and steps before it stay.
async fn a_step_is_taken_back_whole() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    let values = async || {
        browser.ask("return [1, 2, 3].map(place => document.getElementsByName(`value.${place}`)[0].value).join('|');").await
    };
    let press = async |keys: TypingData| driver.active_element().await?.send_keys(keys).await;
    put(driver, &boxed("value", 1), "150", &boxed("value", 2)).await?;
    paste(&browser, "value.2", "95\t\tfinal\n57\t\tno such word").await?;
    assert_eq!(values().await?, "150|95|57");
    told(driver, "Saved at ").await?;
    press(Key::Control + "z").await?;
    assert_eq!(values().await?, "150||", "the block goes as one");
    press(Key::Control + "z").await?;
    assert_eq!(values().await?, "||");
    press(Key::Control + "y").await?;
    press(Key::Control + Key::Shift + "z").await?;
    assert_eq!(values().await?, "150|95|57");
    assert_eq!(held(driver, &boxed("status", 2)).await?, "final");
    assert_eq!(held(driver, &boxed("status", 3)).await?, "provisional", "no such word is in the list");
    saved(driver).await?;
    driver.refresh().await?;
    assert_eq!(values().await?, "150|95|57");
    Ok(())
}

/// What a block holds that has no place is counted, and nothing else is lost.
async fn a_block_that_does_not_fit() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    browser.connect(Line::Down).await?;
    paste(&browser, "value.6", "1\n2\n3\n4").await?;
    // The count is shown before the block is sent, which fails here.
    told(driver, "there is no connection").await?;
    assert_eq!(
        (held(driver, &boxed("value", 6)).await?, held(driver, &boxed("value", 7)).await?),
        ("1".into(), "2".into())
    );
    browser
        .ask(
            "window.said = []; new MutationObserver(() => window.said.push(document.getElementById('told').textContent))
                 .observe(document.getElementById('told'), { childList: true, characterData: true, subtree: true });
             return 1;",
        )
        .await?;
    paste(&browser, "value.6", "5\n6\n7\n8").await?;
    told(driver, "there is no connection").await?;
    let said = browser.ask("return window.said.join(' / ');").await?;
    assert!(
        said.as_str().is_some_and(|said| said.contains("2 pasted cells did not fit and were left out.")),
        "{said}"
    );
    Ok(())
}

/// The connection goes while somebody types, and comes back: the row is kept in the browser's own form, and then saved unasked.
async fn a_connection_goes_and_comes_back() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    browser.connect(Line::Down).await?;
    put(driver, &boxed("value", 3), "57", &boxed("value", 4)).await?;
    let said = told(driver, "there is no connection").await?;
    assert_eq!(
        said,
        "1 row is not saved yet. Not saved: there is no connection. It is kept in this browser and sent when there is one."
    );
    // The form in which browsers have kept rows since the first version.
    let kept = browser
        .ask(
            "const name = Object.keys(localStorage)[0], { at, unsaved } = JSON.parse(localStorage.getItem(name));
             const [key] = Object.keys(unsaved), { typed, was, seen } = unsaved[key];
             const own = name === `outcomes:return:${document.querySelector('form[data-grid]').dataset.person}:${location.pathname}`;
             const rowKey = document.getElementsByName('key.3')[0].value;
             return [own, Math.abs(Date.now() - at) < 60000, key === rowKey, typed, was, seen];",
        )
        .await?;
    assert_eq!(kept, json!([true, true, true, "‖‖57‖‖provisional‖‖‖‖", "‖‖‖‖provisional‖‖‖‖", ""]));
    assert_eq!(browser.ask("return document.querySelectorAll('tr.unsaved').length;").await?, 1);
    browser.connect(Line::Up).await?;
    let began = Instant::now();
    saved(driver).await?;
    // Without the browser's word that there is a connection, it is tried again after 15 seconds.
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(browser.ask("return Object.keys(localStorage).length;").await?, 0);
    driver.refresh().await?;
    assert_eq!(held(driver, &boxed("value", 3)).await?, "57");
    Ok(())
}

/// What the first version's script kept in a browser is put back by the next page, and saved.
async fn what_was_kept_is_put_back() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    // As it left it: names in this order, whole numbers, and the row of a group that is gone.
    let script = format!(
        "const person = document.querySelector('form[data-grid]').dataset.person;
         const key = document.getElementsByName('key.3')[0].value;
         localStorage.setItem(`outcomes:return:${{person}}:{RETURN}`,
             '{{\"at\":' + Date.now() + ',\"unsaved\":{{\"' + key + '\":{{\"typed\":\"‖‖61‖‖final‖by hand‖‖‖\",\"was\":\"‖‖‖‖provisional‖‖‖‖\",\"seen\":\"\"}},\"gone|E1|Total|2001\":{{\"typed\":\"‖‖1\",\"was\":\"\",\"seen\":\"\"}}}}}}');
         return 1;"
    );
    browser.ask(&script).await?;
    driver.refresh().await?;
    saved(driver).await?;
    let boxes = (
        held(driver, &boxed("value", 3)).await?,
        held(driver, &boxed("status", 3)).await?,
        held(driver, &boxed("note", 3)).await?,
    );
    assert_eq!(boxes, ("61".into(), "final".into(), "by hand".into()));
    let left = browser.ask("return Object.keys(JSON.parse(Object.values(localStorage)[0]).unsaved);").await?;
    assert_eq!(left, json!(["gone|E1|Total|2001"]), "what this page has no row for stays");
    // What is put back while it cannot be saved is shown with its origin.
    browser.connect(Line::Down).await?;
    put(driver, &boxed("value", 4), "7", &boxed("value", 5)).await?;
    told(driver, "there is no connection").await?;
    browser.connect(Line::Up).await?;
    saved(driver).await
}

/// What a browser kept overwrites nothing that somebody else saved since: both are shown.
async fn what_was_kept_overwrites_nobody() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    put(driver, &boxed("value", 3), "60", &boxed("value", 4)).await?;
    saved(driver).await?;
    // As a tab without a connection left it before that.
    let script = format!(
        "const person = document.querySelector('form[data-grid]').dataset.person;
         const key = document.getElementsByName('key.3')[0].value;
         const unsaved = {{ [key]: {{ typed: '‖‖57‖‖provisional‖‖‖‖', was: '‖‖‖‖provisional‖‖‖‖', seen: '' }} }};
         localStorage.setItem(`outcomes:return:${{person}}:{RETURN}`, JSON.stringify({{ at: Date.now(), unsaved }}));
         return 1;"
    );
    browser.ask(&script).await?;
    driver.refresh().await?;
    told(driver, "except for 1 row. The reason is below it.").await?;
    assert!(text(driver, "#told-3 .conflict").await?.contains("entered 60 incidents"));
    assert_eq!(held(driver, &boxed("value", 3)).await?, "57");
    Ok(())
}

/// Her session ends while she types: the page shows the way back, and what she typed is saved once she has signed in.
async fn a_session_ends() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    driver.delete_cookie("session").await?;
    put(driver, &boxed("value", 3), "57", &boxed("value", 4)).await?;
    let said = told(driver, "Your session has ended.").await?;
    assert_eq!(
        said,
        "1 row is not saved yet. Your session has ended. What you typed is kept in this browser: sign in, and it is saved."
    );
    // The message stays while she types on.
    put(driver, &boxed("value", 5), "46", &boxed("value", 6)).await?;
    told(driver, "2 rows are not saved yet.").await?;
    let link = driver.query(By::Css("#told a")).first().await?;
    assert_eq!(
        link.attr("href").await?.as_deref(),
        Some("/sign-in?to=%2Freturns%2Fthames-valley-police%2F2021-22-q1")
    );
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    saved(driver).await?;
    driver.refresh().await?;
    assert_eq!(
        (held(driver, &boxed("value", 3)).await?, held(driver, &boxed("value", 5)).await?),
        ("57".into(), "46".into())
    );
    Ok(())
}

/// Two people write in one cell: the second is shown both figures, and takes the other's.
async fn the_others_figure_is_chosen() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    let second = Browser::start(Scripts::On, DESK).await?;
    sign_in(&program, &second, &people, "analyst").await?;
    open(&program, &second, Scripts::On).await?;
    put(&second.driver, &boxed("value", 3), "60", &boxed("value", 4)).await?;
    saved(&second.driver).await?;
    put(driver, &boxed("value", 3), "57", &boxed("value", 4)).await?;
    assert!(
        told(driver, "except for 1 row. The reason is below it.")
            .await?
            .starts_with("1 row is not saved yet. Saved at ")
    );
    assert!(text(driver, "#told-3 .conflict").await?.contains("entered 60 incidents"));
    assert_eq!(held(driver, &boxed("value", 3)).await?, "57", "her own stays until she chooses");
    click(driver, "#told-3 [value=theirs]").await?;
    saved(driver).await?;
    assert_eq!(held(driver, &boxed("value", 3)).await?, "60");
    assert!(driver.query(By::Css("#told-3 .conflict")).not_exists().await?);
    // What she types after that is no longer a conflict.
    let value = driver.query(By::Css(boxed("value", 3))).first().await?;
    value.clear().await?;
    value.send_keys("62").await?;
    enter(driver, &boxed("value", 4)).await?;
    saved(driver).await?;
    driver.refresh().await?;
    assert_eq!(held(driver, &boxed("value", 3)).await?, "62");
    // A row of hers that waits beside a choice is saved as well.
    second.driver.refresh().await?;
    awake(&second.driver).await?;
    put(&second.driver, &boxed("note", 3), "mine", &boxed("value", 4)).await?;
    saved(&second.driver).await?;
    awake(driver).await?;
    put(driver, &boxed("note", 3), "hers", &boxed("value", 4)).await?;
    told(driver, "except for 1 row").await?;
    browser.connect(Line::Down).await?;
    put(driver, &boxed("value", 5), "46", &boxed("value", 6)).await?;
    told(driver, "there is no connection").await?;
    click(driver, "#told-3 [value=mine]").await?;
    browser.connect(Line::Up).await?;
    saved(driver).await?;
    driver.refresh().await?;
    assert_eq!(
        (held(driver, &boxed("note", 3)).await?, held(driver, &boxed("value", 5)).await?),
        ("hers".into(), "46".into())
    );
    Ok(())
}

/// Two tabs of one return keep each its own rows, and neither loses the other's.
async fn two_tabs() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
    let first = driver.window().await?;
    browser.connect(Line::Down).await?;
    put(driver, &boxed("value", 3), "57", &boxed("value", 4)).await?;
    told(driver, "there is no connection").await?;
    let second = driver.new_tab().await?;
    driver.switch_to_window(second).await?;
    open(&program, &browser, Scripts::On).await?;
    // What the other tab keeps is put back here too, and saved: this tab has a connection.
    saved(driver).await?;
    assert_eq!(held(driver, &boxed("value", 3)).await?, "57");
    browser.connect(Line::Down).await?;
    put(driver, &boxed("value", 5), "46", &boxed("value", 6)).await?;
    told(driver, "there is no connection").await?;
    driver.switch_to_window(first).await?;
    put(driver, &boxed("value", 6), "39", &boxed("value", 7)).await?;
    told(driver, "2 rows are not saved yet.").await?;
    let kept = "return Object.values(JSON.parse(Object.values(localStorage)[0]).unsaved).map(row => row.typed.split('‖')[2]).sort().join();";
    assert_eq!(browser.ask(kept).await?, "39,46,57", "each tab's rows are there");
    browser.connect(Line::Up).await?;
    saved(driver).await?;
    assert_eq!(browser.ask(kept).await?, "46", "the other tab's row stays");
    Ok(())
}

/// What somebody types before the grid is awake is saved as if it had been.
async fn typed_before_the_grid_is_awake() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    // A quick hand: the rows are there, the program is not yet.
    browser
        .before_each_page(
            "addEventListener('DOMContentLoaded', () => {
                 const box = document.getElementsByName('value.3')[0];
                 if (box && !document.documentElement.dataset.awake) { box.focus(); box.value = '57'; window.isEarly = true; }
             });",
        )
        .await?;
    open(&program, &browser, Scripts::On).await?;
    assert_eq!(browser.ask("return window.isEarly;").await?, true);
    saved(driver).await?;
    assert!(text(driver, ".lead").await?.contains("1 of 8 filled."));
    Ok(())
}

/// A block whose cells hold line breaks and quotes lands where it belongs; what another tab keeps stays kept; and what was
/// typed before a return was locked is shown there.
async fn what_a_block_and_a_browser_hold() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
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
    // A return that is handed in shows what this browser holds of it.
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
    awake(driver).await?;
    let told = text(driver, ".kept").await?;
    assert!(told.contains("You typed this here before it was locked."), "{told}");
    assert!(told.contains("Self-harm reports, Oxfordshire: 51, provisional, late"), "{told}");
    assert_eq!(
        browser.ask("return Object.keys(localStorage).filter(key => key.endsWith('/old')).length;").await?,
        0
    );
    assert_eq!(browser.findings(Rules::All).await?, serde_json::json!([]));
    driver.query(By::Css(".kept button")).first().await?.click().await?;
    let count = format!("return Object.keys(localStorage).filter(key => key.endsWith('{locked}')).length;");
    assert_eq!(browser.ask(&count).await?, 0);
    Ok(())
}

/// What is typed while there is no connection stays, in this browser, and is saved when there is one; and a second person's
/// figure is shown beside one's own.
async fn nothing_typed_is_lost() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "analyst").await?;
    open(&program, &browser, Scripts::On).await?;
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
    open(&program, &second, Scripts::On).await?;
    second.driver.query(By::Css(boxed("value", 3))).first().await?.send_keys("60").await?;
    enter(&second.driver, &boxed("value", 4)).await?;
    saved(&second.driver).await?;
    // The first is connected again: it is shown the other figure, and keeps its own beside it.
    browser.ask("window.fetch = window.real; dispatchEvent(new Event('online')); return 1;").await?;
    let below = driver.query(By::Css("#told-3 .conflict")).first().await?;
    assert!(below.text().await?.contains("entered 60 incidents"), "{}", below.text().await?);
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
    open(&program, &browser, Scripts::On).await?;
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
    open(&program, &browser, Scripts::On).await?;
    browser.ask("window.fetch = () => Promise.reject(new TypeError('no connection')); return 1;").await?;
    driver.query(By::Css(boxed("value", 5))).first().await?.send_keys("47").await?;
    enter(driver, &boxed("value", 6)).await?;
    told(driver, "there is no connection").await?;
    driver.delete_cookie("session").await?;
    sign_in(&program, &browser, &people, "approver").await?;
    assert_eq!(browser.ask("return Object.keys(localStorage).length;").await?, 0);
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
    keys_move_as_in_a_spreadsheet => keys_are_those_of_a_spreadsheet();
    a_block_is_undone_and_redone_whole => a_step_is_taken_back_whole();
    what_a_block_holds_and_what_a_browser_keeps => what_a_block_and_a_browser_hold();
    what_does_not_fit_is_counted => a_block_that_does_not_fit();
    nothing_typed_is_lost_in_a_browser => nothing_typed_is_lost();
    what_is_typed_without_a_connection_is_saved_later => a_connection_goes_and_comes_back();
    what_the_first_version_kept_is_put_back => what_was_kept_is_put_back();
    what_a_browser_kept_overwrites_nobody => what_was_kept_overwrites_nobody();
    what_is_typed_after_a_session_is_saved_later => a_session_ends();
    the_other_figure_is_chosen => the_others_figure_is_chosen();
    two_tabs_of_a_return_keep_their_rows => two_tabs();
    what_is_typed_early_is_saved => typed_before_the_grid_is_awake();
}
