//! Where a quarterly series may go: on its page, in a pack, and compared with what came.

use axum::http::StatusCode;
use domain::{access::Role, figure::Approval, pack::Pack};
use storage::{Record, testing};
use tests::{
    application::{application, get, get_as},
    importing::by_hand,
    on_both_engines,
    packs::{self, INDICATOR, PLAN, PRIORITY, placed, slug},
    people::member,
    plans,
    recording::MORNING,
};

const TARGET: &str = "\n[[target]]\nindicator = \"referrals\"\narea = \"E06000017\"\nperiod = \"2024 Q4\"\nlower = 380\nupper = 430\n";
const LATER: &str = "2026-11-24T09:00:00Z";
const PAGE: &str = "/indicators/referrals?view=forecast&year=2022";
const QUARTERS: [&str; 12] =
    ["410", "395", "402", "420", "398", "405", "415", "400", "412", "398", "404", "409"];

/// The plan with a range to be reached in its last quarter, and the last of twelve quarters up to the first plan year's end.
async fn load(record: &Record, quarters: usize) {
    plans::load(record, &(placed() + TARGET), MORNING).await;
    record_quarters(record, quarters).await;
}

async fn record_quarters(record: &Record, quarters: usize) {
    for (place, typed) in QUARTERS.iter().enumerate().skip(QUARTERS.len() - quarters) {
        let period = format!("{} Q{}", 2020 + place / 4, place % 4 + 1);
        by_hand(record, INDICATOR, &period, typed, Approval::Approved).await;
    }
}

