//! Reading charts: what is read out at a point is what the table has for it, at every width, by pointer and by touch.

use tests::{
    browser::{Browser, DESK, Looks, Program, Scripts},
    steps::sign_in,
};
use thirtyfour::{By, error::WebDriverResult, prelude::ElementQueryable};

/// A chart of each kind that has a reader.
const CHARTS: [&str; 5] = [
    "/indicators/persistent-absence-secondary?view=comparators",
    "/indicators/persistent-absence-secondary?view=line",
    "/indicators/self-harm-reports?view=line",
    "/indicators/self-harm-reports?view=control-chart",
    "/indicators/self-harm-reports?view=forecast",
];

/// Points at each drawn point of the chart that is shown, from the left, then touches it: what is read out each time, what is after the
/// pointer has left, and whether it covers something that could be pressed.
const READ: &str = "const done = arguments[arguments.length - 1];
    const reader = [...document.querySelectorAll('.reader')].find(reader => reader.offsetParent !== null);
    reader.scrollIntoView({ block: 'center' });
    const drawing = reader.querySelector('svg.chart'), told = reader.querySelector('.reader-told');
    const answered = () => new Promise(then => setTimeout(then, 0));
    const covers = () => {
        const own = told.getBoundingClientRect();
        return [...document.querySelectorAll('main a, main button')].map(each => each.getBoundingClientRect())
            .some(box => box.width && box.bottom > own.top && box.top < own.bottom && box.right > own.left && box.left < own.right);
    };
    const at = async (what, pointerType, box) => {
        const place = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, pointerType, bubbles: true };
        drawing.dispatchEvent(new PointerEvent(what, place));
        await answered();
        return told.textContent;
    };
    (async () => {
        const boxes = [...drawing.querySelectorAll('.point')].map(point => point.getBoundingClientRect())
            .sort((one, other) => one.x - other.x)
            .filter((box, at, all) => at === 0 || box.x + box.width / 2 > all[at - 1].x + all[at - 1].width / 2 + 1);
        const read = [];
        for (const box of boxes) {
            const pointed = await at('pointermove', 'mouse', box);
            const covered = covers();
            reader.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
            await answered();
            const left = told.textContent;
            read.push([pointed, left, await at('pointerdown', 'touch', box), covered]);
        }
        done(read);
    })();";

/// The rows of the table that have a value: the period, and each value behind the name of its line.
const ROWS: &str = "const table = document.querySelector('[aria-labelledby=figures] table');
    const heads = [...table.querySelectorAll('thead th.figure')].map(head => head.textContent.trim())
        .filter(head => !['Mean', 'Limits'].includes(head));
    const own = node => node.firstChild.textContent.trim();
    return [...table.querySelectorAll('tbody tr')].map(row => [own(row.querySelector('th')),
            heads.map((head, at) => head + ' ' + row.querySelectorAll('td')[at].textContent.trim().split(' ')[0])
                .filter(said => /[0-9]/.test(said))])
        .filter(([, said]) => said.length);";

/// What is read out at each point that is drawn is its row of the table, at every width.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn what_is_read_out_is_what_is_drawn() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    sign_in(&program, &browser, &people, "viewer").await?;
    let driver = &browser.driver;
    for width in [360, 768, 1366, 1920] {
        browser.look(Looks { size: (width, 900), scheme: "light" }).await?;
        for page in CHARTS {
            driver.goto(program.at(page)).await?;
            driver.query(By::Css("html[data-awake]")).first().await?;
            let rows: Vec<(String, Vec<String>)> =
                serde_json::from_value(browser.ask(ROWS).await?).expect("periods and values");
            let read = driver.execute_async(READ, Vec::new()).await?.json().clone();
            let read: Vec<(String, String, String, bool)> =
                serde_json::from_value(read).expect("what is read out");
            // The table begins with what a chart leaves out, where one does.
            let drawn = &rows[rows.len() - read.len()..];
            assert!(read.len() > 8, "{page} at {width} has only {} points", read.len());
            for ((pointed, left, touched, covers), (period, values)) in read.into_iter().zip(drawn) {
                let seen = format!("{page} at {width}, {period}");
                for out in [&pointed, &touched] {
                    assert!(out.starts_with(period.as_str()), "{seen}: {out}");
                    assert!(values.iter().all(|value| out.contains(value)), "{seen}: {out}, not {values:?}");
                }
                assert_eq!(left, "", "{seen}");
                assert!(!covers, "{seen}: it covers something that could be pressed");
            }
        }
    }
    driver.clone().quit().await
}
