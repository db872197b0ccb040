//! Reading charts: what is read out at a point is what the table has for it, at every width, by pointer and by touch.

use serde_json::json;
use tests::{
    browser::{Browser, DESK, Looks, Program, Scripts},
    steps::sign_in,
};
use thirtyfour::{By, error::WebDriverResult, prelude::ElementQueryable};

/// Charts of each kind that has a reader.
const CHARTS: [&str; 5] = [
    "/indicators/persistent-absence-secondary?view=line",
    "/indicators/persistent-absence-secondary?view=control-chart",
    "/indicators/self-harm-reports?view=line",
    "/indicators/self-harm-reports?view=control-chart",
    "/indicators/self-harm-reports?view=forecast",
];

/// The points of the chart that is shown, from the left, each with where it is on the screen.
const POINTS: &str = "const shown = [...document.querySelectorAll('.reader')].find(reader => reader.offsetParent !== null);
    shown.scrollIntoView({ block: 'center' });
    return [...shown.querySelectorAll('svg.chart .point.main')].map(point => point.getBoundingClientRect())
        .map(box => [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]).sort((one, other) => one[0] - other[0]);";

/// The rows of the table that have a value for the chart's own area: period and value.
const ROWS: &str = "return [...document.querySelectorAll('table.figures tbody tr')]
    .map(row => [row.querySelector('th').firstChild.textContent.trim(), row.querySelector('td').textContent.trim()])
    .filter(([, value]) => /^[0-9]/.test(value));";

/// Touches the chart at a place of the screen.
const TOUCH: &str = "const [x, y] = arguments;
    document.elementFromPoint(x, y).dispatchEvent(new PointerEvent('pointerdown', { clientX: x, clientY: y, pointerType: 'touch', bubbles: true }));";

/// What is read out at each point that is drawn is its row of the table, at every width, by pointer and by touch; and it covers
/// nothing that could be pressed.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn what_is_read_out_is_what_is_drawn() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    sign_in(&program, &browser, &people, "viewer").await?;
    let driver = &browser.driver;
    let told =
        "return [...document.querySelectorAll('.reader-told')].map(told => told.textContent).join('');";
    for width in [360, 768, 1366, 1920] {
        browser.look(Looks { size: (width, 900), scheme: "light" }).await?;
        for page in CHARTS {
            driver.goto(program.at(page)).await?;
            driver.query(By::Css("html[data-awake]")).first().await?;
            let rows: Vec<(String, String)> =
                serde_json::from_value(browser.ask(ROWS).await?).expect("pairs");
            let points: Vec<(i64, i64)> = serde_json::from_value(browser.ask(POINTS).await?).expect("pairs");
            assert_eq!(points.len(), rows.len(), "{page} at {width}");
            for ((x, y), (period, value)) in points.into_iter().zip(&rows) {
                let seen = format!("{page} at {width}, {period}");
                driver.action_chain().move_to(x, y).perform().await?;
                let read = browser.ask(told).await?;
                assert!(is_of(&read, period, value), "{seen}: {read}");
                driver.action_chain().move_to(0, 0).perform().await?;
                assert_eq!(browser.ask(told).await?, json!(""), "{seen}");
                driver.execute(TOUCH, vec![json!(x), json!(y)]).await?;
                let read = browser.ask(told).await?;
                assert!(is_of(&read, period, value), "{seen}, touched: {read}");
                assert_eq!(browser.ask(COVERED).await?, json!(false), "{seen}");
            }
        }
    }
    driver.clone().quit().await
}

/// Whether what is read out covers a link or a button.
const COVERED: &str = "const told = [...document.querySelectorAll('.reader-told')].find(told => told.textContent).getBoundingClientRect();
    return [...document.querySelectorAll('main a, main button')].map(each => each.getBoundingClientRect())
        .some(box => box.width && box.bottom > told.top && box.top < told.bottom && box.right > told.left && box.left < told.right);";

/// Whether a text that is read out is of this period, and has this value first.
fn is_of(read: &serde_json::Value, period: &str, value: &str) -> bool {
    let read = read.as_str().expect("a text");
    read.starts_with(period) && read.contains(&format!("Oxfordshire {value}"))
}
