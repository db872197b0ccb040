//! Packs and reviews in a real browser: made, frozen, opened again and decided on; a year reviewed and the next seeded. The
//! same with JavaScript on and off, by keyboard alone, and axe on the pages.

use serde_json::json;
use tests::{
    browser::{Browser, DESK, Looks, PHONE, Program, Scripts, look_over},
    steps::{choose, fill, follow, is_done, leave_by, sign_in, sign_out, text},
};
use thirtyfour::{
    By, Key, WebDriver,
    error::WebDriverResult,
    prelude::{ElementQueryable, ElementWaitable},
};

/// A lead before a demonstration, and who else can sign in.
async fn signed_in(scripts: Scripts) -> WebDriverResult<(Program, Browser, String)> {
    let (program, people) = Program::demonstration();
    let browser = Browser::start(scripts, DESK).await?;
    sign_in(&program, &browser, &people, "plan-lead").await?;
    Ok((program, browser, people))
}

const FIRST: &str = "place-children-affected-by-domestic-abuse";
const SECOND: &str = "place-children-missing-out-on-education";
const THIRD: &str = "place-social-and-emotional-wellbeing-and-mental-health";

/// An analyst corrects a figure that has a note already and an approver agrees; the lead rewords a definition and renames an organisation.
async fn much_is_revised(program: &Program, browser: &Browser, people: &str) -> WebDriverResult<()> {
    let driver = &browser.driver;
    let history = program.at("/indicators/domestic-abuse-incidents/history?period=2019-20+Q3");
    sign_out(driver).await?;
    sign_in(program, browser, people, "analyst").await?;
    driver.goto(&history).await?;
    leave_by(driver, ".steps a").await?;
    fill(driver, &[("value", "9871"), ("reason", "One school was counted twice.")]).await?;
    leave_by(driver, "main form[method=post].form button").await?;
    is_done(driver, "Figure saved as a draft.").await?;
    driver.goto(&history).await?;
    leave_by(driver, "form:has([value=submit]) button").await?;
    sign_out(driver).await?;
    sign_in(program, browser, people, "approver").await?;
    driver.goto(&history).await?;
    leave_by(driver, "form:has([value=approve]) button").await?;
    sign_out(driver).await?;
    sign_in(program, browser, people, "plan-lead").await?;
    driver.goto(program.at("/indicators/domestic-abuse-incidents/definition?from=2018-04-01")).await?;
    fill(driver, &[("text", "Incidents with a child in the household.")]).await?;
    leave_by(driver, "main form.form button").await?;
    is_done(driver, "Definition saved.").await?;
    driver
        .goto(program.at("/admin/plans/oxfordshire-2018-21/organisations?key=thames-valley-police"))
        .await?;
    fill(driver, &[("name", "The Renamed Police")]).await?;
    leave_by(driver, "main form.form button").await?;
    is_done(driver, "Change saved.").await
}

