//! What the pages show of a series: views, icons, limits, gaps, neighbours, and why something is missing.

use axum::http::StatusCode;
use domain::{access::Role, figure::Approval};
use storage::Record;
use tests::{
    application::{Answer, application, application_at, get, get_as, plain, post_as},
    importing::by_hand,
    on_both_engines,
    people::member,
    plans,
    recording::{INDICATOR, MORNING, form, sentence},
};

/// The page of the indicator that [`quarterly`] makes.
const REPORTS: &str = "/indicators/reports";

/// A plan of 2022 to 2026 with one published count by quarter.
fn quarterly(polarity: &str, series: &str, more: &str) -> String {
    let head = plans::RUTLAND.split("[[indicator]]").next().unwrap_or_default();
    format!(
        "{head}\n[[indicator]]\nslug = \"reports\"\nname = \"Reports\"\nmeasure = \"count\"\nunit = \"reports\"\ndecimals = 0\n\
         polarity = \"{polarity}\"\nfrequency = \"financial quarter\"\nowner = \"council\"\norigin = \"published\"\n\
         basis = \"where the child lives\"\nsource = \"Made for a test\"\n[[indicator.definition]]\nfrom = 2018-04-01\n\
         timing = \"flow\"\ntext = \"Made for a test.\"\n[[indicator.placement]]\nfocus-area = \"start-well\"\n\
         priority = \"ready-for-school\"\n{more}\n[[series]]\nindicator = \"reports\"\narea = \"E06000017\"\n[series.figures]\n{series}"
    )
}

/// Quarters from 2020-21 Q1 on with some values; where it says so, an absence.
fn quarters(values: &[&str]) -> String {
    let label =
        |place: usize| format!("{}-{:02} Q{}", 2020 + place / 4, (21 + place / 4) % 100, place % 4 + 1);
    values.iter().enumerate().map(|(place, value)| format!("\"{}\" = {value}\n", label(place))).collect()
}

const USUAL: [&str; 16] =
    ["50", "54", "47", "52", "49", "53", "48", "51", "52", "48", "53", "49", "51", "50", "52", "49"];

async fn page_of(record: &Record, address: &str) -> Answer {
    let page = get(&application(record.clone()), address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.read());
    page
}

/// A finding on the page, by what it is called.
fn finding(page: &Answer, name: &str) -> String {
    plain(page.between(&format!("<dt>{name}</dt>"), "</dd>"))
}

