//! Requests through the real router, in process, the same on both engines.

use std::sync::Arc;

use axum::http::{Method, StatusCode, header};
use storage::{Record, testing};
use tests::{
    application::{application, ask, get, plain, site},
    on_both_engines, plans,
};

/// An inline snapshot that both engines are held to.
macro_rules! reads {
    ($value:expr, @$snapshot:literal) => {
        insta::allow_duplicates! { insta::assert_snapshot!($value, @$snapshot) }
    };
}

const MORNING: &str = "2026-11-23T09:00:00Z";

/// Every address that a plan has, in each of its years and with every choice.
fn addresses(plan: &str) -> Vec<String> {
    let outline = plans::read(plan).outline;
    let mut pages = vec!["/".to_owned(), "/board".to_owned()];
    pages.extend(outline.focus_areas.iter().map(|area| format!("/focus-areas/{}", area.slug)));
    let mut all = Vec::new();
    for year in &outline.years {
        all.extend(pages.iter().map(|page| format!("{page}?year={}", year.slug)));
        for priority in outline.priorities_of(year) {
            all.push(format!("/priorities/{}?year={}", priority.slug, year.slug));
        }
    }
    for indicator in &outline.indicators {
        all.push(format!("/indicators/{}", indicator.slug));
        for area in &outline.areas {
            for choice in [
                "view=line&span=plan",
                "view=control-chart",
                "view=control-chart&span=plan",
                "view=gaps",
                "view=groups",
                "view=places",
                "span=plan",
            ] {
                all.push(format!("/indicators/{}?area={}&{choice}", indicator.slug, area.code));
            }
        }
    }
    pages.extend(all);
    pages
}

/// The address of each file of what a page of an indicator shows.
fn files(page: &str) -> Vec<String> {
    let Some(rest) = page.strip_prefix("/indicators/") else { return Vec::new() };
    let (slug, choices) = rest.split_once('?').unwrap_or((rest, ""));
    let files = ["chart.svg", "chart.png", "figures.csv", "figures.xlsx"];
    files.map(|file| format!("/indicators/{slug}/{file}?{choices}")).into()
}

async fn every_page_works(record: Record, plan: &str) {
    plans::load(&record, plan, MORNING).await;
    let application = application(record);
    for address in addresses(plan) {
        let page = get(&application, &address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.read());
        assert!(page.text.starts_with("<!DOCTYPE html><html lang=\"en-GB\">"), "{address}");
        assert_eq!(page.text.matches("<h1").count(), 1, "{address}");
        assert!(!page.text.contains(" style="), "{address} styles inline, which its policy forbids");
    }
}

