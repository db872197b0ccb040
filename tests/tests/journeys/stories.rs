//! Narratives, actions and funding beside the figures, in a real browser: the same steps with JavaScript on and off, and axe
//! on the pages.

use serde_json::json;
use tests::{
    browser::{Browser, DESK, Looks, PHONE, Program, Scripts, look_over},
    steps::{choose, fill, follow, is_done, leave_by, sign_in, text},
};
use thirtyfour::{By, error::WebDriverResult, prelude::ElementQueryable};

/// A lead drafts, previews and publishes the story of an indicator, agrees on an action, logs its status and sets money
/// aside; the board's page of the priority shows all of it.
async fn a_lead_tells_and_agrees(scripts: Scripts) -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(scripts, DESK).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "plan-lead").await?;

    driver.goto(program.at("/indicators/self-harm-reports")).await?;
    assert!(text(driver, "article.narrative").await?.contains("Illustrative:"));
    follow(driver, "Write the narrative").await?;
    assert!(text(driver, "h1").await?.ends_with("2020-21 Q4"));
    let said = "Reports **rose** <script>document.title = 'taken'</script>.\n\n- [a link](javascript:document.title='taken')\n- [another](https://example.org)";
    fill(driver, &[("happened", said)]).await?;
    fill(driver, &[("asked", "Fund a nurse.")]).await?;
    leave_by(driver, "button[value=preview]").await?;
    let preview = text(driver, ".preview").await?;
    assert!(
        preview.contains("Reports rose <script>document.title = 'taken'</script>.")
            && preview.contains("Fund a nurse."),
        "{preview}"
    );
    assert_eq!(driver.query(By::Css(".preview a")).all_from_selector_required().await?.len(), 1);
    assert!(!driver.title().await?.contains("taken"));
    leave_by(driver, "button[value=draft]").await?;
    is_done(driver, "Narrative saved as a draft").await?;
    assert!(text(driver, ".narrative .tag").await? == "Draft");
    follow(driver, "Write the narrative").await?;
    leave_by(driver, "button[value=publish]").await?;
    is_done(driver, "published to the board").await?;
    assert!(
        text(driver, "article.narrative").await?.contains("Published to the board by Illustrative plan lead")
    );

    follow(driver, "Actions").await?;
    assert!(text(driver, ".ledger tbody tr").await?.contains("Overdue"), "what is overdue comes first");
    follow(driver, "Add an action").await?;
    fill(driver, &[("name", "Hire a nurse")]).await?;
    choose(driver, &[("priority", "social-and-emotional-wellbeing-and-mental-health")]).await?;
    fill(driver, &[("starts", "1 April 2020")]).await?;
    fill(driver, &[("due", "1 March 2020")]).await?;
    driver.query(By::Css("input[name=indicator-self-harm-reports]")).first().await?.click().await?;
    leave_by(driver, "main form.form button").await?;
    assert!(text(driver, ".error-summary").await?.contains("on or after its start"));
    fill(driver, &[("due", "1 March 2199")]).await?;
    leave_by(driver, "main form.form button").await?;
    is_done(driver, "Action saved.").await?;
    driver.query(By::Css("input[name=state][value='under way']")).first().await?.click().await?;
    fill(driver, &[("note", "The post is advertised.")]).await?;
    leave_by(driver, "main form.form button").await?;
    is_done(driver, "Progress saved.").await?;
    assert!(text(driver, ".log").await?.contains("The post is advertised."));

    follow(driver, "Funding").await?;
    follow(driver, "Add a funding line").await?;
    fill(driver, &[("name", "The nurse")]).await?;
    choose(driver, &[("priority", "social-and-emotional-wellbeing-and-mental-health")]).await?;
    choose(driver, &[("year", "2018-19")]).await?;
    fill(driver, &[("source", "A grant")]).await?;
    fill(driver, &[("budget", "40,000")]).await?;
    fill(driver, &[("spent", "-1")]).await?;
    leave_by(driver, "main form.form button").await?;
    assert!(text(driver, ".error-summary").await?.contains("The amount cannot be negative"));
    fill(driver, &[("spent", "40,000.01")]).await?;
    leave_by(driver, "main form.form button").await?;
    is_done(driver, "Funding line saved.").await?;
    assert!(text(driver, ".ledger").await?.contains("Over by £0.01"));

    driver.goto(program.at("/priorities/social-and-emotional-wellbeing-and-mental-health")).await?;
    let page = text(driver, "main").await?;
    for told in [
        "Hire a nurse",
        "The nurse",
        "The story behind the numbers",
        "Spending to date and distance travelled",
        "Over by £0.01",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    if scripts == Scripts::On {
        assert_eq!(browser.complaints().await?, json!([]));
    }
    driver.clone().quit().await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_lead_tells_and_agrees_with_scripts() -> WebDriverResult<()> {
    a_lead_tells_and_agrees(Scripts::On).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_lead_tells_and_agrees_without_scripts() -> WebDriverResult<()> {
    a_lead_tells_and_agrees(Scripts::Off).await
}

/// A board member finds why self-harm reports moved, from the board in two clicks, on a phone as at a desk.
async fn a_member_finds_why(looks: Looks) -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::Off, looks).await?;
    let driver = &browser.driver;
    sign_in(&program, &browser, &people, "viewer").await?;
    driver.goto(program.at("/board")).await?;
    follow(driver, "Self-harm reports").await?;
    let sentence = text(driver, "p.sentence").await?;
    assert!(
        sentence.contains("268 reports in 2020-21 Q3") && sentence.contains("unusually high"),
        "{sentence}"
    );
    let page = text(driver, "header.page-head").await?;
    assert!(
        page.contains("Why: the story of 2020-21 Q2 (nothing has been published for 2020-21 Q3 yet)"),
        "{page}"
    );
    let why = driver.query(By::PartialLinkText("Why: the story of")).first().await?;
    why.click().await?;
    assert!(driver.current_url().await?.as_str().ends_with("#narrative"));
    let story = text(driver, "article.narrative").await?;
    assert!(story.contains("Why\nIllustrative: schools ask for help sooner"), "{story}");
    driver.clone().quit().await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_member_finds_why_at_a_desk() -> WebDriverResult<()> {
    a_member_finds_why(DESK).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_member_finds_why_on_a_phone() -> WebDriverResult<()> {
    a_member_finds_why(PHONE).await
}

/// axe-core finds nothing on the pages of narratives, actions and funding, and nothing is wider than its window.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn no_page_of_what_is_told_and_agreed_has_a_finding() -> WebDriverResult<()> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(Scripts::On, DESK).await?;
    sign_in(&program, &browser, &people, "plan-lead").await?;
    let pages = [
        "/indicators/self-harm-reports",
        "/indicators/self-harm-reports/narrative",
        "/indicators/self-harm-reports/narrative?period=1999-00+Q1",
        "/priorities/social-and-emotional-wellbeing-and-mental-health",
        "/priorities/social-and-emotional-wellbeing-and-mental-health/narrative",
        "/actions",
        "/actions?state=overdue",
        "/actions/new?organisation=oxford-health",
        "/actions/illustrative-action-1-1",
        "/actions/illustrative-action-1-1/change",
        "/actions/illustrative-action-1-1/withdraw",
        "/funding",
        "/funding/new",
        "/funding/illustrative-funding-1-1-1/change",
        "/funding/illustrative-funding-1-1-1/withdraw",
    ];
    for page in pages {
        browser.driver.goto(program.at(page)).await?;
        look_over(&browser, page).await?;
    }
    browser.driver.clone().quit().await
}
