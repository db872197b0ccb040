//! The board through the real router, the same on both engines: what it shows, in which order, and what changed since a meeting.

use axum::http::StatusCode;
use domain::access::Role;
use storage::Record;
use tests::{
    application::{application, application_at, get, get_as, post_as},
    on_both_engines,
    people::member,
    plans,
    recording::{INDICATOR, MORNING, analyst, count, form},
};

on_both_engines! {
    /// What an address chooses is shown and nothing else; what cannot be chosen is refused with the reason.
    async fn an_address_chooses_what_the_board_shows(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record.clone());
        let whole = get(&application, "/board?year=2018-19").await;
        assert!(whole.text.contains("Self-harm reports") && whole.text.contains("Attainment 8"), "{}", whole.read());
        let shown = get(&application, "/board?year=2018-19&focus-area=be-safe").await;
        assert!(!shown.text.contains("Attainment 8") && shown.text.contains("id=\"focus-area-be-safe\""), "{}", shown.read());
        let shown = get(&application, "/board?year=2018-19&organisation=oxford-health").await;
        assert!(shown.text.contains("Self-harm reports") && !shown.text.contains("Attainment 8"), "{}", shown.read());
        let shown = get(&application, "/board?year=2018-19&rating=red").await;
        assert!(shown.read().contains("No indicators match these choices.") && shown.read().contains("0 indicators"), "{}", shown.read());
        let shown = get(&application, "/board?year=2018-19&order=exceptions").await;
        assert!(shown.text.contains("id=\"exceptions\"") && !shown.text.contains("id=\"focus-area-be-safe\""), "{}", shown.read());
        // The form keeps what the address has besides.
        assert!(shown.text.contains("<input type=\"hidden\" name=\"year\" value=\"2018-19\">"), "{}", shown.text);
        for wrong in ["focus-area=nowhere", "organisation=nobody", "rating=blue", "order=random", "since=yesterday", "since=2999-01-01", "focus-area=%3Cb%3E"] {
            let page = get(&application, &format!("/board?{wrong}")).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{wrong}");
            assert!(!page.text.contains("<b>"), "{wrong}");
        }
    }

    /// A plan that has ended opens on the newest figures; its years show what they knew, and every link keeps the choice.
    async fn an_ended_plan_opens_on_the_newest_figures(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record.clone());
        let chosen = "nav.choices a[aria-current]";
        let severe = "/indicators/severe-absence-secondary";
        for page in ["/board".to_owned(), severe.to_owned(), "/focus-areas/be-successful".to_owned(), "/".to_owned()] {
            let newest = get(&application, &page).await;
            assert_eq!(newest.each(chosen).first().map(String::as_str), Some("Now"), "{page}");
            assert!(!newest.text.split_once("<main").expect("a main part").1.contains("year=2020-21\">Severe"), "{page}");
            let then = get(&application, &format!("{page}?year=2020-21")).await;
            assert_eq!(then.each(chosen).first().map(String::as_str), Some("2020-21"), "{page}");
        }
        let newest = get(&application, severe).await;
        assert!(newest.says("p.sentence").starts_with("5.15% in 2024/25"), "{}", newest.says("p.sentence"));
        let then = get(&application, &format!("{severe}?year=2020-21")).await;
        assert!(then.says("p.sentence").starts_with("1.38% in 2020/21"), "{}", then.says("p.sentence"));
        // While a plan runs it opens on its year.
        let running = application_at(record.clone(), "2020-06-01T09:00:00Z");
        assert_eq!(get(&running, "/board").await.each(chosen), ["2020-21"]);
    }

    /// A column's head orders the board, worst first, and the other way round; what it says nothing of comes last.
    async fn a_column_orders_the_board(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let names = async |query: &str| {
            let page = get(&application, &format!("/board?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            (page.each("tbody th[scope=row] a"), page.each("td.difference"))
        };
        let (by_name, _) = names("order=indicator").await;
        let mut sorted = by_name.clone();
        sorted.sort_by_key(|name| name.to_lowercase());
        assert_eq!((by_name.len(), &by_name), (16, &sorted));
        let (reversed, _) = names("order=indicator&reverse=yes").await;
        assert!(reversed.iter().eq(sorted.iter().rev()));
        let (_, differences) = names("order=difference").await;
        assert!(differences[0].contains("above England"), "{differences:?}");
        let (_, other_end) = names("order=difference&reverse=yes").await;
        assert!(other_end[0].contains("below England"), "{other_end:?}");
        // Counts have none, and neither direction is better of the last three: whichever end is first, they come last.
        let without = |differences: &[String]| differences.iter().position(String::is_empty);
        assert_eq!((without(&differences), without(&other_end)), (Some(11), Some(11)), "{differences:?}");
        let (found, _) = names("find=absence").await;
        assert_eq!(found.len(), 3, "{found:?}");
        let page = get(&application, "/board?order=rating").await;
        assert_eq!(page.attribute("th[aria-sort] a", "href").as_deref(), Some("/board?order=rating&reverse=yes"));
        for wrong in ["order=cost", "order=rating&reverse=no"] {
            assert_eq!(get(&application, &format!("/board?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
    }

    /// What needs attention comes first, at most five, with why, against whom, and for partners what is done and asked.
    async fn what_needs_attention_comes_first(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record.clone());
        let public = get(&application, "/board").await;
        let cards = public.each(".attention-cards > li");
        assert!((1..=5).contains(&cards.len()), "{cards:?}");
        let card = cards.iter().find(|card| card.starts_with("Severe absence")).expect("its card");
        assert!(card.contains("5.15% in 2024/25") && card.contains("unusually high, which is worse") && card.contains("1.27 pp above England"), "{card}");
        assert!(!public.text.contains("What is being done"), "a stranger is shown no actions");
        let lead = member(&record, "Lea Dee", Role::PlanLead, "oxfordshire-county-council").await;
        let partners = get_as(&application, &lead, "/board").await;
        let card = partners.each(".attention-cards > li").concat();
        assert!(card.contains("No open action is recorded.") && card.contains("Nothing is asked of the board yet."), "{card}");
    }

    /// What changed since a meeting is shown: partners see figures, revisions and notes; the public sees nothing of partners' own.
    async fn what_changed_since_a_meeting_is_told(record: Record) {
        let ann = analyst(&record).await;
        let before = application_at(record.clone(), "2026-11-23T09:00:00Z");
        let record_as = async |value: &str, replaces: &str| {
            let form = form(&[("value", value), ("replaces", replaces), ("reason", "Counted again.")]);
            let sent = post_as(&before, &ann, &format!("{INDICATOR}/record"), &form).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        };
        record_as("512", "").await;
        let board = "/board?year=2018-19&ahead=yes&since=2026-11-22";
        let page = get_as(&before, &ann, board).await;
        assert!(page.read().contains("Changed since 22 November 2026 This plan had not been loaded yet."), "{}", page.read());
        // Two days later the figure is revised, and the next one comes in.
        let later = application_at(record.clone(), "2026-11-25T08:30:00Z");
        let ann = tests::people::member_at(&record, "Amy Later", Role::Analyst, "oxford-health", plans::moment("2026-11-25T08:00:00Z")).await;
        let replaces = get_as(&later, &ann, &format!("{INDICATOR}/record?period=2018-19+Q1")).await.holds("replaces");
        for (period, value, replaces) in [("2018-19 Q1", "531", &*replaces), ("2018-19 Q2", "499", "")] {
            let form = form(&[("value", value), ("replaces", replaces), ("reason", "Counted again."), ("period", period)]);
            let sent = post_as(&later, &ann, &format!("{INDICATOR}/record"), &form).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        }
        let page = get_as(&later, &ann, "/board?year=2018-19&ahead=yes&since=2026-11-23").await;
        assert!(page.read().contains("Self-harm reports New: 499 for 2018-19 Q2, compared with 512 for 2018-19 Q1. Revised: 2018-19 Q1, from 512 to 531."), "{}", page.read());
        // No approved figure has changed, and a stranger is shown none.
        let approved = get_as(&later, &ann, "/board?year=2018-19&since=2026-11-23").await;
        assert!(approved.read().contains("No changes."), "{}", approved.read());
        let public = get(&later, "/board?year=2018-19&ahead=yes&since=2026-11-23").await;
        for figure in ["512", "531", "499"] {
            let shown = public.text.split_once("<body").map_or("", |(_, body)| body);
            assert!(!shown.contains(figure), "{figure}: {}", public.read());
        }
    }

    /// A lead rates a priority beside its indicators, with a reason; two leads at once lose nothing, and the public is shown
    /// nothing.
    async fn a_lead_rates_a_priority(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record.clone());
        let lead = member(&record, "Lea Dee", Role::PlanLead, "oxfordshire-county-council").await;
        let other = member(&record, "Lou Day", Role::PlanLead, "oxfordshire-county-council").await;
        let analyst = member(&record, "Ann Baker", Role::Analyst, "oxford-health").await;
        let priority = "/priorities/children-affected-by-domestic-abuse";
        let form = format!("{priority}/rating?year=2018-19");
        let typed = |reason: &'static str, replaces: &'static str| {
            [("colour", "amber"), ("outlook", "worsening"), ("reason", reason), ("replaces", replaces)]
        };
        let reason = "Referrals wait <b>longer</b>";
        let saved = post_as(&application, &lead, &form, &typed(reason, "")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let said = "The lead's own rating: amber, worsening. Referrals wait <b>longer</b>. (Lea Dee, 23 November 2026, 09:00)";
        for address in ["/board?year=2018-19", &format!("{priority}?year=2018-19")] {
            let page = get_as(&application, &analyst, address).await;
            let text = page.text.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'");
            assert!(text.contains(said) && !page.text.contains("<b>longer"), "{address}: {}", page.read());
            assert!(!get(&application, address).await.text.contains("longer"), "{address}");
        }
        // Another year is not rated by it.
        assert!(!get_as(&application, &analyst, "/board?year=2019-20").await.text.contains("longer"));
        // The other lead had the form open before.
        let stale = post_as(&application, &other, &form, &typed("Nothing changed", "")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.read());
        assert!(stale.read().contains("Somebody else rated it while you were typing") && stale.text.contains("Nothing changed"), "{}", stale.read());
        let replaces = stale.holds("replaces");
        let again = post_as(&application, &other, &form, &[("colour", "green"), ("outlook", "steady"), ("reason", "Nothing changed"), ("replaces", &replaces)]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.read());
        assert_eq!(count(&record, "SELECT count(*) FROM priority_rating").await, 2);
        assert_eq!(count(&record, "SELECT count(*) FROM priority_rating WHERE superseded_in IS NULL AND colour = 'green'").await, 1);
        // An error is shown at its box, and nobody else may rate.
        let long = "x".repeat(2001);
        for wrong in [[("colour", "blue"), ("outlook", "steady"), ("reason", "Why")], [("colour", "red"), ("outlook", ""), ("reason", "Why")], [("colour", "red"), ("outlook", "steady"), ("reason", " ")], [("colour", "red"), ("outlook", "steady"), ("reason", &long)]] {
            let page = post_as(&application, &lead, &form, &wrong).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        }
        assert_eq!(post_as(&application, &analyst, &form, &typed("Why", "")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(get_as(&application, &lead, "/priorities/nothing/rating").await.status, StatusCode::NOT_FOUND);
    }
}