on_both_engines! {
    /// The figure that everything else was built on: in the drawing, the sentence and the table.
    async fn persistent_absence_is_told_drawn_and_tabled(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let page = get(&application(record), "/indicators/persistent-absence-secondary?year=2020-21").await;
        assert_eq!(page.status, StatusCode::OK);
        reads!(plain(page.between("<p class=\"sentence\">", "</p>")), @"13.47% in 2020/21, 1.36 pp below \
            England. Schools were closed to most pupils for part of 2020/21, which affected \
            absence. Baseline: 14.62% in 2017/18, 0.71 pp above England. No target has been set. There are too \
            few comparable years to test for a trend.");
        let drawing = page.between("<svg", "</svg>");
        assert!(drawing.contains("14.62%") && drawing.contains("13.91%"), "{drawing}");
        let row = |label: &str| {
            let text = page.between(&format!("<th scope=\"row\">{label}"), "</tr>");
            plain(&format!("{label}{text}"))
        };
        reads!(row("2017/18"), @"2017/18 before the plan 14.62% 13.91% 13.92% 0.71 pp above England");
        reads!(row("2019/20"), @"2019/20 plan year 2019-20 [x] [x] [x] – Not available. Absence was not published for the full year 2019/20.");
        reads!(row("2024/25"), @"2024/25 after the plan 24.36% 23.37% 23.19% 0.99 pp above England");
    }

    /// The year before: what the plan's first year knew.
    async fn a_plan_year_sees_nothing_later(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let page = get(&application(record), "/indicators/persistent-absence-secondary?year=2018-19").await;
        reads!(plain(page.between("<p class=\"sentence\">", "</p>")), @"14.68% in 2018/19, 0.99 pp above \
            England. Baseline: 14.62% in 2017/18, 0.71 pp above England. No target has been set. \
            There are too few comparable years to test for a trend.");
    }

    /// The board shows of each indicator how big, beside whom, since when; absences with their reason.
    async fn the_board_tells_each_indicator(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let page = get(&application, "/board?year=2020-21").await;
        let row = |slug: &str| plain(&format!("<{}", page.between(&format!("<th scope=\"row\" role=\"rowheader\"><a href=\"/indicators/{slug}?year=2020-21\""), "</tr>").split_once("<td").expect("cells").1));
        reads!(row("persistent-absence-secondary"), @"13.47% % of pupils, 2020/21 Now 24.36% (2024/25) 1.36 pp below England 1.15 pp down from 14.62% in 2017/18, better No target Too few figures");
        reads!(row("attainment-8"), @"51.0 points, 2020/21 Now 46.4 (2024/25) 0.1 points above England 0.8 points up in a year, better No target Too few figures");
        reads!(row("key-stage-2-expected"), @"65% % of pupils, 2018/19 [x] 2020/21: not available Now 62% (2024/25) the same as England 2 pp up in a year, better 2 pp up from 63% in 2017/18, better No target Too few figures");
        reads!(row("self-harm-reports"), @"[c]");
        reads!(row("low-income-families"), @"None yet: first for 2021-22 Now 10.4% (2024-25) No target No figure");
        reads!(row("police-referrals"), @"33.7% % of referrals, 2020-21 Now 29.8% (2024-25) 1.0 pp above England 3.9 pp up in a year 4.4 pp up from 29.3% in 2017-18 No target Too few figures");
        // Once the plan has ended the board opens on the newest figures.
        let now = get(&application, "/board").await;
        assert_eq!(now.says("p.lead"), "Oxfordshire, newest figures");
        let row = |slug: &str| plain(&format!("<{}", now.between(&format!("role=\"rowheader\"><a href=\"/indicators/{slug}\""), "</tr>").split_once("<td").expect("cells").1));
        reads!(row("persistent-absence-secondary"), @"24.36% % of pupils, 2024/25 0.99 pp above England 2.30 pp down in a year, better 9.74 pp up from 14.62% in 2017/18, worse No target Unusually high: worse");
        reads!(row("key-stage-2-expected"), @"62% % of pupils, 2024/25 1 pp below England 2 pp up in a year, better 1 pp down from 63% in 2017/18, worse No target Usual ups and downs");
    }

    /// Every page of the first plan works, with every choice.
    async fn every_page_of_the_first_plan_works(record: Record) {
        every_page_works(record, plans::OXFORDSHIRE).await;
    }

    /// Every page of a quite different plan works as well, and nothing of the first is in it.
    async fn every_page_of_another_plan_works(record: Record) {
        every_page_works(record.clone(), plans::RUTLAND).await;
        let home = get(&application(record), "/").await;
        assert!(!home.text.contains("Oxford"), "{}", home.read());
    }

    /// With two plans in one record pages open on the one that began last, with only its own parts.
    async fn pages_open_on_the_later_plan(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        every_page_works(record.clone(), plans::RUTLAND).await;
        let board = get(&application(record.clone()), "/board").await;
        assert!(board.text.contains("Good level of development") && !board.text.contains("Persistent absence"));
        let home = get(&application(record), "/").await;
        assert!(home.text.contains("Rutland County Council") && !home.text.contains("Thames Valley"), "{}", home.read());
    }

    /// The second plan's own kinds of thing: a target, a provisional figure, a reworded priority, a missing year.
    async fn another_plan_is_told_as_well(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let application = application(record);
        let page = get(&application, "/indicators/good-development?year=2022").await;
        reads!(plain(page.between("<p class=\"sentence\">", "</p>")), @"72.4% in 2022/23, 5.3 pp above \
            East Midlands (better). This figure is provisional. Baseline: 72.5% in 2018/19, 1.5 pp above \
            East Midlands (similar: within the margin of error). It misses the target of \
            75.0% by 2.6 pp (red, provisional). There are too few comparable years to test for a trend.");
        let priority = get(&application, "/priorities/ready-for-school?year=2024").await;
        reads!(plain(priority.between("<ul class=\"lineage\">", "</ul>")), @"2022 : begins 2024 : carried over from 2022, reworded: “Ready for school” became “Ready for school and heard”");
    }

    /// Nothing that partners recorded reaches a public response, in whatever form.
    async fn no_public_response_holds_a_partner_figure(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let application = application(record);
        let mut told = 0;
        for address in addresses(plans::RUTLAND) {
            let page = get(&application, &address).await;
            for secret in ["86753", "86,753", "90210", "90,210", "Blenkinsop"] {
                assert!(!page.text.contains(secret), "{address} tells {secret}");
            }
            told += usize::from(page.text.contains(">[c]<") || page.text.contains("[c] confidential:"));
            for file in files(&address) {
                let answer = get(&application, &file).await;
                let text = if file.contains(".xlsx") { answer.workbook() } else { answer.text };
                for secret in ["86753", "86,753", "90210", "90,210", "Blenkinsop"] {
                    assert!(!text.contains(secret), "{file} tells {secret}");
                }
            }
        }
        assert!(told > 0, "no page says that something is confidential");
    }

    /// What does not exist is answered with a sentence, in the house's look, and is no failure of ours.
    async fn what_is_not_there_is_told(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let cases = [
            ("/nowhere", 404, "There is no page at this address."),
            ("/indicators/nothing", 404, "There is no indicator at this address."),
            ("/indicators/..%2F..%2Fetc", 404, "There is no indicator at this address."),
            ("/indicators/%00", 404, "There is no indicator at this address."),
            ("/indicators/%FF", 404, "There is no page at this address."),
            ("/indicators/a/b", 404, "There is no page at this address."),
            ("/priorities/be-safe", 404, "There is no priority at this address."),
            ("/focus-areas/%3Cscript%3E", 404, "There is no focus area at this address."),
            ("/board?year=1999", 400, "The plan does not have that year. Its years are 2018-19, 2019-20, 2020-21."),
            ("/board?year=%27%3B%20DROP%20TABLE%20figure", 400, "The plan does not have that year. Its years are 2018-19, 2019-20, 2020-21."),
            ("/indicators/attainment-8?area=Oxford", 400, "There is no such area."),
            ("/indicators/attainment-8?view=%3Cscript%3E", 400, "There is no such view."),
            ("/indicators/attainment-8?span=%F0%9F%92%A9", 400, "There is no such span."),
        ];
        for (address, status, sentence) in cases {
            let page = get(&application, address).await;
            assert_eq!(page.status.as_u16(), status, "{address}");
            assert!(page.read().contains(sentence), "{address}: {}", page.read());
            assert!(!page.text.contains("<script>"), "{address}");
        }
        let page = get(&application, "/nowhere").await;
        reads!(page.read(), @"Page not found Skip to the content Outcomes Page not found There is no page at this address. Go to the plan or to the board .");
    }

    /// Strange query strings change nothing and break nothing.
    async fn strange_queries_break_nothing(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let long = format!("/board?{}", "x=1&".repeat(5_000));
        for address in ["/board?", "/board?&&&", "/board?year", "/board?year=", "/board?year=2018-19&year=2019-20", "/board?a[]=1", long.as_str()] {
            let page = get(&application, address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
        }
        // No name has a control character in it: a request for one is refused with the reason.
        let page = get(&application, "/board?x=%00").await;
        assert!(page.status == StatusCode::BAD_REQUEST && page.read().contains("contains a character we cannot read"), "{}", page.read());
    }

    /// A slash too many leads to the page without it; what cannot be sent is refused in the house's look.
    async fn other_ways_of_asking_are_told(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let page = get(&application, "/board/?year=2018-19").await;
        assert_eq!(page.status, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(page.headers.get(header::LOCATION).expect("a place"), "/board?year=2018-19");
        for address in ["//", "//evil.example/", "/board//evil/"] {
            let page = get(&application, address).await;
            let place = page.headers.get(header::LOCATION).map(|place| place.to_str().expect("text").to_owned());
            assert!(place.as_ref().is_none_or(|place| !place.starts_with("//")), "{address}: {place:?}");
        }
        let page = ask(&application, Method::POST, "/board").await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(page.headers.get(header::ALLOW).expect("the ways"), "GET,HEAD");
        assert!(page.read().contains("you cannot send anything to it"), "{}", page.read());
        assert_eq!(ask(&application, Method::HEAD, "/board").await.text, "");
    }

    /// An area without figures is shown as such: no other area's chart takes its place.
    async fn an_area_without_figures_has_no_chart(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let page = get(&application(record), "/indicators/attainment-8?area=E07000177").await;
        assert!(page.read().contains("No figures have been recorded for this area."), "{}", page.read());
        assert!(!page.text.contains("<svg") && !page.text.contains("<table"), "{}", page.read());
    }

    /// A period that holds both sides of a break is comparable with neither.
    async fn a_straddled_break_is_not_crossed(record: Record) {
        let text = plans::RUTLAND
            .replace("frequency = \"academic year\"", "frequency = \"pooled academic years\"")
            .replace("period = \"2022/23\"", "period = \"2020/21 to 2022/23\"")
            .replace("\"2018/19\" = ", "\"2016/17 to 2018/19\" = ")
            .replace("\"2020/21\" = ", "\"2018/19 to 2020/21\" = ")
            .replace("\"2021/22\" = ", "\"2019/20 to 2021/22\" = ")
            .replace("\"2022/23\" = ", "\"2020/21 to 2022/23\" = ");
        let note = "[[change-note]]\nslug = \"moved\"\nindicators = [\"good-development\"]\non = 2017-09-01\nkind = \"event\"\n\
                    effect = \"breaks\"\ntext = \"It moved.\"\nsource = \"Made for tests\"\n";
        plans::load(&record, &format!("{text}\n{note}"), MORNING).await;
        let page = get(&application(record), "/board?year=2022").await;
        assert!(page.read().contains("Not comparable with the baseline: the series breaks on 1 September 2017"), "{}", page.read());
    }

    /// A target for another period than the last value's is shown with its period.
    async fn a_later_target_is_told_with_its_period(record: Record) {
        plans::load(&record, &plans::RUTLAND.replace("period = \"2022/23\"", "period = \"2023/24\""), MORNING).await;
        let application = application(record);
        let page = get(&application, "/indicators/good-development").await;
        assert!(page.between("<p class=\"sentence\">", "</p>").contains("The target for 2023/24 is 75.0%."), "{}", page.read());
        assert!(get(&application, "/board").await.read().contains("target 75.0%, 2023/24"));
    }

    /// The words make no comparison across a break, just as the drawing joins none.
    async fn words_cross_no_break(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let page = get(&application, "/indicators/attainment-8?year=2020-21").await;
        assert!(page.text.contains("Oxfordshire: 49.7 points in 2021/22, and 46.4 points in 2024/25."), "{}", page.read());
        assert!(!page.text.contains(": 50.4 points"));
        let board = get(&application, "/board?year=2020-21").await;
        assert!(board.text.contains("From 50.2 (2019/20) to 51.0 (2020/21)"));
        assert!(board.text.contains("From 46.2 (2013-14 to 2015-16) to 33.5 (2018-19 to 2020-21)"));
    }

    /// A program that carries no bundle serves every page, without asking for what is not there.
    async fn a_program_without_its_bundle_serves_all_the_same(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let bare = app::Site { bundle: None, grid: None, ..site() };
        let now = plans::moment(MORNING);
        let application = outcomes::web::router_at(record, bare, app::Clock(Arc::new(move || now)));
        let page = get(&application, "/indicators/persistent-absence-secondary").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("<svg") && !page.text.contains("<script"), "{}", page.read());
    }

    /// The years of a priority that has none there are named without a link.
    async fn a_year_without_the_priority_is_no_link(record: Record) {
        let text = plans::RUTLAND.replace("slug = \"ready-for-school\"\nname = \"Ready for school and heard\"", "slug = \"heard\"\nname = \"Heard\"");
        plans::load(&record, &text, MORNING).await;
        let application = application(record);
        let page = get(&application, "/priorities/heard").await;
        assert!(page.between("aria-label=\"Plan year\"", "</nav>").contains("<span class=\"no-choice\">2022</span>"), "{}", page.text);
        reads!(plain(page.between("<ul class=\"lineage\">", "</ul>")), @"2022 : not yet a priority 2024 : follows Ready for school");
        assert_eq!(get(&application, "/priorities/heard?year=2022").await.status, StatusCode::NOT_FOUND);
    }

    /// Change notes are printed once on a page, with the chart where there is one.
    async fn change_notes_stand_once(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let page = get(&application, "/indicators/suspensions").await;
        assert_eq!(page.read().matches("1 September 2020, definition change").count() + page.read().matches("1 September 2020 , definition change").count(), 1);
        assert!(!page.text.contains("<dt>Change notes</dt>"));
        assert!(get(&application, "/indicators/domestic-abuse-incidents").await.text.contains("<dt>Change notes</dt>"));
    }

    /// A published interval is shown as it was supplied.
    async fn a_published_interval_is_shown_as_supplied(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let page = get(&application(record), "/indicators/good-development").await;
        assert!(page.read().contains("72.4% 68.0% to 76.5%"), "{}", page.read());
    }

    /// A record without a plan says what to do.
    async fn a_record_without_a_plan_says_what_to_do(record: Record) {
        let page = get(&application(record), "/").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.read().contains("No plan has been loaded yet. Load one with: outcomes plan load FILE"));
    }

    /// A record that holds what cannot be read shows nothing rather than something wrong, and reveals nothing of itself.
    async fn a_damaged_record_shows_nothing_wrong(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        testing::damage(&record, "figure", "UPDATE figure SET period_kind = 'fortnight' WHERE indicator = 'attainment-8'").await.expect("damage");
        let page = get(&application(record), "/board").await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.read().contains("Something went wrong") && !page.text.contains("fortnight"), "{}", page.read());
    }

    /// What names hold is text, wherever it is printed.
    async fn hostile_names_are_text(record: Record) {
        let hostile = "</title><script>alert(1)</script>";
        let text = plans::RUTLAND
            .replace("Good level of development at age 5", hostile)
            .replace("Every child in Rutland starts well", hostile)
            .replace("\"Start well\"", &format!("\"{hostile}\""))
            .replace("\"Rutland\"", &format!("\"{hostile}\""));
        plans::load(&record, &text, MORNING).await;
        let application = application(record);
        for address in addresses(&text) {
            let page = get(&application, &address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert!(!page.text.contains("<script>") && !page.text.contains("alert(1)</"), "{address}");
        }
    }

    /// Every response forbids what its page does not need.
    async fn every_response_says_what_a_browser_may_do(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let style = get(&application, "/").await.between("rel=\"stylesheet\" href=\"", "\"").to_owned();
        for address in ["/", "/nowhere", style.as_str()] {
            let answer = get(&application, address).await;
            let policy = answer.headers.get(header::CONTENT_SECURITY_POLICY).expect("a policy").to_str().expect("text");
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
            assert_eq!(answer.headers.get(header::X_CONTENT_TYPE_OPTIONS).expect("a header"), "nosniff");
            assert!(answer.headers.contains_key(header::CACHE_CONTROL), "{address}");
        }
        let kept = get(&application, &style).await;
        assert_eq!(kept.headers.get(header::CACHE_CONTROL).expect("a header"), "public, max-age=31536000, immutable");
    }

    /// An owner that has ended is shown with its successor.
    async fn an_heir_is_told(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let page = get(&application(record), "/indicators/mental-health-admissions").await;
        assert!(page.read().contains("Oxfordshire Clinical Commissioning Group ; now Buckinghamshire, Oxfordshire and Berkshire West Integrated Care Board"), "{}", page.read());
    }

    /// What is made up is marked so on every page, also for a plan that is loaded beside it.
    async fn illustrative_figures_say_so_on_every_page(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let plan = plans::read(plans::OXFORDSHIRE);
        let desk = plans::operator(&record).await;
        storage::plan::load_demonstration(&desk, &plan.outline, &storage::plan::Demonstration::default(), || plans::moment(MORNING)).await.expect("a demonstration");
        let application = application(record.clone());
        for address in addresses(plans::OXFORDSHIRE) {
            assert!(get(&application, &address).await.text.contains("Illustrative: the partners' figures"), "{address}");
        }
        plans::load(&record, plans::RUTLAND, MORNING).await;
        for address in addresses(plans::RUTLAND).into_iter().chain(["/sign-in", "/nowhere", "/board?year=1", "/admin/audit"].map(str::to_owned)) {
            assert!(get(&application, &address).await.text.contains("Illustrative: the partners' figures"), "{address}");
        }
    }

    /// A correction is shown beside what it replaced.
    async fn a_correction_stands_beside_what_it_replaced(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        plans::load(&record, &plans::RUTLAND.replace("\"2021/22\" = 70.1", "\"2021/22\" = 71.3"), "2026-11-23T10:00:00Z").await;
        let page = get(&application(record), "/indicators/good-development").await;
        reads!(plain(page.between("<ul class=\"history\">", "</section>")), @"23 November 2026 : Rutland, 2021/22: 71.3% , by the operator (load plan). 23 November 2026 : 9 figures , by the operator (load plan). Rutland, 2021/22: 70.1%, since replaced The whole history, with every difference");
    }
}

