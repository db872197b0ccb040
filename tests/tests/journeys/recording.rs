//! Journeys of those who record, in a real browser, against the program as a person starts it: the same steps with
//! JavaScript on and off, on both engines.

use serde_json::json;
use std::collections::BTreeSet;
use tests::{
    browser::{Browser, DESK, Program, Scripts, look_over},
    http, plans, record,
    steps::{click, fill, follow, leave_by, pick, send, text},
};
use thirtyfour::{By, WebDriver, error::WebDriverResult, prelude::ElementQueryable};

const PASSWORD: &str = "marble otter seventeen";
const INDICATOR: &str = "/indicators/self-harm-reports";

async fn choose(driver: &WebDriver, name: &str, value: &str) -> WebDriverResult<()> {
    click(driver, &format!("main select[name={name}] option[value='{value}']")).await
}

/// Accepts an invitation.
async fn join(driver: &WebDriver, link: &str, name: &str) -> WebDriverResult<()> {
    driver.goto(link).await?;
    fill(driver, &[("name", name), ("password", PASSWORD)]).await?;
    send(driver).await?;
    assert_eq!(text(driver, ".done").await?, "You have signed in.");
    Ok(())
}

async fn sign_out(driver: &WebDriver) -> WebDriverResult<()> {
    leave_by(driver, ".site-account form button").await?;
    assert_eq!(text(driver, ".done").await?, "You have signed out.");
    Ok(())
}

async fn record_figure(driver: &WebDriver, period: &str, value: &str) -> WebDriverResult<()> {
    follow(driver, "Record a figure").await?;
    choose(driver, "period", period).await?;
    leave_by(driver, "main form[method=get] button").await?;
    assert!(text(driver, "main h2").await?.ends_with(period));
    fill(driver, &[("value", value)]).await?;
    pick(driver, &[("status", "final")]).await?;
    send(driver).await?;
    assert!(text(driver, ".done").await?.starts_with("Figure saved as a draft."));
    follow(driver, "Self-harm reports").await?;
    look_ahead(driver).await
}

/// A page shows what is approved, until somebody asks for what is proposed.
async fn look_ahead(driver: &WebDriver) -> WebDriverResult<()> {
    follow(driver, "Include figures awaiting approval").await?;
    assert!(text(driver, ".banner").await?.contains("Figures awaiting approval are included and marked."));
    Ok(())
}

/// The sentence agrees with the icon of the variation.
async fn tells(driver: &WebDriver, said: &str, icon: &str) -> WebDriverResult<()> {
    let sentence = text(driver, ".sentence").await?;
    assert!(sentence.contains(said), "{sentence}");
    let shown = driver.query(By::Css(format!(".signals .icon.variation.{icon}"))).first().await;
    shown.map(drop)
}