on_both_engines! {
    /// The page shows the plan's last quarter, how likely its target is met, every quarter on the way, and the fan.
    async fn a_quarterly_series_is_forecast_to_the_plans_end(record: Record) {
        load(&record, 12).await;
        let ann = member(&record, "Ann Lee", Role::Viewer, "council").await;
        let application = application(record);
        let page = get_as(&application, &ann, PAGE).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.read());
        let section = page.between("aria-labelledby=\"forecast\"", "</section>");
        assert!(section.contains("Forecast for 2024 Q4: 40"), "{section}");
        assert!(section.contains("The chance of meeting the target for 2024 Q4 (380 to 430 referrals) is about 9"), "{section}");
        assert!(section.contains("Made by exponential smoothing, mainly of the level, from 12 quarters."), "{section}");
        for quarter in ["2023 Q1", "2023 Q4", "2024 Q4"] {
            assert!(section.contains(&format!("<th scope=\"row\">{quarter}</th>")), "{quarter}: {section}");
        }
        assert!(!section.contains("2025 Q1") && !section.contains("<th scope=\"row\">2022 Q4</th>"), "{section}");
        for class in ["fan wide", "fan", "fan-middle"] {
            let drawn = page.text.matches(&format!("<path class=\"{class}\"")).count();
            assert_eq!(drawn, 2, "{class}: once in each size");
        }
        let svg = get_as(&application, &ann, &PAGE.replace("referrals", "referrals/chart.svg")).await;
        assert_eq!(svg.status, StatusCode::OK, "{}", svg.text);
        for said in [">Forecast 40", ">Forecast for 2024 Q4: 40", "There is an 80% chance that the value falls in the darker band", "Made by exponential smoothing", "stroke-dasharray=\"3 3\""] {
            assert!(svg.text.contains(said), "{said} is not in {}", svg.text);
        }
        let png = get_as(&application, &ann, &PAGE.replace("referrals", "referrals/chart.png")).await;
        assert!(png.status == StatusCode::OK && png.bytes.starts_with(b"\x89PNG"));
        let plain = get_as(&application, &ann, "/indicators/referrals?year=2022").await;
        assert!(!plain.text.contains("class=\"fan"));
    }

    /// Known figures and forecasts may be compared with different targets. Each names its quarter, in the drawing and in its
    /// words: a pack's drawing has the target of the headline, the forecast view that of the forecast.
    async fn a_drawn_target_names_its_quarter(record: Record) {
        let now = TARGET.replace("2024 Q4", "2022 Q4").replace("380", "400").replace("430", "450");
        plans::load(&record, &(placed() + TARGET + now.as_str()), MORNING).await;
        record_quarters(&record, 12).await;
        let lead = member(&record, "Lea Head", Role::PlanLead, "council").await;
        packs::frozen(&record, "first-pack", 12).await;
        let application = application(record);
        let (known, ahead) = ("Target for 2022 Q4: 400 to 450", "Target for 2024 Q4: 380 to 430");
        let drawn = |text: &str| {
            let lines = text.split("class=\"target-name\"").skip(1).filter_map(|rest| rest.split_once('>')?.1.split('<').next());
            lines.collect::<Vec<_>>().join(" ")
        };
        let pack = get_as(&application, &lead, "/packs/first-pack").await;
        assert!(pack.text.contains(&format!(" {known} referrals.")) && !pack.text.contains(ahead), "{}", pack.read());
        assert_eq!(drawn(&pack.text), format!("Target 75.0% {known}"), "where nothing is forecast there is one, and the headline has its period");
        assert!(pack.read().contains("The chance of meeting the target for 2024 Q4 (380 to 430 referrals) is"), "{}", pack.read());
        let view = get_as(&application, &lead, PAGE).await;
        assert!(view.text.contains(&format!(" {ahead} referrals.")) && !view.text.contains(known), "{}", view.read());
        assert_eq!(drawn(&view.text), [ahead; 2].join(" "), "once in each size");
    }

    /// What cannot be forecast shows the reason, and the view is offered only where there are quarters.
    async fn what_is_not_forecast_says_why(record: Record) {
        load(&record, 7).await;
        let ann = member(&record, "Ann Lee", Role::Viewer, "council").await;
        let application = application(record);
        let page = get_as(&application, &ann, PAGE).await;
        assert!(page.read().contains("There is no forecast: a forecast needs 8 consecutive quarters, and has only 7 so far."), "{}", page.read());
        assert!(!page.text.contains("class=\"fan"));
        let annual = get_as(&application, &ann, "/indicators/good-development?view=forecast").await;
        assert!(annual.read().contains("There is no forecast: only quarterly figures are forecast."), "{}", annual.read());
        let annual = get_as(&application, &ann, "/indicators/good-development").await;
        assert!(!annual.text.contains("view=forecast"));
        // To the public every partner figure is confidential, and what is not seen is not forecast.
        let public = get(&application, PAGE).await;
        assert!(public.read().contains("There is no forecast: there is no value."), "{}", public.read());
    }

    /// A frozen pack keeps what it forecast; as figures come they are compared with it, there and on the list.
    async fn a_packs_forecasts_are_scored(record: Record) {
        load(&record, 12).await;
        let lead = member(&record, "Lea Head", Role::PlanLead, "council").await;
        let frozen = packs::frozen(&record, "first-pack", 12).await;
        let desk = plans::operator(&record).await;
        let kept = storage::frozen::forecasts(&desk, &slug(PLAN)).await.expect("readable");
        let quarters: Vec<_> = kept.iter().map(|one| one.step.period.as_str()).collect();
        assert_eq!(quarters, ["2023 Q1", "2023 Q2", "2023 Q3", "2023 Q4", "2024 Q1", "2024 Q2", "2024 Q3", "2024 Q4"]);
        assert!(kept.iter().all(|one| one.frozen == frozen.by.number && one.indicator == INDICATOR));
        assert!(kept.iter().all(|one| (one.step.mean - 405.0).abs() < 8.0), "{kept:?}");

        let application = application(record.clone());
        let before = get_as(&application, &lead, "/packs/first-pack").await;
        assert!(before.read().contains("None of the forecast quarters has a figure yet."), "{}", before.read());
        assert!(!get_as(&application, &lead, "/packs").await.read().contains("How accurate the forecasts were"));
        let given = get_as(&application, &lead, "/packs/first-pack?revised=no").await;
        assert!(given.read().contains("Forecast for 2024 Q4: 40"), "{}", given.read());

        by_hand(&record, INDICATOR, "2023 Q1", "404", Approval::Approved).await;
        by_hand(&record, INDICATOR, "2023 Q2", "900", Approval::Approved).await;
        // What is not approved is compared with nothing.
        by_hand(&record, INDICATOR, "2023 Q3", "404", Approval::Draft).await;
        let said = "Of 2 quarterly forecasts that can now be checked, 1 (50%) came within the 80% band and 1 \
            (50%) within the 95% band.";
        let after = get_as(&application, &lead, "/packs/first-pack").await;
        let scored = after.between("aria-labelledby=\"scored\"", "</section>");
        assert!(scored.contains(said), "{scored}");
        assert!(scored.contains("within the 80% band</td>") && scored.contains("outside both bands</td>"), "{scored}");
        assert_eq!(scored.matches("no figure yet").count(), 6, "{scored}");
        assert!(get_as(&application, &lead, "/packs").await.read().contains(said));
        let still = get_as(&application, &lead, "/packs/first-pack?revised=no").await;
        let article = ("<article class=\"document\">", "</article>");
        assert_eq!(still.between(article.0, article.1), given.between(article.0, article.1), "what the board saw stays");
        assert!(testing::execute(&record, "UPDATE forecast SET middle = 404").await.is_err());
    }

    /// A forecast from before a break says nothing of what is counted after it, even where the break is noted afterwards.
    async fn what_comes_after_a_break_is_not_scored(record: Record) {
        load(&record, 12).await;
        let lead = member(&record, "Lea Head", Role::PlanLead, "council").await;
        packs::frozen(&record, "first-pack", 12).await;
        by_hand(&record, INDICATOR, "2023 Q1", "404", Approval::Approved).await;
        by_hand(&record, INDICATOR, "2023 Q2", "900", Approval::Approved).await;
        by_hand(&record, INDICATOR, "2023 Q3", "not collected", Approval::Approved).await;
        let note = "\n[[change-note]]\nslug = \"anew\"\nindicators = [\"referrals\"]\non = 2023-04-01\nkind = \"recording change\"\n\
                    effect = \"breaks\"\ntext = \"Counted anew.\"\nsource = \"Made for a test\"\n";
        plans::load(&record, &(placed() + TARGET + note), LATER).await;
        let application = application(record.clone());
        let page = get_as(&application, &lead, "/packs/first-pack").await;
        let scored = page.between("aria-labelledby=\"scored\"", "</section>");
        let said = "Of the 1 quarterly forecast that can now be checked, 1 (100%) \
            came within the 80% band and 1 (100%) within the 95% band.";
        assert!(scored.contains(said), "{scored}");
        assert!(scored.contains("<td class=\"figure\">900</td><td>not comparable: the series breaks before it</td>"), "{scored}");
        assert!(scored.contains("<td class=\"figure\">[x]</td><td>not collected</td>"), "{scored}");
        assert!(get_as(&application, &lead, "/packs").await.read().contains(said));
        // From then on nothing is forecast across it.
        let page = get_as(&application, &lead, PAGE).await;
        let section = page.between("aria-labelledby=\"forecast\"", "</section>");
        assert!(section.contains("It stops before 1 April 2023, when the series breaks."), "{section}");
        assert!(section.contains("2023 Q1</th>") && !section.contains("2023 Q2</th>"), "{section}");
        // So late a break, noted afterwards, leaves too few of the quarters that the forecast was made from.
        let other = note.replace("anew", "before").replace("2023-04-01", "2022-10-01");
        plans::load(&record, &(placed() + TARGET + note + other.as_str()), "2026-11-24T10:00:00Z").await;
        let page = get_as(&application, &lead, "/packs/first-pack").await;
        assert!(page.read().contains("None of the forecast quarters has a figure yet."), "{}", page.read());
    }

    /// What is printed alike counts alike: an outcome on the end of a band that was rounded lies within it.
    async fn an_outcome_is_scored_as_it_is_printed(record: Record) {
        load(&record, 12).await;
        let lead = member(&record, "Lea Head", Role::PlanLead, "council").await;
        packs::frozen(&record, "first-pack", 12).await;
        let kept = storage::frozen::forecasts(&plans::operator(&record).await, &slug(PLAN)).await.expect("readable");
        let is_rounded_up = |end: f64| end.round() > end;
        let one = kept.iter().find(|one| is_rounded_up(one.step.within_80.1)).expect("an end that is rounded up");
        by_hand(&record, INDICATOR, &one.step.period, &one.step.within_80.1.round().to_string(), Approval::Approved).await;
        let page = get_as(&application(record), &lead, "/packs/first-pack").await;
        assert!(page.between("aria-labelledby=\"scored\"", "</section>").contains("<td>within the 80% band</td>"), "{}", page.read());
    }

    /// An indicator under two of a pack's priorities is forecast once, and an awaited quarter is in its table.
    async fn an_indicator_under_two_priorities_is_forecast_once(record: Record) {
        let other = "[[priority]]\nslug = \"heard\"\nname = \"Heard\"\nsummary = \"Children are listened to.\"\nfocus-area = \"start-well\"\nyears = [\"2022\"]\n\n[[organisation]]";
        let placed = format!("priority = \"{PRIORITY}\"\n[[indicator.tolerance]]\nfrom-year = \"2024\"\npercent = 10");
        let twice = placed.replacen('\n', "\n[[indicator.placement]]\nfocus-area = \"start-well\"\npriority = \"heard\"\n", 1);
        let text = packs::placed().replacen("[[organisation]]", other, 1).replacen(&placed, &twice, 1);
        plans::load(&record, &(text + TARGET), MORNING).await;
        record_quarters(&record, 12).await;
        by_hand(&record, INDICATOR, "2022 Q4", "awaited", Approval::Approved).await;
        let pack = Pack { priorities: vec![slug(PRIORITY), slug("heard")], ..packs::pack("first-pack", 12) };
        packs::make(&record, &pack, plans::moment(packs::NINE)).await;
        packs::freeze(&record, "first-pack", plans::moment(packs::NINE)).await;
        let kept = storage::frozen::forecasts(&plans::operator(&record).await, &slug(PLAN)).await.expect("readable");
        assert_eq!(kept.len(), 9, "from the quarter that is awaited on");
        let lead = member(&record, "Lea Head", Role::PlanLead, "council").await;
        let page = get_as(&application(record), &lead, "/packs/first-pack?revised=no").await;
        assert_eq!(page.text.matches("<p>Forecast for 2024 Q4").count(), 2, "under each of them");
        assert_eq!(page.read().matches("2022 Q4 [x]").count(), 2, "{}", page.read());
    }

    /// A pack of a year whose successor already has figures forecasts nothing that is known.
    async fn what_is_known_is_not_forecast(record: Record) {
        load(&record, 12).await;
        by_hand(&record, INDICATOR, "2023 Q1", "404", Approval::Approved).await;
        packs::frozen(&record, "first-pack", 12).await;
        let desk = plans::operator(&record).await;
        assert!(storage::frozen::forecasts(&desk, &slug(PLAN)).await.expect("readable").is_empty());
    }
}