on_both_engines! {
    /// What the plan's first board was to read of persistent absence: as if nothing later were recorded.
    async fn the_seeded_sentence_is_told(record: Record) {
        let is_later = |line: &str| line.starts_with("\"20") && &line[1..5] > "2017";
        let early: Vec<_> = plans::OXFORDSHIRE.lines().filter(|line| !is_later(line)).collect();
        plans::load(&record, &early.join("\n"), MORNING).await;
        let page = page_of(&record, "/indicators/persistent-absence-secondary").await;
        assert_eq!(
            sentence(&page),
            "14.62% in 2017/18, 0.71 pp above England. No target has been set. There are too few comparable \
                years to test for a trend."
        );
        // The priority's page shows the same.
        let priority = page_of(&record, "/priorities/children-missing-out-on-education").await;
        assert!(priority.text.contains(&sentence(&page)), "{}", priority.read());
    }

    /// What cannot be computed shows the reason, on every view.
    async fn persistent_absence_says_why_it_is_not_told(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let page = page_of(&record, "/indicators/persistent-absence-secondary?year=2020-21&view=control-chart").await;
        assert_eq!(finding(&page, "Rating"), "Not rated");
        assert_eq!(finding(&page, "Trend"), "Not tested: a test needs 5 consecutive years without a break, and has only 1 so far .");
        assert_eq!(finding(&page, "Since the same period last year"), "Not comparable: 2019/20: not available.");
        assert_eq!(finding(&page, "Compared with statistical neighbours"), "None of the 10 neighbours has a figure for 2020/21.");
        let gaps = page_of(&record, "/indicators/persistent-absence-secondary?year=2020-21&view=gaps").await;
        assert!(gaps.read().contains("No figures for any group have been recorded for this area"), "{}", gaps.read());
        let pooled = page_of(&record, "/indicators/alcohol-admissions?view=control-chart").await;
        assert!(pooled.read().contains("There is no control chart: its periods overlap, so limits would be too narrow."), "{}", pooled.read());
        assert_eq!(finding(&pooled, "Trend"), "Not tested: the years overlap, so each figure shares data with the next .");
    }

    /// A target that has no rating yet is shown with how it will be rated: the tolerance of the target's plan year.
    async fn a_target_without_a_rating_says_what_is_amber(record: Record) {
        let later = plans::RUTLAND.replace("period = \"2022/23\"", "period = \"2023/24\"");
        plans::load(&record, &later, MORNING).await;
        let page = page_of(&record, "/indicators/good-development?year=2022").await;
        assert_eq!(finding(&page, "Rating"), "Not rated the target is for a different period Within 2.5% of the target is amber.");
        assert_eq!(finding(&page, "Amber"), "Within 1.5 pp of the target is amber; fixed since 1 January 2022 .");
        // A rating shows the tolerance in its sum, and without a target there is nothing to be off from.
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let rated = finding(&page_of(&record, "/indicators/good-development?year=2022").await, "Rating");
        assert_eq!(rated.matches("mber").count(), 1, "{rated}");
    }

    /// Limits and runs start anew at a change note that breaks the series.
    async fn limits_restart_at_a_breaking_note(record: Record) {
        let note = "[[change-note]]\nslug = \"moved\"\nindicators = [\"reports\"]\non = 2022-04-01\nkind = \"recording change\"\n\
                    effect = \"breaks\"\ntext = \"Counted anew.\"\nsource = \"Made for a test\"\n";
        let after = ["80", "84", "77", "82", "79", "83", "78", "120"];
        let values = [&USUAL[..8], &after[..]].concat();
        plans::load(&record, &quarterly("lower", &quarters(&values), note), MORNING).await;
        let page = page_of(&record, &format!("{REPORTS}?year=2024&view=control-chart")).await;
        let limits = plain(page.between("<ul class=\"limits\">", "</ul>"));
        assert_eq!(
            limits,
            "From 2020-21 Q1: mean 50.5, limits 38.7 to 62.3, an early sign: few points so far. From 2022-23 \
                Q1: mean 85.4, limits 73.0 to 97.8, an early sign: few points so far."
        );
        assert_eq!(finding(&page, "Variation"), "Unusually high: worse early sign: few points so far");
        assert!(page.text.contains("icon variation concern"), "the icon");
        assert!(sentence(&page).contains("The latest figure is unusually high, which is worse."), "{}", sentence(&page));
        let drawing = page.between("<svg", "</svg>");
        assert!(drawing.contains("concern") && drawing.contains("Mean 85.4"), "{drawing}");
        // The first quarter after the break would be far outside the limits before it.
        let row = plain(page.between("<th scope=\"row\">2022-23 Q1", "</tr>"));
        assert!(row.contains("80 85.4 73.0 to 97.8 [b] The series breaks"), "{row}");
        // An earlier plan year shows nothing of what came later.
        let plain_view = page_of(&record, &format!("{REPORTS}?year=2024")).await;
        assert!(plain_view.text.contains("icon variation concern") && !plain_view.text.contains("class=\"limits\""));
    }

    /// Of a series whose next figure is over a year late, icons and sentence claim nothing.
    async fn a_series_that_is_years_old_claims_nothing(record: Record) {
        let values = [&USUAL[..9], &["120"]].concat();
        let target = "[[target]]\nindicator = \"reports\"\narea = \"E06000017\"\nperiod = \"2022-23 Q2\"\nvalue = 60\n";
        plans::load(&record, &quarterly("lower", &quarters(&values), target), MORNING).await;
        let page = page_of(&record, REPORTS).await;
        assert_eq!(finding(&page, "Variation"), "Out of date the next figure has been due since 28 January 2023");
        assert_eq!(finding(&page, "Assurance"), "Out of date the next figure has been due since 28 January 2023");
        assert!(!page.text.contains("icon variation concern"), "the icon");
        assert!(sentence(&page).contains("We do not say whether it is unusual: the next figure has been due since"), "{}", sentence(&page));
        // In the year of its last figure it was no older than it had to be.
        let then = page_of(&record, &format!("{REPORTS}?year=2022")).await;
        assert_eq!(finding(&then, "Variation"), "Unusually high: worse early sign: few points so far");
    }

    /// Two figures promise nothing, and neither does a series that gets worse.
    async fn a_promise_takes_figures_that_stay_where_they_are(record: Record) {
        let target = |value: &str| {
            format!("[[target]]\nindicator = \"reports\"\narea = \"E06000017\"\nperiod = \"2020-21 Q2\"\nvalue = {value}\n")
        };
        plans::load(&record, &quarterly("lower", &quarters(&["50", "51"]), &target("55")), MORNING).await;
        let two = page_of(&record, &format!("{REPORTS}?year=2022")).await;
        assert!(!sentence(&two).contains("unless something changes"), "{}", sentence(&two));
        assert!(!two.text.contains("icon assurance pass"), "the icon");
        let rising = ["20", "22", "25", "27", "31", "33", "36", "40", "43", "45", "49", "52", "56", "60", "63", "68"];
        plans::load(&record, &quarterly("lower", &quarters(&rising), &target("200")), "2026-11-23T07:01:00Z").await;
        let page = page_of(&record, &format!("{REPORTS}?year=2024")).await;
        assert!(finding(&page, "Assurance").starts_with("Not known: it is changing"), "{}", finding(&page, "Assurance"));
        assert!(!sentence(&page).contains("will be met"), "{}", sentence(&page));
    }

    /// One wild figure is set apart, and makes no other look unusual.
    async fn one_wild_figure_makes_no_other_unusual(record: Record) {
        let mut values = ["40", "44", "37", "42", "39", "43", "38", "41", "42", "38", "43", "39", "41", "40", "42", "36"];
        values[5] = "300";
        plans::load(&record, &quarterly("lower", &quarters(&values), ""), MORNING).await;
        let page = page_of(&record, &format!("{REPORTS}?year=2024&view=control-chart")).await;
        assert_eq!(finding(&page, "Variation"), "Usual ups and downs");
        assert!(sentence(&page).contains("The figure for 2021-22 Q2 (300) is set apart as exceptional."), "{}", sentence(&page));
        assert!(page.between("<svg", "</svg>").contains("point apart"), "drawn hollow");
        let row = plain(page.between("<th scope=\"row\">2021-22 Q2", "</tr>"));
        assert!(row.contains("set apart as exceptional"), "{row}");
    }

    /// A figure that is recorded changes icon and sentence at once.
    async fn a_recorded_figure_changes_icon_and_sentence(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let analyst = member(&record, "Ann Baker", Role::Analyst, "oxford-health").await;
        let application = application(record.clone());
        let labels = ["2018-19 Q1", "2018-19 Q2", "2018-19 Q3", "2018-19 Q4", "2019-20 Q1", "2019-20 Q2", "2019-20 Q3"];
        for (label, value) in labels.iter().zip(USUAL) {
            let sent = post_as(&application, &analyst, &format!("{INDICATOR}/record"), &form(&[("period", label), ("value", value)])).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        }
        let before = get_as(&application, &analyst, &format!("{INDICATOR}?ahead=yes")).await;
        assert!(sentence(&before).contains("There are too few figures so far (7) to say what is usual."), "{}", sentence(&before));
        assert!(!before.text.contains("icon variation common"));
        post_as(&application, &analyst, &format!("{INDICATOR}/record"), &form(&[("period", "2019-20 Q4"), ("value", "90")])).await;
        let after = get_as(&application, &analyst, &format!("{INDICATOR}?ahead=yes")).await;
        assert!(sentence(&after).contains("The latest figure is unusually high."), "{}", sentence(&after));
        assert!(after.text.contains("icon variation neutral") && !after.text.contains("icon variation common"));
        let board = get_as(&application, &analyst, "/board?ahead=yes").await;
        assert!(plain(&board.text).contains("Unusually high"), "{}", board.read());
        // The public is shown none of it.
        let public = get(&application, INDICATOR).await;
        assert!(!public.text.contains("icon variation"), "{}", public.read());
    }

    /// One group beside everyone, over time, with its margin; never across what is not recorded.
    async fn a_gap_is_told_with_its_margin(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let page = page_of(&record, "/indicators/good-development?view=gaps").await;
        let table = page.between("<table class=\"figures\"", "</table>");
        let row = plain(table.split("<tbody>").nth(1).unwrap_or_default());
        assert_eq!(row, "2018/19 74.0% [r] 72.5% 1.5 numerators and denominators are not recorded for both 1.02");
        assert!(page.read().contains("Female: 1.5 pp above everyone in 2018/19."), "{}", page.read());
        let unknown = get(&application(record.clone()), "/indicators/good-development?view=gaps&group=sex=Nobody").await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
        let bad = get(&application(record), "/indicators/good-development?view=gaps&group=x").await;
        assert_eq!(bad.status, StatusCode::BAD_REQUEST);
        assert!(bad.read().contains("such as sex=Female"), "{}", bad.read());
    }

    /// Quarters that repeat exactly have not changed: a summer is compared with the summer before the plan, not with its autumn.
    async fn quarters_that_repeat_are_told_as_unchanged(record: Record) {
        let target = "[[target]]\nindicator = \"reports\"\narea = \"E06000017\"\nperiod = \"2022-23 Q2\"\nvalue = 240\n";
        let year = ["230", "218", "243", "225"];
        let values = [&year[..], &year[..], &year[..2]].concat();
        let text = quarterly("lower", &quarters(&values), target);
        plans::load(&record, &text, MORNING).await;
        let lea = member(&record, "Lea Norton", Role::PlanLead, "council").await;
        let application = application(record.clone());
        let board = get_as(&application, &lea, "/board?year=2022").await;
        let cell = "td.since";
        assert!(board.says(cell).contains("no change from 218 in 2021-22 Q2"), "{}", board.says(cell));
        let page = page_of(&record, &format!("{REPORTS}?year=2022")).await;
        assert_eq!(finding(&page, "Since the baseline"), "no change, from 218 in 2021-22 Q2.");
        assert!(sentence(&page).contains("Baseline: 218 reports in 2021-22 Q2."), "{}", sentence(&page));
        let priority = get_as(&application, &lea, "/priorities/ready-for-school?year=2022").await;
        let way = plain(priority.between("id=\"distance\"", "</section>"));
        assert!(way.contains("The target was already met at the baseline, and still is."), "{way}");
    }

    /// Before the plan there is only an autumn: a summer is not compared with it, and pages say so.
    async fn a_plan_that_began_without_the_season_says_so(record: Record) {
        let target = "[[target]]\nindicator = \"reports\"\narea = \"E06000017\"\nperiod = \"2022-23 Q2\"\nvalue = 240\n";
        let text = quarterly("lower", "\"2021-22 Q3\" = 243\n\"2022-23 Q2\" = 218\n", target);
        plans::load(&record, &text, MORNING).await;
        let lea = member(&record, "Lea Norton", Role::PlanLead, "council").await;
        let application = application(record.clone());
        let cell = "td.since";
        let board = get_as(&application, &lea, "/board?year=2022").await;
        assert_eq!(board.says(cell), "No figure from before the plan is for the same time of year");
        let page = page_of(&record, &format!("{REPORTS}?year=2022")).await;
        let none = "No figure from before the plan is for the same time of year.";
        assert_eq!(finding(&page, "Since the baseline"), none);
        assert!(sentence(&page).contains(none) && !sentence(&page).contains("Baseline"), "{}", sentence(&page));
        let priority = get_as(&application, &lea, "/priorities/ready-for-school?year=2022").await;
        let way = plain(priority.between("id=\"distance\"", "</section>"));
        assert!(way.contains("No figure from before the plan is for the same time of year, so progress cannot be measured."), "{way}");
    }

    /// A partner who has handed in is not told off; a stranger is told nothing of how far partners have come, nor whether there is
    /// any figure.
    async fn a_missing_figure_has_a_status(record: Record) {
        const LATER: &str = "2023-01-29T09:00:00Z";
        let text = quarterly("lower", &quarters(&["230", "218", "243"]), "").replace("origin = \"published\"", "origin = \"partner\"\nlag = 28");
        plans::load(&record, &text, "2022-12-31T09:00:00Z").await;
        let lea = member(&record, "Lea Norton", Role::PlanLead, "council").await;
        let seen = async |at: &str| {
            let application = application_at(record.clone(), at);
            let board = get_as(&application, &lea, "/board?year=2022").await;
            let strangers = get(&application, "/board?year=2022").await;
            assert_eq!(strangers.says("td.latest"), "[c]");
            let priority = get_as(&application, &lea, "/priorities/ready-for-school?year=2022").await;
            assert_eq!(priority.each(".awaited"), board.each(".awaited"), "the priority's page says the same");
            (board.each(".awaited").concat(), board.says("ul.tally"), strangers.text)
        };
        let (late, tally, empty) = seen(LATER).await;
        assert_eq!(late, "2021-22 Q4: late since 29 April 2022.");
        assert!(tally.contains("1 no up-to-date figure"), "{tally}");
        for (quarter, approval) in [("2021-22 Q4", Approval::Approved), ("2022-23 Q1", Approval::Approved), ("2022-23 Q2", Approval::Approved), ("2022-23 Q3", Approval::Submitted)] {
            by_hand(&record, "reports", quarter, "225", approval).await;
        }
        let (handed_in, tally, filled) = seen(LATER).await;
        assert_eq!(handed_in, "2022-23 Q3: handed in, not approved yet.");
        assert!(!tally.contains("up-to-date"), "{tally}");
        // Only the number of the write may differ.
        let main = |text: &str| text.split_once("<main").map(|(_, main)| main.to_owned()).unwrap_or_default();
        assert_eq!(main(&empty), main(&filled), "a stranger's board depends on partners' figures");
    }

    /// Of a count the groups are beside each other, and each group's share is told: never one group's count against everyone's.
    async fn a_group_of_a_count_is_beside_the_other_groups(record: Record) {
        let of = |group: &str, value: &str| format!("[[series]]\nindicator = \"reports\"\narea = \"E06000017\"\nbreakdown = \"sex={group}\"\n[series.figures]\n{}", quarters(&[value]));
        let groups = format!("{}{}", of("Female", "160"), of("Male", "108"));
        plans::load(&record, &quarterly("neither", &format!("{}{groups}", quarters(&["268"])), ""), MORNING).await;
        let page = page_of(&record, &format!("{REPORTS}?view=gaps")).await;
        let table = page.between("<table class=\"figures\"", "</table>");
        assert!(plain(table).contains("Period Female Everyone else Share of everyone"), "{}", plain(table));
        assert!(plain(table).contains("2020-21 Q1 160 108 (89 to 130) 59.7%"), "{}", plain(table));
        let drawing = page.between("<svg", "</svg>");
        assert!(!drawing.contains("268") && !drawing.contains("Everyone"), "{drawing}");
    }

    /// Mean, rank and quarter among the neighbours of the figure's own day.
    async fn a_figure_stands_among_its_neighbours(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let page = page_of(&record, "/indicators/good-development?year=2022").await;
        assert_eq!(
            finding(&page, "Compared with statistical neighbours"),
            "1 of 2 from the best; the mean of the neighbours is 67.1% (1 of 2 have a figure)."
        );
        let table = plain(page.between("<h2 id=\"neighbours\">", "</table>"));
        assert!(table.contains("Rutland 72.4% East Midlands 67.1% England – Mean of the neighbours 67.1%"), "{table}");
    }

    /// The sum of a rating is printed, by the tolerance that holds in its plan year; the board counts ratings.
    async fn a_rating_prints_its_sum(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let page = page_of(&record, "/indicators/good-development?year=2022").await;
        assert_eq!(finding(&page, "Rating"), "Red provisional Red (provisional): 72.4% against 75.0%, 2.6 points under; amber is up to 1.5 points.");
        let board = page_of(&record, "/board?year=2022").await;
        assert_eq!(plain(board.between("class=\"roll-up\">", "</ul>")), "0 green 0 amber 1 red 0 not rated");
    }

    /// Whatever is recorded, no page prints what is no number.
    async fn nothing_that_is_no_number_is_printed(record: Record) {
        let odd: [&[&str]; 7] = [
            &["0", "0", "0", "0"],
            &["5"],
            &["\"x\"", "\"c\"", "\"awaited\""],
            &["0", "\"x\"", "0", "\"x\"", "7"],
            &["999999999999999", "0", "999999999999999", "0"],
            &["0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "1"],
            &["1", "1", "2"],
        ];
        for (place, values) in odd.iter().enumerate() {
            let polarity = ["lower", "higher", "neither"][place % 3];
            let target = "[[target]]\nindicator = \"reports\"\narea = \"E06000017\"\nperiod = \"2020-21 Q1\"\nvalue = 0\n";
            plans::load(&record, &quarterly(polarity, &quarters(values), target), &format!("2026-11-23T07:00:{place:02}Z")).await;
            for view in ["", "?view=control-chart", "?view=gaps", "?view=line"] {
                let page = page_of(&record, &format!("{REPORTS}{view}")).await;
                let mut words = page.text.split(|letter: char| !letter.is_ascii_alphanumeric());
                assert!(!words.any(|word| ["NaN", "inf", "Infinity"].contains(&word)), "{values:?} {view}: {}", page.read());
            }
            page_of(&record, "/board").await;
        }
    }
}