/// Leptos does not escape the contents of a text area, so only one place writes that tag, and escapes it.
#[test]
fn one_place_writes_text_areas() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src")];
    let mut writers = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read_to_string(&path).expect("text").contains("<textarea") {
                writers.push(path.file_name().expect("a name").to_owned());
            }
        }
    }
    assert_eq!(writers, ["text_area.rs"]);
}

/// Names of the first plan's places and partners occur only in its own file and in tests: the program is anybody's.
#[test]
fn the_program_names_no_partnership() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = ["app/src", "server/src", "crates", "migrations", "style", "xtask/src"]
        .map(|folder| root.join(folder))
        .to_vec();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    assert!(files.len() > 60);
    for file in files {
        // A font names nobody's place.
        if file.extension().is_some_and(|extension| extension == "ttf") {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("text");
        // Tests within a crate may name what they like; the first plan's file has a name.
        let text =
            text.split("#[cfg(test)]").next().unwrap_or_default().replace("oxfordshire-2018-21.toml", "");
        let is_test = file.file_name().is_some_and(|name| name == "tests.rs")
            || file.components().any(|part| part.as_os_str() == "tests");
        let names = text.to_lowercase();
        let example = names.replace("`e10000025` for oxfordshire", "");
        for name in ["oxford", "cherwell", "thames valley", "white horse"] {
            assert!(is_test || !example.contains(name), "{} names {name}", file.display());
        }
    }
}
