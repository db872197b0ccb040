//! The board through the real router, the same on both engines: what it shows, in which order, and what changed since a meeting.

use axum::http::StatusCode;
use domain::access::Role;
use storage::Record;
use tests::{
    application::{application, application_at, get, get_as, post_as},
    on_both_engines, plans,
    recording::{INDICATOR, MORNING, analyst, form},
};

on_both_engines! {
    /// What an address chooses is shown and nothing else; what cannot be chosen is told.
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
        assert!(shown.read().contains("No indicator of the plan is what you chose.") && shown.read().contains("0 indicators"), "{}", shown.read());
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

    /// What changed since a meeting is told: partners see figures, revisions and notes; the public sees nothing of partners' own.
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
        assert!(page.read().contains("Changed since 22 November 2026 The record did not hold this plan yet."), "{}", page.read());
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
        assert!(page.read().contains("Self-harm reports New: 499 for 2018-19 Q2, after 512 for 2018-19 Q1. Revised: 2018-19 Q1 from 512 to 531."), "{}", page.read());
        // Approved figures alone have not changed, and a stranger is told of none.
        let approved = get_as(&later, &ann, "/board?year=2018-19&since=2026-11-23").await;
        assert!(approved.read().contains("Nothing that the board shows."), "{}", approved.read());
        let public = get(&later, "/board?year=2018-19&ahead=yes&since=2026-11-23").await;
        for figure in ["512", "531", "499"] {
            assert!(!public.text.contains(figure), "{figure}: {}", public.read());
        }
    }
}
