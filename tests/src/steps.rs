//! The steps of a journey: what a person does with a page that is open in the browser.

use crate::browser::{Browser, Program, Scripts, look_over};
use thirtyfour::{
    By, WebDriver,
    error::WebDriverResult,
    prelude::{ElementQueryable, ElementWaitable},
};

/// The text of the first element that a selector finds.
///
/// # Errors
/// When it finds none.
pub async fn text(driver: &WebDriver, selector: &str) -> WebDriverResult<String> {
    driver.query(By::Css(selector)).first().await?.text().await
}

/// Clicks the first element that a selector finds, and stays.
///
/// # Errors
/// When it is not there.
pub async fn click(driver: &WebDriver, selector: &str) -> WebDriverResult<()> {
    driver.query(By::Css(selector)).first().await?.click().await
}

/// Clicks what leads to another page, and waits until this one is gone: a form is sent a moment after the click.
///
/// # Errors
/// When it is not there, or leads nowhere.
pub async fn leave_by(driver: &WebDriver, selector: &str) -> WebDriverResult<()> {
    let element = driver.query(By::Css(selector)).first().await?;
    element.scroll_into_view().await?;
    element.click().await?;
    element.wait_until().stale().await
}

/// Follows a link by all of its text.
///
/// # Errors
/// When it is not there, or leads nowhere.
pub async fn follow(driver: &WebDriver, link: &str) -> WebDriverResult<()> {
    let element = driver.query(By::LinkText(link)).first().await?;
    element.click().await?;
    element.wait_until().stale().await
}

/// Types into boxes by their names, in place of what they hold.
///
/// # Errors
/// When one is not there.
pub async fn fill(driver: &WebDriver, boxes: &[(&str, &str)]) -> WebDriverResult<()> {
    for (name, text) in boxes {
        let element = driver.query(By::Css(format!("main [name={name}]:not([type=hidden])"))).first().await?;
        element.clear().await?;
        element.send_keys(*text).await?;
    }
    Ok(())
}

/// Chooses in the lists of a form that is sent, by their names.
///
/// # Errors
/// When a list or what is to be chosen is not there.
pub async fn choose(driver: &WebDriver, lists: &[(&str, &str)]) -> WebDriverResult<()> {
    for (name, value) in lists {
        let option = format!("main form[method=post] select[name={name}] option[value='{value}']");
        click(driver, &option).await?;
    }
    Ok(())
}

/// Picks radio buttons and ticks boxes, by their names.
///
/// # Errors
/// When one is not there.
pub async fn pick(driver: &WebDriver, boxes: &[(&str, &str)]) -> WebDriverResult<()> {
    for (name, value) in boxes {
        click(driver, &format!("main input[name={name}][value='{value}']")).await?;
    }
    Ok(())
}

/// Sends the form that the page is about.
///
/// # Errors
/// When there is none, or it is not sent.
pub async fn send(driver: &WebDriver) -> WebDriverResult<()> {
    leave_by(driver, "main form[method=post].form button").await
}

/// Checks the page's message about what was done.
///
/// # Errors
/// When it has no such message.
///
/// # Panics
/// When the message is another.
pub async fn is_done(driver: &WebDriver, said: &str) -> WebDriverResult<()> {
    let done = text(driver, ".done").await?;
    assert!(done.contains(said), "{done}");
    Ok(())
}

/// Signs in as whoever has a role in a demonstration; `people` is the output of making it.
///
/// # Errors
/// When the browser fails.
///
/// # Panics
/// When nobody has that role.
pub async fn sign_in(program: &Program, browser: &Browser, people: &str, role: &str) -> WebDriverResult<()> {
    let driver = &browser.driver;
    let email = format!("{role}@demo.example");
    let person = people.lines().find(|line| line.contains(&email)).expect("somebody of that role");
    let password = person.split_whitespace().last().expect("a password");
    driver.goto(program.at("/sign-in")).await?;
    fill(driver, &[("email", &email), ("password", password)]).await?;
    leave_by(driver, "main form button").await
}

/// Signs out, from whichever page is open.
///
/// # Errors
/// When nobody is signed in.
pub async fn sign_out(driver: &WebDriver) -> WebDriverResult<()> {
    leave_by(driver, ".site-account form button").await
}

/// Looks a page over, where the script that looks may run.
///
/// # Errors
/// When the browser fails.
pub async fn look(browser: &Browser, scripts: Scripts, page: &str) -> WebDriverResult<()> {
    if scripts == Scripts::On { look_over(browser, page).await } else { Ok(()) }
}