/// A lead makes a pack, is shown what it lacks, previews and freezes it; much is revised, and the pack is as the board saw
/// it with what was revised since, by whom and why; then what the meeting decided is noted.
async fn a_pack_is_made_frozen_and_opened_again(scripts: Scripts) -> WebDriverResult<()> {
    let (program, browser, people) = signed_in(scripts).await?;
    let driver = &browser.driver;
    follow(driver, "Packs").await?;
    assert!(text(driver, "section.scored").await?.contains("came within the 80% band"));
    follow(driver, "Make a pack").await?;
    fill(driver, &[("meeting", "Extraordinary board"), ("on", "1 April 2021")]).await?;
    choose(driver, &[("year", "2020-21")]).await?;
    fill(driver, &[("agenda", "What <b>changed</b>\nWhat is asked"), ("cover-note", "Read **this**.")])
        .await?;
    // Every priority is offered in the plan's order.
    fill(driver, &[(FIRST, ""), (SECOND, ""), (THIRD, "")]).await?;
    leave_by(driver, "main form.form button").await?;
    assert!(text(driver, ".error-summary").await?.contains("an empty pack cannot be frozen"));
    driver.query(By::PartialLinkText("an empty pack cannot be frozen")).first().await?.click().await?;
    let first = driver.active_element().await?.attr("name").await?;
    assert_eq!(first.as_deref(), Some(SECOND), "the summary leads to the first box");
    fill(driver, &[(FIRST, "2"), (SECOND, "1")]).await?;
    leave_by(driver, "main form.form button").await?;
    is_done(driver, "Pack saved").await?;
    let preview = text(driver, "article.document").await?;
    assert!(preview.contains("What <b>changed</b>") && preview.contains("Read this."), "{preview}");
    let order = ["Children missing out on education", "Children affected by domestic abuse"];
    let places = order.map(|name| preview.find(name).expect("a priority"));
    assert!(places[0] < places[1], "{preview}");
    leave_by(driver, "form.freeze button").await?;
    is_done(driver, "Pack frozen").await?;
    let address = driver.current_url().await?.path().to_owned();
    assert!(text(driver, ".since-frozen").await?.contains("No figures have been revised since."));
    let given = text(driver, "article.document").await?;
    assert!(!text(driver, "main").await?.contains("Freeze the pack"), "it cannot be frozen twice");

    much_is_revised(&program, &browser, &people).await?;
    driver.goto(program.at(&address)).await?;
    let revised = text(driver, ".since-frozen").await?;
    for said in [
        "Domestic abuse incidents involving children, Oxfordshire, 2019-20 Q3: ",
        " → 9,871, by Illustrative analyst, ",
        ": One school was counted twice.",
        "its definition was reworded. It is now: Incidents with a child in the household.",
        "The Renamed Police is now responsible for it; it was Thames Valley Police.",
    ] {
        assert!(revised.contains(said), "{said}: {revised}");
    }
    let beside = text(driver, "article.document").await?;
    assert!(beside.contains("revised since: 9,871"), "{beside}");
    follow(driver, "See only what the board saw").await?;
    assert_eq!(text(driver, "article.document").await?, given, "it opens as the board saw it");
    let alone = text(driver, "main").await?;
    for said in ["9,871", "counted twice", "with a child in the household", "The Renamed Police"] {
        assert!(!alone.contains(said), "{said}: {alone}");
    }
    follow(driver, "See later revisions beside it").await?;

    driver.query(By::Css(".note-decision summary")).first().await?.click().await?;
    fill(driver, &[("decision", "Ask the police for figures by district."), ("due", "31 March 2020")])
        .await?;
    choose(driver, &[("priority", &FIRST["place-".len()..]), ("organisation", "oxford-health")]).await?;
    leave_by(driver, ".note-decision form button").await?;
    assert!(text(driver, ".error-summary").await?.contains("before the meeting"));
    assert_eq!(driver.current_url().await?.fragment(), Some("decisions"), "it opens where it was written");
    fill(driver, &[("due", "1 July 2199")]).await?;
    leave_by(driver, ".note-decision form button").await?;
    assert!(text(driver, ".decisions").await?.contains("Ask the police for figures by district."));
    follow(driver, "See the action").await?;
    assert!(text(driver, "main").await?.contains("1 July 2199"));

    // A figure that was revised after the meeting is shown beside what the board saw.
    driver.goto(program.at("/packs/illustrative-2018-19-q2")).await?;
    let revised = text(driver, ".since-frozen").await?;
    assert!(
        revised.contains("2018-19 Q2") && revised.contains('→') && revised.contains("by the operator"),
        "{revised}"
    );
    assert!(text(driver, "article.document").await?.contains("revised since:"));
    if scripts == Scripts::On {
        assert_eq!(browser.complaints().await?, json!([]));
    }
    driver.clone().quit().await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_pack_is_made_frozen_and_opened_again_with_scripts() -> WebDriverResult<()> {
    a_pack_is_made_frozen_and_opened_again(Scripts::On).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_pack_is_made_frozen_and_opened_again_without_scripts() -> WebDriverResult<()> {
    a_pack_is_made_frozen_and_opened_again(Scripts::Off).await
}

/// A lead decides on each priority of the second plan year, adds one, completes the review, and the third year has what was decided.
async fn a_year_is_reviewed_and_the_next_seeded(scripts: Scripts) -> WebDriverResult<()> {
    let (program, browser, _) = signed_in(scripts).await?;
    let driver = &browser.driver;
    follow(driver, "Reviews").await?;
    follow(driver, "2018-19").await?;
    let complete = text(driver, "article.document").await?;
    assert!(complete.contains("Illustrative: the partners' figures"), "{complete}");
    follow(driver, "Annual reviews").await?;
    follow(driver, "2019-20").await?;
    assert!(text(driver, ".completing").await?.contains("To do before it can be completed"));
    let names: Vec<String> = {
        let mut names = Vec::new();
        for link in driver.query(By::Css(".deciding a")).all_from_selector_required().await? {
            names.push(link.text().await?);
        }
        names
    };
    assert!(names.len() == 4 && names[3] == "Add a priority", "{names:?}");
    for (place, name) in names[..3].iter().enumerate() {
        follow(driver, name).await?;
        let decided = ["carry on", "retire", "reword"][place];
        choose(driver, &[("recommended", "carry on"), ("decided", decided)]).await?;
        leave_by(driver, ".say form.form button").await?;
        assert!(text(driver, ".error-summary").await?.contains("Say why"), "{name}");
        assert_eq!(driver.current_url().await?.fragment(), Some("decide"), "it opens where it was written");
        fill(driver, &[("because", "It works."), ("reason", "The board said so.")]).await?;
        if decided == "reword" {
            fill(driver, &[("name", "Safe at home"), ("summary", "Children are safe where they live.")])
                .await?;
        }
        leave_by(driver, ".say form.form button").await?;
        is_done(driver, "Saved.").await?;
        assert_eq!(driver.current_url().await?.fragment(), Some("main"), "what was done is in sight");
    }
    follow(driver, "Add a priority").await?;
    choose(driver, &[("recommended", "add"), ("decided", "add"), ("focus-area", "be-supported")]).await?;
    fill(
        driver,
        &[
            ("because", "Asked for."),
            ("reason", "The board said so."),
            ("name", "Young carers"),
            ("summary", "Young carers are seen."),
        ],
    )
    .await?;
    leave_by(driver, ".say form.form button").await?;
    let next = text(driver, ".completing").await?;
    assert!(
        next.contains("2020-21 will concentrate on:")
            && next.contains("Young carers")
            && next.contains("Safe at home"),
        "{next}"
    );
    assert!(!next.contains(&names[1]), "{next}");
    leave_by(driver, ".completing form button").await?;
    is_done(driver, "Review complete").await?;
    let review = text(driver, "article.document").await?;
    assert!(review.contains("The board said so.") && review.contains(&names[1]), "{review}");
    driver.goto(program.at("/?year=2020-21")).await?;
    let plan = text(driver, "main").await?;
    assert!(
        plan.contains("Young carers") && plan.contains("Safe at home") && !plan.contains(&names[1]),
        "{plan}"
    );
    if scripts == Scripts::On {
        assert_eq!(browser.complaints().await?, json!([]));
    }
    driver.clone().quit().await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_year_is_reviewed_and_the_next_seeded_with_scripts() -> WebDriverResult<()> {
    a_year_is_reviewed_and_the_next_seeded(Scripts::On).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_year_is_reviewed_and_the_next_seeded_without_scripts() -> WebDriverResult<()> {
    a_year_is_reviewed_and_the_next_seeded(Scripts::Off).await
}

/// Presses Tab until the box of a name has the focus.
async fn tab_to(driver: &WebDriver, name: &str) -> WebDriverResult<()> {
    for _ in 0..60 {
        driver.action_chain().send_keys(Key::Tab).perform().await?;
        if driver.active_element().await?.attr("name").await?.as_deref() == Some(name) {
            return Ok(());
        }
    }
    panic!("Tab never came to {name}");
}

/// A pack is made by keyboard alone.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn a_pack_is_made_by_keyboard() -> WebDriverResult<()> {
    let (program, browser, _) = signed_in(Scripts::On).await?;
    let driver = &browser.driver;
    driver.goto(program.at("/packs/new")).await?;
    let typed = [
        ("meeting", "By keyboard"),
        ("on", "1 April 2021"),
        ("year", "2020"),
        ("agenda", "One"),
        ("cover-note", "Two"),
        (SECOND, "1"),
    ];
    for (name, keys) in typed {
        tab_to(driver, name).await?;
        driver.action_chain().send_keys(keys).perform().await?;
    }
    let form = driver.query(By::Css("main form.form")).first().await?;
    driver.action_chain().send_keys(Key::Enter).perform().await?;
    form.wait_until().stale().await?;
    is_done(driver, "Pack saved").await?;
    assert!(text(driver, "h1").await?.starts_with("By keyboard"));
    driver.clone().quit().await
}

/// A pack has one drawing of each chart. On a phone all are seen, at a size that can be read, the latest end first; and they scroll.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn the_charts_of_a_pack_are_seen_on_a_phone() -> WebDriverResult<()> {
    let (program, browser, _) = signed_in(Scripts::On).await?;
    browser.look(Looks { size: PHONE.size, scheme: "light" }).await?;
    browser.driver.goto(program.at("/packs/illustrative-2018-19-q4")).await?;
    let measured = "return [...document.querySelectorAll('.document .drawing')].map(box => {
        const [chart, frame] = [box.querySelector('svg').getBoundingClientRect(), box.getBoundingClientRect()];
        return [chart.width > 550, Math.abs(chart.right - frame.right) < 2, box.scrollWidth > box.clientWidth + 100, box.tabIndex];
    });";
    let charts = browser.ask(measured).await?;
    let all = charts.as_array().expect("a list");
    assert!(all.len() >= 5 && all.iter().all(|chart| *chart == json!([true, true, true, 0])), "{charts}");
    browser.driver.clone().quit().await
}

/// axe-core finds nothing on the pages of packs, reviews and forecasts, and nothing is wider than its window.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test has one"]
async fn no_page_of_packs_and_reviews_has_a_finding() -> WebDriverResult<()> {
    let (program, browser, _) = signed_in(Scripts::On).await?;
    let pages = [
        "/packs",
        "/packs/new",
        "/packs/illustrative-2018-19-q2",
        "/packs/illustrative-2018-19-q2?revised=no",
        "/packs/illustrative-2018-19-q2/withdraw",
        "/reviews",
        "/reviews/2018-19",
        "/reviews/2019-20",
        "/reviews/2019-20?of=children-affected-by-domestic-abuse",
        "/reviews/2019-20?of=new",
        "/indicators/self-harm-reports?view=forecast&year=2019-20",
        "/indicators/self-harm-reports?view=forecast&year=2018-19",
    ];
    for page in pages {
        browser.driver.goto(program.at(page)).await?;
        look_over(&browser, page).await?;
    }
    browser.driver.clone().quit().await
}
