//! What the page of an indicator shows, as files, the same on both engines.

use axum::http::header;
use domain::{
    access::Role,
    figure::{Approval, Origin},
    plan::Nature,
};
use storage::Record;
use tests::{
    application::{Answer, application, get, get_as},
    importing::{MORNING, NINE, PUBLISHED, by_hand, by_hand_of, take},
    on_both_engines,
    people::member,
    plans,
};

const RUTLAND: &str = "E06000017";
const PAGE: &str = "/indicators/good-development";

fn header<'a>(answer: &'a Answer, name: &header::HeaderName) -> &'a str {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The rows of a CSV file: some of its columns, joined.
fn rows(text: &str, columns: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().expect("headings").clone();
    let place = |column: &&str| heads.iter().position(|head| head == *column).expect("a column");
    let places: Vec<_> = columns.iter().map(place).collect();
    let row = |row: Result<csv::StringRecord, _>| {
        let row = row.expect("a row");
        places.iter().map(|place| row[*place].to_owned()).collect::<Vec<_>>().join("|")
    };
    reader.records().map(row).collect()
}

/// The links to files on a page.
fn links(page: &Answer) -> Vec<String> {
    let Some((_, rest)) = page.text.split_once("aria-label=\"Files\"") else { return Vec::new() };
    let list = rest.split("</nav>").next().unwrap_or_default();
    list.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|link| link.replace("&amp;", "&"))
        .collect()
}