/// The main job: from an invitation to a figure on the chart that nobody else can touch and no stranger can see.
async fn from_an_invitation_to_a_figure(program: Program, scripts: Scripts) -> WebDriverResult<()> {
    let browser = Browser::start(scripts, DESK).await?;
    let driver = &browser.driver;

    // The administrator comes in by the link of the command line and invites an analyst.
    let link = program.link(&["account", "first"]);
    driver.goto(&link).await?;
    fill(driver, &[("email", "lea@council.example"), ("name", "Lea Head"), ("password", PASSWORD)]).await?;
    send(driver).await?;
    follow(driver, "People").await?;
    fill(driver, &[("email", "ann@health.example")]).await?;
    choose(driver, "role", "analyst").await?;
    choose(driver, "organisation", "oxford-health").await?;
    send(driver).await?;
    let link = text(driver, ".made-link code").await?;
    sign_out(driver).await?;

    // The analyst comes in, records a quarter and the next, and corrects the first.
    join(driver, &link, "Ann Baker").await?;
    follow(driver, "Board").await?;
    follow(driver, "Self-harm reports").await?;
    assert!(text(driver, ".sentence").await?.starts_with("No figures have been recorded yet."));
    record_figure(driver, "2018-19 Q1", "86,751").await?;
    // The plan is over, so that nobody can say of figures from its first quarters whether they are unusual.
    tells(driver, "the next figure has been due since 28 October 2018.", "none").await?;
    record_figure(driver, "2018-19 Q2", "90,217").await?;
    tells(driver, "the next figure has been due since 28 January 2019.", "none").await?;
    follow(driver, "The whole history, with every difference").await?;
    let correct = driver.query(By::PartialLinkText("Correct it")).all_from_selector_required().await?;
    correct.last().expect("a figure").click().await?;
    fill(driver, &[("value", "86754"), ("reason", "A late report came in.")]).await?;
    send(driver).await?;
    follow(driver, "Self-harm reports").await?;

    // She explains the break between the two.
    follow(driver, "Add a change note").await?;
    fill(driver, &[("on", "1 July 2018")]).await?;
    pick(driver, &[("kind", "recording change")]).await?;
    pick(driver, &[("effect", "breaks")]).await?;
    fill(driver, &[("text", "Reports to schools are counted from now on."), ("source", "The trust")]).await?;
    send(driver).await?;
    assert_eq!(text(driver, ".done").await?, "Change note saved.");
    look_ahead(driver).await?;

    // Chart, sentence, table and history show all of it.
    let sentence = text(driver, ".sentence").await?;
    assert!(
        sentence.starts_with(
            "90,217 reports in 2018-19 Q2. This figure is a draft, not yet approved. Reports to schools"
        ),
        "{sentence}"
    );
    tells(driver, "the next figure has been due since 28 January 2019.", "none").await?;
    let drawn = driver.query(By::Css(".size-wide svg.chart")).first().await?.inner_html().await?;
    assert!(drawn.contains("86,754") && drawn.contains("90,217"), "{drawn}");
    let table = text(driver, "table.figures").await?;
    assert!(table.contains("86,754") && table.contains("The series breaks on 1 July 2018."), "{table}");
    let history = text(driver, "ul.history").await?;
    assert!(history.contains("86,751, since replaced, by Ann Baker"), "{history}");
    follow(driver, "The whole history, with every difference").await?;
    let whole = text(driver, "main").await?;
    for said in ["A late report came in.", "86,751", "86,754", "Before", "Recorded"] {
        assert!(whole.contains(said), "{said}: {whole}");
    }
    sign_out(driver).await?;

    // A colleague of the police sees it, and cannot touch it.
    let link = program.link(&[
        "account",
        "invite",
        "pat@police.example",
        "--role",
        "analyst",
        "--organisation",
        "thames-valley-police",
    ]);
    join(driver, &link, "Pat Constable").await?;
    driver.goto(program.at(&format!("{INDICATOR}?ahead=yes"))).await?;
    assert!(text(driver, "table.figures").await?.contains("86,754"));
    assert!(!driver.query(By::LinkText("Record a figure")).nowait().exists().await?);
    driver.goto(program.at(&format!("{INDICATOR}/record"))).await?;
    assert_eq!(text(driver, "h1").await?, "You do not have permission to do this");
    driver.goto(program.at(INDICATOR)).await?;
    sign_out(driver).await?;

    // A stranger finds the number on no page that can be reached.
    let pages = http::reachable(
        program.host(),
        &["/", INDICATOR, "/indicators/self-harm-reports/history", "/admin/audit", "/account"],
    );
    let paths: BTreeSet<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
    assert!(pages.len() > 100 && paths.contains("/indicators/self-harm-reports/history"), "{paths:?}");
    for (path, answer) in &pages {
        for secret in ["86,754", "86754", "86,751", "86751", "90,217", "90217", "Ann Baker", "late report"] {
            assert!(!answer.contains(secret), "{path} tells {secret}");
        }
    }
    // Nor does the log reveal what lets people in.
    let logged = program.logged();
    assert!(logged.contains("/indicators/self-harm-reports/record"), "the log is empty: {logged}");
    for secret in [PASSWORD, link.rsplit('/').next().expect("a secret"), "marble"] {
        assert!(!logged.contains(secret), "the log tells {secret}");
    }
    driver.clone().quit().await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn from_an_invitation_to_a_figure_with_scripts() -> WebDriverResult<()> {
    from_an_invitation_to_a_figure(Program::start(), Scripts::On).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn from_an_invitation_to_a_figure_without_scripts() -> WebDriverResult<()> {
    from_an_invitation_to_a_figure(Program::start(), Scripts::Off).await
}

#[tokio::test]
#[ignore = "needs a browser and PostgreSQL: cargo xtask test has both"]
async fn from_an_invitation_to_a_figure_with_scripts_on_postgres() -> WebDriverResult<()> {
    from_an_invitation_to_a_figure(Program::start_over(&record::postgres_empty().await), Scripts::On).await
}

#[tokio::test]
#[ignore = "needs a browser and PostgreSQL: cargo xtask test has both"]
async fn from_an_invitation_to_a_figure_without_scripts_on_postgres() -> WebDriverResult<()> {
    from_an_invitation_to_a_figure(Program::start_over(&record::postgres_empty().await), Scripts::Off).await
}

/// Two browsers at one cell: the second is shown both values, who and when, and chooses.
async fn two_browsers_at_one_cell(program: Program) -> WebDriverResult<()> {
    let mut browsers = Vec::new();
    let form = program.at(&format!("{INDICATOR}/record?period=2018-19+Q1"));
    for (name, email) in [("Ann Baker", "ann@health.example"), ("Ben Okri", "ben@health.example")] {
        let link = program.link(&[
            "account",
            "invite",
            email,
            "--role",
            "analyst",
            "--organisation",
            "oxford-health",
        ]);
        let browser = Browser::start(Scripts::On, DESK).await?;
        join(&browser.driver, &link, name).await?;
        browser.driver.goto(&form).await?;
        fill(&browser.driver, &[("value", if name == "Ann Baker" { "48" } else { "52" })]).await?;
        browsers.push(browser);
    }
    let [ann, ben] = browsers.as_slice() else { unreachable!("two browsers") };
    send(&ann.driver).await?;
    assert!(text(&ann.driver, ".done").await?.starts_with("Figure saved as a draft."));
    send(&ben.driver).await?;
    assert_eq!(text(&ben.driver, "h1").await?, "Somebody else changed this figure");
    assert!(text(&ben.driver, ".lead").await?.contains("Ann Baker recorded this figure on"));
    let both = text(&ben.driver, "table.side-by-side").await?;
    assert!(both.contains("Value 48 52"), "{both}");
    look_over(ben, "two people at one cell").await?;
    fill(&ben.driver, &[("reason", "Counted again.")]).await?;
    send(&ben.driver).await?;
    assert!(text(&ben.driver, ".done").await?.starts_with("Figure saved as a draft."));
    ann.driver.goto(program.at(&format!("{INDICATOR}/history"))).await?;
    let history = text(&ann.driver, "main").await?;
    assert!(
        history.contains("52, a draft, not yet approved: Ben Okri")
            && history.contains("48, since replaced: Ann Baker"),
        "{history}"
    );
    for browser in browsers {
        browser.driver.clone().quit().await?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn two_browsers_at_one_cell_on_sqlite() -> WebDriverResult<()> {
    two_browsers_at_one_cell(Program::start()).await
}

#[tokio::test]
#[ignore = "needs a browser and PostgreSQL: cargo xtask test has both"]
async fn two_browsers_at_one_cell_on_postgres() -> WebDriverResult<()> {
    two_browsers_at_one_cell(Program::start_over(&record::postgres_empty().await)).await
}

/// The boxes show what they come to, by the server's rule, and nothing typed is left behind unasked.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn the_boxes_tell_what_they_come_to() -> WebDriverResult<()> {
    let program = Program::start();
    let link = program.link(&[
        "account",
        "invite",
        "cora@council.example",
        "--role",
        "analyst",
        "--organisation",
        "oxfordshire-county-council",
    ]);
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    join(driver, &link, "Cora").await?;
    driver.goto(program.at("/indicators/persistent-absence-secondary/record?period=2014%2F15")).await?;
    driver.query(By::Css("html[data-awake]")).first().await?;
    let leaves = "return dispatchEvent(new Event('beforeunload', { cancelable: true }));";
    assert_eq!(browser.ask(leaves).await?, json!(true), "nothing is typed yet");
    // It is shown a moment after the last key, so that nobody is read half a number.
    let told = async |said: &str| {
        let waiting = driver.query(By::Css(".computed-told")).with_text(said.to_owned());
        waiting.first().await.map(drop)
    };
    fill(driver, &[("numerator", "1,234"), ("denominator", "10,000")]).await?;
    told("= 12.34%").await?;
    fill(driver, &[("denominator", "1,000")]).await?;
    told("the numerator of a percentage cannot be above its denominator").await?;
    fill(driver, &[("denominator", "a lot")]).await?;
    told("\"a lot\" is not a number: write digits, such as 48, 1,234 or 12.5").await?;
    assert_eq!(browser.ask(leaves).await?, json!(false), "what is typed is left behind unasked");
    fill(driver, &[("denominator", "10,000")]).await?;
    pick(driver, &[("origin", "partner")]).await?;
    send(driver).await?;
    assert!(text(driver, "main").await?.contains("12.34%"));
    assert_eq!(browser.complaints().await?, json!([]));
    driver.clone().quit().await
}

/// axe-core finds nothing on any page or form of those who sign in, errors included, wide and narrow, light and dark.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn no_form_has_a_finding_or_a_complaint() -> WebDriverResult<()> {
    let program = Program::start();
    let link = program.link(&["account", "first"]);
    let other = program.link(&[
        "account",
        "invite",
        "new@health.example",
        "--role",
        "viewer",
        "--organisation",
        "oxford-health",
    ]);
    let browser = Browser::start(Scripts::On, DESK).await?;
    let driver = &browser.driver;
    driver.goto(program.at("/sign-in")).await?;
    look_over(&browser, "signing in").await?;
    send(driver).await?;
    look_over(&browser, "signing in, wrong").await?;
    driver.goto(program.at(&format!("{INDICATOR}/record"))).await?;
    look_over(&browser, "being asked to sign in").await?;
    driver.goto(&other).await?;
    look_over(&browser, "an invitation").await?;
    send(driver).await?;
    look_over(&browser, "an invitation, wrong").await?;

    driver.goto(&link).await?;
    fill(driver, &[("email", "lea@council.example"), ("name", "Lea Head"), ("password", PASSWORD)]).await?;
    send(driver).await?;
    for (role, organisation) in
        [("analyst", "oxford-health"), ("approver", "oxford-health"), ("plan lead", "oxford-health")]
    {
        let _ = program.command(&[
            "account",
            "invite",
            "lea@council.example",
            "--role",
            role,
            "--organisation",
            organisation,
        ]);
    }
    driver.goto(program.at(INDICATOR)).await?;
    record_figure(driver, "2018-19 Q1", "48").await?;
    for page in [
        "/",
        "/board",
        "/account",
        "/admin/people",
        "/admin/audit",
        "/admin/audit?from=soon&action=x",
        "/admin/redaction",
        INDICATOR,
        "/nowhere",
    ] {
        driver.goto(program.at(page)).await?;
        look_over(&browser, page).await?;
    }
    for page in [
        "record?period=2018-19+Q1",
        "record?period=never",
        "target?period=2020-21+Q1",
        "change-note",
        "definition",
        "tolerance",
        "history",
        "history?period=2018-19+Q1",
    ] {
        driver.goto(program.at(&format!("{INDICATOR}/{page}"))).await?;
        look_over(&browser, page).await?;
    }
    for page in ["record?period=2018-19+Q1", "target?period=2020-21+Q1", "change-note", "definition"] {
        driver.goto(program.at(&format!("{INDICATOR}/{page}"))).await?;
        if page.starts_with("record") {
            fill(driver, &[("value", "lots")]).await?;
        }
        send(driver).await?;
        look_over(&browser, &format!("{page}, wrong")).await?;
        let first = driver.query(By::Css(".error-summary a")).first().await?;
        let to = first.attr("href").await?.expect("an address");
        assert!(
            driver.query(By::Css(format!("[id='{}']", to.trim_start_matches('#')))).nowait().exists().await?,
            "{page}: {to} leads nowhere"
        );
    }
    look_over_tolerances(&browser, &program).await?;
    driver.goto(program.at(&format!("{INDICATOR}/history"))).await?;
    leave_by(driver, "form button.second[type=submit]").await?;
    assert_eq!(text(driver, "h1").await?, "Withdraw a figure");
    look_over(&browser, "withdrawing").await?;
    send(driver).await?;
    look_over(&browser, "withdrawing, wrong").await?;
    driver.goto(program.at("/admin/people")).await?;
    send(driver).await?;
    look_over(&browser, "people, wrong").await?;
    fill(driver, &[("email", "ann@health.example")]).await?;
    choose(driver, "role", "analyst").await?;
    choose(driver, "organisation", "oxford-health").await?;
    send(driver).await?;
    look_over(&browser, "a link").await?;
    look_over_redaction(&browser, &program).await?;
    look_over_refusals(&browser, &program).await?;
    driver.clone().quit().await
}

/// Removing a text: the form, what is wrong with it, and what would go.
async fn look_over_redaction(browser: &Browser, program: &Program) -> WebDriverResult<()> {
    let driver = &browser.driver;
    driver.goto(program.at("/admin/redaction")).await?;
    send(driver).await?;
    look_over(browser, "redaction, wrong").await?;
    fill(driver, &[("words", "a great place to grow up"), ("why", "To see what holds it")]).await?;
    send(driver).await?;
    assert!(text(driver, ".found").await?.contains("1 text of a plan holds the words."));
    look_over(browser, "what would be redacted").await
}

/// How far off is amber, in a plan that has a year to come: the form, what is wrong with it, what it set, and the way back.
async fn look_over_tolerances(browser: &Browser, program: &Program) -> WebDriverResult<()> {
    let driver = &browser.driver;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("plan.toml");
    std::fs::write(&file, plans::with_a_year_to_come(plans::OXFORDSHIRE))?;
    let _ = program.command(&["plan", "load", &file.display().to_string()]);
    driver.goto(program.at(INDICATOR)).await?;
    follow(driver, "Set the tolerance for amber").await?;
    assert_eq!(
        text(driver, ".stands").await?,
        "Within 5% of the target is amber, the usual tolerance, used if none is set."
    );
    look_over(browser, "a tolerance").await?;
    fill(driver, &[("number", "lots")]).await?;
    send(driver).await?;
    look_over(browser, "a tolerance, wrong").await?;
    let focused = driver.query(By::Css(".error-summary a[href='#number']")).first().await?;
    focused.click().await?;
    assert_eq!(browser.ask("return document.activeElement.id;").await?, json!("number"));
    pick(driver, &[("scale", "absolute")]).await?;
    fill(driver, &[("number", "12")]).await?;
    send(driver).await?;
    assert_eq!(text(driver, ".done").await?, "Tolerance saved. It applies from this plan year onwards.");
    let facts = text(driver, ".facts").await?;
    assert!(facts.contains("Within 12 reports of the target is amber; fixed from 1 April 2098."), "{facts}");
    look_over(browser, "an indicator in a year to come").await?;
    follow(driver, "Set the tolerance for amber").await?;
    look_over(browser, "a tolerance of its own").await?;
    leave_by(driver, "form.small button").await?;
    let facts = text(driver, ".facts").await?;
    assert!(facts.contains("Within 5% of the target is amber; fixed from 1 April 2098."), "{facts}");
    Ok(())
}

/// Ends the session of a browser, which keeps its cookies and does not know of it.
async fn end_elsewhere(driver: &WebDriver, program: &Program) -> WebDriverResult<()> {
    let cookies = driver.get_all_cookies().await?;
    let cookies: Vec<_> = cookies.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
    let answer = http::ask_as(program.host(), "POST /sign-out", &cookies.join("; "), "");
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
    Ok(())
}

/// What another organisation answers for, and a session that ends while somebody types: all of it is there again.
async fn look_over_refusals(browser: &Browser, program: &Program) -> WebDriverResult<()> {
    let driver = &browser.driver;
    driver.goto(program.at("/indicators/domestic-abuse-incidents/record")).await?;
    assert_eq!(text(driver, "h1").await?, "You do not have permission to do this");
    look_over(browser, "what one may not").await?;
    driver.goto(program.at(&format!("{INDICATOR}/record?period=2018-19+Q2"))).await?;
    fill(driver, &[("value", "52")]).await?;
    end_elsewhere(driver, program).await?;
    send(driver).await?;
    assert_eq!(text(driver, "h1").await?, "Sign in to continue");
    look_over(browser, "a session that ended").await?;
    fill(driver, &[("email", "lea@council.example"), ("password", PASSWORD)]).await?;
    send(driver).await?;
    assert_eq!(text(driver, "h1").await?, "You are signed in");
    look_over(browser, "back to what was typed").await?;
    send(driver).await?;
    let value = driver.query(By::Css("#value")).first().await?.value().await?;
    assert_eq!(value.as_deref(), Some("52"));
    look_over(browser, "what was typed").await
}
