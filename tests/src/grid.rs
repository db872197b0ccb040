//! The grid of a return in a browser: opening it, coming into its boxes, and its line about what is saved.

use crate::{
    browser::{Browser, Program, Scripts},
    steps::text,
};
use thirtyfour::{
    By, WebDriver,
    error::WebDriverResult,
    prelude::{ElementQueryable, ElementWaitable},
    stringmatch::StringMatch,
};

/// The return that the demonstration leaves to fill: the police's last quarter, with districts and sex.
pub const RETURN: &str = "/returns/thames-valley-police/2021-22-q1";

/// Opens a return, and waits until its grid is awake where scripts may run.
///
/// # Errors
/// When it does not wake.
pub async fn open(program: &Program, browser: &Browser, scripts: Scripts) -> WebDriverResult<()> {
    browser.driver.goto(program.at(RETURN)).await?;
    if scripts == Scripts::On {
        awake(&browser.driver).await?;
    }
    Ok(())
}

/// Waits until the islands of a page are awake.
///
/// # Errors
/// When they do not wake.
pub async fn awake(driver: &WebDriver) -> WebDriverResult<()> {
    driver.query(By::Css("html[data-awake]")).first().await.map(drop)
}

/// A row's box, by its column and place.
#[must_use]
pub fn boxed(column: &str, place: usize) -> String {
    format!("main [name='{column}.{place}']")
}

/// Goes into a box: what is at the foot of the window is over the last rows of it.
///
/// # Errors
/// When it is not there.
pub async fn enter(driver: &WebDriver, selector: &str) -> WebDriverResult<()> {
    let element = driver.query(By::Css(selector)).first().await?;
    element.scroll_into_view().await?;
    element.click().await
}

/// Types into a box after what it holds, and leaves it for another.
///
/// # Errors
/// When one of them is not there.
pub async fn put(driver: &WebDriver, selector: &str, typed: &str, next: &str) -> WebDriverResult<()> {
    driver.query(By::Css(selector)).first().await?.send_keys(typed).await?;
    enter(driver, next).await
}

/// What a box holds.
///
/// # Errors
/// When it is not there.
pub async fn held(driver: &WebDriver, selector: &str) -> WebDriverResult<String> {
    let value = driver.query(By::Css(selector)).first().await?.prop("value").await?;
    Ok(value.unwrap_or_default())
}

/// Waits until the line about what is saved holds this text, and returns the whole line.
///
/// # Errors
/// When it does not.
pub async fn told(driver: &WebDriver, part: &str) -> WebDriverResult<String> {
    let status = driver.query(By::Css("#told")).first().await?;
    status.wait_until().has_text(StringMatch::new(part).partial()).await?;
    status.text().await
}

/// Waits until everything is saved.
///
/// # Errors
/// When it is not.
///
/// # Panics
/// When a row still says that it is not.
pub async fn saved(driver: &WebDriver) -> WebDriverResult<()> {
    told(driver, "Saved at ").await?;
    let rows = driver.query(By::Css("tr.unsaved")).not_exists().await?;
    assert!(rows, "rows are not saved: {}", text(driver, "#told").await?);
    Ok(())
}