on_both_engines! {
    /// Each file is of its declared type, with a name that says what was chosen.
    async fn each_file_is_what_it_says(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let application = application(record);
        let cases = [
            ("chart.svg", "image/svg+xml; charset=utf-8", "<?xml"),
            ("chart.png", "image/png", "\u{fffd}PNG"),
            ("figures.csv", "text/csv; charset=utf-8", "indicator,"),
            ("figures.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
        ];
        for (file, kind, starts) in cases {
            let answer = get(&application, &format!("{PAGE}/{file}?view=groups&as-at=2026-11-23&ahead=yes")).await;
            assert_eq!(answer.status.as_u16(), 200, "{file}: {}", answer.read());
            assert_eq!(header(&answer, &header::CONTENT_TYPE), kind);
            let ending = file.rsplit('.').next().expect("an ending");
            let named = format!("attachment; filename=\"good-development-groups-2026-11-23.{ending}\"");
            assert_eq!(header(&answer, &header::CONTENT_DISPOSITION), named);
            assert!(answer.text.starts_with(starts), "{file} starts with {:?}", &answer.text[..20]);
        }
    }

    /// The page leads to its files, and their addresses carry what it shows.
    async fn files_show_what_the_page_shows(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let application = application(record);
        let page = get(&application, &format!("{PAGE}?year=2022&view=gaps&group=sex%3DFemale&span=plan&as-at=2026-11-23")).await;
        let links = links(&page);
        assert_eq!(links.len(), 4, "{}", page.read());
        for link in &links {
            for choice in ["year=2022", "view=gaps", "group=sex%3DFemale", "span=plan", "as-at=2026-11-23"] {
                assert!(link.contains(choice), "{link} has no {choice}");
            }
            assert_eq!(get(&application, link).await.status.as_u16(), 200, "{link}");
        }
        // The same choices show the same lines: a group and everyone, comparators, only one place.
        let shown = async |choices: &str| {
            let answer = get(&application, &format!("{PAGE}/figures.csv?{choices}")).await;
            rows(&answer.text, &["area_code", "breakdown", "period", "value", "status"])
        };
        let own = ["E06000017|Total|2018/19|72.5|final", "E06000017|Total|2020/21|z|final", "E06000017|Total|2021/22|70.1|final", "E06000017|Total|2022/23|72.4|provisional"];
        let group = "E06000017|sex=Female|2018/19|74|revised";
        assert_eq!(shown("view=line").await, own);
        assert_eq!(shown("view=groups").await, [&own[..], &[group]].concat());
        assert_eq!(shown("view=gaps").await, [&own[..], &[group]].concat());
        assert_eq!(shown("").await.len(), 8, "the comparators' four as well");
        assert_eq!(shown("area=E92000001&view=line").await, ["E92000001|Total|2021/22|65.2|final"]);
    }

    /// Files give their source and their as-at date, and state that figures are made up where they are.
    async fn files_say_where_they_come_from(record: Record) {
        let mut plan = plans::read(plans::RUTLAND);
        plan.outline.plan.nature = Nature::Illustrative;
        let desk = plans::operator(&record).await;
        storage::plan::load(&desk, &plan.outline, &plan.figures, || plans::moment(MORNING)).await.expect("a loaded plan");
        let person = member(&record, "Vi Ewer", Role::Viewer, "council").await;
        let application = application(record);
        let svg = get(&application, &format!("{PAGE}/chart.svg")).await;
        for said in ["Source: Made for tests.", "as it was on 23 November 2026 at 09:00:00.", "Illustrative: the partners", "http://outcomes.test/indicators/good-development", "[p] provisional"] {
            assert!(svg.text.contains(said), "{said} is not in {}", svg.text);
        }
        assert!(!svg.text.contains("For partners only"));
        let svg = get_as(&application, &person, &format!("{PAGE}/chart.svg?ahead=yes&as-at=2026-11-23T08:30:00Z")).await;
        for said in ["as it was on 23 November 2026 at 08:30:00.", "For partners only", "awaiting approval are included"] {
            assert!(svg.text.contains(said), "{said} is not in {}", svg.text);
        }
        let csv = get(&application, &format!("{PAGE}/figures.csv?view=groups&as-at=2026-11-23T08:30:00Z")).await;
        let told = rows(&csv.text, &["approval", "source", "as_at", "caution"]);
        assert!(!told.is_empty());
        for row in told {
            assert!(row.starts_with("approved|Made for tests|2026-11-23T08:30:00Z|Illustrative: "), "{row}");
        }
        let book = get_as(&application, &person, &format!("{PAGE}/figures.xlsx?as-at=2026-11-22")).await;
        assert_eq!(book.status.as_u16(), 404, "nothing was recorded then");
        let book = get_as(&application, &person, &format!("{PAGE}/figures.xlsx?as-at=2026-11-23T08:30:00Z")).await.workbook();
        for said in ["For partners only", "on 23 November 2026 at 08:30:00", "Made for tests", "Illustrative: "] {
            assert!(book.contains(said), "{said} is not in the workbook");
        }
    }

    /// A figure that a partner recorded of a published indicator is in no file of the public, drawn or written; partners have it.
    async fn no_public_file_draws_a_partner_figure(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let person = member(&record, "Vi Ewer", Role::Viewer, "council").await;
        let application = application(record.clone());
        let mut seen = Vec::new();
        for typed in ["86.7", "13.3"] {
            by_hand_of(&record, (PUBLISHED, Origin::Partner), "2019/20", typed, Approval::Approved).await;
            let mut files = Vec::new();
            for choices in ["", "view=line", "view=groups", "view=gaps", "view=control-chart"] {
                for file in ["chart.png", "chart.svg", "figures.csv", "figures.xlsx"] {
                    let address = format!("{PAGE}/{file}?{choices}");
                    let public = get(&application, &address).await;
                    let partners = get_as(&application, &person, &address).await;
                    let text = if file == "figures.xlsx" { public.workbook() } else { public.text.clone() };
                    assert!(!text.contains(typed), "{address} tells {typed}");
                    if public.status.as_u16() == 200 {
                        assert_ne!(public.bytes, partners.bytes, "{address} is the same for partners");
                    }
                    // Every workbook has the second in which it was made in it.
                    if file != "figures.xlsx" {
                        files.push((address, public.bytes));
                    }
                }
            }
            seen.push(files);
        }
        for (one, other) in seen[0].iter().zip(&seen[1]) {
            assert!(one == other, "{} differs with the figure", one.0);
        }
        let csv = get(&application, &format!("{PAGE}/figures.csv?view=line")).await;
        assert!(rows(&csv.text, &["period", "value", "note"]).contains(&"2019/20|c|".to_owned()), "{}", csv.text);
        let csv = get_as(&application, &person, &format!("{PAGE}/figures.csv?view=line")).await;
        assert!(rows(&csv.text, &["period", "value"]).contains(&"2019/20|13.3".to_owned()), "{}", csv.text);
    }

    /// What is not approved is only in files of those who look ahead, and is marked so.
    async fn drafts_are_for_those_who_look_ahead(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        by_hand(&record, PUBLISHED, "2019/20", "66.6", Approval::Draft).await;
        let person = member(&record, "Vi Ewer", Role::Viewer, "council").await;
        let application = application(record);
        let of = async |choices: &str| {
            let answer = get_as(&application, &person, &format!("{PAGE}/figures.csv?view=line{choices}")).await;
            rows(&answer.text, &["period", "value", "approval"])
        };
        assert!(!of("").await.iter().any(|row| row.starts_with("2019/20")));
        assert!(of("&ahead=yes").await.contains(&"2019/20|66.6|draft".to_owned()));
        let public = get(&application, &format!("{PAGE}/figures.csv?view=line&ahead=yes")).await;
        assert!(!public.text.contains("66.6"));
    }

    /// Formulas and tags in names and notes stay what they are.
    async fn hostile_texts_stay_texts(record: Record) {
        let text = plans::RUTLAND
            .replace("Good level of development at age 5", "=1+1 <script>&' class=x")
            .replace("Counted by hand.", "@SUM(A1) ]]> <b>");
        plans::load(&record, &text, MORNING).await;
        take(&record, &[(PUBLISHED, RUTLAND, "sex=<i>&=2", "2021/22", "71.3")], NINE).await;
        let application = application(record);
        let csv = get(&application, &format!("{PAGE}/figures.csv?view=groups")).await;
        let told = rows(&csv.text, &["indicator_name", "note", "breakdown"]);
        assert!(told.contains(&"'=1+1 <script>&' class=x|'@SUM(A1) ]]> <b>|Total".to_owned()), "{told:?}");
        for choices in ["", "view=groups", "view=control-chart"] {
            let svg = get(&application, &format!("{PAGE}/chart.svg?{choices}")).await;
            assert_eq!(svg.status.as_u16(), 200, "{}", svg.read());
            assert!(!svg.text.contains("<script") && !svg.text.contains("<i>") && svg.text.contains("&lt;script&gt;&amp;"), "{}", svg.text);
            assert_eq!(get(&application, &format!("{PAGE}/chart.png?{choices}")).await.status.as_u16(), 200);
        }
        let page = get(&application, &format!("{PAGE}?view=groups")).await;
        assert!(!page.text.contains("<script>&") && !page.text.contains("<i>&"), "{}", page.text);
    }

    /// What cannot be drawn, or does not exist, is refused with the reason.
    async fn what_is_not_there_is_told(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let application = application(record);
        let cases = [
            ("/indicators/nothing/chart.svg", 404, "There is no indicator at this address."),
            ("/indicators/good-development/chart.jpg", 404, "There is no page at this address."),
            ("/indicators/good-development/chart.svg?view=places", 404, "There is no value to draw here, so there is no chart."),
            ("/indicators/referrals/chart.png", 404, "There is no value to draw here, so there is no chart."),
            ("/indicators/good-development/figures.csv?view=x", 400, "There is no such view."),
            ("/indicators/good-development/figures.xlsx?view=gaps&group=sex%3DNobody", 400, "No figures for that group"),
            ("/indicators/good-development/chart.png?year=1999", 400, "The plan does not have that year."),
            ("/indicators/good-development/figures.csv?as-at=2999-01-01", 400, "You cannot look into the future"),
        ];
        for (address, status, sentence) in cases {
            let answer = get(&application, address).await;
            assert_eq!(answer.status.as_u16(), status, "{address}: {}", answer.read());
            assert!(answer.read().contains(sentence), "{address}: {}", answer.read());
        }
        // Confidential figures are in the file, as what they are.
        let csv = get(&application, "/indicators/referrals/figures.csv").await;
        assert_eq!(rows(&csv.text, &["period", "value"]), ["2022 Q1|c", "2022 Q2|c", "2022 Q3|c"]);
    }

    /// The small charts of a page: one for each group on the same axes, in words and in the table.
    async fn groups_are_told_drawn_and_tabled(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        take(&record, &[
            (PUBLISHED, RUTLAND, "sex=Female", "2021/22", "75.5"),
            (PUBLISHED, RUTLAND, "sex=Male", "2021/22", "65.5"),
            (PUBLISHED, RUTLAND, "SEND=Yes", "2021/22", "20"),
        ], NINE).await;
        let application = application(record);
        let page = get(&application, &format!("{PAGE}?view=groups")).await;
        assert_eq!(page.status.as_u16(), 200);
        let panels: Vec<&str> = page.text.split("<li class=\"panel\">").skip(1).collect();
        let names: Vec<_> = panels.iter().map(|panel| panel.split("</h4>").next().map(tests::application::plain).unwrap_or_default()).collect();
        assert_eq!(names, ["Yes", "Female", "Male"]);
        let marks = |panel: &&str| panel.split("class=\"mark\"").skip(1).map(|mark| mark.split("</text>").next().unwrap_or_default().to_owned()).collect::<Vec<_>>();
        assert!(!marks(&panels[0]).is_empty() && panels.iter().all(|panel| marks(panel) == marks(&panels[0])), "the same axis");
        assert!(panels.iter().all(|panel| panel.contains("line behind")), "everyone stands behind each");
        let read = page.read();
        for said in ["Female 75.5% in 2021/22, compared with 74.0% in 2018/19. Everyone: 70.1%.", "All charts have the same axes.", "The thin line is everyone."] {
            assert!(read.contains(said), "{said} is not in {read}");
        }
        let heads = page.between("<thead>", "</thead>");
        assert_eq!(tests::application::plain(heads), "Period Yes Female Male Everyone Notes");
        let legend = tests::application::plain(page.between("<p class=\"symbols\">", "</p>"));
        assert!(legend.contains("[r] revised") && legend.contains("[p] provisional") && legend.contains("[z] not applicable") && legend.contains("– nothing recorded"), "{legend}");
        assert!(!legend.contains("[c]") && !legend.contains("[b]"), "{legend}");
        // A view that has nothing to show is not offered, and explains itself where it is asked for.
        assert!(!page.text.contains("view=places"));
        let page = get(&application, &format!("{PAGE}?view=places")).await;
        assert!(page.read().contains("No figures have been recorded for any place within this area."));
    }

    /// The definition in plain words made from its parts, its versions, and what each changed.
    async fn the_definition_is_told_from_its_parts(record: Record) {
        let text = plans::RUTLAND.replacen("[[indicator.placement]]", "[[indicator.definition]]\nfrom = 2021-09-01\ntiming = \"snapshot\"\ntext = \"Children who reach a good level of development at the start of year 1.\"\n[[indicator.placement]]", 1);
        plans::load(&record, &text, MORNING).await;
        let page = get(&application(record), PAGE).await;
        let section = tests::application::plain(page.between("<h2 id=\"definition\">", "<dl class=\"facts\">"));
        assert_eq!(
            section,
            "What it means This shows how many of every 100 children in Rutland are counted, on one day of \
                each academic year. Higher is better. A place here means where the child goes to school. Source: \
                Made for tests. From 1 September 2021 Children who reach a good level of development at the \
                start of year 1. What changed: “end of reception” became “start of year 1”; figures now show \
                one day; before, they showed the whole period . From 1 September 2012 Children who reach a good \
                level of development at the end of reception."
        );
    }
}
